"""Verify a PDF: one verdict as icon and sentence, then what was checked, and the signer to remember."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from core.errors import SightlineError
from gui import recents, scaling
from gui.dialogs.framed import Framed
from gui.models.verification import Shown, Signer, read
from gui.shell import Shell
from gui.tasks import Task
from gui.views.blocks import Field, beside, icon_on
from gui.views.parts import ElidedLabel, IconLabel, button, column, frame, label, row
from gui.words import tr


class VerifyDialog(Framed):
    """Checks one file at a time in the worker."""

    def __init__(self, shell: Shell, path: str | Path = "") -> None:
        sentence = tr("Checks the signatures, and computes the scores again from what the report holds. Offline.")
        super().__init__(shell, tr("Verify a PDF"), sentence, width=680)
        self.setAcceptDrops(True)
        self.path = ""
        self.shown: Shown | None = None
        self._task: Task | None = None
        self._compared: dict[str, str] = {}
        self.stack = QStackedWidget()
        self.stack.addWidget(self._build_drop())
        self.stack.addWidget(self._build_progress())
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(tr("What was found"))
        self.stack.addWidget(self._area)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(self._build_compared())
        self.another = button(tr("Verify another…"))
        self.another.clicked.connect(self.choose)
        self.copy = icon_on(button(tr("Copy details"), "link"), shell.theme, "copy")
        self.copy.clicked.connect(self._copy)
        self.add_to_foot(self.copy)
        self.add_to_foot(self.another)
        self._show_stage(0)
        self.resize(760, 660)
        if path:
            self.verify(str(path))

    def _build_drop(self) -> QWidget:
        drop = QFrame()
        drop.setObjectName("drop")
        body = column(drop, (24, 24, 24, 24), 10)
        body.addStretch()
        icon = IconLabel(self._shell.theme, "shield-check", "accent", 36)
        body.addWidget(icon, 0, Qt.AlignmentFlag.AlignHCenter)
        hint = label(tr("Drop a signed report or roadmap here"), "strong")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body.addWidget(hint)
        self.choose_button = icon_on(button(tr("Choose a PDF…"), "primary"), self._shell.theme, "file-text")
        self.choose_button.clicked.connect(self.choose)
        body.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignHCenter)
        body.addStretch()
        return drop

    def _build_compared(self) -> QHBoxLayout:
        """Return the two things that a report can be compared with, besides itself."""
        self.audit_edit, self.repository_edit = QLineEdit(), QLineEdit()
        fields = row(spacing=16)
        for edit, name, ask in (
            (self.audit_edit, tr("Compare with the audit file"), self._choose_audit),
            (self.repository_edit, tr("Compare with the repository"), self._choose_repository),
        ):
            edit.setAccessibleName(name)
            edit.setClearButtonEnabled(True)
            for inner in edit.findChildren(QToolButton):
                inner.setAccessibleName(tr("Compare no longer"))
            edit.editingFinished.connect(self._on_compared)
            pick = icon_on(button(tr("Choose…"), name=f"{name}: {tr('choose')}"), self._shell.theme, "folder-open")
            pick.clicked.connect(ask)
            fields.addWidget(Field(name, beside(edit, pick), optional=True), 1)
        return fields

    def _choose_audit(self) -> None:
        opened = self._shell.controller.audit_file
        start = self.audit_edit.text() or (str(opened.path) if opened else recents.folder())
        dialog = QFileDialog(self, tr("Compare with the audit file"), start, tr("Sightline audits (*.sightline)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if opened is not None and not self.audit_edit.text():
            dialog.selectFile(str(opened.path))
        dialog.fileSelected.connect(lambda path: self.compare(audit=path))
        dialog.open()

    def _choose_repository(self) -> None:
        start = self.repository_edit.text() or next(iter(recents.repositories()), str(Path.home()))
        dialog = QFileDialog(self, tr("Compare with the repository"), start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(lambda path: self.compare(repository=path))
        dialog.open()

    def compare(self, audit: str = "", repository: str = "") -> None:
        """Compare with one more thing; a report that is shown already is checked again."""
        self.audit_edit.setText(audit or self.audit_edit.text())
        self.repository_edit.setText(repository or self.repository_edit.text())
        self._on_compared()

    def _compared_with(self) -> dict[str, str]:
        wanted = {"audit": self.audit_edit.text().strip(), "repository": self.repository_edit.text().strip()}
        return {name: path for name, path in wanted.items() if path}

    def _on_compared(self) -> None:
        if self.path and self._compared_with() != self._compared:
            self.verify(self.path)

    def _build_progress(self) -> QWidget:
        held = QWidget()
        body = column(held, spacing=10)
        body.addStretch()
        self.phase = ElidedLabel("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress of the check"))
        body.addWidget(self.phase)
        body.addWidget(self.bar)
        body.addStretch()
        return held

    # ---------------------------------------------------------------- choosing

    def choose(self) -> None:
        """Ask for a PDF."""
        dialog = QFileDialog(self, tr("Verify a PDF"), self.path or recents.folder(), tr("PDF files (*.pdf)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.verify)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one file."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Verify the dropped file."""
        local = [u.toLocalFile() for u in event.mimeData().urls() if u.isLocalFile()]
        if local:
            event.acceptProposedAction()
            self.verify(local[0])

    # ---------------------------------------------------------------- the check

    def verify(self, path: str) -> None:
        """Check a file; a check that still runs is given up."""
        self._drop_task()
        self.path, self.shown = path, None
        self.notice.clear()
        self.phase.show_text(Path(path).name)
        self.bar.setRange(0, 0)
        self._show_stage(1)
        self._compared = self._compared_with()
        arguments: dict[str, object] = {"path": path, "required": list(recents.signers()), **self._compared}
        task = self._shell.tasks.start("verify", **arguments)
        self._task = task
        task.progressed.connect(self._on_progress)
        task.done.connect(self._on_done)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(lambda _value: self._show_stage(0))

    def _drop_task(self) -> None:
        if self._task is not None:
            task, self._task = self._task, None
            for signal in (task.progressed, task.done, task.failed, task.cancelled):
                signal.disconnect()
            task.cancel()

    def _on_progress(self, message: dict[str, object]) -> None:
        done, total = message.get("done"), message.get("total")
        self.bar.setRange(0, total if isinstance(total, int) and total else 0)
        if isinstance(done, int) and total:
            self.bar.setValue(done)

    def _on_done(self, plain: object) -> None:
        self._task = None
        self.shown = read(plain)
        self._area.setWidget(self._build_result(self.shown))
        self._show_stage(2)
        self.close_button.setFocus()

    def _on_failed(self, error: SightlineError) -> None:
        self._task = None
        self._show_stage(0)
        self.notice.tell_error(error)

    def _show_stage(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        self.copy.setVisible(at == 2)
        self.another.setVisible(at == 2)
        if at == 0:
            self.choose_button.setFocus()

    def _copy(self) -> None:
        if self.shown is not None:
            QGuiApplication.clipboard().setText(self.shown.text(self.path))
            self.copy.setText(tr("Copied"))

    # ---------------------------------------------------------------- the result

    def _build_result(self, shown: Shown) -> QWidget:
        theme = self._shell.theme
        inner = QWidget()
        inner.setObjectName("inner")
        body = column(inner, (0, 0, 10, 0), 10)
        head = frame("card")
        top = row(head, (16, 14, 16, 14), 14)
        top.addWidget(IconLabel(theme, shown.icon, shown.tone, 32), 0, Qt.AlignmentFlag.AlignTop)
        words = column(spacing=4)
        words.addWidget(label(shown.verdict, "pane", wrap=True))
        words.addWidget(label(shown.says, wrap=True))
        words.addWidget(ElidedLabel(self.path, "caption", Qt.TextElideMode.ElideMiddle))
        top.addLayout(words, 1)
        head.setAccessibleName(f"{shown.verdict}. {shown.says}")
        body.addWidget(head)
        for signer in shown.signers:
            body.addWidget(self._build_signer(signer))
        for found in shown.lines:
            held = QWidget()
            line_row = row(held, (4, 2, 4, 2), 10)
            line_row.addWidget(IconLabel(theme, found.icon, found.tone, 18), 0, Qt.AlignmentFlag.AlignTop)
            name = label(found.name, "strong", wrap=True)
            scaling.fix(name, 150)
            line_row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
            line_row.addWidget(label(found.says, wrap=True), 1, Qt.AlignmentFlag.AlignTop)
            body.addWidget(held)
        body.addStretch()
        return inner

    def _build_signer(self, signer: Signer) -> QWidget:
        card = frame("card")
        body = column(card, (16, 12, 16, 12), 6)
        body.addWidget(label(tr("Certificate of {name}", name=signer.name), "strong"))
        fingerprint = label(signer.fingerprint, "caption", wrap=True)
        fingerprint.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        body.addWidget(fingerprint)
        hint = tr("Compare this SHA-256 fingerprint with what the signer tells you by another way.")
        trust = button(tr("Forget this signer") if signer.known else tr("I know this signer"))
        trust.clicked.connect(lambda: self._trust(signer))
        below = row(spacing=12)
        below.addWidget(label("" if signer.known else hint, "caption", wrap=True), 1)
        below.addWidget(trust)
        body.addLayout(below)
        return card

    def _trust(self, signer: Signer) -> None:
        if signer.known:
            recents.distrust(signer.fingerprint)
        else:
            recents.trust(signer.fingerprint)
        self.verify(self.path)

    def done(self, code: int) -> None:
        """Give the check up when the dialog closes."""
        self._drop_task()
        super().done(code)
