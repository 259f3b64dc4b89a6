"""The auditor's own words in the report: headline, narrative and decisions, saved while they are typed."""

from PySide6.QtWidgets import QScrollArea, QWidget

from core.workflows import edit
from gui.shell import Shell
from gui.views.blocks import Field
from gui.views.idle_text import IdleText
from gui.views.parts import column, label
from gui.words import tr

BLOCKS: tuple[tuple[str, str, str, int], ...] = (
    ("headline", "Headline", "One sentence on the first page.", 3),
    ("narrative", "Narrative", "What the client should understand. Markdown; pictures and HTML are left out.", 10),
    ("decisions", "Decisions asked for", "One a line, beginning with a dash.", 6),
)
"""Name of the text block, its title, a hint, and the lines it shows."""


class ReportTexts(QScrollArea):
    """The text blocks of the open audit; an empty one prints a sentence made from the numbers."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("Your words"))
        inner = QWidget()
        inner.setObjectName("inner")
        body = column(inner, (20, 16, 20, 16), 12)
        body.addWidget(label(tr("Your words"), "pane"))
        hint = tr("What is left empty prints a factual sentence made from the numbers.")
        body.addWidget(label(hint, "muted", wrap=True))
        self.texts: dict[str, IdleText] = {}
        for name, title, below, lines in BLOCKS:
            made = IdleText(tr(title), lines)
            made.committed.connect(lambda text, burst, block=name: self._commit(block, text, burst))
            self.texts[name] = made
            body.addWidget(Field(tr(title), made, tr(below)))
        body.addStretch()
        self.setWidget(inner)
        shell.controller.opened.connect(self.refresh)
        shell.controller.changed.connect(lambda _changes: self.refresh())
        shell.controller.flushing.connect(self.commit)
        self.refresh()

    def refresh(self) -> None:
        """Show what the audit holds."""
        opened = self._shell.controller.audit_file
        for name, made in self.texts.items():
            made.setReadOnly(opened is None or opened.read_only)
            if opened is not None and not made.pending:
                made.show_value(opened.audit.text.get(name, ""))

    def commit(self) -> None:
        """Commit what is typed."""
        for made in self.texts.values():
            made.commit()

    def _commit(self, block: str, text: str, burst: str) -> None:
        if self._shell.controller.audit_file is not None:
            self._shell.controller.do(edit.set_text(block, text.strip()), f"text {block} {burst}")
