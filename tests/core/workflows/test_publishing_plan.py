"""The plan as it is published: one over all rubrics, every number of it added up again by a second book-keeper."""

import json
from dataclasses import replace
from datetime import timedelta

from core.audit.published import Published, PublishedItem, to_bytes
from core.model.judgement import AcceptedRisk
from core.model.work import WorkItem, WorkStatus
from core.report.book import open_book
from core.report.plan_page import cost_and_return
from core.workflows.publishing import Source, publish
from tests.helpers.published import LEAD, START, example_source
from tests.helpers.second_ledger import differences

BOTH = ("process-integrity", "devops-excellence")


def agreed(source: Source) -> Published:
    """Return what is published, once the second book-keeper gets the same numbers."""
    found = publish(source)
    assert list(differences(json.loads(to_bytes(found)))) == []
    return found


def by_name(found: Published) -> dict[str, PublishedItem]:
    return {item.recommendation: item for item in found.roadmap.items}


def test_two_rubrics_share_items_and_capacity() -> None:
    found = agreed(example_source(BOTH))
    items = by_name(found)
    assert len(items) == len(found.roadmap.items)
    shared = [i for i in items.values() if {key.partition("/")[0] for key in i.closes} == set(BOTH)]
    assert shared and all(set(item.gains) == set(BOTH) for item in shared)
    for phase in found.roadmap.phases:
        assert phase.effort_high <= phase.capacity_hours and not phase.over
        assert set(phase.projected) == set(BOTH)
    assert all(bool(item.unplanned) == (item.phase is None) for item in items.values())
    assert set(found.roadmap.quick_wins) <= set(items)


def test_complete_work_takes_no_hours_and_no_weeks() -> None:
    source = example_source(BOTH)
    before = agreed(source)
    done = next(item for item in before.roadmap.items if item.phase == before.roadmap.phases[0].id)
    work = {done.recommendation: WorkItem(WorkStatus.COMPLETE, "Example team", "EX-1")}
    after = agreed(replace(source, audit=replace(source.audit, work=work)))
    item = by_name(after)[done.recommendation]
    assert (item.status, item.owner, item.end_week - item.start_week) == ("complete", "Example team", 0)
    assert item.closes == done.closes
    assert [f.criterion for f in after.rubrics[0].findings] == [f.criterion for f in before.rubrics[0].findings]


def test_complete_work_costs_nothing_more() -> None:
    source = example_source()
    entered = replace(source.audit, entered={"hourly-cost": 10.0})
    before = publish(replace(source, audit=entered))
    work = {item.recommendation: WorkItem(WorkStatus.COMPLETE) for item in before.roadmap.items}
    after = publish(replace(source, audit=replace(entered, work=work)))
    assert cost_and_return(open_book(before)).cost[1] > 0
    assert cost_and_return(open_book(after)).cost == (0, 0)


def test_a_hand_may_put_more_into_a_phase_than_fits_and_that_is_published() -> None:
    source = example_source()
    names = [item.recommendation for item in publish(source).roadmap.items]
    placed = replace(source.audit, placements=dict.fromkeys(names, "phase-1"))
    first = agreed(replace(source, audit=placed)).roadmap.phases[0]
    assert first.over and first.effort_high > first.capacity_hours


def test_a_risk_counts_again_when_its_day_has_passed() -> None:
    source = example_source()
    key = publish(source).roadmap.items[0].closes[0]
    for days, accepted in ((0, True), (-1, False)):
        until = (source.head.at + timedelta(days=days)).date().isoformat()
        risk = AcceptedRisk("Example reason.", until, LEAD.id, START)
        found = agreed(replace(source, audit=replace(source.audit, accepted_risks={key: risk})))
        finding = next(f for f in found.rubrics[0].findings if key.endswith(f"/{f.criterion}"))
        assert (finding.accepted, finding.expired) == (accepted, "" if accepted else until)
        assert any(key in item.closes for item in found.roadmap.items) is not accepted
