"""Step 4: where the audit file is kept, and in which time zone its days are."""

import os
import re
from pathlib import Path
from zoneinfo import available_timezones

from PySide6.QtCore import QTimeZone
from PySide6.QtWidgets import QFileDialog, QLineEdit

from gui import recents
from gui.dialogs.new_audit_steps.step import Step
from gui.theme import Theme
from gui.views.blocks import Choice, Field, beside, icon_on
from gui.views.parts import button, frame, label, row
from gui.words import tr

SUFFIX = ".sightline"


def file_name(title: str) -> str:
    """Return a file name made from a title, safe on every system."""
    words = re.sub(r"[^\w\s-]", "", title, flags=re.UNICODE).strip().lower()
    return (re.sub(r"[\s_]+", "-", words)[:60].strip("-") or "audit") + SUFFIX


def place_problem(text: str, repository: str) -> str:
    """Return why an audit file can't be made at a path, empty when it can."""
    path = Path(text.strip()).expanduser()
    if not text.strip() or path.name in ("", SUFFIX):
        return tr("Name the file.")
    if not path.is_absolute():
        return tr("Choose a folder.")
    if not path.parent.is_dir():
        return tr("There is no folder {folder}.", folder=path.parent)
    if path.exists():
        return tr("There is a file of that name already; choose another name.")
    if not os.access(path.parent, os.W_OK):
        return tr("This folder can't be written.")
    if repository and path.parent.resolve().is_relative_to(Path(repository).resolve()):
        return tr("This lies inside the client's repository, which is never written to; choose another folder.")
    return ""


class PlaceStep(Step):
    """Asks for file and time zone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("Audit file"), tr("One file holds the whole audit. Every change is saved in it at once."))
        self.repository = ""
        self._typed = False
        self.path = QLineEdit()
        self.path.setAccessibleName(tr("Audit file"))
        self.path.textEdited.connect(self._on_typed)
        self.path.textChanged.connect(lambda _text: self._check())
        choose = icon_on(button(tr("Choose…"), name=tr("Choose the audit file")), theme, "folder-open")
        choose.clicked.connect(self._choose)
        self.field = Field(tr("Save as"), beside(self.path, choose))
        self.body.addWidget(self.field)
        self.zone = Choice(theme)
        hint = tr("Dates in the window, the report and the history use this time zone.")
        self.body.addWidget(Field(tr("Time zone"), self.zone, hint))
        note = frame("card")
        text = label(
            tr(
                "The file is not encrypted. It holds masked snippets of the client's code:"
                " keep it where the client's data may lie."
            ),
            "muted",
            wrap=True,
        )
        row(note, (16, 12, 16, 12)).addWidget(text)
        self.body.addWidget(note)
        self.body.addStretch()

    def suggest(self, title: str, repository: str) -> None:
        """Propose a place that fits the title, unless one was typed."""
        self.repository = repository
        if self._typed:
            return
        wanted = Path(recents.folder()) / file_name(title)
        number = 2
        while wanted.exists():
            wanted = wanted.with_name(file_name(f"{title} {number}"))
            number += 1
        self.path.setText(str(wanted))

    def file(self) -> Path:
        """Return the file to make, with its ending."""
        path = Path(self.path.text().strip()).expanduser()
        return path if path.suffix == SUFFIX or not path.name else path.with_name(path.name + SUFFIX)

    def _on_typed(self) -> None:
        self._typed = True

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Save the audit as"), self.path.text(), tr("Sightline audits (*.sightline)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX[1:])
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, True)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, path: str) -> None:
        self._typed = True
        self.path.setText(path)

    def _check(self) -> None:
        self.field.complain(self.missing())
        self.changed.emit()

    def missing(self) -> str:
        """Return what is wrong with the place, empty when nothing is."""
        return place_problem(str(self.file()) if self.path.text().strip() else "", self.repository)

    def begin(self) -> None:
        """Read the time zones when they are first needed, and put the focus into the path."""
        if not self.zone.count():
            self.zone.addItems(sorted(available_timezones()))
            here = bytes(QTimeZone.systemTimeZoneId().data()).decode()
            self.zone.setCurrentText(here if self.zone.findText(here) >= 0 else "UTC")
        self.path.setFocus()
