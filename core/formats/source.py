"""Which parts of a source file are comments or prose strings.

Languages whose comments and strings are regular are read with one expression, far faster than by tokens; the others by
Pygments.
"""

import re
from bisect import bisect_right
from collections import OrderedDict
from functools import lru_cache

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, String

COMMENT = "comment"
STRING = "string"

LEXERS = {
    "py": "python", "pyi": "python", "js": "javascript", "mjs": "javascript", "cjs": "javascript", "jsx": "jsx",
    "ts": "typescript", "tsx": "typescript", "mts": "typescript", "cts": "typescript", "vue": "html", "svelte": "html",
    "java": "java", "kt": "kotlin", "kts": "kotlin", "scala": "scala", "groovy": "groovy", "gradle": "groovy",
    "cs": "csharp", "go": "go", "rb": "ruby", "rake": "ruby", "php": "php", "rs": "rust", "ex": "elixir",
    "exs": "elixir", "swift": "swift", "c": "c", "h": "c", "cc": "cpp", "cpp": "cpp", "hpp": "cpp", "dart": "dart",
    "html": "html", "xml": "xml", "sql": "sql", "bicep": "typescript", "jsonnet": "jsonnet", "libsonnet": "jsonnet",
}  # fmt: skip
"""Pygments lexer by file ending; files of other kinds are searched for `#` comments only, or not at all."""

_HASH_COMMENTS = re.compile(
    r"(?:\.(?:ya?ml|toml|sh|bash|zsh|tf|tfvars|hcl|ini|cfg|conf|properties|env|mk|ps1|tmpl|in|tpl|rego)"
    r"|(?:^|/)(?:[^/]*Dockerfile[^/]*|Makefile|Gemfile|Rakefile|Procfile|requirements[^/]*\.txt|\.env[^/]*))$",
    re.IGNORECASE,
)
_OPENS_MORE_LINES = re.compile(r"\"\"\"|'''|/\*|`|<<|<!--|^=begin|@\"|\[\[|\|\|\|", re.MULTILINE)
_MAY_HOLD_PROSE = re.compile(r"[\"'`#*]|//|--|<!|%|;")
_BRACES = frozenset((
    "javascript", "jsx", "typescript", "tsx", "java", "kotlin", "scala", "groovy", "csharp", "go", "php", "rust",
    "swift", "c", "cpp", "dart",
))  # fmt: skip
"""Lexers of languages whose comments are `//` and `/* */`."""
_MAY_BE_COMMENT = re.compile(r"//|/\*|\*/|^\s*\*|#|`|\"\"\"|\'\'\'|<<|@\"")
_LONG_STRING = re.compile(r"\"\"\"|\'\'\'|<<|@\"|<!--")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*[.,:;!?)]?")
_FEWEST_WORDS = 6
_LARGEST = 400_000

_SIMPLE = r"(?P<string>\"(?:[^\"\\\n]++|\\.)*\"|'(?:[^'\\\n]++|\\.)*')"
_C_COMMENT = r"(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))"
_TRIPLE = r'"""(?:[^"\\]++|\\.|"(?!""))*"""'
_TRIPLE_SINGLE = _TRIPLE.replace('"', "'")
_REGULAR = {
    "python": rf"(?P<comment>\#[^\n]*)|(?P<long>{_TRIPLE}|{_TRIPLE_SINGLE})|{_SIMPLE}",
    "java": rf"{_C_COMMENT}|(?P<long>{_TRIPLE})|{_SIMPLE}",
    "kotlin": rf"{_C_COMMENT}|(?P<long>{_TRIPLE})|{_SIMPLE}",
    "csharp": rf"{_C_COMMENT}|(?P<long>{_TRIPLE}|@\"(?:[^\"]|\"\")*\")|{_SIMPLE}",
    "go": rf"{_C_COMMENT}|(?P<long>`[^`]*`)|{_SIMPLE}",
}
"""Comments, strings over many lines and simple strings of languages where one expression finds them all."""

