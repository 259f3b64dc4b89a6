"""Band steps: what a banded category needs for its next band, as one unit."""

from dataclasses import dataclass
from fractions import Fraction

from core.rubric.rubric import Rubric
from core.scoring.result import Interval, RubricScore, State
from core.scoring.what_if import WhatIf


@dataclass(frozen=True, slots=True)
class Step:
    """The way from a category's band to the next better one.

    Attributes:
        category: its id.
        label: of the band that would be reached.
        points_from: points today.
        points_to: points of that band.
        criteria: ids of the criteria that must be met for it, in the rubric's order; also of other categories.
        unanswered: those of them about which nothing is known: an answer may do, work is not known to be needed.
        gain: what it adds to the overall score; None when that has no point today.
        projected: the overall score with the step taken.
    """

    category: str
    label: str
    points_from: Fraction
    points_to: Fraction
    criteria: tuple[str, ...]
    unanswered: tuple[str, ...]
    gain: Fraction | None
    projected: Interval


def next_steps(rubric: Rubric, what_if: WhatIf, met: frozenset[str] = frozenset()) -> tuple[Step, ...]:
    """Return the next step of every banded category that is below its best band.

    Args:
        rubric: the rubric; a weighted one has no steps.
        what_if: the facts and score of today.
        met: criteria taken as met already; gains count from there.
    """
    if rubric.scoring.strategy != "bands":
        return ()
    score = what_if.score(met)
    states = {c.criterion: c.state for c in score.criteria()}
    found = []
    for category in score.categories:
        if not category.applicable or category.points.point is None:
            continue
        reached = next((n for n, band in enumerate(category.bands) if band.holds_point), len(category.bands))
        if reached == 0:
            continue
        band = category.bands[reached - 1]
        after = what_if.score(met | set(band.unmet))
        taken = next((b for b in after.category(category.category).bands if b.holds_point), band)
        found.append(
            Step(
                category=category.category,
                label=taken.label,
                points_from=category.points.point,
                points_to=taken.points,
                criteria=band.unmet,
                unanswered=tuple(name for name in band.unmet if states.get(name) is State.OPEN),
                gain=_difference(after.overall, score),
                projected=after.overall,
            )
        )
    return tuple(found)


def _difference(projected: Interval, score: RubricScore) -> Fraction | None:
    if projected.point is None or score.overall.point is None:
        return None
    return projected.point - score.overall.point
