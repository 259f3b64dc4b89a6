"""The import page: files of an instrument are read in the worker, looked at, and only then recorded."""

from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QProgressBar, QScrollArea, QWidget

from core import codec
from core.errors import SightlineError
from core.workflows.measure import Draft, preview, record
from core.workflows.read_files import Kind, Reading, Wanted, audited_delivery, with_contents
from gui.models.draft import import_words, replaceable
from gui.shell import Shell
from gui.tasks import Task
from gui.views.blocks import Choice, Notice, Panel, icon_on, line
from gui.views.draft_view import DraftView
from gui.views.parts import ElidedLabel, button, column, frame, label, row
from gui.views.records_choices import RecordsChoices
from gui.views.survey_choices import SurveyChoices
from gui.words import tr

_KINDS = (
    ("", "Find out what it is"),
    (Kind.SURVEY, "Survey (CSV, XLSX)"),
    (Kind.RECORDS, "Deployments and incidents (CSV, JSON, XLSX)"),
    (Kind.PIPELINE, "Pipeline logs and runs (zip, log, JSON, JUnit XML)"),
    (Kind.SCAN, "Results of other tools (SARIF, JUnit XML, Scorecard, CycloneDX)"),
)


class ImportPage(QWidget):
    """Drop or choose, look, correct, import. Nothing is written before the last of these."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self.paths: list[Path] = []
        self._task: Task | None = None
        self.draft: Draft | None = None
        self._build()
        shell.controller.opened.connect(self.forget)
        shell.controller.changed.connect(lambda _changes: self._show_replaceable())
        self.forget()

    # ---------------------------------------------------------------- building

    def _build(self) -> None:
        theme = self._shell.theme
        inner = QWidget()
        inner.setObjectName("inner")
        body = column(inner, (20, 20, 20, 20), 14)
        time = icon_on(button(tr("Time a command…")), theme, "timer")
        time.clicked.connect(lambda: self._shell.show_dialog("time-command"))
        enter = icon_on(button(tr("Enter a number…")), theme, "plus")
        enter.clicked.connect(lambda: self._shell.show_dialog("enter-number"))
        body.addLayout(line(label(tr("Import"), "page"), 1, time, enter))
        sentence = tr(
            "Surveys, delivery records, pipeline logs and results of other tools. Nothing is written before you import."
        )
        body.addWidget(label(sentence, "muted", wrap=True))
        self.drop = frame("drop")
        inside = column(self.drop, (16, 16, 16, 16), 10)
        self.choose = icon_on(button(tr("Choose files…")), theme, "folder-open")
        self.choose.clicked.connect(self._choose)
        self.kind = Choice(theme)
        self.kind.setAccessibleName(tr("What the files are"))
        for kind, text in _KINDS:
            self.kind.addItem(tr(text), str(kind))
        self.kind.activated.connect(lambda _at: self._read_as())
        inside.addLayout(line(self.choose, label(tr("or drop them here"), "caption"), 1, self.kind))
        self.files = ElidedLabel("", "strong")
        inside.addWidget(self.files)
        body.addWidget(self.drop)
        self._progress = QWidget()
        self.phase, self.bar = ElidedLabel("", "muted"), QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(tr("Progress of reading"))
        self.cancel = button(tr("Cancel"), name=tr("Cancel reading"))
        self.cancel.clicked.connect(self.stop)
        held = row(self._progress, spacing=12)
        held.addWidget(self.phase, 1)
        held.addWidget(self.bar, 2)
        held.addWidget(self.cancel)
        body.addWidget(self._progress)
        self.notice = Notice(theme)
        body.addWidget(self.notice)
        self.survey, self.records = SurveyChoices(theme), RecordsChoices(theme)
        self._choices = Panel(spacing=12)
        for part in (self.survey, self.records):
            part.changed.connect(self.read)
            self._choices.body.addWidget(part)
        body.addWidget(self._choices)
        self._panel = Panel()
        self.view = DraftView(self._shell)
        self._panel.body.addWidget(self.view)
        body.addWidget(self._panel)
        body.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(tr("Import"))
        area.setWidget(inner)
        outer = column(self)
        outer.addWidget(area, 1)
        outer.addWidget(self._build_foot())
        self.setFocusProxy(self.choose)

    def _build_foot(self) -> QWidget:
        self._foot = frame("foot")
        held = row(self._foot, (20, 12, 20, 12), 8)
        self.replaces = Choice(self._shell.theme)
        self.replaces.setAccessibleName(tr("As a new result, or in place of an earlier one"))
        held.addWidget(self.replaces)
        held.addStretch(1)
        self.discard = button(tr("Discard"), name=tr("Discard what was read"))
        self.discard.clicked.connect(self.forget)
        self.main = icon_on(button(tr("Import"), "primary"), self._shell.theme, "import")
        self.main.clicked.connect(self.import_draft)
        held.addWidget(self.discard)
        held.addWidget(self.main)
        return self._foot

    def panes(self) -> list[QWidget]:
        """Return the areas between which F6 goes."""
        return [w for w in (self.choose, self.survey.title, self.records.service, self.main) if w.isVisible()]

    # ---------------------------------------------------------------- choosing files

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Import"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.open_files([Path(path) for path in paths]))
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files and folders."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show that nothing would be dropped."""
        self._show_over(False)

    def _show_over(self, over: bool) -> None:
        self.drop.setProperty("over", "true" if over else "false")
        self.drop.style().unpolish(self.drop)
        self.drop.style().polish(self.drop)

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the dropped files."""
        event.acceptProposedAction()
        self._show_over(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.open_files(paths)

    def open_files(self, paths: list[Path]) -> None:
        """Read other files; what they are is found out unless the person says so."""
        self.forget()
        self.paths = paths
        self.files.show_text(", ".join(path.name for path in paths))
        self.files.show()
        self.read()

    def _read_as(self) -> None:
        self.survey.begin()
        self.records.begin()
        if self.paths:
            self.read()

    def forget(self) -> None:
        """Let go of the files; nothing of them was written."""
        self._let_go()
        self.paths, self.draft = [], None
        self.kind.setCurrentIndex(0)
        self.survey.begin()
        self.records.begin()
        self.notice.clear()
        self.view.clear()
        opened = self._shell.controller.audit_file
        read_only = opened is not None and opened.read_only
        for control in (self.choose, self.kind):
            control.setEnabled(not read_only)
        self.setAcceptDrops(not read_only)
        for hidden in (self.files, self._progress, self._choices, self._panel, self._foot):
            hidden.hide()

    # ---------------------------------------------------------------- reading

    def wanted(self) -> Wanted:
        """Return what was chosen so far."""
        wanted = Wanted(kind=str(self.kind.currentData() or ""))
        if wanted.kind == Kind.SURVEY:
            return self.survey.wanted(wanted)
        return self.records.wanted(wanted) if wanted.kind == Kind.RECORDS else wanted

    def read(self) -> None:
        """Read the files again in the worker, with the choices as they are now."""
        self._let_go()
        audited = audited_delivery(self._shell.controller.audit_or_fail)
        task = self._shell.tasks.start(
            "read_files",
            paths=[str(path) for path in self.paths],
            wanted=codec.to_plain(self.wanted()),
            audited=codec.to_plain(audited),
        )
        self._task = task
        self.draft = None
        self.main.setEnabled(False)
        self.notice.clear()
        self.phase.show_text(tr("Reading…"))
        self._progress.show()
        task.progressed.connect(lambda message: self._on_progress(task, message))
        task.done.connect(lambda value: self._on_read(task, value))
        task.failed.connect(lambda error: self._on_failed(task, error))
        task.cancelled.connect(lambda _kept: self._on_cancelled(task))

    def _let_go(self) -> None:
        """Stop listening to a reading that is no longer wanted, and end it."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def stop(self) -> None:
        """Ask the reading to stop."""
        if self._task is not None:
            self._task.cancel()
            self.phase.show_text(tr("Stopping…"))

    def _on_progress(self, task: Task, message: dict[str, Any]) -> None:
        if task is self._task:
            words = {"Measure": tr("Measuring…"), "Read history": tr("Reading the history…")}
            self.phase.show_text(words.get(str(message.get("phase")), tr("Reading…")))

    def _on_failed(self, task: Task, error: SightlineError) -> None:
        if task is self._task:
            self._end()
            self.notice.tell_error(error)

    def _on_cancelled(self, task: Task) -> None:
        if task is self._task:
            self._end()
            self.notice.tell(tr("Cancelled; nothing was written."), tone="accent")

    def _end(self) -> None:
        self._task = None
        self._progress.hide()
        self.view.clear()
        self._panel.hide()

    def _on_read(self, task: Task, value: Any) -> None:
        if task is not self._task:
            return
        self._end()
        reading = codec.from_plain(Reading, value)
        self.kind.setCurrentIndex(self.kind.findData(reading.kind))
        self.survey.setVisible(reading.sheet is not None)
        if reading.sheet is not None:
            self.survey.show_sheet(reading.sheet)
        is_records = reading.kind == Kind.RECORDS
        self.records.setVisible(is_records)
        self.records.show_found(reading.services, reading.environments)
        offered = is_records and (len(reading.services) > 1 or len(reading.environments) > 1)
        self._choices.setVisible(reading.sheet is not None or offered)
        if reading.draft is None:
            self._foot.hide()
            self.notice.tell(reading.problem, reading.advice)
            return
        try:
            self.draft = preview(self._shell.controller.audit_or_fail, reading.draft)
        except SightlineError as error:
            self._foot.hide()
            self.notice.tell_error(error)
            return
        self._show_draft(self.draft, reading.kind)

    def _show_draft(self, draft: Draft, kind: str) -> None:
        self.view.show_draft(draft, attachable=kind != Kind.SURVEY)
        self._panel.show()
        self._foot.show()
        self.main.setText(import_words(draft))
        self.main.setAccessibleName(import_words(draft))
        self.main.setEnabled(True)
        self._show_replaceable()

    def _show_replaceable(self) -> None:
        if self.draft is None:
            return
        chosen = self.replaces.currentData()
        self.replaces.clear()
        self.replaces.addItem(tr("As a new result"), "")
        for name, text in replaceable(self._shell.controller.audit_or_fail.audit, self.draft):
            self.replaces.addItem(tr("In place of {what}", what=text), name)
        self.replaces.setCurrentIndex(max(0, self.replaces.findData(chosen)))
        self.replaces.setVisible(self.replaces.count() > 1)

    # ---------------------------------------------------------------- recording

    def import_draft(self) -> None:
        """Record what is shown as one undoable step."""
        draft, opened = self.draft, self._shell.controller.audit_or_fail
        if draft is None:
            return
        chosen = self.view.chosen()
        try:
            whole = with_contents(draft, self.paths) if chosen else draft
            change = record(opened, whole, evidence_for=chosen, replaces=str(self.replaces.currentData() or ""))
        except SightlineError as error:
            self.notice.tell_error(error)
            return
        before = set(opened.audit.results)
        words = draft.title
        self.draft = None
        self._shell.controller.do(change)
        made = sorted(set(opened.audit.results) - before)
        self.forget()
        said = (
            tr("Recorded as {name}: {what}", name=made[0], what=words) if made else tr("Recorded: {what}", what=words)
        )
        self.notice.tell(said, tr("Ctrl+Z takes it back."), tone="passed")
