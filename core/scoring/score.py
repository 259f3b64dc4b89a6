"""A rubric and the facts of an audit into scores: all of it, or only what an edit touched."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from core.rubric.index import index
from core.rubric.rubric import Grade, Rubric
from core.scoring.arithmetic import overall_lines
from core.scoring.categories import countable, score_category
from core.scoring.conditions import Knowledge, evaluate
from core.scoring.criteria import Criteria
from core.scoring.facts import Facts
from core.scoring.result import CategoryScore, Interval, RubricScore
from core.scoring.sums import total

ZERO = Fraction(0)


def score(rubric: Rubric, facts: Facts) -> RubricScore:
    """Return the whole score.

    Raises:
        RubricCycle: when criteria of the rubric depend on each other in a circle.
    """
    criteria = Criteria(rubric, facts)
    scored = [[criteria.score(c.id) for c in category.criteria] for category in rubric.categories]
    categories = [
        score_category(rubric, category, found, criteria.knowledge)
        for category, found in zip(rubric.categories, scored, strict=True)
    ]
    return _whole(rubric, categories, criteria.knowledge)


def rescore(rubric: Rubric, facts: Facts, earlier: RubricScore, keys: Iterable[str]) -> RubricScore:
    """Return the score after an edit of some criteria, equal to `score(rubric, facts)`.

    Args:
        rubric: the same as before.
        facts: the facts after the edit; nothing but the touched criteria may differ.
        earlier: the score before the edit.
        keys: what was touched: `id`, `id@process`, with or without `rubric/` before it.
    """
    touched = criteria_touched(rubric, keys)
    if not touched:
        return earlier
    known = {c.criterion: c for c in earlier.criteria() if c.criterion not in touched}
    criteria = Criteria(rubric, facts, known)
    fresh = {name: criteria.score(name) for name in touched}
    positions = categories_touched(rubric, touched)
    categories = [
        score_category(
            rubric,
            rubric.categories[position],
            [fresh.get(c.criterion, c) for c in before.criteria],
            criteria.knowledge,
        )
        if position in positions
        else before
        for position, before in enumerate(earlier.categories)
    ]
    return _whole(rubric, categories, criteria.knowledge)


def criteria_touched(rubric: Rubric, keys: Iterable[str]) -> frozenset[str]:
    """Return the criteria behind some keys and all that depend on them."""
    tables = index(rubric)
    found: set[str] = set()
    for name in keys:
        prefix, slash, rest = name.rpartition("/")
        if slash and prefix != rubric.id:
            continue
        criterion_id = rest.partition("@")[0]
        if criterion_id in tables.criteria:
            found |= {criterion_id, *tables.dependents[criterion_id]}
    return frozenset(found)


def categories_touched(rubric: Rubric, criteria: Iterable[str]) -> frozenset[int]:
    """Return the positions of the categories that hold some criteria or whose bands name them."""
    tables = index(rubric)
    found: set[int] = set()
    for criterion_id in criteria:
        found.add(tables.category[criterion_id])
        found |= tables.bands.get(criterion_id, frozenset())
    return frozenset(found)


def overall_of(rubric: Rubric, parts: Sequence[tuple[Interval, Fraction]]) -> Interval:
    """Return the overall score from points and maximum of the categories that apply."""
    scale = Fraction(rubric.scoring.scale)
    whole = sum((maximum for _, maximum in parts), ZERO)
    if not whole:
        return Interval(ZERO, None, ZERO)
    known = [(found.point, maximum) for found, maximum in parts if found.point is not None]
    below = sum((maximum for _, maximum in known), ZERO)
    point = scale * total((1, p) for p, _ in known) / below if below else None
    return Interval(
        scale * total((1, found.low) for found, _ in parts) / whole,
        point,
        scale * total((1, found.high) for found, _ in parts) / whole,
    )


def _whole(rubric: Rubric, categories: Sequence[CategoryScore], known: Knowledge) -> RubricScore:
    applicable = [c for c in categories if c.applicable]
    overall = overall_of(rubric, [(c.points, c.maximum) for c in applicable])
    grade = next(
        (g for g in _grades(rubric) if overall.point is not None and overall.point >= Fraction(g.from_score)), None
    )
    levels = _maturity(rubric, overall, known)
    whole = sum((c.maximum for c in applicable), ZERO)
    counted = [c for category in categories for c in countable(category.criteria)]
    reason = ""
    if not applicable:
        reason = "No criterion of this rubric applies."
    elif overall.point is None:
        reason = "Nothing is known yet: no scan answered a criterion and nobody judged one."
    return RubricScore(
        rubric=rubric.id,
        overall=overall,
        scale=Fraction(rubric.scoring.scale),
        grade=grade.label if grade else "",
        grade_meaning=grade.meaning if grade else "",
        grade_tone=grade.tone if grade else "",
        maturity=levels[1] if overall.point is not None and rubric.maturity else None,
        maturity_range=(levels[0], levels[2]) if rubric.maturity else None,
        categories=tuple(categories),
        lines=overall_lines(rubric, categories, overall.point),
        reviewed=Fraction(sum(c.reviewed for c in counted), len(counted)) if counted else ZERO,
        completeness=sum((c.maximum * c.completeness for c in applicable), ZERO) / whole if whole else ZERO,
        reason=reason,
    )


def _grades(rubric: Rubric) -> list[Grade]:
    return sorted(rubric.grades, key=lambda grade: grade.from_score, reverse=True)


def _maturity(rubric: Rubric, overall: Interval, known: Knowledge) -> tuple[int, int, int]:
    """Return the level at worst, as known, at best: the last one up to which every level's predicate holds."""
    levels = sorted(rubric.maturity, key=lambda level: level.level)
    reached = [levels[0].level if levels else 0] * 3
    going = [True, True, True]
    values = (overall.low, overall.point, overall.high)
    for level in levels:
        truth = (True, True, True) if level.when is None else evaluate(level.when, known)
        for i in range(3):
            value = values[i]
            far = level.from_score is None or (value is not None and value >= Fraction(level.from_score))
            going[i] = going[i] and bool(truth[i]) and far
            if going[i]:
                reached[i] = level.level
    return reached[0], reached[1], reached[2]
