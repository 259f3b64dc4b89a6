"""Mistakes in conditions: what they name, where they may stand, whether they can hold."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from core.rubric.index import members, named_by_levels
from core.rubric.reach import reachable
from core.rubric.rubric import Band, Condition, Criterion, Rubric

Path = tuple[str | int, ...]
Found = Iterator[tuple[Path, str, str]]
"""Path into the file, what is wrong, what to do."""

_FIELDS = ("all", "any", "at_least", "share", "probe", "measure", "criterion", "absent")


@dataclass(frozen=True, slots=True)
class Names:
    """What conditions may name.

    Attributes:
        probes: ids of the built-in probes and of the rubric's own.
        criteria: ids of the rubric's criteria.
        measures: ids of what instruments give.
    """

    probes: Collection[str]
    criteria: Collection[str]
    measures: Collection[str]


def check_condition(condition: Condition, path: Path, names: Names, *, trigger: bool = False) -> Found:
    """Yield what is wrong with one condition and its members."""
    used = [field for field in _FIELDS if getattr(condition, field) is not None]
    if len(used) != 1:
        yield path, f"a condition holds exactly one of {', '.join(_FIELDS)}", "write one of them"
        return
    inner = members(condition)
    if inner is not None:
        yield from _group(condition, inner, path)
        step: Path = (used[0],) if used[0] in ("all", "any") else (used[0], "of")
        for number, member in enumerate(inner):
            yield from check_condition(member, (*path, *step, number), names, trigger=trigger)
        return
    yield from _leaf(condition, path, names, trigger)


def _group(condition: Condition, inner: Sequence[Condition], path: Path) -> Found:
    if not inner:
        yield path, "the group has no member", "name at least one condition"
    elif condition.at_least is not None and condition.at_least.n > len(inner):
        yield path, f"at least {condition.at_least.n} of {len(inner)} can never hold", "lower n or add members"


def _leaf(condition: Condition, path: Path, names: Names, trigger: bool) -> Found:
    asked = condition.probe.id if condition.probe is not None else condition.absent
    if asked is not None and asked not in names.probes:
        yield path, f"the probe {asked!r} is unknown", "see `sightline rubric check --probes` for all ids"
    if condition.absent is not None and not trigger:
        yield path, "`absent` feeds a score here", "use it in severity triggers only; order levels best first instead"
    if condition.measure is not None and condition.measure.below is None and condition.measure.above is None:
        yield path, f"the measure {condition.measure.id!r} has no limit", "write `below` or `above`"
    if condition.measure is not None and condition.measure.id not in names.measures:
        yield path, f"no instrument gives the measure {condition.measure.id!r}", "see `sightline measure list`"
    if condition.criterion is not None:
        named = condition.criterion
        if named.id not in names.criteria:
            yield path, f"the criterion {named.id!r} is unknown", "name a criterion of this rubric by its id"
        if named.at_most is not None and not trigger:
            yield path, "`at_most` feeds a score here", "use it in severity triggers only"
        if named.at_most is not None and named.at_least is not None:
            yield path, "`at_least` and `at_most` stand together", "write one of them"


def check_levels(criterion: Criterion, path: Path) -> Found:
    """Yield what is wrong with a criterion's scale."""
    levels = criterion.levels
    if levels[0].rating != 0:
        yield (*path, "levels", 0), f"the lowest level rates {levels[0].rating}", "the lowest level rates 0"
    if levels[-1].rating != 1:
        yield (*path, "levels", len(levels) - 1), f"the best level rates {levels[-1].rating}", "the best level rates 1"
    for number in range(1, len(levels)):
        if levels[number].rating <= levels[number - 1].rating:
            yield (*path, "levels", number), "the ratings do not rise", "order levels from worst to best"
    if levels[0].when is not None:
        yield (*path, "levels", 0, "when"), "the lowest level has a condition", "take it out: it is what is left"
    told = criterion.method in ("interview", "review")
    for number, level in enumerate(levels[1:], 1):
        here = (*path, "levels", number)
        if level.when is None:
            if not told and any(other.when is not None for other in levels[number + 1 :]):
                yield here, f"the scan can never choose {level.label!r}", "give it a condition"
            continue
        if told:
            yield here, f"no scan answers a criterion of method {criterion.method}", "take the condition out"
            continue
        better = [other.when for other in levels[number + 1 :] if other.when is not None]
        if not reachable(level.when, better):
            yield here, f"{level.label!r} can never be chosen: whenever it holds, a better level does", "loosen it"
    if not told and levels[-1].when is None:
        yield path, f"the scan can never choose the best level {levels[-1].label!r}", "give it a condition"


def check_bands(bands: Sequence[Band], points: int, path: Path) -> Found:
    """Yield what is wrong with the bands of a category."""
    if bands[0].points != points:
        yield (*path, "bands", 0), f"the best band gives {bands[0].points} of {points} points", "it gives them all"
    for number, band in enumerate(bands):
        here = (*path, "bands", number)
        last = number == len(bands) - 1
        if number and band.points >= bands[number - 1].points:
            yield here, "the points do not fall", "order bands from best to worst"
        if band.when is None and not last:
            yield here, "a band without a condition hides those after it", "only the last band has none"
        elif band.when is not None and last:
            yield here, "the last band has a condition", "take it out: it is what is left"
        elif band.when is not None and not reachable(band.when, [b.when for b in bands[:number] if b.when is not None]):
            yield here, f"{band.label!r} can never be chosen: whenever it holds, a better band does", "loosen it"
    if bands[-1].points != 0:
        yield (*path, "bands", len(bands) - 1), "the last band gives points for nothing", "it gives 0"


def cycles(rubric: Rubric) -> list[tuple[str, ...]]:
    """Return the circles in which ratings depend on each other, each once, as criterion ids."""
    known = {c.id: named_by_levels(c) for c in rubric.criteria()}
    found: list[tuple[str, ...]] = []
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        if name in way:
            found.append((*way[way.index(name) :], name))
            return
        if name in done or name not in known:
            return
        for other in sorted(known[name]):
            visit(other, (*way, name))
        done.add(name)

    for name in known:
        visit(name, ())
    return found
