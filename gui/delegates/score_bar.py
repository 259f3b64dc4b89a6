"""Paints the score of a category as a bar with its interval and its target; what has no score says so."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from gui import fonts
from gui.delegates import painting
from gui.models.dashboard import ScoreRow
from gui.models.row_list import RowList
from gui.theme import Theme

_PADDING = 6
_THICK = 10
_NAMES = 0.46
"""Share of the width that names may take."""


class ScoreBarDelegate(QStyledItemDelegate):
    """Name, bar, points: the columns of every row begin at the same places."""

    def __init__(self, model: RowList[ScoreRow], theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a height that follows the fonts."""
        return QSize(240, fonts.line_height(fonts.ui()) + 2 * _PADDING)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row, theme = self._model.row(index.row()), self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = painting.rectangle(option)
        painting.background(painter, theme, painting.state(option), box)
        box = box.adjusted(10, 0, -10, 0)
        points, small = fonts.ui(weight=fonts.SEMIBOLD), fonts.ui(fonts.META)
        rows = self._model.rows
        of = max((QFontMetrics(small).horizontalAdvance(each.of) for each in rows), default=0) + 6
        figure = max((QFontMetrics(points).horizontalAdvance(each.shown) for each in rows), default=0) + 12
        font = fonts.ui(weight=fonts.MEDIUM)
        longest = max((QFontMetrics(font).horizontalAdvance(each.name) for each in rows), default=0) + 4.0
        name = QRectF(box.left(), box.top(), min(longest, box.width() * _NAMES), box.height())
        painting.text(painter, name, row.name, font, theme.colour("text"))
        area = QRectF(name.right() + 12, box.top(), box.right() - of - figure - name.right() - 14, box.height())
        if row.note:
            area.setRight(box.right())
            painting.text(painter, area, row.note, fonts.ui(fonts.CAPTION), theme.colour("text3"))
        else:
            self._paint_bar(painter, area, row)
            shown = QRectF(area.right(), box.top(), figure, box.height())
            painting.text(painter, shown, row.shown, points, theme.colour("text"), right=True)
            last = QRectF(shown.right() + 4, box.top(), of, box.height())
            painting.text(painter, last, row.of, small, theme.colour("text3"))
        painter.restore()

    def _paint_bar(self, painter: QPainter, area: QRectF, row: ScoreRow) -> None:
        theme, middle = self._theme, area.center().y()
        thick = fonts.scaled(_THICK)
        whole = QRectF(area.left(), middle - thick / 2, area.width(), thick)
        plain = painting.colour_is_plain(theme)
        painter.setPen(QPen(theme.colour("border"), 1) if plain else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(whole, 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        colour, _ = theme.tokens.status(row.tone)
        painter.setBrush(theme.colour(row.tone) if colour else theme.colour("na"))
        if row.point:
            painter.drawRoundedRect(QRectF(whole.left(), whole.top(), whole.width() * row.point, thick), 3, 3)
        ink = theme.colour("text")
        if row.high > row.low:
            ends = [area.left() + area.width() * share for share in (row.low, row.high)]
            for pen in (QPen(theme.colour("surface"), 3.4), QPen(ink, 1.4)):  # an edge, to be seen on any colour
                painter.setPen(pen)
                painter.drawLine(QPointF(ends[0], middle), QPointF(ends[1], middle))
                for x in ends:
                    painter.drawLine(QPointF(x, middle - 3.5), QPointF(x, middle + 3.5))
        if row.target is not None:
            x = area.left() + area.width() * row.target
            painter.setPen(QPen(ink, 2))
            painter.drawLine(QPointF(x, middle - thick / 2 - 3), QPointF(x, middle + thick / 2 + 3))
