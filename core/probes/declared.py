"""What the infrastructure of a repository declares, asked of the model: resources by kind, settings by name.

Kinds and names are compared in lower case, because Azure's are written in any: `microsoft.insights/metricAlerts`.
A module of the Azure Verified Modules registry stands for the resource that it makes.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from core.formats.infrastructure import Infrastructure, Resource
from core.matching.pattern import Hit
from core.probes.reading import CLOUD, Place, resources
from core.snapshot.snapshot import Snapshot

_VERIFIED = re.compile(r"\bavm/res/([\w-]+)/([\w/-]+?)(?::|$)")
_ON = {"true", "enabled", "on", "yes"}
_DEEPEST = 40


def kind_of(resource: Resource) -> str:
    """Return a resource's kind in lower case without `resource.`; of a registry module, of what it makes."""
    if resource.kind == "module":
        made = _VERIFIED.search(str(resource.values.get("source", "")))
        return f"microsoft.{made[1]}/{made[2]}".replace("-", "").lower() if made else "module"
    return resource.kind.removeprefix("resource.").lower()


def declared(snapshot: Snapshot, kinds: Iterable[str], systems: Iterable[str] = CLOUD) -> tuple[Place, ...]:
    """Return where resources are declared whose kind begins with one of some, in lower case."""
    wanted = tuple(kinds)
    found = resources(snapshot, *systems)
    return tuple((f.path, r.line, r.end_line) for f, r in found if kind_of(r).startswith(wanted))


def declared_hits(snapshot: Snapshot, *kinds: str) -> tuple[Hit, ...]:
    """Return `declared` as hits, for questions that also search by pattern."""
    return tuple(_hit(snapshot, path, line) for path, line, _ in declared(snapshot, kinds))


def set_hits(snapshot: Snapshot, *names: str, within: tuple[str, ...] = ("",)) -> tuple[Hit, ...]:
    """Return hits for resources that have a setting by one of some names in lower case, and not empty, off or zero.

    Args:
        snapshot: the repository.
        names: of the setting, in lower case.
        within: kinds of the resources, in lower case; each may be only the beginning.
    """
    found = ((f, r) for f, r in cloud(snapshot) if kind_of(r).startswith(within))
    return tuple(_hit(snapshot, f.path, r.line) for f, r in found if any(map(_is_set, setting(r.values, *names))))


def _is_set(value: Any) -> bool:
    return bool(value) and value not in ("0", "Disabled", "disabled", "None", "Off")


def _hit(snapshot: Snapshot, path: str, line: int) -> Hit:
    lines = snapshot.lines(path)
    return Hit("declared-kind", path, line, lines[line - 1] if 0 < line <= len(lines) else "")


def cloud(snapshot: Snapshot) -> Iterator[tuple[Infrastructure, Resource]]:
    """Yield what makes something in a cloud: resources and modules, no parameters, outputs or existing things."""
    for file, resource in resources(snapshot, *CLOUD):
        own = file.system == "serverless" and resource.kind in ("function", "provider")
        if own or resource.kind.startswith(("resource.", "module")) or "::" in resource.kind:
            yield file, resource


def settings(value: Any, depth: int = 0) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Yield every setting of a body: name in lower case, value, and the mapping it stands in.

    Both sides of `Fn::If` are yielded under the name of the setting.
    """
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for inner in value:
            yield from settings(inner, depth + 1)
    elif isinstance(value, dict):
        for name, inner in value.items():
            for side in _sides(inner):
                yield name.lower(), side, value
                yield from settings(side, depth + 1)


def _sides(value: Any) -> tuple[Any, ...]:
    branches = value.get("Fn::If") if isinstance(value, dict) and len(value) == 1 else None
    return tuple(branches[1:]) if isinstance(branches, list) and len(branches) == 3 else (value,)


def setting(value: Any, *names: str) -> Iterator[Any]:
    """Yield the values of settings by some names in lower case, at any depth."""
    wanted = set(names)
    return (found for name, found, _ in settings(value) if name in wanted)


def is_on(value: Any) -> bool:
    """Tell whether a setting is on: true, or a word for it."""
    return value is True or (isinstance(value, str) and value.lower() in _ON)


def number(value: Any) -> float | None:
    """Return a number, also one written as text; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value
    return float(value) if isinstance(value, str) and re.fullmatch(r"\d+(?:\.\d+)?", value) else None
