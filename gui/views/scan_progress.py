"""The page of a running scan: phases, progress, cancel with keep or discard, and the checks that could not run."""

from dataclasses import replace
from enum import Enum, auto

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QGridLayout, QPlainTextEdit, QProgressBar, QWidget

from core import codec
from core.errors import SightlineError
from core.model.scan import Scan
from gui import fonts
from gui.models.repository_facts import RepositoryFacts, read
from gui.models.scan_request import ScanRequest, repeated
from gui.models.scan_state import ScanState, failure_text, failures, results, time_text
from gui.shell import Shell
from gui.tasks import Task
from gui.views.blocks import Notice, Panel, icon_on, line
from gui.views.parts import ElidedLabel, button, column, label
from gui.views.phase_list import PhaseList
from gui.words import tr

_TICK = 200
"""Milliseconds between two looks at the clock."""
_STEPS = 1000


class Stage(Enum):
    """What the page is doing."""

    IDLE = auto()
    RUNNING = auto()
    CANCELLING = auto()
    ASKING = auto()
    DONE = auto()
    FAILED = auto()


class ScanProgress(QWidget):
    """Runs one scan in the worker, adopts what it found, and goes on to the review.

    Signals:
        adopted: the scan is part of the audit now.
        discarded: the person did not want what there was.
    """

    adopted = Signal()
    discarded = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.setObjectName("page")
        self.stage = Stage.IDLE
        self.request: ScanRequest | None = None
        self._task: Task | None = None
        self._state = ScanState()
        self._partial: Scan | None = None
        self._clock, self._phase_clock = QElapsedTimer(), QElapsedTimer()
        self._phase_name = ""
        self._allowing = ""
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK)
        self._tick.timeout.connect(self._show_time)
        self._build()
        shell.controller.opened.connect(self._on_opened)
        self._show_stage()

    def _build(self) -> None:
        theme = self._shell.theme
        self._title = label("", "page")
        self._what = ElidedLabel("", "muted")
        self.notice = Notice(theme)
        self.notice.acted.connect(self._on_notice)
        self.phases = PhaseList(theme)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress of this step"))
        self.file = ElidedLabel("", "caption")
        self._time = label("", "caption")
        self.cancel = button(tr("Cancel"))
        self.cancel.clicked.connect(self.cancel_scan)
        self.keep = button(tr("Keep"), "primary")
        self.keep.clicked.connect(self._keep)
        self.discard = button(tr("Discard"))
        self.discard.clicked.connect(self._discard)
        self.again = button(tr("Scan again"))
        self.again.clicked.connect(self.repeat)
        self.elsewhere = button(tr("Choose the folder…"), name=tr("Choose the repository folder"))
        self.elsewhere.clicked.connect(self._choose_folder)
        self.go_on = button(tr("Go to the review"), "primary")
        self.go_on.clicked.connect(lambda: self._shell.show_page("review"))
        self._build_failed()

        panel = Panel(padding=24, spacing=10)
        panel.body.addWidget(self._title)
        panel.body.addWidget(self._what)
        panel.body.addSpacing(8)
        panel.body.addWidget(self.notice)
        panel.body.addWidget(self.phases)
        panel.body.addSpacing(4)
        panel.body.addWidget(self.bar)
        panel.body.addWidget(self.file)
        panel.body.addWidget(self._time)
        panel.body.addSpacing(8)
        panel.body.addLayout(line(1, self.elsewhere, self.discard, self.keep, self.again, self.cancel, self.go_on))
        inner = QWidget()
        inner.setMaximumWidth(760)
        body = column(inner, spacing=16)
        body.addWidget(panel)
        body.addWidget(self.failed_panel, 1)
        body.addStretch()
        outer = QGridLayout(self)
        outer.setContentsMargins(24, 48, 24, 32)
        outer.addWidget(inner, 0, 1)
        outer.setColumnStretch(0, 1)
        outer.setColumnStretch(1, 20)
        outer.setColumnStretch(2, 1)

    def _build_failed(self) -> None:
        self.failed_panel = Panel(tr("Checks that could not run"), padding=24)
        self.failed_panel.body.addWidget(
            label(tr("The scan is complete otherwise. These count as unknown, never as absent."), "muted", wrap=True)
        )
        self.failed_list = QPlainTextEdit()
        self.failed_list.setReadOnly(True)
        self.failed_list.setTabChangesFocus(True)
        self.failed_list.setProperty("look", "field")
        self.failed_list.setFont(fonts.ui())
        self.failed_list.setAccessibleName(tr("Checks that could not run"))
        self.failed_panel.body.addWidget(self.failed_list, 1)
        copy = icon_on(button(tr("Copy details"), "link"), self._shell.theme, "copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.failed_list.toPlainText()))
        self.to_processes = button(tr("Go to the critical processes"))
        self.to_processes.clicked.connect(lambda: self._shell.show_page("processes"))
        self.failed_panel.body.addLayout(line(copy, 1, self.to_processes))

    # ---------------------------------------------------------------- running

    @property
    def running(self) -> bool:
        """Tell whether a scan is under way."""
        return self.stage in (Stage.RUNNING, Stage.CANCELLING)

    def repeat(self) -> None:
        """Scan again what was scanned last."""
        opened = self._shell.controller.audit_file
        request = self.request or (repeated(opened) if opened else None)
        if request is not None:
            self.start(request)

    def start(self, request: ScanRequest) -> None:
        """Begin a scan for the open audit; a scan that runs already is left alone."""
        opened = self._shell.controller.audit_file
        if opened is None or self.running:
            return
        self.request = request
        self._state, self._partial, self._phase_name, self._allowing = ScanState(), None, "", ""
        self.notice.clear()
        self._task = self._shell.tasks.start("scan", **request.arguments(opened))
        self._task.progressed.connect(self._on_progress)
        self._task.done.connect(self._on_done)
        self._task.failed.connect(self._on_failed)
        self._task.cancelled.connect(self._on_cancelled)
        self._clock.start()
        self._phase_clock.start()
        self._tick.start()
        self._set_stage(Stage.RUNNING)
        self._shell.build_ahead("review")

    def cancel_scan(self) -> None:
        """Ask the worker to stop."""
        if self._task is not None and self.stage is Stage.RUNNING:
            self._set_stage(Stage.CANCELLING)
            self._task.cancel()

    def _on_progress(self, message: dict[str, object]) -> None:
        self._state.take(message)
        current = self._state.current
        if current is None:
            return
        if current.name != self._phase_name:
            self._phase_name = current.name
            self._phase_clock.restart()
        self.phases.show_phases(self._state.rows)
        share = current.share
        self.bar.setRange(0, 0 if share is None else _STEPS)
        if share is not None:
            self.bar.setValue(int(share * _STEPS))
        self.file.show_text(self._state.detail)
        self._show_time()

    def _show_time(self) -> None:
        current = self._state.current
        share = current.share if current else None
        self._time.setText(time_text(self._clock.elapsed() / 1000, self._phase_clock.elapsed() / 1000, share))

    def _on_done(self, value: object) -> None:
        self._tick.stop()
        self._task = None
        self._state.finish()
        try:
            scan = codec.from_plain(Scan, value)
        except SightlineError as error:
            self._on_failed(error)
            return
        opened = self._shell.controller.audit_file
        QTimer.singleShot(0, self, lambda: self._adopt(scan) if opened is self._shell.controller.audit_file else None)

    def _on_failed(self, error: SightlineError) -> None:
        self._tick.stop()
        self._task = None
        self._set_stage(Stage.FAILED)
        kept = tr("Nothing in the audit was changed.")
        advice = error.advice if kept in error.advice else f"{error.advice} {kept}".strip()
        self.notice.tell(error.message, advice, tone="failed", action=tr("Try again"), details=error.details)
        self._allowing = ""
        if self.request is not None:  # perhaps the auditor may allow what stands in the way
            asked = self._shell.tasks.start("inspect", path=self.request.repository)
            asked.done.connect(lambda plain: self._on_inspected(read(plain)))

    def _on_inspected(self, found: RepositoryFacts) -> None:
        problem = next((p for p in found.problems if p.blocks and p.allow), None)
        if self.stage is Stage.FAILED and problem is not None:
            self._allowing = problem.allow
            action = tr("Trust the owner") if problem.allow == "trust_owner" else tr("Allow it")
            self.notice.tell(problem.message, problem.advice, tone="failed", action=action, details=problem.details)

    def _on_cancelled(self, value: object) -> None:
        self._tick.stop()
        self._task = None
        try:
            self._partial = codec.from_plain(Scan, value) if value else None
        except SightlineError:
            self._partial = None
        count = results(self._partial) if self._partial else 0
        self._set_stage(Stage.ASKING if count else Stage.IDLE)
        if count:
            self.notice.tell(
                tr("Keep the {n} results so far?", n=f"{count:,}"),
                tr("Checks that did not run stay open, and the report says so."),
                tone="accent",
            )
            self.keep.setFocus()
        else:
            self.notice.tell(tr("The scan was cancelled."), tr("There were no results yet; nothing was changed."))
            self.discarded.emit()

    # ---------------------------------------------------------------- what was found

    def _keep(self) -> None:
        if self._partial is not None:
            self._adopt(self._partial)

    def _discard(self) -> None:
        self._partial = None
        self.notice.clear()
        self._set_stage(Stage.IDLE)
        self.discarded.emit()
        opened = self._shell.controller.audit_file
        if opened is not None and opened.scan is not None:
            self._shell.show_page("review")

    def _adopt(self, scan: Scan) -> None:
        from core.workflows.edit import adopt_scan

        opened = self._shell.controller.audit_file
        if opened is None:
            return
        try:
            self._shell.controller.do(adopt_scan(opened, scan, self.request.repository if self.request else ""))
        except SightlineError as error:
            self._on_failed(error)
            return
        self._partial = None
        self.notice.clear()
        failed = failures(scan)
        self.failed_list.setPlainText(failure_text(failed))
        self.to_processes.setVisible(any(failures(replace(scan, probes={}))))
        self._set_stage(Stage.DONE)
        self.adopted.emit()
        if self.isHidden():  # another page is in front
            self._shell.say(tr("The scan is complete."), tr("Its results are in force."), good=True)
        elif failed:
            self.go_on.setFocus()
        else:  # when what has changed is painted: both together would keep the window from reacting
            QTimer.singleShot(0, self, lambda: self._shell.show_page("review"))

    # ---------------------------------------------------------------- showing

    def _on_opened(self) -> None:
        if self._task is not None:
            task, self._task = self._task, None
            task.blockSignals(False)
            for signal in (task.progressed, task.done, task.failed, task.cancelled):
                signal.disconnect()
            task.cancel()
        self._tick.stop()
        self.request = None
        self._partial = None
        self._state = ScanState()
        self.notice.clear()
        self._set_stage(Stage.IDLE)

    def _on_notice(self) -> None:
        if self.request is not None and self._allowing:
            trust = self.request.trust_owner or self._allowing == "trust_owner"
            outside = self.request.allow_outside or self._allowing == "allow_outside"
            self.start(replace(self.request, trust_owner=trust, allow_outside=outside))
        else:
            self.repeat()

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, tr("Choose the repository"), self.request.repository if self.request else "")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(self.scan_folder)
        dialog.open()

    def scan_folder(self, path: str) -> None:
        """Scan another folder: the repository was moved, or lies elsewhere on this computer."""
        opened = self._shell.controller.audit_file
        known = self.request or (repeated(opened) if opened else None)
        excluded = opened.audit.excluded if opened else ()
        self.start(replace(known, repository=path) if known else ScanRequest(path, "", excluded))

    def _set_stage(self, stage: Stage) -> None:
        self.stage = stage
        self._show_stage()

    def _show_stage(self) -> None:
        stage, opened = self.stage, self._shell.controller.audit_file
        titles = {
            Stage.IDLE: tr("Not scanned yet") if opened is None or opened.scan is None else tr("Scan"),
            Stage.RUNNING: tr("Scanning"),
            Stage.CANCELLING: tr("Stopping…"),
            Stage.ASKING: tr("Scan stopped"),
            Stage.DONE: tr("Scan complete"),
            Stage.FAILED: tr("The scan could not be done"),
        }
        self._title.setText(titles[stage])
        request = self.request or (repeated(opened) if opened else None)
        if request is not None:
            self._what.show_text(" @ ".join(part for part in (request.repository, request.ref) if part))
        running = self.running
        for shown in (self.bar, self.file, self._time):
            shown.setVisible(running)
        self.phases.setVisible(stage not in (Stage.IDLE, Stage.FAILED))
        self.phases.show_phases(self._state.rows)
        if stage is Stage.RUNNING and self._state.current is None:
            self.bar.setRange(0, 0)
            self.file.show_text("")
        self.cancel.setVisible(running)
        self.cancel.setEnabled(stage is Stage.RUNNING)
        self.keep.setVisible(stage is Stage.ASKING)
        self.discard.setVisible(stage is Stage.ASKING)
        self.again.setVisible(stage is Stage.IDLE and request is not None)
        self.elsewhere.setVisible(stage in (Stage.IDLE, Stage.FAILED) and opened is not None)
        self.go_on.setVisible(stage is Stage.DONE)
        self.failed_panel.setVisible(stage is Stage.DONE and bool(self.failed_list.toPlainText()))
        if running:
            self.cancel.setFocus()
