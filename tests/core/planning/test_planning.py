"""Findings, what they gain, and a roadmap within capacity."""

from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from core.model.judgement import AcceptedRisk
from core.model.outcome import Outcome
from core.model.roadmap import Phase
from core.planning.assessment import assess
from core.planning.findings import Certainty, findings
from core.planning.gaps import distance
from core.planning.roadmap import LATER, Roadmap, plan, proposed_phases
from core.rubric.rubric import Recommendations, Rubric
from core.scoring.facts import Facts, Told
from core.scoring.result import Interval
from core.scoring.score import score
from tests.helpers.rubrics import category, criterion, needs, rubric

PHASES = (Phase("one", "One", 2, 20), Phase("two", "Two", 3, 20))
ABSENT, PRESENT = Told(Outcome.ABSENT), Told(Outcome.PRESENT)


def advice(**hours: Any) -> Recommendations:
    """Recommendations by id: upper hours, or (upper hours, requires)."""
    made = []
    for name, value in hours.items():
        most, requires = value if isinstance(value, tuple) else (value, [])
        made.append(
            {
                "id": name,
                "action": f"Do {name}.",
                "why": "So.",
                "effort_hours": [most / 2, most],
                "timeline_weeks": [1, 1],
                "requires": requires,
            }
        )
    return Recommendations.model_validate({"recommendations": made})


def weighted(**criteria: dict[str, Any]) -> Rubric:
    made = [criterion(name, f"x.{name}", recommendation=f"r{name}", **fields) for name, fields in criteria.items()]
    return rubric("weighted", 100, [category("c", 100, made)], scoring={"target": 80})


def planned(chosen: Rubric, facts: Facts, catalogue: Recommendations, **rest: Any) -> Roadmap:
    found = assess(chosen, facts, score(chosen, facts), rest.pop("accepted", None))
    return plan([found], catalogue, rest.pop("phases", PHASES), rest.pop("placements", None), rest.pop("states", None))


def placed(roadmap: Roadmap) -> dict[str, list[str]]:
    found = {p.phase.id: [i.recommendation for i in p.items] for p in roadmap.phases}
    return {**found, "": [i.recommendation for i in roadmap.unplaced]}


def test_a_finding_is_worth_what_the_audit_gains_by_it() -> None:
    chosen = weighted(a={"weight": 3}, b={"weight": 1, "severity": "critical"}, c={"weight": 6})
    facts = Facts(probes={"x.a": Told(Outcome.PARTIAL), "x.b": ABSENT, "x.c": PRESENT})
    found = findings(chosen, facts, score(chosen, facts))
    assert [(f.criterion, f.severity.value, f.lost, f.gain) for f in found] == [
        ("b", "critical", Fraction(10), Fraction(10)),
        ("a", "medium", Fraction(15), Fraction(15)),
    ]
    assert found[1].projected == Interval(Fraction(90), Fraction(90), Fraction(90))


def test_what_is_open_or_unproven_is_listed_apart_and_not_planned() -> None:
    chosen = weighted(a={}, b={}, c={}, d={})
    facts = Facts(probes={"x.a": ABSENT, "x.b": Told(Outcome.UNPROVEN), "x.c": Told(Outcome.ABSENT, True)})
    found = findings(chosen, facts, score(chosen, facts))
    assert [(f.criterion, f.certainty, f.to_do) for f in found] == [
        ("a", Certainty.GAP, True),
        ("c", Certainty.UNPROVEN, True),
        ("b", Certainty.UNPROVEN, False),
        ("d", Certainty.OPEN, False),
    ]
    roadmap = planned(chosen, facts, advice(ra=5, rb=5, rc=5, rd=5))
    assert placed(roadmap) == {"one": ["ra", "rc"], "two": [], "": []}


def test_an_accepted_risk_stays_a_finding_and_leaves_the_roadmap_until_it_expires() -> None:
    chosen = weighted(a={}, b={})
    facts = Facts(probes={"x.a": ABSENT, "x.b": ABSENT})
    risk = {"t/a": AcceptedRisk("Replaced next year.", "2026-06-30", "me", datetime(2026, 1, 1, tzinfo=UTC))}
    assert placed(planned(chosen, facts, advice(ra=5, rb=5), accepted=risk)) == {"one": ["rb"], "two": [], "": []}
    today = score(chosen, facts)
    before = {f.criterion: (f.accepted, f.expired) for f in findings(chosen, facts, today, risk, "2026-06-30")}
    after = {f.criterion: (f.accepted, f.expired) for f in findings(chosen, facts, today, risk, "2026-07-01")}
    assert before == {"a": (risk["t/a"], None), "b": (None, None)}
    assert after == {"a": (None, risk["t/a"]), "b": (None, None)}


