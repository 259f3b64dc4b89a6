"""Every mistake in a rubric file, with its line and what to do about it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePath

from core.formats.yaml_text import document
from core.rubric.check_conditions import (
    Found,
    Names,
    Path,
    check_bands,
    check_condition,
    check_levels,
    cycles,
)
from core.rubric.check_scale import check_lowest
from core.rubric.check_tables import check_tables
from core.rubric.index import criteria_named, leaves
from core.rubric.loading import RubricError, line_of, parse, parse_recommendations
from core.rubric.measures import measures
from core.rubric.mistake import Mistake
from core.rubric.rubric import Category, Criterion, Recommendation, Recommendations, Rubric
from core.snapshot.file_class import FileClass


def check(
    text: str, name: str, probes: Collection[str], recommendations: Recommendations | None = None
) -> tuple[Mistake, ...]:
    """Return the mistakes of a rubric file by line; none when it is sound.

    Args:
        text: the file.
        name: what to call it; a name that ends in `.yaml` must be the rubric's id.
        probes: ids of all built-in probes, those about a process included.
        recommendations: the catalogue it may name; None: names are not checked.
    """
    try:
        rubric = parse(text, name)
    except RubricError as error:
        return error.mistakes
    names = Names(
        probes={*probes, *(f"own.{rubric.id}.{own.name}" for own in rubric.own_probes)},
        criteria={c.id for c in rubric.criteria()},
        measures=measures(),
    )
    advised = None if recommendations is None else {r.id for r in recommendations.recommendations}
    found = [*_whole(rubric, name, names), *check_tables(rubric, names), *_duplicates(rubric), *_own_probes(rubric)]
    for number, category in enumerate(rubric.categories):
        found += _category(rubric, category, ("categories", number), names)
        for position, criterion in enumerate(category.criteria):
            path: Path = ("categories", number, "criteria", position)
            found += [*_criterion(criterion, path, names), *_advice(criterion, path, advised)]
    return _mistakes(text, name, found)


def check_recommendations(text: str, name: str) -> tuple[Mistake, ...]:
    """Return the mistakes of a file of recommendations by line."""
    try:
        found = parse_recommendations(text, name)
    except RubricError as error:
        return error.mistakes
    return _mistakes(text, name, list(_recommendations(found)))


def _mistakes(text: str, name: str, found: Iterable[tuple[Path, str, str]]) -> tuple[Mistake, ...]:
    root = document(text)
    mistakes = {Mistake(name, line_of(root, path), message, advice) for path, message, advice in found}
    return tuple(sorted(mistakes, key=lambda m: (m.line, m.message)))


def _whole(rubric: Rubric, name: str, names: Names) -> Found:
    stem = PurePath(name).name
    if stem.endswith(".yaml") and stem != f"{rubric.id}.yaml":
        yield ("id",), f"the id is {rubric.id!r}, the file {stem!r}", "name the file after the id"
    scale, target = rubric.scoring.scale, rubric.scoring.target
    if target is not None and target > scale:
        yield ("scoring", "target"), f"the target {target} lies above the scale {scale}", "lower it"
    yield from check_lowest(rubric)
    yield from _grades(rubric)
    for number, level in enumerate(rubric.maturity):
        path: Path = ("maturity", number)
        if number and level.level <= rubric.maturity[number - 1].level:
            yield path, "the maturity levels do not rise", "order them from lowest to highest"
        if number == 0 and (level.when is not None or level.from_score):
            yield path, "the lowest maturity level has a condition", "take it out: it is what is left"
        if number and level.when is None and level.from_score is None:
            yield path, f"{level.name!r} is always reached", "give it `when` or `from_score`"
        if level.when is not None:
            yield from check_condition(level.when, (*path, "when"), names)
    if rubric.maturity_target is not None and rubric.maturity_target not in [m.level for m in rubric.maturity]:
        yield ("maturity_target",), f"there is no maturity level {rubric.maturity_target}", "name one that exists"
    for circle in cycles(rubric):
        yield _path_of(rubric, circle[0]), f"ratings depend on each other: {' -> '.join(circle)}", "break the circle"


def _grades(rubric: Rubric) -> Found:
    lowest = min((grade.from_score for grade in rubric.grades), default=None)
    if lowest is not None and lowest > rubric.scoring.lowest:
        yield ("grades",), f"a score below {lowest} has no grade", f"add a grade from {rubric.scoring.lowest}"
    seen = set()
    for number, grade in enumerate(rubric.grades):
        if grade.from_score > rubric.scoring.scale:
            yield ("grades", number), f"{grade.label!r} begins above the scale", "lower it"
        if grade.from_score in seen:
            yield ("grades", number), f"two grades begin at {grade.from_score}", "take one out"
        seen.add(grade.from_score)


def _path_of(rubric: Rubric, criterion_id: str) -> Path:
    for number, category in enumerate(rubric.categories):
        for position, criterion in enumerate(category.criteria):
            if criterion.id == criterion_id:
                return ("categories", number, "criteria", position)
    return ()


def _duplicates(rubric: Rubric) -> Found:
    criteria = [
        (("categories", number, "criteria", position), criterion)
        for number, category in enumerate(rubric.categories)
        for position, criterion in enumerate(category.criteria)
    ]
    yield from _twice("criterion id", [((*path, "id"), c.id) for path, c in criteria])
    yield from _twice("code", [((*path, "code"), c.code) for path, c in criteria])
    yield from _twice("category id", [(("categories", n, "id"), c.id) for n, c in enumerate(rubric.categories)])
    yield from _twice("own probe", [(("own_probes", n, "name"), p.name) for n, p in enumerate(rubric.own_probes)])
    yield from _twice(
        "success metric", [(("success_metrics", n, "id"), m.id) for n, m in enumerate(rubric.success_metrics)]
    )
    present = {c.id for _, c in criteria}
    for path, criterion in criteria:
        for old in criterion.was:
            if old in present:
                yield (*path, "was"), f"the old id {old!r} is in use", "ids are never used again"


def _twice(what: str, named: Iterable[tuple[Path, str]]) -> Found:
    named = list(named)
    counts = Counter(name for _, name in named)
    seen: set[str] = set()
    for path, name in named:
        if name in seen:
            yield path, f"the {what} {name!r} stands {counts[name]} times", "give each its own"
        seen.add(name)


def _own_probes(rubric: Rubric) -> Found:
    used = {p for c in rubric.criteria() for p in c.probes()}
    for criterion in rubric.criteria():
        used |= {leaf.probe.id for t in criterion.triggers for leaf in leaves(t.when) if leaf.probe is not None}
        used |= {leaf.absent for t in criterion.triggers for leaf in leaves(t.when) if leaf.absent is not None}
    for number, own in enumerate(rubric.own_probes):
        if f"own.{rubric.id}.{own.name}" not in used:
            yield ("own_probes", number), f"nothing asks own.{rubric.id}.{own.name}", "use it or take it out"
        for file_class in own.classes:
            if file_class not in set(FileClass):
                yield (
                    ("own_probes", number, "classes"),
                    f"the file class {file_class!r} is unknown",
                    f"there are {', '.join(FileClass)}",
                )


def _category(rubric: Rubric, category: Category, path: Path, names: Names) -> Found:
    banded = rubric.scoring.strategy == "bands"
    if banded and not category.bands:
        yield path, "a category of a banded rubric has no bands", "add bands, or make the strategy weighted"
    elif category.bands and not banded:
        yield (*path, "bands"), "bands in a weighted rubric are never asked", "take them out"
    elif banded:
        yield from check_bands(category.bands, category.points, path)
    for number, band in enumerate(category.bands):
        if band.when is not None:
            yield from check_condition(band.when, (*path, "bands", number, "when"), names)
    weight = sum(c.weight for c in category.criteria)
    if rubric.scoring.show == "points-lost" and weight != category.points:
        yield (*path, "points"), f"the weights sum to {weight} of {category.points} points", "make the two equal"
    if banded:
        asked = criteria_named(b.when for other in rubric.categories for b in other.bands)
        asked |= {name for criterion in rubric.criteria() for name in criteria_named(x.when for x in criterion.levels)}
        for number, criterion in enumerate(category.criteria):
            if criterion.id not in asked:
                yield (
                    (*path, "criteria", number),
                    f"no band asks {criterion.id!r}: it changes no score",
                    "name it in a band",
                )


def _criterion(criterion: Criterion, path: Path, names: Names) -> Found:
    yield from check_levels(criterion, path)
    for number, level in enumerate(criterion.levels):
        if level.when is None:
            continue
        here: Path = (*path, "levels", number, "when")
        yield from check_condition(level.when, here, names)
        asked = {leaf.probe.id for leaf in leaves(level.when) if leaf.probe is not None}
        for probe in sorted(asked):
            if probe.startswith("process.") and probe != criterion.per_process:
                yield here, f"{probe!r} is asked without `per_process: {probe}`", "set it, or ask another probe"
    if criterion.per_process is not None:
        if criterion.per_process not in names.probes or not criterion.per_process.startswith("process."):
            yield (*path, "per_process"), f"{criterion.per_process!r} is no process probe", "name a process probe"
        asked = {leaf.probe.id for x in criterion.levels for leaf in leaves(x.when) if leaf.probe is not None}
        if criterion.method == "scan" and criterion.per_process not in asked:
            yield (*path, "levels"), f"no level asks {criterion.per_process!r}", "ask it in a level"
    for number, trigger in enumerate(criterion.triggers):
        yield from check_condition(trigger.when, (*path, "triggers", number, "when"), names, trigger=True)
    if criterion.applies_if is not None:
        yield from check_condition(criterion.applies_if, (*path, "applies_if"), names)
        if criteria_named([criterion.applies_if]):
            yield (*path, "applies_if"), "whether it applies depends on a rating", "ask probes or measures only"
    yield from _people(criterion, path)


def _people(criterion: Criterion, path: Path) -> Found:
    told = criterion.method in ("interview", "review")
    if criterion.met_only_if and not told:
        yield (*path, "met_only_if"), "only interviews and reviews tick conditions", "take it out or change the method"
    if told and not criterion.met_only_if:
        yield path, "nothing says when the best level may be chosen", "add `met_only_if`"
    if criterion.method == "interview" and not criterion.ask:
        yield path, "an interview has no question to ask", "add `ask`"
    if told and not criterion.show_me:
        yield path, "nothing says which evidence to ask for", "add `show_me`"
    measured = any(leaf.measure is not None for level in criterion.levels for leaf in leaves(level.when))
    if criterion.method == "measure" and not measured:
        yield (*path, "method"), "no level of a measured criterion asks a measure", "ask one, or change the method"


def _advice(criterion: Criterion, path: Path, advised: Collection[str] | None) -> Iterator[tuple[Path, str, str]]:
    if advised is not None and criterion.recommendation and criterion.recommendation not in advised:
        yield (
            (*path, "recommendation"),
            f"the recommendation {criterion.recommendation!r} is unknown",
            "write it into recommendations.yaml",
        )


def _recommendations(found: Recommendations) -> Found:
    known = {r.id: r for r in found.recommendations}
    yield from _twice(
        "recommendation", [(("recommendations", n, "id"), r.id) for n, r in enumerate(found.recommendations)]
    )
    for number, entry in enumerate(found.recommendations):
        path: Path = ("recommendations", number)
        for field in ("effort_hours", "timeline_weeks"):
            low, high = getattr(entry, field)
            if low > high or low < 0:
                yield (*path, field), f"{field} does not rise from low to high", "write the lower estimate first"
        for required in entry.requires:
            if required not in known:
                yield (*path, "requires"), f"the recommendation {required!r} is unknown", "name one of this file"
        if _requires_itself(entry.id, known):
            yield (*path, "requires"), f"{entry.id!r} requires itself", "break the circle"


def _requires_itself(start: str, known: dict[str, Recommendation]) -> bool:
    seen: set[str] = set()
    queue = [start]
    while queue:
        for required in known[queue.pop()].requires:
            if required == start:
                return True
            if required in known and required not in seen:
                seen.add(required)
                queue.append(required)
    return False
