"""Gemfile and *.gemspec: gems by line, with the groups they stand in."""

import re

from core.formats.manifest import Dependency, Manifest

_GEM = re.compile(
    r"""^\s*(?:gem|\w+\.add_(?:runtime_|development_)?dependency)[\s(]+["']([\w.-]+)["'](?:\s*,\s*["']([^"']+)["'])?(.*)$"""
)
_GROUP = re.compile(r"^\s*group\s+(.*?)\s+do\b|^\s*group\((.*?)\)\s+do\b")
_BLOCK = re.compile(r"\bdo\b\s*(\|.*\|)?\s*$|^\s*(if|unless|case)\b")
_DEVELOPMENT = re.compile(r":(development|test)|add_development|[\"'](development|test)[\"']")


def parse(path: str, text: str) -> Manifest:
    """Return the manifest of a Gemfile or gemspec."""
    found: list[Dependency] = []
    blocks: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.partition(" #")[0].rstrip()
        if bare.lstrip().startswith("#"):
            continue
        if gem := _GEM.match(bare):
            scope = "development" if _DEVELOPMENT.search(bare + " ".join(blocks)) else "runtime"
            found.append(Dependency(gem[1], number, gem[2] or "", scope))
        elif group := _GROUP.match(bare):
            blocks.append(group[1] or group[2] or "")
        elif _BLOCK.search(bare):
            blocks.append("")
        elif re.match(r"^\s*end\b", bare) and blocks:
            blocks.pop()
    return Manifest(path, "bundler", dependencies=tuple(found))
