"""Chooses the image for the cover of reports; the worker looks at it first, as it does when a report is made."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QWidget

from core.errors import SightlineError
from gui import settings
from gui.shell import Shell
from gui.tasks import Task
from gui.views import parts
from gui.views.blocks import Field, beside
from gui.words import tr

_PREVIEW = (160, 56)


class LogoChoice(QWidget):
    """A path, and below it the picture or what is wrong with it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._task: Task | None = None
        layout = parts.column(self, spacing=8)
        self.path = QLineEdit(settings.logo())
        self.path.setReadOnly(True)
        self.path.setPlaceholderText(tr("None"))
        self.path.setAccessibleName(tr("Logo on the cover"))
        self.choose = parts.button(tr("Choose…"), name=tr("Choose a logo"))
        self.remove = parts.button(tr("Remove"), name=tr("Remove the logo"))
        self.choose.clicked.connect(self._ask)
        self.remove.clicked.connect(self._clear)
        self.field = Field(
            tr("Logo on the cover"),
            beside(self.path, self.choose, self.remove),
            tr("PNG or JPEG, up to 25 million pixels; on reports made in this window."),
            optional=True,
        )
        layout.addWidget(self.field)
        self._picture = QLabel()
        self._picture.setAccessibleName(tr("Logo"))
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignLeft)
        self._show()

    def check(self, path: str) -> None:
        """Let the worker read an image, and take it as the logo when reports can use it."""
        self.field.complain(tr("Checking…"), "caption")
        task = self._task = self._shell.tasks.start("logo", path=path)
        task.done.connect(lambda _size: self._accept(task, path))
        task.failed.connect(lambda error: self._refuse(task, error))

    def _accept(self, task: Task, path: str) -> None:
        if task is self._task:
            settings.set_logo(path)
            self.field.complain("")
            self._show()

    def _refuse(self, task: Task, error: SightlineError) -> None:
        if task is self._task:
            self.field.complain(f"{error.message} {error.advice}".strip())

    def _ask(self) -> None:
        start = settings.logo() or str(Path.home())
        dialog = QFileDialog(self, tr("Choose a logo"), start, tr("Images (*.png *.jpg *.jpeg)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.check)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _clear(self) -> None:
        self._task = None
        settings.set_logo("")
        self.field.complain("")
        self._show()

    def _show(self) -> None:
        kept = settings.logo()
        self.path.setText(kept)
        self.remove.setEnabled(bool(kept))
        picture = QPixmap(kept) if kept else QPixmap()
        self._picture.setVisible(not picture.isNull())
        if not picture.isNull():
            smooth = Qt.TransformationMode.SmoothTransformation
            self._picture.setPixmap(picture.scaled(*_PREVIEW, Qt.AspectRatioMode.KeepAspectRatio, smooth))
        elif kept and not Path(kept).is_file():
            self.field.complain(tr("This file is no longer there. Choose another, or remove it."))
