"""One plan over several rubrics: shared items, shared capacity, gains kept apart."""

from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from core.model.judgement import AcceptedRisk
from core.model.outcome import Outcome
from core.model.roadmap import Phase, Unplanned
from core.model.work import WorkItem, WorkStatus
from core.planning.assessment import Assessment, assess
from core.planning.friction import friction
from core.planning.roadmap import LATER, Roadmap, plan
from core.rubric.rubric import Recommendations, Rubric
from core.scoring.facts import Facts, Told
from core.scoring.score import score
from tests.helpers.rubrics import category, criterion, needs, rubric

PHASES = (Phase("one", "One", 2, 20), Phase("two", "Two", 3, 20))
ABSENT = Told(Outcome.ABSENT)


def advice(**hours: Any) -> Recommendations:
    """Recommendations by id: upper hours, or (upper hours, requires)."""
    made = []
    for name, value in hours.items():
        most, requires = value if isinstance(value, tuple) else (value, [])
        made.append({
            "id": name, "action": f"Do {name}.", "why": "So.", "effort_hours": [most / 2, most],
            "timeline_weeks": [1, 1], "requires": requires,
        })  # fmt: skip
    return Recommendations.model_validate({"recommendations": made})


def weighted(name: str, scale: int, **criteria: dict[str, Any]) -> Rubric:
    """A weighted rubric whose criteria name their recommendation as `r`."""
    made = [
        criterion(f"{name}-{c}", f"x.{c}", recommendation=fields.pop("r", c), **fields)
        for c, fields in ((c, dict(fields)) for c, fields in criteria.items())
    ]
    return rubric("weighted", scale, [category("c", scale, made)]).model_copy(update={"id": name})


def banded(name: str, *criteria: str) -> Rubric:
    """A banded rubric whose one step needs all criteria; criterion and recommendation have the same name."""
    made = [criterion(c, f"x.{c}", recommendation=c) for c in criteria]
    bands = [(10, {"all": [needs(c) for c in criteria]}), (0, None)]
    return rubric("bands", 10, [category("c", 10, made, bands)]).model_copy(update={"id": name})


def absent(chosen: Rubric, **risks: AcceptedRisk) -> Assessment:
    """The rubric with nothing present."""
    facts = Facts(probes={probe: ABSENT for c in chosen.criteria() for probe in c.probes()})
    accepted = {f"{chosen.id}/{name}": risk for name, risk in risks.items()}
    return assess(chosen, facts, score(chosen, facts), accepted)


def placed(roadmap: Roadmap) -> dict[str, list[str]]:
    found = {p.phase.id: [i.recommendation for i in p.items] for p in roadmap.phases}
    return {**found, "": [i.recommendation for i in roadmap.unplaced]}


def test_one_recommendation_closes_findings_of_each_rubric_and_its_effort_counts_once() -> None:
    first = absent(weighted("first", 100, a={}, b={"severity": "low"}))
    second = absent(weighted("second", 10, a={"severity": "high"}))
    made = plan([first, second], advice(a=12, b=8), PHASES)
    item = made.phases[0].items[0]
    assert (item.recommendation, item.closes, item.severity) == ("a", ("first/first-a", "second/second-a"), "high")
    assert item.gains == {"first": 50, "second": 10}
    assert (made.phases[0].effort_low, made.phases[0].effort_high) == (10, 20)
    assert {name: found.point for name, found in made.phases[0].projected.items()} == {"first": 100, "second": 10}
    assert made.today["second"].point == 0


def test_impact_is_the_best_gain_as_a_share_of_its_scale() -> None:
    large = absent(weighted("large", 100, a={}, x={}, y={}, z={}))
    small = absent(weighted("small", 10, b={}, c={}))
    made = plan([large, small], advice(a=10, b=10, c=10, x=40, y=40, z=40), PHASES)
    assert [(i.recommendation, i.impact) for i in made.phases[0].items] == [
        ("b", Fraction(1, 2)),
        ("c", Fraction(1, 2)),
    ]
    assert placed(made)["two"] == ["a"]


def test_rubrics_share_the_capacity_of_the_phases() -> None:
    made = plan(
        [absent(weighted("first", 100, a={}, b={})), absent(weighted("second", 100, c={}, d={}))],
        advice(a=10, b=15, c=10, d=15),
        PHASES,
    )
    assert placed(made) == {"one": ["a", "c"], "two": ["b"], "": ["d"]}
    assert [p.over for p in made.phases] == [False, False]
    assert made.unplaced[0].unplanned is Unplanned.NO_ROOM


def test_what_a_step_needs_is_not_torn_apart_by_another_rubric() -> None:
    steps, single = absent(banded("steps", "a", "b")), absent(weighted("single", 100, a={"r": "a"}, c={}, d={}))
    made = plan([steps, single], advice(a=2, b=18, c=6, d=14), PHASES)
    assert made.quick_wins[0] == "a"  # alone it would have come first
    assert placed(made) == {"one": ["c", "d"], "two": ["a", "b"], "": []}
    assert [(s.rubric, s.recommendations, s.phase) for s in made.steps] == [("steps", ("a", "b"), "two")]


def test_two_steps_that_share_work_count_it_once() -> None:
    first, second = absent(banded("first", "a", "b")), absent(banded("second", "a", "c"))
    made = plan([first, second], advice(a=8, b=8, c=8), PHASES)
    assert placed(made) == {"one": ["a", "b"], "two": ["c"], "": []}
    assert [{n: i.point for n, i in p.projected.items()} for p in made.phases] == [
        {"first": 10, "second": 0},
        {"first": 10, "second": 10},
    ]


