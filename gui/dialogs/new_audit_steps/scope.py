"""Step 2: for whom the audit is, who does it, and what is left out of the scan."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit

from gui import scaling, settings
from gui.dialogs.new_audit_steps.step import Step
from gui.models.scan_request import ScanRequest
from gui.shell import Shell
from gui.tasks import Task
from gui.views.blocks import Field
from gui.words import tr

_PAUSE = 350
"""Milliseconds after the last key before the files are counted."""


def excluded_patterns(text: str) -> tuple[str, ...]:
    """Return the path patterns in a text, one a line; a folder means everything in it."""
    found: list[str] = []
    for written in text.splitlines():
        pattern = written.strip().removeprefix("./").lstrip("/")
        if pattern:
            found.append(pattern + "**" if pattern.endswith("/") else pattern)
    return tuple(dict.fromkeys(found))


def matching_text(plain: Any) -> str:
    """Return in words how many files the patterns leave out, and which of them match nothing."""
    excluded, files = int(plain["excluded"]), int(plain["files"])
    n, all_files = f"{excluded:,}", f"{files:,}"
    left_out = (
        tr("1 of {files} files is left out.", files=all_files)
        if excluded == 1
        else tr("{n} of {files} files are left out.", n=n, files=all_files)
    )
    nothing = [pattern for pattern, count in plain["patterns"] if not count]
    return left_out if not nothing else left_out + " " + tr("Nothing matches {patterns}.", patterns=", ".join(nothing))


class ScopeStep(Step):
    """Asks for client, title, auditor and excluded paths."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            tr("Client and scope"), tr("What the cover of the report says. All of it can be changed later.")
        )
        self._shell = shell
        self._request = ScanRequest("")
        self._task: Task | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE)
        self._wait.timeout.connect(self._count)
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
        scaling.fix(self.excluded, height=84)
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
        backslash = next((p for p in self.patterns() if "\\" in p), "")
        self.excluded_field.complain(tr("Use / between folders: {pattern}", pattern=backslash) if backslash else "")
        self._drop_task()
        if backslash or not self.patterns():
            self._wait.stop()
        else:
            self._wait.start()
        self.changed.emit()

    # ---------------------------------------------------------------- how many files the patterns leave out

    def look_at(self, request: ScanRequest) -> None:
        """Say which commit the patterns are about."""
        if request != self._request:
            self._request = request
            self._check()

    def _count(self) -> None:
        if not self._request.repository:
            return
        asked = self._request
        task = self._shell.tasks.start(
            "matching",
            path=asked.repository,
            ref=asked.ref,
            patterns=list(self.patterns()),
            trust_owner=asked.trust_owner,
            allow_outside=asked.allow_outside,
        )
        self._task = task
        task.done.connect(lambda plain: self._on_counted(task, plain))

    def _drop_task(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _on_counted(self, task: Task, plain: Any) -> None:
        if task is self._task:
            self._task = None
            text = matching_text(plain)
            none = any(not count for _, count in plain["patterns"])
            self.excluded_field.complain(text, "warning" if none else "good")

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
