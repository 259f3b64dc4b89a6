"""Chooses files that support a judgement, with a caption for the report's list of evidence."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListWidget

from core.errors import SightlineError
from core.workflows import edit
from gui import fonts
from gui.dialogs.framed import Framed
from gui.models.repository_facts import size_text
from gui.shell import Shell
from gui.views.blocks import Field, icon_on, line
from gui.views.parts import button, column, frame, label
from gui.words import tr


class AttachDialog(Framed):
    """Attaches files to one criterion; their bytes are kept in the audit file."""

    def __init__(self, shell: Shell, key: str) -> None:
        super().__init__(
            shell,
            tr("Attach files"),
            tr("Copies are kept inside the audit file by their SHA-256. Names and hashes are printed, contents never."),
            tr("Attach"),
        )
        self._key = key
        self.files: list[Path] = []
        self.setAcceptDrops(True)
        _, criterion = edit.criterion_of(shell.controller.audit_or_fail, key)
        self.body.addWidget(label(f"{criterion.code}  {criterion.question}", "strong", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Files to attach"))
        self.list.setFixedHeight(5 * (fonts.line_height(fonts.ui()) + 4))
        choose = icon_on(button(tr("Choose files…")), shell.theme, "folder-open")
        choose.clicked.connect(self._choose)
        held = frame("code")
        column(held, (6, 4, 6, 4)).addWidget(self.list)
        self.body.addWidget(held)
        self.body.addLayout(line(choose, label(tr("or drop them here"), "caption"), 1))
        self.caption = QLineEdit()
        self.body.addWidget(Field(tr("Caption"), self.caption, tr("What they show, one sentence."), optional=True))
        self._check()
        choose.setFocus()

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Attach files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.add([Path(path) for path in paths]))
        dialog.open()

    def add(self, paths: list[Path]) -> None:
        """Put files on the list."""
        for path in paths:
            if path.is_file() and path not in self.files:
                self.files.append(path)
                self.list.addItem(f"{path.name}   {size_text(path.stat().st_size)}")
        self._check()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the dropped files on the list."""
        event.acceptProposedAction()
        self.add([Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()])

    def _check(self) -> None:
        self.ready("" if self.files else tr("Choose at least one file."))

    def act(self) -> None:
        """Attach the files, each as one undoable edit; one that can't be read is named and stays on the list."""
        controller = self._shell.controller
        opened = controller.audit_or_fail
        while self.files:
            path = self.files[0]
            try:
                made = opened.put_attachment(path, path.name, caption=self.caption.text().strip())
                controller.do(edit.attach(opened, self._key, made))
            except SightlineError as error:
                self.notice.tell_error(error)
                return
            self.files.pop(0)
            self.list.takeItem(0)
        self.accept()
