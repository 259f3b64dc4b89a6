"""All keys on one sheet, made from the table of actions."""

from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from gui.actions import ACTIONS, Action, keys_shown
from gui.dialogs.framed import Framed
from gui.shell import Shell
from gui.views.parts import column, keycap, label, row
from gui.words import tr

_COLUMNS = 2

_EXTRA: tuple[tuple[str, str, str], ...] = (
    ("Findings", "Enter", "Open the criterion in the review"),
    ("Findings", "A", "Accept the risk, or take that back"),
    ("Findings", "Ctrl+C", "Copy the selected rows as a table"),
    ("Findings", "/", "Filter the findings"),
    ("Roadmap", "Ctrl+←", "Move the item to the phase before"),
    ("Roadmap", "Ctrl+→", "Move the item to the phase after"),
    ("Roadmap", "←   →", "Go to the phase beside"),
    ("Roadmap", "Enter", "Edit the item"),
    ("Roadmap", "Delete", "Let the planner place the item"),
    ("Initiatives", "Insert", "Add an initiative"),
    ("Initiatives", "Delete", "Remove the initiative"),
    ("Critical processes", "Enter", "Open the cell's criterion in the review"),
    ("Critical processes", "Insert", "Add a process"),
    ("Critical processes", "Delete", "Remove the process"),
    ("Critical processes", "A", "Accept the proposed process"),
    ("Report", "Ctrl+F", "Search in the document"),
    ("Report", "F3", "Next match"),
    ("Report", "Ctrl++", "Larger"),
    ("Report", "Ctrl+-", "Smaller"),
    ("Report", "Ctrl+0", "Fit to the width"),
)
"""Group, key and words of what single pages answer to."""


def groups() -> dict[str, list[tuple[str, str]]]:
    """Return what the sheet shows: keys and words by group, in the order of the tables."""
    found: dict[str, list[tuple[str, str]]] = {}
    for action in ACTIONS:
        if (shown := keys_shown(action)) and not _repeats(action):
            text = "Choose a level" if action.id == "level-1" else action.text
            found.setdefault(action.group, []).append((shown, text))
    for group, keys, text in _EXTRA:
        found.setdefault(group, []).append((keys, text))
    return found


def _repeats(action: Action) -> bool:
    """Tell whether an action is one of the level keys after the first, which one line stands for."""
    return action.id.startswith("level-") and action.id != "level-1"


class KeySheet(Framed):
    """Shows the keys by group."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, tr("Keys"), tr("Single letters act while no text field has the focus."), width=940)
        inner = QWidget()
        inner.setObjectName("inner")
        sheet = QGridLayout(inner)
        sheet.setContentsMargins(0, 0, 8, 0)
        sheet.setHorizontalSpacing(24)
        sheet.setVerticalSpacing(18)
        halves = [column(spacing=18) for _ in range(_COLUMNS)]
        weights = [0] * _COLUMNS
        for group, rows in groups().items():
            at = weights.index(min(weights))
            weights[at] += len(rows) + 2
            halves[at].addLayout(self._group(group, rows))
        for at, half in enumerate(halves):
            half.addStretch()
            sheet.addLayout(half, 0, at)
            sheet.setColumnStretch(at, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setAccessibleName(tr("Keys"))
        self.body.addWidget(area, 1)
        self.resize(940, 620)
        self.close_button.setFocus()

    @staticmethod
    def _group(name: str, rows: list[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.addWidget(label(tr(name), "section"), 0, 0, 1, 2)
        for at, (keys, text) in enumerate(rows, 1):
            caps = QWidget()
            held = row(caps, spacing=4)
            for key in keys.split("   "):
                held.addWidget(keycap(key.strip()))
            held.addStretch()
            caps.setAccessibleName(keys)
            grid.addWidget(caps, at, 0)
            grid.addWidget(label(tr(text), wrap=True), at, 1)
        grid.setColumnMinimumWidth(0, 164)
        grid.setColumnStretch(1, 1)
        return grid
