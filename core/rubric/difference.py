"""What changed between two rubrics, criterion by criterion: by id (or an older id) and by meaning."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.rubric.index import members
from core.rubric.meaning import meaning
from core.rubric.rubric import Condition, Criterion, Rubric


class Change(StrEnum):
    """What became of a criterion. A judgement survives the first three; `changed` makes it a proposal."""

    SAME = "same"
    ADVICE = "advice"
    RENAMED = "renamed"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


_MEANING = frozenset({"question", "guidance", "levels", "conditions", "applies if", "per process"})
"""Fields whose change asks something else, also where own probes carry another rubric's id."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field as it was and as it is, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """A criterion of either rubric.

    Attributes:
        id: in the newer rubric; of the older one when it is gone.
        was: its id in the older rubric, empty when it is new.
    """

    change: Change
    id: str
    code: str
    question: str
    was: str = ""
    fields: tuple[FieldChange, ...] = ()

    @property
    def keeps_judgements(self) -> bool:
        """Tell whether a judgement of the older criterion answers the newer one."""
        return self.change in (Change.SAME, Change.ADVICE, Change.RENAMED)


@dataclass(frozen=True, slots=True)
class RubricDifference:
    """Everything that differs, criteria in the order of the newer rubric, those that are gone at the end."""

    before: Rubric
    after: Rubric
    whole: tuple[FieldChange, ...]
    criteria: tuple[CriterionChange, ...]

    def of(self, change: Change) -> tuple[CriterionChange, ...]:
        """Return the criteria of one kind."""
        return tuple(c for c in self.criteria if c.change is change)


def difference(before: Rubric, after: Rubric) -> RubricDifference:
    """Compare two rubrics, which may be versions of one or different ones."""
    old = {criterion.id: criterion for criterion in before.criteria()}
    rows: list[CriterionChange] = []
    used: set[str] = set()
    for criterion in after.criteria():
        earlier = next((old[name] for name in (criterion.id, *criterion.was) if name in old and name not in used), None)
        if earlier is None:
            rows.append(CriterionChange(Change.NEW, criterion.id, criterion.code, criterion.question))
            continue
        used.add(earlier.id)
        rows.append(_compared(earlier, before, criterion, after))
    rows += [
        CriterionChange(Change.GONE, c.id, c.code, c.question, c.id) for name, c in old.items() if name not in used
    ]
    return RubricDifference(before, after, tuple(_whole(before, after)), tuple(rows))


def _compared(old: Criterion, before: Rubric, new: Criterion, after: Rubric) -> CriterionChange:
    fields = tuple(_fields(old, before, new, after))
    same = meaning(old) == meaning(new) or (before.id != after.id and not {f.field for f in fields} & _MEANING)
    if not same:
        change = Change.CHANGED
    elif old.id != new.id:
        change = Change.RENAMED
    else:
        change = Change.ADVICE if fields else Change.SAME
    return CriterionChange(change, new.id, new.code, new.question, old.id, fields)


def _fields(old: Criterion, before: Rubric, new: Criterion, after: Rubric) -> Iterator[FieldChange]:
    pairs = [
        ("question", old.question, new.question),
        ("guidance", old.guidance, new.guidance),
        ("levels", _levels(old), _levels(new)),
        ("conditions", _conditions(old, before), _conditions(new, after)),
        ("applies if", in_words(old.applies_if, before.id), in_words(new.applies_if, after.id)),
        ("per process", old.per_process or "", new.per_process or ""),
        ("method", old.method, new.method),
        ("weight", str(old.weight), str(new.weight)),
        ("severity", old.severity.value, new.severity.value),
        ("category", before.category_of(old.id).name, after.category_of(new.id).name),
        ("aspect", old.aspect, new.aspect),
        ("recommendation", old.recommendation, new.recommendation),
        ("quality conditions", "; ".join(old.met_only_if), "; ".join(new.met_only_if)),
    ]
    for name, was, now in pairs:
        if was != now:
            yield FieldChange(name, was, now)


def _levels(criterion: Criterion) -> str:
    return "; ".join(f"{level.label} ({level.rating.normalize():f}): {level.meaning}" for level in criterion.levels)


def _conditions(criterion: Criterion, rubric: Rubric) -> str:
    return "; ".join(
        f"{level.label}: {in_words(level.when, rubric.id)}" for level in criterion.levels if level.when is not None
    )


def in_words(condition: Condition | None, rubric_id: str) -> str:
    """Return a condition on one line; own probes of the rubric are called `own.<name>`."""
    if condition is None:
        return ""
    inner = members(condition)
    if inner is not None:
        parts = ", ".join(in_words(member, rubric_id) for member in inner)
        if condition.at_least is not None:
            return f"{condition.at_least.n} of ({parts})"
        if condition.share is not None:
            return f"{condition.share.at_least:.0%} of ({parts})"
        return f"{'all' if condition.all is not None else 'any'} of ({parts})" if len(inner) > 1 else parts
    if condition.probe is not None:
        name = condition.probe.id.replace(f"own.{rubric_id}.", "own.")
        return name if condition.probe.at_least == "present" else f"{name} (partly)"
    if condition.measure is not None:
        asked = condition.measure
        limits = [f"above {asked.above:g}"] if asked.above is not None else []
        limits += [f"below {asked.below:g}"] if asked.below is not None else []
        return f"{asked.id} {' and '.join(limits)}"
    if condition.criterion is not None:
        named = condition.criterion
        return (
            f"{named.id} at most {named.at_most:g}"
            if named.at_most is not None
            else f"{named.id} at least {1 if named.at_least is None else named.at_least:g}"
        )
    return f"no {condition.absent}"


def _whole(before: Rubric, after: Rubric) -> Iterator[FieldChange]:
    """Yield what differs beside the criteria: what scores are made of, and how they are called."""
    pairs = [
        ("id", before.id, after.id),
        ("version", before.version, after.version),
        ("name", before.name, after.name),
        ("strategy", before.scoring.strategy, after.scoring.strategy),
        ("scale", str(before.scoring.scale), str(after.scoring.scale)),
        ("target", str(before.scoring.target or ""), str(after.scoring.target or "")),
        ("grades", _grades(before), _grades(after)),
        ("maturity", _maturity(before), _maturity(after)),
        ("points of categories", _points(before), _points(after)),
        ("bands", _bands(before), _bands(after)),
        ("own probes", _own_probes(before), _own_probes(after)),
    ]
    for name, was, now in pairs:
        if was != now:
            yield FieldChange(name, was, now)


def _grades(rubric: Rubric) -> str:
    return ", ".join(f"{grade.label} from {grade.from_score}" for grade in rubric.grades)


def _maturity(rubric: Rubric) -> str:
    return ", ".join(
        f"{m.level} {m.name} {m.from_score or in_words(m.when, rubric.id)}".strip() for m in rubric.maturity
    )


def _points(rubric: Rubric) -> str:
    return ", ".join(f"{category.id} {category.points}" for category in rubric.categories)


def _bands(rubric: Rubric) -> str:
    return "; ".join(
        f"{category.id}: " + ", ".join(f"{b.points} {in_words(b.when, rubric.id)}".strip() for b in category.bands)
        for category in rubric.categories
        if category.bands
    )


def _own_probes(rubric: Rubric) -> str:
    return "; ".join(f"{own.name}: {' | '.join(own.patterns)}" for own in rubric.own_probes)
