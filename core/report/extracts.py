"""Cited lines of one file as printed extracts: what touches is printed once, with every E-number."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from core.audit.published import CitedEvidence
from core.report.highlighting import coloured

CONTEXT = 1
"""Lines printed before and after the cited ones; audit.json holds the whole snippets."""
MOST_LINES = 8
"""Lines printed of one cited range; longer ones say how many follow."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of a file.

    Attributes:
        number: its number in the file.
        hit: it is one of the cited lines.
        starts: evidence that begins here.
    """

    number: int
    hit: bool
    code: Markup
    starts: tuple[CitedEvidence, ...]


@dataclass(frozen=True, slots=True)
class Extract:
    """Lines of a file without a hole.

    Attributes:
        lines: empty when snippets are hidden.
        cut: what of the cited ranges is not printed, as a sentence.
    """

    cited: tuple[CitedEvidence, ...]
    lines: tuple[Line, ...]
    cut: str


@dataclass(frozen=True, slots=True)
class FileExtracts:
    """Everything cited of one content of one file."""

    path: str
    blob: str
    cited: tuple[CitedEvidence, ...]
    extracts: tuple[Extract, ...]


def by_file(evidence: Iterable[CitedEvidence]) -> tuple[FileExtracts, ...]:
    """Return the evidence by file, the file with the lowest E-number first."""
    groups: dict[tuple[str, str], list[CitedEvidence]] = {}
    for cited in sorted(evidence, key=lambda e: e.number):
        groups.setdefault((cited.path, cited.blob), []).append(cited)
    return tuple(FileExtracts(path, blob, tuple(found), _extracts(found)) for (path, blob), found in groups.items())


def _printed(cited: CitedEvidence) -> range:
    """Return the numbers of the lines to print for one piece of evidence."""
    have = range(cited.snippet_line, cited.snippet_line + len(cited.snippet.rstrip("\n").split("\n")))
    last = min(cited.end_line, cited.line + MOST_LINES - 1)
    after = CONTEXT if last == cited.end_line else 0
    return range(max(have.start, cited.line - CONTEXT), min(have.stop, last + after + 1))


def _extracts(found: list[CitedEvidence]) -> tuple[Extract, ...]:
    hidden = tuple(cited for cited in found if not cited.snippet)
    runs: list[tuple[range, list[CitedEvidence]]] = []
    for cited in sorted((c for c in found if c.snippet), key=lambda c: (c.line, c.end_line, c.number)):
        lines = _printed(cited)
        if runs and lines.start <= runs[-1][0].stop + 1:
            held, members = runs[-1]
            runs[-1] = (range(held.start, max(held.stop, lines.stop)), [*members, cited])
        else:
            runs.append((lines, [cited]))
    first = (Extract(hidden, (), ""),) if hidden else ()
    return (*first, *(_extract(lines, members) for lines, members in runs))


def _without_blank_ends(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines without empty ones of context at their ends: they would say nothing."""
    first, last = 0, len(lines)
    while first < last and not lines[first].hit and not lines[first].code.strip():
        first += 1
    while last > first and not lines[last - 1].hit and not lines[last - 1].code.strip():
        last -= 1
    return lines[first:last]


def _extract(lines: range, cited: list[CitedEvidence]) -> Extract:
    rows: dict[int, Markup] = {}
    for member in cited:
        for number, row in coloured(member.snippet, member.path, member.snippet_line):
            rows.setdefault(number, row)
    printed = tuple(
        Line(
            number,
            any(c.line <= number <= c.end_line for c in cited),
            rows[number],
            tuple(c for c in cited if c.line == number),
        )
        for number in lines
        if number in rows
    )
    printed = _without_blank_ends(printed)
    last = printed[-1].number if printed else 0
    rest = [f"{c.name} goes on to line {c.end_line}" for c in cited if c.end_line > last]
    return Extract(tuple(cited), printed, ("; ".join(rest) + "; not printed here.") if rest else "")
