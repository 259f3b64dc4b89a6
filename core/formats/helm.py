"""Helm templates without rendering: actions are set aside, what is left is YAML, and values are put in where literal.

Lines stay where they are. An action becomes a mark that is put back as its text after parsing; a line that only
controls (`if`, `end`, `with` ...) becomes empty, both sides of an `else` are kept, and what an object is declared under
becomes its condition. Language: https://helm.sh/docs/chart_template_guide/
"""

import re
from dataclasses import replace
from typing import Any

from core.formats.errors import NotUnderstood
from core.formats.helm_actions import BLANK, Stack, controls, evaluated, own_line, spoken
from core.formats.infrastructure import Infrastructure, Resource
from core.formats.yaml_text import Node, documents

_ACTION = re.compile(
    r"\{\{-?\s*/\*.*?\*/\s*-?\}\}|\{\{(?:[^\"`}]|\"(?:[^\"\\\n]|\\.)*\"|`[^`]*`|\}(?!\}))*+\}\}|\{\{.*?\}\}|\{%.*?%\}",
    re.DOTALL,
)
"""A comment, an action (a string in it may hold braces), and a statement of Jinja."""
_MARKED = re.compile("\ue000(\\d+)\ue001")
_MAPPED = re.compile(":[ \t]*\ue000\\d+\ue001[ \t]*$")
_KIND = re.compile(r"^kind:[ \t]*['\"]?([A-Z]\w+|\{\{)", re.MULTILINE)
_NAME = re.compile(r"^  name:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_ONE = re.compile(r"\{\{-?(.*?)-?\}\}", re.DOTALL)
_DEEPEST = 60


def parse(path: str, text: str) -> Infrastructure:
    """Return the objects of a template with their values; actions in them are text such as `{{ .Values.replicas }}`.

    An object whose YAML is not understood without rendering has a kind and a name, and its line is counted.
    """
    marked, actions, conditions = _neutral(text)
    source = text.split("\n")
    found: list[Resource] = []
    broken: list[str] = []
    for first, last in _spans(marked):
        part = "\n".join(source[first:last])
        kind = _KIND.search(part)
        if kind is None:
            continue
        line = first + part.count("\n", 0, kind.start()) + 1
        root = _root(marked, first, last)
        if root is None:
            broken.append(f"line {line}")
        values = _restored(root.plain(), actions, 0) if root is not None else {}
        if not values.get("apiVersion") and root is not None:
            continue
        name = _NAME.search(part, kind.end())
        named = values.get("metadata", {}).get("name") if isinstance(values.get("metadata"), dict) else None
        kind_text = str(values.get("kind") or kind[1])
        end = first + len(part.rstrip().split("\n"))
        under = conditions[line - 1]
        found.append(Resource(kind_text, str(named or (name[1] if name else "")), line, end, values, under))
    return Infrastructure("helm-template", path, tuple(found), tuple(broken))


def _neutral(text: str) -> tuple[list[str], list[str], list[str]]:
    """Return the lines with marks for actions, the actions, and what each line is declared under."""
    actions: list[str] = []
    stack = Stack()
    parts: list[str] = []
    at = 0
    under: list[str] = []
    for match in _ACTION.finditer(text):
        before = text[at : match.start()]
        parts.append("" if stack.hidden else before)
        under += [stack.condition] * before.count("\n")
        at = match.end()
        action, lines = match[0], match[0].count("\n")
        under += [stack.condition] * lines
        alone = _alone(text, match.start(), match.end())
        if controls(action):
            begins = stack.control(action, inline=not alone)
            parts.append(("---" if begins and alone else "") + "\n" * lines)
        else:
            actions.append(stack.absolute(action))
            parts.append(f"\ue000{len(actions) - 1}\ue001" + "\n" * lines)
    rest = text[at:]
    parts.append(rest)
    under += [stack.condition] * (rest.count("\n") + 1)
    lines_out = "".join(parts).split("\n")
    raw = list(lines_out)
    for index, line in enumerate(lines_out):
        only = _MARKED.fullmatch(line.strip())
        if only:
            lines_out[index] = own_line(raw, index, line.strip(), actions[int(only[1])])
        elif not line.strip():
            lines_out[index] = BLANK
        elif _MAPPED.search(line) and _goes_deeper(raw, index):
            lines_out[index] = _MAPPED.sub(":", line)  # what it puts in comes before the lines below
    return lines_out, actions, under


def _goes_deeper(lines: list[str], index: int) -> bool:
    below = next((line for line in lines[index + 1 :] if line.strip()), "")
    return len(below) - len(below.lstrip()) > len(lines[index]) - len(lines[index].lstrip())


def _alone(text: str, start: int, end: int) -> bool:
    """Tell whether an action has its lines for itself."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", end)
    after = text[end : len(text) if stop < 0 else stop]
    return not _ACTION.sub("", before).strip() and not _ACTION.sub("", after).strip()


def _spans(lines: list[str]) -> list[tuple[int, int]]:
    """Return first and last (exclusive) index of each document."""
    cuts = [i for i, line in enumerate(lines) if line.startswith("---")]
    starts = [0, *(cut + 1 for cut in cuts)]
    return [(a, b) for a, b in zip(starts, [*cuts, len(lines)], strict=True) if b > a]


def _root(lines: list[str], first: int, last: int) -> Node | None:
    """Return the YAML of a document on its own lines; a second try leaves out what lines of actions put in."""
    kept = lines[first:last]
    for attempt in (kept, [BLANK if _is_inserted(line) else line for line in kept]):
        try:
            found = documents("\n" * first + "\n".join(attempt))
        except NotUnderstood:
            continue
        if found and found[0].is_mapping:
            return found[0]
    return None


def _is_inserted(line: str) -> bool:
    return not _MARKED.sub("", line).strip(" -:~")


def _restored(value: Any, actions: list[str], depth: int) -> Any:
    """Return plain data with the text of the actions in place of the marks."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, dict):
        return {_restored(k, actions, depth): _restored(v, actions, depth + 1) for k, v in value.items()}
    if isinstance(value, list):
        return [_restored(v, actions, depth + 1) for v in value]
    return _MARKED.sub(lambda m: actions[int(m[1])], value) if isinstance(value, str) else value


def resolved(file: Infrastructure, values: dict[str, Any]) -> Infrastructure:
    """Return a template with literal values of its chart in place of the actions that name them.

    Args:
        file: as parsed.
        values: of the chart, as its `values.yaml` has them, with what a parent chart says over them.
    """
    found = []
    for resource in file.resources:
        plain = _filled(resource.values, values, 0)
        kind = spoken(resource.kind) if "{{" not in resource.kind else str(_filled(resource.kind, values, 0))
        found.append(replace(resource, kind=kind, values=plain if isinstance(plain, dict) else {}))
    return replace(file, resources=tuple(found))


def _filled(value: Any, values: dict[str, Any], depth: int) -> Any:
    if depth > _DEEPEST:
        return value
    if isinstance(value, dict):
        return _mapping(value, values, depth)
    if isinstance(value, list):
        out: list[Any] = []
        for entry in value:
            filled = _filled(entry, values, depth + 1)
            inserted = isinstance(entry, str) and isinstance(filled, list)
            out += filled if inserted else [filled]
        return out
    if not isinstance(value, str) or "{{" not in value:
        return value
    whole = _ONE.fullmatch(value.strip())
    if whole and "{{" not in whole[1]:
        known, plain = evaluated(whole[1], values)
        return plain if known else value
    return _ONE.sub(lambda m: _text(m, values), value)


def _mapping(value: dict[str, Any], values: dict[str, Any], depth: int) -> Any:
    out: dict[str, Any] = {}
    for key, inner in value.items():
        whole = _ONE.fullmatch(key.strip()) if inner is None else None
        known, plain = evaluated(whole[1], values) if whole else (False, None)
        if known and isinstance(plain, dict):
            out |= plain
        elif known and len(value) == 1:
            return plain
        elif not known:
            out[key] = _filled(inner, values, depth + 1)
    return out


def _text(match: re.Match[str], values: dict[str, Any]) -> str:
    known, plain = evaluated(match[1], values)
    return str(plain) if known and isinstance(plain, bool | int | float | str) else match[0]
