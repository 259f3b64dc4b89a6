"""What holds for every rubric and every state of an audit."""

import os
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.model.outcome import Outcome
from core.rubric.index import index, named_by_levels
from core.rubric.rubric import Rubric
from core.scoring.facts import Facts, Told
from core.scoring.result import Interval, RubricScore, State
from core.scoring.score import rescore, score
from core.scoring.what_if import WhatIf
from tests.helpers.rubrics import category, criterion, rubric

PROBES = ["x.a", "x.b", "x.c", "process.traced"]
PROCESSES = ("p", "q")
EXAMPLES = int(os.environ.get("SIGHTLINE_EXAMPLES", "25"))
"""Examples a property; `make properties` takes a thousand of each."""

QUICK = settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

told = st.builds(Told, st.sampled_from(list(Outcome)), st.booleans())


def conditions(names: list[str], probes: list[str], depth: int = 2) -> st.SearchStrategy[dict[str, Any]]:
    leaves = [
        st.builds(
            lambda probe, least: {"probe": {"id": probe, "at_least": least}},
            st.sampled_from(probes),
            st.sampled_from(["present", "partial"]),
        )
    ]
    if names:
        leaves.append(
            st.builds(
                lambda name, least: {"criterion": {"id": name, "at_least": least}},
                st.sampled_from(names),
                st.sampled_from([0.3, 0.5, 1]),
            )
        )
    leaf = st.one_of(leaves)
    if depth == 0:
        return leaf
    groups = st.lists(conditions(names, probes, depth - 1), min_size=1, max_size=3)
    return st.one_of(
        leaf,
        groups.map(lambda of: {"all": of}),
        groups.map(lambda of: {"any": of}),
        st.builds(lambda of, n: {"at_least": {"n": min(n, len(of)), "of": of}}, groups, st.integers(1, 3)),
        st.builds(lambda of, n: {"share": {"of": of, "at_least": n}}, groups, st.sampled_from([0.4, 0.5, 0.9])),
    )


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    strategy = draw(st.sampled_from(["bands", "weighted"]))
    lowest = draw(st.sampled_from([0, 1])) if strategy == "weighted" else 0
    names = [f"k{n}" for n in range(draw(st.integers(2, 6)))]
    made = []
    for number, name in enumerate(names):
        weight = draw(st.integers(1, 9))
        kind = draw(st.sampled_from(["scan", "condition", "told", "process"]))
        if kind == "told":
            made.append(criterion(name, weight=weight))
        elif kind == "process":
            made.append(criterion(name, "process.traced", per_process="process.traced", weight=weight))
        else:
            own = criterion(name, draw(st.sampled_from(PROBES[:3])), weight=weight)
            if kind == "condition":
                own["levels"] = [
                    {"label": "n", "meaning": "m", "rating": 0},
                    *(
                        {
                            "label": "l",
                            "meaning": "m",
                            "rating": r,
                            "when": draw(conditions(names[:number], PROBES[:3])),
                        }
                        for r in (0.25, 0.7, 1)
                    ),
                ]
            made.append(own)
    cut = draw(st.integers(1, len(names) - 1))
    parts = []
    for number, members in enumerate((made[:cut], made[cut:])):
        bands: Any = ()
        if strategy == "bands":
            bands = [*((worth, draw(conditions(names, PROBES[:3]))) for worth in (20, 15.5, 7)), (0, None)]
        parts.append(category(f"c{number}", 5 if lowest else 20, members, bands))
    return rubric(strategy, 5 if lowest else 10, parts, scoring={"lowest": lowest})


@st.composite
def states(draw: st.DrawFn) -> tuple[Rubric, Facts]:
    chosen = draw(rubrics())
    criteria = chosen.criteria()
    processes = draw(st.sampled_from([(), PROCESSES[:1], PROCESSES]))
    keys = [c.id for c in criteria if not c.per_process]
    keys += [f"{c.id}@{p}" for c in criteria if c.per_process for p in processes]
    judged = draw(st.lists(st.sampled_from(keys), unique=True)) if keys else []
    tops = {c.id: len(c.levels) - 1 for c in criteria}
    levels = {name: draw(st.integers(0, tops[name.partition("@")[0]])) for name in judged}
    return chosen, Facts(
        probes=draw(st.dictionaries(st.sampled_from(PROBES[:3]), told)),
        process_probes={p: draw(st.dictionaries(st.just(PROBES[3]), told)) for p in processes},
        levels=levels,
        not_applicable=frozenset(draw(st.lists(st.sampled_from([*keys, *(c.id for c in criteria)]), max_size=2))),
        processes=processes,
        reviewed=frozenset(levels),
    )


def intervals(found: RubricScore) -> list[Interval]:
    whole = [found.overall, *(c.points for c in found.categories)]
    for scored in found.criteria():
        whole += [scored.rating, *(p.rating for p in scored.processes)]
    return whole


def scores_only(found: RubricScore) -> list[Interval]:
    return [found.overall, *(c.points for c in found.categories)]


@given(states())
@QUICK
def test_low_point_and_high_are_in_order(given_state: tuple[Rubric, Facts]) -> None:
    for found in intervals(score(*given_state)):
        assert 0 <= found.low <= found.high
        assert found.point is None or found.low <= found.point <= found.high


@given(states(), st.data())
@QUICK
def test_raising_a_rating_lowers_no_score(given_state: tuple[Rubric, Facts], data: st.DataObject) -> None:
    chosen, facts = given_state
    if not facts.levels:
        return
    name = data.draw(st.sampled_from(sorted(facts.levels)))
    top = len(chosen.criterion(name.partition("@")[0]).levels) - 1
    raised = replace(facts, levels={**facts.levels, name: data.draw(st.integers(facts.levels[name], top))})
    for before, after in zip(scores_only(score(chosen, facts)), scores_only(score(chosen, raised)), strict=True):
        assert after.low >= before.low and after.high >= before.high
        assert (after.point is None) == (before.point is None)
        assert before.point is None or after.point is None or after.point >= before.point


