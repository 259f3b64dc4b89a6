"""Functions, classes and routes of a source file with their first and last lines; by tokens, indents and braces."""

import re
from dataclasses import dataclass
from functools import lru_cache

from core.formats.source import code_only, lexer_name

_PYTHON = re.compile(r"^(?P<indent>[ \t]*)(?:async[ \t]+)?(?P<kind>def|class)[ \t]+(?P<name>\w+)")
_RUBY = re.compile(
    r"^(?P<indent>[ \t]*)(?P<kind>def|class|module|defmodule|defp|task)[ \t]+(?:self\.)?:?(?P<name>[\w.:]+[?!]?)"
)
_MODIFIERS = (
    r"(?:(?:export|default|public|private|protected|internal|static|final|abstract|open|override|async|sealed|partial"
    r"|virtual|suspend|inline|data|pub(?:\([a-z]+\))?|declare|readonly|unsafe|synchronized)[ \t]+)*"
)
_BRACES = re.compile(
    r"^(?P<indent>[ \t]*)"
    + _MODIFIERS
    + r"(?:(?P<type>class|interface|object|trait|struct|enum|record|impl|protocol|actor)[ \t]+(?P<type_name>\w+)"
    r"|type[ \t]+(?P<go_type>\w+)[ \t]+(?:struct|interface)\b"
    r"|(?:function\*?|func|fun|fn)[ \t]+(?:\([^)]*\)[ \t]*|[\w<>]+\.)?(?P<function>\w+)"
    r"|(?:(?:const|let|var)[ \t]+|(?:module\.)?exports\.)(?P<arrow>\w+)[^=\n]*=[ \t]*(?:\w+\()*(?:async[ \t]*)?"
    r"(?:function\b|\([^()\n]*\)[^=\n]*=>|\w+[ \t]*=>|\([ \t]*$)"
    r"|(?:[\w<>\[\],.?@]+[ \t]+)*(?P<method>[A-Za-z_$][\w$]*)[ \t]*\([^;{}]*$"
    r"|(?:[\w<>\[\],.?@]+[ \t]+)*(?P<inline>[A-Za-z_$][\w$]*)[ \t]*\([^;]*\)[^;=]*\{)"
)
_NOT_A_METHOD = frozenset({
    "if", "for", "foreach", "while", "switch", "catch", "return", "new", "throw", "else", "try", "do", "using", "lock",
    "when", "synchronized", "await", "super", "this", "typeof", "assert", "print", "yield", "case", "function", "in",
    "not", "and", "or", "match", "loop", "select", "go", "defer", "require", "import", "describe", "it", "test",
    "expect",
})  # fmt: skip
_ROUTE = re.compile(
    r"(?:[.:@\[]|^[ \t]*|->)(?:(?P<verb>get|post|put|patch|delete|route|add_url_rule|handle|handlefunc|any|api_route"
    r"|path|re_path|url|resources?|websocket|map(?:get|post|put|patch|delete)|http(?:get|post|put|patch|delete)"
    r"|(?:get|post|put|patch|delete|request)mapping))\b[ \t]*\(?[ \t]*(?:(?:value|path)[ \t]*=[ \t]*)?\{?[ \t]*"
    r"f?r?[\"'`](?P<path>\^?/?[\w/<>:{}.$\[\]*-]*)[\"'`]",
    re.IGNORECASE,
)
_DECORATOR = re.compile(r"^[ \t]*[@\[#]")


@dataclass(frozen=True, slots=True)
class Definition:
    """A function, class or route.

    Attributes:
        kind: `function`, `class` or `route`.
        name: as written; the path pattern of a route.
        line: first line, decorators and annotations included.
        end_line: last line.
        parent: name of the class or module around it, empty at the top.
    """

    kind: str
    name: str
    line: int
    end_line: int
    parent: str = ""


@lru_cache(maxsize=128)
def definitions(path: str, text: str) -> tuple[Definition, ...]:
    """Return what a file defines, in line order; nothing for languages that are not known.

    Ranges come from indents (Python), `end` at the same indent (Ruby, Elixir) or balanced braces (the others): good
    enough to say whether a line lies inside, not a parser.
    """
    language = lexer_name(path)
    if language in ("", "html", "xml", "sql", "jsonnet"):
        return ()
    lines = code_only(path, text).split("\n")
    if language == "python":
        found = _by_indent(lines)
    elif language in ("ruby", "elixir"):
        found = _by_end(lines)
    else:
        found = _by_braces(lines)
    return tuple(sorted((*_with_parents(found), *_routes(lines, found)), key=lambda d: (d.line, -d.end_line)))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _first_decorator(lines: list[str], at: int) -> int:
    """Return the index of the first decorator or annotation directly above a definition, or of the definition."""
    indent = _indent(lines[at])
    first = at
    for above in range(at - 1, max(-1, at - 30), -1):
        line = lines[above]
        if not line.strip():
            break
        if _DECORATOR.match(line) and _indent(line) == indent:
            first = above
        elif _indent(line) <= indent and not line.strip().startswith((")", "]")):
            break
    return first


