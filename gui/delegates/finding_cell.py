"""Paints the findings table: severity and score as icon and word, figures in their colour, headings of groups."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from gui import fonts
from gui.delegates import painting
from gui.icons import pixmap
from gui.models.finding_rows import COLUMNS, SEVERITY_ICONS, FindingRow
from gui.models.findings_table import FindingsTable
from gui.theme import Theme

_MARGIN = 4
"""As the header's sections have it."""
_ICON = 13


class FindingCellDelegate(QStyledItemDelegate):
    """Draws one cell; the row is as high as its font asks for."""

    def __init__(self, theme: Theme, model: FindingsTable, view: QTableView) -> None:
        super().__init__(view)
        self._theme, self._model, self._view = theme, model, view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a height that follows the fonts."""
        return QSize(60, self.row_height())

    @staticmethod
    def row_height() -> int:
        """Return the height of a row in pixels."""
        return fonts.line_height(fonts.ui()) + 24

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the cell."""
        box = painting.rectangle(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = self._model.row(index.row())
        if row is None:
            self._paint_heading(painter, box, index.row())
        else:
            chosen = self._view.selectionModel().isRowSelected(index.row(), QModelIndex())
            if chosen:
                painter.fillRect(box, self._theme.colour("soft"))
            painter.setPen(QPen(self._theme.colour("border"), 1))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
            self._paint_cell(painter, box, index.column(), row)
            if index.row() == self._view.currentIndex().row() and self._view.hasFocus():
                self._paint_ring(painter, box, index.column())
        painter.restore()

    def _paint_heading(self, painter: QPainter, box: QRectF, at: int) -> None:
        heading = self._model.heading(at)
        painter.fillRect(box, self._theme.colour("sunken"))
        painter.setPen(QPen(self._theme.colour("border"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if heading is not None:
            area = box.adjusted(14, 0, -_MARGIN, 0)
            painting.text(painter, area, heading.text, fonts.ui(weight=fonts.SEMIBOLD), self._theme.colour("text"))

    def _paint_ring(self, painter: QPainter, box: QRectF, column: int) -> None:
        """Draw this cell's part of the ring around the row that has the focus."""
        header = self._view.horizontalHeader()
        visible = [c for c in range(header.count()) if not header.isSectionHidden(c)]
        places = {c: header.visualIndex(c) for c in visible}
        inner = box.adjusted(1, 1, -1, -1)
        painter.setPen(QPen(self._theme.colour("accent"), 2))
        painter.drawLine(QPointF(box.left(), inner.top()), QPointF(box.right(), inner.top()))
        painter.drawLine(QPointF(box.left(), inner.bottom()), QPointF(box.right(), inner.bottom()))
        if places.get(column) == min(places.values()):
            painter.drawLine(inner.topLeft(), inner.bottomLeft())
        if places.get(column) == max(places.values()):
            painter.drawLine(inner.topRight(), inner.bottomRight())

    def _paint_cell(self, painter: QPainter, box: QRectF, at: int, row: FindingRow) -> None:
        column = COLUMNS[at]
        words = column.text(row)
        area = box.adjusted(_MARGIN, 0, -_MARGIN, 0)
        if column.id == "severity":
            area = box.adjusted(9, 0, -2, 0)
            self._paint_pill(painter, area, words, row.tone, SEVERITY_ICONS[row.finding.severity.value])
        elif column.id == "score":
            self._paint_pill(painter, area, words, row.score_tone, row.score_icon)
        elif column.id == "code":
            painting.text(painter, area, words, fonts.code(fonts.META, fonts.MEDIUM), self._theme.colour("text2"))
        elif column.id == "gain" and row.gain:
            painting.text(painter, area, words, fonts.ui(weight=fonts.SEMIBOLD), self._theme.colour("passed"), True)
        elif column.id == "status" and (row.accepted or row.lapsed):
            colour = self._theme.colour("manual" if row.accepted else "failed")
            painting.text(painter, area, words, fonts.ui(fonts.CAPTION, fonts.MEDIUM), colour)
        else:
            strong = column.id == "criterion" and not row.accepted
            font = fonts.ui(
                fonts.BASE if strong or column.figure else fonts.CAPTION, fonts.MEDIUM if strong else fonts.NORMAL
            )
            if column.id == "criterion" and row.accepted is not None:
                area = self._paint_shield(painter, area)
                font = fonts.ui()
            painting.text(painter, area, words, font, self._theme.colour("text" if strong else "text2"), column.figure)

    def _paint_shield(self, painter: QPainter, area: QRectF) -> QRectF:
        """Mark an accepted risk before its question, and return the room that is left."""
        picture = pixmap("shield-check", self._theme.tokens.manual, 16)
        painter.drawPixmap(QPointF(area.left(), area.center().y() - 8), picture)
        return area.adjusted(22, 0, 0, 0)

    def _paint_pill(self, painter: QPainter, area: QRectF, words: str, tone: str, icon: str) -> None:
        font = fonts.ui(fonts.META, fonts.SEMIBOLD)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(area.width()) - _ICON - 20)
        height = metrics.height() + 8.0
        width = metrics.horizontalAdvance(shown) + _ICON + 20.0
        pill = QRectF(area.left(), area.center().y() - height / 2, width, height)
        colour, tint = self._theme.tokens.status(tone)
        plain = painting.colour_is_plain(self._theme)
        painter.setPen(QPen(QColor(colour), 1.2) if plain else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(QColor(tint))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.drawPixmap(QPointF(pill.left() + 7, pill.center().y() - _ICON / 2), pixmap(icon, colour, _ICON, 2.4))
        text = pill.adjusted(_ICON + 12, 0, 0, 0)
        painting.text(painter, text, shown, font, QColor(colour))
