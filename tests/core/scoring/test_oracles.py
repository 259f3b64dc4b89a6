"""The arithmetic that is laid down must come out exactly."""

from fractions import Fraction

import pytest

from core.model.outcome import Outcome
from core.rubric.loading import parse, shipped, shipped_text
from core.rubric.rubric import Rubric
from core.scoring.arithmetic import show_overall
from core.scoring.facts import Facts, Told
from core.scoring.result import Interval
from core.scoring.score import score
from tests.helpers.rubrics import category, criterion, needs, rubric

GRADES = [
    {"from_score": 9, "label": "excellent", "meaning": "m"},
    {"from_score": 8, "label": "good", "meaning": "m"},
    {"from_score": 6, "label": "needs work", "meaning": "m"},
    {"from_score": 0, "label": "poor", "meaning": "m"},
]


def one_criterion_a_band(points: dict[str, list[float]]) -> Rubric:
    """A banded rubric in which the level of one criterion a category chooses the band."""
    made = []
    for name, worth in points.items():
        steps = len(worth) - 1
        levels = [{"label": f"l{n}", "meaning": "m", "rating": round(n / steps, 2)} for n in range(len(worth))]
        own = {**criterion(f"{name}-c"), "levels": levels}
        bands = [
            (worth[n], needs(f"{name}-c", round((steps - n) / steps, 2)) if n < steps else None)
            for n in range(len(worth))
        ]
        made.append(category(name, int(worth[0]), [own], bands))
    return rubric("bands", 10, made, grades=GRADES)


SEED_BANDS: dict[str, list[float]] = {
    "obs": [20, 15, 10, 0],
    "err": [20, 15, 10, 0],
    "con": [30, 20, 10, 0],
    "hlt": [15, 10, 5, 0],
    "met": [10, 7, 3, 0],
    "reg": [5, 3, 1, 0],
}


@pytest.mark.parametrize(
    ("bands", "total", "grade"),
    [
        ((15, 10, 20, 10, 7, 3), Fraction(65, 10), "needs work"),
        ((20, 20, 30, 15, 7, 3), Fraction(95, 10), "excellent"),
        ((20, 20, 30, 5, 0, 5), Fraction(80, 10), "good"),
    ],
)
def test_bands_add_up_to_a_tenth(bands: tuple[int, ...], total: Fraction, grade: str) -> None:
    chosen = one_criterion_a_band(SEED_BANDS)
    levels = {
        f"{name}-c": len(worth) - 1 - worth.index(points)
        for (name, worth), points in zip(SEED_BANDS.items(), bands, strict=True)
    }
    found = score(chosen, Facts(levels=levels))
    assert found.overall == Interval(total, total, total)
    assert found.grade == grade
    assert found.lines[-1].expression == f"{sum(bands)} of 100 × 10"
    assert found.lines[-1].value == f"{float(total):.1f}"


def test_just_below_a_grade_is_not_that_grade_and_is_not_printed_as_it() -> None:
    chosen = one_criterion_a_band({**SEED_BANDS, "reg": [5, 4.9, 1, 0]})
    levels = {"obs-c": 3, "err-c": 3, "con-c": 3, "hlt-c": 1, "met-c": 0, "reg-c": 2}
    found = score(chosen, Facts(levels=levels))
    assert found.overall.point == Fraction(799, 100)
    assert found.grade == "needs work"
    assert show_overall(chosen, found.overall.point) == "7.99"


def test_equal_weights_give_the_mean_of_the_categories() -> None:
    given = (88, 85, 72, 45, 75, 83)
    made = []
    for number, value in enumerate(given):
        levels = [
            {"label": "a", "meaning": "m", "rating": 0},
            {"label": "b", "meaning": "m", "rating": value / 100},
            {"label": "c", "meaning": "m", "rating": 1},
        ]
        made.append(category(f"c{number}", 100, [{**criterion(f"k{number}"), "levels": levels}]))
    letters = {"A": 93, "A-": 88, "B+": 85, "B": 80, "B-": 77, "C+": 72, "C": 68, "C-": 65, "D": 50, "F": 0}
    maturity = [{"level": 1, "name": "ad hoc", "meaning": "m"}] + [
        {"level": n, "name": name, "meaning": "m", "from_score": worth}
        for n, (name, worth) in enumerate([("repeatable", 60), ("managed", 72), ("optimising", 88), ("healing", 98)], 2)
    ]
    chosen = rubric(
        "weighted",
        100,
        made,
        grades=[{"from_score": worth, "label": label, "meaning": "m"} for label, worth in letters.items()],
        maturity=maturity,
    )
    found = score(chosen, Facts(levels={f"k{n}": 1 for n in range(6)}))
    assert found.overall.point == Fraction(448, 6)
    assert show_overall(chosen, Fraction(448, 6)) == "74.7"
    assert (found.grade, found.maturity, found.maturity_range) == ("C+", 3, (3, 3))
    assert [c.points.point for c in found.categories] == [*given]


