"""What the shipped rubrics promise: schemas fresh, every text in place, meaning kept."""

from fractions import Fraction

import pytest

from core import assets
from core.rubric.loading import (
    digest,
    parse,
    parse_recommendations,
    shipped,
    shipped_recommendations_text,
    shipped_text,
)
from core.rubric.meaning import meaning
from core.rubric.rubric import Rubric
from core.rubric.schema import SCHEMAS, schema_text
from core.scoring.facts import Facts
from core.scoring.result import Interval
from core.scoring.score import score

PROCESS = "an-example"

every_rubric = pytest.mark.parametrize(
    "rubric", [pytest.param(parse(shipped_text(name), f"{name}.yaml"), id=name) for name in shipped()]
)


def scale(rubric: Rubric) -> tuple[Fraction, Fraction]:
    """The lowest and the highest overall score that a rubric knows."""
    return Fraction(rubric.scoring.lowest), Fraction(rubric.scoring.scale)


def test_the_schemas_are_fresh() -> None:
    for name in SCHEMAS:
        assert assets.read_text("rubrics", name) == schema_text(name), "run `python -m core.rubric.schema`"


def test_every_criterion_leads_to_a_recommendation_and_every_recommendation_is_used() -> None:
    known = {r.id for r in parse_recommendations(shipped_recommendations_text()).recommendations}
    named = {c.recommendation for name in shipped() for c in parse(shipped_text(name), name).criteria()}
    assert named == known


def test_process_integrity_asks_for_the_six_properties_per_process() -> None:
    chosen = parse(shipped_text("process-integrity"), "process-integrity.yaml")
    assert {c.per_process for c in chosen.criteria() if c.per_process} == {
        f"process.{name}"
        for name in ("documented", "traced", "contract-tested", "health-checked", "error-handled", "measured")
    }
    assert [c.points for c in chosen.categories] == [20, 20, 30, 15, 10, 5]
    assert [[int(b.points) for b in c.bands] for c in chosen.categories] == [
        [20, 15, 10, 0],
        [20, 15, 10, 0],
        [30, 20, 10, 0],
        [15, 10, 5, 0],
        [10, 7, 3, 0],
        [5, 3, 1, 0],
    ]


def test_the_meaning_of_a_criterion_ignores_what_it_is_worth() -> None:
    chosen = parse(shipped_text("process-integrity"), "process-integrity.yaml").criteria()[0]
    assert meaning(chosen) == meaning(chosen.model_copy(update={"weight": 9, "recommendation": "", "sources": ()}))
    assert meaning(chosen) != meaning(chosen.model_copy(update={"question": "Another?"}))
    assert meaning(chosen) != meaning(chosen.model_copy(update={"levels": chosen.levels[1:]}))


def test_a_text_is_named_by_its_digest() -> None:
    assert digest("a") != digest("b") and len(digest("a")) == 64


@every_rubric
def test_with_everything_met_a_rubric_gives_its_maximum(rubric: Rubric) -> None:
    levels = {f"{c.id}@{PROCESS}" if c.per_process else c.id: len(c.levels) - 1 for c in rubric.criteria()}
    found = score(rubric, Facts(levels=levels, processes=(PROCESS,)))
    most = scale(rubric)[1]
    assert found.overall == Interval(most, most, most)
    assert [c.points.point for c in found.categories] == [c.maximum for c in found.categories]
    assert found.completeness == 1
    if rubric.grades:
        assert found.grade == max(rubric.grades, key=lambda grade: grade.from_score).label
    if rubric.maturity:
        assert found.maturity == max(level.level for level in rubric.maturity)


@every_rubric
def test_with_nothing_met_a_rubric_gives_its_minimum(rubric: Rubric) -> None:
    levels = {f"{c.id}@{PROCESS}" if c.per_process else c.id: 0 for c in rubric.criteria()}
    least = scale(rubric)[0]
    assert score(rubric, Facts(levels=levels, processes=(PROCESS,))).overall == Interval(least, least, least)


@every_rubric
def test_an_empty_audit_has_no_point_and_may_still_become_anything(rubric: Rubric) -> None:
    found = score(rubric, Facts())
    least, most = scale(rubric)
    assert found.overall == Interval(least, None, most)
    assert found.grade == "" and found.maturity is None
    assert found.completeness == 0
    assert all(c.points.point is None for c in found.categories)
    assert not any(c.triggered for c in found.criteria())
    assert found.reason


@every_rubric
def test_where_nothing_applies_there_is_no_score_and_a_reason(rubric: Rubric) -> None:
    found = score(rubric, Facts(not_applicable=frozenset(c.id for c in rubric.criteria())))
    assert found.overall.point is None
    assert not any(c.applicable for c in found.categories)
    assert found.reason == "No criterion of this rubric applies."


@every_rubric
def test_names_in_a_rubric_are_those_of_other_shipped_rubrics_or_none(rubric: Rubric) -> None:
    five = {
        "process-integrity",
        "operations-devex",
        "developer-experience",
        "devops-excellence",
        "operational-maturity",
    }
    assert set(rubric.related) <= five - {rubric.id}
    subjects = [c.subject for c in rubric.criteria() if c.subject]
    assert len(subjects) == len(set(subjects)), "a subject stands once in a rubric, else one answer would be two"
