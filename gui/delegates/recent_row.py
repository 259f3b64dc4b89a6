"""Paints a recent audit: name and repository, progress and date; greyed when its file is gone."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui import fonts
from gui.icons import pixmap
from gui.models.recents import RecentsModel
from gui.theme import Theme

_PADDING = 12
_ICON = 18


class RecentRowDelegate(QStyledItemDelegate):
    """Draws one row of the recent audits."""

    def __init__(self, theme: Theme, model: RecentsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a height that follows the fonts."""
        lines = fonts.line_height(fonts.ui(weight=fonts.MEDIUM)) + fonts.line_height(fonts.ui(fonts.CAPTION))
        return QSize(200, lines + 24)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        colour, model, row = self._theme.colour, self._model, index.row()
        recent, present = model.recent(row), model.present(row)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        box = QRectF(option.rect).adjusted(4, 1, -4, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(colour("accent"), 2) if selected and focused else Qt.PenStyle.NoPen)
            painter.setBrush(colour("soft" if selected else "hover"))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)
        name = "file-check" if present else "triangle-alert"
        tone = "accent" if present else "partial"
        middle = box.center().y()
        painter.drawPixmap(
            QPointF(box.left() + _PADDING, middle - _ICON / 2),
            pixmap(name, getattr(self._theme.tokens, tone), _ICON),
        )
        bold, small = fonts.ui(weight=fonts.MEDIUM), fonts.ui(fonts.CAPTION)
        left, right = box.left() + 2 * _PADDING + _ICON, box.right() - _PADDING
        aside = max(QFontMetrics(small).horizontalAdvance(t) for t in (model.state(row), model.opened(row))) + 8
        upper = QRectF(left, box.top() + 10, right - left - aside - 12, fonts.line_height(bold))
        lower = QRectF(left, upper.bottom() + 2, upper.width(), fonts.line_height(small))
        painter.setFont(bold)
        painter.setPen(colour("text" if present else "text3"))
        _text(painter, upper, recent.title or recent.path, Qt.TextElideMode.ElideRight)
        painter.setFont(small)
        painter.setPen(colour("text3"))
        below = recent.repository if present else recent.path
        _text(painter, lower, below, Qt.TextElideMode.ElideMiddle)
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colour("text2" if present else "partial"))
        painter.drawText(QRectF(right - aside, upper.top(), aside, upper.height()), end, model.state(row))
        painter.setPen(colour("text3"))
        painter.drawText(QRectF(right - aside, lower.top(), aside, lower.height()), end, model.opened(row))
        painter.restore()


def _text(painter: QPainter, box: QRectF, text: str, elide: Qt.TextElideMode) -> None:
    shown = painter.fontMetrics().elidedText(text, elide, int(box.width()))
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
