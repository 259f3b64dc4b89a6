"""A score drawn on its scale: what is certain, what is open, and the point."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.scoring.result import Interval
from gui.theme import Theme


class IntervalBar(QWidget):
    """A bar from 0 to the maximum; the solid part is earned in any case, the light part is possible."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._low = self._high = 0.0
        self._point: float | None = None
        self.setFixedSize(QSize(120, 8))
        theme.changed.connect(self.update)

    def show_interval(self, interval: Interval, maximum: float, spoken: str) -> None:
        """Show an interval of a maximum."""
        whole = maximum or 1.0
        self._low, self._high = float(interval.low) / whole, float(interval.high) / whole
        self._point = None if interval.point is None else float(interval.point) / whole
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width, middle = self.width(), self.height() / 2
        painter.setBrush(self._theme.colour("border"))
        painter.drawRoundedRect(QRectF(0, middle - 2, width, 4), 2, 2)
        light = self._theme.colour("accent")
        light.setAlphaF(0.35)
        painter.setBrush(light)
        painter.drawRoundedRect(QRectF(self._low * width, middle - 2, (self._high - self._low) * width, 4), 2, 2)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawRoundedRect(QRectF(0, middle - 2, self._low * width, 4), 2, 2)
        if self._point is not None:
            painter.setBrush(self._theme.colour("text"))
            painter.drawRoundedRect(QRectF(min(self._point * width, width - 3.0), 0, 3, self.height()), 1.5, 1.5)
        painter.end()
