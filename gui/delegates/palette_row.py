"""Paints a row of the palette: what it is, its words with the letters that were meant, where it belongs, its key."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui import fonts, icons
from gui.delegates import painting
from gui.models.palette import COMMAND, CRITERION, FILE, PROCESS, PaletteRows, Row
from gui.theme import Theme
from gui.words import tr

_ICON = 16
_SIDE = 12
_ICONS = {COMMAND: "arrow-right", CRITERION: "clipboard-check", FILE: "file", PROCESS: "workflow"}


class PaletteRowDelegate(QStyledItemDelegate):
    """One row of two lines, or of one where there is nothing to add."""

    def __init__(self, model: PaletteRows, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a height that follows the fonts."""
        lines = fonts.line_height(fonts.ui()) + fonts.line_height(fonts.ui(fonts.META))
        return QSize(200, lines + 14)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row, theme = self._model.row(index.row()), self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = painting.rectangle(option).adjusted(6, 1, -6, -1)
        painting.background(painter, theme, painting.state(option), rect)
        size = fonts.scaled(_ICON)
        picture = icons.pixmap("clock" if row.recent else _ICONS[row.entry.kind], theme.tokens.text3, size)
        painter.drawPixmap(QPointF(rect.left() + _SIDE, rect.center().y() - size / 2), picture)
        end = self._paint_keys(painter, rect, row)
        left = rect.left() + 2 * _SIDE + size
        first, second = fonts.line_height(fonts.ui()), fonts.line_height(fonts.ui(fonts.META))
        top = rect.center().y() - (first + second) / 2
        self._paint_title(painter, QRectF(left, top, end - left, first), row)
        below = QRectF(left, top + first, end - left, second)
        words = row.entry.why_not or row.entry.note
        painting.text(painter, below, words, fonts.ui(fonts.META), theme.colour("text3"))
        painter.restore()

    def _paint_keys(self, painter: QPainter, rect: QRectF, row: Row) -> float:
        """Paint the shortcut at the right, and return where the words must end."""
        if not row.entry.keys:
            return rect.right() - _SIDE
        font = fonts.code(fonts.META)
        metrics, right = QFontMetrics(font), rect.right() - _SIDE
        height = metrics.height() + 6
        for key in reversed([key for key in row.entry.keys.split("   ") if key.strip()]):
            width = metrics.horizontalAdvance(key.strip()) + 12
            cap = QRectF(right - width, rect.center().y() - height / 2, width, height)
            painter.setPen(QPen(self._theme.colour("control"), 1))
            painter.setBrush(self._theme.colour("sunken"))
            painter.drawRoundedRect(cap, 5, 5)
            painter.setFont(font)
            painter.setPen(self._theme.colour("text2"))
            painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), key.strip())
            right = cap.left() - 5
        return right - 8

    def _paint_title(self, painter: QPainter, area: QRectF, row: Row) -> None:
        """Paint the title, the letters that were meant underlined and in the accent."""
        colour = self._theme.colour("text3" if row.entry.why_not else "text")
        font = fonts.ui(weight=fonts.MEDIUM)
        meant = QFont(font)
        meant.setUnderline(True)
        x, metrics = area.left(), QFontMetrics(font)
        fits = len(metrics.elidedText(row.entry.title, Qt.TextElideMode.ElideRight, int(area.width())))
        cut = fits < len(row.entry.title) or metrics.horizontalAdvance(row.entry.title) > area.width()
        for words, marked in _stretches(row.entry.title[: fits - 1] if cut else row.entry.title, set(row.places)):
            place = QRectF(x, area.top(), area.right() - x + 40, area.height())
            painter.setFont(meant if marked else font)
            painter.setPen(self._theme.colour("accent") if marked else colour)
            painter.drawText(place, int(painting.MIDDLE_LEFT), words)
            x += metrics.horizontalAdvance(words)
        if cut:
            painter.setPen(colour)
            painter.drawText(QRectF(x, area.top(), 30, area.height()), int(painting.MIDDLE_LEFT), tr("…"))


def _stretches(text: str, places: set[int]) -> list[tuple[str, bool]]:
    """Return a text cut where letters that were meant begin or end."""
    found: list[tuple[str, bool]] = []
    for number, letter in enumerate(text):
        marked = number in places
        if found and found[-1][1] == marked:
            found[-1] = (found[-1][0] + letter, marked)
        else:
            found.append((letter, marked))
    return found
