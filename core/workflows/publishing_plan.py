"""Findings, the way to the target and the roadmap of all rubrics together, as published values."""

from collections.abc import Mapping
from dataclasses import replace
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
from core.model.roadmap import Phase, RoadmapItem
from core.planning.findings import Finding, findings
from core.planning.gaps import Distance
from core.planning.roadmap import LATER, PlannedPhase, plan
from core.rubric.rubric import Recommendations, Rubric
from core.scoring.facts import Facts
from core.scoring.result import Interval, RubricScore
from core.scoring.triggers import WORST_FIRST


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
    )


def published_distance(found: Distance) -> PublishedDistance | None:
    """Return the way to the target, None when the rubric has none."""
    if found.target is None:
        return None
    gaps = tuple(PublishedGap(g.category, g.label, g.criteria, g.gain, g.projected) for g in found.gaps)
    return PublishedDistance(found.target, found.missing, gaps, found.reachable)


def published_roadmap(
    rubrics: Mapping[str, Rubric],
    facts: Mapping[str, Facts],
    scores: Mapping[str, RubricScore],
    recommendations: Recommendations,
    audit: Audit,
) -> PublishedRoadmap:
    """Return one roadmap for all rubrics: what the first plans comes first, its shared items keep their place.

    A recommendation that several rubrics ask for is one item, its effort counted once. Later rubrics get the capacity
    that is left.
    """
    today = max((s.finished_at for s in audit.scans), default=audit.created_at).date().isoformat()
    placements = dict(audit.placements)
    phases = list(audit.phases)
    items: dict[str, RoadmapItem] = {}
    gains: dict[str, dict[str, float]] = {}
    projected: dict[str, dict[str, Interval]] = {phase.id: {} for phase in phases}
    planned: tuple[PlannedPhase, ...] = ()
    for name, rubric in rubrics.items():
        found = findings(rubric, facts[name], scores[name], audit.accepted_risks, today)
        room = _room_left(phases, items, {f.recommendation for f in found})
        made = plan(rubric, facts[name], scores[name], found, recommendations, room, placements)
        planned = planned or made.phases
        for item in made.items():
            gains.setdefault(item.recommendation, {})[name] = item.gain
            items[item.recommendation] = _joined(items.get(item.recommendation), item)
            placements.setdefault(item.recommendation, item.phase or LATER)
        for phase in made.phases:
            projected[phase.phase.id][name] = phase.projected
    order = {phase.id: number for number, phase in enumerate(phases)}
    placed = sorted(items.values(), key=lambda i: order.get(i.phase or "", len(order)))
    return _scheduled(planned, phases, [_followed(item, audit) for item in placed], gains, projected)


def _followed(item: RoadmapItem, audit: Audit) -> RoadmapItem:
    """Return an item with what the client said about it."""
    work = audit.work.get(item.recommendation)
    if work is None:
        return item
    owner = "" if audit.report.hide_authors else work.owner
    return replace(item, status=work.status.value, owner=owner, link=work.link, due=work.due)


def _room_left(phases: list[Phase], items: Mapping[str, RoadmapItem], wanted: set[str]) -> list[Phase]:
    """Return the phases with the capacity that earlier rubrics left; shared items are counted by the plan itself."""
    used: dict[str, float] = {}
    for item in items.values():
        if item.phase and item.recommendation not in wanted:
            used[item.phase] = used.get(item.phase, 0) + item.effort_high
    return [replace(p, capacity_hours=max(0, int(p.capacity_hours - used.get(p.id, 0)))) for p in phases]


def _joined(first: RoadmapItem | None, second: RoadmapItem) -> RoadmapItem:
    if first is None:
        return second
    worst = min(first.severity, second.severity, key=[w.value for w in WORST_FIRST].index)
    closes = tuple(dict.fromkeys(first.closes + second.closes))
    return replace(first, closes=closes, severity=worst, phase=first.phase or second.phase)


def _scheduled(
    planned: tuple[PlannedPhase, ...],
    phases: list[Phase],
    items: list[RoadmapItem],
    gains: Mapping[str, dict[str, float]],
    projected: Mapping[str, dict[str, Interval]],
) -> PublishedRoadmap:
    """Lay the items of a phase one after another, each as long as its share of the phase's effort."""
    rows: list[PublishedItem] = []
    made: list[PublishedPhase] = []
    start = 0
    for phase in phases:
        inside = [item for item in items if item.phase == phase.id]
        whole = sum(_middle(item) for item in inside) or Fraction(1)
        done = Fraction(0)
        for item in inside:
            begin = start + phase.weeks * done / whole
            done += _middle(item)
            rows.append(_item(item, gains, float(begin), float(start + phase.weeks * done / whole)))
        made.append(
            PublishedPhase(
                phase.id,
                phase.name,
                phase.weeks,
                phase.capacity_hours,
                start,
                sum(item.effort_low for item in inside),
                sum(item.effort_high for item in inside),
                projected.get(phase.id, {}),
            )
        )
        start += phase.weeks
    rows += [_item(item, gains, 0, 0) for item in items if item.phase is None]
    return PublishedRoadmap(tuple(made) if planned else (), tuple(rows))


def _middle(item: RoadmapItem) -> Fraction:
    return (Fraction(str(item.effort_low)) + Fraction(str(item.effort_high))) / 2 or Fraction(1)


def _item(item: RoadmapItem, gains: Mapping[str, dict[str, float]], start: float, end: float) -> PublishedItem:
    return PublishedItem(
        recommendation=item.recommendation,
        title=item.title,
        closes=item.closes,
        effort_low=item.effort_low,
        effort_high=item.effort_high,
        severity=item.severity,
        gains=gains.get(item.recommendation, {}),
        requires=item.requires,
        phase=item.phase,
        status=item.status,
        owner=item.owner,
        link=item.link,
        due=item.due,
        start_week=start,
        end_week=end,
    )
