"""What the scores would be if some criteria were met and all else stayed as it is."""

from collections.abc import Iterable
from fractions import Fraction

from core.rubric.rubric import Rubric
from core.scoring.categories import points
from core.scoring.criteria import Criteria
from core.scoring.facts import Facts
from core.scoring.result import Interval, RubricScore
from core.scoring.score import categories_touched, criteria_touched, overall_of, with_fresh


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

    def overall(self, met: Iterable[str]) -> Interval:
        """Return the overall score with these criteria fully met; those that do not apply stay out."""
        criteria, touched = self._ask(met)
        positions = categories_touched(self.rubric, touched)
        parts: list[tuple[Interval, Fraction]] = []
        for position, before in enumerate(self.today.categories):
            found: Interval | None
            if position in positions:
                fresh = [criteria.score(c.criterion) if c.criterion in touched else c for c in before.criteria]
                found = points(self.rubric, self.rubric.categories[position], fresh, criteria.knowledge)
            else:
                found = before.points if before.applicable else None
            if found is not None:
                parts.append((found, before.maximum))
        return overall_of(self.rubric, parts)

    def score(self, met: Iterable[str]) -> RubricScore:
        """Return the whole score with these criteria fully met."""
        criteria, touched = self._ask(met)
        return with_fresh(self.rubric, self.today, criteria, touched) if touched else self.today

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
