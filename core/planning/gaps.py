"""What keeps the overall score below the rubric's target, the largest gains first."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.planning.findings import Certainty, Finding
from core.planning.steps import Step, next_steps
from core.rubric.rubric import Rubric
from core.scoring.facts import Facts
from core.scoring.result import Interval, RubricScore
from core.scoring.what_if import WhatIf


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that would bring the score nearer to the target.

    Attributes:
        category: its id.
        label: the band that would be reached, or the question of the criterion.
        criteria: ids of the criteria to meet.
        unanswered: those of them that only need an answer.
        gain: points it adds to the overall score, given the gaps before it.
        projected: the overall score with this gap and those before it closed.
    """

    category: str
    label: str
    criteria: tuple[str, ...]
    unanswered: tuple[str, ...]
    gain: Fraction
    projected: Interval


@dataclass(frozen=True, slots=True)
class Distance:
    """How far the score is from the target.

    Attributes:
        target: None when the rubric has none.
        missing: points below the target; 0 when it is reached, None when there is no score or no target.
        gaps: the shortest list found that leads there, largest gain first; all there is when it does not.
        reachable: closing the gaps reaches the target.
        unknown: criteria that are open; their answers may move the score either way.
    """

    target: Fraction | None
    missing: Fraction | None
    gaps: tuple[Gap, ...]
    reachable: bool
    unknown: int


def distance(rubric: Rubric, facts: Facts, score: RubricScore, findings: Sequence[Finding]) -> Distance:
    """Return what blocks the target: band steps in a banded rubric, single findings in a weighted one."""
    target = None if rubric.scoring.target is None else Fraction(rubric.scoring.target)
    unknown = sum(f.certainty is Certainty.OPEN for f in findings)
    point = score.overall.point
    if target is None or point is None:
        return Distance(target, None, (), False, unknown)
    if point >= target:
        return Distance(target, Fraction(0), (), True, unknown)
    what_if = WhatIf(rubric, facts, score)
    gaps = (
        _steps(rubric, what_if, target) if rubric.scoring.strategy == "bands" else _singles(what_if, findings, target)
    )
    end = gaps[-1].projected.point if gaps else point
    return Distance(target, target - point, gaps, end is not None and end >= target, unknown)


def _steps(rubric: Rubric, what_if: WhatIf, target: Fraction) -> tuple[Gap, ...]:
    found: list[Gap] = []
    met: frozenset[str] = frozenset()
    point = what_if.today.overall.point
    while point is not None and point < target:
        steps = [step for step in next_steps(rubric, what_if, met) if step.gain and step.criteria]
        if not steps:
            break
        best = max(steps, key=lambda step: (step.gain or 0, -len(step.criteria), _at_home(rubric, step), step.category))
        met |= set(best.criteria)
        point = best.projected.point
        found.append(
            Gap(best.category, best.label, best.criteria, best.unanswered, best.gain or Fraction(0), best.projected)
        )
    return tuple(found)


def _at_home(rubric: Rubric, step: Step) -> int:
    """Return how many of a step's criteria are its own category's: a shared one is told where it belongs."""
    own = {c.id for category in rubric.categories if category.id == step.category for c in category.criteria}
    return len(own & set(step.criteria))


def _singles(what_if: WhatIf, findings: Sequence[Finding], target: Fraction) -> tuple[Gap, ...]:
    found: list[Gap] = []
    met: frozenset[str] = frozenset()
    point = what_if.today.overall.point
    for finding in sorted(findings, key=lambda f: (-(f.gain or 0), f.code)):
        if point is None or point >= target:
            break
        if finding.certainty is Certainty.OPEN or not finding.gain:
            continue
        met |= {finding.criterion}
        projected = what_if.overall(met)
        gain = projected.point - point if projected.point is not None else Fraction(0)
        point = projected.point
        found.append(Gap(finding.category, finding.question, (finding.criterion,), (), gain, projected))
    return tuple(found)
