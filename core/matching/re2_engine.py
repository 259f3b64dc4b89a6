r"""The engine of a scan: RE2 says by the letters that a pattern cannot do without which few are worth a search.

Text is cut into pieces of whole lines, since no pattern crosses a line end; in a piece few patterns have all their
letters. Only RE2 is used: Vectorscan 5.4.12, in the newest wheels of hyperscan, loses matches, even those of
`curl[^\n]*\|[ \t]*python` all alone (its issues 358 and 382; tests/core/matching/test_engines.py has our case).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

import re2

from core.matching.engine import LONGEST_TEXT, MOST_LINES_PER_FILE, Expression, Found
from core.matching.expression import SAMPLES, BadPattern, MatchesEmpty, portable
from core.matching.pattern import Pattern
from core.progress import Progress

if TYPE_CHECKING:
    from re2 import Filter, Options, Set, _Regexp

NAME = f"re2 {version('google-re2')}"
_MEMORY = 64 * 1024 * 1024
_PIECE = 2048
"""Bytes of a piece, to which the rest of its last line is added; a half and the double of it were no faster."""

_HIGH = re.compile(r"[^\x00-\x7f]|\\x[89a-fA-F]")
"""Bytes over 127: the filter takes its letters for UTF-8 and would refuse them."""


def options(fold: bool, latin: bool = True) -> "Options":
    """Return how RE2 reads expressions: text is bytes, as in a file, unless `latin` is False."""
    chosen = re2.Options()
    chosen.case_sensitive = not fold
    if latin:
        chosen.encoding = re2.Options.Encoding.LATIN1
    chosen.log_errors = False
    chosen.max_mem = _MEMORY
    return chosen


def multiline(regex: str) -> bytes:
    """Return an expression in which `^` and `$` are the ends of a line."""
    return b"(?m)" + regex.encode()


def compiled(regex: str, fold: bool) -> "_Regexp":
    """Return one expression, to be searched by itself.

    Raises:
        BadPattern: when it is none, or one too large.
    """
    try:
        single = re2.compile(multiline(regex), options(fold))
    except re2.error as error:
        raise BadPattern(regex, f"cannot be searched ({error})") from error
    if any(match.start() == match.end() for sample in SAMPLES for match in single.finditer(sample.encode())):
        raise MatchesEmpty(regex)
    return single


@cache
def _line_expression(pattern: Pattern) -> "_Regexp":
    return re2.compile(portable(pattern.regex), options(pattern.ignore_case, latin=False))


def matched_parts(pattern: Pattern, line: str) -> tuple[str, ...]:
    """Return the parts of one line that a pattern matches, each once; the line itself when it was cut before."""
    parts = dict.fromkeys(match.group() for match in _line_expression(pattern).finditer(line))
    return tuple(part for part in parts if part) or (line,)


def report_lines(
    expression: int, single: "_Regexp", path: str, content: bytes, found: Found, line: int = 1, most: int = 200
) -> int:
    """Report the lines of some content that one expression matches.

    Args:
        expression: its index.
        single: the expression.
        path: the file.
        content: of the file, or a part that begins and ends with whole lines.
        found: told of each line once.
        line: the number of the first line.
        most: how many lines to report.

    Returns:
        How many lines were reported.
    """
    at = counted = 0
    for reported in range(most):
        match = single.search(content, at)
        if match is None:
            return reported
        line += content.count(b"\n", counted, match.start())
        counted = match.start()
        first = content.rfind(b"\n", 0, match.start()) + 1
        end = content.find(b"\n", match.start())
        end = end if end >= 0 else len(content)
        found(expression, path, line, content[first : min(end, first + LONGEST_TEXT)].decode("utf-8", "replace"))
        at = end
    return most


class _Filter:
    """Expressions of which most are ruled out by letters that they cannot match without."""

    def __init__(self, expressions: Sequence[Expression], members: Sequence[int]) -> None:
        self._members = members
        self._filter: Filter | None = None
        if members:
            self._filter = re2.Filter()
            for member in members:
                regex, fold = expressions[member]
                self._filter.Add(multiline(regex), options(fold))
            self._filter.Compile()

    def matching(self, piece: bytes, potential: bool = False) -> list[int]:
        """Return the expressions that match a piece; `potential`: those that its letters do not rule out."""
        if self._filter is None:
            return []
        return [self._members[each] for each in self._filter.Match(piece, potential) or ()]


class Re2Engine:
    """All expressions at once: a filter by letters, and one set for each case rule of those without letters."""

    name = NAME

    def __init__(self, expressions: Sequence[Expression]) -> None:
        self._single = [compiled(regex, fold) for regex, fold in expressions]
        low = [i for i, (regex, _) in enumerate(expressions) if not _HIGH.search(regex)]
        without_letters = _Filter(expressions, low).matching(b"", potential=True)
        filtered = [i for i in low if i not in without_letters]
        self._filter = _Filter(expressions, filtered)
        self._sets: list[tuple[Set, list[int]]] = []
        rest = sorted({*range(len(expressions))} - {*filtered})
        for fold in (False, True):
            members = [i for i in rest if expressions[i][1] is fold]
            if members:
                together = re2.Set.SearchSet(options(fold))
                for i in members:
                    together.Add(multiline(expressions[i][0]))
                together.Compile()
                self._sets.append((together, members))

    def scan(self, files: Iterable[tuple[str, bytes]], found: Found, progress: Progress) -> None:
        """Report every line of every file that an expression matches."""
        for path, content in files:
            progress.check()
            reported: dict[int, int] = {}
            for line, piece in _pieces(content):
                for expression in self._matching(piece):
                    before = reported.get(expression, 0)
                    most = MOST_LINES_PER_FILE - before
                    single = self._single[expression]
                    reported[expression] = before + report_lines(expression, single, path, piece, found, line, most)

    def _matching(self, piece: bytes) -> list[int]:
        matching = self._filter.matching(piece)
        for together, members in self._sets:
            matching += [members[each] for each in together.Match(piece) or ()]
        return matching


def _pieces(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Cut content behind lines; with each piece comes the number of its first line."""
    start, line = 0, 1
    while start < len(content):
        end = content.find(b"\n", start + _PIECE)
        if end < 0:
            yield line, content[start:]
            return
        piece = content[start:end]
        yield line, piece
        line += piece.count(b"\n") + 1
        start = end + 1
