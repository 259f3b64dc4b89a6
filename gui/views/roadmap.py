"""The roadmap: a board of phases, the same plan over time, and the client's own initiatives."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QStackedWidget, QWidget

from core.audit.edits import Changes
from core.workflows import edit
from gui import fonts, settings
from gui.models.board import Aim, BoardState, board
from gui.models.planning import planning_of
from gui.models.timeline import timeline
from gui.shell import Shell
from gui.views.blocks import Notice, icon_on, line
from gui.views.board import Board
from gui.views.initiatives import Initiatives
from gui.views.parts import ElidedLabel, IconLabel, button, column, label, row
from gui.views.timeline import Timeline
from gui.words import tr

_VIEWS: tuple[tuple[str, str], ...] = (
    ("Board", "square-kanban"),
    ("Timeline", "chart-gantt"),
    ("Initiatives", "lightbulb"),
)
_BOARD, _TIMELINE, _INITIATIVES = range(3)


class AimCard(QFrame):
    """Where one rubric stands, where the plan leads, and in which phase its target is reached."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("card")
        body = column(self, (12, 7, 12, 8), 1)
        self._rubric = ElidedLabel("", "section")
        body.addWidget(self._rubric)
        self._today, self._end = label(), label("", "strong")
        self._icon = IconLabel(shell.theme, "circle-check", "passed", 14)
        self._target = ElidedLabel("", "caption")
        arrow = IconLabel(shell.theme, "arrow-right", "text3", 14)
        body.addLayout(line(self._today, arrow, self._end, self._icon, self._target, 1, spacing=6))

    def show_aim(self, aim: Aim) -> None:
        """Show a rubric."""
        target = tr("target {target} {reached}", target=aim.target, reached=aim.reached) if aim.target else ""
        said = (aim.rubric, tr("{today} today, {end} at the end", today=aim.today, end=aim.end), target)
        self.setAccessibleName(", ".join(part for part in said if part))
        self._rubric.show_text(aim.rubric)
        self._today.setText(aim.today)
        self._end.setText(aim.end)
        self._icon.show_icon(*(("circle-check", "passed") if aim.reaches else ("circle-alert", "partial")))
        self._icon.setVisible(bool(target))
        self._target.show_text(target)


