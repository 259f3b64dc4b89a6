"""composer.json: PHP dependencies and scripts."""

from core.formats.manifest import Dependency, Manifest
from core.formats.npm import json_object, lines_of_section


def parse(path: str, text: str) -> Manifest:
    """Return the manifest of a composer.json; raises NotUnderstood."""
    data = json_object(text)
    dependencies: list[Dependency] = []
    for section, scope in (("require", "runtime"), ("require-dev", "development")):
        entries = data.get(section)
        if isinstance(entries, dict):
            lines = lines_of_section(text, section)
            dependencies += [Dependency(name, lines.get(name, 1), str(v), scope) for name, v in entries.items()]
    scripts: dict[str, str] = {}
    declared = data.get("scripts")
    for name, command in declared.items() if isinstance(declared, dict) else ():
        scripts[name] = "\n".join(map(str, command)) if isinstance(command, list) else str(command)
    lines = lines_of_section(text, "scripts")
    return Manifest(
        path,
        "composer",
        name=str(data.get("name", "")),
        dependencies=tuple(dependencies),
        scripts=scripts,
        script_lines={name: lines.get(name, 1) for name in scripts},
        sections=tuple(data),
    )
