"""Paints a page's picture with its number; the chosen page has a frame in the accent colour."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui import fonts
from gui.theme import Theme


class PageThumbnailDelegate(QStyledItemDelegate):
    """Draws one page of the index."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the picture's size with room for frame and number."""
        size = index.data(Qt.ItemDataRole.SizeHintRole)
        return size if isinstance(size, QSize) else super().sizeHint(option, index)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw picture, frame and number."""
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        if not isinstance(picture, QPixmap):
            return
        box, size = QRectF(option.rect), picture.deviceIndependentSize()
        place = QRectF(QPointF(box.center().x() - size.width() / 2, box.top() + 4), size)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.drawPixmap(place.topLeft(), picture)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("accent" if chosen else "border"), 2 if chosen else 1))
        painter.drawRect(place.adjusted(-1, -1, 1, 1))
        painter.setFont(fonts.ui(fonts.META, fonts.SEMIBOLD if chosen else fonts.NORMAL))
        painter.setPen(self._theme.colour("accent" if chosen else "text3"))
        below = QRectF(box.left(), place.bottom() + 3, box.width(), box.bottom() - place.bottom() - 3)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, str(index.row() + 1))
        painter.restore()
