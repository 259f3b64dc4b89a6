"""Sums of exact fractions that mostly share a denominator: whole numbers are added, fractions only at the end."""

from collections.abc import Iterable, Sequence
from fractions import Fraction


def total(parts: Iterable[tuple[int, Fraction]]) -> Fraction:
    """Return the exact sum of weight times value."""
    by_denominator: dict[int, int] = {}
    for weight, value in parts:
        below = value.denominator
        by_denominator[below] = by_denominator.get(below, 0) + weight * value.numerator
    return sum((Fraction(above, below) for below, above in by_denominator.items()), Fraction(0))


def mean(values: Sequence[Fraction]) -> Fraction:
    """Return the exact mean of at least one value."""
    return total((1, value) for value in values) / len(values)
