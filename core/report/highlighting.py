"""Snippets of code with coloured words; few kinds of colour, because every coloured word costs time on the page."""

from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup, escape
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_for_filename
from pygments.lexers.special import TextLexer
from pygments.token import Comment, Keyword, Name, Number, String, _TokenType
from pygments.util import ClassNotFound

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


def coloured(snippet: str, path: str, first: int) -> tuple[tuple[int, Markup], ...]:
    """Return a snippet's lines with their numbers, as coloured HTML.

    Args:
        snippet: the text.
        path: its file, whose name says which language it is.
        first: number of the snippet's first line.
    """
    rows: list[Markup] = [Markup("")]
    for run, name in _runs(printable(snippet), path):
        for index, part in enumerate(run.split("\n")):
            if index:
                rows.append(Markup(""))
            if part:
                rows[-1] += Markup('<span class="{}">{}</span>').format(name, part) if name else escape(part)
    while len(rows) > 1 and not rows[-1]:
        rows.pop()
    return tuple((first + index, row) for index, row in enumerate(rows))
