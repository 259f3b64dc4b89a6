"""The rail at the left: one button a mode."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton

from gui import scaling, shortcuts
from gui.pages import MODES
from gui.theme import Theme
from gui.views import parts
from gui.words import tr

WIDTH = 56


class ModeRail(QFrame):
    """The modes that exist, top to bottom; Alt+1 is the first.

    Signals:
        chosen: id of the page to show.
        settings_asked: the button at the bottom.
    """

    chosen = Signal(str)
    settings_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("rail")
        scaling.fix(self, width=WIDTH)
        self.setAccessibleName(tr("Modes"))
        layout = parts.column(self, (8, 10, 7, 10), 4)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        for number, page in enumerate(MODES, 1):
            button = parts.icon_button(theme, page.icon, tr(page.title), size=40, checkable=True)
            shortcuts.tip(button, tr(page.title), f"mode-{page.id}")
            self._group.addButton(button, number - 1)
            self._buttons[page.id] = button
            layout.addWidget(button)
        layout.addStretch(1)
        self._settings = parts.icon_button(theme, "settings", tr("Settings"), size=40, checkable=True)
        shortcuts.tip(self._settings, tr("Settings"), "settings")
        self._settings.toggled.connect(self._on_settings)
        layout.addWidget(self._settings)
        # `idToggled`, not `idClicked`: an assistive technology toggles without clicking.
        self._group.idToggled.connect(self._on_toggled)

    def show_mode(self, page: str) -> None:
        """Mark the mode whose page is in front."""
        self._settings.blockSignals(True)
        self._settings.setChecked(page == "settings")
        self._settings.blockSignals(False)
        self._settings.update()
        button = self._buttons.get(page)
        if button is not None:
            button.setChecked(True)
            return
        self._group.setExclusive(False)
        for other in self._buttons.values():
            other.setChecked(False)
        self._group.setExclusive(True)

    def _on_settings(self, on: bool) -> None:
        if on:
            self.settings_asked.emit()
        else:
            self._settings.setChecked(True)  # only another page lets go of it

    def _on_toggled(self, index: int, on: bool) -> None:
        if on:
            self.chosen.emit(MODES[index].id)
