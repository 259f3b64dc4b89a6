"""Times a command of the audited repository: what would run, the consent, the output while it runs, the result."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QSpinBox,
    QStackedWidget,
    QWidget,
)

from core import codec
from core.errors import SightlineError
from core.rubric.measures import measures
from core.workflows import timing
from core.workflows.measure import Draft, preview, record
from gui import fonts
from gui.dialogs.framed import Framed
from gui.shell import Shell
from gui.tasks import Task
from gui.views.blocks import Choice, Field, beside, icon_on, line
from gui.views.draft_view import DraftView
from gui.views.parts import ElidedLabel, IconLabel, button, column, frame, label
from gui.words import tr

_MEASURES = ("local.test-time", "local.lint-time", "local.build-time", "local.setup-time")
_FORM, _RUN, _RESULT = range(3)


class TimeCommandDialog(Framed):
    """Nothing runs before the person has read the exact command and ticked that they agree."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            tr("Time a command"),
            tr("How long a developer waits: a command runs several times in a disposable copy of the audited commit."),
            tr("Run"),
            width=760,
        )
        self._plan: timing.Plan | None = None
        self._agreed: tuple[str, str] = ("", "")
        self.task: Task | None = None
        self.draft: Draft | None = None
        self.stack = QStackedWidget()
        self.view = DraftView(shell)
        for part in (self._build_form(), self._build_run(), self._scrolled(self.view, tr("Result"))):
            self.stack.addWidget(part)
        self.body.addWidget(self.stack, 1)
        self._check()
        self.resize(780, 720)
        self.command.setFocus()

    def _build_form(self) -> QWidget:
        held = QWidget()
        body = column(held, (0, 0, 10, 0), 12)
        theme, opened = self._shell.theme, self._shell.controller.audit_or_fail
        self.measure = Choice(theme)
        for name in _MEASURES:
            self.measure.addItem(measures()[name].name, name)
        self.command, self.prepare = QLineEdit(), QLineEdit()
        self.command.setPlaceholderText("make test")
        self.prepare.setPlaceholderText("npm ci")
        for edit in (self.command, self.prepare):
            edit.setFont(fonts.code())
        self.folder = QLineEdit(opened.audit.repository)
        self.folder.setAccessibleName(tr("Repository"))
        choose = icon_on(button(tr("Choose…"), name=tr("Choose the repository")), theme, "folder-open")
        choose.clicked.connect(self._choose)
        self.runs, self.limit = QSpinBox(), QSpinBox()
        self.runs.setRange(1, 20)
        self.runs.setValue(3)
        self.limit.setRange(1, 24 * 60)
        self.limit.setValue(30)
        for spin in (self.runs, self.limit):
            spin.lineEdit().setTextMargins(6, 0, 0, 0)  # the style sheet's padding does not reach the line inside
        self.fresh = QCheckBox(tr("A fresh copy for each run"))
        body.addLayout(
            line(
                Field(tr("Counts as"), self.measure),
                Field(tr("Runs"), self.runs),
                Field(tr("Time limit of a run, minutes"), self.limit),
                spacing=12,
            )
        )
        body.addWidget(Field(tr("Command"), self.command, tr("As in a terminal; /bin/sh runs it.")))
        hint = tr("Runs once in each copy before, and is not timed.")
        body.addWidget(Field(tr("Preparation"), self.prepare, hint, optional=True))
        body.addWidget(Field(tr("Repository"), beside(self.folder, choose)))
        body.addWidget(self.fresh)
        card = frame("card")
        inside = column(card, (14, 12, 14, 12), 8)
        inside.addWidget(label(tr("What would run"), "section"))
        self.consent = label("", wrap=True)
        self.consent.setFont(fonts.code())
        self.consent.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.consent.setAccessibleName(tr("What would run"))
        inside.addWidget(self.consent)
        self.danger = label("", "strong", wrap=True)
        self.danger_sign = IconLabel(theme, "triangle-alert", "partial", 20)
        warned = line(self.danger_sign)
        warned.addWidget(self.danger, 1)
        inside.addLayout(warned)
        self.agree = QCheckBox(tr("I have read this, and agree that the command runs with my rights"))
        inside.addWidget(self.agree)
        body.addWidget(card)
        body.addStretch()
        for text in (self.command, self.prepare, self.folder):
            text.textChanged.connect(lambda _text: self._on_changed())
        for number in (self.runs, self.limit):
            number.valueChanged.connect(lambda _value: self._on_changed())
        self.measure.currentIndexChanged.connect(lambda _at: self._on_changed())
        self.fresh.toggled.connect(lambda _on: self._on_changed())
        self.agree.toggled.connect(self._on_agreed)
        return self._scrolled(held, tr("Time a command"))

    @staticmethod
    def _scrolled(held: QWidget, name: str) -> QScrollArea:
        held.setObjectName("inner")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(held)
        area.setAccessibleName(name)
        return area

    def _build_run(self) -> QWidget:
        held = QWidget()
        body = column(held, spacing=10)
        self.phase = ElidedLabel("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Runs that are done"))
        self.output = QPlainTextEdit()
        self.output.setObjectName("code")
        self.output.setReadOnly(True)
        self.output.setTabChangesFocus(True)
        self.output.setFont(fonts.code())
        self.output.setAccessibleName(tr("Output of the command"))
        body.addWidget(self.phase)
        body.addWidget(self.bar)
        body.addWidget(self.output, 1)
        body.addWidget(label(tr("The last lines, with secrets masked. Cancel ends the command at once."), "caption"))
        return held

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Repository"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    # ---------------------------------------------------------------- the consent

    def _on_changed(self) -> None:
        self.agree.setChecked(False)  # what was agreed to is not what would run now
        self._check()

    def _on_agreed(self, on: bool) -> None:
        self._agreed = self._plan.commands if on and self._plan is not None else ("", "")
        self._check()

    def _check(self) -> None:
        """Say what would run, or what is missing."""
        opened = self._shell.controller.audit_or_fail
        folder = self.folder.text().strip()
        try:
            self._plan = timing.plan(
                opened.audit,
                opened.scan,
                str(self.measure.currentData()),
                self.command.text(),
                prepare=self.prepare.text(),
                runs=self.runs.value(),
                limit_seconds=self.limit.value() * 60.0,
                fresh=self.fresh.isChecked(),
                repository=Path(folder).expanduser() if folder else None,
            )
        except SightlineError as error:
            self._plan = None
            self.consent.setText(f"{error.message} {error.advice}")
            self._warn("")
            self.agree.setEnabled(False)
            self.ready(error.message)
            return
        facts, _, danger = "\n".join(timing.consent(self._plan)).partition("\n\n")
        self.consent.setText(facts)
        self._warn(" ".join(danger.split()))
        self.agree.setEnabled(True)
        self.ready("" if self.agree.isChecked() else tr("Read what would run, and agree to it."))

    def _warn(self, text: str) -> None:
        self.danger.setText(text)
        self.danger.setVisible(bool(text))
        self.danger_sign.setVisible(bool(text))

    # ---------------------------------------------------------------- the runs

    def act(self) -> None:
        """Run the command, or record what it gave."""
        if self.stack.currentIndex() == _RESULT:
            self._record()
        elif self._plan is not None and self.stack.currentIndex() == _FORM:
            self._run(self._plan)

    def _run(self, wanted: timing.Plan) -> None:
        self.notice.clear()
        task = self._shell.tasks.start(
            "time_command",
            measure=wanted.measure.id,
            command=wanted.command,
            prepare=wanted.prepare,
            runs=wanted.runs,
            limit_seconds=wanted.limit_seconds,
            fresh=wanted.fresh,
            repository=str(wanted.repository),
            commit=wanted.commit,
            agreed=list(self._agreed),
        )
        self.task = task
        task.progressed.connect(self._on_progress)
        task.done.connect(self._on_done)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(lambda _kept: self._back(tr("Cancelled: the command was ended, nothing was recorded.")))
        self.output.clear()
        self.phase.show_text(tr("Making a copy…"))
        self.bar.setRange(0, 0)
        self.stack.setCurrentIndex(_RUN)
        self.main.hide()
        self.why.setText("")
        self.close_button.setFocus()

    def _on_progress(self, message: dict[str, Any]) -> None:
        total = int(message.get("total") or 0)
        done = int(message.get("done") or 0)
        phase = str(message.get("phase") or "")
        if phase.startswith("Run ") and total:
            self.phase.show_text(tr("Run {n} of {all}", n=min(done + 1, total), all=total))
        elif phase.startswith("Prepare"):
            self.phase.show_text(tr("Preparing the copy…"))
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        heard = str(message.get("detail") or "")
        if phase.startswith("Run ") and heard and heard != self.output.toPlainText():
            self.output.setPlainText(heard)
            self.output.moveCursor(QTextCursor.MoveOperation.End)

    def _on_failed(self, error: SightlineError) -> None:
        self._back("")
        self.notice.tell_error(error)

    def _back(self, why: str) -> None:
        self.task = None
        self.stack.setCurrentIndex(_FORM)
        self.main.show()
        self.agree.setChecked(False)
        self._check()
        if why:
            self.notice.tell(why, tone="accent")

    def _on_done(self, value: Any) -> None:
        self.task = None
        try:
            self.draft = preview(self._shell.controller.audit_or_fail, codec.from_plain(Draft, value))
        except SightlineError as error:
            self._on_failed(error)
            return
        self.view.show_draft(self.draft, attachable=True, ticked=True)
        self.stack.setCurrentIndex(_RESULT)
        self.main.setText(tr("Record the result"))
        self.main.setAccessibleName(tr("Record the result"))
        self.main.show()
        self.ready("")
        self.main.setFocus()

    def _record(self) -> None:
        controller = self._shell.controller
        if self.draft is None:
            return
        try:
            controller.do(record(controller.audit_or_fail, self.draft, evidence_for=self.view.chosen()))
        except SightlineError as error:
            self.notice.tell_error(error)
            return
        self.accept()

    def reject(self) -> None:
        """End the command that runs, or close."""
        if self.task is not None:
            self.task.cancel()
            self.phase.show_text(tr("Ending the command…"))
            return
        super().reject()
