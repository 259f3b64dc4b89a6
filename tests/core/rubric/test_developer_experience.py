"""The developer-experience rubric: five dimensions from 1 to 5, by what people say and what was measured."""

from fractions import Fraction

import pytest

from core.model.outcome import Outcome, Severity
from core.rubric.loading import parse, shipped_text
from core.rubric.rubric import Criterion
from core.scoring.arithmetic import show_overall
from core.scoring.criteria import Criteria
from core.scoring.facts import Facts, Told
from core.scoring.result import Interval
from core.scoring.score import score
from tests.helpers.rubric_facts import best, fact, leaves, levels_reached, together

RUBRIC = parse(shipped_text("developer-experience"), "developer-experience.yaml")
ANSWERED = [c for c in RUBRIC.criteria() if c.method in ("scan", "measure")]
TRIGGERED = [(c, n) for c in RUBRIC.criteria() for n in range(len(c.triggers))]
DIMENSIONS = ("satisfaction", "performance", "activity", "communication", "efficiency")


def test_the_categories_are_the_five_dimensions_each_from_one_to_five() -> None:
    assert tuple(c.id for c in RUBRIC.categories) == DIMENSIONS
    assert (RUBRIC.scoring.lowest, RUBRIC.scoring.scale, RUBRIC.scoring.show) == (1, 5, "level")
    assert {c.points for c in RUBRIC.categories} == {5}
    assert [field.id for field in RUBRIC.narrative] == ["signal", "pain", "improvement"]
    for category in RUBRIC.categories:
        first = category.criteria[0]
        asked = {leaf.measure.id for x in first.levels if x.when for leaf in leaves(x.when) if leaf.measure}
        assert asked == {f"space.{category.id}"}


def test_an_empty_audit_lies_between_one_and_five() -> None:
    found = score(RUBRIC, Facts())
    assert found.overall == Interval(Fraction(1), None, Fraction(5))
    assert {c.points for c in found.categories} == {Interval(Fraction(1), None, Fraction(5))}


def test_all_met_is_five_and_nothing_met_is_one() -> None:
    found = score(RUBRIC, best(RUBRIC))
    assert found.overall == Interval(Fraction(5), Fraction(5), Fraction(5)) and found.grade == "Flowing"
    worst = score(RUBRIC, Facts(levels=dict.fromkeys((c.id for c in RUBRIC.criteria()), 0)))
    assert worst.overall == Interval(Fraction(1), Fraction(1), Fraction(1)) and worst.grade == "Obstructed"
    assert show_overall(RUBRIC, Fraction(1)) == "1.0"


def test_the_overall_score_is_the_mean_of_the_dimensions_that_are_known() -> None:
    found = score(RUBRIC, Facts(measurements={"space.satisfaction": 4.5, "space.performance": 2.7}))
    points = {c.category: c.points.point for c in found.categories}
    assert points == {"satisfaction": 5, "performance": 3, "activity": None, "communication": None, "efficiency": None}
    assert found.overall.point == 4
    assert found.categories[1].lines[-1].expression == "1 + 4 × 2 of 4"


@pytest.mark.parametrize(
    ("mean", "level"), [(1.0, 0), (1.79, 0), (1.8, 1), (2.6, 2), (3.39, 2), (3.4, 3), (4.2, 4), (5.0, 4)]
)
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_a_survey_mean_has_one_of_five_levels(dimension: str, mean: float, level: int) -> None:
    facts = Facts(measurements={f"space.{dimension}": mean})
    assert Criteria(RUBRIC, facts).score(f"{dimension}-survey").level == level


def test_the_scan_says_nothing_of_what_only_people_and_numbers_can_tell() -> None:
    told = {p: Told(Outcome.PRESENT) for c in RUBRIC.criteria() for p in c.probes()}
    found = score(RUBRIC, Facts(probes=told))
    assert {c.category for c in found.categories if c.points.point is not None} == {"communication", "efficiency"}
    assert all(c.points.low < 5 and c.completeness < Fraction(3, 5) for c in found.categories)


@pytest.mark.parametrize("criterion", ANSWERED, ids=lambda c: c.id)
def test_every_level_can_be_reached(criterion: Criterion) -> None:
    assert levels_reached(RUBRIC, criterion) >= set(range(len(criterion.levels)))


@pytest.mark.parametrize(("criterion", "number"), TRIGGERED, ids=lambda v: getattr(v, "id", str(v)))
def test_a_trigger_fires_on_its_condition_and_only_then(criterion: Criterion, number: int) -> None:
    trigger = criterion.triggers[number]
    parts = leaves(trigger.when)
    fired = Criteria(RUBRIC, together([fact(leaf, hold=True) for leaf in parts])).score(criterion.id)
    assert trigger.because in fired.triggered and fired.severity is trigger.severity is Severity.HIGH
    still = Criteria(RUBRIC, together([fact(leaf, hold=False) for leaf in parts])).score(criterion.id)
    assert trigger.because not in still.triggered
    assert trigger.because not in Criteria(RUBRIC, Facts()).score(criterion.id).triggered
