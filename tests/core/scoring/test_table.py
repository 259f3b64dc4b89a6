"""From a probe's outcome to three numbers, row by row."""

from fractions import Fraction

import pytest

from core.model.outcome import Outcome, Severity
from core.scoring.facts import Facts, Told
from core.scoring.result import Interval, State
from core.scoring.score import rescore, score
from tests.helpers.rubrics import category, criterion, needs, rubric

ONE_PROBE = rubric("weighted", 10, [category("c", 10, [criterion("k", "x.y")])])


def interval(low: float, point: float | None, high: float) -> Interval:
    return Interval(Fraction(low), None if point is None else Fraction(point), Fraction(high))


@pytest.mark.parametrize(
    ("told", "rating", "state"),
    [
        (Told(Outcome.PRESENT), interval(1, 1, 1), State.RATED),
        (Told(Outcome.PARTIAL), interval(0.5, 0.5, 0.5), State.RATED),
        (Told(Outcome.ABSENT), interval(0, 0, 0), State.RATED),
        (Told(Outcome.NOT_APPLICABLE), interval(0, 0, 0), State.RATED),
        (Told(Outcome.UNPROVEN), interval(0, 1, 1), State.UNPROVEN),
        (Told(Outcome.ABSENT, skipped_source=True), interval(0, 0, 1), State.UNPROVEN),
        (Told(Outcome.ERROR), interval(0, None, 1), State.OPEN),
        (None, interval(0, None, 1), State.OPEN),
    ],
)
def test_an_outcome_becomes_three_numbers(told: Told | None, rating: Interval, state: State) -> None:
    found = score(ONE_PROBE, Facts(probes={} if told is None else {"x.y": told})).criteria()[0]
    assert (found.rating, found.state) == (rating, state)


def test_an_unknown_measurement_is_open_and_a_known_one_is_rated() -> None:
    levels = [
        {"label": "n", "meaning": "m", "rating": 0},
        {"label": "y", "meaning": "m", "rating": 1, "when": {"measure": {"id": "dora.lead-time", "below": 24}}},
    ]
    chosen = rubric(
        "weighted", 10, [category("c", 10, [{**criterion("k", "x.y"), "method": "measure", "levels": levels}])]
    )
    assert score(chosen, Facts(measurements={"dora.lead-time": None})).criteria()[0].state is State.OPEN
    assert score(chosen, Facts(measurements={"dora.lead-time": 23.9})).overall.point == 10
    assert score(chosen, Facts(measurements={"dora.lead-time": 24.0})).overall.point == 0


def test_a_judgement_decides_and_the_scans_level_stays_on_record() -> None:
    found = score(ONE_PROBE, Facts(probes={"x.y": Told(Outcome.ABSENT)}, levels={"k": 2}, reviewed=frozenset({"k"})))
    only = found.criteria()[0]
    assert (only.rating, only.level, only.scan_level, only.scan_state) == (interval(1, 1, 1), 2, 0, State.RATED)
    assert only.judged and only.reviewed and found.reviewed == 1


def test_left_out_members_lower_what_at_least_asks_for() -> None:
    of = [{"probe": f"x.{name}"} for name in "abcd"]
    levels = [
        {"label": "n", "meaning": "m", "rating": 0},
        {"label": "y", "meaning": "m", "rating": 1, "when": {"at_least": {"n": 3, "of": of}}},
    ]
    chosen = rubric("weighted", 10, [category("c", 10, [{**criterion("k", "x.a"), "levels": levels}])])
    told = {"x.a": Told(Outcome.PRESENT), "x.b": Told(Outcome.PRESENT), "x.c": Told(Outcome.ABSENT)}
    # x.d was not run: of 3 left, ceil(3 * 3 / 4) = 3 are asked for, 2 hold
    assert score(chosen, Facts(probes=told)).criteria()[0].rating == interval(0, 0, 1)
    told["x.c"] = Told(Outcome.PRESENT)
    assert score(chosen, Facts(probes=told)).criteria()[0].rating == interval(1, 1, 1)


def test_a_share_counts_exactly_what_is_written() -> None:
    of = [{"probe": f"x.p{n}"} for n in range(10)]
    levels = [
        {"label": "n", "meaning": "m", "rating": 0},
        {"label": "y", "meaning": "m", "rating": 1, "when": {"share": {"of": of, "at_least": 0.7}}},
    ]
    chosen = rubric("weighted", 10, [category("c", 10, [{**criterion("k", "x.a"), "levels": levels}])])
    told = {f"x.p{n}": Told(Outcome.PRESENT if n < 7 else Outcome.ABSENT) for n in range(10)}
    assert score(chosen, Facts(probes=told)).overall.point == 10


def test_a_group_with_no_member_left_does_not_hold() -> None:
    nested = {"all": [{"probe": "x.a"}, {"any": [needs("asked")]}]}
    levels = [{"label": "n", "meaning": "m", "rating": 0}, {"label": "y", "meaning": "m", "rating": 1, "when": nested}]
    chosen = rubric(
        "weighted", 10, [category("c", 10, [{**criterion("k", "x.a"), "levels": levels}, criterion("asked")])]
    )
    found = score(chosen, Facts(probes={"x.a": Told(Outcome.PRESENT)})).criteria()[0]
    assert found.rating == interval(0, 0, 1)


def test_what_does_not_apply_leaves_the_total() -> None:
    chosen = rubric(
        "weighted",
        100,
        [category("a", 50, [criterion("k", "x.y")]), category("b", 50, [criterion("l"), criterion("m")])],
    )
    facts = Facts(probes={"x.y": Told(Outcome.PRESENT)}, not_applicable=frozenset({"l", "m"}))
    found = score(chosen, facts)
    assert found.overall == interval(100, 100, 100)
    assert [c.applicable for c in found.categories] == [True, False]


