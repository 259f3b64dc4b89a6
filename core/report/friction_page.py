"""What slows developers down most: the findings of the categories that a rubric calls friction, the worst three."""

from dataclasses import dataclass

from core.report import measured_page, words
from core.report.book import Book, RubricBook
from core.report.finding_rows import FindingRow, findings
from core.rubric.measures import asked

MOST = 3


@dataclass(frozen=True, slots=True)
class Friction:
    """One thing that slows developers down, with the values measured about it."""

    place: int
    row: FindingRow
    category: str
    measured: tuple[tuple[str, str], ...]


def friction(book: Book) -> tuple[tuple[RubricBook, tuple[Friction, ...], int], ...]:
    """Return, for each rubric that names categories of friction, the three worst findings and how many there are."""
    found = []
    for rubric in book.rubrics:
        if not rubric.rubric.friction:
            continue
        rows = [
            row
            for row in findings(book, rubric)
            if row.finding.category in rubric.rubric.friction
            and row.finding.certainty == "gap"
            and not row.finding.accepted
        ]
        place = {severity.value: number for number, severity in enumerate(words.SEVERITIES)}
        rows.sort(key=lambda row: (place[row.finding.severity], -(row.finding.gain or 0)))
        top = tuple(_friction(book, rubric, number, row) for number, row in enumerate(rows[:MOST], start=1))
        found.append((rubric, top, len(rows)))
    return tuple(found)


def _friction(book: Book, rubric: RubricBook, place: int, row: FindingRow) -> Friction:
    values = []
    for name in asked(rubric.rubric.criterion(row.finding.criterion)):
        known = book.measured(name)
        if known is not None and known.value is not None:
            values.append((measured_page.name_of(name), measured_page.headline(known)))
    return Friction(place, row, rubric.category_name(row.finding.category), tuple(values))
