"""What the scores would be if some criteria were met and all else stayed as it is."""

from collections.abc import Iterable
from fractions import Fraction

from core.rubric.rubric import Rubric
from core.scoring.categories import points, score_category
from core.scoring.criteria import Criteria
from core.scoring.facts import Facts
from core.scoring.result import CategoryScore, Interval, RubricScore
from core.scoring.score import categories_touched, criteria_touched, overall_of


class WhatIf:
    """Asks "what if these criteria were met" again and again, against the same facts.

    Args:
        rubric: the rubric.
        facts: what is known today.
        today: the score of those facts.
    """

    def __init__(self, rubric: Rubric, facts: Facts, today: RubricScore) -> None:
        self.rubric = rubric
        self.facts = facts
        self.today = today
        self._known = {c.criterion: c for c in today.criteria()}
        self._positions: dict[str, frozenset[int]] = {}
        self._points: dict[tuple[int, frozenset[str]], Interval | None] = {}

    def overall(self, met: Iterable[str]) -> Interval:
        """Return the overall score with these criteria fully met; those that do not apply stay out."""
        touching: dict[int, set[str]] = {}
        for criterion_id in met:
            for position in self._touched_by(criterion_id):
                touching.setdefault(position, set()).add(criterion_id)
        parts: list[tuple[Interval, Fraction]] = []
        for position, before in enumerate(self.today.categories):
            if position in touching:
                found = self._points_of(position, frozenset(touching[position]))
            else:
                found = before.points if before.applicable else None
            if found is not None:
                parts.append((found, before.maximum))
        return overall_of(self.rubric, parts)

    def _touched_by(self, criterion_id: str) -> frozenset[int]:
        if criterion_id not in self._positions:
            touched = criteria_touched(self.rubric, (criterion_id,))
            self._positions[criterion_id] = categories_touched(self.rubric, touched)
        return self._positions[criterion_id]

    def _points_of(self, position: int, met: frozenset[str]) -> Interval | None:
        """Return a category's points; they depend only on those met criteria that touch it, so they are kept."""
        if (position, met) not in self._points:
            criteria, touched = self._ask(met)
            before = self.today.categories[position]
            fresh = [criteria.score(c.criterion) if c.criterion in touched else c for c in before.criteria]
            category = self.rubric.categories[position]
            self._points[position, met] = points(self.rubric, category, fresh, criteria.knowledge)
        return self._points[position, met]

    def category(self, position: int, met: Iterable[str]) -> CategoryScore:
        """Return the score of the category at a position with these criteria fully met."""
        criteria, touched = self._ask(met)
        before = self.today.categories[position]
        fresh = [criteria.score(c.criterion) if c.criterion in touched else c for c in before.criteria]
        return score_category(self.rubric, self.rubric.categories[position], fresh, criteria.knowledge)

    def gain(self, met: Iterable[str]) -> Fraction | None:
        """Return the points that the overall score would rise by; None when it has no point today."""
        before, after = self.today.overall.point, self.overall(met).point
        return None if before is None or after is None else after - before

    def _ask(self, met: Iterable[str]) -> tuple[Criteria, frozenset[str]]:
        wanted = frozenset(met)
        touched = criteria_touched(self.rubric, wanted)
        known = dict(self._known)
        for criterion_id in touched:
            known.pop(criterion_id, None)
        return Criteria(self.rubric, self.facts, known, wanted), touched
