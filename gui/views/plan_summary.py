"""The roadmap in a few figures: the score today and after each phase, and what is done in each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from core.planning.roadmap import Roadmap
from core.scoring.result import Interval
from core.workflows.open import OpenAudit
from gui.models import wording
from gui.models.board import BoardState, Outlook, board
from gui.models.finding_rows import points
from gui.theme import Theme
from gui.views.blocks import Panel, line
from gui.views.figure import Bar, Figure, Shown
from gui.views.parts import ElidedLabel, button, label, row
from gui.words import tr

_ITEMS = 3
"""Titles of a phase that are shown."""


class PlanSummary(Panel):
    """A figure for each phase; each leads to the roadmap.

    Signals:
        asked: the person wants the roadmap.
    """

    asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=16, spacing=8)
        self._theme = theme
        self.more = button(tr("Open the roadmap"), "link")
        self.more.clicked.connect(self.asked)
        self._aim = ElidedLabel("", "muted")
        self.body.addLayout(line(label(tr("Roadmap"), "pane"), self._aim, 1, self.more, spacing=12))
        self._wait = label(tr("The plan is being worked out."), "muted", wrap=True)
        self.body.addWidget(self._wait)
        self._row: QHBoxLayout = row(spacing=6)
        self.body.addLayout(self._row)
        self.body.addStretch(1)
        self.figures: list[Figure] = []

    def wait(self) -> None:
        """Say that the plan is not there yet; figures of an earlier one are not left standing."""
        self._wait.setText(tr("The plan is being worked out."))
        self._show(())
        self._wait.show()
        self._aim.show_text("")

    def show_plan(self, opened: OpenAudit, roadmap: Roadmap, rubric_id: str) -> None:
        """Show the plan with the scores of one rubric."""
        rubric = opened.rubrics[rubric_id]
        state = board(opened, roadmap)
        score = opened.scores[rubric_id]
        today = roadmap.today[rubric_id]
        shown = [
            Shown(
                wording.overall(rubric, score),
                tr("Today {point}; open the roadmap", point=wording.overall(rubric, score)),
                above=tr("Today"),
                below=(wording.overall_span(rubric, score),),
            )
        ]
        before = today
        for lane, planned in zip(state.lanes, roadmap.phases, strict=False):
            outlook = next((o for o in lane.outlooks if o.rubric == rubric.name), None)
            interval = planned.projected.get(rubric_id)
            if outlook is None or interval is None:
                continue
            gain = None if interval.point is None or before.point is None else interval.point - before.point
            before = interval
            shown.append(_phase(state, lane.id, outlook, points(gain) if gain else ""))
        empty = not any(lane.cards for lane in state.lanes)
        self._wait.setText(tr("Nothing is planned: no known gap has a recommendation."))
        self._wait.setVisible(empty)
        self._show(() if empty else tuple(shown))
        aim = next((a for a in state.aims if a.rubric == rubric.name), None)
        target = tr("target {target} {reached}", target=aim.target, reached=aim.reached) if aim and aim.target else ""
        self._aim.show_text(target)

    def _show(self, shown: tuple[Shown, ...]) -> None:
        while len(self.figures) < len(shown):
            figure = Figure(self._theme)
            figure.clicked.connect(self.asked)
            self.figures.append(figure)
            self._row.addWidget(figure, 2 if len(self.figures) > 1 else 1)
        for number, figure in enumerate(self.figures):
            if number < len(shown):
                figure.show_figure(shown[number])
            figure.setVisible(number < len(shown))


def _phase(state: BoardState, lane_id: str, outlook: Outlook, gain: str) -> Shown:
    lane = next(each for each in state.lanes if each.id == lane_id)
    titles = [card.title for card in lane.cards]
    rest = len(titles) - _ITEMS
    items = [*titles[:_ITEMS], tr("and {n} more", n=rest) if rest > 0 else ""]
    reached = tr("reaches the target") if outlook.reached else ""
    spoken = (lane.spoken, outlook.spoken, tr("open the roadmap"))
    return Shown(
        outlook.point,
        "; ".join(spoken),
        above=lane.name,
        after="  ".join(part for part in (gain, reached) if part),
        below=(f"{lane.when}  ·  {lane.load}", *(item for item in items if item)),
        tone="passed" if outlook.reached else "",
        bar=_bar(outlook.share),
    )


def _bar(share: Interval) -> Bar:
    return Bar(float(share.low), None if share.point is None else float(share.point), float(share.high))
