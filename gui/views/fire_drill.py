"""The fire drill page: a stopwatch for a restore, its steps and observations, and what it gave."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from core.audit.edits import Edit
from core.errors import SightlineError
from core.model.fire_drill import RunningDrill
from core.workflows import drill as workflow
from core.workflows.measure import Draft, record, would_change
from gui.models import drill as words
from gui.shell import Shell
from gui.views.blocks import Field, Notice, Panel, beside, icon_on, line
from gui.views.drill_forms import EndForm, StartForm
from gui.views.parts import IconLabel, button, column, label, row
from gui.views.stopwatch import Stopwatch
from gui.views.text_table import TextTable
from gui.words import tr

_START, _RUN, _END = range(3)
_WIDEST = 900


class FireDrill(QWidget):
    """Times one drill; everything that happens is an edit of the audit at once, so that nothing is lost."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.setObjectName("page")
        self._drill: RunningDrill | None = None
        self._results: object = None
        self._stamps: dict[QLineEdit, datetime] = {}
        self._draft: Draft | None = None
        self._build()
        shell.controller.opened.connect(self._on_opened)
        shell.controller.changed.connect(lambda _changes: self._on_changed())
        self._on_opened()

    # ---------------------------------------------------------------- building

    def _build(self) -> None:
        theme = self._shell.theme
        inner = QWidget()
        inner.setObjectName("inner")
        body = column(inner, (20, 20, 20, 20), 14)
        body.addWidget(label(tr("Fire drill"), "page"))
        sentence = tr(
            "A restore is carried out in staging and timed, from the declared failure to the verified restore."
        )
        body.addWidget(label(sentence, "muted", wrap=True))
        self.notice = Notice(theme)
        body.addWidget(self.notice)
        panel = Panel(spacing=12)
        panel.setMaximumWidth(_WIDEST)
        self._title = label("", "pane", wrap=True)
        panel.body.addWidget(self._title)
        self.watch = Stopwatch(theme)
        self.watch.ticked.connect(self._on_tick)
        self.setFocusProxy(self.watch)
        self.stop = icon_on(button(tr("Stop"), "primary", name=tr("Stop the drill"), tip=tr("Space")), theme, "timer")
        self.stop.clicked.connect(self.toggle)
        self._icon = IconLabel(theme, "info", "accent", 20)
        self.target = label("", "muted", wrap=True)
        self.standing = label("", "strong", wrap=True)
        held = QWidget()
        says = column(held, spacing=4)
        says.addStretch()
        stands = row(spacing=8)
        stands.addWidget(self._icon)
        stands.addWidget(self.standing, 1)
        says.addLayout(stands)
        says.addWidget(self.target)
        says.addStretch()
        top = row(spacing=20)
        top.addWidget(self.watch)
        top.addWidget(held, 1)
        top.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignVCenter)
        panel.body.addLayout(top)
        self.stack = QStackedWidget()
        self.start_form, self.end_form = StartForm(theme), EndForm(theme)
        self._forms: tuple[QWidget, ...] = (self.start_form, self._build_log(), self.end_form)
        for form in self._forms:
            self.stack.addWidget(form)
        self.start_form.started.connect(self.begin)
        self.end_form.changed.connect(self._show_ending)
        self.end_form.recorded.connect(self.record_result)
        self.end_form.went_on.connect(self.run_on)
        self.end_form.discarded.connect(self.discard)
        self.stack.currentChanged.connect(lambda _at: self._fit())
        panel.body.addWidget(self.stack)
        self._fit()
        body.addWidget(panel)
        self.past = Panel(tr("Recorded drills"))
        self.past.setMaximumWidth(_WIDEST)
        self.recorded = TextTable(tr("Recorded drills"), 5)
        self.past.body.addWidget(self.recorded)
        body.addWidget(self.past)
        body.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(tr("Fire drill"))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        column(self).addWidget(area)
        record_keys = QShortcut(QKeySequence("Ctrl+Return"), self, self._on_record_key)
        record_keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _fit(self) -> None:
        """Make the panel as high as the form in it, and not as the highest of them."""
        for form in self._forms:
            shown = form is self.stack.currentWidget()
            policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
            form.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self.stack.adjustSize()

    def _build_log(self) -> QWidget:
        held = QWidget()
        body = column(held, spacing=12)
        self.lap, self.observation = QLineEdit(), QLineEdit()
        self.lap.setPlaceholderText(tr("Backup found"))
        self.observation.setPlaceholderText(tr("The runbook names a server that is gone"))
        self.add_lap = button(tr("End step"), tip="L")
        self.add_note = button(tr("Write down"), tip="W")
        self.lap_field = Field(tr("Step that has just ended"), beside(self.lap, self.add_lap))
        self.note_field = Field(tr("Observation"), beside(self.observation, self.add_note))
        for edit, field, made, act in (
            (self.lap, self.lap_field, self.add_lap, self.end_step),
            (self.observation, self.note_field, self.add_note, self.observe),
        ):
            edit.setAccessibleName(field.control.accessibleName())
            edit.textEdited.connect(lambda text, edit=edit: self._stamp(edit, text))
            edit.returnPressed.connect(act)
            made.clicked.connect(act)
            leave = QShortcut(QKeySequence("Esc"), edit, lambda edit=edit: self._leave(edit))
            leave.setContext(Qt.ShortcutContext.WidgetShortcut)
        body.addLayout(line(self.lap_field, self.note_field, spacing=12))
        self.log = TextTable(tr("What happened"), 12)
        body.addWidget(self.log)
        return held

    def panes(self) -> list[QWidget]:
        """Return the areas between which F6 goes."""
        form = (self.start_form.title, self.lap, self.end_form.record)[self.stack.currentIndex()]
        return [w for w in (self.watch, form, self.recorded) if w.isVisible()]

    # ---------------------------------------------------------------- the audit

    def _on_opened(self) -> None:
        self._drill, self._draft = None, None
        self._stamps.clear()
        self.notice.clear()
        self.watch.show_drill(None)
        self.start_form.clear()
        for edit in (self.lap, self.observation):
            edit.clear()
        self.stack.setCurrentIndex(_START)
        if self._shell.controller.audit_file is not None:
            self.refresh()

    def _on_changed(self) -> None:
        audit = self._shell.controller.audit_or_fail.audit
        if audit.drill is not self._drill or audit.results is not self._results:  # most edits touch neither
            self.refresh()

    def refresh(self) -> None:
        """Show the present state of the audit."""
        opened = self._shell.controller.audit_file
        if opened is None:
            return
        drill = opened.audit.drill
        zone = ZoneInfo(opened.audit.time_zone)
        if drill is None or self._drill is None or drill.started_at != self._drill.started_at:
            self.watch.go_on()
            self.stack.setCurrentIndex(_START if drill is None else _RUN)
        self._drill, self._results = drill, opened.audit.results
        self._title.setText(drill.title if drill else tr("Start a drill"))
        self.target.setVisible(drill is not None)
        for shown in (self._icon, self.standing):
            shown.setVisible(drill is not None)
        self.stop.setVisible(drill is not None and self.stack.currentIndex() == _RUN)
        for control in (self.start_form, self.end_form, self.stop, self.lap_field, self.note_field):
            control.setEnabled(not opened.read_only)
        self.watch.show_drill(drill)
        if drill is not None:
            self.target.setText(words.target(drill))
            columns = (tr("After"), tr("At ({zone})", zone=zone.key), "", tr("What"))
            self.log.show_rows(columns, words.log_rows(drill, zone))
            self._show_doubts(drill)
        rows = words.recorded_rows(opened.audit)
        self.past.setVisible(bool(rows))
        headings = (tr("Ended"), tr("Verdict"), tr("Restored in"), tr("Data lost"), tr("What was restored"))
        self.recorded.show_rows(headings, rows)

    def _show_doubts(self, drill: RunningDrill) -> None:
        if drill.set_back_seconds:
            by = words.clock(timedelta(seconds=drill.set_back_seconds))
            message = tr("The computer's clock was set back by {time}.", time=by)
            self.notice.tell(message, tr("Times after that are at least what is shown."))
        elif self.watch.passed() > words.FORGOTTEN:
            message = tr("This drill runs for more than a day.")
            self.notice.tell(message, tr("Was it forgotten? Stop it at its last step, or forget it."))
        else:
            self.notice.clear()

    def _on_tick(self, passed: timedelta) -> None:
        if self._drill is None:
            return
        icon, tone, text = words.standing(self._drill, passed)
        self._icon.show_icon(icon, tone)
        if self.standing.text() != text:
            self.standing.setText(text)

    def _do(self, change: Edit) -> None:
        self._shell.controller.do(change)

    # ---------------------------------------------------------------- running

    def toggle(self) -> None:
        """Start the drill, stop the clock, or let it run on."""
        if self._shell.controller.audit_or_fail.read_only:
            return
        if self._drill is None:
            self.start_form.submit()
        elif self.stack.currentIndex() == _END:
            self.run_on()
        else:
            self.watch.stop(datetime.now(UTC))
            self.stack.setCurrentIndex(_END)
            self.stop.hide()
            self.end_form.begin(self._drill)

    def begin(self, title: str, rto: float | None, rpo: float | None) -> None:
        """Declare the failure."""
        opened = self._shell.controller.audit_or_fail
        try:
            self._do(workflow.start(opened, title, rto=rto, rpo=rpo))
        except SightlineError as error:
            self.notice.tell_error(error)
            return
        self.start_form.clear()
        self.watch.setFocus()

    def run_on(self) -> None:
        """Go on: the drill was not over."""
        self.watch.go_on()
        self.stack.setCurrentIndex(_RUN)
        self.stop.show()
        self.watch.setFocus()

    def focus_lap(self) -> None:
        """Take the instant at which a step ended, then its name."""
        self._focus(self.lap)

    def focus_observation(self) -> None:
        """Take the instant of an observation, then its words."""
        self._focus(self.observation)

    def _focus(self, edit: QLineEdit) -> None:
        if self._drill is not None and self.stack.currentIndex() == _RUN and edit.isEnabled():
            if not edit.text():
                self._stamps[edit] = datetime.now(UTC)
            edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._show_stamp(edit)

    def _stamp(self, edit: QLineEdit, text: str) -> None:
        """Take the instant of the first key where a person went to the field by pointer."""
        if not text:
            self._stamps.pop(edit, None)
        else:
            self._stamps.setdefault(edit, datetime.now(UTC))
        self._show_stamp(edit)

    def _show_stamp(self, edit: QLineEdit) -> None:
        field = self.lap_field if edit is self.lap else self.note_field
        at = self._stamps.get(edit)
        if at is None or self._drill is None:
            field.complain("")
        else:
            field.complain(tr("At {time}", time=words.clock(self._drill.elapsed(at))), "caption")

    def _leave(self, edit: QLineEdit) -> None:
        edit.clear()
        self._stamps.pop(edit, None)
        self._show_stamp(edit)
        self.watch.setFocus()

    def end_step(self) -> None:
        """End a step at the instant at which its name was begun."""
        self._enter(self.lap, self.lap_field)

    def observe(self) -> None:
        """Write an observation down with the instant at which it was begun."""
        self._enter(self.observation, self.note_field)

    def _enter(self, edit: QLineEdit, field: Field) -> None:
        if self._drill is None:
            return
        opened = self._shell.controller.audit_or_fail
        at = words.meant(self._drill, self._stamps.get(edit, datetime.now(UTC)))
        act = workflow.lap if edit is self.lap else workflow.observe
        try:
            change = act(opened, edit.text(), at=at)
        except SightlineError as error:
            field.complain(f"{error.message} {error.advice}")
            edit.setFocus()
            return
        self._leave(edit)
        self._do(change)

    # ---------------------------------------------------------------- the end

    def _show_ending(self) -> None:
        """Say what would be recorded as it is answered now."""
        self._draft = None
        if self._drill is None or self.stack.currentIndex() != _END:
            return
        form = self.end_form
        if not form.lost.right():
            form.show_missing(tr("The data lost is no number."), "")
            return
        opened = self._shell.controller.audit_or_fail
        last = form.at_last_lap.isChecked() and bool(self._drill.laps)
        try:
            draft = workflow.ended(
                opened, form.ending(), data_loss=form.lost.value(), at_last_lap=last, at=self.watch.now()
            )
        except SightlineError as error:
            form.show_missing(error.message, error.advice)
            return
        self._draft = draft
        changed = would_change(opened, draft)
        effects = "\n".join(f"{one.code}: {one.before or tr('open')} → {one.after or tr('open')}" for one in changed)
        icon, tone, text = words.verdict_words(draft.verdict)
        form.show_verdict(icon, tone, text, effects or tr("No criterion changes its level."))

    def _on_record_key(self) -> None:
        if self.stack.currentIndex() == _END and self.end_form.record.isEnabled():
            self.record_result()

    def record_result(self) -> None:
        """Record the result and end the drill, as one step."""
        opened = self._shell.controller.audit_or_fail
        if self._draft is None:
            return
        try:
            self._do(workflow.with_end(record(opened, self._draft)))
        except SightlineError as error:
            self.end_form.notice.tell_error(error)
            return
        self.start_form.title.setFocus()

    def discard(self) -> None:
        """Forget the drill; undo brings it back."""
        self._do(workflow.discard(self._shell.controller.audit_or_fail))
        self.start_form.title.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on Space and Esc where no control takes them."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat() and not event.modifiers():
            self.toggle()
        elif event.key() == Qt.Key.Key_Escape and self.stack.currentIndex() == _END:
            self.run_on()
        else:
            super().keyPressEvent(event)
