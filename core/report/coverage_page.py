"""How many criteria were judged, by what, and what is still open."""

from dataclasses import dataclass

from core.report import words
from core.report.book import Book, RubricBook
from core.rubric.rubric import Category
from core.scoring.result import CriterionScore, State

METHODS = (("scan", "Scan"), ("measure", "Measurement"), ("interview", "Interview"), ("review", "Review"))


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One line of the coverage table: a category, or the whole rubric."""

    name: str
    criteria: int
    methods: tuple[int, ...]
    judged: int
    by_scan: int
    open: int
    unproven: int
    not_applicable: int
    reviewed: str
    completeness: str


def coverage(book: Book) -> tuple[tuple[RubricBook, tuple[CoverageRow, ...]], ...]:
    """Return a table for each rubric: a row for each category and one for all."""
    return tuple((rubric, _table(rubric)) for rubric in book.rubrics)


def _row(name: str, found: list[tuple[str, CriterionScore]], reviewed: str, completeness: str) -> CoverageRow:
    scores = [scored for _, scored in found]
    return CoverageRow(
        name=name,
        criteria=len(found),
        methods=tuple(sum(1 for method, _ in found if method == wanted) for wanted, _ in METHODS),
        judged=sum(1 for c in scores if c.judged),
        by_scan=sum(1 for c in scores if c.state is State.RATED and not c.judged),
        open=sum(1 for c in scores if c.state is State.OPEN),
        unproven=sum(1 for c in scores if c.state is State.UNPROVEN),
        not_applicable=sum(1 for c in scores if c.state is State.NOT_APPLICABLE),
        reviewed=reviewed,
        completeness=completeness,
    )


def _table(rubric: RubricBook) -> tuple[CoverageRow, ...]:
    by_category: dict[str, list[tuple[str, CriterionScore]]] = {}
    names: dict[str, Category] = {}
    for category, criterion, scored in rubric.criteria():
        by_category.setdefault(category.id, []).append((criterion.method, scored))
        names[category.id] = category
    rows = [
        _row(
            names[name].name,
            found,
            words.percent(rubric.score.category(name).reviewed),
            words.percent(rubric.score.category(name).completeness),
        )
        for name, found in by_category.items()
    ]
    every = [pair for found in by_category.values() for pair in found]
    whole = _row("All", every, words.percent(rubric.score.reviewed), words.percent(rubric.score.completeness))
    return (*rows, whole)