def points_lost() -> Rubric:
    weights = {"a": 5, "b": 3, "c": 2, "d": 2, "rest": 88}
    made = [
        criterion(name, f"x.{name}", weight=weight, aspect="State") for name, weight in weights.items() if name in "ab"
    ]
    made += [criterion(name, f"x.{name}", weight=weight) for name, weight in weights.items() if name not in "ab"]
    return rubric("weighted", 100, [category("iac", 100, made)], scoring={"show": "points-lost"})


def test_gaps_are_points_lost_of_a_hundred() -> None:
    told = {f"x.{name}": Told(Outcome.ABSENT) for name in "abcd"} | {"x.rest": Told(Outcome.PRESENT)}
    found = score(points_lost(), Facts(probes=told))
    assert found.overall.point == 88
    assert found.categories[0].lines[-1].expression == "100 − 5 − 3 − 2 − 2"
    assert found.categories[0].lines[-1].value == "88.0"
    state = found.categories[0].aspects[0]
    assert (state.name, state.points.point, state.maximum) == ("State", 0, 8)


def test_a_gap_at_half_loses_half() -> None:
    told = {f"x.{name}": Told(Outcome.PRESENT) for name in ("b", "c", "d", "rest")} | {"x.a": Told(Outcome.PARTIAL)}
    found = score(points_lost(), Facts(probes=told))
    assert found.overall.point == Fraction(975, 10)


@pytest.mark.parametrize("name", shipped())
def test_an_empty_audit_has_no_point_and_the_whole_interval(name: str) -> None:
    chosen = parse(shipped_text(name), name)
    found = score(chosen, Facts())
    lowest = Fraction(chosen.scoring.lowest)
    assert found.overall == Interval(lowest, None, Fraction(chosen.scoring.scale))
    assert [c.points for c in found.categories] == [
        Interval(lowest, None, Fraction(c.points)) for c in chosen.categories
    ]
    assert (found.grade, found.maturity, found.completeness, found.reviewed) == ("", None, 0, 0)
    assert found.reason


@pytest.mark.parametrize("name", shipped())
def test_nothing_applicable_means_no_score_and_a_reason(name: str) -> None:
    chosen = parse(shipped_text(name), name)
    found = score(chosen, Facts(not_applicable=frozenset(c.id for c in chosen.criteria())))
    assert found.overall == Interval(Fraction(0), None, Fraction(0))
    assert not any(c.applicable for c in found.categories)
    assert found.reason == "No criterion of this rubric applies."
    assert found.reviewed == 1


@pytest.mark.parametrize("name", shipped())
def test_the_best_of_everything_reaches_the_top(name: str) -> None:
    chosen = parse(shipped_text(name), name)
    levels = {c.id: len(c.levels) - 1 for c in chosen.criteria()}
    levels |= {f"{c.id}@p": len(c.levels) - 1 for c in chosen.criteria() if c.per_process}
    found = score(chosen, Facts(levels=levels, processes=("p",)))
    assert found.overall.point == chosen.scoring.scale
    assert found.completeness == 1


def one_to_five() -> Rubric:
    """A rubric of two dimensions, each scored from 1 to 5."""
    parts = [
        category("c0", 5, [criterion("a", "x.a", weight=3), criterion("b", weight=1)]),
        category("c1", 5, [criterion("c", weight=2)]),
    ]
    return rubric("weighted", 5, parts, scoring={"lowest": 1, "show": "level"})


def test_a_scale_from_one_begins_at_one() -> None:
    chosen = one_to_five()
    assert score(chosen, Facts()).overall == Interval(Fraction(1), None, Fraction(5))
    worst = score(chosen, Facts(levels={"a": 0, "b": 0, "c": 0}))
    assert worst.overall == Interval(Fraction(1), Fraction(1), Fraction(1))
    best = score(chosen, Facts(levels={"a": 2, "b": 2, "c": 2}))
    assert best.overall == Interval(Fraction(5), Fraction(5), Fraction(5))
    aside = score(chosen, Facts(not_applicable=frozenset({"a", "b", "c"})))
    assert aside.overall == Interval(Fraction(0), None, Fraction(0)) and aside.reason


def test_a_scale_from_one_prints_how_it_came_about() -> None:
    chosen = one_to_five()
    found = score(chosen, Facts(levels={"a": 1, "b": 2, "c": 1}))
    assert [c.points.point for c in found.categories] == [Fraction(7, 2), Fraction(3)]
    assert found.categories[0].lines[-1].expression == "1 + 4 × 2.5 of 4"
    assert found.categories[0].lines[-1].value == "3.5"
    assert found.overall.point == Fraction(13, 4)
    assert (found.lines[-1].expression, found.lines[-1].value) == ("6.5 of 10 × 5", "3.3")