Span = tuple[int, int, str]
"""First column, column behind the last, `comment` or `string`; columns from 0."""


def lexer_name(path: str) -> str:
    """Return the name of the Pygments lexer for a path, empty where there is none."""
    return LEXERS.get(path.rpartition(".")[2].lower(), "") if "." in path.rpartition("/")[2] else ""


@lru_cache(maxsize=32)
def _lexer(name: str) -> Lexer:
    if name == "php-inline":
        return get_lexer_by_name("php", stripnl=False, ensurenl=False, startinline=True)
    return get_lexer_by_name(name, stripnl=False, ensurenl=False)


def _is_prose(literal: str) -> bool:
    """Tell whether a one-line string literal reads like a sentence, not like a name, a path or a command."""
    words = literal.strip("\"'`rbfuRBFU").split()
    return len(words) >= _FEWEST_WORDS and sum(bool(_WORD.fullmatch(word)) for word in words) >= 0.8 * len(words)


def _is(kind: tuple[str, ...], family: tuple[str, ...]) -> bool:
    """Tell whether a token type belongs to a family of types."""
    return kind[: len(family)] == family


def _add(spans: dict[int, list[Span]], text: str, start: tuple[int, int], kind: str) -> None:
    line, column = start
    for offset, part in enumerate(text.split("\n")):
        first = column if offset == 0 else 0
        if part:
            spans.setdefault(line + offset, []).append((first, first + len(part), kind))


@lru_cache(maxsize=8)
def _regular(name: str) -> re.Pattern[str]:
    return re.compile(_REGULAR[name], re.DOTALL)


def _regular_spans(name: str, text: str) -> dict[int, list[Span]]:
    """Return what `prose_spans` does, for a language whose comments and strings one expression finds."""
    spans: dict[int, list[Span]] = {}
    starts: list[int] = []
    for match in _regular(name).finditer(text):
        part, at = match.group(), match.start()
        if match.lastgroup == "comment":
            kind = COMMENT
        elif match.lastgroup == "long":
            line_start = text.rfind("\n", 0, at) + 1
            if "\n" not in part and text[line_start:at].strip(" \trRbBuU"):
                continue
            kind = STRING
        elif _is_prose(part):
            kind = STRING
        else:
            continue
        if not starts:
            starts = _starts(text)
        line = bisect_right(starts, at)
        _add(spans, part, (line, at - starts[line - 1]), kind)
    return spans


_NEWLINE = re.compile("\n")


_SPANS: OrderedDict[tuple[str, int], dict[int, list[Span]]] = OrderedDict()
_MOST_SPANS = 4096
"""Files whose spans are remembered: dozens of questions ask of the same ones; the texts themselves are not kept."""


def prose_spans(path: str, text: str) -> dict[int, list[Span]]:
    """Return the stretches of each line (from 1) that are comment or prose string, by one pass over the tokens."""
    key = path, hash(text)
    known = _SPANS.get(key)
    if known is None:
        known = _SPANS[key] = _prose_spans(path, text)
        if len(_SPANS) > _MOST_SPANS:
            _SPANS.popitem(last=False)
    return known


def _prose_spans(path: str, text: str) -> dict[int, list[Span]]:
    spans: dict[int, list[Span]] = {}
    name = lexer_name(path)
    if not name or len(text) > _LARGEST:
        return spans
    if name in _REGULAR:
        return _regular_spans(name, text)
    if name == "php" and "<?php" not in text:
        name = "php-inline"
    line, column = 1, 0
    literal, literal_start, documents = "", (1, 0), False

    def close() -> None:
        nonlocal literal, documents
        if literal and (documents or "\n" in literal or _is_prose(literal)):
            _add(spans, literal, literal_start, COMMENT if literal.startswith(("//", "/*")) else STRING)
        literal, documents = "", False

    for kind, value in _lexer(name).get_tokens(text):
        if _is(kind, String) and not _is(kind, String.Interpol) and not _is(kind, String.Symbol):
            if not literal:
                literal_start = (line, column)
            literal += value
            documents = documents or _is(kind, String.Doc)
        else:
            close()
            if _is(kind, Comment) and not _is(kind, Comment.Preproc) and not _is(kind, Comment.PreprocFile):
                _add(spans, value, (line, column), COMMENT)
        newlines = value.count("\n")
        line += newlines
        column = len(value) - value.rfind("\n") - 1 if newlines else column + len(value)
    close()
    return spans


