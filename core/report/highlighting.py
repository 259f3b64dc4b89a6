"""Snippets of code with coloured words; few kinds of colour, because every coloured word costs time on the page."""

from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup, escape
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_for_filename
from pygments.lexers.special import TextLexer
from pygments.token import Comment, Keyword, Name, Number, String, _TokenType
from pygments.util import ClassNotFound

from core.audit.published import CitedEvidence
from core.report.printable import printable

_CLASSES = (
    (Comment, "c"),
    (String, "s"),
    (Number, "n"),
    (Keyword, "k"),
    (Name.Tag, "k"),
    (Name.Function, "f"),
    (Name.Class, "f"),
    (Name.Decorator, "f"),
)


@lru_cache(maxsize=64)
def _lexer(ending: str) -> Lexer:
    try:
        return get_lexer_for_filename(ending, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return TextLexer(stripnl=False, ensurenl=False)


def _class(token: _TokenType) -> str:
    return next((name for family, name in _CLASSES if token[: len(family)] == family), "")


def _runs(text: str, path: str) -> Iterator[tuple[str, str]]:
    name = path.rpartition("/")[2]
    ending = f"x.{name.rpartition('.')[2]}" if "." in name else name
    held, held_class = "", ""
    for token, piece in _lexer(ending).get_tokens(text):
        found = _class(token) or (held_class if piece.isspace() else "")
        if found != held_class:
            if held:
                yield held, held_class
            held, held_class = "", found
        held += piece
    if held:
        yield held, held_class


def lines(cited: CitedEvidence) -> tuple[tuple[int, bool, Markup], ...]:
    """Return the snippet's lines: number, whether it is one of the cited lines, and coloured HTML."""
    text = printable(cited.snippet)
    rows: list[Markup] = [Markup("")]
    for run, name in _runs(text, cited.path):
        for index, part in enumerate(run.split("\n")):
            if index:
                rows.append(Markup(""))
            if part:
                rows[-1] += Markup('<span class="{}">{}</span>').format(name, part) if name else escape(part)
    while len(rows) > 1 and not rows[-1]:
        rows.pop()
    first = cited.snippet_line
    return tuple((first + i, cited.line <= first + i <= cited.end_line, row) for i, row in enumerate(rows))
