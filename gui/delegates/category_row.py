"""Paints a category: name, points, progress of the review, interval."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui import fonts
from gui.delegates import painting
from gui.models.category_list import CategoryList
from gui.theme import Theme
from gui.words import tr

_PADDING = 7
_GAP = 3


class CategoryRowDelegate(QStyledItemDelegate):
    """The row height follows the fonts: 48 px at the ordinary size."""

    def __init__(self, model: CategoryList, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a height that fits both lines."""
        lines = fonts.line_height(fonts.ui()) + fonts.line_height(fonts.ui(fonts.META))
        return QSize(200, lines + 2 * _PADDING + _GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row = self._model.row(index.row())
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = painting.rectangle(option).adjusted(8, 1, -8, -1)
        if row.heading:
            area = rect.adjusted(10, 0, -10, -4)
            painting.text(painter, area, row.name, fonts.ui(fonts.CAPTION, fonts.SEMIBOLD), theme.colour("text2"))
            painter.restore()
            return
        flags = painting.state(option)
        painting.background(painter, theme, flags, rect)
        selected = bool(flags & QStyle.StateFlag.State_Selected)
        first = fonts.line_height(fonts.ui())
        second = fonts.line_height(fonts.ui(fonts.META))
        left, right, top = rect.left() + 12, rect.right() - 10, rect.top() + _PADDING - 1
        if row.pill == "–":
            begin = right - painting.text(
                painter, QRectF(right - 40, top, 40, first), row.pill, fonts.ui(fonts.META), theme.colour("text3"), True
            )
        else:
            begin = painting.pill(painter, theme, right, top + first / 2, row.pill, row.tone, 18)
        weight = fonts.SEMIBOLD if selected else fonts.MEDIUM
        name = QRectF(left, top, begin - left - 8, first)
        painting.text(painter, name, row.name, fonts.ui(fonts.BASE, weight), theme.colour("text"))
        self._paint_progress(
            painter, QRectF(left, top + first + _GAP, right - left, second), row.reviewed, row.total, row.span
        )
        painter.restore()

    def _paint_progress(self, painter: QPainter, area: QRectF, done: int, total: int, span: str) -> None:
        theme = self._theme
        meta = fonts.ui(fonts.META)
        words = f"{done}/{total}" if not span else tr("{span}  ·  {done}/{total}", span=span, done=done, total=total)
        width = painting.text(painter, area, words, meta, theme.colour("text3"), right=True)
        bar = QRectF(area.left(), area.center().y() - 1, max(24.0, area.width() - width - 12), 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("border"))
        painter.drawRoundedRect(bar, 1.5, 1.5)
        if done and total:
            painter.setBrush(theme.colour("passed" if done == total else "accent"))
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * done / total, 3), 1.5, 1.5)
