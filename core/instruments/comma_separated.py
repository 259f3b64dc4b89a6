"""Comma separated values (RFC 4180) as programs really write them: other separators, quotes, half-written rows."""

import csv
import io
from collections.abc import Iterator

from core.instruments.draft import BadRow, NotMeasured
from core.instruments.rows import LONGEST_CELL, MOST_ROWS, Row, Table, headings, too_many

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 20
_SAID = "sep="
"""Excel names the separator in a first line of its own."""


def comma_separated(file: str, text: str, notes: tuple[str, ...] = ()) -> Table:
    """Return the rows of a CSV file; the first row that is not empty holds the headings.

    Raises:
        NotMeasured: when there is no heading, or too much.
    """
    skipped = 0
    separator = ""
    if text[: len(_SAID)].lower() == _SAID and text[len(_SAID) :].find("\n") == 1:
        separator, text, skipped = text[len(_SAID)], text[len(_SAID) + 2 :], 1
    separator = separator or _separator(text)
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    bad: list[BadRow] = []
    for line, cells, mistake in _records(text, separator):
        line += skipped
        if mistake:
            bad.append(BadRow(file, line, mistake))
        elif not any(cell.strip() for cell in cells):
            continue
        elif not columns:
            columns = headings(file, cells)
        elif len(cells) < len(columns):
            bad.append(BadRow(file, line, f"it has {len(cells)} of {len(columns)} columns"))
        elif any(cell.strip() for cell in cells[len(columns) :]):
            bad.append(BadRow(file, line, f"it has {len(cells)} columns, the heading has {len(columns)}"))
        else:
            if len(rows) == MOST_ROWS:
                raise too_many(file)
            stripped = (cell.strip()[:LONGEST_CELL] for cell in cells)
            rows.append(Row(file, line, dict(zip(columns, stripped, strict=False))))
    if not columns:
        raise NotMeasured(f"{file} has no row of headings.", "The first row names the columns.")
    return Table(file, "", columns, tuple(rows), tuple(bad), notes)


def _separator(text: str) -> str:
    """Return the separator that gives the first rows most columns, the same number in each."""

    def fit(separator: str) -> tuple[float, int]:
        widths = []
        for _, cells, mistake in _records(text, separator):
            if cells and not mistake:
                widths.append(len(cells))
            if len(widths) == _SAMPLE:
                break
        if not widths or widths[0] < 2:
            return 0.0, 0
        return sum(width == widths[0] for width in widths) / len(widths), widths[0]

    return max(_SEPARATORS, key=fit)


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str], str]]:
    """Yield line, cells and what is wrong with each record; reading goes on behind a bad one."""
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, [], _mistake(str(error))
        else:
            yield line, cells, ""


def _mistake(said: str) -> str:
    if "unexpected end" in said:
        return "a quotation mark that opens here is never closed; all that follows was lost"
    if "field larger" in said:
        return "a cell is longer than 131,072 characters"
    return "a quotation mark stands where none may"
