"""Finds what a person means by a few letters: whole words first, then beginnings, then letters in their order."""

from dataclasses import dataclass
from itertools import pairwise

_WHOLE, _BEGIN, _INSIDE, _LOOSE = 120, 90, 60, 20
"""Points for a word found whole, at the beginning of a word, inside one, or letter by letter."""
_FURTHEST = 40
"""Letters after which a place in the text costs no more points."""
_BREAKS = " -_./:(“"


@dataclass(frozen=True, slots=True)
class Match:
    """How well a text fits, and which of its letters were meant."""

    points: int
    places: tuple[int, ...] = ()


def match(words: tuple[str, ...], text: str) -> Match | None:
    """Return how well a casefolded text fits casefolded words, None when one of them is not in it."""
    if len(words) == 1:
        return _one(words[0], text)
    points = 0
    places: list[int] = []
    for word in words:
        found = _one(word, text)
        if found is None:
            return None
        points += found.points
        places.extend(found.places)
    return Match(points, tuple(places))


def _one(word: str, text: str) -> Match | None:
    at = text.find(word)
    if at >= 0:
        begun = _at_beginning(word, text, at)
        at = begun if begun >= 0 else at
        end = at + len(word)
        whole = begun >= 0 and (end == len(text) or text[end] in _BREAKS)
        points = _WHOLE if whole else _BEGIN if begun >= 0 else _INSIDE
        return Match(points - min(at, _FURTHEST) // 2, tuple(range(at, end)))
    return _loose(word, text)


def _at_beginning(word: str, text: str, at: int) -> int:
    """Return the first place where the word begins a word of the text, -1 when there is none."""
    while at >= 0:
        if at == 0 or text[at - 1] in _BREAKS:
            return at
        at = text.find(word, at + 1)
    return -1


def _loose(word: str, text: str) -> Match | None:
    """Match letter by letter, only where every stretch begins a word or goes on from the letter before."""
    places: list[int] = []
    at = -1
    for letter in word:
        following = at + 1
        if places and following < len(text) and text[following] == letter:
            at = following
        else:
            at = _at_beginning(letter, text, text.find(letter, following))
            if at < 0:
                return None
        places.append(at)
    gaps = sum(1 for one, two in pairwise(places) if two != one + 1)
    return Match(max(1, _LOOSE - 2 * gaps), tuple(places))
