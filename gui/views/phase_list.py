"""The phases of a scan as rows: what is done, what is under way, how far."""

from PySide6.QtWidgets import QWidget

from gui.models.scan_state import Phase, count_text
from gui.theme import Theme
from gui.views.parts import IconLabel, column, label, row, set_look
from gui.words import tr


class _Row(QWidget):
    """One phase."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        layout = row(self, (0, 4, 0, 4), 10)
        self._icon = IconLabel(theme, "circle-dashed", "text3", 18)
        self._name = label("", "")
        self._count = label("", "caption")
        layout.addWidget(self._icon)
        layout.addWidget(self._name)
        layout.addStretch()
        layout.addWidget(self._count)

    def show_phase(self, phase: Phase) -> None:
        """Show how far the phase is."""
        if phase.over:
            self._icon.show_icon("circle-check", "passed", tr("{step}: done", step=tr(phase.name)))
        elif phase.begun:
            self._icon.show_icon("refresh-cw", "accent", tr("{step}: under way", step=tr(phase.name)))
        else:
            self._icon.show_icon("circle-dashed", "text3", tr("{step}: to come", step=tr(phase.name)))
        set_look(self._name, "" if phase.begun else "muted")
        self._name.setText(tr(phase.name))
        self._count.setText(count_text(phase))


class PhaseList(QWidget):
    """Rows for the phases, in order."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[_Row] = []
        self._layout = column(self, spacing=0)

    def show_phases(self, phases: list[Phase]) -> None:
        """Show these phases; rows are made and removed as needed."""
        while len(self._rows) < len(phases):
            made = _Row(self._theme)
            self._rows.append(made)
            self._layout.addWidget(made)
        for at, held in enumerate(self._rows):
            held.setVisible(at < len(phases))
            if at < len(phases):
                held.show_phase(phases[at])
