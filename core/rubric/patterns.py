r"""Whether a pattern lies in the subset that all engines agree on: no newline, nothing that looks around."""

import re

LONGEST = 200

_CROSSING = frozenset("nsWDRv")
_TOO_CLEVER = re.compile(r"\(\?(?:=|!|<=|<!|>)|\\[1-9]|\\[gkGXC]|\(\?P=|[*+?}]\+")


def fault(pattern: str) -> str:
    """Return what is wrong with a pattern, empty when nothing is."""
    if len(pattern) > LONGEST:
        return f"is longer than {LONGEST} characters"
    try:
        re.compile(pattern)
    except re.error as error:
        return f"is not a regular expression: {error.msg}"
    if re.search(r"\(\?[a-zA-Z]*s", pattern):
        return "sets a flag that lets a dot cross a newline"
    if crosses_newline(pattern):
        return r"can cross a newline: use [ \t] for \s and [^\n...] for [^...]"
    if _TOO_CLEVER.search(pattern):
        return "uses look-around, a back-reference or a possessive quantifier, which the engines do not share"
    return ""


def crosses_newline(pattern: str) -> bool:
    r"""Tell whether part of a valid pattern can match a newline: `\s`, `\W`, `[^x]` and the like."""
    position = 0
    while position < len(pattern):
        char = pattern[position]
        if char == "\n":
            return True
        if char == "\\":
            if pattern[position + 1 : position + 2] in _CROSSING:
                return True
            position += 2
        elif char == "[":
            end, crosses = _character_class(pattern, position)
            if crosses:
                return True
            position = end
        else:
            position += 1
    return False


def _character_class(pattern: str, start: int) -> tuple[int, bool]:
    """Return the position behind a character class and whether it holds the newline."""
    position = start + 1
    negated = pattern.startswith("^", position)
    position += negated
    first, newline = position, False
    while position < len(pattern) and (pattern[position] != "]" or position == first):
        if pattern[position] == "\\":
            newline = newline or pattern[position + 1 : position + 2] in _CROSSING
            position += 2
        else:
            newline = newline or pattern[position] == "\n"
            position += 1
    return position + 1, newline != negated
