"""Bicep: parameters with their decorators, variables, resources with nested properties, modules, outputs.

Literals are read as plain data, any other expression stays its text; `resolved` puts in what variables and parameters
name. Language: https://learn.microsoft.com/azure/azure-resource-manager/bicep/file
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.formats.bicep_text import Reader
from core.formats.errors import NotUnderstood
from core.formats.infrastructure import Infrastructure, Resource

PATHS = ("**/*.{bicep,bicepparam}",)

_MOST = 2000
_DEEPEST = 40
_NAME = re.compile(r"[A-Za-z_]\w*")
_DOTTED = re.compile(r"[A-Za-z_][\w.]*")
_LOOP = re.compile(r"for\b[^\n]*?\bin\b")


def parse(path: str, text: str) -> Infrastructure:
    """Return the declarations of a file.

    A parameter is kind `param` with `type`, `default`, `decorators` and each decorator's argument under its name; a
    variable `var` and an output `output` with `value`; a resource `resource.<type>` with its body, `existing.<type>`
    when it is only referred to; a module `module` with `source` and its body. Nested resources follow their parent.
    A condition is kept as text; a loop makes `repeated`. In a parameter file (.bicepparam) a value is kind `argument`.
    """
    reader = Reader(text)
    found: list[Resource] = []
    broken: list[str] = []
    while not reader.ended():
        line = reader.line()
        if len(found) >= _MOST:
            broken.append("more declarations than can be read")
            break
        try:
            found += _statement(reader, path.endswith(".bicepparam"))
        except NotUnderstood:
            broken.append(f"line {line}")
            reader.skip_line()
    return Infrastructure("bicep", path, tuple(found), tuple(broken))


def _statement(reader: Reader, arguments: bool) -> list[Resource]:
    decorators = _decorators(reader)
    line = reader.line()
    keyword = reader.take(_NAME)
    if keyword in ("resource", "module"):
        return _declaration(reader, keyword, line, "")
    if keyword not in ("param", "var", "output"):  # targetScope, metadata, type, func, import, using ...
        if not keyword and not reader.ended():
            raise NotUnderstood("not a declaration")
        reader.expression()
        return []
    name = reader.take(_NAME)
    values: dict[str, Any] = {}
    if keyword == "param":
        values["decorators"] = list(decorators)
        values |= {key: value for key, value in decorators.items() if key not in ("decorators", "type", "default")}
    if keyword != "var" and not reader.at("="):
        values["type"] = reader.until_assigned()
    if reader.take_char("="):
        values["default" if keyword == "param" else "value"] = _value(reader, 0, [], "")
    kind = "argument" if arguments and keyword == "param" else keyword
    return [Resource(kind, name, line, reader.last_line(), values)]


def _decorators(reader: Reader) -> dict[str, Any]:
    """Return the decorators before a declaration by their last name, with the first argument of each."""
    found: dict[str, Any] = {}
    reader.skip()
    while reader.take_char("@"):
        name = reader.take(_DOTTED).rpartition(".")[2]
        found[name] = None
        if reader.take_char("("):
            reader.skip()
            found[name] = None if reader.at(")") else _value(reader, 0, [], "")
            reader.skip_to_close(")")
        reader.skip()
    return found


def _declaration(reader: Reader, keyword: str, line: int, parent: str) -> list[Resource]:
    """Return a resource or module with the resources within it."""
    name = reader.take(_NAME)
    named = reader.string()
    if named is None:
        raise NotUnderstood("no type")
    existing = reader.take_word("existing")
    reader.take_char("=")
    kind = named.partition("@")[0] if keyword == "resource" else named
    full = f"{parent}/{kind}" if parent and keyword == "resource" and "." not in kind.partition("/")[0] else kind
    inner: list[Resource] = []
    condition, repeated = "", False
    reader.skip()
    if reader.take_char("["):
        repeated = True
        reader.match(_LOOP)
        reader.until(":")
    reader.skip()
    if reader.take_word("if"):
        reader.skip()
        condition = reader.bracketed()
        reader.skip()
    body = _value(reader, 0, inner, full)
    if repeated:
        reader.skip_to_close("]")
    values = body if isinstance(body, dict) else {}
    end = reader.last_line()
    if keyword == "module":
        return [Resource("module", name, line, end, {"source": named, **values}, condition, repeated)]
    prefix = "existing" if existing else "resource"
    return [Resource(f"{prefix}.{full}", name, line, end, values, condition, repeated), *inner]


def _value(reader: Reader, depth: int, inner: list[Resource], kind: str) -> Any:
    """Return a literal as plain data, anything else as its text; resources within an object go to `inner`."""
    if depth > _DEEPEST:
        raise NotUnderstood(f"nested deeper than {_DEEPEST} levels")
    reader.skip_blank()
    if reader.at("{"):
        found = _object(reader, depth, inner, kind)
    elif reader.at("["):
        found = _array(reader, depth, inner, kind)
    else:
        return reader.scalar()
    if not reader.ends_value():  # `{ ... }[key]`, `[1, 2].length`: an expression after all
        reader.expression()
    return found


def _object(reader: Reader, depth: int, inner: list[Resource], kind: str) -> dict[str, Any]:
    reader.take_char("{")
    found: dict[str, Any] = {}
    while True:
        reader.skip()
        while reader.take_char(","):
            reader.skip()
        if reader.take_char("}"):
            return found
        if reader.ended():  # cut off: what was read until here still counts
            return found
        decorators = _decorators(reader)
        line = reader.line()
        key = reader.string()
        if key is None:
            key = reader.take(_NAME)
        if key == "resource" and not reader.at(":") and kind and not decorators.get("decorators"):
            inner += _declaration(reader, "resource", line, kind)
        elif key and reader.take_char(":"):
            found[key] = _value(reader, depth + 1, inner, "")
        else:  # a spread, or something newer than this
            reader.expression()


def _array(reader: Reader, depth: int, inner: list[Resource], kind: str) -> Any:
    reader.take_char("[")
    reader.skip()
    if reader.match(_LOOP):
        reader.until(":")
        reader.skip()
        if reader.take_word("if"):
            reader.skip()
            reader.bracketed()
            reader.skip()
        entry = _value(reader, depth + 1, inner, kind)
        reader.skip_to_close("]")
        return [entry]
    found: list[Any] = []
    while True:
        reader.skip()
        while reader.take_char(","):
            reader.skip()
        if reader.take_char("]"):
            return found
        if reader.ended():
            return found
        found.append(_value(reader, depth + 1, inner, kind))


def resolved(file: Infrastructure, given: Mapping[str, Any]) -> Infrastructure:
    """Return a file with literal values in place of the variables and parameters that name them.

    Args:
        file: as parsed.
        given: literal arguments by parameter, from whoever takes the file up as a module; they win over defaults.
    """
    literal: dict[str, Any] = {}
    for resource in file.resources:
        key = {"var": "value", "param": "default"}.get(resource.kind, "")
        if key in resource.values:
            literal[resource.name] = resource.values[key]
    literal |= given
    if not literal:
        return file
    filled = (
        replace(r, values=_filled(r.values, literal, 0)) if r.kind.startswith(("resource.", "module")) else r
        for r in file.resources
    )
    return replace(file, resources=tuple(filled))


def _filled(value: Any, literal: dict[str, Any], depth: int) -> Any:
    if depth > _DEEPEST:
        return value
    if isinstance(value, dict):
        return {key: _filled(inner, literal, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, literal, depth + 1) for inner in value]
    if not isinstance(value, str) or not _DOTTED.fullmatch(value):
        return value
    name, *parts = value.split(".")
    known = literal.get(name, value)
    for part in parts:
        known = known.get(part, value) if isinstance(known, dict) else value
    return known if isinstance(known, bool | int | float | str) else value
