"""What a person says of delivery records: the service that is measured, and which environments are production."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from core.workflows.read_files import Wanted
from gui.theme import Theme
from gui.views.blocks import Choice, Field
from gui.views.parts import column, label
from gui.words import tr

_MOST = 40


class RecordsChoices(QWidget):
    """Service and environments.

    Signals:
        changed: the files have to be read again.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        body = column(self, spacing=12)
        self.service = Choice(theme)
        self.service.activated.connect(lambda _at: self.changed.emit())
        hint = tr("Numbers of several services together mean nothing.")
        self._service_field = Field(tr("Service"), self.service, hint)
        body.addWidget(self._service_field)
        self._heading = label(tr("Environments that count as production"), "section")
        body.addWidget(self._heading)
        self._environments = column(spacing=6)
        body.addLayout(self._environments)
        self._hint = label(tr("None ticked: production is found by its name."), "caption")
        body.addWidget(self._hint)
        self.boxes: dict[str, QCheckBox] = {}

    def begin(self) -> None:
        """Forget what was said of other files."""
        self.service.clear()
        self._show_environments(())

    def show_found(self, services: tuple[str, ...], environments: tuple[str, ...]) -> None:
        """Offer what the records name; what was chosen stays."""
        chosen = self.service.currentData() or ""
        self.service.clear()
        self.service.addItem(tr("Choose a service…"), "")
        for name in services:
            self.service.addItem(name, name)
        self.service.setCurrentIndex(max(0, self.service.findData(chosen)))
        self._service_field.setVisible(len(services) > 1)
        if tuple(self.boxes) != environments[:_MOST]:
            self._show_environments(environments[:_MOST])

    def _show_environments(self, names: tuple[str, ...]) -> None:
        for box in self.boxes.values():
            self._environments.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = {}
        for name in names:
            box = QCheckBox(name)
            box.toggled.connect(lambda _on: self.changed.emit())
            self.boxes[name] = box
            self._environments.addWidget(box)
        for shown in (self._heading, self._hint):
            shown.setVisible(len(names) > 1)

    def wanted(self, base: Wanted) -> Wanted:
        """Return what was chosen."""
        ticked = tuple(name for name, box in self.boxes.items() if box.isChecked())
        return replace(base, service=str(self.service.currentData() or ""), environments=ticked)
