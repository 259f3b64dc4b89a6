"""The roadmap as the command line gives it: one value that text, JSON, Markdown and CSV are printed from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.audit.audit import Audit
from core.cli.findings_rows import number
from core.model.roadmap import RoadmapItem
from core.model.work import Initiative
from core.planning.assessment import Assessment
from core.planning.roadmap import Roadmap
from core.scoring.arithmetic import show_overall
from core.scoring.result import Interval

ROADMAP_FORMAT = ("sightline-roadmap", 1)


@dataclass(frozen=True, slots=True)
class Projected:
    """An overall score as printed: at worst, as known (empty when nothing is), at best."""

    low: str
    point: str
    high: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One recommendation of the plan. Effort in hours; gains in points, rounded to four decimals.

    Attributes:
        gains: what it adds to the overall score of each rubric when it is done alone, by rubric.
        impact: the best gain as a share of its rubric's scale, the whole step's where it is part of one.
        closes: keys of the findings it closes.
        codes: the same findings by their codes.
        unplanned: why it lies in no phase; empty when it lies in one.
    """

    recommendation: str
    title: str
    severity: str
    phase: str
    effort_low: float
    effort_high: float
    gains: Mapping[str, float]
    impact: float
    closes: tuple[str, ...]
    codes: tuple[str, ...]
    requires: tuple[str, ...]
    status: str
    owner: str = ""
    link: str = ""
    due: str = ""
    unplanned: str = ""
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """One phase: its weeks from the beginning of the plan, its hours, and each rubric's score after it."""

    id: str
    name: str
    starts: int
    ends: int
    capacity: int
    effort_low: float
    effort_high: float
    over: bool
    projected: Mapping[str, Projected]
    items: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class RubricRow:
    """One rubric of the plan: its score now, its target, the phase that reaches it (empty when none does)."""

    id: str
    name: str
    scale: int
    today: Projected
    target: str = ""
    reached_in: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan.

    Attributes:
        quick_wins: recommendations that gain most per hour, take a day at most and wait for nothing.
        without_advice: keys of findings that no recommendation closes.
        accepted: keys of findings that the client accepts: they are not in the plan.
        unknown: how many criteria are open or unproven: nobody knows whether they need work.
        entered: numbers that only the client knows.
    """

    title: str
    client: str
    rubrics: tuple[RubricRow, ...]
    phases: tuple[PhaseRow, ...]
    unplanned: tuple[ItemRow, ...]
    initiatives: tuple[Initiative, ...]
    quick_wins: tuple[str, ...]
    without_advice: tuple[str, ...]
    accepted: tuple[str, ...]
    unknown: int
    entered: Mapping[str, float] = field(default_factory=dict)

    def items(self) -> tuple[ItemRow, ...]:
        """Return all items, phase by phase, then those without a phase."""
        return (*(item for phase in self.phases for item in phase.items), *self.unplanned)


def plan_of(audit: Audit, present: Sequence[Assessment], found: Roadmap) -> Plan:
    """Return the plan of an audit."""
    by_id = {a.rubric.id: a for a in present}
    codes = {f.key: f.code for a in present for f in a.findings}

    def projected(values: Mapping[str, Interval]) -> dict[str, Projected]:
        return {name: _projected(by_id[name], value) for name, value in values.items()}

    today = projected(found.today)
    return Plan(
        audit.details.title,
        audit.details.client,
        tuple(_rubric(a, today[a.rubric.id], found.reached_in.get(a.rubric.id)) for a in present),
        tuple(
            PhaseRow(
                p.phase.id,
                p.phase.name,
                p.starts,
                p.ends,
                p.phase.capacity_hours,
                p.effort_low,
                p.effort_high,
                p.over,
                projected(p.projected),
                tuple(_item(item, codes, p.conflicts) for item in p.items),
            )
            for p in found.phases
        ),
        tuple(_item(item, codes) for item in found.unplaced),
        audit.initiatives,
        found.quick_wins,
        found.without_advice,
        tuple(f.key for a in present for f in a.findings if f.accepted is not None),
        sum(f.certainty.value != "gap" and not f.to_do for a in present for f in a.findings),
        dict(audit.entered),
    )


def _projected(assessed: Assessment, value: Interval) -> Projected:
    point = "" if value.point is None else show_overall(assessed.rubric, value.point)
    return Projected(show_overall(assessed.rubric, value.low), point, show_overall(assessed.rubric, value.high))


def _rubric(assessed: Assessment, today: Projected, reached: str | None) -> RubricRow:
    rubric = assessed.rubric
    target = "" if assessed.target is None else show_overall(rubric, assessed.target)
    return RubricRow(rubric.id, rubric.name, rubric.scoring.scale, today, target, reached or "")


def _item(item: RoadmapItem, codes: Mapping[str, str], conflicts: Sequence[str] = ()) -> ItemRow:
    return ItemRow(
        recommendation=item.recommendation,
        title=item.title,
        severity=item.severity,
        phase=item.phase or "",
        effort_low=item.effort_low,
        effort_high=item.effort_high,
        gains={rubric: number(gain) or 0.0 for rubric, gain in item.gains.items()},
        impact=number(item.impact) or 0.0,
        closes=item.closes,
        codes=tuple(codes[name] for name in item.closes),
        requires=item.requires,
        status=item.status,
        owner=item.owner,
        link=item.link,
        due=item.due,
        unplanned=item.unplanned.value if item.unplanned else "",
        conflict=item.recommendation in conflicts,
    )