def test_only_a_certain_no_takes_a_criterion_out() -> None:
    chosen = rubric(
        "weighted", 10, [category("c", 10, [criterion("k", "x.y", applies_if={"probe": "x.z"}), criterion("l", "x.y")])]
    )
    present = {"x.y": Told(Outcome.PRESENT)}
    states = {
        outcome: score(chosen, Facts(probes={**present, "x.z": told})).criteria()[0].state
        for outcome, told in {
            "absent": Told(Outcome.ABSENT),
            "doubted": Told(Outcome.ABSENT, True),
            "present": Told(Outcome.PRESENT),
        }.items()
    }
    assert states == {"absent": State.NOT_APPLICABLE, "doubted": State.RATED, "present": State.RATED}


def test_a_process_counts_for_its_share() -> None:
    chosen = rubric(
        "weighted", 10, [category("c", 10, [criterion("k", "process.traced", per_process="process.traced")])]
    )
    told = {"a": {"process.traced": Told(Outcome.PRESENT)}, "b": {"process.traced": Told(Outcome.ABSENT)}}
    assert score(chosen, Facts(process_probes=told)).criteria()[0].state is State.OPEN
    facts = Facts(process_probes=told, processes=("a", "b", "c"))
    found = score(chosen, facts).criteria()[0]
    assert found.rating == Interval(Fraction(1, 3), Fraction(1, 2), Fraction(2, 3))
    assert [p.key for p in found.processes] == ["k@a", "k@b", "k@c"]
    judged = score(chosen, Facts(process_probes=told, processes=("a", "b", "c"), levels={"k@c": 1}))
    assert judged.criteria()[0].rating == interval(0.5, 0.5, 0.5)
    assert judged.completeness == 1
    without = score(chosen, Facts(process_probes=told, processes=("a", "b"), not_applicable=frozenset({"k@b"})))
    assert without.criteria()[0].rating == interval(1, 1, 1)


def test_the_quotient_is_printed_with_exact_parts() -> None:
    weights = {"a": (30, 2), "b": (14, 1), "c": (8, 0)}
    quarter = [
        {"label": "n", "meaning": "m", "rating": 0},
        {"label": "q", "meaning": "m", "rating": 0.25},
        {"label": "y", "meaning": "m", "rating": 1},
    ]
    made = [{**criterion(name, weight=weight), "levels": quarter} for name, (weight, _) in weights.items()]
    chosen = rubric("weighted", 100, [category("c", 100, made)])
    found = score(chosen, Facts(levels={name: level for name, (_, level) in weights.items()}))
    assert [(line.expression, line.value) for line in found.categories[0].lines] == [
        ("30 × 1", "30"),
        ("14 × 0.25", "3.5"),
        ("8 × 0", "0"),
        ("33.5 of 52", "64.4"),
    ]


def test_a_trigger_holds_only_when_it_is_certain() -> None:
    trigger = {"severity": "critical", "when": {"absent": "x.z"}, "because": "No z."}
    chosen = rubric("weighted", 10, [category("c", 10, [criterion("k", "x.y", triggers=[trigger])])])

    def severity(told: dict[str, Told]) -> tuple[Severity, tuple[str, ...], tuple[str, ...]]:
        found = score(chosen, Facts(probes=told)).criteria()[0]
        return found.severity, found.triggered, found.unchecked

    assert severity({"x.z": Told(Outcome.ABSENT)}) == (Severity.CRITICAL, ("No z.",), ())
    assert severity({"x.z": Told(Outcome.PRESENT)}) == (Severity.MEDIUM, (), ())
    assert severity({"x.z": Told(Outcome.UNPROVEN)}) == (Severity.MEDIUM, (), ("No z.",))
    assert severity({}) == (Severity.MEDIUM, (), ("No z.",))


def test_a_band_says_what_it_still_needs() -> None:
    both = {"all": [needs("k"), {"any": [needs("l"), needs("m", 0.5)]}]}
    made = category("c", 20, [criterion(n, f"x.{n}") for n in "klm"], [(20, both), (10, needs("k", 0.5)), (0, None)])
    chosen = rubric("bands", 10, [made])
    told = {"x.k": Told(Outcome.PARTIAL), "x.l": Told(Outcome.ABSENT), "x.m": Told(Outcome.ABSENT)}
    found = score(chosen, Facts(probes=told))
    steps = found.categories[0].bands
    assert [(s.points, s.holds_point, s.unmet) for s in steps] == [
        (20, False, ("k", "l")),
        (10, True, ()),
        (0, True, ()),
    ]
    assert found.categories[0].points == interval(10, 10, 10)


def test_rescoring_after_an_edit_is_the_same_as_scoring() -> None:
    first = category("c", 20, [criterion("k", "x.k"), criterion("l")], [(20, needs("k")), (0, None)])
    second = category("d", 20, [criterion("m")], [(20, {"all": [needs("k"), needs("m")]}), (0, None)])
    third = category("e", 10, [criterion("n")], [(10, needs("n")), (0, None)])
    chosen = rubric("bands", 10, [first, second, third])
    before = Facts(probes={"x.k": Told(Outcome.ABSENT)}, levels={"m": 2})
    after = Facts(probes=before.probes, levels={"m": 2, "k": 2}, reviewed=frozenset({"k"}))
    earlier = score(chosen, before)
    found = rescore(chosen, after, earlier, ["t/k"])
    assert found == score(chosen, after)
    assert found.categories[2] is earlier.categories[2]
    assert rescore(chosen, before, earlier, ["other/k"]) is earlier
