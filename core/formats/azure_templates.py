"""Azure Pipelines' YAML with its templates expanded: parameters, `if` / `else`, `each` and `insert`.

Every value knows the line of the pipeline's own file that leads to it: its own line, or the line of the call of the
template in which it stands.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from core.formats.azure_expressions import Value, evaluate, truth
from core.formats.yaml_text import Node

_WHOLE = re.compile(r"^\s*\$\{\{((?:(?!\}\}).)*)\}\}\s*$", re.DOTALL)
_PART = re.compile(r"\$\{\{((?:(?!\}\}).){0,2000})\}\}", re.DOTALL)
_VARIABLE = re.compile(r"\$\((\w[\w.-]{0,80})\)")
_EACH = re.compile(r"each\s+(\w+)\s+in\s+(.+)$", re.DOTALL)
_MOST_VALUES = 60_000
_LONGEST = 100_000
_DEEPEST = 60


class TooLarge(ValueError):
    """A pipeline that expands beyond measure."""


class Budget:
    """How many values one pipeline may still expand to."""

    def __init__(self, left: int = _MOST_VALUES) -> None:
        self.left = left

    def spend(self, amount: int = 1) -> None:
        """Take from the budget; raises TooLarge when it is used up."""
        self.left -= amount
        if self.left < 0:
            raise TooLarge("templates expand beyond measure")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a value stands and what the names in it mean.

    Attributes:
        path: the file in which it stands.
        call: line of the pipeline's own file that calls that file, 0 in the pipeline's own file.
        names: values of `parameters.x` and of the variables of `each`.
        variables: variables of the pipeline that are set to a plain text, for `$(name)`.
        above: files whose templates are being expanded around it.
    """

    path: str
    call: int = 0
    names: "Mapping[str, Bound | str]" = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    above: tuple[str, ...] = ()
    budget: Budget = field(default_factory=Budget)


