"""The forms around a fire drill: what is restored and within which targets, and how it ended."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QRadioButton, QWidget

from core.model.fire_drill import RunningDrill
from core.workflows.drill import Ending
from gui.theme import Theme
from gui.views.blocks import Field, Notice, icon_on, line
from gui.views.parts import IconLabel, button, column, label
from gui.words import tr


def minutes(text: str) -> float | None:
    """Return typed minutes, None for nothing.

    Raises:
        ValueError: when they are none.
    """
    plain = text.strip().replace(",", ".")
    if not plain:
        return None
    value = float(plain)
    if not 0 <= value < 1e6:
        raise ValueError(text)
    return value


class _Minutes(Field):
    """A field for minutes that says when they are none."""

    def __init__(self, name: str, hint: str = "", optional: bool = True) -> None:
        self.line = QLineEdit()
        super().__init__(name, self.line, hint, optional)

    def value(self) -> float | None:
        """Return the minutes, None for nothing or for what is none; `right` tells which."""
        try:
            return minutes(self.line.text())
        except ValueError:
            return None

    def right(self) -> bool:
        """Tell whether there are minutes or nothing, and complain otherwise."""
        try:
            minutes(self.line.text())
        except ValueError:
            self.complain(tr("Minutes as a number, such as 60, or nothing."))
            return False
        self.complain("")
        return True


class StartForm(QWidget):
    """What is said before the failure is declared.

    Signals:
        started: title, RTO and RPO in minutes or None.
    """

    started = Signal(str, object, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        body = column(self, spacing=12)
        self.title = QLineEdit()
        self.title.setPlaceholderText(tr("Orders database"))
        self.title_field = Field(tr("What is restored"), self.title)
        self.rto = _Minutes(tr("Restore within, minutes"), tr("RTO, as agreed before the drill."))
        self.rpo = _Minutes(tr("Lose at most, minutes of data"), tr("RPO, as agreed before the drill."))
        self.start = icon_on(button(tr("Start the drill"), "primary", tip=tr("Space")), theme, "timer")
        self.start.clicked.connect(self.submit)
        for edit in (self.title, self.rto.line, self.rpo.line):
            edit.returnPressed.connect(self.submit)
        self.title.textChanged.connect(lambda _text: self.title_field.complain(""))
        body.addWidget(self.title_field)
        body.addLayout(line(self.rto, self.rpo, spacing=12))
        hint = tr(
            "The time runs from the declared failure to the verified restore. It goes on when Sightline is closed."
        )
        body.addWidget(label(hint, "caption", wrap=True))
        body.addLayout(line(1, self.start))

    def submit(self) -> None:
        """Ask to start when everything is right, else say what is missing."""
        if not self.title.text().strip():
            self.title_field.complain(tr("Say what is restored; it is printed."))
            self.title.setFocus()
            return
        if self.rto.right() and self.rpo.right():
            self.started.emit(self.title.text().strip(), self.rto.value(), self.rpo.value())

    def clear(self) -> None:
        """Empty the form for the next drill."""
        for edit in (self.title, self.rto.line, self.rpo.line):
            edit.clear()


class EndForm(QWidget):
    """How the drill ended; the clock stands while this is asked, and the drill runs on until it is recorded.

    Signals:
        changed: something was chosen or typed.
        recorded: the result is wanted.
        went_on: the drill is not over.
        discarded: the drill shall be forgotten.
    """

    changed = Signal()
    recorded = Signal()
    went_on = Signal()
    discarded = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        body = column(self, spacing=10)
        body.addWidget(label(tr("How did it end?"), "pane"))
        self.endings = {
            Ending.RESTORED: QRadioButton(tr("Restored, and the restore was verified")),
            Ending.FAILED: QRadioButton(tr("Could not be restored or verified")),
            Ending.ABORTED: QRadioButton(tr("Broken off; nothing is measured")),
        }
        group = QButtonGroup(self)
        for box in self.endings.values():
            group.addButton(box)
            body.addWidget(box)
            box.toggled.connect(lambda on: self.changed.emit() if on else None)
        hint = tr("How old the newest restored data was when the failure was declared; needed where it has a target.")
        self.lost = _Minutes(tr("Data lost, minutes"), hint, optional=False)
        self.lost.line.textChanged.connect(lambda _text: self.changed.emit())
        body.addWidget(self.lost)
        self.at_last_lap = QCheckBox(tr("It ended with the last step, not now"))
        self.at_last_lap.toggled.connect(lambda _on: self.changed.emit())
        body.addWidget(self.at_last_lap)
        self._icon = IconLabel(theme, "info", "accent", 20)
        self.verdict = label("", "strong", wrap=True)
        held = line(self._icon)
        held.addWidget(self.verdict, 1)
        body.addLayout(held)
        self.effects = label("", "muted", wrap=True)
        body.addWidget(self.effects)
        self.notice = Notice(theme)
        body.addWidget(self.notice)
        self.record = icon_on(button(tr("Record the result"), "primary", tip=tr("Ctrl+Enter")), theme, "check")
        self.record.clicked.connect(self.recorded)
        self.go_on = button(tr("Not over: run on"), tip=tr("Esc"))
        self.go_on.clicked.connect(self.went_on)
        self.discard = icon_on(button(tr("Forget the drill"), "danger"), theme, "trash-2")
        self.discard.clicked.connect(self.discarded)
        body.addLayout(line(self.discard, 1, self.go_on, self.record))

    def begin(self, drill: RunningDrill) -> None:
        """Ask anew."""
        self.endings[Ending.RESTORED].setChecked(True)
        self.lost.line.clear()
        self.at_last_lap.setChecked(False)
        self.at_last_lap.setVisible(bool(drill.laps))
        self.endings[Ending.RESTORED].setFocus()
        self.changed.emit()

    def ending(self) -> Ending:
        """Return what was chosen."""
        return next(ending for ending, box in self.endings.items() if box.isChecked())

    def show_verdict(self, icon: str, tone: str, words: str, effects: str) -> None:
        """Say what would be recorded."""
        self._icon.show_icon(icon, tone)
        self._icon.show()
        self.verdict.setText(words)
        self.effects.setText(effects)
        self.effects.setVisible(bool(effects))
        self.record.setEnabled(True)

    def show_missing(self, message: str, advice: str) -> None:
        """Say what has to be answered before anything can be recorded."""
        self._icon.show_icon("circle-help", "accent")
        self.verdict.setText(message)
        self.effects.setText(advice)
        self.effects.setVisible(bool(advice))
        self.record.setEnabled(False)
