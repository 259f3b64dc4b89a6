"""A text field that commits what is typed by itself: after a pause, when it loses the focus, and on demand."""

from PySide6.QtCore import QMimeData, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit

from gui import fonts

IDLE = 500
"""Milliseconds without a key after which the text is committed."""

MOST_LINES = 6
_FRAME = 20


class IdleText(QPlainTextEdit):
    """A few lines of text.

    Signals:
        foreign: something was pasted or dropped here that is not text: files or a picture, as `QMimeData`.
        committed: the text, and the name of the burst of typing it belongs to, for merging undo steps.
    """

    committed = Signal(str, str)
    foreign = Signal(object)

    def __init__(self, name: str, lines: int = 3) -> None:
        super().__init__()
        self.setProperty("look", "field")
        self.setFont(fonts.ui())
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._least = lines
        self._fit()
        self._known = ""
        self._burst = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE)
        self._timer.timeout.connect(self.commit)
        self.textChanged.connect(self._on_typed)

    @property
    def pending(self) -> bool:
        """Tell whether something is typed that was not committed."""
        return self.toPlainText() != self._known

    def show_value(self, text: str) -> None:
        """Show what the audit holds; what is being typed here is not touched when it is the same."""
        self._known = text
        if self.toPlainText() != text:
            self._burst += 1
            blocked = self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(blocked)
            self._fit()
        self._timer.stop()

    def commit(self) -> None:
        """Hand over what is typed, when it is new."""
        self._timer.stop()
        text = self.toPlainText()
        if text != self._known:
            self._known = text
            self.committed.emit(text, str(self._burst))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit when the person goes elsewhere."""
        super().focusOutEvent(event)
        self.commit()
        self._burst += 1

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Tell whether it is text; files that are dropped here go to the pane around the field."""
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert text without its looks, and hand on everything else."""
        if self.canInsertFromMimeData(source):
            self.insertPlainText(source.text())
        else:
            self.foreign.emit(source)

    def _fit(self) -> None:
        """Grow with the text, up to a few lines; then it scrolls."""
        lines = max(self._least, min(MOST_LINES, int(self.document().size().height())))
        self.setFixedHeight(lines * fonts.line_height(fonts.ui()) + _FRAME)

    def refit(self) -> None:
        """Fit the height to other fonts."""
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the lines that the new width makes."""
        super().resizeEvent(event)
        self._fit()

    def _on_typed(self) -> None:
        self._fit()
        if self.toPlainText() != self._known:
            self._timer.start()
