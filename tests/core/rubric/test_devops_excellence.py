"""The devops-excellence rubric: its arithmetic, every level within reach, triggers on their condition only."""

import re
from fractions import Fraction
from itertools import product

import pytest

from core.model.outcome import Outcome, Severity
from core.rubric.loading import parse, shipped_text
from core.rubric.rubric import Condition, Criterion
from core.scoring.arithmetic import show_overall
from core.scoring.criteria import Criteria
from core.scoring.facts import Facts, Told
from core.scoring.result import Interval, State
from core.scoring.score import score

RUBRIC = parse(shipped_text("devops-excellence"), "devops-excellence.yaml")
SCANNED = [c for c in RUBRIC.criteria() if c.method == "scan"]
TRIGGERED = [(c, n) for c in RUBRIC.criteria() for n in range(len(c.triggers))]

INFRASTRUCTURE_GAPS = {
    "modules": 0,
    "environment-configuration": 0,
    "infrastructure-documented": 0,
    "bicep-complete": 0,
}
LEVELS_BELOW_THE_BEST = {
    **INFRASTRUCTURE_GAPS,
    **dict.fromkeys(("automatic-rollback", "dependency-cache", "run-control", "builds-traceable"), 0),
    "delivery-metrics": 0,
    **dict.fromkeys(("health-before-switch", "gradual-release", "rollback-proven"), 0),
    **dict.fromkeys(("migrations-coordinated", "connections-drained"), 0),
    **dict.fromkeys(("chaos-framework", "chaos-experiments", "game-days", "fallbacks"), 0),
    **dict.fromkeys(("recovery-objectives", "recovery-drills", "other-state", "second-region"), 0),
    **dict.fromkeys(("tracing", "dashboards", "alert-coverage", "service-levels"), 0),
}
"""What the audited system of the oracle lacks; all else is met."""


def judged(**below: int) -> Facts:
    """Facts of an audit in which everything is judged met, but for some criteria."""
    best = {c.id: len(c.levels) - 1 for c in RUBRIC.criteria()}
    return Facts(levels={**best, **{name.replace("_", "-"): level for name, level in below.items()}})


def leaves(condition: Condition) -> list[Condition]:
    """The conditions at the ends of the branches."""
    inner = condition.all or condition.any or (condition.at_least and condition.at_least.of)
    return [leaf for member in inner for leaf in leaves(member)] if inner else [condition]


def facts_that(leaf: Condition, *, hold: bool) -> Facts:
    """Facts in which one leaf of a condition certainly holds, or certainly does not."""
    if leaf.probe is not None:
        return Facts(probes={leaf.probe.id: Told(Outcome.PRESENT if hold else Outcome.ABSENT)})
    if leaf.absent is not None:
        return Facts(probes={leaf.absent: Told(Outcome.ABSENT if hold else Outcome.PRESENT)})
    if leaf.measure is not None:
        limit = leaf.measure.above if leaf.measure.above is not None else leaf.measure.below
        assert limit is not None
        beyond = (limit + 1) if (leaf.measure.above is not None) == hold else limit - 1
        return Facts(measurements={leaf.measure.id: beyond})
    assert leaf.criterion is not None and leaf.criterion.at_most is not None
    best = len(RUBRIC.criterion(leaf.criterion.id).levels) - 1
    return Facts(levels={leaf.criterion.id: 0 if hold else best})


def together(facts: list[Facts]) -> Facts:
    """All of these facts at once."""
    return Facts(
        probes={k: v for f in facts for k, v in f.probes.items()},
        measurements={k: v for f in facts for k, v in f.measurements.items()},
        levels={k: v for f in facts for k, v in f.levels.items()},
    )


def test_the_weights_of_each_category_sum_to_a_hundred() -> None:
    assert [(c.points, sum(k.weight for k in c.criteria)) for c in RUBRIC.categories] == [(100, 100)] * 6
    assert len(RUBRIC.criteria()) <= 60


def test_every_criterion_tells_what_good_looks_like_and_belongs_to_an_aspect() -> None:
    for criterion in RUBRIC.criteria():
        assert criterion.aspect and criterion.sources and criterion.recommendation, criterion.id
        assert len(re.findall(r"[.:?](?:\s|$)", criterion.guidance)) >= 2, criterion.id


