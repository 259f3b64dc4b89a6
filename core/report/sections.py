"""The table of sections: what each document contains, in which order, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from core import assets
from core.formats.yaml_text import load
from core.model.instrument import Instrument
from core.report.book import Book
from core.report.criteria_tables import narrative_tables
from core.report.next_steps import backlog


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a document.

    Attributes:
        applies: name of the test in `APPLIES`.
        fixed: the auditor cannot leave it out.
        sources: rows of the seed documents that it serves.
    """

    id: str
    title: str
    applies: str
    template: str
    fixed: bool = False
    sources: tuple[str, ...] = ()


def _took(book: Book, *kinds: Instrument) -> bool:
    return any(result.instrument in kinds for result in book.published.results)


def _has_target(book: Book) -> bool:
    return any(r.target is not None for r in book.rubrics)


APPLIES: dict[str, Callable[[Book], bool]] = {
    "always": lambda _: True,
    "rubrics": lambda book: bool(book.rubrics),
    "measurements": lambda book: bool(book.published.measurements),
    "maturity": lambda book: any(r.rubric.maturity for r in book.rubrics),
    "narrative": lambda book: bool(narrative_tables(book)),
    "topics": lambda book: any(r.rubric.coverage_tables for r in book.rubrics),
    "benchmarks": lambda book: any(r.rubric.benchmarks for r in book.rubrics),
    "friction": lambda book: any(r.rubric.friction for r in book.rubrics),
    "drill": lambda book: _took(book, Instrument.FIRE_DRILL),
    "pipeline": lambda book: _took(book, Instrument.CI_PROFILE, Instrument.TIMED_COMMAND),
    "survey": lambda book: _took(book, Instrument.SURVEY),
    "imported": lambda book: _took(book, Instrument.IMPORTED_SCAN, Instrument.ENTERED),
    "actions": lambda book: bool(book.published.roadmap.items),
    "backlog": lambda book: bool(backlog(book)),
    "findings": lambda book: any(r.published.findings for r in book.rubrics),
    "target": _has_target,
    "roadmap": lambda book: bool(book.published.roadmap.items),
    "success": lambda book: any(r.rubric.success_metrics for r in book.rubrics),
    "entered": lambda book: "hourly-cost" in book.published.entered and bool(book.published.roadmap.items),
    "overrides": lambda book: bool(book.overrides()),
    "evidence": lambda book: bool(book.published.evidence),
    "searched": lambda book: any(a.searched is not None for a in book.published.answers),
    "scanned": lambda book: book.published.scanned is not None,
}
"""When a section applies, by the name used in the table."""


@cache
def sections(document_name: str) -> tuple[Section, ...]:
    """Return the sections of `report` or `roadmap`, in order."""
    table = load(assets.read_text("resources", "sections.yaml"))
    return tuple(Section(**{**row, "sources": tuple(row.get("sources", ()))}) for row in table[document_name])


def chosen(document_name: str, book: Book) -> tuple[Section, ...]:
    """Return the sections that apply to an audit and were not left out."""
    off = set(book.published.options.sections_off)
    return tuple(
        section
        for section in sections(document_name)
        if (section.fixed or section.id not in off) and APPLIES[section.applies](book)
    )
