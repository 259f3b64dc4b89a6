"""Paints an initiative of the client: state, title, and who does it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from gui import fonts
from gui.delegates import painting
from gui.models.board import STATUS_ICONS, STATUS_TONES
from gui.models.finding_rows import status_word
from gui.models.initiatives import InitiativeRow
from gui.models.row_list import RowList
from gui.theme import Theme
from gui.words import tr


class InitiativeRowDelegate(QStyledItemDelegate):
    """Two lines a row."""

    def __init__(self, theme: Theme, model: RowList[InitiativeRow], view: QListView) -> None:
        super().__init__(view)
        self._theme, self._model = theme, model

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a height that follows the fonts."""
        return QSize(200, fonts.line_height(fonts.ui()) + fonts.line_height(fonts.ui(fonts.META)) + 26)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row, theme = self._model.row(index.row()), self._theme
        made = row.initiative
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = painting.rectangle(option).adjusted(8, 1, -8, -1)
        painting.background(painter, theme, painting.state(option), box)
        tone = STATUS_TONES[made.status]
        painting.disc(painter, theme, QPointF(box.left() + 26, box.center().y()), 12, tone, STATUS_ICONS[made.status])
        end = painting.pill(painter, theme, box.right() - 12, box.center().y(), status_word(made.status), tone, 22)
        first, second = fonts.line_height(fonts.ui()), fonts.line_height(fonts.ui(fonts.META))
        left, top = box.left() + 50, box.center().y() - (first + second + 3) / 2
        area = QRectF(left, top, end - left - 12, first)
        painting.text(painter, area, made.title, fonts.ui(weight=fonts.MEDIUM), theme.colour("text"))
        below = QRectF(left, top + first + 3, end - left - 12, second)
        painting.text(painter, below, row.meta or tr("No owner yet"), fonts.ui(fonts.META), theme.colour("text3"))
        painter.restore()
