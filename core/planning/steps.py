"""Band steps: what a banded category needs for its next band, as one unit."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from core.rubric.rubric import Rubric
from core.scoring.result import Interval, State
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


def next_steps(
    rubric: Rubric, what_if: WhatIf, met: frozenset[str] = frozenset(), only: Collection[int] | None = None
) -> tuple[Step, ...]:
    """Return the next step of every banded category that is below its best band.

    Args:
        rubric: the rubric; a weighted one has no steps.
        what_if: the facts and score of today.
        met: criteria taken as met already; gains count from there.
        only: positions of the categories to look at; None: all.
    """
    if rubric.scoring.strategy != "bands":
        return ()
    before = what_if.overall(met)
    found = []
    for position in range(len(rubric.categories)) if only is None else sorted(only):
        step = _step(what_if, position, met, before)
        if step is not None:
            found.append(step)
    return tuple(found)


def _step(what_if: WhatIf, position: int, met: frozenset[str], before: Interval) -> Step | None:
    category = what_if.category(position, met)
    if not category.applicable or category.points.point is None:
        return None
    reached = next((n for n, band in enumerate(category.bands) if band.holds_point), len(category.bands))
    if reached == 0:
        return None
    wanted = category.bands[reached - 1]
    after = what_if.category(position, met | set(wanted.unmet))
    taken = next((band for band in after.bands if band.holds_point), wanted)
    projected = what_if.overall(met | set(wanted.unmet))
    states = {c.criterion: c.state for c in what_if.today.criteria()}
    return Step(
        category=category.category,
        label=taken.label,
        points_from=category.points.point,
        points_to=taken.points,
        criteria=wanted.unmet,
        unanswered=tuple(name for name in wanted.unmet if states.get(name) is State.OPEN),
        gain=None if projected.point is None or before.point is None else projected.point - before.point,
        projected=projected,
    )
