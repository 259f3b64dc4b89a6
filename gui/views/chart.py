"""A chart of `core.charts` in the window: the picture that the report prints, in the colours of the theme."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.charts import theme as charts
from gui import fonts
from gui.models.chart_theme import chart_theme
from gui.theme import Theme

_ENLARGED = 1.25
"""Pixels of the window for each unit of a chart: its letters are those of paper."""

Draw = Callable[[charts.Theme, float], str]
"""Makes the SVG in some colours and a width in units of the chart."""


class Chart(QWidget):
    """A picture that is drawn anew for its width, the theme and the font scale; its words are its accessible name.

    Args:
        theme: of the window.
        smallest: width in pixels of the design.
        enlarged: pixels at the ordinary font scale for each unit of the chart.
        fitted: the chart has proportions of its own: it is centred and made smaller where there is no room.
    """

    def __init__(self, theme: Theme, smallest: int = 160, fitted: bool = False, enlarged: float = _ENLARGED) -> None:
        super().__init__()
        self._theme, self._smallest, self._fitted, self._enlarged = theme, smallest, fitted, enlarged
        self._draw: Draw | None = None
        self._renderer = QSvgRenderer(self)
        self._size = QSize()
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding if fitted else QSizePolicy.Policy.Fixed
        )
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.changed.connect(self._make)

    def show_chart(self, draw: Draw, name: str) -> None:
        """Show a chart; `name` says in words what it shows."""
        self._draw = draw
        self.setAccessibleName(name)
        self._make()

    def _scale(self) -> float:
        return self._enlarged * fonts.percent() / 100

    def _make(self) -> None:
        if self._draw is None:
            return
        width = max(self.width(), self._smallest) / self._scale()
        self._renderer.load(QByteArray(self._draw(chart_theme(self._theme.tokens), width).encode()))
        size = self._renderer.defaultSize() * self._scale()
        if size != self._size:
            self._size = size
            if not self._fitted:
                self.setFixedHeight(size.height())
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the picture."""
        return self._size if self._fitted else QSize(self._smallest, self._size.height())

    def minimumSizeHint(self) -> QSize:
        """Return what it can be made as small as."""
        return QSize(self._smallest, int(self._size.height() * 0.8) if self._fitted else self._size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw for another width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._make()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture."""
        if self._draw is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room, size = QRectF(self.rect()), self._renderer.defaultSize()
        if self._fitted and size.width() and size.height():
            factor = min(room.width() / size.width(), room.height() / size.height(), self._scale() * 1.3)
            wide, high = size.width() * factor, size.height() * factor
            room = QRectF((room.width() - wide) / 2, (room.height() - high) / 2, wide, high)
        self._renderer.render(painter, room)
        painter.end()
