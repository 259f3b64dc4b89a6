"""What is planned together: a recommendation, or all that a band step needs, each with what must come before it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from core.model.outcome import Severity
from core.model.roadmap import RoadmapItem
from core.planning.findings import Finding
from core.planning.steps import Step, next_steps
from core.rubric.rubric import Recommendation, Recommendations, Rubric
from core.scoring.score import categories_touched, criteria_touched
from core.scoring.triggers import WORST_FIRST
from core.scoring.what_if import WhatIf


@dataclass(frozen=True, slots=True)
class Unit:
    """Recommendations that are scheduled whole, prerequisites first.

    Attributes:
        recommendations: ids, in the order of work.
        step: the band step that it takes, None for a recommendation by itself.
    """

    recommendations: tuple[str, ...]
    step: Step | None = None


class Work:
    """The recommendations that close something, what each closes and what it takes.

    Args:
        findings: those that belong into a roadmap; others are ignored.
        recommendations: the catalogue.
    """

    def __init__(self, findings: Iterable[Finding], recommendations: Recommendations) -> None:
        catalogue = {r.id: r for r in recommendations.recommendations}
        self.closes: dict[str, list[Finding]] = {}
        for finding in findings:
            if finding.to_do and finding.recommendation in catalogue:
                self.closes.setdefault(finding.recommendation, []).append(finding)
        self.recommendations: dict[str, Recommendation] = {name: catalogue[name] for name in self.closes}
        self.by_criterion = {f.criterion: name for name, closed in self.closes.items() for f in closed}

    def criteria(self, names: Iterable[str]) -> frozenset[str]:
        """Return the ids of the criteria that some recommendations close."""
        return frozenset(f.criterion for name in names for f in self.closes.get(name, ()))

    def severity(self, names: Iterable[str]) -> Severity:
        """Return the worst severity among the findings that some recommendations close."""
        found = [f.severity for name in names for f in self.closes[name]]
        return min(found, key=WORST_FIRST.index, default=Severity.LOW)

    def hours(self, names: Iterable[str]) -> Fraction:
        """Return the upper estimate of the effort, in hours."""
        return sum((Fraction(str(self.recommendations[name].effort_hours[1])) for name in names), Fraction(0))

    def with_requirements(self, names: Iterable[str], done: frozenset[str]) -> tuple[str, ...]:
        """Return recommendations and what they require and is not done, prerequisites first.

        A required recommendation that closes nothing here counts as done.
        """
        order: list[str] = []
        busy: set[str] = set()

        def visit(name: str) -> None:
            if name in done or name in order or name in busy or name not in self.recommendations:
                return
            busy.add(name)
            for required in self.recommendations[name].requires:
                visit(required)
            order.append(name)

        for name in names:
            visit(name)
        return tuple(order)

    def item(self, name: str, gain: Fraction | None, phase: str | None) -> RoadmapItem:
        """Return the roadmap item of a recommendation."""
        found = self.recommendations[name]
        return RoadmapItem(
            recommendation=name,
            title=found.action,
            closes=tuple(f.key for f in self.closes[name]),
            effort_low=found.effort_hours[0],
            effort_high=found.effort_hours[1],
            severity=self.severity((name,)).value,
            gain=float(gain or 0),
            requires=tuple(r for r in found.requires if r in self.recommendations),
            phase=phase,
        )


def units(rubric: Rubric, what_if: WhatIf, work: Work) -> tuple[Unit, ...]:
    """Return all work as units in the order of priority: severity, then gain per hour, respecting `requires`."""
    found, done = _steps_in_order(rubric, what_if, work)
    gains = {name: what_if.gain(work.criteria((name,))) for name in work.recommendations}
    singles = sorted(
        (name for name in work.recommendations if name not in done), key=lambda name: _worth(name, gains, work)
    )
    for name in singles:
        order = work.with_requirements((name,), done)
        found += [Unit((part,)) for part in order]
        done |= set(order)
    return tuple(found)


def _steps_in_order(rubric: Rubric, what_if: WhatIf, work: Work) -> tuple[list[Unit], frozenset[str]]:
    """Return band steps in the order of priority, and the recommendations in them.

    After a step only the categories that it touches are asked for their next one.
    """
    found: list[Unit] = []
    done: frozenset[str] = frozenset()
    open_steps = {step.category: step for step in next_steps(rubric, what_if)}
    while True:
        units_now = [unit for step in open_steps.values() if (unit := _possible(step, work, done)) is not None]
        if not units_now:
            return found, done
        best = min(units_now, key=lambda unit: _priority(unit, work))
        assert best.step is not None
        position = next(n for n, c in enumerate(rubric.categories) if c.id == best.step.category)
        fresh = next_steps(rubric, what_if, work.criteria(done), (position,))
        found.append(Unit(best.recommendations, fresh[0] if fresh else best.step))
        done |= set(best.recommendations)
        changed = criteria_touched(rubric, work.criteria(best.recommendations))
        positions = categories_touched(rubric, changed)
        for number in positions:
            open_steps.pop(rubric.categories[number].id, None)
        for step in next_steps(rubric, what_if, work.criteria(done), positions):
            open_steps[step.category] = step


def _possible(step: Step, work: Work, done: frozenset[str]) -> Unit | None:
    """Return a step as a unit when work alone takes it: nothing unanswered, accepted or without advice is in it."""
    if step.unanswered or any(name not in work.by_criterion for name in step.criteria):
        return None
    order = work.with_requirements(dict.fromkeys(work.by_criterion[name] for name in step.criteria), done)
    return Unit(order, step) if order else None


def _priority(unit: Unit, work: Work) -> tuple[int, Fraction, str]:
    hours = work.hours(unit.recommendations) or Fraction(1)
    gain = unit.step.gain if unit.step is not None and unit.step.gain is not None else Fraction(0)
    severity = WORST_FIRST.index(work.severity(unit.recommendations))
    return severity, -gain / hours, unit.recommendations[0]


def _worth(name: str, gains: Mapping[str, Fraction | None], work: Work) -> tuple[int, Fraction, str]:
    hours = work.hours((name,)) or Fraction(1)
    return WORST_FIRST.index(work.severity((name,))), -(gains[name] or Fraction(0)) / hours, name