def test_severity_comes_first_then_gain_per_hour_within_capacity() -> None:
    chosen = weighted(
        a={"weight": 5}, b={"weight": 2, "severity": "critical"}, c={"weight": 3}, d={"weight": 4, "severity": "low"}
    )
    facts = Facts(probes={f"x.{n}": ABSENT for n in "abcd"})
    roadmap = planned(chosen, facts, advice(ra=20, rb=10, rc=8, rd=15))
    assert placed(roadmap) == {"one": ["rb", "rc"], "two": ["ra"], "": ["rd"]}
    assert [(p.effort_high, p.starts, p.ends, p.over) for p in roadmap.phases] == [(18, 1, 2, False), (20, 3, 5, False)]
    assert [p.projected["t"].point for p in roadmap.phases] == [Fraction(500, 14), Fraction(1000, 14)]
    assert roadmap.reached_in == {"t": None}


def test_a_projection_is_the_audit_scored_again_and_never_above_the_scale() -> None:
    chosen = weighted(a={}, b={}, c={})
    facts = Facts(probes={f"x.{n}": Told(Outcome.PARTIAL) for n in "abc"})
    roadmap = planned(chosen, facts, advice(ra=1, rb=1, rc=1))
    assert roadmap.phases[0].projected["t"].point == 100
    assert roadmap.reached_in == {"t": "one"}


def test_one_recommendation_closes_all_its_findings_and_its_effort_counts_once() -> None:
    made = [criterion(name, f"x.{name}", recommendation="fix") for name in "ab"]
    chosen = rubric("weighted", 100, [category("c", 100, made)])
    facts = Facts(probes={"x.a": ABSENT, "x.b": ABSENT})
    item = planned(chosen, facts, advice(fix=12)).phases[0].items[0]
    assert (item.closes, item.effort_low, item.effort_high, item.gains) == (("t/a", "t/b"), 6, 12, {"t": 100})


def test_what_is_required_comes_first() -> None:
    chosen = weighted(a={"severity": "critical"}, b={"severity": "low"})
    facts = Facts(probes={"x.a": ABSENT, "x.b": ABSENT})
    roadmap = planned(chosen, facts, advice(ra=(15, ["rb", "other"]), rb=10))
    assert placed(roadmap) == {"one": ["rb"], "two": ["ra"], "": []}


def test_what_builds_on_something_that_does_not_fit_is_not_planned() -> None:
    chosen = weighted(a={"severity": "critical"}, b={"severity": "low"})
    facts = Facts(probes={"x.a": ABSENT, "x.b": ABSENT})
    assert placed(planned(chosen, facts, advice(ra=(5, ["rb"]), rb=50))) == {"one": [], "two": [], "": ["rb", "ra"]}


def test_the_auditor_moves_items_and_sees_what_that_breaks() -> None:
    chosen = weighted(a={}, b={}, c={})
    facts = Facts(probes={f"x.{n}": ABSENT for n in "abc"})
    catalogue = advice(ra=(15, ["rb"]), rb=10, rc=12)
    moved = planned(chosen, facts, catalogue, placements={"ra": "one", "rc": "one", "rb": "two", "rx": "one"})
    assert placed(moved) == {"one": ["rc", "ra"], "two": ["rb"], "": []}
    assert (moved.phases[0].over, moved.phases[0].conflicts) == (True, ("ra",))
    later = planned(chosen, facts, catalogue, placements={"rc": LATER})
    assert placed(later) == {"one": ["rb"], "two": ["ra"], "": ["rc"]}


