"""Exact numbers as people read them: half-up, and never on the wrong side of a boundary."""

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

_MOST_DECIMALS = 12


def half_up(value: Fraction, decimals: int) -> Fraction:
    """Round to some decimals; a half goes up."""
    unit = 10**decimals
    return Fraction(math.floor(value * unit + Fraction(1, 2)), unit)


def fixed(value: Fraction, decimals: int) -> str:
    """Return a value, already rounded, with exactly this many decimals."""
    unit = 10**decimals
    whole, rest = divmod(abs(value.numerator) * unit // value.denominator, unit)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{rest:0{decimals}d}" if decimals else f"{sign}{whole}"


def show(value: Fraction, decimals: int = 1, boundaries: Iterable[Fraction | Decimal] = ()) -> str:
    """Return a score as printed, half-up; more decimals where rounding would cross a boundary.

    Args:
        value: the exact score.
        decimals: how many are wanted.
        boundaries: values from which something else begins, such as grades and the target.
    """
    exact = [Fraction(boundary) for boundary in boundaries]
    for places in range(decimals, _MOST_DECIMALS):
        rounded = half_up(value, places)
        if all((value < b) == (rounded < b) for b in exact):
            return fixed(rounded, places)
    return fixed(Fraction(math.floor(value * 10**_MOST_DECIMALS), 10**_MOST_DECIMALS), _MOST_DECIMALS)


def exact(value: Fraction) -> str:
    """Return a value without any rounding: a decimal where it ends, else a fraction such as 11/3."""
    rest = value.denominator
    places = 0
    while rest % 10 == 0:
        rest, places = rest // 10, places + 1
    for prime in (2, 5):
        while rest % prime == 0:
            rest, places = rest // prime, places + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    text = fixed(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text
