"""Saved, saving, or not saved with what can be done about it."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from core.errors import SightlineError
from gui.shell import Shell
from gui.views import parts
from gui.words import tr


class SaveIndicator(QWidget):
    """The state of the audit file; "Saved" means that the disk has acknowledged it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        layout = parts.row(self, spacing=6)
        self._icon = parts.IconLabel(shell.theme, "check", "text3", 14)
        self._words = parts.label("", "caption")
        self._retry = parts.button(tr("Retry"), "link", tip=tr("Try to write the audit file again"))
        self._copy = parts.button(tr("Save a copy"), "link", tip=tr("Write the whole audit to another place"))
        self._retry.clicked.connect(self._on_retry)
        self._copy.clicked.connect(self._on_copy)
        self._went_back = parts.label("", "caption")
        layout.addWidget(self._went_back)
        layout.addSpacing(10)
        for widget in (self._icon, self._words, self._retry, self._copy):
            layout.addWidget(widget)
        shell.controller.save_state_changed.connect(self.show_state)
        shell.controller.went_back.connect(self._on_went_back)
        shell.controller.changed.connect(self._forget)
        self.show_state("saved", "")

    @Slot(str, str)
    def show_state(self, state: str, message: str) -> None:
        """Show `saved`, `saving`, `failed` or `read only`."""
        opened = self._shell.controller.audit_file
        if opened is not None and opened.read_only:
            state, message = "read only", opened.read_only_reason or ""
        failed = state not in ("saved", "saving", "read only")
        look, icon, token, words = {
            "saved": ("caption", "check", "text3", tr("Saved")),
            "saving": ("caption", "refresh-cw", "text3", tr("Saving")),
            "read only": ("warning", "lock", "partial", tr("Read only")),
        }.get(state, ("error", "triangle-alert", "failed", tr("Not saved")))
        if failed and message:
            words = f"{words}: {message}"
        self._words.setText(words)
        self._words.setToolTip(message)
        parts.set_look(self._words, look)
        self._icon.show_icon(icon, token)
        self._retry.setVisible(failed)
        self._copy.setVisible(failed)

    def _on_went_back(self, words: str, _changes: object) -> None:
        self._went_back.setText(words)

    def _forget(self, _changes: object) -> None:
        self._went_back.setText("")

    def _on_retry(self) -> None:
        opened = self._shell.controller.audit_file
        if opened is not None:
            opened.retry()

    def _on_copy(self) -> None:
        opened = self._shell.controller.audit_file
        if opened is None:
            return
        proposal = opened.path.with_name(f"{opened.path.stem}-copy.sightline")
        dialog = QFileDialog(self.window(), tr("Save a copy"), str(proposal), tr("Sightline audits (*.sightline)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self._save_copy)
        dialog.open()

    def _save_copy(self, path: str) -> None:
        try:
            self._shell.controller.audit_or_fail.save_copy(Path(path))
        except SightlineError as error:
            self._shell.say(error.message, error.advice, error.details)
        else:
            self._shell.say(tr("A copy was saved to {path}.", path=path))
