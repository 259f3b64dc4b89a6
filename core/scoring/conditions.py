"""Conditions in three numbers: does it hold at worst, as known, at best; and which criteria it still needs."""

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from core.model.outcome import Outcome
from core.rubric.index import members
from core.rubric.rubric import Condition, CriterionCondition, MeasureCondition, ProbeCondition
from core.scoring.facts import Told
from core.scoring.result import Interval, State


class Truth(NamedTuple):
    """Whether a condition holds at worst, as known and at best; None where it is left out."""

    low: bool | None
    point: bool | None
    high: bool | None


YES = Truth(True, True, True)
NO = Truth(False, False, False)
POINTED_TO = Truth(False, True, True)
DOUBTED = Truth(False, False, True)
UNKNOWN = Truth(False, None, True)
LEFT_OUT = Truth(None, None, None)


class Knowledge(NamedTuple):
    """Where a condition's leaves are looked up.

    Attributes:
        probe: what a probe said, None when it was not run.
        measure: a measured value, None when it is unknown.
        criterion: state and rating of another criterion.
    """

    probe: Callable[[str], Told | None]
    measure: Callable[[str], float | None]
    criterion: Callable[[str], tuple[State, Interval]]


def evaluate(condition: Condition, known: Knowledge) -> Truth:
    """Tell how far a condition holds. A group with no member left is all None: it does not hold."""
    inner = members(condition)
    if inner is None:
        return _leaf(condition, known)
    return _group(condition, len(inner), [_as_member(member, evaluate(member, known)) for member in inner])


def heard(condition: Condition, known: Knowledge) -> bool:
    """Tell whether anything that a condition asks is known, however deep its groups lie."""
    inner = members(condition)
    if inner is None:
        return _leaf(condition, known).point is not None
    return any(heard(member, known) for member in inner)


def _as_member(member: Condition, truth: Truth) -> Truth:
    if None in truth and members(member) is not None:
        return Truth(*(bool(value) for value in truth))  # a group with nothing left does not hold
    return truth


def _group(condition: Condition, count: int, truths: Sequence[Truth]) -> Truth:
    found: list[bool | None] = []
    for column in zip(*truths, strict=True):
        left = count - column.count(None)
        found.append(column.count(True) >= _wanted(condition, count, left) if left else None)
    return Truth(*found) if found else LEFT_OUT


def _wanted(condition: Condition, count: int, left: int) -> int:
    """Return how many of the members left must hold."""
    if condition.all is not None:
        return left
    if condition.any is not None:
        return 1
    if condition.at_least is not None:
        return -(-condition.at_least.n * left // count)
    assert condition.share is not None
    return math.ceil(_exact(condition.share.at_least) * left)


@lru_cache(maxsize=1024)
def _exact(number: float) -> Fraction:
    """Return what the author of the rubric wrote: 0.9 is nine tenths, not the nearest binary number."""
    return Fraction(str(number))


def _leaf(condition: Condition, known: Knowledge) -> Truth:
    if condition.probe is not None:
        return _probe(condition.probe, known.probe(condition.probe.id))
    if condition.criterion is not None:
        return _criterion(condition.criterion, *known.criterion(condition.criterion.id))
    if condition.measure is not None:
        return _measure(condition.measure, known.measure(condition.measure.id))
    return LEFT_OUT  # empty, or a trigger's `absent`: the checker refuses both where a score is made


def _probe(asked: ProbeCondition, told: Told | None) -> Truth:
    if told is None or told.outcome is Outcome.ERROR:
        return UNKNOWN
    if told.outcome is Outcome.PRESENT:
        return YES
    if told.outcome is Outcome.PARTIAL:
        return YES if asked.at_least == "partial" else NO
    if told.outcome is Outcome.UNPROVEN:
        return POINTED_TO
    return DOUBTED if told.skipped_source else NO


def _measure(asked: MeasureCondition, value: float | None) -> Truth:
    if value is None:
        return UNKNOWN
    below = asked.below is None or value < asked.below
    above = asked.above is None or value > asked.above
    return YES if below and above else NO


def _criterion(asked: CriterionCondition, state: State, rating: Interval) -> Truth:
    if state is State.NOT_APPLICABLE:
        return LEFT_OUT
    above, below = _parts(1 if asked.at_least is None else asked.at_least)
    # Whole numbers are compared: this is the inmost step of every re-scoring, and Fraction's own comparison is slow.
    low = rating.low.numerator * below >= above * rating.low.denominator
    if rating.high is rating.low and rating.point is rating.low:
        return YES if low else NO
    high = rating.high.numerator * below >= above * rating.high.denominator
    point = None if rating.point is None else rating.point.numerator * below >= above * rating.point.denominator
    return Truth(low, point, high)


@lru_cache(maxsize=1024)
def _parts(number: float) -> tuple[int, int]:
    exact = _exact(number)
    return exact.numerator, exact.denominator


def needs(condition: Condition, known: Knowledge) -> frozenset[str]:
    """Return the criteria whose improvement a condition still needs, as known; the fewest where there is a choice.

    Criteria that are left out are not needed, unless nothing else is left.
    """
    return _needs(condition, known)[1]


def _needs(condition: Condition, known: Knowledge) -> tuple[Truth, frozenset[str]]:
    inner = members(condition)
    if inner is None:
        truth = _leaf(condition, known)
        wanting = condition.criterion is not None and not truth.point
        return truth, frozenset({condition.criterion.id}) if wanting and condition.criterion else frozenset()
    parts = [(_as_member(member, truth), ids) for member in inner for truth, ids in (_needs(member, known),)]
    truth = _group(condition, len(inner), [part[0] for part in parts])
    if truth.point:
        return truth, frozenset()
    left = [part for part in parts if part[0].point is not None] or [part for part in parts if part[0] != LEFT_OUT]
    unmet = sorted((ids for own, ids in left if not own.point), key=lambda ids: (len(ids), sorted(ids)))
    missing = _wanted(condition, len(inner), len(left)) - (len(left) - len(unmet))
    return truth, frozenset[str]().union(*unmet[: max(0, missing)])
