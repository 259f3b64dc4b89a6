"""What slows developers down most: the worst findings of the categories that a rubric names for it."""

from fractions import Fraction

from core.planning.assessment import Assessment
from core.planning.findings import Certainty, Finding
from core.scoring.triggers import WORST_FIRST

TOP = 3


def friction(assessment: Assessment, most: int = TOP) -> tuple[Finding, ...]:
    """Return the known gaps that slow developers down most: by severity, then by what they gain; no accepted risks."""
    categories = set(assessment.rubric.friction)
    found = [
        f
        for f in assessment.findings
        if f.category in categories and f.certainty is Certainty.GAP and f.accepted is None
    ]
    return tuple(sorted(found, key=_order)[:most])


def _order(finding: Finding) -> tuple[int, Fraction]:
    return WORST_FIRST.index(finding.severity), -(finding.gain or Fraction(0))
