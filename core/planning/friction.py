"""What slows developers down most: the worst findings of the categories that a rubric names for it."""

from fractions import Fraction

from core.planning.assessment import Assessment
from core.planning.findings import Certainty, Finding
from core.scoring.triggers import WORST_FIRST

TOP = 3


def friction(assessment: Assessment, most: int = TOP) -> tuple[Finding, ...]:
    """Return the findings that slow developers down most: by severity, then by what they gain.

    Accepted risks are among them, for they slow people down all the same; open questions are not.
    """
    categories = set(assessment.rubric.friction)
    found = [
        f
        for f in assessment.findings
        if f.category in categories and f.certainty is not Certainty.OPEN and f.rating.point != 1
    ]
    return tuple(sorted(found, key=_order)[:most])


def _order(finding: Finding) -> tuple[int, int, Fraction]:
    worth = finding.step.gain if finding.step and finding.step.gain is not None else finding.gain or Fraction(0)
    return WORST_FIRST.index(finding.severity), list(Certainty).index(finding.certainty), -worth
