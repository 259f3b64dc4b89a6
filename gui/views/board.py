"""The board of the roadmap: lanes side by side, cards moved by pointer or keys alike."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from gui.models.board import BoardState, Card
from gui.theme import Theme
from gui.views import parts
from gui.views.phase_lane import PhaseLane
from gui.words import tr


class Board(QScrollArea):
    """All lanes.

    Signals:
        moved: a card shall lie in a phase: its recommendation, the id of the lane.
        opened: a card shall be edited, its recommendation.
        freed: a card shall lie where the planner puts it, its recommendation.
    """

    moved = Signal(str, str)
    opened = Signal(str)
    freed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chosen = ""
        self.lanes: list[PhaseLane] = []
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("Board of the roadmap"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("inner")
        self._row = parts.row(inner, (0, 0, 0, 0), 10)
        self.setWidget(inner)

    def show_board(self, state: BoardState) -> None:
        """Show the lanes; the chosen card stays chosen, also in another lane."""
        had_focus = any(lane.cards.hasFocus() for lane in self.lanes)
        chosen, at = self._chosen, self._position()
        while len(self.lanes) < len(state.lanes):
            self._add_lane()
        while len(self.lanes) > len(state.lanes):
            self.lanes.pop().deleteLater()
        for lane, shown in zip(self.lanes, state.lanes, strict=True):
            lane.show_lane(shown)
        if not self.choose(chosen, focus=had_focus):
            self._choose_near(at, had_focus)

    def _add_lane(self) -> None:
        lane = PhaseLane(self._theme)
        cards = lane.cards
        cards.stepped.connect(lambda by: self._step(lane, by))
        cards.move_asked.connect(self.move_chosen)
        cards.edit_asked.connect(self._open)
        cards.doubleClicked.connect(lambda _index: self._open())
        cards.free_asked.connect(lambda: self.freed.emit(self._chosen) if self._chosen else None)
        cards.dropped.connect(lambda name: self._drop(name, lane))
        cards.focused.connect(lambda: self._on_focus(lane))
        cards.selectionModel().currentChanged.connect(lambda now, _before: self._on_current(lane, now))
        self.lanes.append(lane)
        self._row.addWidget(lane, 1)

    # ---------------------------------------------------------------- choosing

    @property
    def chosen(self) -> str:
        """Return the recommendation of the chosen card, empty for none."""
        return self._chosen

    def card(self) -> Card | None:
        """Return the chosen card."""
        found = self._find(self._chosen)
        return found[0].model.row(found[1]) if found else None

    def _find(self, recommendation: str) -> tuple[PhaseLane, int] | None:
        for lane in self.lanes:
            at = lane.model.find(recommendation)
            if at >= 0:
                return lane, at
        return None

    def _position(self) -> tuple[int, int]:
        """Return number of the lane and row of the chosen card; the first place when there is none."""
        found = self._find(self._chosen)
        return (self.lanes.index(found[0]), found[1]) if found else (0, 0)

    def choose(self, recommendation: str, focus: bool = True) -> bool:
        """Choose a card; False when it is not on the board."""
        found = self._find(recommendation)
        if found is None:
            return False
        lane, at = found
        if focus:
            lane.cards.setFocus(Qt.FocusReason.OtherFocusReason)
        lane.cards.setCurrentIndex(lane.model.index(at))
        lane.cards.scrollTo(lane.model.index(at))
        self.ensureWidgetVisible(lane, 0, 0)
        return True

    def _choose_near(self, place: tuple[int, int], focus: bool) -> None:
        """Choose the card at a place, or one near it."""
        order = sorted(range(len(self.lanes)), key=lambda n: abs(n - place[0]))
        for number in order:
            lane = self.lanes[number]
            if lane.model.rowCount():
                row = lane.model.row(min(place[1], lane.model.rowCount() - 1))
                self.choose(row.recommendation, focus)
                return
        self._chosen = ""

    def focus_cards(self) -> None:
        """Put the focus onto the chosen card."""
        if not self.choose(self._chosen):
            self._choose_near((0, 0), True)
            if self.lanes and not self._chosen:
                self.lanes[0].cards.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_current(self, lane: PhaseLane, index: QModelIndex) -> None:
        if not index.isValid():
            return
        self._chosen = lane.model.row(index.row()).recommendation
        for other in self.lanes:
            if other is not lane and other.cards.selectionModel().hasSelection():
                other.cards.selectionModel().clear()

    def _on_focus(self, lane: PhaseLane) -> None:
        lane.cards.viewport().update()
        if lane.model.rowCount() and not lane.cards.selectionModel().hasSelection():
            index = lane.cards.currentIndex()
            lane.cards.setCurrentIndex(index if index.isValid() else lane.model.index(0))

    def _step(self, lane: PhaseLane, by: int) -> None:
        """Go to the card that lies beside the chosen one, over empty lanes."""
        number = self.lanes.index(lane) + by
        here = lane.cards.visualRect(lane.cards.currentIndex()).center().y()
        while 0 <= number < len(self.lanes):
            target = self.lanes[number]
            rows = range(target.model.rowCount())
            if rows:
                nearest = min(
                    rows, key=lambda n: abs(target.cards.visualRect(target.model.index(n)).center().y() - here)
                )
                self.choose(target.model.row(nearest).recommendation)
                return
            number += by

    # ---------------------------------------------------------------- moving

    def move_chosen(self, by: int) -> None:
        """Move the chosen card to the phase before or after."""
        found = self._find(self._chosen)
        if found is None:
            return
        number = self.lanes.index(found[0]) + by
        if 0 <= number < len(self.lanes):
            self.moved.emit(self._chosen, self.lanes[number].id)

    def _drop(self, recommendation: str, lane: PhaseLane) -> None:
        found = self._find(recommendation)
        if found is not None and found[0] is not lane:
            self._chosen = recommendation
            self.moved.emit(recommendation, lane.id)

    def _open(self) -> None:
        if self._chosen:
            self.opened.emit(self._chosen)
