"""Paints the severity map: the number of gaps in the tint of their severity, nothing where there is none."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.scoring.triggers import WORST_FIRST
from gui import fonts
from gui.delegates import painting
from gui.models.finding_rows import SEVERITY_TONES
from gui.models.severity_map import SeverityMap
from gui.theme import Theme


class SeverityCellDelegate(QStyledItemDelegate):
    """Draws one cell."""

    def __init__(self, theme: Theme, model: SeverityMap, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model

    def row_height(self) -> int:
        """Return a height that follows the fonts."""
        return fonts.line_height(fonts.ui()) + 12

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size of a cell."""
        return QSize(60, self.row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the cell."""
        theme, many = self._theme, self._model.count(index.row(), index.column())
        flags, box = painting.state(option), painting.rectangle(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = bool(flags & QStyle.StateFlag.State_MouseOver)
        if index.column() == 0:
            name = self._model.row(index.row()).name
            if over:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("hover"))
                painter.drawRoundedRect(box, 6, 6)
            painting.text(painter, box.adjusted(10, 0, -8, 0), name, fonts.ui(), theme.colour("text"))
        else:
            self._paint_count(painter, box, index.column(), many, over)
        if flags & QStyle.StateFlag.State_HasFocus and flags & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        painter.restore()

    def _paint_count(self, painter: QPainter, box: QRectF, column: int, many: int, over: bool) -> None:
        theme = self._theme
        colour, tint = theme.tokens.status(SEVERITY_TONES[WORST_FIRST[column - 1].value])
        plain = painting.colour_is_plain(theme)
        cell = box.adjusted(2, 2, -2, -2)
        outline = QPen(QColor(colour), 1.5 if over else 1)
        painter.setPen(outline if many and (plain or over) else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint) if many else theme.colour("sunken"))
        painter.drawRoundedRect(cell, 5, 5)
        painter.setFont(fonts.ui(weight=fonts.SEMIBOLD) if many else fonts.ui(fonts.CAPTION))
        painter.setPen(QColor(colour) if many else theme.colour("text3"))
        painter.drawText(cell, int(Qt.AlignmentFlag.AlignCenter), str(many) if many else "–")
