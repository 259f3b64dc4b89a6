"""Changes the phases of the roadmap: their names, lengths and hours, their order and number."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QScrollArea, QSpinBox, QWidget

from core.model.roadmap import Phase
from core.planning.roadmap import proposed_phases
from core.workflows import edit
from gui import fonts, scaling
from gui.dialogs.framed import Framed
from gui.shell import Shell
from gui.views.blocks import icon_on, line
from gui.views.parts import button, column, icon_button, label, row
from gui.words import tr

_WEEKS, _HOURS = 520, 100_000
"""The largest numbers that are taken."""
_FIGURE = 88


class PhaseRow(QWidget):
    """One phase: name, weeks, hours, and the buttons that move and remove it."""

    def __init__(self, shell: Shell, phase: Phase) -> None:
        super().__init__()
        self.phase = phase
        layout = row(self, spacing=8)
        self.name = QLineEdit(phase.name)
        self.name.setFont(fonts.ui())
        self.weeks, self.hours = QSpinBox(), QSpinBox()
        for box, most, value in ((self.weeks, _WEEKS, phase.weeks), (self.hours, _HOURS, phase.capacity_hours)):
            box.setRange(1, most)
            box.setValue(value)
            scaling.fix(box, _FIGURE)
        self.up = icon_button(shell.theme, "chevron-up", tr("Earlier"))
        self.down = icon_button(shell.theme, "chevron-down", tr("Later"))
        self.remove = icon_button(shell.theme, "trash-2", tr("Remove"))
        layout.addWidget(self.name, 1)
        for widget in (self.weeks, self.hours, self.up, self.down, self.remove):
            layout.addWidget(widget)

    def label_with(self, number: int) -> None:
        """Name the controls after the place of the phase."""
        self.name.setAccessibleName(tr("Name of phase {n}", n=number))
        self.weeks.setAccessibleName(tr("Weeks of phase {n}", n=number))
        self.hours.setAccessibleName(tr("Hours of phase {n}", n=number))
        for control, words in (
            (self.up, tr("Move phase {n} earlier", n=number)),
            (self.down, tr("Move phase {n} later", n=number)),
            (self.remove, tr("Remove phase {n}", n=number)),
        ):
            control.setAccessibleName(words)
            control.setToolTip(words)

    def written(self) -> Phase:
        """Return the phase as it is typed."""
        return replace(
            self.phase,
            name=self.name.text().strip(),
            weeks=self.weeks.value(),
            capacity_hours=self.hours.value(),
        )


class PhasesDialog(Framed):
    """All phases; putting them in force is one undoable step."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            tr("Phases"),
            tr("Work is planned into the earliest phase that holds it. Hours are those of everyone together."),
            tr("Use these phases"),
            width=640,
        )
        opened = shell.controller.audit_or_fail
        head = row(spacing=8)
        head.addWidget(label(tr("Name"), "section"), 1)
        for words in (tr("Weeks"), tr("Hours")):
            made = label(words, "section")
            scaling.fix(made, _FIGURE)
            head.addWidget(made)
        head.addSpacing(3 * 32 + 2 * 8 + 8)
        self.body.addLayout(head)
        inner = QWidget()
        inner.setObjectName("inner")
        self._lines = column(inner, (0, 0, 0, 0), 6)
        self._lines.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setAccessibleName(tr("Phases"))
        area.setMinimumHeight(200)
        self.body.addWidget(area, 1)
        self.add = icon_on(button(tr("Add phase")), shell.theme, "plus")
        self.add.clicked.connect(self.add_phase)
        self.propose = button(tr("As the rubric proposes"), "link")
        self.propose.clicked.connect(self._propose)
        self.body.addLayout(line(self.add, self.propose, 1))
        self.rows: list[PhaseRow] = []
        self._show(opened.audit.phases)

    def _show(self, phases: tuple[Phase, ...]) -> None:
        for gone in self.rows:
            self._lines.removeWidget(gone)
            gone.deleteLater()
        self.rows = []
        for phase in phases:
            self._insert(phase)
        self._number()

    def _insert(self, phase: Phase) -> PhaseRow:
        made = PhaseRow(self._shell, phase)
        made.up.clicked.connect(lambda: self.move_phase(made, -1))
        made.down.clicked.connect(lambda: self.move_phase(made, 1))
        made.remove.clicked.connect(lambda: self.remove_phase(made))
        made.name.textChanged.connect(lambda _text: self._check())
        self._lines.insertWidget(len(self.rows), made)
        self.rows.append(made)
        return made

    def _number(self) -> None:
        for number, made in enumerate(self.rows, 1):
            made.label_with(number)
            made.up.setEnabled(number > 1)
            made.down.setEnabled(number < len(self.rows))
        self._check()

    def _check(self) -> None:
        names = [made.name.text().strip() for made in self.rows]
        why = "" if all(names) else tr("A phase needs a name.")
        self.ready(why or ("" if len(set(names)) == len(names) else tr("Two phases have the same name.")))

    def add_phase(self) -> None:
        """Add a phase at the end, as long as the last one."""
        taken = {made.phase.id for made in self.rows} | {p.id for p in self._present()}
        number = next(n for n in range(1, len(taken) + 2) if f"phase-{n}" not in taken)
        last = self.rows[-1].written() if self.rows else Phase("", "", 4, 120)
        made = self._insert(replace(last, id=f"phase-{number}", name=tr("Phase {n}", n=len(self.rows) + 1)))
        self._number()
        made.name.setFocus()
        made.name.selectAll()

    def move_phase(self, moved: PhaseRow, by: int) -> None:
        """Move a phase earlier or later."""
        at = self.rows.index(moved)
        self.rows.insert(at + by, self.rows.pop(at))
        self._lines.removeWidget(moved)
        self._lines.insertWidget(at + by, moved)
        self._number()

    def remove_phase(self, moved: PhaseRow) -> None:
        """Take a phase away; what lay in it is planned anew."""
        self.rows.remove(moved)
        self._lines.removeWidget(moved)
        moved.deleteLater()
        self._number()

    def _propose(self) -> None:
        rubrics = self._shell.controller.audit_or_fail.rubrics.values()
        found = next((proposed_phases(rubric) for rubric in rubrics if rubric.phases), ())
        self._show(found)

    def _present(self) -> tuple[Phase, ...]:
        return self._shell.controller.audit_or_fail.audit.phases

    def act(self) -> None:
        """Put the phases in force as one undoable edit."""
        wanted = tuple(made.written() for made in self.rows)
        if wanted != self._present():
            self._shell.controller.do(edit.set_phases(wanted))
        self.accept()
