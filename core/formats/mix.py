"""mix.exs: Elixir dependencies, by line."""

import re

from core.formats.manifest import Dependency, Manifest

_DEPENDENCY = re.compile(r"""\{\s*:(\w+)\s*,\s*(?:"([^"]+)")?([^}]*)\}""")


def parse(path: str, text: str) -> Manifest:
    """Return the manifest of a mix.exs."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.lstrip().startswith("#"):
            for match in _DEPENDENCY.finditer(line):
                if match[2] or re.search(r"\b(git|github|path|hex):", match[3]):
                    scope = "development" if re.search(r"only:\s*(\[?\s*:(dev|test))", match[3]) else "runtime"
                    found.append(Dependency(match[1], number, match[2] or "", scope))
    return Manifest(path, "mix", dependencies=tuple(found))
