"""A new audit in four steps; the last one makes the file and begins the scan."""

import uuid
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from core.audit.audit import Details
from core.errors import SightlineError
from core.model.judgement import Actor
from gui import recents, scaling, settings
from gui.dialogs.new_audit_steps.place import PlaceStep
from gui.dialogs.new_audit_steps.repository import RepositoryStep
from gui.dialogs.new_audit_steps.rubric import RubricStep
from gui.dialogs.new_audit_steps.scope import ScopeStep
from gui.dialogs.new_audit_steps.step import Step
from gui.models.scan_request import ScanRequest
from gui.shell import Shell
from gui.theme import Theme
from gui.views.blocks import Notice
from gui.views.parts import IconLabel, button, column, frame, label, row
from gui.words import tr

if TYPE_CHECKING:
    from gui.views.scan_progress import ScanProgress


class _StepName(QWidget):
    """A step's name in the list at the left."""

    def __init__(self, theme: Theme, number: int, title: str) -> None:
        super().__init__()
        self._number, self._title = number, title
        layout = row(self, (0, 6, 0, 6), 10)
        self._icon = IconLabel(theme, "circle-dashed", "text3", 18)
        self._text = label(title, "muted")
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)

    def show_state(self, here: int) -> None:
        """Show whether the step is done, under way or to come."""
        if self._number < here:
            self._icon.show_icon("circle-check", "passed", tr("{step}: done", step=self._title))
        elif self._number == here:
            self._icon.show_icon("arrow-right", "accent", tr("{step}: now", step=self._title))
        else:
            self._icon.show_icon("circle-dashed", "text3", tr("{step}: to come", step=self._title))
        font = self._text.font()
        font.setBold(self._number == here)
        self._text.setFont(font)


class NewAuditDialog(QDialog):
    """Asks for everything that a new audit needs, then creates it, opens it and starts the scan."""

    def __init__(self, shell: Shell, repository: str | Path = "") -> None:
        super().__init__(cast(QWidget, shell))
        self._shell = shell
        self.setWindowTitle(tr("New audit"))
        self.setModal(True)
        self.resize(900, 620)
        self.repository, self.scope = RepositoryStep(shell), ScopeStep(shell)
        self.rubric, self.place = RubricStep(), PlaceStep(shell.theme)
        self.steps: tuple[Step, ...] = (self.repository, self.scope, self.rubric, self.place)
        self._build()
        self._show_step(0)
        if repository:
            self.repository.set_folder(str(repository))

    def _build(self) -> None:
        theme = self._shell.theme
        outer = column(self)
        middle = row()
        outer.addLayout(middle, 1)
        names = frame("nav")
        scaling.fix(names, 216)
        listed = column(names, (22, 24, 16, 16), 2)
        listed.addWidget(label(tr("New audit"), "pane"))
        listed.addSpacing(10)
        self._names = [_StepName(theme, at, step.title) for at, step in enumerate(self.steps)]
        for name in self._names:
            listed.addWidget(name)
        listed.addStretch()
        middle.addWidget(names)
        right = column()
        middle.addLayout(right, 1)
        self._stack = QStackedWidget()
        for step in self.steps:
            self._stack.addWidget(step)
            step.changed.connect(self._show_foot)
        right.addWidget(self._stack, 1)
        self.notice = Notice(theme)
        holder = row(margins=(28, 0, 28, 12))
        holder.addWidget(self.notice)
        right.addLayout(holder)
        foot = frame("foot")
        bottom = row(foot, (20, 12, 20, 12), 8)
        cancel = button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self._why = label("", "caption")
        self.back = button(tr("Back"))
        self.back.clicked.connect(lambda: self._show_step(self._stack.currentIndex() - 1))
        self.next = button(tr("Next"), "primary", tip="Ctrl+Enter")
        self.next.clicked.connect(self._on_next)
        for held in (cancel, self._why, self.back, self.next):
            if held is self._why:
                bottom.addSpacing(8)
                bottom.addWidget(held, 1, Qt.AlignmentFlag.AlignRight)
            else:
                bottom.addWidget(held)
        outer.addWidget(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_next)

    # ---------------------------------------------------------------- steps

    @property
    def step(self) -> Step:
        """Return the step in front."""
        return self.steps[self._stack.currentIndex()]

    def _show_step(self, at: int) -> None:
        if not 0 <= at < len(self.steps):
            return
        self.notice.clear()
        if self.steps[at] is self.place:
            title = f"{self.scope.client.text()} {self.scope.title_edit.text()}"
            self.place.suggest(title, self.repository.folder.text())
        elif self.steps[at] is self.scope:
            self.scope.look_at(replace(self._request(), excluded=()))
        self._stack.setCurrentIndex(at)
        for name in self._names:
            name.show_state(at)
        try:
            self.step.begin()
        except SightlineError as error:
            self.notice.tell_error(error)
        self._show_foot()

    def _show_foot(self) -> None:
        at = self._stack.currentIndex()
        last = at == len(self.steps) - 1
        missing = self.step.missing()
        self.back.setVisible(at > 0)
        text = tr("Create and scan") if last else tr("Next")
        self.next.setText(text)
        self.next.setAccessibleName(text)
        self.next.setEnabled(not missing)
        self._why.setText(missing)

    def _on_next(self) -> None:
        if self.step.missing():
            return
        if self.step is self.place:
            self.create_audit()
        else:
            self._show_step(self._stack.currentIndex() + 1)

    # ---------------------------------------------------------------- making it

    def _request(self) -> ScanRequest:
        return ScanRequest(
            self.repository.folder.text().strip(),
            self.repository.ref.currentText().strip(),
            self.scope.patterns(),
            self.repository.trust_owner,
            self.repository.allow_outside,
        )

    def create_audit(self) -> None:
        """Make the audit file, open it and begin the scan."""
        from core.workflows.open import create_audit

        actor = settings.set_actor(self.scope.auditor.text().strip(), self.scope.organisation.text().strip())
        actor = Actor(actor.id or str(uuid.uuid4()), actor.name, actor.organisation, actor.role)
        details = Details(
            title=self.scope.title_edit.text().strip(),
            client=self.scope.client.text().strip(),
            lead=actor,
            organisation=actor.organisation,
        )
        path, request = self.place.file(), self._request()
        try:
            opened = create_audit(
                path,
                details,
                self.rubric.texts(),
                time_zone=self.place.zone.currentText(),
                actor=actor,
                excluded=self.scope.patterns(),
            )
        except SightlineError as error:
            self.notice.tell_error(error)
            return
        recents.add_repository(request.repository)
        recents.set_folder(str(path.parent))
        self.accept()
        self._shell.controller.adopt(opened)
        if self._shell.controller.audit_file is not opened:
            return  # the audit that was open could not be saved; the window says so, and the new file is kept
        self._shell.show_page("scan")
        cast("ScanProgress", self._shell.page_widget("scan")).start(request)