def _by_indent(lines: list[str]) -> list[Definition]:
    found = []
    for at, line in enumerate(lines):
        match = _PYTHON.match(line)
        if not match:
            continue
        indent, end = len(match["indent"]), at
        for below in range(at + 1, len(lines)):
            content = lines[below]
            if not content.strip() or content.strip()[0] in ")]}":
                continue
            if _indent(content) <= indent:
                break
            end = below
        kind = "class" if match["kind"] == "class" else "function"
        found.append(Definition(kind, match["name"], _first_decorator(lines, at) + 1, end + 1))
    return found


def _by_end(lines: list[str]) -> list[Definition]:
    found = []
    for at, line in enumerate(lines):
        match = _RUBY.match(line)
        if not match:
            continue
        indent, end = len(match["indent"]), at
        one_line = re.search(r"(?:,[ \t]*do:|;[ \t]*end\b)", line)
        for below in range(at + 1, len(lines) if not one_line else at):
            content = lines[below]
            if content.strip() and _indent(content) <= indent:
                end = below if content.strip().startswith("end") else below - 1
                if content.strip().startswith(("rescue", "ensure", "else", "catch", "after")):
                    continue
                break
        kind = "class" if match["kind"] in ("class", "module", "defmodule") else "function"
        found.append(Definition(kind, match["name"], at + 1, end + 1))
    return found


def _brace_end(lines: list[str], at: int) -> int:
    """Return the index of the line that closes the first brace opened from a line on; the line itself if none opens."""
    depth = 0
    parens = 0
    for index in range(at, min(len(lines), at + 3000)):
        for char in lines[index]:
            if char == "{":
                depth += 1
            elif char == "}":
                depth -= 1
                if depth <= 0 and parens <= 0:
                    return index
            elif depth == 0 and char == "(":
                parens += 1
            elif depth == 0 and char == ")":
                parens -= 1
            elif char == ";" and depth == 0 and parens <= 0:
                return index
        if depth == 0 and parens <= 0 and index > at + 2:
            return at
    return at


def _by_braces(lines: list[str]) -> list[Definition]:
    found = []
    for at, line in enumerate(lines):
        match = _BRACES.match(line)
        if not match:
            continue
        name = match["type_name"] or match["go_type"]
        kind = "class" if name else "function"
        name = name or match["function"] or match["arrow"] or match["method"] or match["inline"]
        if name in _NOT_A_METHOD:
            continue
        called = (match["method"] or match["inline"]) and not match["function"]
        if called and not _declares(lines, at, line):
            continue
        end = _brace_end(lines, at)
        if called and end == at and "{" not in line:
            continue
        found.append(Definition(kind, name, _first_decorator(lines, at) + 1, end + 1))
    return found


def _declares(lines: list[str], at: int, line: str) -> bool:
    """Tell a method declaration from a call: its parameter list is followed by a brace (possibly lines later)."""
    depth = 0
    seen = False
    for content in lines[at : at + 15]:
        for char in content:
            if char == "(":
                depth, seen = depth + 1, True
            elif char == ")":
                depth -= 1
            elif seen and depth == 0:
                if char == "{":
                    return True
                if char in ";.=,":
                    return False
    return False


def _with_parents(found: list[Definition]) -> list[Definition]:
    classes = [d for d in found if d.kind == "class"]
    out = []
    for item in found:
        around = [c for c in classes if c is not item and c.line <= item.line and item.end_line <= c.end_line]
        parent = max(around, key=lambda c: c.line).name if around else ""
        out.append(Definition(item.kind, item.name, item.line, item.end_line, parent))
    return out


def _routes(lines: list[str], found: list[Definition]) -> list[Definition]:
    """Return the routes that a file declares; one on a decorator covers the function below it."""
    out = []
    for at, line in enumerate(lines):
        match = _ROUTE.search(line)
        if not match or not (
            match["path"].startswith(("/", "^"))
            or _DECORATOR.match(line)
            or match["verb"] in ("path", "url", "re_path")
        ):
            continue
        if _DECORATOR.match(line):
            covered = [d for d in found if d.line <= at + 1 <= d.end_line]
            end = min((d.end_line for d in covered), default=at + 1)
        else:
            end = _call_end(lines, at) + 1
        out.append(Definition("route", match["path"], at + 1, max(at + 1, end)))
    return out


def _call_end(lines: list[str], at: int) -> int:
    """Return the index of the line where the call that begins on a line is closed."""
    depth = 0
    for index in range(at, min(len(lines), at + 400)):
        depth += lines[index].count("(") - lines[index].count(")")
        if depth <= 0:
            return index
    return at
