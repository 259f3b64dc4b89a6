"""What stands in the way of signing, with a jump to each, and what the reader of the report will be told."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from core.audit.rating import blockers
from core.scoring.result import State
from core.workflows.open import OpenAudit
from gui import fonts
from gui.theme import Theme
from gui.views.parts import IconLabel, button, column, label, row
from gui.words import tr

_MOST_SHOWN = 4
"""Lines before the list scrolls."""
_WIDTH = 690
"""Pixels that the dialog gives a line."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line: what was found; `key` is the criterion to jump to.

    Attributes:
        blocks: signing is not possible while it stays.
    """

    text: str
    tone: str
    icon: str
    key: str = ""
    blocks: bool = False


def checks(opened: OpenAudit) -> tuple[Check, ...]:
    """Return what is to be known before signing; what blocks comes first."""
    found: list[Check] = []
    if opened.scan is None:
        found.append(Check(tr("The repository was not scanned yet."), "failed", "x", blocks=True))
    for name, rubric in opened.rubrics.items():
        for blocker in blockers(opened.audit, rubric, opened.scores[name]):
            found.append(Check(f"{blocker.code}: {blocker.why}", "failed", "x", blocker.key, True))
    found += [
        Check(tr("The trail does not hold: {what}", what=problem), "failed", "x", blocks=True)
        for problem in opened.trail_problems
    ]
    if opened.save_error:
        found.append(Check(tr("Not everything is saved: {why}", why=opened.save_error), "failed", "x", blocks=True))
    for name, score in opened.scores.items():
        parts = [p for c in score.criteria() for p in (c.processes or (c,))]
        waiting = sum(1 for p in parts if not p.reviewed)
        unknown = sum(1 for p in parts if p.state in (State.OPEN, State.UNPROVEN))
        if waiting or unknown:
            text = tr(
                "{rubric}: {waiting} of {all} not reviewed, {unknown} open or unproven. The report says so.",
                rubric=opened.rubrics[name].name,
                waiting=waiting,
                all=len(parts),
                unknown=unknown,
            )
            found.append(Check(text, "partial", "circle-alert"))
    if opened.scan is not None and not opened.scan.complete:
        found.append(Check(tr("The scan was stopped early; the report says so."), "partial", "circle-alert"))
    if not any(check.blocks for check in found):
        found.insert(0, Check(tr("Nothing stands in the way of signing."), "passed", "check"))
    return tuple(found)


class Checks(QScrollArea):
    """The lines; a criterion's line has a button that leads there.

    Signals:
        wanted: the key of the criterion to show.
    """

    wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("Before you sign"))
        self.checks: tuple[Check, ...] = ()

    def show_audit(self, opened: OpenAudit) -> None:
        """Look at the audit again."""
        self.checks = checks(opened)
        inner = QWidget()
        inner.setObjectName("inner")
        body = column(inner, (0, 0, 8, 0), 2)
        for check in self.checks:
            held = QWidget()
            line = row(held, (0, 2, 0, 2), 8)
            line.addWidget(IconLabel(self._theme, check.icon, check.tone, 16))
            line.addWidget(label(check.text, wrap=True), 1)
            if check.key:
                jump = button(tr("Go to it"), "link", name=tr("Go to {what}", what=check.text))
                jump.clicked.connect(lambda _checked=False, key=check.key: self.wanted.emit(key))
                line.addWidget(jump)
            body.addWidget(held)
        body.addStretch()
        self.setWidget(inner)
        most = _MOST_SHOWN * (fonts.line_height(fonts.ui()) + 14)
        self.setFixedHeight(min(body.heightForWidth(_WIDTH), most))

    @property
    def blocking(self) -> int:
        """Return how many stand in the way."""
        return sum(1 for check in self.checks if check.blocks)
