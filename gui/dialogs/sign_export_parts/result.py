"""What was written: path, SHA-256 and the folder it lies in."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from gui import fonts
from gui.documents import DOCUMENTS
from gui.export_job import Exported
from gui.theme import Theme
from gui.views.blocks import icon_on, line
from gui.views.parts import ElidedLabel, IconLabel, button, column, frame, label
from gui.words import tr


def show_in_folder(path: Path) -> None:
    """Open the folder of a file with the desktop's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def copied(exported: tuple[Exported, ...]) -> str:
    """Return paths and hashes as text, in the form of `sha256sum`."""
    return "\n".join(f"{found.sha256}  {found.path}" for found in exported)


class ResultPart(QWidget):
    """Lists the files."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._body = column(self, spacing=12)
        self.exported: tuple[Exported, ...] = ()

    def show_files(self, exported: tuple[Exported, ...], signed: bool) -> None:
        """Show what was written."""
        self.exported = exported
        title = tr("Signed and exported") if signed else tr("Exported without a signature")
        icon = IconLabel(self._theme, "badge-check" if signed else "file-check", "passed", 28)
        self._body.addLayout(line(icon, label(title, "pane"), 1, spacing=12))
        titles = dict(DOCUMENTS)
        for found in exported:
            card = frame("card")
            body = column(card, (16, 12, 16, 12), 6)
            body.addWidget(label(tr(titles[found.document]), "strong"))
            path = ElidedLabel(str(found.path), "", Qt.TextElideMode.ElideMiddle)
            body.addWidget(path)
            digest = label(f"SHA-256  {found.sha256}", "caption", wrap=True)
            digest.setFont(fonts.code(fonts.META))
            digest.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            body.addWidget(digest)
            self._body.addWidget(card)
        show = icon_on(button(tr("Show in folder")), self._theme, "folder-open")
        show.clicked.connect(lambda: show_in_folder(exported[0].path))
        copy = icon_on(button(tr("Copy paths and hashes"), "link"), self._theme, "copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(copied(exported)))
        self._body.addLayout(line(show, copy, 1))
        hint = tr("Anybody can check the signature in a PDF reader; “Verify a PDF” also computes the scores again.")
        self._body.addWidget(label(hint if signed else "", "caption", wrap=True))
        self._body.addStretch()
