"""pom.xml: dependencies and plugins, read by line without a full XML parser (no entities, no network)."""

import re

from core.formats.errors import NotUnderstood
from core.formats.manifest import Dependency, Manifest

_BLOCK = re.compile(r"<(dependency|plugin|parent)>(.*?)</\1>", re.DOTALL)
_FIELD = re.compile(r"<(groupId|artifactId|version|scope)>\s*([^<\s]+)\s*</\1>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def parse(path: str, text: str) -> Manifest:
    """Return the manifest of a pom.xml; plugins are named in `sections`. Raises NotUnderstood."""
    if "<project" not in text:
        raise NotUnderstood("no Maven project")
    bare = _COMMENT.sub(lambda m: "\n" * m.group().count("\n"), text)
    dependencies, plugins = [], []
    for block in _BLOCK.finditer(bare):
        fields = dict(reversed([(m[1], m[2]) for m in _FIELD.finditer(block[2])]))
        line = bare.count("\n", 0, block.start()) + 1
        artifact = fields.get("artifactId", "")
        if not artifact:
            continue
        if block[1] == "plugin":
            plugins.append(artifact)
            continue
        scope = "development" if fields.get("scope") == "test" else "runtime"
        name = f"{fields.get('groupId', '')}:{artifact}"
        dependencies.append(Dependency(name, line, fields.get("version", ""), scope))
    outside = _BLOCK.sub("", bare)
    own = re.search(r"<artifactId>\s*([^<\s]+)", outside)
    return Manifest(
        path,
        "maven",
        name=own[1] if own else "",
        dependencies=tuple(dependencies),
        sections=tuple(dict.fromkeys(plugins)),
    )
