"""From the ratings of a category's criteria to its points: weighted, or by bands."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.rubric.rubric import Category, Rubric
from core.scoring.arithmetic import bands_line, weighted_lines
from core.scoring.conditions import Knowledge, evaluate, needs
from core.scoring.result import AspectScore, BandStep, CategoryScore, CriterionScore, Interval, Line, State
from core.scoring.sums import total

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Parts:
    """The sums behind a weighted score: weight and weight times rating, of all that apply and of what has a point."""

    weight: int
    low: Fraction
    high: Fraction
    known_weight: int
    known: Fraction

    def points(self, maximum: Fraction, lowest: Fraction = ZERO) -> Interval:
        """Return lowest + (maximum - lowest) x sum(w r) / sum(w); what has no point is left out of the point."""
        span = maximum - lowest
        point = lowest + span * self.known / self.known_weight if self.known_weight else None
        return Interval(lowest + span * self.low / self.weight, point, lowest + span * self.high / self.weight)


def parts(criteria: Sequence[CriterionScore]) -> Parts:
    """Return the sums over criteria of which at least one applies."""
    left = [c for c in criteria if c.state is not State.NOT_APPLICABLE]
    known = [(c.weight, c.rating.point) for c in left if c.rating.point is not None]
    return Parts(
        weight=sum(c.weight for c in left),
        low=total((c.weight, c.rating.low) for c in left),
        high=total((c.weight, c.rating.high) for c in left),
        known_weight=sum(weight for weight, _ in known),
        known=total(known),
    )


def points(rubric: Rubric, category: Category, criteria: Sequence[CriterionScore], known: Knowledge) -> Interval | None:
    """Return a category's points, or None when no criterion of it applies."""
    if all(c.state is State.NOT_APPLICABLE for c in criteria):
        return None
    maximum = Fraction(category.points)
    if rubric.scoring.strategy == "weighted":
        return parts(criteria).points(maximum, Fraction(rubric.scoring.lowest))
    if all(c.rating.point is None for c in criteria):
        return Interval(ZERO, None, maximum)
    return _band_points(category, known)


def _band_points(category: Category, known: Knowledge) -> Interval:
    found: list[Fraction | None] = [None, None, None]
    for band in category.bands:
        holds = (True, True, True) if band.when is None else evaluate(band.when, known)
        for i, value in enumerate(holds):
            if value and found[i] is None:
                found[i] = Fraction(band.points)
        if None not in found:
            break
    low, point, high = (value if value is not None else ZERO for value in found)
    return Interval(low, point, high)


def score_category(
    rubric: Rubric, category: Category, criteria: Sequence[CriterionScore], known: Knowledge
) -> CategoryScore:
    """Return the whole score of one category with the arithmetic behind it."""
    maximum = Fraction(category.points)
    found = points(rubric, category, criteria, known)
    result = found or Interval(ZERO, None, ZERO)
    weighted = rubric.scoring.strategy == "weighted"
    lines: tuple[Line, ...] = ()
    if found is not None and found.point is not None:
        if weighted:
            lines = weighted_lines(rubric, category, criteria, parts(criteria), found.point)
        else:
            lines = (bands_line(rubric, category, found.point),)
    return CategoryScore(
        category=category.id,
        points=result,
        maximum=maximum,
        applicable=found is not None,
        criteria=tuple(criteria),
        bands=() if weighted else _bands(category, known),
        aspects=_aspects(category, criteria, maximum) if weighted and found is not None else (),
        lines=lines,
        reviewed=reviewed(criteria),
        completeness=completeness(criteria),
    )


def _bands(category: Category, known: Knowledge) -> tuple[BandStep, ...]:
    steps = []
    for band in category.bands:
        holds = (True, True, True) if band.when is None else tuple(bool(v) for v in evaluate(band.when, known))
        unmet: frozenset[str] = frozenset() if band.when is None else needs(band.when, known)
        order = [c.id for c in category.criteria if c.id in unmet]
        steps.append(
            BandStep(
                points=Fraction(band.points),
                label=band.label,
                meaning=band.meaning,
                holds_low=holds[0],
                holds_point=holds[1],
                holds_high=holds[2],
                unmet=(*order, *sorted(unmet - set(order))),
            )
        )
    return tuple(steps)


def _aspects(category: Category, criteria: Sequence[CriterionScore], maximum: Fraction) -> tuple[AspectScore, ...]:
    names = tuple(dict.fromkeys(c.aspect for c in category.criteria if c.aspect))
    whole = parts(criteria).weight
    found = []
    for name in names:
        own = {c.id for c in category.criteria if c.aspect == name}
        members = [c for c in criteria if c.criterion in own and c.state is not State.NOT_APPLICABLE]
        if members:
            sums = parts(members)
            most = maximum * sums.weight / whole
            found.append(AspectScore(name, sums.points(most), most))
    return tuple(found)


def countable(criteria: Sequence[CriterionScore]) -> list[CriterionScore]:
    """Return what a person can review: all but those that the rubric itself takes out."""
    return [c for c in criteria if c.state is not State.NOT_APPLICABLE or c.reviewed]


def reviewed(criteria: Sequence[CriterionScore]) -> Fraction:
    """Return the share of criteria with an effective judgement, or n.a. by a person."""
    counted = countable(criteria)
    return Fraction(sum(c.reviewed for c in counted), len(counted)) if counted else ZERO


def completeness(criteria: Sequence[CriterionScore]) -> Fraction:
    """Return the share of weight that is neither open nor unproven; each process counts for its part."""
    left = [c for c in criteria if c.state is not State.NOT_APPLICABLE]
    weight = sum(c.weight for c in left)
    return total((c.weight, _known_share(c)) for c in left) / weight if weight else ZERO


def _known_share(criterion: CriterionScore) -> Fraction:
    if criterion.state is State.RATED:
        return Fraction(1)
    processes = [p for p in criterion.processes if p.state is not State.NOT_APPLICABLE]
    known = sum(p.state is State.RATED for p in processes)
    return Fraction(known, len(processes)) if processes else ZERO
