"""What the row delegates share: hover and selection background, pills, status discs, elided text."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from gui import fonts, icons
from gui.theme import Theme

RADIUS = 8
MIDDLE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
MIDDLE_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    """Return the state flags of a row."""
    flags: QStyle.StateFlag = option.state
    return flags


def rectangle(option: QStyleOptionViewItem) -> QRectF:
    """Return where the row is."""
    return QRectF(option.rect)


def background(painter: QPainter, theme: Theme, flags: QStyle.StateFlag, rect: QRectF) -> None:
    """Paint what is hovered, selected (a bar at the left) or focused (a ring)."""
    selected = bool(flags & QStyle.StateFlag.State_Selected)
    focused = selected and bool(flags & QStyle.StateFlag.State_HasFocus)
    if selected or flags & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("soft" if selected else "hover"))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
    if focused:
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS - 1, RADIUS - 1)
    elif selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(QRectF(rect.left() + 1, rect.top() + 12, 3, rect.height() - 24), 1.5, 1.5)


def text(painter: QPainter, rect: QRectF, words: str, font: QFont, colour: QColor, right: bool = False) -> float:
    """Paint one line, cut where it does not fit, and return the width it took."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, int(rect.width())))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, int(MIDDLE_RIGHT if right else MIDDLE_LEFT), shown)
    return float(metrics.horizontalAdvance(shown))


def pill(
    painter: QPainter,
    theme: Theme,
    right: float,
    middle: float,
    words: str,
    tone: str,
    height: int,
    dashed: bool = False,
) -> float:
    """Paint a status pill that ends at `right` and return where it begins; `dashed` marks what is not in force."""
    font = fonts.ui(fonts.META if height < 20 else fonts.CAPTION, fonts.SEMIBOLD)
    height = fonts.scaled(height)
    width = QFontMetrics(font).horizontalAdvance(words) + int(0.8 * height)
    rect = QRectF(right - width, middle - height / 2, width, height)
    colour, tint = theme.tokens.status(tone)
    plain = colour_is_plain(theme)
    pen = QPen(QColor(colour), 1.2, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
    painter.setPen(pen if dashed or plain else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tint))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), words)
    return rect.left()


def colour_is_plain(theme: Theme) -> bool:
    """Tell whether the theme has no tints, so that shapes need an outline."""
    return theme.tokens.name == "contrast"


def disc(painter: QPainter, theme: Theme, centre: QPointF, radius: float, tone: str, icon: str) -> None:
    """Paint a status disc: icon and colour, never colour alone."""
    colour, tint = theme.tokens.status(tone)
    painter.setPen(QPen(QColor(colour), 1.5) if colour_is_plain(theme) else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tint))
    painter.drawEllipse(centre, radius, radius)
    size = int(radius * 1.1)
    painter.drawPixmap(centre - QPointF(size / 2, size / 2), icons.pixmap(icon, colour, size, 2.4))
