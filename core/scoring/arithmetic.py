"""The arithmetic as it is printed: exact parts (marked ≈ where no short decimal holds them), one rounded quotient."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from core.rubric.rubric import Category, Rubric
from core.scoring.result import CategoryScore, CriterionScore, Line, State
from core.scoring.rounding import exact, show

if TYPE_CHECKING:
    from core.scoring.categories import Parts


def boundaries(rubric: Rubric) -> tuple[Fraction, ...]:
    """Return every overall score from which something else begins: grades, maturity levels, the target."""
    found = [grade.from_score for grade in rubric.grades]
    found += [level.from_score for level in rubric.maturity if level.from_score is not None]
    found += [rubric.scoring.target] if rubric.scoring.target is not None else []
    return tuple(sorted({Fraction(value) for value in found}))


def show_overall(rubric: Rubric, value: Fraction) -> str:
    """Return an overall score as printed, on the right side of every boundary of the rubric."""
    return show(value, rubric.scoring.decimals, boundaries(rubric))


def show_points(rubric: Rubric, category: Category, value: Fraction) -> str:
    """Return a category's points as printed; whole points of a band have no decimals.

    A weighted category on the overall scale is read against the same boundaries.
    """
    if rubric.scoring.strategy == "bands":
        return exact(value)
    return show(value, rubric.scoring.decimals, boundaries(rubric) if category.points == rubric.scoring.scale else ())


def weighted_lines(
    rubric: Rubric, category: Category, criteria: Sequence[CriterionScore], sums: "Parts", point: Fraction
) -> tuple[Line, ...]:
    """Return a line for each criterion that has a point, and the quotient: "37.25 of 52" = "71.6"."""
    known = [
        (c, c.rating.point) for c in criteria if c.state is not State.NOT_APPLICABLE and c.rating.point is not None
    ]
    codes = {c.id: c.code for c in category.criteria}
    if rubric.scoring.show == "points-lost" and sums.known_weight == category.points:
        lost = [(codes[c.criterion], c.weight * (1 - rating)) for c, rating in known if rating < 1]
        rows = [Line(code, f"{category.points} − {exact(gap)}", f"−{exact(gap)}") for code, gap in lost]
        whole = " − ".join([str(category.points), *(exact(gap) for _, gap in lost)])
        return (*rows, Line(category.name, whole, show_points(rubric, category, point)))
    rows = [Line(codes[c.criterion], f"{c.weight} × {exact(r)}", exact(c.weight * r)) for c, r in known]
    quotient = f"{exact(sums.known)} of {sums.known_weight}"
    if lowest := rubric.scoring.lowest:
        quotient = f"{lowest} + {category.points - lowest} × {quotient}"
    return (*rows, Line(category.name, quotient, show_points(rubric, category, point)))


def bands_line(rubric: Rubric, category: Category, point: Fraction) -> Line:
    """Return the one line of a banded category: the band's points of the maximum."""
    label = next((band.label for band in category.bands if Fraction(band.points) == point), "")
    name = f"{category.name}: {label}" if label else category.name
    return Line(name, f"{exact(point)} of {category.points}", show_points(rubric, category, point))


def overall_lines(rubric: Rubric, categories: Sequence[CategoryScore], point: Fraction | None) -> tuple[Line, ...]:
    """Return a line for each category that has a point, and the quotient of the totals."""
    if point is None:
        return ()
    names = {category.id: category.name for category in rubric.categories}
    known = [(c, c.points.point) for c in categories if c.applicable and c.points.point is not None]
    rows = [Line(names[c.category], f"{exact(p)} of {exact(c.maximum)}", exact(p)) for c, p in known]
    above = sum((p for _, p in known), Fraction(0))
    below = sum((c.maximum for c, _ in known), Fraction(0))
    scale = f" × {rubric.scoring.scale}" if below != rubric.scoring.scale else ""
    return (*rows, Line(rubric.name, f"{exact(above)} of {exact(below)}{scale}", show_overall(rubric, point)))
