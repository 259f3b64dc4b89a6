"""Asks why and until when the client accepts findings as risks; both are printed in the report."""

from datetime import date, timedelta

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from core.audit.edits import AnyEdit, Edit, Together
from core.errors import SightlineError
from core.workflows import edit
from gui import fonts
from gui.dialogs.framed import Framed
from gui.models.planning import today
from gui.shell import Shell
from gui.views.blocks import Field, beside
from gui.views.parts import button, label
from gui.words import tr

_TERMS: tuple[tuple[str, int], ...] = (("3 months", 91), ("6 months", 182), ("1 year", 365))
"""Usual terms, in days."""
_MOST_NAMED = 4


class AcceptRiskDialog(Framed):
    """Takes findings out of the roadmap until a day; several at once are one undoable step."""

    def __init__(self, shell: Shell, keys: tuple[str, ...]) -> None:
        super().__init__(
            shell,
            tr("Accept as a risk"),
            tr(
                "An accepted finding leaves the roadmap until the day is over. It stays in the score and in the report."
            ),
            tr("Accept the risk") if len(keys) == 1 else tr("Accept {n} risks", n=len(keys)),
        )
        self._keys = keys
        opened = shell.controller.audit_or_fail
        self._today = date.fromisoformat(today(opened))
        for key in keys[:_MOST_NAMED]:
            _, criterion = edit.criterion_of(opened, key)
            self.body.addWidget(label(f"{criterion.code}  {criterion.question}", "strong", wrap=True))
        if len(keys) > _MOST_NAMED:
            self.body.addWidget(label(tr("and {n} more", n=len(keys) - _MOST_NAMED), "caption"))
        kept = opened.audit.accepted_risks.get(keys[0])
        self.reason = QPlainTextEdit(kept.reason if kept else "")
        self.reason.setProperty("look", "field")
        self.reason.setFont(fonts.ui())
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(4 * fonts.line_height(fonts.ui()) + 18)
        self.reason.textChanged.connect(self._check)
        self.body.addWidget(Field(tr("Why the client accepts it"), self.reason))
        self.until = QLineEdit((self._today + timedelta(days=_TERMS[1][1])).isoformat())
        self.until.setAccessibleName(tr("Accepted until"))
        self.until.setMinimumWidth(140)
        self.until.textChanged.connect(self._check)
        terms = []
        for words, days in _TERMS:
            term = button(tr(words), "chip")
            term.clicked.connect(lambda _on=False, days=days: self._set_term(days))
            terms.append(term)
        self._until_field = Field(
            tr("Accepted until"), beside(self.until, *terms), tr("The last day, written as 2027-03-31.")
        )
        self.body.addWidget(self._until_field)
        self._check()
        self.reason.setFocus()

    def _set_term(self, days: int) -> None:
        self.until.setText((self._today + timedelta(days=days)).isoformat())

    def _check(self) -> None:
        why = "" if self.reason.toPlainText().strip() else tr("A reason is needed.")
        try:
            over = date.fromisoformat(self.until.text().strip()) < self._today
            complaint = tr("This day is over already.") if over else ""
        except ValueError:
            complaint = tr("This is not a day; write it as 2027-03-31.")
        self._until_field.complain(complaint)
        self.ready(why or complaint)

    def act(self) -> None:
        """Put the acceptance in force as one undoable edit."""
        controller = self._shell.controller
        opened = controller.audit_or_fail
        reason, until = self.reason.toPlainText(), self.until.text().strip()
        try:
            made = [edit.accept_risk(opened, key, reason, until) for key in self._keys]
        except SightlineError as error:
            self.notice.tell_error(error)
            return
        controller.do(together(made, tr("accept {n} risks", n=len(made))))
        self.accept()


def together(edits: list[Edit], name: str) -> Edit:
    """Return one undoable step of several edits."""
    parts: tuple[AnyEdit, ...] = tuple(edits)  # type: ignore[arg-type]  # every edit that is made is one of the union
    return edits[0] if len(edits) == 1 else Together(parts, name)
