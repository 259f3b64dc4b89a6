"""Where a criterion is judged: levels, conditions, justification. Writes edits, decides nothing."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.errors import SightlineError
from core.scoring.result import State
from core.workflows import edit
from gui import shortcuts
from gui.models import wording
from gui.models.inspection import Inspection
from gui.shell import Shell
from gui.views import parts
from gui.views.conditions import Conditions
from gui.views.flow import Flow
from gui.views.justification import Justification
from gui.views.level_keys import LevelKeys
from gui.views.same_question import SameQuestion
from gui.words import tr


class JudgementPane(QWidget):
    """The auditor's side of a criterion.

    Signals:
        typed: the justification as it stands.
        not_applicable_asked: the person wants to declare the criterion not applicable, or take that back.
    """

    typed = Signal(str)
    not_applicable_asked = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._inspection: Inspection | None = None
        layout = parts.column(self, spacing=8)
        line = Flow(spacing=8, spread=True)
        head, buttons = QWidget(), QWidget()
        named = parts.row(head, spacing=8)
        named.addWidget(parts.label(tr("Judgement"), "section"))
        self._state = parts.label("", "caption")
        named.addWidget(self._state)
        line.addWidget(head)
        line.addWidget(buttons)
        offered = parts.row(buttons, spacing=8)
        self._confirm = parts.button("", "link", tr("Confirm"))
        self._clear = parts.button(tr("Clear"), "link", name=tr("Clear the judgement"))
        shortcuts.tip(self._confirm, tr("Take over what the scan points to"), "confirm")
        shortcuts.tip(self._clear, tr("Clear"), "clear")
        self._away = parts.button("", "link", tr("Not applicable"))
        self._confirm.clicked.connect(self.confirm)
        self._clear.clicked.connect(self.clear)
        self._away.clicked.connect(self.not_applicable_asked)
        for button in (self._confirm, self._clear, self._away):
            offered.addWidget(button)
        layout.addLayout(line)
        self.conditions = Conditions()
        self.conditions.ticked.connect(self._on_ticked)
        layout.addWidget(self.conditions)
        self.levels = LevelKeys(shell.theme)
        self.levels.chosen.connect(self.choose)
        layout.addWidget(self.levels)
        self.justification = Justification()
        self.justification.committed.connect(self._on_reason)
        self.justification.typed.connect(self.typed)
        layout.addWidget(self.justification)
        self.same_question = SameQuestion(shell)
        layout.addWidget(self.same_question)

    # ---------------------------------------------------------------- showing

    def show_inspection(self, inspection: Inspection) -> None:
        """Show a criterion; what is being typed for another one must be committed before."""
        self._inspection = inspection
        away = inspection.not_applicable is not None
        self.setVisible(not inspection.parent)
        self.levels.setVisible(not away)
        self.justification.setVisible(not away)
        criterion = inspection.criterion
        texts = criterion.met_only_if if inspection.asks_conditions and not away else ()
        self.conditions.show_conditions(texts, inspection.ticked)
        self.levels.show_levels(inspection.levels)
        self.same_question.show_inspection(inspection)
        chosen = inspection.level is not None
        self.justification.show_value(inspection.justification, chosen, inspection.needs_justification)
        self._state.setText(self._state_words(inspection))
        parts.set_look(self._state, "warning" if inspection.draft or inspection.stale else "caption")
        unproven = inspection.score.state is State.UNPROVEN and inspection.accept_level is not None and not chosen
        self._confirm.setVisible(unproven)
        if unproven:
            label = wording.level_label(criterion, inspection.accept_level)
            self._confirm.setText(tr("Confirm {label}", label=label))
            self._confirm.setAccessibleName(self._confirm.text())
        self._clear.setVisible(chosen and not away)
        self._away.setText(tr("Applicable again") if away else tr("Not applicable…"))
        self._away.setAccessibleName(self._away.text().rstrip("…"))
        shortcuts.tip(self._away, self._away.text(), "not-applicable")
        by_rubric = inspection.score.state is State.NOT_APPLICABLE and not away
        self._away.setVisible(not by_rubric)
        self.setEnabled(not self._shell.controller.audit_or_fail.read_only)

    def _state_words(self, inspection: Inspection) -> str:
        if inspection.not_applicable is not None:
            return tr("Declared not applicable")
        if inspection.draft is not None and inspection.draft.proposed:
            return tr("Proposed: {where}", where=inspection.draft.proposed)
        if inspection.draft is not None:
            return tr("Draft: not in force yet")
        if inspection.judgement is not None:
            zone = ZoneInfo(self._shell.controller.audit_or_fail.audit.time_zone)
            when = inspection.judgement.at.astimezone(zone)
            words = tr("in force since {when:%d %b %Y}", when=when)
            return tr("to be looked at again") if inspection.stale else words
        return ""

    # ---------------------------------------------------------------- judging

    def choose(self, level: int) -> None:
        """Choose a level: in force at once, or a draft while something is missing."""
        inspection = self._inspection
        if inspection is None or inspection.parent or inspection.not_applicable is not None:
            return
        if 0 <= level < len(inspection.levels):
            self._judge(level, self.justification.text(), self.conditions.current())

    def confirm(self) -> None:
        """Take over the level that the scan says or points to."""
        inspection = self._inspection
        if inspection is not None and inspection.accept_level is not None and not inspection.parent:
            self._judge(inspection.accept_level, self.justification.text(), self.conditions.current())

    def clear(self) -> None:
        """Take draft and judgement away."""
        inspection = self._inspection
        if inspection is not None and inspection.level is not None:
            self.justification.field.commit()
            controller = self._shell.controller
            controller.do(edit.clear_level(controller.audit_or_fail, inspection.key))

    def commit(self) -> None:
        """Put what is typed into the audit."""
        self.justification.field.commit()

    def _judge(self, level: int, reason: str, ticked: tuple[int, ...], merge: str = "") -> None:
        inspection, controller = self._inspection, self._shell.controller
        if inspection is None:
            return
        try:
            chosen = edit.choose_level(controller.audit_or_fail, inspection.key, level, reason, ticked)
        except SightlineError as error:
            self._shell.say(error.message, error.advice, error.details)
            return
        controller.do(chosen, merge)

    def _on_reason(self, text: str, burst: str) -> None:
        inspection = self._inspection
        if inspection is not None and inspection.level is not None:
            merge = f"justification of {inspection.key}, {burst}"
            self._judge(inspection.level, text, self.conditions.current(), merge)

    def _on_ticked(self, ticked: tuple[int, ...]) -> None:
        inspection = self._inspection
        if inspection is not None and inspection.level is not None:
            self._judge(inspection.level, self.justification.text(), ticked)