class RoadmapPage(QWidget):
    """Three looks at one plan; every move is one undoable step."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.setObjectName("page")
        self._stale = True
        self._aims: list[AimCard] = []
        self.state = BoardState((), (), ())
        self._build()
        shell.controller.opened.connect(self._on_opened)
        shell.controller.changed.connect(self._on_changed)
        self._on_opened()

    def _build(self) -> None:
        theme = self._shell.theme
        body = column(self, (20, 18, 20, 16), 12)
        head = row(spacing=8)
        head.addWidget(label(tr("Roadmap"), "page"))
        head.addSpacing(8)
        self._views = QButtonGroup(self)
        for number, (name, icon) in enumerate(_VIEWS):
            made = icon_on(button(tr(name), "chip"), theme, icon)
            made.setFont(fonts.ui(fonts.CAPTION, fonts.MEDIUM))
            made.setCheckable(True)
            self._views.addButton(made, number)
            head.addWidget(made)
        head.addStretch(1)
        self.hint = label("", "caption")
        head.addWidget(self.hint)
        self.phases = icon_on(button(tr("Phases…"), name=tr("Change the phases")), theme, "clock")
        self.phases.clicked.connect(lambda: self._shell.show_dialog("phases"))
        head.addWidget(self.phases)
        body.addLayout(head)
        self._strip: QHBoxLayout = row(spacing=10)
        self._strip_holder = QWidget()
        self._strip_holder.setLayout(self._strip)
        body.addWidget(self._strip_holder)
        self.notice = Notice(theme)
        body.addWidget(self.notice)
        self.board = Board(theme)
        self.board.moved.connect(self.place)
        self.board.opened.connect(self.open_card)
        self.board.freed.connect(self.free)
        self.timeline = Timeline(theme)
        self.timeline.moved.connect(self._shift)
        self.timeline.opened.connect(self.open_card)
        self.timeline.freed.connect(self.free)
        self.initiatives = Initiatives(self._shell)
        self._stack = QStackedWidget()
        for view in (self.board, self.timeline, self.initiatives):
            self._stack.addWidget(view)
        body.addWidget(self._stack, 1)
        self._views.idToggled.connect(lambda number, on: self._show_view(number) if on else None)
        self._views.button(_TIMELINE if settings.flag("roadmap-timeline", False) else _BOARD).setChecked(True)

    def panes(self) -> list[QWidget]:
        """Return the areas between which F6 goes."""
        shown = self._stack.currentIndex()
        if shown == _BOARD:
            return [lane.cards for lane in self.board.lanes]
        return [self.timeline] if shown == _TIMELINE else [self.initiatives.list, self.initiatives.form]

    def _show_view(self, number: int) -> None:
        before = self._stack.currentIndex()
        self._stack.setCurrentIndex(number)
        if number != _INITIATIVES:
            settings.set_flag("roadmap-timeline", number == _TIMELINE)
        if number == _TIMELINE:
            self.timeline.choose(self.board.chosen)
        elif number == _BOARD and before == _TIMELINE and self.timeline.chosen:
            self.board.choose(self.timeline.chosen, focus=False)
        self.hint.setText("" if number == _INITIATIVES else tr("Ctrl+← → moves, Enter edits"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to what is shown."""
        self.focus_items()

    def focus_items(self) -> None:
        """Put the focus onto the chosen item."""
        if self._stack.currentIndex() == _BOARD:
            self.board.focus_cards()
        else:
            (self.timeline, self.initiatives)[self._stack.currentIndex() - 1].setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- the audit

    def _on_opened(self) -> None:
        self._stale = True
        if self._shell.controller.audit_file is not None and self.isVisible():
            self.refresh()

    def _on_changed(self, changes: Changes) -> None:
        if changes.everything or changes.keys or changes.parts & {"phases", "placements", "work", "initiatives"}:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Compute what changed while another page was in front."""
        super().showEvent(event)
        if self._stale:
            QTimer.singleShot(0, self, self._catch_up)  # the page is painted first, the plan takes longer

    def _catch_up(self) -> None:
        if self._stale:
            self.refresh()
            if self.hasFocus():
                self.focus_items()

    def refresh(self) -> None:
        """Show the present plan."""
        opened = self._shell.controller.audit_file
        if opened is None:
            return
        self._stale = False
        self.phases.setEnabled(not opened.read_only)
        roadmap = planning_of(opened).roadmap(opened)
        self.state = board(opened, roadmap)
        self.board.show_board(self.state)
        self.timeline.show_rows(timeline(roadmap, self.state), self.timeline.chosen or self.board.chosen)
        self.initiatives.refresh()
        self._show_aims()
        self._show_notice()

    def _show_aims(self) -> None:
        while len(self._aims) < len(self.state.aims):
            self._aims.append(AimCard(self._shell))
            self._strip.addWidget(self._aims[-1], 1)
        for number, card in enumerate(self._aims):
            card.setVisible(number < len(self.state.aims))
            if number < len(self.state.aims):
                card.show_aim(self.state.aims[number])

    def _show_notice(self) -> None:
        """Name in words what contradicts itself, and what the plan cannot hold."""
        over = [lane for lane in self.state.lanes if lane.over]
        sentences = [
            *self.state.conflicts,
            *(tr("{phase} holds {over:g} h more than it has.", phase=lane.name, over=lane.over) for lane in over),
        ]
        if not self.state.lanes[:-1]:
            self.notice.tell(
                tr("This audit has no phases."), tr("Add some, and the work is planned into them."), tone="accent"
            )
        elif sentences:
            first = sentences[0]
            rest = " ".join(sentences[1:3])
            more = len(sentences) - 3
            advice = f"{rest} {tr('And {n} more.', n=more)}".strip() if more > 0 else rest
            self.notice.tell(first, advice, tone="partial")
        else:
            self.notice.clear()

    # ---------------------------------------------------------------- changing

    def place(self, recommendation: str, phase: str) -> None:
        """Put a card into a phase."""
        self._shell.controller.do(edit.move_to_phase(recommendation, phase))

    def _shift(self, recommendation: str, by: int) -> None:
        """Put an item into the phase before or after its own."""
        card = self.state.card(recommendation)
        ids = [lane.id for lane in self.state.lanes]
        if card is not None and 0 <= ids.index(card.lane) + by < len(ids):
            self.place(recommendation, ids[ids.index(card.lane) + by])

    def free(self, recommendation: str) -> None:
        """Let the planner place a card again."""
        if recommendation in self._shell.controller.audit_or_fail.audit.placements:
            self._shell.controller.do(edit.move_to_phase(recommendation, None))

    def open_card(self, recommendation: str) -> None:
        """Edit a card."""
        if not self._shell.controller.audit_or_fail.read_only:
            self._shell.show_dialog("work-item", recommendation=recommendation)
