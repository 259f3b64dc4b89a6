"""The report and the roadmap as they will be printed, made in the worker, with the auditor's words beside them."""

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTemporaryDir
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QProgressBar, QSplitter, QStackedWidget, QWidget

from core.errors import SightlineError
from gui import scaling
from gui.documents import DOCUMENTS, phase_text, start_documents, written
from gui.shell import Shell
from gui.tasks import Task
from gui.views.blocks import Notice, icon_on
from gui.views.parts import ElidedLabel, button, column, frame, label, row
from gui.views.pdf_pane import PdfPane
from gui.views.report_texts import ReportTexts
from gui.words import tr

_TEXT_WIDTH = 330
_STEPS = 1000


class ReportPreview(QWidget):
    """Shows the two documents; says when they no longer fit the audit."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.setObjectName("page")
        self._folder = QTemporaryDir()
        self._made = 0
        self._task: Task | None = None
        self._files: dict[str, str] = {}
        self.document = DOCUMENTS[0][0]
        self.changes = 0
        self._at: datetime | None = None
        self._build()
        shell.controller.opened.connect(self._on_opened)
        shell.controller.changed.connect(lambda _changes: self._on_changed())
        self._show_state()

    def _build(self) -> None:
        theme = self._shell.theme
        left = QWidget()
        body = column(left)
        body.addWidget(self._build_head())
        self.notice = Notice(theme)
        self.notice.acted.connect(self.refresh)
        holder = row(margins=(20, 0, 16, 0))
        holder.addWidget(self.notice)
        body.addLayout(holder)
        body.addWidget(self._build_progress())
        self.pane = PdfPane(theme)
        self.setFocusProxy(self.pane)
        empty = QWidget()
        texts = column(empty, (40, 0, 40, 60), 6)
        texts.addStretch()
        self._empty_title, self._empty_text = label("", "strong"), label("", "muted", wrap=True)
        for text in (self._empty_title, self._empty_text):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            texts.addWidget(text)
        texts.addStretch()
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(self.pane)
        body.addWidget(self._stack, 1)
        self.texts = ReportTexts(self._shell)
        side = frame("inspector")
        side.setMinimumWidth(260)
        row(side).addWidget(self.texts)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(side)
        split.setStretchFactor(0, 1)
        split.setSizes([1000, _TEXT_WIDTH])
        row(self).addWidget(split)

    def _build_head(self) -> QWidget:
        head = QWidget()
        top = row(head, (20, 12, 16, 12), 8)
        top.addWidget(label(tr("Report"), "page"))
        top.addSpacing(12)
        self._switch = QButtonGroup(self)
        for at, (name, title) in enumerate(DOCUMENTS):
            chip = button(tr(title), "chip", name=tr("Show the {name}", name=tr(title).lower()))
            chip.setCheckable(True)
            self._switch.addButton(chip, at)
            top.addWidget(chip)
            chip.setChecked(name == self.document)
        self._switch.idToggled.connect(self._on_switch)
        top.addStretch()
        self.state = label("", "caption")
        top.addWidget(self.state)
        self.refresh_button = icon_on(button(tr("Refresh")), self._shell.theme, "refresh-cw")
        self.refresh_button.clicked.connect(self.refresh)
        top.addWidget(self.refresh_button)
        return head

    def _build_progress(self) -> QWidget:
        self._progress = QWidget()
        layout = row(self._progress, (20, 4, 16, 10), 10)
        self._phase = ElidedLabel("", "caption")
        scaling.fix(self._phase, 220)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress of the documents"))
        self.cancel = button(tr("Cancel"), name=tr("Cancel making the documents"))
        self.cancel.clicked.connect(self._on_cancel)
        layout.addWidget(self._phase)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.cancel)
        return self._progress

    def panes(self) -> list[QWidget]:
        """Return the areas between which F6 goes."""
        return [self.pane.pages, self.pane.view, self.texts]

    # ---------------------------------------------------------------- making the documents

    @property
    def running(self) -> bool:
        """Tell whether the documents are being made."""
        return self._task is not None

    def showEvent(self, event: QShowEvent) -> None:
        """Make the documents when the page is first looked at."""
        super().showEvent(event)
        opened = self._shell.controller.audit_file
        if opened is not None and opened.scan is not None and not self._files and not self.running:
            self.refresh()

    def refresh(self) -> None:
        """Make the documents from the audit as it is now."""
        opened = self._shell.controller.audit_file
        if opened is None or self.running:
            return
        self.texts.commit()
        self.notice.clear()
        self._made += 1
        folder = Path(self._folder.path()) / str(self._made)
        try:
            folder.mkdir()
            task = start_documents(self._shell.tasks, opened, folder)
        except (SightlineError, OSError) as error:
            self._on_failed(error if isinstance(error, SightlineError) else SightlineError(str(error)))
            return
        self.changes = 0
        self._task = task
        task.progressed.connect(self._on_progress)
        task.done.connect(self._on_done)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(lambda _value: self._on_failed(None))
        self.bar.setRange(0, 0)
        self._phase.show_text(tr("Starting…"))
        self._show_state()

    def _on_cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.cancel.setEnabled(False)

    def _on_progress(self, message: dict[str, Any]) -> None:
        done, total = message.get("done"), message.get("total")
        self._phase.show_text(phase_text(message))
        self.bar.setRange(0, _STEPS if total else 0)
        if total and isinstance(done, int):
            self.bar.setValue(int(_STEPS * min(1.0, done / int(total))))

    def _on_done(self, value: Any) -> None:
        self._task = None
        self._files = {name: str(path) for name, path in written(value).items()}
        self._at = datetime.now().astimezone()
        self._show_document()
        self._show_state()

    def _on_failed(self, error: SightlineError | None) -> None:
        self._task = None
        self.changes = max(1, self.changes) if self._files else 0
        if error is not None:
            self.notice.tell_error(error, tr("Try again"))
        self._show_state()

    # ---------------------------------------------------------------- showing

    def _on_switch(self, at: int, on: bool) -> None:
        if on:
            self.document = DOCUMENTS[at][0]
            self._show_document()

    def show_document(self, name: str) -> None:
        """Show `report` or `roadmap`."""
        self._switch.button([n for n, _ in DOCUMENTS].index(name)).setChecked(True)

    def _show_document(self) -> None:
        path = self._files.get(self.document)
        if path and not self.pane.show_file(path):
            self.notice.tell(tr("The document could not be shown."), path, tone="failed", action=tr("Try again"))
        self._stack.setCurrentIndex(1 if path else 0)

    def _on_changed(self) -> None:
        self.changes += 1
        self._show_state()

    def _on_opened(self) -> None:
        if self._task is not None:
            task, self._task = self._task, None
            for signal in (task.progressed, task.done, task.failed, task.cancelled):
                signal.disconnect()
            task.cancel()
        self._files, self.changes, self._at = {}, 0, None
        self.pane.close_file()
        self._folder = QTemporaryDir()  # the earlier one goes, and with it what was printed of another client
        self.notice.clear()
        self._stack.setCurrentIndex(0)
        self._show_state()

    def _show_state(self) -> None:
        opened = self._shell.controller.audit_file
        scanned = opened is not None and opened.scan is not None
        self._progress.setVisible(self.running)
        self.cancel.setEnabled(self.running)
        self.refresh_button.setEnabled(scanned and not self.running)
        self._stack.setCurrentIndex(1 if self._files else 0)
        self._empty_title.setText(
            tr("Making the documents…") if self.running else tr("No preview yet") if scanned else tr("Not scanned yet")
        )
        self._empty_text.setText(
            ""
            if self.running
            else tr("Refresh makes report and roadmap from the audit as it is now.")
            if scanned
            else tr("A report needs a scan, or it would say nothing.")
        )
        if not self._files:
            text = ""
        elif self.running:
            text = tr("Being made anew…")
        elif self.changes:
            text = (
                tr("Outdated: 1 change since")
                if self.changes == 1
                else tr("Outdated: {n} changes since", n=self.changes)
            )
        else:
            text = tr("Up to date, made at {time}", time=f"{self._at:%H:%M}") if self._at else ""
        self.state.setText(text)