class Bound:
    """One value with its scope; reads like a node, with what its expressions insert in place."""

    __slots__ = ("_items", "_list", "node", "scope")

    def __init__(self, node: Node, scope: Scope) -> None:
        self.node = node
        self.scope = scope
        self._items: tuple[tuple[str, int, Bound], ...] | None = None
        self._list: tuple[Bound, ...] | None = None

    @property
    def line(self) -> int:
        """Return the line of the pipeline's own file that leads to this value."""
        return self.scope.call or self.node.line

    @property
    def end_line(self) -> int:
        """Return the last such line."""
        return self.scope.call or self.node.end_line

    @property
    def text_line(self) -> int:
        """Return the first line of a scalar's text in the file in which it stands."""
        return self.node.text_line

    @property
    def foreign(self) -> str:
        """Return the template in which the value stands, empty in the pipeline's own file."""
        return self.scope.path if self.scope.call else ""

    @property
    def text(self) -> str:
        """Return a scalar's text with the known expressions and variables put in."""
        text = self.node.text
        if "$" not in text:
            return text
        text = _PART.sub(self._filled, text)
        text = _VARIABLE.sub(lambda m: self.scope.variables.get(m[1].lower(), m[0]), text)
        self.scope.budget.spend(1 + len(text) // 200)
        return text[:_LONGEST]

    @property
    def is_mapping(self) -> bool:
        """Tell whether this is a mapping."""
        return self.node.is_mapping

    def length(self) -> int:
        """Return the number of entries."""
        return len(self.list()) if self.node.is_list else len(self.items())

    def resolved(self) -> "Bound":
        """Return what a value that is one expression stands for, otherwise itself."""
        found = self
        for _ in range(_DEEPEST):
            whole = _WHOLE.match(found.node.text)
            value = evaluate(whole[1], found.look_up) if whole else None
            if not isinstance(value, Bound):
                break
            found = value
        return found

    def items(self) -> "tuple[tuple[str, int, Bound], ...]":
        """Return key, line and value of a mapping, conditional and inserted parts in place."""
        if self._items is None:
            self._items = tuple(self._expanded_items(0))
        return self._items

    def list(self) -> "tuple[Bound, ...]":
        """Return the entries of a sequence, conditional, repeated and inserted parts in place."""
        if self._list is None:
            self._list = tuple(self._expanded_list(0))
        return self._list

    def get(self, *path: str) -> "Bound | None":
        """Return the value under a path of keys, or None."""
        node: Bound | None = self
        for wanted in path:
            node = next((value for key, _, value in node.items() if key == wanted), None) if node else None
            node = node.resolved() if node else None
        return node

    def line_of(self, key: str) -> int:
        """Return the line of a key of this mapping, 0 when it is not there."""
        return next((line for name, line, _ in self.items() if name == key), 0)

    def text_of(self, *path: str) -> str:
        """Return the text under a path of keys, empty when there is none."""
        found = self.get(*path)
        return found.text if found else ""

    def texts(self) -> tuple[str, ...]:
        """Return a scalar as one text, a sequence's scalars as several."""
        if self.node.is_list:
            return tuple(entry.text for entry in self.list() if entry.text)
        return (self.text,) if self.text else ()

    def look_up(self, name: str) -> Value:
        """Return the value of a name in an expression, None when it is not known here."""
        name = re.sub(r"\[\s*'([^']*)'\s*\]", r".\1", name)
        if name == "parameters":
            return None
        parts = name.split(".")
        for count in (2, 1):
            value = self.scope.names.get(".".join(parts[:count]))
            if value is None:
                continue
            rest = parts[count:]
            if isinstance(value, str):
                return value if not rest else None
            found = value.resolved().get(*rest) if rest else value.resolved()
            if found is None:
                return "" if value.resolved().is_mapping else None
            return found if found.node.is_mapping or found.node.is_list else found.text
        return None

    def _filled(self, match: re.Match[str]) -> str:
        value = evaluate(match[1], self.look_up)
        return value if isinstance(value, str) else match[0]

    def _expanded_items(self, depth: int) -> "Iterator[tuple[str, int, Bound]]":
        if depth > _DEEPEST:
            raise TooLarge("nested beyond measure")
        taken: bool | None = False
        for key, line, node in self.node.items():
            self.scope.budget.spend()
            value = Bound(node, self.scope)
            whole = _WHOLE.match(key)
            word = whole[1].strip() if whole else ""
            if not whole:
                yield key, self.scope.call or line, value
            elif word == "insert":
                yield from value.resolved()._expanded_items(depth + 1)
            elif word.startswith(("if", "else")):
                taken, inside = self._branch(word, taken)
                if inside:
                    yield from value.resolved()._expanded_items(depth + 1)
            elif each := _EACH.match(word):
                for scope in self._rounds(each[1], each[2]):
                    yield from Bound(node, scope)._expanded_items(depth + 1)
            else:
                filled = Bound(node, self.scope)._filled(whole)
                yield filled, self.scope.call or line, value

    def _expanded_list(self, depth: int) -> "Iterator[Bound]":
        if depth > _DEEPEST:
            raise TooLarge("nested beyond measure")
        taken: bool | None = False
        for node in self.node.list():
            self.scope.budget.spend()
            entry = Bound(node, self.scope)
            directives = [(_WHOLE.match(key), value) for key, _, value in node.items()]
            if not directives or not all(found for found, _ in directives):
                whole = entry.resolved()
                yield from whole._expanded_list(depth + 1) if whole is not entry and whole.node.is_list else [whole]
                continue
            for found, value in directives:
                word = found[1].strip() if found else ""
                scopes = [self.scope]
                if word.startswith(("if", "else")):
                    taken, inside = self._branch(word, taken)
                    scopes = [self.scope] if inside else []
                elif each := _EACH.match(word):
                    scopes = list(self._rounds(each[1], each[2]))
                for scope in scopes:
                    inner = Bound(value, scope).resolved()
                    yield from inner._expanded_list(depth + 1) if inner.node.is_list else [inner]

    def _branch(self, word: str, taken: bool | None) -> tuple[bool | None, bool]:
        """Return whether the chain of conditions is decided, and whether this branch is in; both ways when unknown."""
        if word == "else":
            return True, taken is not True
        condition = re.sub(r"^(?:elseif|else\s+if|if)\b", "", word)
        if word.startswith("else") and taken is True:
            return True, False
        holds = truth(evaluate(condition, self.look_up))
        return (True if holds else None if holds is None else False), holds is not False

    def _rounds(self, name: str, expression: str) -> "Iterator[Scope]":
        """Yield a scope for each round of `each`; one with the name unknown when the collection is."""
        if expression.strip() == "parameters":
            for key, given in self.scope.names.items():
                if key.startswith("parameters."):
                    own: dict[str, Bound | str] = {
                        f"{name}.key": key.removeprefix("parameters."),
                        f"{name}.value": given,
                    }
                    yield replace(self.scope, names={**self.scope.names, **own})
            return
        value = evaluate(expression, self.look_up)
        if not isinstance(value, Bound):
            if value is None:
                yield self.scope
            return
        if value.node.is_list:
            for entry in value.list():
                yield replace(self.scope, names={**self.scope.names, name: entry})
        else:
            for key, _, inner in value.items():
                pair: dict[str, Bound | str] = {f"{name}.key": key, f"{name}.value": inner}
                yield replace(self.scope, names={**self.scope.names, **pair})


def parameters(root: Node, scope: Scope, given: "Bound | None", is_called: bool) -> "dict[str, Bound | str]":
    """Return the values of a file's parameters by `parameters.name`.

    A pipeline's own scalar parameters are left unknown, because a person may choose another value at each run.
    """
    values: dict[str, Bound | str] = {}
    declared = root.get("parameters")
    for entry in declared.list() if declared else []:
        default = entry.get("default")
        if default is not None and (is_called or not default.text):
            values[f"parameters.{entry.text_of('name')}"] = Bound(default, scope)
        elif is_called and default is not None:
            values[f"parameters.{entry.text_of('name')}"] = ""
    for key, _, node in declared.items() if declared else ():
        if is_called:
            values[f"parameters.{key}"] = Bound(node, scope)
    for key, _, value in given.items() if given else ():
        values[f"parameters.{key}"] = value
    return values
