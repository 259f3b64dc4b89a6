"""The roadmap: one plan over all rubrics, phases within capacity, each with the scores after it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from core.model.roadmap import Phase, RoadmapItem, Unplanned
from core.model.work import WorkItem, WorkStatus
from core.planning.assessment import Assessment
from core.planning.board import LATER, Board
from core.planning.steps import Step
from core.planning.units import Unit, units
from core.planning.work import Work
from core.rubric.rubric import Recommendations, Rubric
from core.scoring.result import Interval

__all__ = [
    "LATER",
    "QUICK_WIN_HOURS",
    "PlannedPhase",
    "PlannedStep",
    "Priorities",
    "Roadmap",
    "is_complete",
    "lay_out",
    "plan",
    "prioritise",
    "proposed_phases",
]

QUICK_WIN_HOURS = 8
"""A quick win takes at most a working day by its upper estimate."""


@dataclass(frozen=True, slots=True)
class PlannedPhase:
    """A phase with its work.

    Attributes:
        starts: week in which it starts, from 1.
        ends: its last week.
        effort_low: hours of the work in it that is not complete, lower estimate.
        effort_high: the same, upper estimate: what it takes of the capacity.
        projected: by rubric, the overall score with everything up to the end of this phase done: the audit re-scored,
            not a sum.
        over: the auditor placed more into it than fits.
        conflicts: items that stand before something they require.
    """

    phase: Phase
    items: tuple[RoadmapItem, ...]
    starts: int
    ends: int
    effort_low: float
    effort_high: float
    projected: Mapping[str, Interval] = field(default_factory=dict)
    over: bool = False
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A band step and the items that take it; the gain belongs to the step and is shown once."""

    rubric: str
    step: Step
    recommendations: tuple[str, ...]
    phase: str | None


@dataclass(frozen=True, slots=True)
class Roadmap:
    """A plan over all rubrics of an audit.

    Attributes:
        today: the overall score now, by rubric.
        targets: by rubric, None where it has none.
        reached_in: by rubric, id of the first phase at whose end the point is at the target; None when no phase gets
            there.
        unplaced: what lies in no phase, in the order of priority; each says why.
        quick_wins: recommendations worth doing at once, the largest gain per hour first.
        without_advice: keys of findings that no recommendation closes: they are not in the plan.
    """

    today: Mapping[str, Interval]
    targets: Mapping[str, Fraction | None]
    phases: tuple[PlannedPhase, ...]
    unplaced: tuple[RoadmapItem, ...] = ()
    steps: tuple[PlannedStep, ...] = ()
    reached_in: Mapping[str, str | None] = field(default_factory=dict)
    quick_wins: tuple[str, ...] = ()
    without_advice: tuple[str, ...] = ()

    def items(self) -> tuple[RoadmapItem, ...]:
        """Return all items, phase by phase, then those without a phase."""
        return (*(item for phase in self.phases for item in phase.items), *self.unplaced)


@dataclass(frozen=True, slots=True)
class Priorities:
    """All work of an audit in the order of priority; it does not depend on phases and placements."""

    work: Work
    units: tuple[Unit, ...]


def is_complete(item: RoadmapItem) -> bool:
    """Tell whether the client says that it is done."""
    return item.status == WorkStatus.COMPLETE.value


def proposed_phases(rubric: Rubric) -> tuple[Phase, ...]:
    """Return the phases that a rubric proposes; the auditor may change them."""
    return tuple(
        Phase(id=f"phase-{number}", name=template.name, weeks=template.weeks, capacity_hours=template.capacity_hours)
        for number, template in enumerate(rubric.phases, 1)
    )


def plan(
    assessments: Sequence[Assessment],
    recommendations: Recommendations,
    phases: Sequence[Phase],
    placements: Mapping[str, str] | None = None,
    states: Mapping[str, WorkItem] | None = None,
) -> Roadmap:
    """Return a roadmap: severity first, then impact per hour, within the capacity of the phases.

    Args:
        assessments: the rubrics of the audit; open findings and accepted risks are left out.
        recommendations: the catalogue.
        phases: in order of time.
        placements: phase id by recommendation, where the auditor moved it; `LATER` keeps it out of every phase.
        states: what the client does about recommendations, by id.
    """
    return lay_out(prioritise(assessments, recommendations, states), phases, placements)


