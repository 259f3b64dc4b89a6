"""Asks why a criterion does not apply; the reason is printed in the report."""

from PySide6.QtWidgets import QPlainTextEdit

from core.errors import SightlineError
from core.workflows import edit
from gui import fonts
from gui.dialogs.framed import Framed
from gui.shell import Shell
from gui.views.blocks import Field
from gui.views.parts import label
from gui.words import tr


class NotApplicableDialog(Framed):
    """Takes a criterion out of the score, with a reason."""

    def __init__(self, shell: Shell, key: str) -> None:
        super().__init__(
            shell,
            tr("Not applicable"),
            tr("The criterion leaves the score, and its maximum with it. The reason is printed in the report."),
            tr("Mark as not applicable"),
        )
        self._key = key
        _, criterion = edit.criterion_of(shell.controller.audit_or_fail, key)
        self.body.addWidget(label(f"{criterion.code}  {criterion.question}", "strong", wrap=True))
        self.reason = QPlainTextEdit()
        self.reason.setProperty("look", "field")
        self.reason.setFont(fonts.ui())
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(4 * fonts.line_height(fonts.ui()) + 18)
        self.reason.textChanged.connect(self._check)
        self.body.addWidget(Field(tr("Why it does not apply"), self.reason))
        self._check()
        self.reason.setFocus()

    def _check(self) -> None:
        self.ready("" if self.reason.toPlainText().strip() else tr("A reason is needed."))

    def act(self) -> None:
        """Put the decision in force as one undoable edit."""
        controller = self._shell.controller
        try:
            made = edit.not_applicable(controller.audit_or_fail, self._key, self.reason.toPlainText())
        except SightlineError as error:
            self.notice.tell_error(error)
            return
        controller.do(made)
        self.accept()
