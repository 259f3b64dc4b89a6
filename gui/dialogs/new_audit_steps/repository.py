"""Step 1: which repository, at which branch, tag or commit; facts and problems at once."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QCompleter, QFileDialog, QGridLayout, QLineEdit

from core.errors import SightlineError
from gui import recents
from gui.dialogs.new_audit_steps.step import Step
from gui.models.repository_facts import Problem, RepositoryFacts, fact_rows, read
from gui.shell import Shell
from gui.tasks import Task
from gui.views.blocks import Choice, Field, Notice, beside, icon_on
from gui.views.parts import ElidedLabel, button, frame, label
from gui.words import tr

_PAUSE = 350
"""Milliseconds after the last key before the repository is looked at."""

_ALLOW = {
    "trust_owner": (
        "Trust the owner for this audit",
        "Only this repository, only in Sightline; your git settings stay.",
    ),
    "allow_outside": (
        "Read objects outside the folder",
        "This repository keeps objects elsewhere; allow it for this audit.",
    ),
}


class RepositoryStep(Step):
    """Asks for the folder and shows what is in it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            tr("Repository"), tr("A local clone. Nothing in it is executed or changed; nothing leaves this computer.")
        )
        self._shell = shell
        self._task: Task | None = None
        self._inspected = ""
        self.found: RepositoryFacts | None = None
        self.setAcceptDrops(True)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE)
        self._wait.timeout.connect(self._inspect)
        self._build()

    def _build(self) -> None:
        theme = self._shell.theme
        self.folder = QLineEdit()
        self.folder.setPlaceholderText(tr("Choose a folder, or drop it here"))
        self.folder.setAccessibleName(tr("Repository folder"))
        completer = QCompleter(list(recents.repositories()), self)
        self.folder.setCompleter(completer)
        self.folder.textChanged.connect(self._on_folder)
        self.choose = icon_on(button(tr("Choose…"), name=tr("Choose the repository folder")), theme, "folder-open")
        self.choose.clicked.connect(self._choose)
        self.folder_field = Field(tr("Folder"), beside(self.folder, self.choose))
        self.body.addWidget(self.folder_field)

        self.ref = Choice(theme)
        self.ref.setEditable(True)
        self.ref.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        self.ref.setAccessibleName(tr("Branch, tag or commit"))
        edit = self.ref.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(tr("What is checked out"))
            edit.setAccessibleName(tr("Branch, tag or commit"))
        self.ref.editTextChanged.connect(lambda _text: self.changed.emit())
        hint = tr("Exactly this commit is scanned, whatever the work tree holds.")
        self.ref_field = Field(tr("Branch, tag or commit"), self.ref, hint)
        self.body.addWidget(self.ref_field)

        self.notice = Notice(theme)
        self.body.addWidget(self.notice)
        self.allow = QCheckBox()
        self.allow.toggled.connect(self._on_allowed)
        self.allow.hide()
        self._allow_hint = label("", "caption", wrap=True)
        self._allow_hint.hide()
        self.body.addWidget(self.allow)
        self.body.addWidget(self._allow_hint)
        self.warnings = label("", "warning", wrap=True)
        self.warnings.hide()
        self.body.addWidget(self.warnings)

        self._facts = frame("card")
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._facts.hide()
        self.body.addWidget(self._facts)
        self.body.addStretch()

    # ---------------------------------------------------------------- choosing

    def set_folder(self, path: str) -> None:
        """Choose a folder and look at it at once."""
        self.folder.setText(path)
        self._wait.stop()
        self._inspect()

    def _choose(self) -> None:
        start = self.folder.text() or next(iter(recents.repositories()), str(Path.home()))
        dialog = QFileDialog(self, tr("Choose the repository"), start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(self.set_folder)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a folder."""
        if any(Path(u.toLocalFile()).is_dir() for u in event.mimeData().urls() if u.isLocalFile()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Choose the dropped folder."""
        for url in event.mimeData().urls():
            if url.isLocalFile() and Path(url.toLocalFile()).is_dir():
                event.acceptProposedAction()
                self.set_folder(url.toLocalFile())
                return

    def _on_folder(self) -> None:
        self.found = None
        self.allow.setChecked(False)
        self._show(None)
        self._wait.start()
        self.changed.emit()

    # ---------------------------------------------------------------- looking

    @property
    def trust_owner(self) -> bool:
        """Return whether the auditor said to read a repository that belongs to another user."""
        return self.allow.isChecked() and self.allow.property("allow") == "trust_owner"

    @property
    def allow_outside(self) -> bool:
        """Return whether the auditor said to read objects outside the folder."""
        return self.allow.isChecked() and self.allow.property("allow") == "allow_outside"

    def _inspect(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        path = self.folder.text().strip()
        if not path:
            return
        if not Path(path).is_dir():
            self._problem(
                SightlineError(tr("There is no folder at this path."), tr("Choose the folder of a local clone."))
            )
            return
        self._inspected = path
        task = self._shell.tasks.start(
            "inspect", path=path, trust_owner=self.trust_owner, allow_outside=self.allow_outside
        )
        self._task = task
        task.done.connect(lambda plain: self._on_inspected(task, plain))
        task.failed.connect(lambda error: self._on_failed(task, error))
        self.notice.tell(tr("Looking at the repository…"), tone="accent")

    def _on_inspected(self, task: Task, plain: object) -> None:
        if task is self._task:
            self._task = None
            self._show(read(plain))
            self.changed.emit()

    def _on_failed(self, task: Task, error: SightlineError) -> None:
        if task is self._task:
            self._task = None
            self._problem(error)

    def _problem(self, error: SightlineError) -> None:
        self._show(RepositoryFacts(problems=(Problem(error.message, error.advice, True, "", error.details),)))
        self.changed.emit()

    def _on_allowed(self, _on: bool) -> None:
        if self.folder.text().strip() and self.allow.isVisible():
            self._inspect()

    def _show(self, found: RepositoryFacts | None) -> None:
        self.found = found
        self.notice.clear()
        blocking = next((p for p in found.problems if p.blocks), None) if found else None
        allowable = next((p.allow for p in found.problems if p.allow), "") if found else ""
        if blocking:
            self.notice.tell(blocking.message, blocking.advice, tone="failed", details=blocking.details)
        if allowable:
            self.allow.setProperty("allow", allowable)
            name, hint = _ALLOW[allowable]
            self.allow.setText(tr(name))
            self._allow_hint.setText(tr(hint))
        shown = bool(allowable) or self.allow.isChecked()
        self.allow.setVisible(shown)
        self._allow_hint.setVisible(shown)
        notes = [f"{p.message} {p.advice}".strip() for p in found.problems if not p.blocks] if found else []
        self.warnings.setText("\n".join(notes))
        self.warnings.setVisible(bool(notes))
        self._show_facts(found)
        if found is not None and not found.blocked:
            self._show_refs(found)

    def _show_facts(self, found: RepositoryFacts | None) -> None:
        while self._grid.count():
            held = self._grid.takeAt(0)
            widget = held.widget() if held is not None else None
            if widget is not None:
                widget.deleteLater()
        rows = fact_rows(found) if found is not None and not found.blocked else ()
        for at, (name, value) in enumerate(rows):
            shown = ElidedLabel(value)
            self._grid.addWidget(label(name, "section"), at, 0)
            self._grid.addWidget(shown, at, 1)
        self._facts.setVisible(bool(rows))

    def _show_refs(self, found: RepositoryFacts) -> None:
        typed = self.ref.currentText()
        self.ref.blockSignals(True)
        self.ref.clear()
        for ref in found.refs:
            self.ref.addItem(ref)
        self.ref.setEditText(typed or found.head)
        self.ref.blockSignals(False)

    # ---------------------------------------------------------------- leaving

    def missing(self) -> str:
        """Return what is missing, empty when the repository can be scanned."""
        if not self.folder.text().strip():
            return tr("Choose a repository.")
        if self.found is None:
            return tr("The repository is being looked at.")
        return tr("This repository can't be scanned as it is.") if self.found.blocked else ""

    def begin(self) -> None:
        """Put the focus into the folder."""
        self.folder.setFocus()
