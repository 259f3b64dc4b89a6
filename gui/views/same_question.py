"""Which criteria of other rubrics ask the same, and a button that gives them the same answer."""

from PySide6.QtWidgets import QWidget

from core.audit.edits import Changes
from core.errors import SightlineError
from core.workflows.alike import Alike, alike, judge_alike
from gui import shortcuts
from gui.models.inspection import Inspection
from gui.shell import Shell
from gui.views import parts
from gui.words import tr


class SameQuestion(QWidget):
    """One quiet line under a judgement in force; hidden while nobody else asks the same."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._key = ""
        self._found: tuple[Alike, ...] = ()
        self._waiting: tuple[Alike, ...] = ()
        layout = parts.row(self, spacing=8)
        self._words = parts.label("", "caption")
        self._words.setWordWrap(True)
        layout.addWidget(self._words, 1)
        self._give = parts.button(tr("Same answer there"), "link", name=tr("Give the same answer there"))
        shortcuts.tip(
            self._give, tr("Level, justification and evidence, as one step that can be undone"), "same-answer"
        )
        self._give.clicked.connect(self.give)
        layout.addWidget(self._give)
        self.hide()
        shell.controller.changed.connect(self._on_changed)

    def show_inspection(self, inspection: Inspection) -> None:
        """Show what else asks this; only what a person judged is offered."""
        self._key = "" if inspection.parent else inspection.key
        self._show()

    def _on_changed(self, changes: Changes) -> None:
        if any(each.key in changes.keys for each in self._found):
            self._show()

    def _show(self) -> None:
        audit = self._shell.controller.audit_or_fail
        self._found = found = alike(audit, self._key) if self._key in audit.audit.judgements else ()
        self._waiting = tuple(each for each in found if not each.judged and each.key not in audit.audit.drafts)
        shown = [self._word(each) for each in found]
        self._words.setText(tr("Also asked by {others}", others="; ".join(shown)))
        self._give.setVisible(bool(self._waiting) and not audit.read_only)
        self.setVisible(bool(found))

    def give(self) -> None:
        """Give level, justification and evidence to the criteria that nobody judged."""
        if not self._waiting or not self.isVisibleTo(self.window()):
            return
        controller = self._shell.controller
        try:
            change = judge_alike(controller.audit_or_fail, self._key, [each.key for each in self._waiting])
        except SightlineError as error:
            self._shell.say(error.message, error.advice, error.details)
            return
        controller.do(change)

    def _word(self, each: Alike) -> str:
        if each.settled:
            return tr("{code} ({rubric}): answered alike", code=each.code, rubric=each.rubric)
        if each.differs:
            return tr("{code} ({rubric}): judged {label}", code=each.code, rubric=each.rubric, label=each.judged)
        if each.key in self._shell.controller.audit_or_fail.audit.drafts:
            return tr("{code} ({rubric}): a draft waits", code=each.code, rubric=each.rubric)
        return f"{each.code} ({each.rubric})"
