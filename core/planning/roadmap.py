"""The roadmap: phases within capacity, each with the score that the audit would have when it is done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from core.model.roadmap import Phase, RoadmapItem
from core.planning.findings import Finding
from core.planning.steps import Step
from core.planning.units import Unit, Work, units
from core.rubric.rubric import Recommendations, Rubric
from core.scoring.facts import Facts
from core.scoring.result import Interval, RubricScore
from core.scoring.what_if import WhatIf

LATER = "later"
"""Placement by hand that keeps a recommendation out of every phase."""


@dataclass(frozen=True, slots=True)
class PlannedPhase:
    """A phase with its work.

    Attributes:
        starts: week in which it starts, from 1.
        ends: its last week.
        used: upper estimate of the effort planned in it, hours.
        projected: the overall score with everything up to the end of this phase done: the audit re-scored, not a sum.
        over: the auditor placed more into it than fits.
        conflicts: items that stand before something they require.
    """

    phase: Phase
    items: tuple[RoadmapItem, ...]
    starts: int
    ends: int
    effort_low: float
    effort_high: float
    used: float
    projected: Interval
    over: bool = False
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A band step and the items that take it; the gain belongs to the step and is shown once."""

    step: Step
    recommendations: tuple[str, ...]
    phase: str | None


@dataclass(frozen=True, slots=True)
class Roadmap:
    """A plan for one rubric.

    Attributes:
        today: the overall score now.
        target: the rubric's target, None when it has none.
        reached_in: id of the first phase at whose end the point is at the target; None when no phase gets there.
        unplaced: what did not fit, or was put off by hand, in the order of priority.
    """

    rubric: str
    today: Interval
    target: Fraction | None
    phases: tuple[PlannedPhase, ...]
    unplaced: tuple[RoadmapItem, ...] = ()
    steps: tuple[PlannedStep, ...] = ()
    reached_in: str | None = None

    def items(self) -> tuple[RoadmapItem, ...]:
        """Return all items, phase by phase, then those without a phase."""
        return (*(item for phase in self.phases for item in phase.items), *self.unplaced)


@dataclass(slots=True)
class _Board:
    """Where items stand while a plan is made: phase number by recommendation, free hours by phase."""

    free: list[Fraction]
    place: dict[str, int] = field(default_factory=dict)
    put_off: set[str] = field(default_factory=set)

    def earliest(self, requires: Iterable[str]) -> int:
        return max((self.place[name] for name in requires if name in self.place), default=0)


def proposed_phases(rubric: Rubric) -> tuple[Phase, ...]:
    """Return the phases that a rubric proposes; the auditor may change them."""
    return tuple(
        Phase(id=f"phase-{number}", name=template.name, weeks=template.weeks, capacity_hours=template.capacity_hours)
        for number, template in enumerate(rubric.phases, 1)
    )


def plan(
    rubric: Rubric,
    facts: Facts,
    score: RubricScore,
    findings: Sequence[Finding],
    recommendations: Recommendations,
    phases: Sequence[Phase],
    placements: Mapping[str, str] | None = None,
) -> Roadmap:
    """Return a roadmap: severity first, then gain per hour, within the capacity of the phases.

    Args:
        rubric: the rubric.
        facts: what is known.
        score: the score of those facts.
        findings: from `core.planning.findings`; open ones and accepted risks are left out.
        recommendations: the catalogue.
        phases: in order of time.
        placements: phase id by recommendation, where the auditor moved it; `LATER` keeps it out of every phase.
    """
    what_if = WhatIf(rubric, facts, score)
    work = Work(findings, recommendations)
    order = units(rubric, what_if, work)
    board = _Board([Fraction(phase.capacity_hours) for phase in phases])
    _place_by_hand(board, work, phases, placements or {})
    for unit in order:
        _place(board, work, unit, phases)
    items: dict[str, RoadmapItem] = {}
    for unit in order:
        for name in unit.recommendations:
            number = board.place.get(name)
            phase_id = None if number is None else phases[number].id
            items[name] = work.item(name, what_if.gain(work.criteria((name,))), phase_id)
    planned = _phases(what_if, work, board, phases, items)
    target = None if rubric.scoring.target is None else Fraction(rubric.scoring.target)
    return Roadmap(
        rubric=rubric.id,
        today=score.overall,
        target=target,
        phases=planned,
        unplaced=tuple(item for item in items.values() if item.phase is None),
        steps=tuple(
            PlannedStep(unit.step, unit.recommendations, _last_phase(unit, board, phases))
            for unit in order
            if unit.step is not None
        ),
        reached_in=None if target is None else _first_at(planned, target),
    )


