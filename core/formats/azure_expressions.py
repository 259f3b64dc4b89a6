"""Template expressions of Azure Pipelines (`${{ eq(parameters.os, 'linux') }}`), as far as their values are known.

Functions and their meaning: https://learn.microsoft.com/azure/devops/pipelines/process/expressions
"""

import re
from collections.abc import Callable
from typing import Protocol


class Listed(Protocol):
    """A value that is no text: a sequence or a mapping."""

    def length(self) -> int:
        """Return the number of its entries."""
        ...


Value = str | Listed | None
"""A text, a collection, or None when it is not known before the pipeline runs."""

_TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*')|([\w.*-]+(?:\[[^\]]{0,200}\][\w.]*)?)|([(),]))")
_MOST_TOKENS = 400
_DEEPEST = 40
_RUNTIME = re.compile(r"\$\(|\$\{\{|\$\[")


def evaluate(expression: str, lookup: Callable[[str], Value]) -> Value:
    """Return the value of an expression, None when a part that decides it is unknown or not understood.

    Args:
        expression: the text between `${{` and `}}`.
        lookup: returns the value of a name such as `parameters.os`.
    """
    tokens = _tokens(expression)
    if not tokens:
        return None
    value, at = _value(tokens, 0, lookup, 0)
    return value if at == len(tokens) else None


def truth(value: Value) -> bool | None:
    """Return whether a value counts as true, None when unknown."""
    if value is None:
        return None
    if isinstance(value, str):
        return None if _RUNTIME.search(value) else value.lower() not in ("", "false", "0")
    return True


def _tokens(expression: str) -> list[str]:
    tokens: list[str] = []
    at = 0
    text = expression.strip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found or len(tokens) > _MOST_TOKENS:
            return []
        tokens.append(found[0].strip())
        at = found.end()
    return tokens


def _value(tokens: list[str], at: int, lookup: Callable[[str], Value], depth: int) -> tuple[Value, int]:
    """Return the value that begins at a token, and the place after it."""
    if at >= len(tokens) or depth > _DEEPEST:
        return None, len(tokens) + 1
    token = tokens[at]
    if token.startswith("'"):
        return token[1:-1].replace("''", "'"), at + 1
    if token in ("(", ")", ","):
        return None, len(tokens) + 1
    if at + 1 < len(tokens) and tokens[at + 1] == "(":
        arguments: list[Value] = []
        at += 2
        while at < len(tokens) and tokens[at] != ")":
            value, at = _value(tokens, at, lookup, depth + 1)
            arguments.append(value)
            if at < len(tokens) and tokens[at] == ",":
                at += 1
        return (_call(token.lower(), arguments), at + 1) if at < len(tokens) else (None, at + 1)
    if token.lower() in ("true", "false") or re.fullmatch(r"-?\d+(?:\.\d+)*", token):
        return token, at + 1
    return lookup(token), at + 1


def _call(name: str, arguments: list[Value]) -> Value:
    if name in ("and", "or", "not", "xor"):
        return _logic(name, [truth(argument) for argument in arguments])
    if name == "coalesce":
        for argument in arguments:
            if argument is None or argument != "":
                return argument
        return ""
    if name == "length" and len(arguments) == 1 and arguments[0] is not None:
        value = arguments[0]
        return str(len(value) if isinstance(value, str) else value.length())
    if name in ("eq", "ne") and len(arguments) == 2 and "" in arguments:
        other = arguments[1] if arguments[0] == "" else arguments[0]
        if other is not None and not isinstance(other, str):  # a collection is never equal to an empty text
            return _said((other.length() == 0) == (name == "eq"))
    texts = [argument for argument in arguments if isinstance(argument, str)]
    if len(texts) != len(arguments) or (name != "format" and any(_RUNTIME.search(text) for text in texts)):
        return None
    return _of_texts(name, texts)


def _logic(name: str, values: list[bool | None]) -> Value:
    if name == "not" and len(values) == 1:
        return None if values[0] is None else _said(not values[0])
    if name == "and":
        return "false" if False in values else None if None in values else "true"
    if name == "or":
        return "true" if True in values else None if None in values else "false"
    return None


def _of_texts(name: str, texts: list[str]) -> Value:
    low = [text.lower() for text in texts]  # Azure compares without regard to case
    if len(texts) >= 2:
        first, rest = low[0], low[1:]
        tests = {
            "eq": first == rest[0],
            "ne": first != rest[0],
            "in": first in rest,
            "notin": first not in rest,
            "contains": rest[0] in first,
            "startswith": first.startswith(rest[0]),
            "endswith": first.endswith(rest[0]),
        }
        if name in tests:
            return _said(tests[name])
    if name == "format" and texts:
        return _formatted(texts[0], texts[1:])
    if name == "replace" and len(texts) == 3 and texts[1]:
        return texts[0].replace(texts[1], texts[2])
    if name in ("lower", "upper", "trim") and len(texts) == 1:
        return {"lower": low[0], "upper": texts[0].upper(), "trim": texts[0].strip()}[name]
    return None


def _formatted(pattern: str, values: list[str]) -> str:
    def fill(match: re.Match[str]) -> str:
        if match[0] in ("{{", "}}"):
            return match[0][0]
        number = int(match[1])
        return values[number] if number < len(values) else match[0]

    return re.sub(r"\{\{|\}\}|\{(\d{1,3})\}", fill, pattern)[:4000]


def _said(value: bool) -> str:
    return "true" if value else "false"
