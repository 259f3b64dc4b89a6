"""The engine of a repeated search: every expression by itself over every whole file, slow and hard to get wrong.

It shares neither filter nor sets nor pieces with the engine of a scan, so that what it does not find either is absent.
"""

from collections.abc import Iterable, Sequence

from core.matching.engine import MOST_LINES_PER_FILE, Expression, Found
from core.matching.re2_engine import NAME, compiled, report_lines
from core.progress import Progress


class PlainEngine:
    """Expressions that are searched one after the other."""

    name = f"{NAME}, each pattern by itself"

    def __init__(self, expressions: Sequence[Expression]) -> None:
        self._single = [compiled(regex, fold) for regex, fold in expressions]

    def scan(self, files: Iterable[tuple[str, bytes]], found: Found, progress: Progress) -> None:
        """Report every line of every file that an expression matches."""
        for path, content in files:
            progress.check()
            for expression, single in enumerate(self._single):
                report_lines(expression, single, path, content, found, most=MOST_LINES_PER_FILE)