def _place_by_hand(board: _Board, work: Work, phases: Sequence[Phase], placements: Mapping[str, str]) -> None:
    numbers = {phase.id: number for number, phase in enumerate(phases)}
    for name, phase_id in placements.items():
        if name not in work.recommendations:
            continue
        if phase_id == LATER:
            board.put_off.add(name)
        elif phase_id in numbers:
            board.place[name] = numbers[phase_id]
            board.free[numbers[phase_id]] -= work.hours((name,))


def _place(board: _Board, work: Work, unit: Unit, phases: Sequence[Phase]) -> None:
    """Put a unit into the earliest phase that holds all of it; over several only when it is larger than any phase."""
    left = [name for name in unit.recommendations if name not in board.place and name not in board.put_off]
    required = [r for name in left for r in work.recommendations[name].requires]
    if any(r in work.recommendations and r not in board.place and r not in left for r in required):
        return  # what it builds on is not planned
    hours = work.hours(left)
    start = board.earliest(required)
    for number in range(start, len(phases)):
        if hours <= board.free[number]:
            _take(board, work, left, [number] * len(left))
            return
    if all(hours > phase.capacity_hours for phase in phases):
        spread = _spread(board, work, left, start)
        if spread is not None:
            _take(board, work, left, spread)


def _spread(board: _Board, work: Work, names: Sequence[str], start: int) -> list[int] | None:
    """Return a phase for each of several items in their order of work, or None when they do not all fit."""
    free, number, found = list(board.free), start, []
    for name in names:
        hours = work.hours((name,))
        while number < len(free) and free[number] < hours:
            number += 1
        if number == len(free):
            return None
        free[number] -= hours
        found.append(number)
    return found


def _take(board: _Board, work: Work, names: Sequence[str], numbers: Sequence[int]) -> None:
    for name, number in zip(names, numbers, strict=True):
        board.place[name] = number
        board.free[number] -= work.hours((name,))


def _phases(
    what_if: WhatIf, work: Work, board: _Board, phases: Sequence[Phase], items: Mapping[str, RoadmapItem]
) -> tuple[PlannedPhase, ...]:
    found: list[PlannedPhase] = []
    done: set[str] = set()
    week = 0
    for number, phase in enumerate(phases):
        own = tuple(item for item in items.values() if board.place.get(item.recommendation) == number)
        done |= {item.recommendation for item in own}
        used = float(sum((work.hours((item.recommendation,)) for item in own), Fraction(0)))
        found.append(
            PlannedPhase(
                phase=phase,
                items=own,
                starts=week + 1,
                ends=week + phase.weeks,
                effort_low=sum(item.effort_low for item in own),
                effort_high=sum(item.effort_high for item in own),
                used=used,
                projected=what_if.overall(work.criteria(done)),
                over=used > phase.capacity_hours,
                conflicts=tuple(i.recommendation for i in own if any(r not in done for r in i.requires)),
            )
        )
        week += phase.weeks
    return tuple(found)


def _last_phase(unit: Unit, board: _Board, phases: Sequence[Phase]) -> str | None:
    numbers = [board.place.get(name) for name in unit.recommendations]
    known = [number for number in numbers if number is not None]
    return phases[max(known)].id if len(known) == len(numbers) and known else None


def _first_at(phases: Iterable[PlannedPhase], target: Fraction) -> str | None:
    return next(
        (p.phase.id for p in phases if p.projected.point is not None and p.projected.point >= target),
        None,
    )
