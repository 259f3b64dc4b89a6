"""Finds every (pattern, file, line) in one pass over many files, in time linear in their size."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Protocol

from core.matching.expression import BadPattern, portable
from core.matching.pattern import Pattern
from core.progress import Progress

MOST_LINES_PER_FILE = 200
"""Lines of one file that one pattern may report; more say nothing new."""

LONGEST_TEXT = 300
"""Bytes of a matching line that are kept."""

Expression = tuple[str, bool]
"""A portable regular expression, and whether it ignores case."""

Found = Callable[[int, str, int, str], None]
"""Called with (index of the expression, path, line, text of the line), each (expression, path, line) once."""


class Engine(Protocol):
    """What re2_engine and plain_engine offer."""

    name: str
    """Library and version, for the record of a scan."""

    def scan(self, files: Iterable[tuple[str, bytes]], found: Found, progress: Progress) -> None:
        """Report every line of every file that an expression matches."""


class _Lines:
    """Many (path, line, text) in a quarter of the memory that as many tuples take."""

    __slots__ = ("_ends", "_numbers", "_paths", "_texts")

    def __init__(self) -> None:
        self._paths: list[str] = []
        self._numbers = array("L")
        self._ends = array("L")
        self._texts = bytearray()

    def add(self, path: str, line: int, text: str) -> None:
        self._paths.append(path)
        self._numbers.append(line)
        self._texts += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._texts))

    def sorted(self) -> list[tuple[str, int, str]]:
        """Return them by path and line: files come in another order where the work tree differs from the commit."""
        starts = chain((0,), self._ends)
        texts = (self._texts[a:b].decode("utf-8", "surrogatepass") for a, b in zip(starts, self._ends, strict=False))
        return sorted(zip(self._paths, self._numbers, texts, strict=True))


class Matches:
    """The lines that matched, by pattern.

    Attributes:
        engine: library and version that found them.
    """

    def __init__(self, engine: str, index: dict[Expression, int], lines: Sequence[_Lines]) -> None:
        self.engine = engine
        self._index = index
        self._lines = lines

    def of(self, pattern: Pattern) -> Sequence[tuple[str, int, str]]:
        """Return (path, line, text) of every line a pattern matched, by path and line.

        Raises:
            KeyError: when the pattern was not among those searched.
        """
        return self._lines[self._index[_expression(pattern)]].sorted()


class Matcher:
    """Patterns compiled together; equal expressions are searched once."""

    def __init__(self, engine: Engine, index: dict[Expression, int]) -> None:
        self._engine = engine
        self._index = index

    @property
    def engine(self) -> str:
        """Return the library and version that does the work."""
        return self._engine.name

    def scan(self, files: Iterable[tuple[str, bytes]], progress: Progress) -> Matches:
        r"""Return every (pattern, path, line) of the files once, at most 200 lines a file and pattern.

        Args:
            files: (path, content) with `\n` line ends; content that is not UTF-8 is searched as bytes.
            progress: `check` is called between files.

        Raises:
            Cancelled: when progress says so.
        """
        lines = [_Lines() for _ in self._index]

        def found(expression: int, path: str, line: int, text: str) -> None:
            lines[expression].add(path, line, text)

        if self._index:
            self._engine.scan(files, found, progress)
        return Matches(self.engine, self._index, lines)


def _expression(pattern: Pattern) -> Expression:
    return portable(pattern.regex), pattern.ignore_case


def compile(patterns: Iterable[Pattern], *, by_itself: bool = False) -> Matcher:
    """Compile patterns for one pass.

    Args:
        patterns: of any number of probes.
        by_itself: search each pattern by itself, some thirty times slower: for a second opinion that shares little
            with the first.

    Raises:
        BadPattern: when a pattern can cross a newline, matches empty text or is not an expression.
    """
    from core.matching.plain_engine import PlainEngine
    from core.matching.re2_engine import Re2Engine

    index: dict[Expression, int] = {}
    for pattern in patterns:
        index.setdefault(_expression(pattern), len(index))
    expressions = tuple(index)
    return Matcher(PlainEngine(expressions) if by_itself else Re2Engine(expressions), index)


__all__ = ["BadPattern", "Engine", "Matcher", "Matches", "compile"]
