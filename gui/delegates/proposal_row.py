"""Paints a proposed process: its name, and below where the scan saw it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui import fonts
from gui.models.process_proposals import ProposalsModel, place
from gui.theme import Theme


class ProposalRowDelegate(QStyledItemDelegate):
    """Draws one proposal."""

    def __init__(self, theme: Theme, model: ProposalsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return one line with room around it."""
        return QSize(200, max(32, fonts.line_height(fonts.ui()) + 14))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        found, colour = self._model.proposal(index.row()), self._theme.colour
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(colour("accent"), 2) if selected and focused else Qt.PenStyle.NoPen)
            painter.setBrush(colour("soft" if selected else "hover"))
            painter.drawRoundedRect(box, 6, 6)
        start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        name = QRectF(box.left() + 12, box.top(), box.width() * 0.4 - 12, box.height())
        where = QRectF(name.right() + 12, box.top(), box.right() - name.right() - 24, box.height())
        for font, token, area, text, elide in (
            (fonts.ui(weight=fonts.MEDIUM), "text", name, found.process.name, Qt.TextElideMode.ElideRight),
            (fonts.code(fonts.META), "text3", where, f"{place(found)}  {found.source}", Qt.TextElideMode.ElideMiddle),
        ):
            painter.setFont(font)
            painter.setPen(colour(token))
            painter.drawText(area, start, painter.fontMetrics().elidedText(text, elide, int(area.width())))
        painter.restore()
