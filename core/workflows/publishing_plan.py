"""Findings, the way to the target and the roadmap of all rubrics together, as published values."""

from collections.abc import Sequence
from fractions import Fraction

from core.audit.audit import Audit
from core.audit.published import (
    PublishedDistance,
    PublishedFinding,
    PublishedGap,
    PublishedItem,
    PublishedPhase,
    PublishedRoadmap,
)
from core.model.roadmap import RoadmapItem
from core.planning.assessment import Assessment
from core.planning.findings import Finding
from core.planning.gaps import Distance
from core.planning.roadmap import is_complete, plan
from core.rubric.rubric import Recommendations


def published_finding(finding: Finding) -> PublishedFinding:
    """Return a finding without what the rubric's text says anyway."""
    return PublishedFinding(
        criterion=finding.criterion,
        category=finding.category,
        certainty=finding.certainty.value,
        severity=finding.severity.value,
        rating=finding.rating,
        lost=finding.lost,
        gain=finding.gain,
        recommendation=finding.recommendation,
        step=finding.step.label if finding.step else "",
        step_gain=finding.step.gain if finding.step else None,
        processes=finding.processes,
        triggered=finding.triggered,
        unchecked=finding.unchecked,
        accepted=finding.accepted is not None,
        expired=finding.expired.expires if finding.expired else "",
    )


def published_distance(found: Distance) -> PublishedDistance | None:
    """Return the way to the target, None when the rubric has none."""
    if found.target is None:
        return None
    gaps = tuple(PublishedGap(g.category, g.label, g.criteria, g.gain, g.projected) for g in found.gaps)
    return PublishedDistance(found.target, found.missing, gaps, found.reachable)


def published_roadmap(
    assessments: Sequence[Assessment], recommendations: Recommendations, audit: Audit
) -> PublishedRoadmap:
    """Return the one roadmap of all rubrics, its items laid over the weeks of their phases."""
    made = plan(assessments, recommendations, audit.phases, audit.placements, audit.work)
    rows: list[PublishedItem] = []
    phases: list[PublishedPhase] = []
    for planned in made.phases:
        start, phase = planned.starts - 1, planned.phase
        whole = sum(_middle(item) for item in planned.items) or Fraction(1)
        done = Fraction(0)
        for item in planned.items:
            begin = start + phase.weeks * done / whole
            done += _middle(item)
            rows.append(_item(item, audit, float(begin), float(start + phase.weeks * done / whole)))
        phases.append(
            PublishedPhase(
                phase.id,
                phase.name,
                phase.weeks,
                phase.capacity_hours,
                start,
                planned.effort_low,
                planned.effort_high,
                dict(planned.projected),
                planned.over,
                planned.conflicts,
            )
        )
    rows += [_item(item, audit, 0, 0) for item in made.unplaced]
    return PublishedRoadmap(tuple(phases), tuple(rows), made.quick_wins, made.without_advice)


def _middle(item: RoadmapItem) -> Fraction:
    """Return the hours by which items share a phase; what is complete takes no time."""
    if is_complete(item):
        return Fraction(0)
    return (Fraction(str(item.effort_low)) + Fraction(str(item.effort_high))) / 2 or Fraction(1)


def _item(item: RoadmapItem, audit: Audit, start: float, end: float) -> PublishedItem:
    return PublishedItem(
        recommendation=item.recommendation,
        title=item.title,
        closes=item.closes,
        effort_low=item.effort_low,
        effort_high=item.effort_high,
        severity=item.severity,
        gains={rubric: float(gain) for rubric, gain in item.gains.items()},
        requires=item.requires,
        phase=item.phase,
        status=item.status,
        owner="" if audit.report.hide_authors else item.owner,
        link=item.link,
        due=item.due,
        start_week=start,
        end_week=end,
        unplanned=item.unplanned.value if item.unplanned else "",
    )