def banded() -> Rubric:
    both = {"all": [needs("a"), needs("b")]}
    made = [criterion(n, f"x.{n}", recommendation=f"r{n}") for n in "ab"]
    other = [criterion("c", "x.c", recommendation="rc"), criterion("told", recommendation="rtold")]
    return rubric(
        "bands",
        10,
        [
            category("one", 60, made, [(60, both), (20, needs("a", 0.5)), (0, None)]),
            category("two", 40, other, [(40, {"all": [needs("c"), needs("told")]}), (10, needs("c")), (0, None)]),
        ],
        scoring={"target": 8},
    )


def test_a_band_step_is_the_unit_and_is_scheduled_whole() -> None:
    chosen = banded()
    facts = Facts(probes={"x.a": Told(Outcome.PARTIAL), "x.b": ABSENT, "x.c": ABSENT}, levels={"told": 2})
    found = {f.criterion: f for f in findings(chosen, facts, score(chosen, facts))}
    assert (found["a"].gain, found["b"].gain) == (0, 0)
    step = found["a"].step
    assert step is not None and step == found["b"].step
    assert (step.points_from, step.points_to, step.gain, step.criteria) == (20, 60, 4, ("a", "b"))
    roadmap = planned(
        chosen, facts, advice(ra=12, rb=12, rc=10), phases=(Phase("s", "S", 1, 20), Phase("l", "L", 1, 24))
    )
    assert placed(roadmap) == {"s": ["rc"], "l": ["ra", "rb"], "": []}
    assert [p.projected["t"].point for p in roadmap.phases] == [6, 10]
    assert [(s.step.category, s.step.gain, s.phase) for s in roadmap.steps] == [("two", 4, "s"), ("one", 4, "l")]
    assert roadmap.reached_in == {"t": "l"}


def test_a_step_larger_than_every_phase_runs_over_several() -> None:
    chosen = banded()
    facts = Facts(probes={"x.a": Told(Outcome.PARTIAL), "x.b": ABSENT, "x.c": PRESENT}, levels={"told": 2})
    roadmap = planned(chosen, facts, advice(ra=15, rb=15, rc=10))
    assert placed(roadmap) == {"one": ["ra"], "two": ["rb"], "": []}
    assert roadmap.steps[0].phase == "two"


def test_what_blocks_the_target_is_named_largest_gain_first() -> None:
    chosen = banded()
    facts = Facts(probes={"x.a": Told(Outcome.PARTIAL), "x.b": ABSENT, "x.c": ABSENT})
    today = score(chosen, facts)
    found = distance(chosen, facts, today, findings(chosen, facts, today))
    assert (found.target, found.missing, found.reachable, found.unknown) == (8, 6, True, 1)
    assert [(g.category, g.criteria, g.gain) for g in found.gaps] == [("two", ("c",), 4), ("one", ("a", "b"), 4)]


def test_a_criterion_that_two_categories_need_is_told_where_it_belongs() -> None:
    bands = [(50, needs("a")), (0, None)]
    chosen = rubric(
        "bands",
        10,
        [
            category("home", 50, [criterion("a", "x.a")], bands),
            category("other", 50, [criterion("b", "x.b")], bands),
        ],
        scoring={"target": 8},
    )
    facts = Facts(probes={"x.a": ABSENT, "x.b": ABSENT})
    today = score(chosen, facts)
    found = distance(chosen, facts, today, findings(chosen, facts, today))
    assert [(g.category, g.criteria, g.gain) for g in found.gaps] == [("home", ("a",), 10)]


def test_nothing_blocks_a_target_that_is_reached() -> None:
    chosen = banded()
    facts = Facts(probes={f"x.{n}": PRESENT for n in "abc"})
    today = score(chosen, facts)
    found = distance(chosen, facts, today, findings(chosen, facts, today))
    assert (found.missing, found.gaps, found.reachable) == (0, (), True)


def test_the_processes_that_lack_something_are_named() -> None:
    chosen = rubric(
        "weighted", 10, [category("c", 10, [criterion("k", "process.traced", per_process="process.traced")])]
    )
    told = {"a": {"process.traced": PRESENT}, "b": {"process.traced": ABSENT}}
    facts = Facts(process_probes=told, processes=("a", "b"))
    found = findings(chosen, facts, score(chosen, facts))
    assert [(f.key, f.processes, f.gain) for f in found] == [("t/k", ("b",), 5)]


def test_the_rubric_proposes_phases() -> None:
    chosen = weighted(a={}).model_copy(update={"phases": ()})
    assert proposed_phases(chosen) == ()
