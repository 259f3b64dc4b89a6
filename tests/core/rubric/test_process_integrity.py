"""The process-integrity rubric: levels that the scan may not reach by what only resembles them."""

from fractions import Fraction

import pytest

from core.model.outcome import Outcome
from core.probes.own import own_probe
from core.rubric.loading import parse, shipped_text
from core.scoring.criteria import Criteria
from core.scoring.facts import Facts, Told
from tests.helpers.snapshots import ask

RUBRIC = parse(shipped_text("process-integrity"), "process-integrity.yaml")
OWN = {own.name: own_probe(RUBRIC.id, own) for own in RUBRIC.own_probes}


def test_a_pipeline_without_tests_is_no_part_of_testing_every_change() -> None:
    bare = {"ci.pipeline": Told(Outcome.PRESENT), "ci.tests": Told(Outcome.ABSENT)}
    tested = {"ci.pipeline": Told(Outcome.PRESENT), "ci.tests": Told(Outcome.PRESENT)}
    ratings = [Criteria(RUBRIC, Facts(probes=facts)).score("tests-in-ci").rating.point for facts in (bare, tested)]
    assert ratings == [0, 1]


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("```mermaid\nsequenceDiagram\n  Customer->>Shop: order\n```\n", Fraction(1)),
        ("```mermaid\nflowchart TD\n  A --> B\n```\n", Fraction(1)),
        ("```mermaid\ngraph LR\n  Web --> Database\n```\n", Fraction(1, 2)),
        ("We draw everything on a board.\n", Fraction(0)),
    ],
)
def test_a_diagram_of_structure_is_not_yet_the_flow_of_a_process(text: str, rating: Fraction) -> None:
    probes = {
        OWN[name].id: Told(ask(OWN[name], {"docs/orders.md": text}).outcome) for name in ("flow-diagram", "diagram")
    }
    assert Criteria(RUBRIC, Facts(probes=probes)).score("flow-diagrams").rating.point == rating
