"""With which identity to sign: a PKCS#12 file and its passphrase, or one that is made here."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QWidget

from core.errors import SightlineError
from gui import recents, settings
from gui.dialogs.new_audit_steps.place import file_name
from gui.models.passphrase import SHORTEST, strength
from gui.shell import Shell
from gui.tasks import Task
from gui.views.blocks import Field, Notice, beside, icon_on, line
from gui.views.parts import button, column, frame, label, set_look
from gui.words import tr

SUFFIX = ".p12"


def identity_rows(plain: dict[str, Any], now: datetime) -> tuple[tuple[str, str], ...]:
    """Return what is shown of an identity, as names and values."""
    until = datetime.fromisoformat(str(plain["valid_until"]))
    days = (until - now).days
    valid = tr("until {date}", date=f"{until:%d %B %Y}".lstrip("0"))
    if days < 0:
        valid = tr("expired on {date}", date=f"{until:%d %B %Y}".lstrip("0"))
    elif days < 30:
        valid += "  " + tr("({n} days left)", n=days)
    who = ", ".join(part for part in (str(plain["name"]), str(plain.get("organisation") or "")) if part)
    vouched = tr("by nobody else: readers compare the fingerprint") if plain.get("self_signed") else tr("by its issuer")
    return (
        (tr("Subject"), who),
        (tr("Valid"), valid),
        (tr("Vouched for"), vouched),
        (tr("Fingerprint"), str(plain["fingerprint"])),
    )


def _secret() -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


class IdentityPart(QWidget):
    """Asks for the identity and shows what it says.

    Signals:
        changed: whether the identity can be used may be other now.
    """

    changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._task: Task | None = None
        self.inspected: dict[str, Any] | None = None
        self._build()

    def _build(self) -> None:
        theme = self._shell.theme
        body = column(self, spacing=10)
        self.file = QLineEdit(recents.identity())
        self.file.setPlaceholderText(tr("A .p12 or .pfx file"))
        self.file.textChanged.connect(self._on_typed)
        self.file.editingFinished.connect(self.inspect)
        choose = icon_on(button(tr("Choose…"), name=tr("Choose the identity file")), theme, "folder-open")
        choose.clicked.connect(self._choose)
        self.make = button(tr("Make one…"), name=tr("Make a signing identity"))
        self.make.setCheckable(True)
        self.make.toggled.connect(self._on_make)
        self.file.setAccessibleName(tr("Identity file"))
        self.file_field = Field(tr("Signing identity (PKCS#12)"), beside(self.file, choose, self.make))
        body.addWidget(self.file_field)
        self.passphrase = _secret()
        self.passphrase.textChanged.connect(self._on_typed)
        self.passphrase.editingFinished.connect(self.inspect)
        hint = tr("Asked for every time; never stored.")
        self.passphrase_field = Field(tr("Passphrase of the identity"), self.passphrase, hint)
        body.addWidget(self.passphrase_field)
        body.addWidget(self._build_new())
        self.notice = Notice(theme)
        body.addWidget(self.notice)
        self._card = frame("card")
        self._grid = QGridLayout(self._card)
        self._grid.setContentsMargins(14, 10, 14, 10)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._card.hide()
        body.addWidget(self._card)

    def _build_new(self) -> QWidget:
        self.new = frame("card")
        body = column(self.new, (16, 12, 16, 14), 10)
        body.addWidget(label(tr("A new identity"), "strong"))
        known = settings.actor()
        self.name = QLineEdit(known.name if known else "")
        self.organisation = QLineEdit(known.organisation if known else "")
        self.first, self.second = _secret(), _secret()
        self.name_field = Field(tr("Name in the signature"), self.name)
        self.first_field = Field(tr("New passphrase"), self.first)
        self.second_field = Field(tr("The same again"), self.second)
        body.addLayout(line(self.name_field, Field(tr("Organisation"), self.organisation), spacing=12))
        body.addLayout(line(self.first_field, self.second_field, spacing=12))
        note = tr(
            "The key is encrypted with this passphrase. It can't be recovered; without it you make a new identity."
        )
        body.addWidget(label(note, "caption", wrap=True))
        self.save = button(tr("Save the identity as…"))
        self.save.clicked.connect(self._ask_place)
        body.addLayout(line(1, self.save))
        for edit in (self.name, self.first, self.second):
            edit.textChanged.connect(self._check_new)
        self._check_new()
        self.new.hide()
        return self.new

    # ---------------------------------------------------------------- a new one

    def _on_make(self, on: bool) -> None:
        self.new.setVisible(on)
        self.passphrase_field.setVisible(not on)
        if on:
            (self.first if self.name.text() else self.name).setFocus()

    def _check_new(self) -> None:
        look, word = strength(self.first.text())
        self.first_field.complain(word if self.first.text() else tr("At least {n} characters.", n=SHORTEST), look)
        if not self.first.text():
            set_look(self.first_field.below, "caption")
        same = self.first.text() == self.second.text()
        self.second_field.complain("" if same or not self.second.text() else tr("They differ."))
        self.save.setEnabled(bool(self.name.text().strip()) and look != "error" and same)

    def _ask_place(self) -> None:
        wanted = Path(recents.folder()) / file_name(self.name.text()).replace(".sightline", SUFFIX)
        dialog = QFileDialog(self, tr("Save the identity as"), str(wanted), tr("Identities (*.p12)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX[1:])
        dialog.fileSelected.connect(self.make_identity)
        dialog.open()

    def make_identity(self, path: str) -> None:
        """Make the identity in the worker and choose it."""
        self.notice.clear()
        task = self._shell.tasks.start(
            "identity_new",
            path=path,
            name=self.name.text().strip(),
            organisation=self.organisation.text().strip(),
            passphrase=self.first.text(),
        )
        self.save.setEnabled(False)
        task.done.connect(lambda plain: self._on_made(path, plain))
        task.failed.connect(self._on_not_made)

    def _on_made(self, path: str, plain: dict[str, Any]) -> None:
        self.file.setText(path)
        self.passphrase.setText(self.first.text())
        self.first.clear()
        self.second.clear()
        self.make.setChecked(False)
        self._show(plain)

    def _on_not_made(self, error: SightlineError) -> None:
        self._check_new()
        self.notice.tell_error(error)

    # ---------------------------------------------------------------- one that exists

    def _choose(self) -> None:
        start = self.file.text() or recents.folder()
        dialog = QFileDialog(self, tr("Choose the identity"), start, tr("Identities (*.p12 *.pfx)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, path: str) -> None:
        self.file.setText(path)
        self.passphrase.setFocus()

    def _on_typed(self) -> None:
        self.inspected = None
        self._card.hide()
        self.notice.clear()
        self.changed.emit()

    def inspect(self) -> None:
        """Open the identity in the worker and show what it says."""
        path, passphrase = self.file.text().strip(), self.passphrase.text()
        if not path or not passphrase or self.inspected is not None or self._task is not None:
            return
        task = self._shell.tasks.start("identity_inspect", path=path, passphrase=passphrase)
        self._task = task
        task.done.connect(self._on_inspected)
        task.failed.connect(self._on_failed)

    def _on_inspected(self, plain: dict[str, Any]) -> None:
        self._task = None
        self._show(plain)

    def _on_failed(self, error: SightlineError) -> None:
        self._task = None
        self.notice.tell_error(error)
        self.changed.emit()

    def _show(self, plain: dict[str, Any]) -> None:
        self.inspected = plain
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for at, (name, value) in enumerate(identity_rows(plain, datetime.now(UTC))):
            self._grid.addWidget(label(name, "section"), at, 0)
            self._grid.addWidget(label(value, wrap=True), at, 1)
        self._card.show()
        self.changed.emit()

    def missing(self) -> str:
        """Return what is missing before this identity can sign, empty when nothing is."""
        if not self.file.text().strip():
            return tr("Choose a signing identity, or make one.")
        return "" if self.passphrase.text() else tr("Type the passphrase of the identity.")
