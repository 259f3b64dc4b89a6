"""Paints an entry of the trail: what was done, and at the right by whom and when."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from gui import fonts
from gui.delegates import painting
from gui.models.latest_changes import ChangeRow
from gui.models.row_list import RowList
from gui.theme import Theme


class ChangeRowDelegate(QStyledItemDelegate):
    """One line a row."""

    def __init__(self, model: RowList[ChangeRow], theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a height that follows the fonts."""
        return QSize(200, fonts.line_height(fonts.ui()) + 12)

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
        small = fonts.ui(fonts.CAPTION)
        last = f"{row.who}  ·  {row.when}"
        wide = min(float(QFontMetrics(small).horizontalAdvance(last)), box.width() * 0.55)
        right = QRectF(box.right() - wide, box.top(), wide, box.height())
        painting.text(painter, right, last, small, theme.colour("text3"), right=True)
        left = QRectF(box.left(), box.top(), box.width() - wide - 12, box.height())
        colour = theme.colour("accent" if row.key else "text")
        painting.text(painter, left, row.what, fonts.ui(), colour)
        painter.restore()
