"""package.json: dependencies, scripts and tool sections."""

import json

from core.formats.errors import NotUnderstood
from core.formats.manifest import Dependency, Manifest

_SCOPES = (
    ("dependencies", "runtime"),
    ("optionalDependencies", "optional"),
    ("peerDependencies", "optional"),
    ("devDependencies", "development"),
)


def json_object(text: str) -> dict[str, object]:
    """Return a JSON text's object; raises NotUnderstood when it is none."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise NotUnderstood("not valid JSON") from None
    if not isinstance(data, dict):
        raise NotUnderstood("the top level is no object")
    return data


def lines_of_section(text: str, section: str) -> dict[str, int]:
    """Return the line of each key that stands under a section of a JSON text laid out one key a line."""
    found: dict[str, int] = {}
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if bare.startswith(f'"{section}"'):
            inside = True
        elif inside and bare.startswith("}"):
            inside = False
        elif inside and bare.startswith('"'):
            found.setdefault(bare[1:].partition('"')[0], number)
    return found


def parse(path: str, text: str) -> Manifest:
    """Return the manifest of a package.json; raises NotUnderstood."""
    data = json_object(text)
    dependencies: list[Dependency] = []
    for section, scope in _SCOPES:
        entries = data.get(section)
        if isinstance(entries, dict):
            lines = lines_of_section(text, section)
            dependencies += [Dependency(name, lines.get(name, 1), str(v), scope) for name, v in entries.items()]
    scripts = data.get("scripts")
    scripts = {k: v for k, v in scripts.items() if isinstance(v, str)} if isinstance(scripts, dict) else {}
    return Manifest(
        path,
        "npm",
        name=str(data.get("name", "")),
        dependencies=tuple(dependencies),
        scripts=scripts,
        script_lines={k: v for k, v in lines_of_section(text, "scripts").items() if k in scripts},
        sections=tuple(data),
    )
