"""Text over a few lines, the last one cut where more would follow."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption


def lines(words: str, font: QFont, width: float, most: int) -> tuple[str, ...]:
    """Return a text broken into at most `most` lines of a width in pixels; what does not fit is cut."""
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    found: list[str] = []
    while len(found) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(20.0, width))
        start = line.textStart()
        if len(found) == most - 1:
            rest = QFontMetrics(font).elidedText(words[start:], Qt.TextElideMode.ElideRight, int(max(20.0, width)))
            found.append(rest)
            break
        found.append(words[start : start + line.textLength()].rstrip())
    layout.endLayout()
    return tuple(found)


def paint(painter: QPainter, area: QRectF, shown: tuple[str, ...], font: QFont, colour: QColor) -> None:
    """Paint lines one below the other from the top of an area."""
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(colour)
    for number, words in enumerate(shown):
        painter.drawText(QPointF(area.left(), area.top() + metrics.ascent() + number * metrics.height()), words)
