"""Findings: the criteria that are not fully met, each with what closing it is worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.model.judgement import AcceptedRisk, key
from core.model.outcome import Severity
from core.planning.steps import Step, next_steps
from core.rubric.rubric import Rubric
from core.scoring.categories import parts
from core.scoring.facts import Facts
from core.scoring.result import CategoryScore, CriterionScore, Interval, RubricScore, State
from core.scoring.triggers import WORST_FIRST
from core.scoring.what_if import WhatIf


class Certainty(StrEnum):
    """How sure it is that a finding is one."""

    GAP = "gap"
    UNPROVEN = "unproven"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Finding:
    """A criterion below its full rating.

    Attributes:
        key: rubric and criterion.
        certainty: a gap is known; unproven and open ones are listed apart, for nobody knows whether they are gaps.
        lost: points of its category that it costs today; 0 in banded categories, where the step is the unit.
        gain: what meeting it alone adds to the overall score, re-computed; None when that has no point today.
        projected: the overall score with it met.
        step: the band step that needs it, where there is one; its gain is the step's, shown once.
        processes: ids of the critical processes for which it is not fully met.
        accepted: the client accepts it until a date: out of the roadmap, not out of the report.
        expired: it was accepted until a date that has passed, so it counts again.
    """

    key: str
    rubric: str
    criterion: str
    code: str
    category: str
    question: str
    certainty: Certainty
    severity: Severity
    rating: Interval
    lost: Fraction
    gain: Fraction | None
    projected: Interval
    recommendation: str
    step: Step | None = None
    processes: tuple[str, ...] = ()
    triggered: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    accepted: AcceptedRisk | None = None
    expired: AcceptedRisk | None = None

    @property
    def to_do(self) -> bool:
        """Tell whether it belongs into a roadmap: known to be below its best, and not accepted."""
        return self.certainty is not Certainty.OPEN and bool(self.rating.point != 1) and self.accepted is None


def findings(
    rubric: Rubric,
    facts: Facts,
    score: RubricScore,
    accepted: Mapping[str, AcceptedRisk] | None = None,
    today: str = "",
) -> tuple[Finding, ...]:
    """Return every criterion below full rating: known gaps first, by severity, then by what they gain.

    Args:
        rubric: the rubric.
        facts: what is known.
        score: the score of those facts.
        accepted: accepted risks by criterion key.
        today: ISO date; a risk accepted until an earlier one counts no more. Empty: none has expired.
    """
    what_if = WhatIf(rubric, facts, score)
    steps: dict[str, Step] = {}
    for step in next_steps(rubric, what_if):
        for name in step.criteria:
            if name not in steps or rubric.category_of(name).id == step.category:
                steps[name] = step
    criteria = {c.id: c for c in rubric.criteria()}
    found = []
    for category in score.categories:
        weight = parts(category.criteria).known_weight
        for scored in category.criteria:
            if not below(scored):
                continue
            criterion = criteria[scored.criterion]
            name = key(rubric.id, criterion.id)
            projected = what_if.overall((criterion.id,))
            risk = (accepted or {}).get(name)
            over = risk is not None and bool(today and risk.expires) and risk.expires < today
            before = score.overall.point
            found.append(
                Finding(
                    key=name,
                    rubric=rubric.id,
                    criterion=criterion.id,
                    code=criterion.code,
                    category=category.category,
                    question=criterion.question,
                    certainty=certainty(scored),
                    severity=scored.severity,
                    rating=scored.rating,
                    lost=_lost(rubric, category, scored, weight),
                    gain=None if before is None or projected.point is None else projected.point - before,
                    projected=projected,
                    recommendation=criterion.recommendation,
                    step=steps.get(criterion.id),
                    processes=tuple(p.process for p in scored.processes if p.process and below(p)),
                    triggered=scored.triggered,
                    unchecked=scored.unchecked,
                    accepted=None if over else risk,
                    expired=risk if over else None,
                )
            )
    return tuple(sorted(found, key=_order))


def below(scored: CriterionScore) -> bool:
    """Tell whether a criterion applies and is not certainly at its best."""
    return scored.state is not State.NOT_APPLICABLE and scored.rating.low < 1


def certainty(scored: CriterionScore) -> Certainty:
    """Return how sure it is that a criterion below its best is a gap."""
    if scored.state is State.OPEN:
        return Certainty.OPEN
    return Certainty.GAP if scored.rating.high < 1 or scored.state is State.RATED else Certainty.UNPROVEN


def _lost(rubric: Rubric, category: CategoryScore, scored: CriterionScore, weight: int) -> Fraction:
    if rubric.scoring.strategy == "bands" or scored.rating.point is None:
        return Fraction(0)
    return (category.maximum - rubric.scoring.lowest) * scored.weight * (1 - scored.rating.point) / weight


def _order(finding: Finding) -> tuple[int, int, Fraction]:
    worth = finding.step.gain if finding.step and finding.step.gain is not None else finding.gain or Fraction(0)
    return (list(Certainty).index(finding.certainty), WORST_FIRST.index(finding.severity), -worth)