def test_complete_work_takes_no_capacity_and_its_findings_stay() -> None:
    chosen = absent(weighted("only", 100, a={}, b={}))
    done = {"a": WorkItem(WorkStatus.COMPLETE, "Example team"), "b": WorkItem(WorkStatus.IN_PROGRESS)}
    made = plan([chosen], advice(a=18, b=(20, ["a"])), PHASES, states=done)
    assert placed(made) == {"one": ["a", "b"], "two": [], "": []}
    assert (made.phases[0].effort_high, made.phases[0].over) == (20, False)
    assert [(i.status, i.owner) for i in made.items()] == [("complete", "Example team"), ("in-progress", "")]
    assert [f.criterion for f in chosen.findings] == ["only-a", "only-b"]
    assert "a" not in made.quick_wins


def test_quick_wins_gain_something_take_a_day_and_wait_for_nothing() -> None:
    chosen = absent(weighted("only", 100, a={"weight": 2}, b={"weight": 4}, c={"weight": 9}, d={"weight": 8}, e={}))
    catalogue = advice(a=2, b=8, c=9, d=(1, ["c"]), e=1)
    made = plan([chosen], catalogue, PHASES, {"e": LATER})
    assert made.quick_wins == ("a", "b")
    again = plan([chosen], catalogue, PHASES, {}, {"c": WorkItem(WorkStatus.COMPLETE)})
    assert again.quick_wins == ("d", "a", "e", "b")


def test_part_of_a_step_alone_is_no_quick_win() -> None:
    made = plan([absent(banded("steps", "a", "b"))], advice(a=1, b=1), PHASES)
    assert made.quick_wins == ()


def test_each_item_says_why_it_is_in_no_phase() -> None:
    chosen = absent(weighted("only", 100, a={}, b={}, c={}))
    made = plan([chosen], advice(a=5, b=(5, ["a"]), c=50), PHASES, {"a": LATER})
    assert {i.recommendation: i.unplanned for i in made.unplaced} == {
        "a": Unplanned.PUT_OFF,
        "b": Unplanned.WAITS,
        "c": Unplanned.NO_ROOM,
    }


def test_a_hand_that_moves_what_is_required_behind_it_is_told() -> None:
    chosen = absent(weighted("only", 100, a={}, b={}))
    moved = plan([chosen], advice(a=(5, ["b"]), b=5), PHASES, {"a": "one", "b": "two"})
    assert [p.conflicts for p in moved.phases] == [("a",), ()]
    later = plan([chosen], advice(a=(5, ["b"]), b=5), PHASES, {"a": "one", "b": LATER})
    assert later.phases[0].conflicts == ("a",)


def test_a_circle_of_requirements_is_planned_all_the_same() -> None:
    chosen = absent(weighted("only", 100, a={}, b={}))
    made = plan([chosen], advice(a=(5, ["b"]), b=(5, ["a"])), PHASES)
    assert sorted(i.recommendation for i in made.items()) == ["a", "b"]


def test_findings_without_a_recommendation_are_named() -> None:
    made = plan([absent(weighted("only", 100, a={}, b={"r": "unknown"}))], advice(a=5), PHASES)
    assert made.without_advice == ("only/only-b",)
    assert placed(made)["one"] == ["a"]


def test_a_risk_accepted_in_one_rubric_does_not_hide_the_finding_of_another() -> None:
    risk = AcceptedRisk("Example reason.", "2027-01-01", "me", datetime(2026, 1, 1, tzinfo=UTC))
    first = absent(weighted("first", 100, a={}), **{"first-a": risk})
    made = plan([first, absent(weighted("second", 100, a={}))], advice(a=5), PHASES)
    assert made.phases[0].items[0].closes == ("second/second-a",)
    assert {n: i.point for n, i in made.phases[0].projected.items()} == {"first": 0, "second": 100}


def test_the_phase_that_reaches_each_target_is_named() -> None:
    first, second = weighted("first", 100, a={}, b={}), weighted("second", 10, c={}, d={})
    aimed = [
        absent(r.model_copy(update={"scoring": r.scoring.model_copy(update={"target": target})}))
        for r, target in ((first, 50), (second, 10))
    ]
    made = plan(aimed, advice(a=20, b=20, c=30, d=30), PHASES)
    assert made.reached_in == {"first": "one", "second": None}
    assert made.targets == {"first": 50, "second": 10}


def test_a_plan_without_phases_keeps_everything_in_the_order_of_priority() -> None:
    made = plan([absent(weighted("only", 100, a={}, b={"severity": "critical"}))], advice(a=5, b=5), ())
    assert (placed(made), made.phases) == ({"": ["b", "a"]}, ())
    assert made.unplaced[0].unplanned is Unplanned.NO_ROOM


def test_what_slows_developers_down_is_ranked_over_the_named_categories() -> None:
    risk = AcceptedRisk("Example reason.", "2027-01-01", "me", datetime(2026, 1, 1, tzinfo=UTC))
    slow = [criterion(n, f"x.{n}", weight=w, severity=s) for n, w, s in (
        ("a", 1, "low"), ("b", 3, "medium"), ("c", 2, "medium"), ("d", 1, "critical"), ("e", 9, "high"),
    )]  # fmt: skip
    other = [criterion("z", "x.z", severity="critical")]
    chosen = rubric("weighted", 100, [category("slow", 50, slow), category("other", 50, other)], friction=["slow"])
    assert [f.criterion for f in friction(absent(chosen, e=risk))] == ["d", "b", "c"]
    assert friction(absent(chosen.model_copy(update={"friction": ()}))) == ()