def _hash_span(line: str) -> Span | None:
    """Return the `#` comment of a line of YAML, shell, Terraform ...: at its start or behind a space, not in quotes."""
    quote = ""
    for column, char in enumerate(line):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and (column == 0 or line[column - 1] in " \t:=[{(,"):
            quote = char
        elif char == "#" and (column == 0 or line[column - 1] in " \t"):
            return column, len(line), COMMENT
    return None


def in_prose(path: str, text: str, line: int, fragment: str) -> str | None:
    """Return `comment` or `string` when what matched on a line is prose, None when it is code.

    Args:
        path: decides the language.
        text: the whole file.
        line: number of the line, from 1.
        fragment: what matched, or the whole line; prose only when every place where it stands is prose.
    """
    content = _line(text, line)
    if not content.strip():
        return None
    if lexer_name(path):
        if not _MAY_HOLD_PROSE.search(content) and not _opens_more_lines(text):
            return None
        if lexer_name(path) in _BRACES and _surely_code(text, line, content):
            return None
        spans = prose_spans(path, text).get(line, [])
    else:
        span = _hash_span(content) if "#" in content and _HASH_COMMENTS.search(path) else None
        spans = [span] if span else []
    if not spans:
        return None
    fragment = fragment.strip() or content.strip()
    at, reason = content.find(fragment), None
    if at < 0:
        fragment = content.strip()
        at = content.find(fragment)
    while at >= 0:
        reason = next((kind for first, last, kind in spans if first <= at and at + len(fragment) <= last), None)
        if reason is None:
            return None
        at = content.find(fragment, at + 1)
    return reason


def _surely_code(text: str, line: int, content: str) -> bool:
    """Tell whether a line of a language with `/* */` is code, from what stands on it and before it: saves the tokens.

    The line opens nothing and is too short for a sentence in quotes; the last comment before it is closed; and no
    string over several lines can be open. False means that the tokens must tell.
    """
    if _MAY_BE_COMMENT.search(content) or len(content.split()) >= _FEWEST_WORDS:
        return False
    start = _starts(text)[line - 1]
    opened = text.rfind("/*", 0, start)
    if opened >= 0 and text.find("*/", opened + 2, start) < 0:
        return False
    return start <= _first_long_string(text) and text.count("`", 0, start) % 2 == 0


@lru_cache(maxsize=64)
def _first_long_string(text: str) -> int:
    """Return where the first string over several lines may begin, the text's length when there is none."""
    found = _LONG_STRING.search(text)
    return found.start() if found else len(text)


@lru_cache(maxsize=64)
def _starts(text: str) -> list[int]:
    """Return where each line begins."""
    return [0, *(match.end() for match in _NEWLINE.finditer(text))]


@lru_cache(maxsize=64)
def _lines(text: str) -> list[str]:
    return text.split("\n")


def _line(text: str, number: int) -> str:
    lines = _lines(text)
    return lines[number - 1] if 0 < number <= len(lines) else ""


@lru_cache(maxsize=64)
def _opens_more_lines(text: str) -> bool:
    return _OPENS_MORE_LINES.search(text) is not None


@lru_cache(maxsize=64)
def code_only(path: str, text: str) -> str:
    """Return the text with comments and all prose strings blanked, every other character in its place."""
    lines = text.split("\n")
    for number, spans in prose_spans(path, text).items():
        content = lines[number - 1]
        for first, last, _ in spans:
            content = content[:first] + " " * (min(last, len(content)) - first) + content[last:]
        lines[number - 1] = content
    return "\n".join(lines)
