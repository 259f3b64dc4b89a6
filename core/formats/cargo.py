"""Cargo.toml: crates of a package, of its targets and of a workspace."""

from core.formats.manifest import Dependency, Manifest
from core.formats.python import dict_at, line_with, toml

_SCOPES = (("dependencies", "runtime"), ("build-dependencies", "development"), ("dev-dependencies", "development"))


def parse(path: str, text: str) -> Manifest:
    """Return the manifest of a Cargo.toml; raises NotUnderstood."""
    data = toml(text)
    tables = [data, dict_at(data, "workspace"), *(dict_at(t) for t in dict_at(data, "target").values())]
    found = []
    for table in tables:
        for section, scope in _SCOPES:
            for name, value in dict_at(table, section).items():
                version = value.get("version", "") if isinstance(value, dict) else value
                package = value.get("package", name) if isinstance(value, dict) else name
                found.append(Dependency(str(package), line_with(text, name), str(version), scope))
    name = str(dict_at(data, "package").get("name", ""))
    return Manifest(path, "cargo", name=name, dependencies=tuple(found), sections=tuple(data))
