"""Lines made from an expression, which match it unless a word boundary in it happens to fail."""

import random
from re import _constants as op  # type: ignore[attr-defined]  # as hypothesis does: there is no public way
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_ALPHABET = "aZz09_ \t-:=/.('\"é"
_WORD = "abcXYZ019_"
_MOST_REPEATED = 4


def example(regex: str, choose: random.Random) -> str:
    """Return one line for a portable expression."""
    return "".join(_text(part, choose) for part in _parser.parse(regex))


def _text(part: tuple[Any, Any], choose: random.Random) -> str:
    kind, value = part
    if kind is op.LITERAL:
        return chr(value)
    if kind is op.NOT_LITERAL:
        return choose.choice([c for c in _ALPHABET if ord(c) != value])
    if kind is op.ANY:
        return choose.choice(_ALPHABET)
    if kind is op.IN:
        return _member(value, choose)
    if kind is op.BRANCH:
        return "".join(_text(each, choose) for each in choose.choice(value[1]))
    if kind is op.SUBPATTERN:
        text = "".join(_text(each, choose) for each in value[3])
        return choose.choice((text, text.swapcase())) if value[1] else text
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, most, inner = value
        times = choose.randint(least, max(least, min(most, least + _MOST_REPEATED)))
        return "".join(_text(each, choose) for _ in range(times) for each in inner)
    assert kind is op.AT, kind
    return ""


def _member(members: list[tuple[Any, Any]], choose: random.Random) -> str:
    if members[0][0] is op.NEGATE:
        return choose.choice([c for c in _ALPHABET if not any(_has(each, c) for each in members[1:])] or ["\x7f"])
    kind, value = choose.choice(members)
    if kind is op.RANGE:
        return chr(choose.randint(*value))
    if kind is op.CATEGORY:
        return choose.choice("0189" if value is op.CATEGORY_DIGIT else _WORD)
    return chr(value)


def _has(member: tuple[Any, Any], char: str) -> bool:
    kind, value = member
    if kind is op.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    if kind is op.CATEGORY:
        return char.isdigit() if value is op.CATEGORY_DIGIT else char in _WORD or char.isalnum()
    return bool(ord(char) == value)
