"""go.mod: required modules; those marked `// indirect` are left out."""

import re

from core.formats.errors import NotUnderstood
from core.formats.manifest import Dependency, Manifest

_REQUIRE = re.compile(r"^\s*(?:require\s+)?([\w.-]+\.[\w.-]+/[^\s]+|[\w.-]+\.[\w]+(?:/[^\s]+)?)\s+(v[^\s]+)\s*(//.*)?$")


def parse(path: str, text: str) -> Manifest:
    """Return the manifest of a go.mod; raises NotUnderstood."""
    module = re.search(r"^module\s+(\S+)", text, re.MULTILINE)
    if not module:
        raise NotUnderstood("no module line")
    found, block = [], ""
    for number, line in enumerate(text.split("\n"), 1):
        opening = re.match(r"^(\w+)\s*\(", line)
        if opening:
            block = opening[1]
        elif line.startswith(")"):
            block = ""
        elif block in ("", "require") and (block or line.startswith("require")):
            match = _REQUIRE.match(line)
            if match and "indirect" not in (match[3] or ""):
                found.append(Dependency(match[1], number, match[2]))
    directives = re.findall(r"^(go|toolchain)\s+\S+", text, re.MULTILINE)
    return Manifest(path, "go", name=module[1], dependencies=tuple(found), sections=tuple(directives))
