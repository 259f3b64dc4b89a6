"""Bicep: parameters with their decorators, resources and modules, with where each begins and ends.

Only the declarations are read, not their expressions: a body stays text, so that a probe can look for a property.
"""

import re

from core.formats.infrastructure import Infrastructure, Resource

PATHS = ("**/*.bicep",)

_DECLARATION = re.compile(r"^(param|resource|module)[ \t]+(\w+)[ \t]*([^\n]*)", re.MULTILINE)
_DECORATOR = re.compile(r"@(?:\w+\.)*(\w+)\(")
_QUOTED = re.compile(r"'([^'\n]+)'")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r"'(?:[^'\\\n]|\\.)*'")
_MARKS = re.compile(rf"{_STRING.pattern}|[{{}}\n]")
_PARTS = re.compile(rf"{_STRING.pattern}|{_COMMENT.pattern}", re.DOTALL)
_MOST = 2000


def parse(path: str, text: str) -> Infrastructure:
    """Return the declarations of a file.

    A parameter is kind `param` with `decorators`; a resource `resource.<type>`, a module `module` with `source`;
    the two have their text as `text`. Comments are blanked, and never count.
    """
    bare = _without_comments(text)
    found: list[Resource] = []
    previous = 0
    for match in _DECLARATION.finditer(bare):
        if len(found) == _MOST:
            return Infrastructure("bicep", path, tuple(found), ("more declarations than can be read",))
        keyword, name, rest = match[1], match[2], match[3]
        line = bare.count("\n", 0, match.start()) + 1
        before, previous = previous, match.end()
        if keyword == "param":
            decorators = _DECORATOR.findall(bare[before : match.start()].rpartition("\n\n")[2])
            found.append(Resource("param", name, line, line, {"decorators": decorators}))
            continue
        quoted = _QUOTED.search(rest)
        if quoted is None:
            continue
        end = _end(bare, match.start())
        last = bare.count("\n", 0, end) + 1
        body = bare[match.start() : end]
        if keyword == "module":
            found.append(Resource("module", name, line, last, {"source": quoted[1], "text": body}))
        else:
            kind = f"resource.{quoted[1].partition('@')[0]}"
            found.append(Resource(kind, name, line, last, {"text": body}))
    return Infrastructure("bicep", path, tuple(found))


def _without_comments(text: str) -> str:
    """Return a text of the same length and lines without comments; `//` within a string is none."""
    return _PARTS.sub(lambda m: m[0] if m[0].startswith("'") else re.sub(r"[^\n]", " ", m[0]), text)


def _end(text: str, start: int) -> int:
    """Return where the braces that open after a declaration are closed, or the end of its line."""
    depth = 0
    for match in _MARKS.finditer(text, start):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth == 0:
                return match.end()
        elif match[0] == "\n" and depth == 0:
            return match.start()
    return len(text)
