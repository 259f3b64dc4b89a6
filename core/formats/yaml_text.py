"""YAML as nodes that know their line, and as plain data, safe on hostile files.

The C loader's `compose` is fast and keeps line numbers, but it recurses without a limit: 100,000 brackets end the
process. So depth is bounded before composing. Aliases share nodes, so a billion-laughs file costs nothing until
somebody expands it; `plain` and merge keys therefore count what they expand.
"""

import operator
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml

from core.formats.errors import NotUnderstood

DEEPEST = 120
MOST_NODES = 200_000
MOST_MERGES = 200

_LEADING = re.compile(rf"^[ \-?:]{{{DEEPEST},}}", re.MULTILINE)
_OPENS = frozenset({yaml.MappingStartEvent, yaml.SequenceStartEvent})
_CLOSES = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})
_MERGE = "tag:yaml.org,2002:merge"
_TRUE = {"true", "yes", "on"}


class _Loader(yaml.CSafeLoader):
    """The C loader with its calls back into Python cut short: they are a third of the time."""

    # Tags by path do not exist here: the two do nothing, in the fastest way that takes their arguments.
    descend_resolver = staticmethod(operator.is_)  # type: ignore[assignment]
    ascend_resolver = staticmethod(bool)  # type: ignore[assignment]

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """Return the tag of a node that names none; most scalars are keys that were seen before."""
        if kind is yaml.ScalarNode and implicit[0] and len(value) <= _LONGEST_KNOWN:
            return _scalar_tag(value)
        return str(super().resolve(kind, value, implicit))  # type: ignore[no-untyped-call]


_LONGEST_KNOWN = 40


@lru_cache(maxsize=16_384)
def _scalar_tag(value: str) -> str:
    return str(_RESOLVER.resolve(yaml.ScalarNode, value, (True, False)))  # type: ignore[no-untyped-call]


_RESOLVER = yaml.resolver.Resolver()


def documents(text: str) -> "list[Node]":
    """Return the documents of a YAML text, empty ones left out.

    Raises:
        NotUnderstood: the text is not YAML, or nested deeper than any honest file.
    """
    try:
        if _may_be_deep(text):
            _check_depth(text)
        composed = yaml.compose_all(text, Loader=_Loader)
        return [Node(node) for node in composed if node is not None and not node.tag.endswith(":null")]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark is not None else ""
        raise NotUnderstood(f"not valid YAML{where}: {getattr(error, 'problem', None) or 'unreadable'}") from None


def document(text: str) -> "Node":
    """Return the only or first document; raises NotUnderstood also when there is none."""
    found = documents(text)
    if not found:
        raise NotUnderstood("no YAML document")
    return found[0]


def load(text: str) -> Any:
    """Return the first document as plain data (dict, list, str, int, float, bool, None)."""
    return document(text).plain()


def _may_be_deep(text: str) -> bool:
    return text.count("[") + text.count("{") > DEEPEST or _LEADING.search(text) is not None


def _check_depth(text: str) -> None:
    depth = 0
    for kind in map(type, yaml.parse(text, Loader=yaml.CSafeLoader)):
        if kind in _OPENS:
            depth += 1
            if depth > DEEPEST:
                raise NotUnderstood(f"nested deeper than {DEEPEST} levels")
        elif kind in _CLOSES:
            depth -= 1


