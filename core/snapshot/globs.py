"""Path patterns: `*` stays inside a folder, `**` crosses folders, `{a,b}` is a choice; case does not matter."""

import re
from collections.abc import Sequence
from functools import lru_cache


@lru_cache(maxsize=4096)
def _compiled(globs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_translate(glob) for glob in globs), re.IGNORECASE)


def _translate(glob: str) -> str:
    out = ""
    i = 0
    depth = 0
    while i < len(glob):
        if glob.startswith("**/", i):
            out, i = out + "(?:[^/]*/)*", i + 3
        elif glob.startswith("**", i):
            out, i = out + ".*", i + 2
        elif glob[i] == "*":
            out, i = out + "[^/]*", i + 1
        elif glob[i] == "?":
            out, i = out + "[^/]", i + 1
        elif glob[i] == "{":
            out, i, depth = out + "(?:", i + 1, depth + 1
        elif glob[i] == "}" and depth:
            out, i, depth = out + ")", i + 1, depth - 1
        elif glob[i] == "," and depth:
            out, i = out + "|", i + 1
        else:
            out, i = out + re.escape(glob[i]), i + 1
    return f"(?:{out})"


def matches_any(path: str, globs: Sequence[str]) -> bool:
    """Tell whether a path matches at least one glob as a whole."""
    return bool(globs) and _compiled(tuple(globs)).fullmatch(path) is not None
