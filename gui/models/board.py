"""The roadmap as the board shows it: lanes of cards, capacities, scores to come, and what contradicts itself."""

from dataclasses import dataclass

from core.model.outcome import Severity
from core.model.roadmap import RoadmapItem, Unplanned
from core.model.work import WorkStatus
from core.planning.roadmap import LATER, PlannedPhase, Roadmap
from core.rubric.rubric import Rubric
from core.scoring.arithmetic import show_overall
from core.scoring.result import Interval
from core.workflows.open import OpenAudit
from gui.models import wording
from gui.models.finding_rows import SEVERITY_TONES, hours, points, status_word
from gui.words import tr

STATUS_TONES = {WorkStatus.PROPOSED: "na", WorkStatus.IN_PROGRESS: "partial", WorkStatus.COMPLETE: "passed"}
STATUS_ICONS = {
    WorkStatus.PROPOSED: "circle-dashed",
    WorkStatus.IN_PROGRESS: "clock",
    WorkStatus.COMPLETE: "circle-check",
}


@dataclass(frozen=True, slots=True)
class Gain:
    """What a card adds to the score of one rubric, done alone."""

    rubric: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """One recommendation on the board.

    Attributes:
        lane: id of the phase it lies in, `LATER` for none.
        step: the band that it helps to reach together with others; empty when it gains by itself.
        conflict: in words, what it stands before though it requires it; empty when all is in order.
        waiting: why it lies in no phase; empty where it lies in one.
        by_hand: the auditor put it where it is.
    """

    recommendation: str
    lane: str
    title: str
    severity: str
    tone: str
    effort: str
    closes: int
    codes: tuple[str, ...]
    gains: tuple[Gain, ...]
    step: str = ""
    status: WorkStatus = WorkStatus.PROPOSED
    owner: str = ""
    due: str = ""
    link: str = ""
    conflict: str = ""
    waiting: str = ""
    by_hand: bool = False

    @property
    def id(self) -> str:
        """Return what names the card for good."""
        return self.recommendation

    @property
    def meta(self) -> str:
        """Return severity, effort and how much it closes."""
        closes = tr("closes 1") if self.closes == 1 else tr("closes {n}", n=self.closes)
        return "  ·  ".join((self.severity, self.effort, closes))

    @property
    def follow_up(self) -> str:
        """Return who does it until when."""
        due = tr("due {day}", day=self.due) if self.due else ""
        return "  ·  ".join(part for part in (self.owner, due) if part)

    @property
    def whole(self) -> str:
        """Return what may be cut on the card."""
        said = (self.title, tr("Closes {codes}", codes=", ".join(self.codes)), self.conflict, self.waiting)
        return "\n".join(part for part in said if part)

    @property
    def spoken(self) -> str:
        """Return the card as a screen reader says it."""
        gains = [f"{gain.rubric} {gain.text}" for gain in self.gains]
        words = (self.title, self.meta.replace("  ·  ", ", "), *gains, self.step, status_word(self.status))
        return ", ".join(part for part in (*words, self.follow_up, self.conflict, self.waiting) if part)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The score of one rubric at the end of a phase.

    Attributes:
        share: the same as shares of the rubric's scale, 0..1, to draw.
        reached: its target is reached here for the first time.
    """

    rubric: str
    point: str
    span: str
    share: Interval
    reached: bool = False

    @property
    def spoken(self) -> str:
        """Return it as a screen reader says it."""
        span = tr("between {span}", span=self.span) if self.span else ""
        reached = tr("target reached") if self.reached else ""
        return ", ".join(part for part in (f"{self.rubric} {self.point}", span, reached) if part)


@dataclass(frozen=True, slots=True)
class Lane:
    """One column: a phase, or what lies in none (`capacity` is then None)."""

    id: str
    name: str
    when: str
    cards: tuple[Card, ...]
    used: float
    capacity: int | None
    outlooks: tuple[Outlook, ...] = ()

    @property
    def over(self) -> float:
        """Return the hours that do not fit, 0 when all do."""
        return max(0.0, self.used - self.capacity) if self.capacity is not None else 0.0

    @property
    def load(self) -> str:
        """Return how much of the capacity is taken."""
        if self.capacity is None:
            return tr("{used:g} h", used=self.used)
        if self.over:
            return tr("{used:g} of {most} h, {over:g} h too much", used=self.used, most=self.capacity, over=self.over)
        return tr("{used:g} of {most} h", used=self.used, most=self.capacity)

    @property
    def spoken(self) -> str:
        """Return the lane as a screen reader says it."""
        many = tr("1 item") if len(self.cards) == 1 else tr("{n} items", n=len(self.cards))
        return ", ".join(part for part in (self.name, self.when, many, self.load) if part)


@dataclass(frozen=True, slots=True)
class Aim:
    """Where one rubric stands and where the plan leads: a sentence for the line above the board."""

    rubric: str
    today: str
    end: str
    target: str
    reached: str
    reaches: bool


@dataclass(frozen=True, slots=True)
class BoardState:
    """The whole board."""

    lanes: tuple[Lane, ...]
    aims: tuple[Aim, ...]
    conflicts: tuple[str, ...]
    without_advice: int = 0

    def card(self, recommendation: str) -> Card | None:
        """Return a card, None when it is not on the board."""
        return next((c for lane in self.lanes for c in lane.cards if c.recommendation == recommendation), None)


def board(opened: OpenAudit, roadmap: Roadmap) -> BoardState:
    """Return the board of a plan."""
    titles = {item.recommendation: item.title for item in roadmap.items()}
    conflicts: dict[str, str] = {}
    steps = {name: step.step.label for step in roadmap.steps for name in step.recommendations}
    lanes: list[Lane] = []
    placed: dict[str, int] = {
        item.recommendation: number for number, phase in enumerate(roadmap.phases) for item in phase.items
    }
    for number, planned in enumerate(roadmap.phases):
        for item in planned.items:
            if item.recommendation in planned.conflicts:
                late = [r for r in item.requires if placed.get(r, len(roadmap.phases)) > number]
                conflicts[item.recommendation] = _conflict(item, late, titles)
        cards = tuple(_card(opened, item, planned.phase.id, conflicts, steps) for item in planned.items)
        lanes.append(_lane(opened, roadmap, planned, cards))
    later = tuple(_card(opened, item, LATER, conflicts, steps) for item in roadmap.unplaced)
    used = sum(item.effort_high for item in roadmap.unplaced)
    lanes.append(Lane(LATER, tr("Later"), tr("In no phase"), later, used, None))
    return BoardState(tuple(lanes), _aims(opened, roadmap), tuple(conflicts.values()), len(roadmap.without_advice))


def _conflict(item: RoadmapItem, late: list[str], titles: dict[str, str]) -> str:
    after = ", ".join(f"“{titles.get(name, name)}”" for name in late)
    return tr("“{title}” comes before {after}, which it requires.", title=item.title, after=after)


def _lane(opened: OpenAudit, roadmap: Roadmap, planned: PlannedPhase, cards: tuple[Card, ...]) -> Lane:
    when = (
        tr("Week {start} – {end}", start=planned.starts, end=planned.ends)
        if planned.ends > planned.starts
        else tr("Week {start}", start=planned.starts)
    )
    outlooks = tuple(
        Outlook(
            opened.rubrics[rubric].name,
            _point(opened.rubrics[rubric], interval),
            _span(opened.rubrics[rubric], interval),
            _share(opened.rubrics[rubric], interval),
            roadmap.reached_in.get(rubric) == planned.phase.id,
        )
        for rubric, interval in planned.projected.items()
    )
    phase = planned.phase
    return Lane(phase.id, phase.name, when, cards, planned.effort_high, phase.capacity_hours, outlooks)


def _card(opened: OpenAudit, item: RoadmapItem, lane: str, conflicts: dict[str, str], steps: dict[str, str]) -> Card:
    criteria = [key.split("/", 1) for key in item.closes]
    gains = tuple(Gain(opened.rubrics[rubric].name, points(gain)) for rubric, gain in item.gains.items() if gain)
    waiting = {
        Unplanned.PUT_OFF: tr("Put off by hand"),
        Unplanned.WAITS: tr("Waits for something that is in no phase"),
        Unplanned.NO_ROOM: tr("Fits into no phase"),
    }
    first = opened.rubrics[criteria[0][0]]
    return Card(
        recommendation=item.recommendation,
        lane=lane,
        title=item.title,
        severity=wording.severity(first, Severity(item.severity)),
        tone=SEVERITY_TONES[item.severity],
        effort=hours((item.effort_low, item.effort_high)),
        closes=len(item.closes),
        codes=tuple(opened.rubrics[rubric].criterion(criterion).code for rubric, criterion in criteria),
        gains=gains,
        step=tr("Step to “{band}”", band=steps[item.recommendation]) if item.recommendation in steps else "",
        status=WorkStatus(item.status),
        owner=item.owner,
        due=item.due,
        link=item.link,
        conflict=conflicts.get(item.recommendation, ""),
        waiting=waiting[item.unplanned] if item.unplanned else "",
        by_hand=item.recommendation in opened.audit.placements,
    )


def _aims(opened: OpenAudit, roadmap: Roadmap) -> tuple[Aim, ...]:
    names = {planned.phase.id: planned.phase.name for planned in roadmap.phases}
    found = []
    for rubric_id, today in roadmap.today.items():
        rubric, target = opened.rubrics[rubric_id], roadmap.targets.get(rubric_id)
        end = roadmap.phases[-1].projected.get(rubric_id, today) if roadmap.phases else today
        phase = roadmap.reached_in.get(rubric_id)
        already = target is not None and today.point is not None and today.point >= target
        if target is None:
            reached = ""
        elif already:
            reached = tr("reached already")
        else:
            reached = tr("reached in {phase}", phase=names[phase]) if phase else tr("not reached by this plan")
        shown = show_overall(rubric, target) if target is not None else ""
        found.append(
            Aim(rubric.name, _point(rubric, today), _point(rubric, end), shown, reached, bool(already or phase))
        )
    return tuple(found)


def _point(rubric: Rubric, interval: Interval) -> str:
    return "–" if interval.point is None else show_overall(rubric, interval.point)


def _share(rubric: Rubric, interval: Interval) -> Interval:
    lowest, long = rubric.scoring.lowest, rubric.scoring.scale - rubric.scoring.lowest
    low, high = ((end - lowest) / long for end in (interval.low, interval.high))
    return Interval(low, None if interval.point is None else (interval.point - lowest) / long, high)


def _span(rubric: Rubric, interval: Interval) -> str:
    low, high = show_overall(rubric, interval.low), show_overall(rubric, interval.high)
    return "" if low == high else f"{low} – {high}"
