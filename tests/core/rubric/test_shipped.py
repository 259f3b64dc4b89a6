"""What the shipped rubrics promise: schemas fresh, every text in place, meaning kept."""

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
from core.rubric.schema import SCHEMAS, schema_text


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
