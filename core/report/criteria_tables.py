"""Tables that a rubric lays out itself: criteria by topic, and the auditor's texts by category."""

from dataclasses import dataclass

from markupsafe import Markup

from core.report.book import Book, RubricBook
from core.report.category_page import Row, criterion_row
from core.report.richtext import rich
from core.rubric.rubric import CoverageTable, NarrativeField


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic: a criterion for each column, and what was seen."""

    topic: str
    cells: tuple[Row, ...]
    notes: str
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TopicTable:
    """A coverage table of a rubric."""

    book: RubricBook
    table: CoverageTable
    rows: tuple[TopicRow, ...]


def topic_tables(book: Book) -> tuple[TopicTable, ...]:
    """Return the coverage tables of all rubrics, in order."""
    found = []
    for rubric in book.rubrics:
        rows = {
            criterion.id: criterion_row(book, rubric, criterion, scored) for _, criterion, scored in rubric.criteria()
        }
        found += [
            TopicTable(rubric, table, tuple(_topic(t.topic, tuple(rows[c] for c in t.criteria)) for t in table.rows))
            for table in rubric.rubric.coverage_tables
        ]
    return tuple(found)


def _topic(topic: str, cells: tuple[Row, ...]) -> TopicRow:
    notes = dict.fromkeys(cell.basis for cell in cells if cell.basis)
    evidence = dict.fromkeys(number for cell in cells for number in cell.evidence)
    return TopicRow(topic, cells, " ".join(notes), tuple(evidence))


@dataclass(frozen=True, slots=True)
class NarrativeRow:
    """One category with its score and the auditor's texts, in the order of the fields."""

    category: str
    shown: str
    texts: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class NarrativeTable:
    """The texts of one rubric; `fields` are its columns."""

    book: RubricBook
    fields: tuple[NarrativeField, ...]
    rows: tuple[NarrativeRow, ...]


def narrative_tables(book: Book) -> tuple[NarrativeTable, ...]:
    """Return the auditor's texts by category, for every rubric that asks for some and got at least one."""
    found = []
    for rubric in book.rubrics:
        rows = tuple(
            NarrativeRow(
                category.name,
                rubric.points(category, scored.points.point) if scored.applicable else "n.a.",
                tuple(
                    rich(book.published.text.get(f"{rubric.rubric.id}.{category.id}.{field.id}", ""))
                    for field in rubric.rubric.narrative
                ),
            )
            for category, scored in zip(rubric.rubric.categories, rubric.score.categories, strict=True)
        )
        if any(text for row in rows for text in row.texts):
            found.append(NarrativeTable(rubric, rubric.rubric.narrative, rows))
    return tuple(found)
