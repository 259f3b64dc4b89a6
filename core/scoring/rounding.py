"""Exact numbers as people read them: half-up, and never on the wrong side of a boundary."""

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

_MOST_DECIMALS = 12
_SHORT = 4
"""Decimals of a part that is printed as it is."""
_ABOUT = 3
"""Decimals of a part that is printed rounded, with ≈ before it."""


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
    """Return a value as part of an arithmetic: a short decimal as it is, anything else rounded and marked, ≈3.667.

    Sums are made from the exact values; only what is printed of a part that no short decimal holds is rounded.
    """
    most = 10**_SHORT
    if value * most == int(value * most):
        return _trimmed(fixed(value, _SHORT))
    return f"≈{_trimmed(fixed(half_up(value, _ABOUT), _ABOUT))}"


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".")
