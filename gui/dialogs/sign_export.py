"""Sign and export: what stands in the way, with which identity, where to; then progress; then what was written."""

from pathlib import Path
from typing import Any, cast

from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QProgressBar, QScrollArea, QStackedWidget, QWidget

from core.errors import SightlineError
from gui import recents
from gui.dialogs.framed import Framed
from gui.dialogs.sign_export_parts.checks import Checks
from gui.dialogs.sign_export_parts.identity import IdentityPart
from gui.dialogs.sign_export_parts.result import ResultPart
from gui.documents import DOCUMENTS
from gui.export_job import Exported, ExportJob, Signing
from gui.shell import Shell
from gui.views.blocks import Field, beside, icon_on, line
from gui.views.parts import ElidedLabel, button, column, label
from gui.words import tr

_STEPS = 1000


class SignExportDialog(Framed):
    """Makes report and roadmap, certifies them with the lead auditor's identity, and says where they are."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, tr("Sign and export"), action=tr("Sign and export"), width=760)
        self.job: ExportJob | None = None
        self._signed = False
        theme = shell.theme
        self.identity = IdentityPart(shell)
        self.identity.changed.connect(self._check)
        self.checks = Checks(theme)
        self.checks.wanted.connect(self._go_to)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._build_form())
        self.stack.addWidget(self._build_progress())
        self.outcome = ResultPart(theme)
        self.stack.addWidget(self.outcome)
        self.body.addWidget(self.stack, 1)
        self.unsigned = button(tr("Export without signing"), "link")
        self.unsigned.clicked.connect(lambda: self._start(None))
        self.add_to_foot(self.unsigned)
        self.checks.show_audit(shell.controller.audit_or_fail)
        self._check()
        self.resize(780, 680)
        (self.identity.passphrase if self.identity.file.text() else self.identity.file).setFocus()

    def _build_form(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("inner")
        body = column(inner, (0, 0, 10, 0), 12)
        body.addWidget(label(tr("Before you sign"), "section"))
        body.addWidget(self.checks)
        body.addWidget(self.identity)
        self.reason, self.location = QLineEdit(tr("Lead auditor")), QLineEdit()
        body.addLayout(
            line(
                Field(tr("Reason in the signature"), self.reason, optional=True),
                Field(tr("Place"), self.location, optional=True),
                spacing=12,
            )
        )
        self.folder = QLineEdit(str(self._shell.controller.audit_or_fail.path.parent))
        self.folder.setAccessibleName(tr("Export folder"))
        self.folder.textChanged.connect(self._check)
        choose = icon_on(button(tr("Choose…"), name=tr("Choose the export folder")), self._shell.theme, "folder-open")
        choose.clicked.connect(self._choose)
        body.addWidget(Field(tr("Into the folder"), beside(self.folder, choose)))
        self.wanted = [QCheckBox(tr(title)) for _, title in DOCUMENTS]
        for box in self.wanted:
            box.setChecked(True)
            box.toggled.connect(self._check)
        body.addLayout(line(*self.wanted, 1, spacing=20))
        body.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setAccessibleName(tr("Sign and export"))
        return area

    def _build_progress(self) -> QWidget:
        held = QWidget()
        body = column(held, spacing=10)
        body.addStretch()
        self.phase = ElidedLabel("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress of the export"))
        body.addWidget(self.phase)
        body.addWidget(self.bar)
        body.addWidget(label(tr("The files appear in the folder when they are complete."), "caption"))
        body.addStretch()
        return held

    # ---------------------------------------------------------------- the form

    def documents(self) -> tuple[str, ...]:
        """Return the documents that are wanted."""
        return tuple(name for (name, _), box in zip(DOCUMENTS, self.wanted, strict=True) if box.isChecked())

    def _missing(self) -> str:
        if not self.documents():
            return tr("Choose a document.")
        if not Path(self.folder.text().strip()).expanduser().is_absolute():
            return tr("Choose a folder.")
        if self._shell.controller.audit_or_fail.scan is None:
            return tr("Scan the repository first.")
        return ""

    def _check(self) -> None:
        missing = self._missing()
        self.unsigned.setEnabled(not missing)
        if not missing and self.checks.blocking:
            n = self.checks.blocking
            missing = tr("1 thing stands in the way.") if n == 1 else tr("{n} things stand in the way.", n=n)
        self.ready(missing or self.identity.missing())

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Export into"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def _go_to(self, key: str) -> None:
        self.reject()
        self._shell.show_page("review")
        cast(Any, self._shell.page_widget("review")).show_criterion(key)

    # ---------------------------------------------------------------- the work

    def act(self) -> None:
        """Make, sign and write the documents."""
        self._start(
            Signing(
                self.identity.file.text().strip(),
                self.identity.passphrase.text(),
                self.reason.text().strip(),
                self.location.text().strip(),
            )
        )

    def _start(self, signing: Signing | None) -> None:
        shell = self._shell
        self.notice.clear()
        self._signed = signing is not None
        folder = Path(self.folder.text().strip()).expanduser()
        job = ExportJob(shell.tasks, shell.controller.audit_or_fail, self.documents(), folder, signing, self)
        self.job = job
        job.progressed.connect(self._on_progress)
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(lambda: self._back(tr("Cancelled; nothing was written.")))
        self.phase.show_text(tr("Starting…"))
        self.bar.setRange(0, 0)
        self.stack.setCurrentIndex(1)
        self.main.hide()
        self.unsigned.hide()
        self.why.setText("")
        self.close_button.setFocus()
        job.start()

    def _on_progress(self, phase: str, done: int, total: int) -> None:
        self.phase.show_text(phase)
        self.bar.setRange(0, _STEPS if total else 0)
        if total:
            self.bar.setValue(int(_STEPS * min(1.0, done / total)))

    def _on_done(self, exported: tuple[Exported, ...]) -> None:
        self.job = None
        if self._signed:
            recents.set_identity(self.identity.file.text().strip())
        self.identity.changed.disconnect(self._check)
        self.identity.passphrase.clear()
        self.outcome.show_files(exported, self._signed)
        self.stack.setCurrentIndex(2)
        self.why.setText("")
        self.close_button.setText(tr("Close"))
        self.close_button.setAccessibleName(tr("Close"))
        self.close_button.setFocus()

    def _on_failed(self, error: SightlineError) -> None:
        self._back("")
        self.notice.tell_error(error)

    def _back(self, why: str) -> None:
        self.job = None
        self.stack.setCurrentIndex(0)
        self.main.show()
        self.unsigned.show()
        self._check()
        if why:
            self.notice.tell(why, tone="accent")

    def reject(self) -> None:
        """Cancel the work that runs, or close."""
        if self.job is not None:
            self.job.cancel()
            self.phase.show_text(tr("Stopping…"))
            return
        super().reject()
