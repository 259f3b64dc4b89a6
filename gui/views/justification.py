"""The reason for a level, with a counter beside it until it is long enough."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.model.judgement import SHORTEST_JUSTIFICATION
from gui.views import parts
from gui.views.idle_text import IdleText
from gui.words import tr


class Justification(QWidget):
    """Required when the level departs from the scan, welcome otherwise.

    Signals:
        committed: text and burst of typing.
        typed: the text as it stands, at every key.
    """

    committed = Signal(str, str)
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._required = False
        layout = parts.column(self, spacing=4)
        line = parts.row(spacing=8)
        self._heading = parts.label(tr("Justification"), "section")
        self._counter = parts.label("", "caption")
        line.addWidget(self._heading)
        line.addStretch(1)
        line.addWidget(self._counter)
        layout.addLayout(line)
        self.field = IdleText(tr("Justification"), lines=2)
        layout.addWidget(self.field)
        self.field.committed.connect(self.committed)
        self.field.textChanged.connect(self._on_typed)

    def show_value(self, text: str, chosen: bool, required: bool) -> None:
        """Show what is written; it can be written once a level is chosen."""
        self._required = required
        self.field.show_value(text)
        self.field.setReadOnly(not chosen)  # not disabled: the focus must not jump into another text field
        parts.set_look(self.field, "field" if chosen else "field-off")
        if not chosen:
            hint = tr("Choose a level first; a reason is required when it departs from the scan.")
        elif required:
            hint = tr("Why does your level differ from the scan's? It is printed beside it.")
        else:
            hint = tr("Reason (optional)")
        self.field.setPlaceholderText(hint)
        self._count()

    def text(self) -> str:
        """Return what is typed, committed or not."""
        return self.field.toPlainText()

    def _on_typed(self) -> None:
        self._count()
        self.typed.emit(self.text())

    def _count(self) -> None:
        written = len(self.text().strip())
        if not self._required:
            self._counter.setText("")
        elif written < SHORTEST_JUSTIFICATION:
            self._counter.setText(tr("{written} of {least} characters", written=written, least=SHORTEST_JUSTIFICATION))
            parts.set_look(self._counter, "warning")
        else:
            self._counter.setText(tr("{written} characters", written=written))
            parts.set_look(self._counter, "good")
