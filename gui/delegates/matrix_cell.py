"""Paints the matrix of processes: the process with its facts, and each property as icon and word in its tone."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui import fonts
from gui.icons import pixmap
from gui.models.process_matrix import ProcessMatrixModel
from gui.theme import Theme

_ICON = 14
_WIDE = 120
"""Pixels from which a column takes the larger letters."""


class MatrixCellDelegate(QStyledItemDelegate):
    """Draws one cell."""

    def __init__(self, theme: Theme, model: ProcessMatrixModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a height that follows the fonts."""
        return QSize(
            110, fonts.line_height(fonts.ui(weight=fonts.MEDIUM)) + fonts.line_height(fonts.ui(fonts.META)) + 22
        )

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the cell."""
        colour = self._theme.colour
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(box, colour("soft"))
        painter.setPen(QPen(colour("border"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if index.column() == 0:
            self._paint_process(painter, box, index.row())
        else:
            self._paint_property(painter, box, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -3), 6, 6)
        painter.restore()

    def _paint_process(self, painter: QPainter, box: QRectF, at: int) -> None:
        row, colour = self._model.row(at), self._theme.colour
        strong, small = fonts.ui(weight=fonts.MEDIUM), fonts.ui(fonts.META)
        upper = QRectF(box.left() + 14, box.top() + 9, box.width() - 20, fonts.line_height(strong))
        lower = QRectF(upper.left(), upper.bottom() + 2, upper.width(), fonts.line_height(small))
        for font, token, place, text in (
            (strong, "text", upper, row.process.name),
            (small, "text3", lower, row.facts),
        ):
            painter.setFont(font)
            painter.setPen(colour(token))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_property(self, painter: QPainter, box: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        cell = self._model.cell(index)
        if cell is None:
            return
        font = fonts.ui(fonts.CAPTION if box.width() > fonts.scaled(_WIDE) else fonts.META, fonts.MEDIUM)
        painter.setFont(font)
        room = int(box.width()) - _ICON - 22
        word = painter.fontMetrics().elidedText(cell.word, Qt.TextElideMode.ElideRight, room)
        width = painter.fontMetrics().horizontalAdvance(word) + _ICON + 19
        height = fonts.line_height(font) + 8
        pill = QRectF(box.left() + 2, box.center().y() - height / 2, width, height)
        tone, tint = self._theme.tokens.status(cell.tone)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.drawPixmap(QPointF(pill.left() + 6, box.center().y() - _ICON / 2), pixmap(cell.icon, tone, _ICON, 2.2))
        painter.setPen(QColor(tone))
        text = QRectF(pill.left() + _ICON + 10, pill.top(), pill.width(), height)
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, word)
