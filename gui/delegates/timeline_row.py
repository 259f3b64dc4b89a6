"""Paints a line of the timeline: the name at the left, the bar over its weeks at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.charts.theme import DARK, LIGHT
from gui import fonts
from gui.delegates import painting
from gui.icons import pixmap
from gui.models.row_list import RowList
from gui.models.timeline import TimelineRow
from gui.theme import Theme

NAMES = 0.4
"""Share of the width that the names take."""
_RIGHT = 16
_BAR = 14


class Weeks:
    """Where weeks lie on a width in pixels.

    Args:
        width: of the whole line.
        weeks: length of the plan.
    """

    def __init__(self, width: float, weeks: int) -> None:
        self.left = min(460.0, width * NAMES)
        self._wide = max(40.0, width - self.left - _RIGHT)
        self.weeks = max(1, weeks)

    def x(self, week: float) -> float:
        """Return the place of a week's beginning."""
        return self.left + self._wide * week / self.weeks

    def ticks(self) -> list[int]:
        """Return the weeks that get a line, not more than about sixteen."""
        step = next((s for s in (1, 2, 4, 8, 13, 26) if self.weeks / s <= 16), 52)
        return list(range(0, self.weeks + 1, step))


def phase_colour(theme: Theme, number: int) -> QColor:
    """Return the colour of a phase; in high contrast all have the same, for there colours say nothing."""
    if painting.colour_is_plain(theme):
        return theme.colour("accent")
    if number < 0:
        return theme.colour("na")
    colours = (DARK if theme.tokens.name == "dark" else LIGHT).phases
    return QColor(colours[number % len(colours)])


class TimelineRowDelegate(QStyledItemDelegate):
    """Draws one line."""

    def __init__(self, theme: Theme, model: RowList[TimelineRow], view: QListView) -> None:
        super().__init__(view)
        self._theme, self._model, self._view = theme, model, view
        self.weeks = 1

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a height that follows the fonts."""
        return QSize(200, fonts.line_height(fonts.ui()) + 18)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one line."""
        row, theme = self._model.row(index.row()), self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = painting.rectangle(option)
        place = Weeks(self._view.viewport().width(), self.weeks)
        state = painting.state(option)
        if row.card is None:
            painter.fillRect(box, theme.colour("sunken"))
        elif state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.colour("soft"))
        painter.setPen(QPen(theme.colour("border"), 1))
        for week in place.ticks():
            painter.drawLine(QPointF(place.x(week), box.top()), QPointF(place.x(week), box.bottom()))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if row.card is None:
            self._paint_phase(painter, box, row, place)
        else:
            self._paint_item(painter, box, row, place)
        if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        painter.restore()

    def _paint_phase(self, painter: QPainter, box: QRectF, row: TimelineRow, place: Weeks) -> None:
        theme = self._theme
        name = QRectF(box.left() + 14, box.top(), place.left - 22, box.height())
        if not row.end:
            painting.text(painter, name, row.name, fonts.ui(weight=fonts.SEMIBOLD), theme.colour("text"))
            return
        wide = painting.text(painter, name, row.name, fonts.ui(weight=fonts.SEMIBOLD), theme.colour("text"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(phase_colour(theme, row.phase))
        painter.drawRoundedRect(QRectF(box.left() + 4, box.top() + 7, 3, box.height() - 14), 1.5, 1.5)
        long = place.x(row.end) - place.x(row.start)
        painter.drawRoundedRect(QRectF(place.x(row.start), box.center().y() - 3, long, 6), 3, 3)
        note = name.adjusted(wide + 12, 0, 0, 0)
        painting.text(painter, note, row.note, fonts.ui(fonts.META), theme.colour("text2"))

    def _paint_item(self, painter: QPainter, box: QRectF, row: TimelineRow, place: Weeks) -> None:
        theme, card = self._theme, row.card
        assert card is not None
        left = box.left() + 26
        if card.conflict:
            mark = pixmap("triangle-alert", theme.tokens.failed, 14, 2.2)
            painter.drawPixmap(QPointF(left, box.center().y() - 7), mark)
            left += 19
        name = QRectF(left, box.top(), place.left - 10 - left, box.height())
        done = card.status.value == "complete"
        painting.text(painter, name, row.name, fonts.ui(), theme.colour("text2" if done else "text"))
        meta = fonts.ui(fonts.META)
        if row.phase < 0:
            rest = QRectF(place.left + 6, box.top(), box.width() - place.left - 12, box.height())
            painting.text(painter, rest, row.note, meta, theme.colour("text3"))
            return
        colour = phase_colour(theme, row.phase)
        long = max(4.0, place.x(row.end) - place.x(row.start))
        bar = QRectF(place.x(row.start), box.center().y() - _BAR / 2, long, _BAR)
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush if done else colour)  # what is done takes no time any more
        painter.drawRoundedRect(bar.adjusted(1, 0, -1, 0), 4, 4)
        words = QFontMetrics(meta).horizontalAdvance(row.note) + 8.0
        after = bar.right() + 13  # beside the arrow that may begin here
        if after + words > box.right():
            after = bar.left() - words
        painting.text(painter, QRectF(after, box.top(), words, box.height()), row.note, meta, theme.colour("text2"))
