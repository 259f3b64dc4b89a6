"""What is planned together: a recommendation, or all that a band step needs, each with what must come before it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from core.planning.assessment import Assessment
from core.planning.steps import Step, next_steps
from core.planning.work import Rank, Work
from core.scoring.score import categories_touched, criteria_touched


@dataclass(frozen=True, slots=True)
class Unit:
    """Recommendations that are scheduled whole, prerequisites first.

    Attributes:
        recommendations: ids, in the order of work.
        impact: best gain over the rubrics as a share of the scale.
        rubric: of the step, empty for a recommendation by itself.
        step: the band step that it takes, None for a recommendation by itself.
    """

    recommendations: tuple[str, ...]
    impact: Fraction
    rubric: str = ""
    step: Step | None = None


class _Ladder:
    """The next steps of all banded rubrics while work is planned; only what a choice touches is asked again."""

    def __init__(self, work: Work, done: frozenset[str]) -> None:
        self._work = work
        self._banded = {a.rubric.id: a for a in work.assessments if a.rubric.scoring.strategy == "bands"}
        self._steps: dict[tuple[str, str], Step] = {}
        for rubric, assessment in self._banded.items():
            for step in next_steps(assessment.rubric, work.what_if[rubric], work.criteria(rubric, done)):
                self._steps[rubric, step.category] = step

    def units(self, done: Collection[str]) -> Iterator[Unit]:
        """Yield the steps that work alone takes: nothing unanswered, accepted or without advice is in them."""
        for (rubric, _), step in self._steps.items():
            keys = [(rubric, name) for name in step.criteria]
            if step.unanswered or any(key not in self._work.by_criterion for key in keys):
                continue
            wanted = dict.fromkeys(self._work.by_criterion[key] for key in keys)
            order = self._work.with_requirements(wanted, done)
            if order:
                own = (step.gain or Fraction(0)) / self._banded[rubric].span
                yield Unit(order, max(own, self._work.impact(order, besides=rubric)), rubric, step)

    def current(self, unit: Unit, done: frozenset[str]) -> Unit:
        """Return a step's unit with the gain that it has now: other steps may have been taken since it was found."""
        if unit.step is None:
            return unit
        rubric = self._banded[unit.rubric].rubric
        position = next(n for n, c in enumerate(rubric.categories) if c.id == unit.step.category)
        met = self._work.criteria(unit.rubric, done)
        fresh = next_steps(rubric, self._work.what_if[unit.rubric], met, (position,))
        return Unit(unit.recommendations, unit.impact, unit.rubric, fresh[0] if fresh else unit.step)

    def take(self, names: tuple[str, ...], done: frozenset[str]) -> None:
        """Go on after some recommendations were planned."""
        for rubric, assessment in self._banded.items():
            closed = self._work.criteria(rubric, names)
            if closed:
                self._climb(assessment, closed, self._work.criteria(rubric, done))

    def _climb(self, assessment: Assessment, closed: frozenset[str], met: frozenset[str]) -> None:
        rubric = assessment.rubric
        positions = categories_touched(rubric, criteria_touched(rubric, closed))
        for number in positions:
            self._steps.pop((rubric.id, rubric.categories[number].id), None)
        for step in next_steps(rubric, self._work.what_if[rubric.id], met, positions):
            self._steps[rubric.id, step.category] = step


def units(work: Work) -> tuple[Unit, ...]:
    """Return all work as units in the order of priority: severity, then impact per hour, respecting `requires`.

    What a band step needs is one unit. A recommendation that only a later step needs, and that gains nothing alone in
    any rubric, waits for that step.
    """
    alone = {name: work.impact((name,)) for name in work.recommendations}
    ranks: dict[str, Rank] = {name: work.rank((name,), alone[name]) for name in work.recommendations}
    names = sorted(work.recommendations, key=ranks.__getitem__)
    found = [Unit((name,), alone[name]) for name in names if name in work.complete]
    done = frozenset(work.complete)
    in_some_step = _all_steps(work, done)
    eager = [name for name in names if alone[name] > 0 or name not in in_some_step]
    ladder = _Ladder(work, done)
    while True:
        steps = list(ladder.units(done))
        best = min(
            steps,
            key=lambda unit: (*work.rank(unit.recommendations, unit.impact), unit.recommendations, unit.rubric),
            default=None,
        )
        in_steps = {name: unit for unit in reversed(steps) for name in unit.recommendations}
        single = next((name for name in eager if name not in done and name not in in_steps), None)
        if best is None and single is None:
            break
        if single is not None and (best is None or ranks[single] < work.rank(best.recommendations, best.impact)):
            order = work.with_requirements((single,), done)
            # A prerequisite that a step needs is not torn out of it: the step comes first.
            best = next((in_steps[name] for name in order if name in in_steps), None)
            if best is None:
                best = Unit(order, alone[single])
        assert best is not None
        if best.step is not None:
            found.append(ladder.current(best, done))
        else:
            found += [Unit((name,), alone[name]) for name in best.recommendations]
        done |= set(best.recommendations)
        ladder.take(best.recommendations, done)
    for name in names:
        for part in work.with_requirements((name,), done):
            found.append(Unit((part,), alone[part]))
            done |= {part}
    return tuple(found)


def _all_steps(work: Work, done: frozenset[str]) -> frozenset[str]:
    """Return the recommendations that some step, now or later, needs."""
    ladder, found = _Ladder(work, done), set[str]()
    while steps := list(ladder.units(done)):
        names = tuple(dict.fromkeys(name for unit in steps for name in unit.recommendations))
        found |= set(names)
        done |= set(names)
        ladder.take(names, done)
    return frozenset(found)
