"""What infrastructure declares once variables, module arguments and chart values are put in place, where literal.

One step is followed: a local module (Terraform, Bicep) gets what its callers in the repository pass, a Helm template
what its chart's `values.yaml` says, a subchart what the charts around it say of it. A module with several callers gets
the strongest of what they pass: the larger number, the setting that is on.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from posixpath import dirname, join, normpath
from typing import Any

from core.formats import bicep, helm
from core.formats.infrastructure import Infrastructure
from core.formats.yaml_text import load
from core.snapshot.snapshot import Snapshot

_NAMED = re.compile(r"(var|local)\.(\w+)")
_META = {"source", "version", "providers", "depends_on", "count", "for_each"}
_ROUNDS = 3
"""How deep modules that call modules are followed."""
_DEEPEST = 40
_VALUES = ("values.yaml", "values.yml")


def resolved(snapshot: Snapshot, files: Iterable[Infrastructure]) -> tuple[Infrastructure, ...]:
    """Return files with what is literal put in place, in the order given."""
    raw = tuple(files)
    found = {id(f): f for f in raw}
    found |= _terraform([f for f in raw if f.system == "terraform"])
    found |= _bicep([f for f in raw if f.system == "bicep"])
    charts = {dirname(f.path): f for f in raw if f.system == "helm-chart"}
    known: dict[str, dict[str, Any]] = {}
    for file in raw:
        if file.system == "helm-template":
            folder = _chart_of(file.path, charts)
            if folder not in known:
                known[folder] = chart_values(snapshot, folder, charts)
            found[id(file)] = helm.resolved(file, known[folder])
    return tuple(found[id(f)] for f in raw)


def chart_values(snapshot: Snapshot, folder: str, charts: dict[str, Infrastructure]) -> dict[str, Any]:
    """Return a chart's values with what the chart around it says of it over them; nothing for an unknown folder."""
    chart = charts.get(folder)
    if chart is None:
        return {}
    values = next((v for name in _VALUES if (v := _values(snapshot, join(folder, name)))), {})
    around, inside, _ = folder.rpartition("/charts/")
    if inside and around in charts:
        outer = chart_values(snapshot, around, charts)
        said = outer.get(chart.resources[0].name)
        values = _over(values, said) if isinstance(said, dict) else values
        if isinstance(outer.get("global"), dict):
            values = {**values, "global": outer["global"]}
    return values


def _values(snapshot: Snapshot, path: str) -> dict[str, Any]:
    found = snapshot.model(path, _load) if snapshot.has(path) else None
    return found if isinstance(found, dict) else {}


def _load(_path: str, text: str) -> Any:
    return load(text) if text.strip() else {}


def _over(values: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    out = dict(values)
    for key, value in said.items():
        before = out.get(key)
        out[key] = _over(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return out


def _chart_of(path: str, charts: dict[str, Infrastructure]) -> str:
    """Return the folder of the chart that a template belongs to."""
    folder = dirname(path)
    while folder and folder not in charts:
        folder = dirname(folder)
    return folder


def _stronger(passed: dict[str, Any], name: str, value: Any) -> None:
    """Keep a literal argument, unless a stronger one is known."""
    if not isinstance(value, bool | int | float | str | list) or (isinstance(value, str) and _NAMED.fullmatch(value)):
        return
    before = passed.get(name)
    if isinstance(before, bool | int | float) and isinstance(value, bool | int | float) and before >= value:
        return
    passed[name] = value


def _bicep(files: list[Infrastructure]) -> dict[int, Infrastructure]:
    by_path = {f.path: f for f in files}
    passed: dict[str, dict[str, Any]] = {}
    now = dict(by_path)
    for _ in range(_ROUNDS):
        now = {path: bicep.resolved(f, passed.get(path, {})) for path, f in by_path.items()}
        for path, file in now.items():
            for resource in file.resources:
                source = str(resource.values.get("source", "")) if resource.kind == "module" else ""
                target = normpath(join(dirname(path), source))
                given = resource.values.get("params")
                if target in by_path and isinstance(given, dict):
                    names = {r.name for r in by_path[target].resources if r.kind in ("param", "var")}
                    for name, value in given.items():
                        if not (isinstance(value, str) and value.partition(".")[0] in names):
                            _stronger(passed.setdefault(target, {}), name, value)
    return {id(f): now[path] for path, f in by_path.items()}


def _terraform(files: list[Infrastructure]) -> dict[int, Infrastructure]:
    folders: dict[str, list[Infrastructure]] = {}
    for file in files:
        folders.setdefault(dirname(file.path), []).append(file)
    passed: dict[str, dict[str, Any]] = {}
    now: dict[int, Infrastructure] = {}
    for _ in range(_ROUNDS):
        for folder, members in folders.items():
            literal = _literal(members, passed.get(folder, {}))
            for file in members:
                now[id(file)] = _filled_file(file, literal)
        for file in files:
            for resource in now[id(file)].resources:
                source = str(resource.values.get("source", "")) if resource.kind == "module" else ""
                target = normpath(join(dirname(file.path), source)) if source.startswith(".") else ""
                if target in folders:
                    for name, value in resource.values.items():
                        if name not in _META:
                            _stronger(passed.setdefault(target, {}), name, value)
    return now


def _literal(members: list[Infrastructure], passed: dict[str, Any]) -> dict[str, Any]:
    """Return what `var.` and `local.` mean in a folder, where it is literal."""
    found: dict[str, Any] = {}
    for file in members:
        for resource in file.resources:
            if resource.kind == "variable" and "default" in resource.values:
                found[f"var.{resource.name}"] = resource.values["default"]
            elif resource.kind == "locals":
                found |= {f"local.{name}": value for name, value in resource.values.items()}
    return found | {f"var.{name}": value for name, value in passed.items()}


def _filled_file(file: Infrastructure, literal: dict[str, Any]) -> Infrastructure:
    if not literal:
        return file
    return replace(
        file,
        resources=tuple(
            replace(r, values=_filled(r.values, literal, 0)) if r.kind.startswith(("resource.", "module")) else r
            for r in file.resources
        ),
    )


def _filled(value: Any, literal: dict[str, Any], depth: int) -> Any:
    if depth > _DEEPEST:
        return value
    if isinstance(value, dict):
        return {key: _filled(inner, literal, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, literal, depth + 1) for inner in value]
    if not isinstance(value, str) or not _NAMED.fullmatch(value):
        return value
    known = literal.get(value, value)
    if isinstance(known, str) and _NAMED.fullmatch(known):
        known = literal.get(known, value)
    return known if isinstance(known, bool | int | float | str | list) else value