def prioritise(
    assessments: Sequence[Assessment], recommendations: Recommendations, states: Mapping[str, WorkItem] | None = None
) -> Priorities:
    """Return what there is to do in the order of priority; the arguments are those of `plan`."""
    work = Work(assessments, recommendations, states)
    return Priorities(work, units(work))


def lay_out(priorities: Priorities, phases: Sequence[Phase], placements: Mapping[str, str] | None = None) -> Roadmap:
    """Return the roadmap of work whose order is known; much faster than `plan`, for moves between phases.

    Args:
        priorities: from `prioritise`.
        phases: in order of time.
        placements: as in `plan`.
    """
    work, assessments = priorities.work, priorities.work.assessments
    board = Board(work, phases)
    board.place_by_hand(placements or {})
    for unit in priorities.units:
        board.place_unit(unit)
    items: dict[str, RoadmapItem] = {}
    for unit in priorities.units:
        for name in unit.recommendations:
            number = board.place.get(name)
            phase_id = None if number is None else phases[number].id
            items[name] = work.item(name, unit.impact, phase_id, board.left_out.get(name))
    planned = _phases(work, board, phases, items)
    return Roadmap(
        today={a.rubric.id: a.score.overall for a in assessments},
        targets={a.rubric.id: a.target for a in assessments},
        phases=planned,
        unplaced=tuple(item for item in items.values() if item.phase is None),
        steps=tuple(
            PlannedStep(unit.rubric, unit.step, unit.recommendations, _last_phase(unit, board, phases))
            for unit in priorities.units
            if unit.step is not None
        ),
        reached_in={a.rubric.id: _first_at(planned, a) for a in assessments},
        quick_wins=_quick_wins(work, board),
        without_advice=tuple(f.key for f in work.without_advice),
    )


def _phases(
    work: Work, board: Board, phases: Sequence[Phase], items: Mapping[str, RoadmapItem]
) -> tuple[PlannedPhase, ...]:
    found: list[PlannedPhase] = []
    done: set[str] = set()
    week = 0
    for number, phase in enumerate(phases):
        own = tuple(item for item in items.values() if board.place.get(item.recommendation) == number)
        done |= {item.recommendation for item in own}
        left = [item for item in own if not is_complete(item)]
        found.append(
            PlannedPhase(
                phase=phase,
                items=own,
                starts=week + 1,
                ends=week + phase.weeks,
                effort_low=sum(item.effort_low for item in left),
                effort_high=sum(item.effort_high for item in left),
                projected={
                    rubric: what_if.overall(work.criteria(rubric, done)) for rubric, what_if in work.what_if.items()
                },
                over=work.hours(item.recommendation for item in own) > phase.capacity_hours,
                conflicts=board.conflicts(item.recommendation for item in own),
            )
        )
        week += phase.weeks
    return tuple(found)


def _quick_wins(work: Work, board: Board) -> tuple[str, ...]:
    """Return what gains something alone, takes a day at most, waits for nothing and was not put off."""
    found = [
        name
        for name, advice in work.recommendations.items()
        if name not in work.complete
        and advice.effort_hours[1] <= QUICK_WIN_HOURS
        and work.impact((name,)) > 0
        and all(r in work.complete for r in work.requires(name))
        and (name in board.place or board.left_out.get(name) is not Unplanned.PUT_OFF)
    ]
    return tuple(sorted(found, key=lambda name: (-work.impact((name,)) / (work.hours((name,)) or 1), name)))


def _last_phase(unit: Unit, board: Board, phases: Sequence[Phase]) -> str | None:
    numbers = [board.place.get(name) for name in unit.recommendations]
    known = [number for number in numbers if number is not None]
    return phases[max(known)].id if len(known) == len(numbers) and known else None


def _first_at(phases: Iterable[PlannedPhase], assessment: Assessment) -> str | None:
    target, rubric = assessment.target, assessment.rubric.id
    if target is None:
        return None
    points = ((p.phase.id, p.projected[rubric].point) for p in phases)
    return next((name for name, point in points if point is not None and point >= target), None)
