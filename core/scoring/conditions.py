"""Conditions in three numbers: does it hold at worst, as known, at best; and which criteria it still needs."""

import math
from collections.abc import Callable
from fractions import Fraction
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
    truths = [_as_member(member, evaluate(member, known)) for member in inner]
    return Truth(*(_group(condition, [truth[i] for truth in truths if truth[i] is not None]) for i in range(3)))


def _as_member(member: Condition, truth: Truth) -> Truth:
    if members(member) is None:
        return truth
    return Truth(*(bool(value) for value in truth))  # a group with nothing left does not hold


def _group(condition: Condition, holds: list[bool | None]) -> bool | None:
    if not holds:
        return None
    if condition.all is not None:
        return all(holds)
    if condition.any is not None:
        return any(holds)
    if condition.at_least is not None:
        rule = condition.at_least
        return sum(map(bool, holds)) >= math.ceil(Fraction(rule.n * len(holds), len(rule.of)))
    assert condition.share is not None
    return Fraction(sum(map(bool, holds)), len(holds)) >= _exact(condition.share.at_least)


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
    wanted = Fraction(1) if asked.at_least is None else _exact(asked.at_least)
    point = None if rating.point is None else rating.point >= wanted
    return Truth(rating.low >= wanted, point, rating.high >= wanted)


def needs(condition: Condition, known: Knowledge) -> frozenset[str]:
    """Return the criteria whose improvement a condition still needs, as known; the fewest where there is a choice.

    Criteria that are left out are not needed, unless nothing else is left.
    """
    truth = evaluate(condition, known)
    if truth.point:
        return frozenset()
    inner = members(condition)
    if inner is None:
        return frozenset({condition.criterion.id}) if condition.criterion is not None else frozenset()
    left = [m for m in inner if _as_member(m, evaluate(m, known)).point is not None]
    if not left:
        left = [m for m in inner if evaluate(m, known) != LEFT_OUT]
    unmet = sorted(
        (needs(m, known) for m in left if not evaluate(m, known).point), key=lambda ids: (len(ids), sorted(ids))
    )
    met = len(left) - len(unmet)
    if condition.all is not None:
        wanted = len(left)
    elif condition.any is not None:
        wanted = 1
    elif condition.at_least is not None:
        wanted = math.ceil(Fraction(condition.at_least.n * len(left), len(condition.at_least.of)))
    else:
        assert condition.share is not None
        wanted = math.ceil(_exact(condition.share.at_least) * len(left))
    return frozenset[str]().union(*unmet[: max(0, wanted - met)])