@given(states(), st.data())
@QUICK
def test_an_answer_or_a_confirmation_narrows_the_interval(
    given_state: tuple[Rubric, Facts], data: st.DataObject
) -> None:
    chosen, facts = given_state
    before = score(chosen, facts)
    parts = [p for c in before.criteria() for p in (c.processes if chosen.criterion(c.criterion).per_process else (c,))]
    unknown = [p for p in parts if p.state in (State.OPEN, State.UNPROVEN)]
    if not unknown:
        return
    part = data.draw(st.sampled_from(unknown))
    top = len(chosen.criterion(part.criterion).levels) - 1
    level = part.level if part.level is not None else data.draw(st.integers(0, top))
    after = score(chosen, replace(facts, levels={**facts.levels, part.key: level}))
    for earlier, later in zip(scores_only(before), scores_only(after), strict=True):
        assert earlier.low <= later.low and later.high <= earlier.high


@given(states(), st.data())
@QUICK
def test_not_applicable_changes_only_what_names_it(given_state: tuple[Rubric, Facts], data: st.DataObject) -> None:
    chosen, facts = given_state
    name = data.draw(st.sampled_from([c.id for c in chosen.criteria()]))
    after = score(chosen, replace(facts, not_applicable=facts.not_applicable | {name}))
    dependent = index(chosen).dependents[name]
    for earlier, later in zip(score(chosen, facts).criteria(), after.criteria(), strict=True):
        if earlier.criterion != name and earlier.criterion not in dependent:
            assert earlier == later


@given(states(), st.randoms(use_true_random=False))
@QUICK
def test_order_does_not_matter(given_state: tuple[Rubric, Facts], random: Any) -> None:
    chosen, facts = given_state

    def shuffled(values: Any) -> list[Any]:
        found = list(values)
        random.shuffle(found)
        return found

    mixed = chosen.model_copy(
        update={
            "categories": tuple(
                c.model_copy(update={"criteria": tuple(shuffled(c.criteria))}) for c in shuffled(chosen.categories)
            )
        }
    )
    again = replace(facts, levels=dict(shuffled(facts.levels.items())), probes=dict(shuffled(facts.probes.items())))
    one, other = score(chosen, facts), score(mixed, again)
    assert one.overall == other.overall
    assert {c.criterion: c for c in one.criteria()} == {c.criterion: c for c in other.criteria()}
    assert {c.category: c.points for c in one.categories} == {c.category: c.points for c in other.categories}


@given(states())
@QUICK
def test_exact_parts_sum_to_the_exact_total(given_state: tuple[Rubric, Facts]) -> None:
    chosen, facts = given_state
    found = score(chosen, facts)
    known = [c for c in found.categories if c.applicable and c.points.point is not None]
    if not known:
        assert found.overall.point is None
        return
    points = sum((c.points.point for c in known if c.points.point is not None), Fraction(0))
    assert found.overall.point == found.scale * points / sum((c.maximum for c in known), Fraction(0))
    if chosen.scoring.strategy == "weighted":
        for part in known:
            rated = [c for c in part.criteria if c.rating.point is not None]
            weight = sum(c.weight for c in rated)
            total = sum((c.weight * c.rating.point for c in rated if c.rating.point is not None), Fraction(0))
            lowest = chosen.scoring.lowest
            assert part.points.point == lowest + (part.maximum - lowest) * total / weight
            assert lowest <= part.points.low and part.points.high <= part.maximum


@given(states(), st.data())
@QUICK
def test_rescoring_equals_scoring(given_state: tuple[Rubric, Facts], data: st.DataObject) -> None:
    chosen, facts = given_state
    names = [c.id for c in chosen.criteria() if not c.per_process]
    if not names:
        return
    name = data.draw(st.sampled_from(names))
    levels = {**facts.levels, name: data.draw(st.integers(0, len(chosen.criterion(name).levels) - 1))}
    after = replace(facts, levels=levels, reviewed=facts.reviewed | {name})
    assert rescore(chosen, after, score(chosen, facts), [f"t/{name}"]) == score(chosen, after)


def test_the_strategy_makes_criteria_that_depend_on_others() -> None:
    made = criterion("k1", "x.a")
    made["levels"][2]["when"] = {"criterion": {"id": "k0", "at_least": 1}}
    chosen = rubric("weighted", 10, [category("c", 10, [criterion("k0", "x.a"), made])])
    assert named_by_levels(chosen.criterion("k1")) == {"k0"}
    assert index(chosen).dependents["k0"] == {"k1"}


@given(states(), st.data())
@QUICK
def test_what_if_is_the_score_with_the_best_judgement(given_state: tuple[Rubric, Facts], data: st.DataObject) -> None:
    chosen, facts = given_state
    names = [c.id for c in chosen.criteria() if not c.per_process]
    if not names:
        return
    met = data.draw(st.lists(st.sampled_from(names), unique=True))
    today = score(chosen, facts)
    met = [
        name for name in met if name not in {c.criterion for c in today.criteria() if c.state is State.NOT_APPLICABLE}
    ]
    best = {name: len(chosen.criterion(name).levels) - 1 for name in met}
    expected = score(chosen, replace(facts, levels={**facts.levels, **best})).overall
    assert WhatIf(chosen, facts, today).overall(met) == expected
