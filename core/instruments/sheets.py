"""Rows of XLSX workbooks: values only, sizes checked before anything is unpacked."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from core.instruments.draft import NotMeasured
from core.instruments.inputs import Input
from core.instruments.rows import MOST_COLUMNS, MOST_ROWS, Row, Table, cell_text, headings, too_many

LARGEST_UNPACKED = 400 * 1024 * 1024
"""Bytes of all parts of a workbook."""
_MOST_PARTS = 5_000
_MOST_SHEETS = 50
_MOST_EMPTY = 5_000
"""Empty rows after which a sheet has ended, whatever its last cell claims."""


def sheets(given: Input) -> tuple[Table, ...]:
    """Return a table for each sheet of a workbook that holds rows; the first row that is not empty has the headings.

    Raises:
        NotMeasured: when it is no workbook, is damaged or too large, or holds nothing.
    """
    _check(given)
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that it does not know
            book = openpyxl.load_workbook(
                io.BytesIO(given.data), read_only=True, data_only=True, keep_links=False, keep_vba=False
            )
            found = [_table(given.name, sheet) for sheet in book.worksheets[:_MOST_SHEETS]]
            book.close()
    except NotMeasured:
        raise
    except Exception as error:  # whatever the library meets in foreign bytes
        raise NotMeasured(
            f"{given.name} is damaged or is no workbook.", "Save it again as XLSX, or as CSV.", type(error).__name__
        ) from error
    tables = tuple(table for table in found if table is not None)
    if not tables:
        raise NotMeasured(f"{given.name} holds no rows.", "The first row of a sheet names the columns.")
    return tables


def _check(given: Input) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(given.data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise NotMeasured(f"{given.name} is damaged: it cannot be unpacked.", "Save it again.", str(error)) from error
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        raise NotMeasured(f"{given.name} is an archive, not a workbook.", "Save the table as XLSX or CSV.")
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise NotMeasured(f"{given.name} is too large when it is unpacked.", "Save the table as CSV.")


def _table(file: str, sheet: Any) -> Table | None:
    title = str(sheet.title)
    name = f"{file}: {title}"
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    for line, cells in _filled(sheet):
        if not columns:
            columns = headings(name, cells)
            continue
        if len(rows) == MOST_ROWS:
            raise too_many(name)
        padded = (*cells, *("" for _ in range(len(columns) - len(cells))))
        rows.append(Row(name, line, dict(zip(columns, padded, strict=False))))
    return Table(name, title, columns, tuple(rows)) if columns else None


def _filled(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield number and cells of the rows that are not empty."""
    sheet.reset_dimensions()  # what a workbook says of its own size may be wrong
    empty = 0
    for line, values in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1), start=1):
        cells = [_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        empty = 0 if cells else empty + 1
        if empty > _MOST_EMPTY:
            return
        if cells:
            yield line, cells


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, (datetime, date)) else cell_text(value)
