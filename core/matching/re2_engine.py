"""The engine where no hyperscan wheel exists: one RE2 set tells which patterns a file has, RE2 then finds the lines.

The only importer of re2.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import version

import re2

from core.matching.engine import LONGEST_TEXT, MOST_LINES_PER_FILE, Expression, Found
from core.matching.expression import BadPattern, portable, refuse_empty
from core.matching.pattern import Pattern
from core.progress import Progress

_MEMORY = 64 * 1024 * 1024


def _options(fold: bool, latin: bool = True) -> "re2.Options":
    options = re2.Options()
    options.case_sensitive = not fold
    if latin:
        options.encoding = re2.Options.Encoding.LATIN1  # bytes, as hyperscan sees them
    options.log_errors = False
    options.max_mem = _MEMORY
    return options


@cache
def _line_expression(pattern: Pattern) -> "re2._Regexp":
    return re2.compile(portable(pattern.regex), _options(pattern.ignore_case, latin=False))


def matched_parts(pattern: Pattern, line: str) -> tuple[str, ...]:
    """Return the parts of one line that a pattern matches, each once; the line itself when it was cut before."""
    parts = dict.fromkeys(match.group() for match in _line_expression(pattern).finditer(line))
    return tuple(part for part in parts if part) or (line,)


class Re2Engine:
    """All expressions as RE2 sets (one for each case rule) and one by one."""

    name = f"re2 {version('google-re2')}"

    def __init__(self, expressions: Sequence[Expression]) -> None:
        self._single = []
        for regex, fold in expressions:
            refuse_empty(regex)
            try:
                compiled = re2.compile(b"(?m)" + regex.encode(), _options(fold))
            except re2.error as error:
                raise BadPattern(regex, f"cannot be searched ({error})") from error
            self._single.append(compiled)
        self._sets = []
        for fold in (False, True):
            members = [i for i, (_, folds) in enumerate(expressions) if folds is fold]
            if members:
                together = re2.Set.SearchSet(_options(fold))
                for i in members:
                    together.Add(b"(?m)" + expressions[i][0].encode())
                together.Compile()
                self._sets.append((together, members))

    def scan(self, files: Iterable[tuple[str, bytes]], found: Found, progress: Progress) -> None:
        """Report every line of every file that an expression matches."""
        for path, content in files:
            progress.check()
            for together, members in self._sets:
                for hit in sorted(together.Match(content) or ()):
                    self._lines(members[hit], path, content, found)

    def _lines(self, expression: int, path: str, content: bytes, found: Found) -> None:
        at, counted, line = 0, 0, 1
        for _ in range(MOST_LINES_PER_FILE):
            match = self._single[expression].search(content, at)
            if match is None:
                return
            line += content.count(b"\n", counted, match.start())
            counted = match.start()
            first = content.rfind(b"\n", 0, match.start()) + 1
            end = content.find(b"\n", match.start())
            end = end if end >= 0 else len(content)
            found(expression, path, line, content[first : min(end, first + LONGEST_TEXT)].decode("utf-8", "replace"))
            at = end
