"""Edits a card of the roadmap: how far the work is, who does it until when, where it is followed, and its phase."""

from datetime import date

from PySide6.QtWidgets import QLineEdit

from core.audit.edits import Edit
from core.model.work import WorkItem, WorkStatus
from core.planning.roadmap import LATER
from core.workflows import edit
from gui import fonts
from gui.dialogs.accept_risk import together
from gui.dialogs.framed import Framed
from gui.models.board import board
from gui.models.finding_rows import status_word
from gui.models.planning import planning_of
from gui.shell import Shell
from gui.views.blocks import Choice, Field, line
from gui.views.parts import label
from gui.words import tr

_PLANNER = ""
"""Value of the phase that leaves the placement to the planner."""


class WorkItemDialog(Framed):
    """One recommendation at the client's; everything changed here is one undoable step."""

    def __init__(self, shell: Shell, recommendation: str) -> None:
        super().__init__(shell, tr("Roadmap item"), "", tr("Save"), width=600)
        opened = shell.controller.audit_or_fail
        self._recommendation = recommendation
        advice = opened.recommendations.get(recommendation)
        card = board(opened, planning_of(opened).roadmap(opened)).card(recommendation)
        work = opened.audit.work.get(recommendation, WorkItem())
        self.body.addWidget(label(advice.action if advice else recommendation, "strong", wrap=True))
        if card is not None:
            self.body.addWidget(label(f"{card.meta}: {', '.join(card.codes)}", "muted", wrap=True))
            for words, look in ((card.step, "caption"), (card.conflict, "error"), (card.waiting, "warning")):
                if words:
                    self.body.addWidget(label(words, look, wrap=True))
        if advice is not None and advice.acceptance:
            done = "\n".join(f"•  {part}" for part in advice.acceptance)
            self.body.addWidget(label(tr("Done when"), "section"))
            self.body.addWidget(label(done, "muted", wrap=True))
        self.status = Choice(shell.theme)
        for status in WorkStatus:
            self.status.addItem(status_word(status), status.value)
        self.status.setCurrentIndex(self.status.findData(work.status.value))
        self.phase = Choice(shell.theme)
        self.phase.addItem(tr("Where it fits best"), _PLANNER)
        for phase in opened.audit.phases:
            self.phase.addItem(phase.name, phase.id)
        self.phase.addItem(tr("Later"), LATER)
        self.phase.setCurrentIndex(max(0, self.phase.findData(opened.audit.placements.get(recommendation, _PLANNER))))
        self.owner, self.link, self.due = QLineEdit(work.owner), QLineEdit(work.link), QLineEdit(work.due)
        for field in (self.owner, self.link, self.due):
            field.setFont(fonts.ui())
        self.due.setPlaceholderText("2027-03-31")
        self.due.textChanged.connect(lambda _text: self._check())
        self._due_field = Field(tr("Due"), self.due, optional=True)
        self.body.addLayout(line(Field(tr("Status"), self.status), Field(tr("Phase"), self.phase), spacing=12))
        self.body.addLayout(line(Field(tr("Owner"), self.owner, optional=True), self._due_field, spacing=12))
        self.body.addWidget(Field(tr("Ticket or document"), self.link, optional=True))
        if work.status is not WorkStatus.COMPLETE:
            hint = tr("Complete work takes no hours of its phase; its findings stay until they are judged again.")
            self.body.addWidget(label(hint, "caption", wrap=True))
        self.body.addStretch()
        self._check()
        self.status.setFocus()

    def _check(self) -> None:
        complaint = ""
        if self.due.text().strip():
            try:
                date.fromisoformat(self.due.text().strip())
            except ValueError:
                complaint = tr("This is not a day; write it as 2027-03-31.")
        self._due_field.complain(complaint)
        self.ready(complaint)

    def act(self) -> None:
        """Put what was changed in force."""
        controller = self._shell.controller
        audit = controller.audit_or_fail.audit
        due = self.due.text().strip()
        wanted = WorkItem(
            WorkStatus(self.status.currentData()),
            self.owner.text().strip(),
            self.link.text().strip(),
            date.fromisoformat(due).isoformat() if due else "",
        )
        made: list[Edit] = []
        if wanted != audit.work.get(self._recommendation, WorkItem()):
            made.append(edit.set_work(self._recommendation, wanted))
        phase = str(self.phase.currentData()) or None
        if phase != audit.placements.get(self._recommendation):
            made.append(edit.move_to_phase(self._recommendation, phase))
        if made:
            controller.do(together(made, tr("change {what}", what=self._recommendation)))
        self.accept()
