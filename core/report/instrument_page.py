"""What instruments gave: drills with their verdict, profiles of the pipeline, surveys, imports; tables and notes."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from core.charts.bars import Bar, bars
from core.model.instrument import Instrument, InstrumentResult, ResultTable
from core.report import measured_page, words
from core.report.book import Book
from core.rubric.measures import instruments

_VERDICTS = {
    "pass": ("Passed", "good"),
    "fail": ("Failed", "poor"),
    "aborted": ("Aborted", "fair"),
}
_POINTS = (1.0, 5.0)
"""Ends of the scale of a survey's answers."""
_NARROW = 7
"""Characters up to which every cell of a column is a number that stands to the right."""


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table of a result.

    Attributes:
        rows: cells; those of `table.shares` come with the share as a percentage of a bar's length.
        numeric: columns that hold numbers only.
    """

    table: ResultTable
    rows: tuple[tuple[tuple[str, float | None], ...], ...]
    numeric: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One use of an instrument as printed."""

    result: InstrumentResult
    instrument: str
    verdict: str
    tone: str
    when: str
    values: tuple[measured_page.ValueRow, ...]
    tables: tuple[PrintedTable, ...]
    chart: Markup


def results(book: Book, *kinds: Instrument) -> tuple[ResultPage, ...]:
    """Return the results of some instruments, oldest first."""
    return tuple(_page(book, result) for result in book.published.results if result.instrument in kinds)


def _page(book: Book, result: InstrumentResult) -> ResultPage:
    verdict, tone = _VERDICTS.get(result.verdict, ("", ""))
    known = instruments().get(result.instrument.value)
    return ResultPage(
        result=result,
        instrument=known.name if known else result.instrument.value,
        verdict=verdict,
        tone=tone,
        when=words.moment(result.taken_at, book.published.time_zone),
        values=tuple(measured_page.value_row(m) for m in result.measurements),
        tables=tuple(_printed(table) for table in result.tables),
        chart=_means(result) if result.instrument is Instrument.SURVEY else Markup(""),
    )


def _printed(table: ResultTable) -> PrintedTable:
    numeric = tuple(
        all(_number(row[column]) for row in table.rows if column < len(row) and row[column] not in ("", "–"))
        for column in range(len(table.columns))
    )
    return PrintedTable(
        table,
        tuple(
            tuple(
                (_shown(cell, n == table.shares), _share(cell) if n == table.shares else None)
                for n, cell in enumerate(row)
            )
            for row in table.rows
        ),
        numeric,
    )


def _number(cell: str) -> bool:
    return len(cell) <= _NARROW and cell.strip("%+- ").replace(".", "", 1).replace(":", "").isdigit()


def _share(cell: str) -> float | None:
    try:
        return min(1.0, max(0.0, float(cell)))
    except ValueError:
        return None


def _shown(cell: str, share: bool) -> str:
    known = _share(cell) if share else None
    return cell if known is None else words.percent(known)


def _means(result: InstrumentResult) -> Markup:
    """Return the means of a survey's dimensions as bars; dimensions without a value are named in the table alone."""
    low, high = _POINTS
    rows = [
        Bar(
            measured_page.name_of(m.id),
            (m.value - low) / (high - low),
            (m.value - low) / (high - low),
            (m.value - low) / (high - low),
            f"{m.value:.1f} of {high:.0f}",
        )
        for m in result.measurements
        if m.unit == "points" and m.value is not None and low <= m.value <= high
    ]
    if not rows:
        return Markup("")
    drawn = bars(rows, title="Mean answer by dimension", width=460, ticks=_ticks(low, high))
    return Markup(drawn)  # noqa: S704 - our own SVG, its text is escaped there


def _ticks(low: float, high: float) -> Sequence[str]:
    return tuple(f"{low + (high - low) * part / 4:g}" for part in range(5))
