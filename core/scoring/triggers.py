"""Severity triggers: they hold only when it is certain, and never feed a score."""

import math
from collections.abc import Iterable
from fractions import Fraction

from core.model.outcome import Outcome, Severity
from core.rubric.index import members
from core.rubric.rubric import Condition, Criterion
from core.scoring.conditions import Knowledge, evaluate
from core.scoring.result import State

WORST_FIRST = (Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)
"""Order of severities, the worst first."""


def severity(criterion: Criterion, known: Knowledge) -> tuple[Severity, tuple[str, ...], tuple[str, ...]]:
    """Return severity after triggers, the reasons of those that hold and of those that could not be checked."""
    found = criterion.severity
    held, unchecked = [], []
    for trigger in criterion.triggers:
        holds = certain(trigger.when, known)
        if holds is None:
            unchecked.append(trigger.because)
        elif holds:
            held.append(trigger.because)
            found = min(found, trigger.severity, key=WORST_FIRST.index)
    return found, tuple(held), tuple(unchecked)


def certain(condition: Condition, known: Knowledge) -> bool | None:
    """Tell whether a trigger's condition certainly holds (True), certainly not (False), or is unknown (None)."""
    inner = members(condition)
    if inner is not None:
        return _group(condition, [certain(member, known) for member in inner])
    if condition.absent is not None:
        told = known.probe(condition.absent)
        if told is None or told.outcome in (Outcome.ERROR, Outcome.UNPROVEN):
            return None
        if told.outcome in (Outcome.ABSENT, Outcome.NOT_APPLICABLE):
            return None if told.skipped_source else True
        return False
    if condition.criterion is not None and condition.criterion.at_most is not None:
        state, rating = known.criterion(condition.criterion.id)
        if state is State.NOT_APPLICABLE:
            return False
        most = Fraction(str(condition.criterion.at_most))
        return True if rating.high <= most else False if rating.low > most else None
    truth = evaluate(condition, known)
    if truth.low is None:
        return False
    return True if truth.low else None if truth.high else False


def _group(condition: Condition, holds: Iterable[bool | None]) -> bool | None:
    told = list(holds)
    sure, possible = told.count(True), told.count(True) + told.count(None)
    if condition.all is not None:
        wanted = len(told)
    elif condition.any is not None:
        wanted = 1
    elif condition.at_least is not None:
        wanted = condition.at_least.n
    else:
        assert condition.share is not None
        wanted = math.ceil(Fraction(str(condition.share.at_least)) * len(told))
    return True if sure >= wanted else None if possible >= wanted else False
