from fractions import Fraction

import pytest

from core.scoring.rounding import exact, show


@pytest.mark.parametrize(
    ("value", "boundaries", "printed"),
    [
        (Fraction(448, 6), (), "74.7"),
        (Fraction(645, 100), (), "6.5"),
        (Fraction(644, 100), (), "6.4"),
        (Fraction(799, 100), (8,), "7.99"),
        (Fraction(7999, 1000), (8,), "7.999"),
        (Fraction(799, 100), (), "8.0"),
        (Fraction(8), (8,), "8.0"),
        (Fraction(721, 10), (Fraction(7214, 100),), "72.1"),
        (Fraction(-1, 4), (), "-0.2"),
        (8 - Fraction(1, 10**20), (8,), "7.999999999999"),
    ],
)
def test_a_score_is_printed_half_up_on_its_side_of_every_boundary(
    value: Fraction, boundaries: tuple[Fraction, ...], printed: str
) -> None:
    assert show(value, 1, boundaries) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Fraction(3725, 100), "37.25"),
        (Fraction(52), "52"),
        (Fraction(100), "100"),
        (Fraction(11, 3), "≈3.667"),
        (Fraction(4032530, 20727), "≈194.554"),
        (Fraction(-1, 3), "≈-0.333"),
        (Fraction(29999, 10000), "2.9999"),
        (Fraction(1, 8), "0.125"),
        (Fraction(0), "0"),
    ],
)
def test_parts_are_short_decimals_or_marked_as_rounded(value: Fraction, printed: str) -> None:
    assert exact(value) == printed
