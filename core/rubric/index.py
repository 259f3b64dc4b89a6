"""What is looked up in a rubric again and again, computed once: positions, exact ratings, who depends on whom."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from core.rubric.rubric import Condition, Criterion, Rubric

_MOST = 16
_known: "OrderedDict[int, tuple[Rubric, Index]]" = OrderedDict()


@dataclass(frozen=True, slots=True)
class Index:
    """Look-up tables of one rubric.

    Attributes:
        criteria: criterion by id.
        category: position of its category by criterion id.
        values: exact ratings of its levels by criterion id.
        dependents: criteria whose own rating or severity names a criterion, directly or through others.
        bands: positions of the categories whose bands name a criterion.
        depends: criteria whose levels name other criteria.
    """

    criteria: dict[str, Criterion]
    category: dict[str, int]
    values: dict[str, tuple[Fraction, ...]]
    dependents: dict[str, frozenset[str]]
    bands: dict[str, frozenset[int]]
    depends: frozenset[str]


def leaves(condition: Condition | None) -> Iterator[Condition]:
    """Yield the leaves of a condition: probes, measures, criteria."""
    if condition is None:
        return
    inner = members(condition)
    if inner is None:
        yield condition
        return
    for member in inner:
        yield from leaves(member)


def members(condition: Condition) -> tuple[Condition, ...] | None:
    """Return the members of a group, None for a leaf."""
    if condition.all is not None:
        return condition.all
    if condition.any is not None:
        return condition.any
    if condition.at_least is not None:
        return condition.at_least.of
    return condition.share.of if condition.share is not None else None


def criteria_named(conditions: Iterable[Condition | None]) -> frozenset[str]:
    """Return the ids of the criteria that some conditions name."""
    return frozenset(leaf.criterion.id for c in conditions for leaf in leaves(c) if leaf.criterion is not None)


def named_by_levels(criterion: Criterion) -> frozenset[str]:
    """Return the criteria on which a criterion's own rating depends."""
    return criteria_named([level.when for level in criterion.levels] + [criterion.applies_if])


def _build(rubric: Rubric) -> Index:
    criteria = {criterion.id: criterion for criterion in rubric.criteria()}
    direct: dict[str, set[str]] = defaultdict(set)
    severity_only: dict[str, set[str]] = defaultdict(set)
    for criterion in criteria.values():
        for name in named_by_levels(criterion):
            direct[name].add(criterion.id)
        for name in criteria_named(trigger.when for trigger in criterion.triggers):
            severity_only[name].add(criterion.id)
    bands: dict[str, set[int]] = defaultdict(set)
    for position, category in enumerate(rubric.categories):
        for name in criteria_named(band.when for band in category.bands):
            bands[name].add(position)

    def reached(start: str) -> frozenset[str]:
        rated, queue = {start}, [start]
        while queue:
            for name in direct[queue.pop()] - rated:
                rated.add(name)
                queue.append(name)
        return frozenset(rated.union(*(severity_only[name] for name in rated)) - {start})

    return Index(
        criteria=criteria,
        category={c.id: n for n, category in enumerate(rubric.categories) for c in category.criteria},
        values={c.id: tuple(level.value for level in c.levels) for c in criteria.values()},
        dependents={name: reached(name) for name in criteria},
        bands={name: frozenset(found) for name, found in bands.items()},
        depends=frozenset(c.id for c in criteria.values() if named_by_levels(c)),
    )


def index(rubric: Rubric) -> Index:
    """Return the tables of a rubric; kept for the last rubrics asked, because hashing a whole rubric is slow."""
    known = _known.get(id(rubric))
    if known is not None and known[0] is rubric:
        _known.move_to_end(id(rubric))
        return known[1]
    built = _build(rubric)
    _known[id(rubric)] = (rubric, built)
    while len(_known) > _MOST:
        _known.popitem(last=False)
    return built
