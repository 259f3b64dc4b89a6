"""Paints a measure: name and value, below them where it comes from, its trend and its band."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from gui import fonts
from gui.delegates import painting
from gui.models.measure_rows import MeasureRow
from gui.models.row_list import RowList
from gui.theme import Theme

_PADDING = 8
_TREND = 64


class MeasureRowDelegate(QStyledItemDelegate):
    """Two lines a row; headings have one."""

    def __init__(self, model: RowList[MeasureRow], theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a height that follows the fonts."""
        small = fonts.line_height(fonts.ui(fonts.CAPTION))
        if self._model.row(index.row()).heading:
            return QSize(200, small + 18)
        return QSize(200, fonts.line_height(fonts.ui()) + small + 2 * _PADDING + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row, theme = self._model.row(index.row()), self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = painting.rectangle(option).adjusted(8, 1, -8, -1)
        inside = box.adjusted(12, _PADDING, -12, -_PADDING)
        if row.heading:
            area = box.adjusted(12, 6, -12, 0)
            painting.text(painter, area, row.name, fonts.ui(fonts.CAPTION, fonts.SEMIBOLD), theme.colour("text2"))
            painter.restore()
            return
        painting.background(painter, theme, painting.state(option), box)
        first, small = fonts.ui(weight=fonts.MEDIUM), fonts.ui(fonts.CAPTION)
        upper = QRectF(inside.left(), inside.top(), inside.width(), fonts.line_height(first))
        lower = QRectF(inside.left(), upper.bottom() + 2, inside.width(), fonts.line_height(small))
        strong = fonts.ui(weight=fonts.SEMIBOLD) if row.known else fonts.ui(fonts.CAPTION)
        wide = min(QFontMetrics(strong).horizontalAdvance(row.value) + 2.0, upper.width() * 0.6)
        value = QRectF(upper.right() - wide, upper.top(), wide, upper.height())
        painting.text(painter, value, row.value, strong, theme.colour("text" if row.known else "text3"), right=True)
        name = QRectF(upper.left(), upper.top(), upper.width() - wide - 10, upper.height())
        painting.text(painter, name, row.name, first, theme.colour("text"))
        right = lower.right()
        if row.pill:
            right = painting.pill(painter, theme, right, lower.center().y() + 2, row.pill, row.tone, 16) - 10
        series = row.measured.series if row.measured else ()
        known = [number for _, number in series if number is not None]
        if len(known) > 1 and any(known):
            wide = fonts.scaled(_TREND)
            self._paint_trend(painter, QRectF(right - wide, lower.top() + 1, wide, lower.height()), series)
            right -= wide + 10
        note = QRectF(lower.left(), lower.top(), right - lower.left(), lower.height())
        painting.text(painter, note, row.note, small, theme.colour("text2"))
        painter.restore()

    def _paint_trend(self, painter: QPainter, area: QRectF, series: Sequence[tuple[str, float | None]]) -> None:
        """Draw the values over time; a missing one leaves a gap."""
        most = max(number for _, number in series if number is not None) or 1.0
        step = area.width() / max(1, len(series) - 1)
        painter.setPen(QPen(self._theme.colour("accent"), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        run: list[QPointF] = []
        for at, (_, number) in enumerate((*series, ("", None))):
            if number is not None:
                run.append(QPointF(area.left() + at * step, area.bottom() - 2 - (area.height() - 4) * number / most))
                continue
            if len(run) > 1:
                painter.drawPolyline(QPolygonF(run))
            run = []
