"""Answers of a survey as points: 1 to 5, 1 to 7, or words; all become points from 1 to 5."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.instruments.draft import NotMeasured

NO_ANSWER = frozenset(
    {"", "-", "–", "—", "n/a", "na", "n.a.", "none", "no answer", "not applicable", "don't know", "do not know"}
    | {"dont know", "i don't know", "prefer not to say", "keine angabe", "k.a."}
)

_NUMBER = re.compile(r"(\d{1,2})(?:\.0+)?(?:\s*[-–:.)(/]\s*\D.*|\s+\D.*)?", re.DOTALL)
"""`4`, `4.0`, `4 - Agree`, `4: agree`, `4 (agree)`."""

_FIVE: tuple[tuple[str, ...], ...] = (
    ("strongly disagree", "disagree", "neutral", "agree", "strongly agree"),
    ("very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied"),
    ("very poor", "poor", "fair", "good", "very good"),
    ("very bad", "bad", "okay", "good", "very good"),
    ("never", "rarely", "sometimes", "often", "always"),
)
_SEVEN: tuple[tuple[str, ...], ...] = (
    ("strongly disagree", "disagree", "somewhat disagree", "neutral", "somewhat agree", "agree", "strongly agree"),
    (
        *("very dissatisfied", "dissatisfied", "somewhat dissatisfied", "neutral"),
        *("somewhat satisfied", "satisfied", "very satisfied"),
    ),
)
_SAME = {
    "neither agree nor disagree": "neutral",
    "neither": "neutral",
    "undecided": "neutral",
    "neither satisfied nor dissatisfied": "neutral",
    "completely disagree": "strongly disagree",
    "completely agree": "strongly agree",
    "totally disagree": "strongly disagree",
    "totally agree": "strongly agree",
    "slightly agree": "somewhat agree",
    "slightly disagree": "somewhat disagree",
    "average": "fair",
    "ok": "okay",
    "excellent": "very good",
    "seldom": "rarely",
}
_ENOUGH = 0.6
"""Share of the answers of a column that must be on a scale."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How the answers of a column are read.

    Attributes:
        points: 5 or 7.
        words: points by word; empty for numbers.
    """

    points: int
    words: Mapping[str, int]

    def said(self) -> str:
        """Return the scale in words."""
        if not self.words:
            return f"1 to {self.points}"
        ordered = sorted(self.words, key=lambda word: self.words[word])
        return f"{self.points} words, {ordered[0]} to {ordered[-1]}"

    def read(self, cell: str) -> float | None:
        """Return an answer in points from 1 to 5, None for no answer.

        Raises:
            ValueError: when it is not on the scale.
        """
        if _plain(cell) in NO_ANSWER:
            return None
        value = self.words.get(_word(cell)) if self.words else number(cell)
        if value is None or not 1 <= value <= self.points:
            raise ValueError(cell)
        return 1 + (value - 1) * 4 / (self.points - 1)


def number(cell: str) -> int | None:
    """Return the number that an answer is or begins with; None for free text."""
    found = _NUMBER.fullmatch(cell.strip())
    return int(found[1]) if found else None


def is_answers(cells: Iterable[str]) -> bool:
    """Tell whether most answers of a column are on some scale."""
    given = [cell for cell in cells if _plain(cell) not in NO_ANSWER]
    on_scale = sum(1 for cell in given if _word(cell) in _KNOWN or 1 <= (number(cell) or 0) <= 7)
    return bool(given) and on_scale >= _ENOUGH * len(given)


def word_scale(cells: Iterable[str]) -> Scale | None:
    """Return the scale of a column that is answered in words, None when it is answered in numbers."""
    given = {_word(cell) for cell in cells if _plain(cell) not in NO_ANSWER}
    fits = [(sum(word in words for word in given), -len(words), words) for words in (*_FIVE, *_SEVEN)]
    most, _, words = max(fits, key=lambda fit: fit[:2])
    return Scale(len(words), {word: points for points, word in enumerate(words, start=1)}) if most else None


def number_scale(columns: Iterable[Iterable[str]], wanted: int | None) -> tuple[Scale, str]:
    """Return the scale of all columns that are answered in numbers, and why it is that one.

    Args:
        columns: the answers of each.
        wanted: 5 or 7 where a person said so.

    Raises:
        NotMeasured: when it is neither, or answers contradict what was said.
    """
    if wanted not in (None, 5, 7):
        raise NotMeasured(f"A scale of {wanted} is not known.", "Known scales: 1 to 5 and 1 to 7.")
    if wanted:
        return Scale(wanted, {}), "as was said"
    given = [value for cells in columns for cell in cells if 1 <= (value := number(cell) or 0) <= 7]
    if above := sum(value > 5 for value in given):
        return Scale(7, {}), f"{above} of {len(given)} answers are above 5"
    return Scale(5, {}), "no answer is above 5; say so if it was asked from 1 to 7"


def _plain(cell: str) -> str:
    return " ".join(cell.replace("’", "'").casefold().split())


def _word(cell: str) -> str:
    plain = _plain(cell).rstrip(".!")
    return _SAME.get(plain, plain)


_KNOWN = frozenset(word for words in (*_FIVE, *_SEVEN) for word in words)
