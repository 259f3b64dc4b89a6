"""Whether a level or band can ever be chosen: is there a case in which it holds and no better one does?

Conditions know no negation, so the least cases that fulfil a condition decide: if each of them fulfils a better one
too, the condition is never the best that holds.
"""

from itertools import combinations, product
from math import ceil

from core.rubric.index import members
from core.rubric.rubric import Condition

_MOST_CASES = 20_000

Case = dict[tuple[str, str], tuple[float, float]]
"""What a case requires: the range of values by kind and id; a probe answers 0, 0.5 (partial) or 1."""

_ANYTHING = (float("-inf"), float("inf"))


class TooMany(Exception):
    """The condition has too many least cases to look at."""


def reachable(condition: Condition, better: list[Condition]) -> bool:
    """Tell whether a condition can hold while no better one does; True when there are too many cases to tell."""
    try:
        return any(not any(_fulfils(case, other) for other in better) for case in _cases(condition))
    except TooMany:
        return True


def _cases(condition: Condition) -> list[Case]:
    inner = members(condition)
    if inner is None:
        leaf = _requirement(condition)
        return [dict([leaf])] if leaf else [{}]
    wanted = _wanted(condition, len(inner))
    options = [_cases(member) for member in inner]
    found: list[Case] = []
    for chosen in combinations(options, wanted):
        for parts in product(*chosen):
            found.append(_merged(parts))
            if len(found) > _MOST_CASES:
                raise TooMany
    return found


def _wanted(condition: Condition, count: int) -> int:
    if condition.all is not None:
        return count
    if condition.any is not None:
        return 1
    if condition.at_least is not None:
        return min(condition.at_least.n, count)
    assert condition.share is not None
    return min(count, ceil(condition.share.at_least * count - 1e-9))


def _merged(parts: tuple[Case, ...]) -> Case:
    whole: Case = {}
    for part in parts:
        for name, (low, high) in part.items():
            before = whole.get(name, _ANYTHING)
            whole[name] = (max(low, before[0]), min(high, before[1]))
    return whole


def _requirement(leaf: Condition) -> tuple[tuple[str, str], tuple[float, float]] | None:
    endless = float("inf")
    if leaf.probe is not None:
        return ("probe", leaf.probe.id), (1.0 if leaf.probe.at_least == "present" else 0.5, endless)
    if leaf.criterion is not None:
        return ("criterion", leaf.criterion.id), (
            1.0 if leaf.criterion.at_least is None else leaf.criterion.at_least,
            endless,
        )
    if leaf.measure is not None:
        low = -endless if leaf.measure.above is None else leaf.measure.above
        return ("measure", leaf.measure.id), (low, endless if leaf.measure.below is None else leaf.measure.below)
    return None


def _fulfils(case: Case, condition: Condition) -> bool:
    """Tell whether everything that belongs to a case fulfils a condition."""
    inner = members(condition)
    if inner is not None:
        return sum(_fulfils(case, member) for member in inner) >= _wanted(condition, len(inner))
    leaf = _requirement(condition)
    if leaf is None:
        return False
    name, (low, high) = leaf
    have = case.get(name)
    return have is not None and have[0] >= low and have[1] <= high
