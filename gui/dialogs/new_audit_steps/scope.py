"""Step 2: for whom the audit is, who does it, and what is left out of the scan."""

import re

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit

from gui import settings
from gui.dialogs.new_audit_steps.step import Step
from gui.views.blocks import Field
from gui.words import tr


def excluded_patterns(text: str) -> tuple[str, ...]:
    """Return the path patterns in a text, one a line; a folder means everything in it."""
    found: list[str] = []
    for written in text.splitlines():
        pattern = written.strip().removeprefix("./").lstrip("/")
        if pattern:
            found.append(pattern + "**" if pattern.endswith("/") else pattern)
    return tuple(dict.fromkeys(found))


class ScopeStep(Step):
    """Asks for client, title, auditor and excluded paths."""

    def __init__(self) -> None:
        super().__init__(
            tr("Client and scope"), tr("What the cover of the report says. All of it can be changed later.")
        )
        known = settings.actor()
        self.client, self.title_edit = QLineEdit(), QLineEdit()
        self.auditor, self.organisation = QLineEdit(), QLineEdit()
        if known:
            self.auditor.setText(known.name)
            self.organisation.setText(known.organisation)
        self.title_edit.setText(tr("Process integrity audit"))
        for edit in (self.client, self.title_edit, self.auditor, self.organisation):
            edit.textChanged.connect(lambda _text: self.changed.emit())
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        grid.addWidget(Field(tr("Client"), self.client), 0, 0)
        grid.addWidget(Field(tr("Title of the audit"), self.title_edit), 0, 1)
        grid.addWidget(Field(tr("Lead auditor"), self.auditor), 1, 0)
        grid.addWidget(Field(tr("Your organisation"), self.organisation, optional=True), 1, 1)
        self.body.addLayout(grid)
        self.excluded = QPlainTextEdit()
        self.excluded.setProperty("look", "field")
        self.excluded.setTabChangesFocus(True)
        self.excluded.setPlaceholderText("third_party/**\nlegacy/archive/**")
        self.excluded.setFixedHeight(84)
        self.excluded_field = Field(
            tr("Excluded paths"),
            self.excluded,
            tr("One pattern a line; ** crosses folders. What is left out is named in the report."),
            optional=True,
        )
        self.excluded.textChanged.connect(self._check)
        self.body.addWidget(self.excluded_field)
        self.body.addStretch()

    def _check(self) -> None:
        backslash = next((p for p in self.patterns() if re.search(r"\\", p)), "")
        self.excluded_field.complain(tr("Use / between folders: {pattern}", pattern=backslash) if backslash else "")
        self.changed.emit()

    def patterns(self) -> tuple[str, ...]:
        """Return the excluded paths."""
        return excluded_patterns(self.excluded.toPlainText())

    def missing(self) -> str:
        """Return what is missing, empty when nothing is."""
        if not self.client.text().strip():
            return tr("Name the client.")
        if not self.title_edit.text().strip():
            return tr("Give the audit a title.")
        if not self.auditor.text().strip():
            return tr("Say who audits.")
        return tr("Correct the excluded paths.") if any("\\" in p for p in self.patterns()) else ""

    def begin(self) -> None:
        """Put the focus into the client's name."""
        self.client.setFocus()