class Node:
    """One value of a YAML document, with its lines (from 1)."""

    __slots__ = ("_node",)

    def __init__(self, node: yaml.Node) -> None:
        self._node = node

    @property
    def line(self) -> int:
        """Return the first line; for a mapping under a key this is the line after the key."""
        return int(self._node.start_mark.line) + 1

    @property
    def end_line(self) -> int:
        """Return the last line that holds part of the value."""
        node = self._node
        for _ in range(DEEPEST):
            if not isinstance(node, yaml.CollectionNode) or not node.value or node.flow_style:
                break
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        if isinstance(node, yaml.ScalarNode) and node.style == "|":
            return int(node.start_mark.line) + 1 + len(node.value.rstrip("\n").split("\n"))
        end = int(node.end_mark.line) + (0 if node.end_mark.column == 0 else 1)
        return max(self.line, end)

    @property
    def text_line(self) -> int:
        """Return the first line of a scalar's text: the line after the bar for a block scalar."""
        return self.line + (1 if getattr(self._node, "style", None) in ("|", ">") else 0)

    @property
    def tag(self) -> str:
        """Return the tag as written, such as `!reference`, or the resolved standard one."""
        return str(self._node.tag)

    @property
    def is_mapping(self) -> bool:
        """Tell whether this is a mapping."""
        return isinstance(self._node, yaml.MappingNode)

    @property
    def is_list(self) -> bool:
        """Tell whether this is a sequence."""
        return isinstance(self._node, yaml.SequenceNode)

    @property
    def text(self) -> str:
        """Return a scalar's text as written, empty for null and for collections."""
        if not isinstance(self._node, yaml.ScalarNode) or self._node.tag.endswith(":null"):
            return ""
        return str(self._node.value)

    @property
    def true(self) -> bool:
        """Tell whether this is a scalar that YAML 1.1 reads as true."""
        return self.text.lower() in _TRUE

    def items(self) -> "Iterator[tuple[str, int, Node]]":
        """Yield key, line of the key, and value of a mapping, merge keys expanded; own keys win."""
        if not isinstance(self._node, yaml.MappingNode):
            return
        budget = [MOST_MERGES]
        seen: set[str] = set()
        for key, value in _merged(self._node, budget):
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            if name not in seen:
                seen.add(name)
                yield name, int(key.start_mark.line) + 1, Node(value)

    def repeated(self) -> "Iterator[tuple[str, int]]":
        """Yield each key that stands again in its own mapping, with the line of that repetition, at any depth."""
        waiting: list[yaml.Node] = [self._node]
        visited: set[int] = set()
        while waiting:
            node = waiting.pop()
            if id(node) in visited or not isinstance(node, yaml.CollectionNode):  # an alias leads to the same node
                continue
            visited.add(id(node))
            seen: set[str] = set()
            for entry in node.value:
                key, value = entry if isinstance(entry, tuple) else (None, entry)
                waiting.append(value)
                if isinstance(key, yaml.ScalarNode) and not key.tag.endswith(":merge"):
                    if key.value in seen:
                        yield str(key.value), int(key.start_mark.line) + 1
                    seen.add(key.value)

    def keys(self) -> tuple[str, ...]:
        """Return the keys of a mapping."""
        return tuple(key for key, _, _ in self.items())

    def get(self, *path: str) -> "Node | None":
        """Return the value under a path of keys, or None."""
        node: Node | None = self
        for wanted in path:
            node = next((value for key, _, value in node.items() if key == wanted), None) if node else None
        return node

    def line_of(self, key: str) -> int:
        """Return the line of a key of this mapping, 0 when it is not there."""
        return next((line for name, line, _ in self.items() if name == key), 0)

    def text_of(self, *path: str) -> str:
        """Return the text under a path of keys, empty when there is none."""
        found = self.get(*path)
        return found.text if found else ""

    def list(self) -> "list[Node]":
        """Return the entries of a sequence, none for anything else."""
        return [Node(n) for n in self._node.value] if isinstance(self._node, yaml.SequenceNode) else []

    def texts(self) -> tuple[str, ...]:
        """Return a scalar as one text, a sequence's scalars as several, a mapping's keys otherwise."""
        if self.is_list:
            return tuple(n.text for n in self.list() if n.text)
        if self.is_mapping:
            return self.keys()
        return (self.text,) if self.text else ()

    def plain(self) -> Any:
        """Return plain data; raises NotUnderstood when aliases would expand it beyond measure."""
        return _plain(self._node, [MOST_NODES], DEEPEST)


def _merged(node: yaml.MappingNode, budget: "list[int]") -> "Iterator[tuple[yaml.Node, yaml.Node]]":
    merges: list[yaml.Node] = []
    for key, value in node.value:
        if key.tag == _MERGE:
            merges += value.value if isinstance(value, yaml.SequenceNode) else [value]
        else:
            yield key, value
    for merge in merges:
        budget[0] -= 1
        if budget[0] < 0:
            raise NotUnderstood("too many merge keys")
        if isinstance(merge, yaml.MappingNode):
            yield from _merged(merge, budget)


def _plain(node: yaml.Node, budget: "list[int]", depth: int) -> Any:
    budget[0] -= 1
    if budget[0] < 0 or depth < 0:
        raise NotUnderstood("aliases expand beyond measure")
    if isinstance(node, yaml.MappingNode):
        return {name: _plain(value._node, budget, depth - 1) for name, _, value in Node(node).items()}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value, budget, depth - 1) for value in node.value]
    return _scalar(node.tag, str(node.value))


def _scalar(tag: str, text: str) -> Any:
    kind = tag.rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in _TRUE
    if kind in ("int", "float"):
        try:
            return int(text) if kind == "int" else float(text)
        except ValueError:
            return text
    return text
