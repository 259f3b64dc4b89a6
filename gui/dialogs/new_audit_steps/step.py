"""What every step of a new audit has: a title, and whether it is complete."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.views.parts import column, label


class Step(QWidget):
    """One step.

    Signals:
        changed: what was entered is other now; `missing` may answer differently.
    """

    changed = Signal()

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__()
        self.title = title
        self.body = column(self, (28, 24, 28, 16), 14)
        self.body.addWidget(label(title, "page"))
        self.body.addWidget(label(sentence, "muted", wrap=True))

    def missing(self) -> str:
        """Return why the step can't be left yet, empty when it can."""
        return ""

    def begin(self) -> None:
        """Called when the step comes to the front: put the focus where typing starts."""