def test_grades_and_maturity_begin_where_they_were_set() -> None:
    assert [(g.label, int(g.from_score)) for g in RUBRIC.grades] == [
        ("A", 93),
        ("A-", 88),
        ("B+", 85),
        ("B", 80),
        ("B-", 77),
        ("C+", 72),
        ("C", 68),
        ("C-", 65),
        ("D", 50),
        ("F", 0),
    ]
    assert [(m.level, int(m.from_score or 0)) for m in RUBRIC.maturity] == [
        (1, 0),
        (2, 60),
        (3, 72),
        (4, 88),
        (5, 98),
    ]
    assert all(len(m.meaning.split()) > 10 for m in RUBRIC.maturity)
    assert RUBRIC.severity_labels == {
        Severity.CRITICAL: "P0",
        Severity.HIGH: "P1",
        Severity.MEDIUM: "P2",
        Severity.LOW: "P3",
    }


def test_six_category_scores_give_their_mean_its_grade_and_its_maturity() -> None:
    found = score(RUBRIC, judged(**LEVELS_BELOW_THE_BEST))
    assert [c.points.point for c in found.categories] == [88, 85, 72, 45, 75, 83]
    assert found.overall.point == Fraction(448, 6)
    assert show_overall(RUBRIC, Fraction(448, 6)) == "74.7"
    assert (found.grade, found.maturity) == ("C+", 3)


def test_a_gap_of_five_costs_five_and_half_a_gap_half() -> None:
    found = score(RUBRIC, judged(**INFRASTRUCTURE_GAPS)).categories[0]
    assert found.points.point == 88
    assert found.lines[-1].expression == "100 − 2 − 5 − 3 − 2"
    halved = score(RUBRIC, judged(modules=1)).categories[0]
    assert halved.points.point == Fraction(975, 10)


def test_aspects_are_subtotals_that_sum_to_their_category() -> None:
    for category in score(RUBRIC, judged(**LEVELS_BELOW_THE_BEST)).categories:
        assert len(category.aspects) >= 2
        assert sum(a.points.point or 0 for a in category.aspects) == category.points.point
        assert sum(a.maximum for a in category.aspects) == 100


def test_all_met_is_the_maximum() -> None:
    found = score(RUBRIC, judged())
    assert found.overall == Interval(Fraction(100), Fraction(100), Fraction(100))
    assert (found.grade, found.maturity, found.completeness) == ("A", 5, Fraction(1))


def test_without_infrastructure_as_code_the_category_is_lost_and_not_left_out() -> None:
    told = {p: Told(Outcome.ABSENT) for c in RUBRIC.criteria() for p in c.probes()}
    found = score(RUBRIC, Facts(probes=told)).categories[0]
    states = {c.criterion: c.state for c in found.criteria}
    assert found.points.point == 0
    assert [name for name, state in states.items() if state is not State.NOT_APPLICABLE] == ["infrastructure-as-code"]


@pytest.mark.parametrize("criterion", SCANNED, ids=lambda c: c.id)
def test_the_scan_can_reach_every_level(criterion: Criterion) -> None:
    asked = sorted({leaf.probe.id for x in criterion.levels if x.when for leaf in leaves(x.when) if leaf.probe})
    where = {leaf.probe.id: Told(Outcome.PRESENT) for leaf in leaves(criterion.applies_if or Condition()) if leaf.probe}
    reached = set()
    for outcomes in product((Outcome.ABSENT, Outcome.PARTIAL, Outcome.PRESENT), repeat=len(asked)):
        told = {**where, **{p: Told(o) for p, o in zip(asked, outcomes, strict=True)}}
        reached.add(Criteria(RUBRIC, Facts(probes=told)).score(criterion.id).level)
    assert reached >= set(range(len(criterion.levels)))


@pytest.mark.parametrize(("criterion", "number"), TRIGGERED, ids=lambda v: getattr(v, "id", str(v)))
def test_a_trigger_fires_on_its_condition_and_only_then(criterion: Criterion, number: int) -> None:
    trigger = criterion.triggers[number]
    parts = leaves(trigger.when)
    holding = [facts_that(leaf, hold=True) for leaf in parts]
    fired = Criteria(RUBRIC, together(holding)).score(criterion.id)
    assert trigger.because in fired.triggered and fired.severity is trigger.severity
    assert trigger.because not in Criteria(RUBRIC, Facts()).score(criterion.id).triggered
    for member in trigger.when.all or (trigger.when,):
        inside = leaves(member)
        facts = [facts_that(leaf, hold=leaf not in inside) for leaf in parts]
        still = Criteria(RUBRIC, together(facts)).score(criterion.id)
        assert trigger.because not in still.triggered
