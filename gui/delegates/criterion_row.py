"""Paints a criterion of the checklist: status disc, question, code and small print, reviewed tick, pill."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from gui import fonts, icons
from gui.delegates import painting
from gui.models.checklist import Checklist
from gui.models.rows import CriterionRow
from gui.theme import Theme

_PADDING = 9
_GAP = 3
_INDENT = 34


class CriterionRowDelegate(QStyledItemDelegate):
    """The row height follows the fonts: 56 px at the ordinary size, less for the processes of a criterion."""

    def __init__(self, model: Checklist, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a height that fits the row's lines."""
        first, second = fonts.line_height(fonts.ui()), fonts.line_height(fonts.ui(fonts.META))
        row = self._model.row(index.row())
        if row.depth:
            return QSize(200, first + 2 * _PADDING + 2 + (second if row.remark else 0))
        return QSize(200, first + second + _GAP + 2 * _PADDING + 4)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row = self._model.row(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = painting.rectangle(option).adjusted(10, 1, -10, -1)
        painting.background(painter, self._theme, painting.state(option), rect)
        if row.depth:
            below = index.row() + 1
            last = below >= self._model.rowCount() or not self._model.row(below).depth
            self._paint_process(painter, rect, row, last)
        else:
            self._paint_criterion(painter, rect, row)
        painter.restore()

    def _paint_right(self, painter: QPainter, rect: QRectF, row: CriterionRow, height: int) -> float:
        """Paint pill and tick, and return where the text must end."""
        theme, middle = self._theme, rect.center().y()
        begin = painting.pill(painter, theme, rect.right() - 12, middle, row.pill, row.tone, height, dashed=row.draft)
        if row.reviewed and row.tone != "na":
            painter.drawPixmap(QPointF(begin - 24, middle - 8), icons.pixmap("check", theme.tokens.passed, 16, 2.2))
        return begin - 34

    def _paint_criterion(self, painter: QPainter, rect: QRectF, row: CriterionRow) -> None:
        theme = self._theme
        painting.disc(painter, theme, QPointF(rect.left() + 28, rect.center().y()), 13, row.tone, row.icon)
        end = self._paint_right(painter, rect, row, 22)
        left = rect.left() + 52
        first, second = fonts.line_height(fonts.ui()), fonts.line_height(fonts.ui(fonts.META))
        top = rect.center().y() - (first + second + _GAP) / 2
        title = QRectF(left, top, end - left, first)
        colour = theme.colour("text2" if row.reviewed else "text")
        painting.text(painter, title, row.title, fonts.ui(fonts.BASE, fonts.MEDIUM), colour)
        self._paint_meta(painter, QRectF(left, top + first + _GAP, end - left, second), row)

    def _paint_meta(self, painter: QPainter, area: QRectF, row: CriterionRow) -> None:
        theme = self._theme
        x = area.left()
        if row.code and not row.depth:
            code = fonts.code(fonts.META, fonts.MEDIUM)
            painting.text(painter, area, row.code, code, theme.colour("text3"))
            x += QFontMetrics(code).horizontalAdvance(row.code) + 18
        meta = fonts.ui(fonts.META)
        if row.meta:
            x += painting.text(
                painter, QRectF(x, area.top(), area.right() - x, area.height()), row.meta, meta, theme.colour("text3")
            )
        if row.remark:
            if row.meta:
                x += painting.text(
                    painter, QRectF(x, area.top(), 40, area.height()), "   ·   ", meta, theme.colour("text3")
                )
            remark = fonts.ui(fonts.META, fonts.SEMIBOLD)
            colour = theme.colour(row.remark_tone)
            painting.text(painter, QRectF(x, area.top(), area.right() - x, area.height()), row.remark, remark, colour)

    def _paint_process(self, painter: QPainter, rect: QRectF, row: CriterionRow, last: bool) -> None:
        theme, middle = self._theme, rect.center().y()
        left = rect.left() + 28
        painter.setPen(QPen(theme.colour("control"), 1))
        painter.drawLine(QPointF(left, rect.top() - 1), QPointF(left, middle if last else rect.bottom() + 1))
        painter.drawLine(QPointF(left, middle), QPointF(left + 12, middle))
        painting.disc(painter, theme, QPointF(left + _INDENT - 8, middle), 10, row.tone, row.icon)
        end = self._paint_right(painter, rect, row, 20)
        x = left + _INDENT + 12
        first, second = fonts.line_height(fonts.ui()), fonts.line_height(fonts.ui(fonts.META))
        colour = theme.colour("text2" if row.reviewed else "text")
        if not row.remark:
            width = painting.text(painter, QRectF(x, middle - first / 2, end - x, first), row.title, fonts.ui(), colour)
            area = QRectF(x + width + 16, middle - first / 2, end - x - width - 16, first)
            painting.text(painter, area, row.meta, fonts.ui(fonts.META), theme.colour("text3"))
            return
        top = middle - (first + second) / 2
        painting.text(painter, QRectF(x, top, end - x, first), row.title, fonts.ui(), colour)
        self._paint_meta(painter, QRectF(x, top + first, end - x, second), row)
