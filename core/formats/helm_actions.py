"""The actions of a Helm template: which of them control, what they are under, and what the simplest of them give."""

import re
from typing import Any

BLANK = ""
_INNER = re.compile(r"^\{[{%][-+~]?[ \t\n]*|[ \t\n]*[-+~]?[%}]\}$")
_CONTROL = re.compile(
    r"(?:if|else|elif|end|with|range|define|block|for|endif|endfor|set|macro|endmacro)\b|/\*|#|\$\w*[ ]*:?="
)
_OPENS = {"if", "with", "range", "define", "block", "for", "macro"}
_CLOSES = {"end", "endif", "endfor", "endmacro"}
_DOT = re.compile(r"(?<![\w.$)\"])\.(?=[A-Za-z_]|[ \t|)]|$)")
_ROOTED = re.compile(r"(?:Values|Release|Chart|Capabilities|Files|Template)\b")
_PATH = re.compile(r"\$?\.Values((?:\.[\w-]+)+)")
_INDENT = re.compile(r"\bn?indent[ \t]+(\d+)")
_WORD = re.compile(r"\"(?:[^\"\\]|\\.)*\"|`[^`]*`|[^\s()]+")
_PASSES = {
    "quote", "squote", "int", "int64", "float64", "toYaml", "toYamlPretty", "toString", "nindent", "indent", "trim",
    "required", "tpl", "lower", "title", "trimSuffix", "trunc", "b64enc", "toJson", "toRawJson", "coalesce", "add",
}  # fmt: skip
"""Functions whose result says the same as what they are given."""
_CHANGES = {"add", "lower", "title", "trunc", "b64enc", "trimSuffix"}


def _inner(action: str) -> str:
    return _INNER.sub("", action)


def controls(action: str) -> bool:
    """Tell whether an action puts nothing in: a branch, a loop, a definition, a comment, an assignment."""
    return _CONTROL.match(_inner(action)) is not None


class Stack:
    """The blocks around a place."""

    def __init__(self) -> None:
        self._open: list[tuple[str, str]] = []
        self._hidden: int | None = None

    @property
    def condition(self) -> str:
        """Return what is asked around here, outermost first."""
        return " and ".join(said for word, said in self._open if word in ("if", "with", "range", "for"))

    @property
    def hidden(self) -> bool:
        """Tell whether this is the other branch within one line, which is left out."""
        return self._hidden is not None

    def control(self, action: str, inline: bool) -> bool:
        """Take in a controlling action; returns whether it begins or ends a definition, which is a document."""
        word, _, rest = _inner(action).partition(" ")
        if word in _OPENS:
            absolute = self.absolute(action)
            self._open.append((word, _inner(absolute).partition(" ")[2].strip()))
            return word in ("define", "block")
        if word in ("else", "elif"):
            if inline and self._hidden is None:
                self._hidden = len(self._open)
            if self._open:
                before, said = self._open.pop()
                other = rest.removeprefix("if ").strip()
                self._open.append(("if" if before == "if" else before, other or f"not ({said})"))
            return False
        if word in _CLOSES and self._open:
            if self._hidden is not None and len(self._open) <= self._hidden:
                self._hidden = None
            return self._open.pop()[0] in ("define", "block")
        return False

    def absolute(self, action: str) -> str:
        """Return an action with the value of the `with` around it in place of the dot."""
        around = next((said for word, said in reversed(self._open) if word in ("with", "range", "define")), "")
        inside = next((word for word, _ in reversed(self._open) if word in ("with", "range", "define")), "")
        if inside != "with" or not _PATH.fullmatch(around):
            return action
        return _DOT.sub(lambda m: _dot(action, m, around), action)


def _dot(action: str, match: re.Match[str], around: str) -> str:
    rest = action[match.end() :]
    if _ROOTED.match(rest):
        return "."
    return f"{around}." if rest[:1].isalpha() or rest[:1] == "_" else around


def own_line(lines: list[str], index: int, mark: str, action: str) -> str:
    """Return what stands for an action that has a line for itself and puts in one or more lines of YAML.

    It becomes an entry of the list or the mapping that it is in, by its neighbours and the indent that it names.
    """
    line = lines[index]
    named = _INDENT.search(action)
    indent = int(named[1]) if named else len(line) - len(line.lstrip())
    before = next((text for text in reversed(lines[:index]) if text.strip() and _depth(text) <= indent), "")
    if _depth(before) == indent and before.strip():
        if before.lstrip().startswith("- "):
            return f"{' ' * indent}- {mark}"
        if before.rstrip().endswith(":"):  # what it puts in is the value of the key on the line before
            indent += 1
        return f"{' ' * indent}{mark}: ~"
    after = next((text for text in lines[index + 1 :] if text.strip()), "")
    if before.rstrip().endswith(":") and _depth(after) == indent and after.lstrip().startswith("- "):
        return f"{' ' * indent}- {mark}"
    return f"{' ' * indent}{mark}: ~"


def _depth(text: str) -> int:
    return len(text) - len(text.lstrip())


def spoken(kind: str) -> str:
    """Return a kind without quotes."""
    return kind.strip("'\" ")


def evaluated(expression: str, values: dict[str, Any]) -> tuple[bool, Any]:
    """Return whether an expression's value is literal in a chart's values, and that value.

    Understood are a path below `.Values`, `default`, and functions that pass on what they are given.
    """
    known, result = False, None
    for at, part in enumerate(expression.strip().split("|")):
        words = _WORD.findall(part)
        if not words or "(" in part:
            return False, None
        if at == 0:
            known, result = _first(words, values)
        elif words[0] == "default" and len(words) > 1:
            fallback = _literal(words[1], values)
            known, result = (known, result) if known and result not in (None, "", 0, False) else fallback
        elif words[0] not in _PASSES or words[0] in _CHANGES:
            return False, None
    return known, result


def _first(words: list[str], values: dict[str, Any]) -> tuple[bool, Any]:
    if len(words) == 1:
        return _literal(words[0], values)
    if words[0] == "default" and len(words) == 3:
        known, result = _literal(words[2], values)
        return (known, result) if known and result not in (None, "", 0, False) else _literal(words[1], values)
    if words[0] == "tpl":
        return _literal(words[1], values)
    return _literal(words[-1], values) if words[0] in _PASSES - _CHANGES else (False, None)


def _literal(word: str, values: dict[str, Any]) -> tuple[bool, Any]:
    """Return a literal, or what a path names in the values."""
    path = _PATH.fullmatch(word)
    if path:
        node: Any = values
        for key in path[1].split(".")[1:]:
            if not isinstance(node, dict) or key not in node:
                return False, None
            node = node[key]
        return True, node
    if word[:1] in '"`' and len(word) > 1:
        return True, word[1:-1]
    if re.fullmatch(r"-?\d+", word):
        return True, int(word)
    return word in ("true", "false"), word == "true"
