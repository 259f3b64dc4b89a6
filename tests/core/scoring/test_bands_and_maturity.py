"""The order of bands, the ladder of maturity, exact shares, and what counts as known."""

from fractions import Fraction

import pytest

from core.model.outcome import Outcome
from core.scoring.facts import Facts, Told
from core.scoring.result import Interval
from core.scoring.score import score
from tests.helpers.rubrics import category, criterion, needs, rubric

PRESENT, ABSENT = Told(Outcome.PRESENT), Told(Outcome.ABSENT)


def test_at_worst_and_at_best_each_have_the_best_band_that_holds() -> None:
    bands = [(20, needs("k")), (10, needs("l")), (0, None)]
    chosen = rubric("bands", 10, [category("c", 20, [criterion("k", "x.k"), criterion("l", "x.l")], bands)])
    doubted = {"x.k": Told(Outcome.ABSENT, skipped_source=True), "x.l": PRESENT}
    found = score(chosen, Facts(probes=doubted))
    assert found.categories[0].points == Interval(Fraction(10), Fraction(10), Fraction(20))
    assert score(chosen, Facts(probes={"x.k": PRESENT, "x.l": PRESENT})).overall.low == 10


@pytest.mark.parametrize(
    ("held", "level"), [("", 1), ("a", 2), ("b", 1), ("ab", 3), ("abd", 3), ("abc", 4), ("bcd", 1)]
)
def test_maturity_climbs_step_by_step(held: str, level: int) -> None:
    """A level whose own condition holds does not count above one that does not."""
    maturity = [{"level": 1, "name": "n", "meaning": "m"}]
    maturity += [
        {"level": n, "name": "n", "meaning": "m", "when": {"probe": f"x.{letter}"}} for n, letter in enumerate("abc", 2)
    ]
    made = [criterion(letter, f"x.{letter}") for letter in "abcd"]
    chosen = rubric("weighted", 10, [category("c", 10, made)], maturity=maturity)
    told = {f"x.{letter}": PRESENT if letter in held else ABSENT for letter in "abcd"}
    found = score(chosen, Facts(probes=told))
    assert (found.maturity, found.maturity_range) == (level, (level, level))


def test_a_share_is_the_decimal_that_the_author_wrote() -> None:
    of = [{"probe": f"x.p{n}"} for n in range(25)]
    levels = [
        {"label": "n", "meaning": "m", "rating": 0},
        {"label": "y", "meaning": "m", "rating": 1, "when": {"share": {"of": of, "at_least": 0.28}}},
    ]
    chosen = rubric("weighted", 10, [category("c", 10, [{**criterion("k", "x.a"), "levels": levels}])])
    told = {f"x.p{n}": PRESENT if n < 7 else ABSENT for n in range(25)}  # 0.28 * 25 is more than 7 in binary
    assert score(chosen, Facts(probes=told)).overall.point == 10


def test_a_process_that_is_not_known_is_not_complete() -> None:
    made = criterion("k", "process.traced", per_process="process.traced")
    chosen = rubric("weighted", 10, [category("c", 10, [made])])
    told = {"a": {"process.traced": PRESENT}, "b": {"process.traced": ABSENT}}
    found = score(chosen, Facts(process_probes=told, processes=("a", "b", "c", "d")))
    assert (found.completeness, found.reviewed) == (Fraction(1, 2), 0)


def test_a_level_that_was_not_looked_at_again_is_scored_and_not_reviewed() -> None:
    """After a new scan or rubric a judgement still holds, but its review is open."""
    chosen = rubric("weighted", 10, [category("c", 10, [criterion("k", "x.k"), criterion("l", "x.l")])])
    levels = {"k": 2, "l": 2}
    found = score(chosen, Facts(probes={"x.k": ABSENT, "x.l": ABSENT}, levels=levels, reviewed=frozenset({"l"})))
    assert (found.overall.point, found.reviewed, found.categories[0].reviewed) == (10, Fraction(1, 2), Fraction(1, 2))
