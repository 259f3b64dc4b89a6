"""Enters a number that only the client's people or systems know, with its source."""

from PySide6.QtWidgets import QLineEdit

from core.errors import SightlineError
from core.workflows.enter import enter, enterable
from core.workflows.measure import Draft, record, would_change
from gui.dialogs.framed import Framed
from gui.models.draft import effect_rows
from gui.shell import Shell
from gui.views.blocks import Choice, Field, line
from gui.views.parts import label
from gui.words import tr


class EnterNumberDialog(Framed):
    """Records one number as one undoable step."""

    def __init__(self, shell: Shell, measure: str = "") -> None:
        super().__init__(
            shell,
            tr("Enter a number"),
            tr("For what nobody can read from files. It counts with low confidence, and is printed with its source."),
            tr("Record"),
        )
        self._measures = {one.id: one for one in enterable()}
        self.measure = Choice(shell.theme)
        for one in self._measures.values():
            self.measure.addItem(one.name, one.id)
        self.measure.setCurrentIndex(max(0, self.measure.findData(measure)))
        self.measure.currentIndexChanged.connect(lambda _at: self._show_measure())
        self._measure_field = Field(tr("Measure"), self.measure, " ")
        self.value, self.source, self.n = QLineEdit(), QLineEdit(), QLineEdit()
        self.source.setPlaceholderText(tr("Head of quality assurance, interview of 3 March"))
        self._value_field = Field(tr("Value"), self.value, " ")
        hint = tr("How many cases stand behind it.")
        self._n_field = Field(tr("Observations"), self.n, hint, optional=True)
        self.source_field = Field(tr("Source"), self.source, tr("Who or what says so; it is printed with the number."))
        for field in (self.value, self.source, self.n):
            field.textChanged.connect(lambda _text: self._check())
        self.body.addWidget(self._measure_field)
        self.body.addLayout(line(self._value_field, self._n_field, spacing=12))
        self.body.addWidget(self.source_field)
        self.effects = label("", "muted", wrap=True)
        self.body.addWidget(self.effects)
        self.body.addStretch()
        self._show_measure()
        self.value.setFocus()

    def _show_measure(self) -> None:
        measure = self._measures[str(self.measure.currentData())]
        self._measure_field.complain(f"{measure.meaning[:1].upper()}{measure.meaning[1:]}.", "caption")
        share = measure.unit == "share"
        self._unit = tr("A share, as 0.72 or 72%.") if share else tr("In {unit}.", unit=measure.unit)
        self._check()

    def _draft(self) -> Draft:
        """Return what is typed.

        Raises:
            SightlineError: when something is missing or wrong.
        """
        count = self.n.text().strip()
        return enter(
            self._shell.controller.audit_or_fail,
            str(self.measure.currentData()),
            self.value.text(),
            self.source.text(),
            n=int(count) if count.isdigit() else 0,
        )

    def _check(self) -> None:
        count = self.n.text().strip()
        self._n_field.complain(tr("A whole number, or nothing.") if count and not count.isdigit() else "")
        self._value_field.complain(self._unit, "caption")
        self.effects.setText("")
        missing = tr("Type the value.") if not self.value.text().strip() else ""
        if not missing and not self.source.text().strip():
            missing = tr("Say where the number comes from.")
        if not missing and count and not count.isdigit():
            missing = tr("Correct the observations.")
        if missing:
            self.ready(missing)
            return
        try:
            draft = self._draft()
        except SightlineError as error:
            self._value_field.complain(f"{error.message} {error.advice}")
            self.ready(tr("Correct the value."))
            return
        found = would_change(self._shell.controller.audit_or_fail, draft)
        self.effects.setText("\n".join(f"{code}: {change}" for code, change, _ in effect_rows(found)))
        self.ready("")

    def act(self) -> None:
        """Record the number."""
        controller = self._shell.controller
        try:
            controller.do(record(controller.audit_or_fail, self._draft()))
        except SightlineError as error:
            self.notice.tell_error(error)
            return
        self.accept()
