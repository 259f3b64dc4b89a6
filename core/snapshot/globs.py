"""Path patterns: `*` stays inside a folder, `**` crosses folders, `{a,b}` is a choice; case does not matter."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

_MOST_CHOICES = 256


@lru_cache(maxsize=4096)
def _compiled(globs: tuple[str, ...]) -> re.Pattern[str]:
    translated = (_translate(simple) for glob in globs for simple in expand(glob))
    return re.compile("|".join(translated), re.IGNORECASE | re.DOTALL)


def expand(glob: str) -> tuple[str, ...]:
    """Return a glob once for every choice of its braces; braces without an end are taken as letters."""
    start = glob.find("{")
    depth = 0
    cuts = [start]
    for at in range(start, len(glob)) if start >= 0 else ():
        if glob[at] == "{":
            depth += 1
        elif glob[at] == "}":
            depth -= 1
        if (glob[at] == "," and depth == 1) or depth == 0:
            cuts.append(at)
        if depth == 0:
            break
    if start < 0 or depth:
        return (glob,)
    choices = [glob[a + 1 : b] for a, b in pairwise(cuts)]
    whole = [glob[:start] + choice + glob[cuts[-1] + 1 :] for choice in choices]
    return tuple(dict.fromkeys(simple for part in whole for simple in expand(part)))[:_MOST_CHOICES]


def _translate(glob: str) -> str:
    out = ""
    at = 0
    while at < len(glob):
        if glob.startswith("**/", at) and (at == 0 or glob[at - 1] == "/"):
            out, at = out + "(?:[^/]*/)*", at + 3
        elif glob.startswith("**", at):
            out, at = out + ".*", at + 2
        elif glob[at] == "*":
            out, at = out + "[^/]*", at + 1
        elif glob[at] == "?":
            out, at = out + "[^/]", at + 1
        else:
            out, at = out + re.escape(glob[at]), at + 1
    return f"(?:{out})"


def matcher(glob: str) -> Callable[[str], object]:
    """Return a function that is true for the paths that one glob matches, for use on many paths."""
    return _compiled((glob,)).fullmatch


def matches_any(path: str, globs: Sequence[str]) -> bool:
    """Tell whether a path matches at least one glob as a whole."""
    return bool(globs) and _compiled(tuple(globs)).fullmatch(path) is not None
