"""Source text to coloured spans, through Pygments; the whole snippet is lexed, so that long strings stay whole."""

from functools import lru_cache

LONGEST = 20_000
"""Characters; longer text stays without colours, because it comes from a repository that nobody knows."""

Span = tuple[int, int, str]


@lru_cache(maxsize=64)
def spans(path: str, text: str) -> dict[int, tuple[Span, ...]]:
    """Return (first column, length, token of `gui.tokens.Tokens`) by line number from 0.

    Args:
        path: decides the language; an unknown one has no spans.
        text: the snippet.
    """
    from pygments.lexers import get_lexer_for_filename
    from pygments.token import Comment, Keyword, Name, Number, String
    from pygments.util import ClassNotFound

    if len(text) > LONGEST:
        return {}
    try:
        lexer = get_lexer_for_filename(path.rsplit("/", 1)[-1], stripnl=False, ensurenl=False)
    except ClassNotFound:
        return {}
    tokens = (
        (Comment, "comment"),
        (String, "string"),
        (Keyword, "keyword"),
        (Number, "number"),
        (Name.Function, "function"),
        (Name.Class, "function"),
        (Name.Decorator, "function"),
        (Name.Tag, "function"),
        (Name.Attribute, "function"),
        (Name.Builtin, "function"),
    )
    found: dict[int, list[Span]] = {}
    line = column = 0
    for kind, value in lexer.get_tokens(text):
        token = next((name for wanted, name in tokens if kind[: len(wanted)] == wanted), "")
        for index, part in enumerate(value.split("\n")):
            if index:
                line, column = line + 1, 0
            if token and part:
                found.setdefault(line, []).append((column, len(part), token))
            column += len(part)
    return {number: tuple(parts) for number, parts in found.items()}
