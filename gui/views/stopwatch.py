"""The stopwatch of the fire drill: large digits that are painted once a second, and only where they are seen."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.model.fire_drill import RunningDrill
from gui import fonts
from gui.models.drill import clock
from gui.theme import Theme
from gui.words import tr

DIGITS = 48
"""Pixels of the digits in the design."""
_WIDEST = "88:88:88"
_PADDING = 8


class Stopwatch(QWidget):
    """Shows how long a drill runs; it counts nothing itself: the start is in the audit.

    Signals:
        ticked: the shown time changed, a `timedelta`.
    """

    ticked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._drill: RunningDrill | None = None
        self._stopped: datetime | None = None
        self._text = clock(timedelta())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setTimerType(Qt.TimerType.CoarseTimer)
        self.timer.timeout.connect(self._tick)
        theme.changed.connect(self.update)
        self._name()

    @property
    def text(self) -> str:
        """Return the digits that are shown."""
        return self._text

    def now(self) -> datetime:
        """Return the instant at which the clock was stopped, else the present one."""
        return self._stopped or datetime.now(UTC)

    def passed(self) -> timedelta:
        """Return how long the drill runs."""
        return self._drill.elapsed(self.now()) if self._drill is not None else timedelta()

    def show_drill(self, drill: RunningDrill | None) -> None:
        """Show another drill, or none."""
        if drill is None:
            self._stopped = None
        self._drill = drill
        self._name()
        self._tick()

    def stop(self, at: datetime) -> None:
        """Let the digits stand at an instant."""
        self._stopped = at
        self._name()
        self._tick()

    def go_on(self) -> None:
        """Show the present time again."""
        self._stopped = None
        self._name()
        self._tick()

    def _name(self) -> None:
        state = tr("not running") if self._drill is None else tr("stopped") if self._stopped else tr("running")
        self.setAccessibleName(tr("Stopwatch, {state}", state=state))

    def _tick(self) -> None:
        passed = self.passed()
        text = clock(passed)
        if text != self._text:
            self._text = text
            self.update()
        if self._drill is None or not passed.seconds % 60:
            self.setAccessibleDescription(text)  # once a minute: a screen reader shall not read out seconds
        self.ticked.emit(passed)
        self.timer.stop()
        if self._drill is not None and self._stopped is None and self.isVisible():
            self.timer.start(max(20, 1000 - passed.microseconds // 1000 + 5))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to tick."""
        super().showEvent(event)
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest: nobody sees the digits."""
        super().hideEvent(event)
        self.timer.stop()

    def sizeHint(self) -> QSize:
        """Return the room for hours of two digits."""
        metrics = QFontMetrics(fonts.ui(DIGITS, fonts.SEMIBOLD))
        return QSize(metrics.horizontalAdvance(_WIDEST) + 2 * _PADDING, metrics.height() + _PADDING)

    def refit(self) -> None:
        """Take the room that another font scale needs."""
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the digits, and the ring that says that Space acts here."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
        painter.setFont(fonts.ui(DIGITS, fonts.SEMIBOLD))
        painter.setPen(QColor(tokens.text if self._drill is not None else tokens.text3))
        where = self.rect().adjusted(_PADDING, 0, -_PADDING, 0)
        painter.drawText(where, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._text)
        painter.end()
