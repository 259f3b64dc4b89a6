"""A number that leads to what it counts: a large figure, what it is of, small print, and a bar where it is a share."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from gui import fonts, icons
from gui.delegates import painting
from gui.theme import Theme

_PAD, _GAP = 8, 2
_BAR = 10
_ICON = 13
_LETTERS = 10
"""Of the small print that are certainly shown; the whole is in the tool tip."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A scale under a figure, all as shares 0..1: solid up to low, light up to high, a mark at the point.

    Attributes:
        target: a line across, None without one.
    """

    low: float
    point: float | None
    high: float
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a figure shows.

    Attributes:
        above: a line over the figure.
        after: what stands behind it in small letters.
        below: lines of small print.
        icon: before the small print, in the colour of the tone; tells the same as the colour.
        tone: a status tone, empty for plain text.
        spoken: the whole in words, with where it leads.
    """

    figure: str
    spoken: str
    above: str = ""
    after: str = ""
    below: tuple[str, ...] = ()
    icon: str = ""
    tone: str = ""
    bar: Bar | None = None


class Figure(QAbstractButton):
    """A button that looks like a figure of a report; Enter and Space open what it leads to."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.shown = Shown("", "")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        theme.changed.connect(self._on_theme)

    def show_figure(self, shown: Shown) -> None:
        """Show another figure."""
        if shown == self.shown:
            return
        self.shown = shown
        self.setAccessibleName(shown.spoken)
        self.setToolTip(shown.spoken)
        self.updateGeometry()
        self.update()

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def _fonts(self) -> tuple[QFont, QFont, QFont]:
        return fonts.ui(fonts.CAPTION, fonts.SEMIBOLD), fonts.ui(fonts.FIGURE, fonts.SEMIBOLD), fonts.ui(fonts.CAPTION)

    def sizeHint(self) -> QSize:
        """Return a size in which nothing of the figure and little of the small print is cut."""
        above, figure, small = self._fonts()
        width = QFontMetrics(figure).horizontalAdvance(self.shown.figure)
        if self.shown.after:
            width += QFontMetrics(small).horizontalAdvance(self.shown.after) + 6
        letters = QFontMetrics(small).averageCharWidth() * _LETTERS
        least = max([width, *(min(letters, QFontMetrics(small).horizontalAdvance(t)) for t in self.shown.below)])
        if self.shown.icon:
            least = max(width, least + fonts.scaled(_ICON) + 4)
        high = fonts.line_height(figure) + len(self.shown.below) * (fonts.line_height(small) + _GAP)
        if self.shown.above:
            high += fonts.line_height(above) + _GAP
        if self.shown.bar:
            high += _BAR + 3 * _GAP
        return QSize(least + 2 * _PAD, high + 2 * _PAD - 4)

    def minimumSizeHint(self) -> QSize:
        """Return the same: figures are never cut."""
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be clicked."""
        super().enterEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter as with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the figure."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, shown = self._theme.colour, self.shown
        box = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(box, painting.RADIUS, painting.RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), painting.RADIUS, painting.RADIUS)
        above, large, small = self._fonts()
        left, wide, top = box.left() + _PAD, box.width() - 2 * _PAD, box.top() + _PAD - 2.0
        if shown.above:
            high = fonts.line_height(above)
            painting.text(painter, QRectF(left, top, wide, high), shown.above, above, colour("text2"))
            top += high + _GAP
        high = fonts.line_height(large)
        at = left
        tone = colour(shown.tone) if shown.tone else colour("text")
        at += painting.text(painter, QRectF(at, top, left + wide - at + 1, high), shown.figure, large, tone)
        if shown.after:
            lift = QFontMetrics(large).descent() - QFontMetrics(small).descent()
            low = fonts.line_height(small)
            place = QRectF(at + 6, top + high - low - lift, left + wide - at - 6, low)
            painting.text(painter, place, shown.after, small, colour("text2"))
        top += high
        if shown.bar:
            paint_interval(painter, self._theme, QRectF(left, top + _GAP, wide, _BAR), shown.bar)
            top += _BAR + 3 * _GAP
        low = fonts.line_height(small)
        for number, line in enumerate(shown.below):
            indent = 0
            if shown.icon and number == 0:
                indent = fonts.scaled(_ICON) + 4
                token = getattr(self._theme.tokens, shown.tone or "text2")
                picture = icons.pixmap(shown.icon, token, fonts.scaled(_ICON), 2.2)
                painter.drawPixmap(int(left), int(top + (low - fonts.scaled(_ICON)) / 2), picture)
            painting.text(painter, QRectF(left + indent, top, wide - indent, low), line, small, colour("text2"))
            top += low + _GAP
        painter.end()


def paint_interval(painter: QPainter, theme: Theme, area: QRectF, bar: Bar, tone: str = "accent") -> None:
    """Draw a scale: solid up to the worst, light up to the best, a mark at the point, a line at the target."""
    middle = area.center().y()
    painter.setPen(Qt.PenStyle.NoPen)

    def part(start: float, end: float, high: float, token: str, strength: float = 1.0) -> None:
        chosen = theme.colour(token)
        chosen.setAlphaF(strength)
        painter.setBrush(chosen)
        left = area.left() + area.width() * start
        painter.drawRoundedRect(QRectF(left, middle - high / 2, area.width() * max(0.0, end - start), high), 2, 2)

    part(0, 1, 6, "na" if painting.colour_is_plain(theme) else "border", 0.35 if painting.colour_is_plain(theme) else 1)
    part(bar.low, bar.high, 6, tone, 0.35)
    part(0, bar.low, 6, tone)
    painter.setBrush(theme.colour("text"))
    if bar.point is not None:
        x = area.left() + min(bar.point * area.width(), area.width() - 3.0)
        painter.drawRoundedRect(QRectF(x, area.top(), 3, area.height()), 1.5, 1.5)
    if bar.target is not None:
        x = area.left() + bar.target * area.width()
        painter.setPen(QPen(theme.colour("text2"), 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(int(x), int(area.top() - 1), int(x), int(area.bottom() + 1))
        painter.setPen(Qt.PenStyle.NoPen)
