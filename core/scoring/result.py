"""Scores as values: always low, point and high, exact, with the arithmetic that made them."""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from core.model.outcome import Severity


@dataclass(frozen=True, slots=True)
class Interval:
    """Three numbers: at worst, as known, at best. The point is None when nothing is known."""

    low: Fraction
    point: Fraction | None
    high: Fraction

    def __add__(self, other: "Interval") -> "Interval":
        point = None if self.point is None or other.point is None else self.point + other.point
        return Interval(self.low + other.low, point, self.high + other.high)


class State(StrEnum):
    """How far a criterion is known."""

    RATED = "rated"
    UNPROVEN = "unproven"
    OPEN = "open"
    NOT_APPLICABLE = "n.a."


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """One criterion (or one process of a per-process criterion: then `process` is set).

    Attributes:
        key: criterion id, `id@process` for a process.
        rating: 0..1.
        level: index of the level that the point stands for; None when there is none (open, n.a., a share between).
        scan_level: what the scan alone would say; None when it says nothing.
        scan_state: how far the scan alone knows it.
        judged: a person's level is in force.
        reviewed: has an effective judgement, or n.a. by a person.
        weight: share of the category's weight.
        severity: after triggers.
        triggered: reasons of the triggers that hold.
        unchecked: triggers that could not be checked.
        processes: the scores per process of a per-process criterion.
    """

    key: str
    criterion: str
    process: str | None
    state: State
    rating: Interval
    level: int | None
    scan_level: int | None
    scan_state: State
    judged: bool
    reviewed: bool
    weight: int
    severity: Severity
    triggered: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    processes: tuple["CriterionScore", ...] = ()


@dataclass(frozen=True, slots=True)
class BandStep:
    """How one band of a category stands: whether it holds at worst, as known, at best."""

    points: Fraction
    label: str
    meaning: str
    holds_low: bool
    holds_point: bool
    holds_high: bool
    unmet: tuple[str, ...] = ()
    """Criteria whose improvement the band still needs."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of arithmetic: a label, an exact expression and its value."""

    label: str
    expression: str
    value: str


@dataclass(frozen=True, slots=True)
class AspectScore:
    """A named subtotal inside a category."""

    name: str
    points: Interval
    maximum: Fraction


@dataclass(frozen=True, slots=True)
class CategoryScore:
    """One category: points of a maximum, how they came about, how much of it is known."""

    category: str
    points: Interval
    maximum: Fraction
    applicable: bool
    criteria: tuple[CriterionScore, ...]
    bands: tuple[BandStep, ...] = ()
    aspects: tuple[AspectScore, ...] = ()
    lines: tuple[Line, ...] = ()
    reviewed: Fraction = field(default_factory=Fraction)
    completeness: Fraction = field(default_factory=Fraction)


@dataclass(frozen=True, slots=True)
class RubricScore:
    """A whole rubric: overall score, grade, maturity and the categories.

    Attributes:
        overall: on the rubric's scale.
        grade: label, empty when there is no point.
        maturity: level reached by the point; None where the rubric has no levels or nothing is known.
        maturity_range: level at worst and at best.
        reviewed: share of criteria with an effective judgement or n.a. by a person.
        completeness: share of weight neither open nor unproven.
        reason: why there is no score, when there is none.
    """

    rubric: str
    overall: Interval
    scale: Fraction
    grade: str
    grade_meaning: str
    grade_tone: str
    maturity: int | None
    maturity_range: tuple[int, int] | None
    categories: tuple[CategoryScore, ...]
    lines: tuple[Line, ...]
    reviewed: Fraction
    completeness: Fraction
    reason: str = ""

    def criteria(self) -> tuple[CriterionScore, ...]:
        """Return the criteria of all categories, in order."""
        return tuple(c for category in self.categories for c in category.criteria)

    def category(self, category_id: str) -> CategoryScore:
        """Return one category's score.

        Raises:
            KeyError: when there is none of that id.
        """
        for found in self.categories:
            if found.category == category_id:
                return found
        raise KeyError(category_id)
