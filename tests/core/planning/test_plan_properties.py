"""What holds for every plan over any rubrics."""

import os
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.model.outcome import Outcome, Severity
from core.model.roadmap import Phase, Unplanned
from core.model.work import WorkItem, WorkStatus
from core.planning.assessment import Assessment, assess
from core.planning.comparison import compare
from core.planning.roadmap import Roadmap, is_complete, plan
from core.rubric.rubric import Recommendations, Rubric
from core.scoring.facts import Facts, Told
from core.scoring.score import score
from tests.helpers.rubrics import category, criterion, needs, rubric

QUICK = settings(
    max_examples=int(os.environ.get("SIGHTLINE_EXAMPLES", "25")),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
ADVICE = [f"r{n}" for n in range(6)]
TOLD = st.sampled_from([Outcome.PRESENT, Outcome.PARTIAL, Outcome.ABSENT, Outcome.UNPROVEN]).map(Told)


@st.composite
def assessments(draw: st.DrawFn, name: str) -> Assessment:
    names = [f"{name}{n}" for n in range(draw(st.integers(2, 6)))]
    made = [
        criterion(
            n, f"x.{n}", weight=draw(st.integers(1, 5)), recommendation=draw(st.sampled_from([*ADVICE, "unknown"])),
            severity=draw(st.sampled_from([s.value for s in Severity])),
        )
        for n in names
    ]  # fmt: skip
    cut = draw(st.integers(1, len(names) - 1))
    strategy = draw(st.sampled_from(["bands", "weighted"]))
    parts = []
    for number, members in enumerate((made[:cut], made[cut:])):
        asked = [needs(m["id"]) for m in members]
        bands: Any = [(20, {"all": asked}), (9, asked[0]), (0, None)] if strategy == "bands" else ()
        parts.append(category(f"c{number}", 20, members, bands))
    chosen = rubric(strategy, 10, parts, scoring={"target": 8}).model_copy(update={"id": name})
    told = {f"x.{n}": draw(TOLD) for n in names if draw(st.integers(0, 9))}
    return assessed(chosen, Facts(probes=told))


def assessed(chosen: Rubric, facts: Facts) -> Assessment:
    return assess(chosen, facts, score(chosen, facts))


@st.composite
def catalogues(draw: st.DrawFn) -> Recommendations:
    made = []
    for number, name in enumerate(ADVICE):
        most = draw(st.integers(1, 30))
        made.append({
            "id": name, "action": "Do.", "why": "So.", "effort_hours": [most / 2, most], "timeline_weeks": [1, 1],
            "requires": draw(st.lists(st.sampled_from(ADVICE[:number]), unique=True, max_size=2)) if number else [],
        })  # fmt: skip
    return Recommendations.model_validate({"recommendations": made})


phases = st.lists(st.integers(0, 50), max_size=4).map(
    lambda hours: tuple(Phase(f"p{n}", f"P{n}", 1, h) for n, h in enumerate(hours))
)
pairs = st.tuples(assessments("one"), assessments("two"))
states = st.dictionaries(st.sampled_from(ADVICE), st.sampled_from(list(WorkStatus)).map(WorkItem), max_size=3)


def where(made: Roadmap) -> dict[str, str | None]:
    return {item.recommendation: item.phase for item in made.items()}


@given(pairs, catalogues(), phases, states)
@QUICK
def test_every_finding_with_advice_is_closed_by_exactly_one_item(
    found: tuple[Assessment, ...], advice: Recommendations, given_phases: tuple[Phase, ...], work: dict[str, WorkItem]
) -> None:
    made = plan(found, advice, given_phases, {}, work)
    closed = [key for item in made.items() for key in item.closes]
    to_do = [f.key for a in found for f in a.findings if f.to_do]
    assert sorted([*closed, *made.without_advice]) == sorted(to_do)
    assert len(where(made)) == len(made.items())
    assert all((item.phase is None) == (item.unplanned is not None) for item in made.items())


@given(pairs, catalogues(), phases, states)
@QUICK
def test_no_phase_holds_more_than_fits_and_nothing_stands_before_what_it_requires(
    found: tuple[Assessment, ...], advice: Recommendations, given_phases: tuple[Phase, ...], work: dict[str, WorkItem]
) -> None:
    made = plan(found, advice, given_phases, {}, work)
    order = {phase.id: n for n, phase in enumerate(given_phases)}
    place = where(made)
    for planned in made.phases:
        assert planned.effort_high <= planned.phase.capacity_hours
        assert (planned.over, planned.conflicts) == (False, ())
        for item in planned.items:
            if not is_complete(item):
                assert all(order[place[r] or ""] <= order[planned.phase.id] for r in item.requires)


@given(pairs, catalogues(), phases)
@QUICK
def test_a_step_is_planned_whole(
    found: tuple[Assessment, ...], advice: Recommendations, given_phases: tuple[Phase, ...]
) -> None:
    made = plan(found, advice, given_phases)
    hours = {r.id: r.effort_hours[1] for r in advice.recommendations}
    place, largest = where(made), max((p.capacity_hours for p in given_phases), default=0)
    for step in made.steps:
        if sum(hours[name] for name in step.recommendations) <= largest:
            assert len({place[name] for name in step.recommendations}) == 1


@given(pairs, catalogues(), phases, states)
@QUICK
def test_a_projection_is_the_audit_scored_with_everything_up_to_there_met(
    found: tuple[Assessment, ...], advice: Recommendations, given_phases: tuple[Phase, ...], work: dict[str, WorkItem]
) -> None:
    made = plan(found, advice, given_phases, {}, work)
    met: set[str] = set()
    for planned in made.phases:
        met |= {key for item in planned.items for key in item.closes}
        for a in found:
            own = [key.partition("/")[2] for key in met if key.startswith(f"{a.rubric.id}/")]
            best = replace(a.facts, levels={name: len(a.rubric.criterion(name).levels) - 1 for name in own})
            assert planned.projected[a.rubric.id] == score(a.rubric, best).overall


@given(pairs, catalogues(), phases)
@QUICK
def test_the_order_of_the_rubrics_is_irrelevant(
    found: tuple[Assessment, ...], advice: Recommendations, given_phases: tuple[Phase, ...]
) -> None:
    made, turned = plan(found, advice, given_phases), plan(found[::-1], advice, given_phases)
    assert where(made) == where(turned)
    assert made.quick_wins == turned.quick_wins
    assert {i.recommendation: i.gains for i in made.items()} == {i.recommendation: i.gains for i in turned.items()}


@given(pairs, catalogues(), phases, st.data())
@QUICK
def test_what_is_placed_by_hand_stays_there(
    found: tuple[Assessment, ...], advice: Recommendations, given_phases: tuple[Phase, ...], data: st.DataObject
) -> None:
    names = list(where(plan(found, advice, given_phases)))
    if not names or not given_phases:
        return
    wanted = [*(p.id for p in given_phases), "later"]
    moved = data.draw(st.dictionaries(st.sampled_from(names), st.sampled_from(wanted)))
    made = plan(found, advice, given_phases, moved)
    for name, phase in moved.items():
        assert where(made)[name] == (None if phase == "later" else phase)
    put_off = {i.recommendation for i in made.unplaced if i.unplanned is Unplanned.PUT_OFF}
    assert put_off == {name for name, phase in moved.items() if phase == "later"}


@given(assessments("one"), st.data())
@QUICK
def test_the_parts_of_a_change_add_up(before: Assessment, data: st.DataObject) -> None:
    told = {probe: data.draw(TOLD) for probe in before.facts.probes if data.draw(st.booleans())}
    found = compare(before.rubric, before.facts, assessed(before.rubric, Facts(probes=told))).score
    assert (found.before, found.rescored) == (before.score.overall, before.score.overall)
    if found.before.point is not None and found.now.point is not None and found.by_answers is not None:
        assert found.by_rubric == 0 and found.by_client is not None
        assert found.before.point + found.by_client + found.by_answers == found.now.point
