"""How often the scanner is right on real repositories: measured before a release, kept in resources/accuracy.json."""

from dataclasses import dataclass, field
from functools import cache
from math import sqrt

from core import assets, codec

ACCURACY_FORMAT = ("sightline-accuracy", 1)
_Z = 1.959963984540054
"""Two-sided 95 % quantile of the normal distribution."""


def wilson(right: int, n: int) -> tuple[float, float]:
    """Return the 95 % Wilson score interval of a share (Wilson 1927), from 0 to 1; of nothing it is all of it.

    Args:
        right: successes.
        n: trials.
    """
    if not n:
        return 0.0, 1.0
    share, square = right / n, _Z * _Z
    centre = (share + square / (2 * n)) / (1 + square / n)
    half = _Z * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return max(0.0, centre - half), min(1.0, centre + half)


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its 95 % Wilson interval; `rate`, `low` and `high` are from 0 to 1, in four decimals."""

    right: int
    n: int
    rate: float
    low: float
    high: float

    def __str__(self) -> str:
        """Return it as people read it, in percent."""
        return f"{self.rate:.1%} ({self.right} of {self.n}; {self.low:.1%} to {self.high:.1%})"


def rate(right: int, n: int) -> Rate:
    """Return `right` of `n` with its interval; of nothing the share is 1, as nothing was wrong."""
    low, high = wilson(right, n)
    return Rate(right, n, round(right / n if n else 1.0, 4), round(low, 4), round(high, 4))


@dataclass(frozen=True, slots=True)
class Scores:
    """What was measured over some labels.

    Attributes:
        accuracy: of all labels, those answered as labelled.
        precision: of the answers yes, those labelled yes.
        recall: of the labels yes, those answered yes.
        cited: of the right answers yes, those whose evidence names a labelled file.
    """

    accuracy: Rate
    precision: Rate
    recall: Rate
    cited: Rate


@dataclass(frozen=True, slots=True)
class MeasuredOn:
    """One repository, as owner/name, and the commit that was scanned."""

    name: str
    commit: str


@dataclass(frozen=True, slots=True)
class HeldOutRepository:
    """What was read in one repository that nobody had labelled; `seed` repeats the draw of the answers."""

    name: str
    commit: str
    ecosystem: str
    seed: int
    n: int
    wrong: int


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Answers drawn at random in repositories that no rule was tuned on, each checked by reading the files.

    Attributes:
        read_on: date, ISO 8601.
        probe_set: the scanner that answered.
        wrong: share of wrong answers.
        wrong_yes: of the answers yes, the wrong ones.
        wrong_no: of the answers no, the wrong ones.
        fixed_since: wrong answers that the present scanner gives right; the share is left as it was found.
    """

    read_on: str
    probe_set: str
    repositories: tuple[HeldOutRepository, ...]
    wrong: Rate
    wrong_yes: Rate
    wrong_no: Rate
    fixed_since: int = 0


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The whole measurement.

    Attributes:
        measured_on: date, ISO 8601.
        sightline: version of the scanner.
        probe_set: hash over all probe definitions.
        repositories: labelled by hand; the rules were tuned on them.
        overall: over all labels.
        areas: by area, the first part of a probe's id.
        probes: accuracy by probe id, at most one label a repository: read n and the interval.
        held_out: the error on repositories nobody had labelled; None when that was not read.
        held_out_again: the same on further repositories, after what was found wrong had been mended.
        held_out_later: the rounds after that, each on other repositories, in the order in which they were read.
    """

    measured_on: str
    sightline: str
    probe_set: str
    repositories: tuple[MeasuredOn, ...]
    overall: Scores
    areas: dict[str, Scores] = field(default_factory=dict)
    probes: dict[str, Rate] = field(default_factory=dict)
    held_out: HeldOut | None = None
    held_out_again: HeldOut | None = None
    held_out_later: tuple[HeldOut, ...] = ()


def rounds(accuracy: Accuracy) -> tuple[HeldOut, ...]:
    """Return every round of reading, first to last."""
    first = (held for held in (accuracy.held_out, accuracy.held_out_again) if held)
    return (*first, *accuracy.held_out_later)


@cache
def published() -> Accuracy:
    """Return the measurement that ships with this version."""
    data = assets.read_bytes("resources", "accuracy.json")
    return codec.read_document(Accuracy, *ACCURACY_FORMAT, data)
