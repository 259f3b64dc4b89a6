"""Rows of CSV, JSON and XLSX files, each with the file and line it came from; a bad row never hides the good ones."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.instruments.draft import BadRow, NotMeasured
from core.instruments.inputs import Input
from core.instruments.text import text_of

LARGEST_TABLE = 64 * 1024 * 1024
"""Bytes of a file of rows."""
MOST_ROWS = 500_000
MOST_COLUMNS = 1_000
LONGEST_CELL = 20_000
"""Characters."""
_DEEPEST = 8
"""Objects within objects whose fields are read."""
_LINES = re.compile(r"\s*\{[^\n]*\n\s*\{")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells as text by heading; an empty cell is empty text, an instant is ISO 8601."""

    file: str
    line: int
    cells: Mapping[str, str]

    def bad(self, reason: str) -> BadRow:
        """Return why this row cannot be used."""
        return BadRow(self.file, self.line, reason)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, of one sheet, or of one list in a JSON object.

    Attributes:
        file: its name, with the sheet or list behind a colon.
        name: of the sheet or list, empty where the file is one table.
        columns: headings in order, each once.
        notes: what had to be guessed: encoding, formulas without a value.
    """

    file: str
    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    bad: tuple[BadRow, ...] = ()
    notes: tuple[str, ...] = ()

    def column(self, *names: str) -> str:
        """Return the heading that one of the names means (case, blanks, dashes do not count); empty when none does."""
        known = {plain_name(column): column for column in reversed(self.columns)}
        return next((known[plain_name(name)] for name in names if plain_name(name) in known), "")


def plain_name(heading: str) -> str:
    """Return a heading in lower case without blanks, dashes, dots and underscores, to compare by."""
    return "".join(c for c in heading.casefold() if c not in " _-.\t\n")


def read_tables(given: Input) -> tuple[Table, ...]:
    """Return the tables of a CSV (any dialect), JSON (array, lines, object of arrays) or XLSX file.

    Raises:
        NotMeasured: when it is none of these, too large, or holds nothing.
    """
    if len(given.data) > LARGEST_TABLE:
        raise NotMeasured(f"{given.name} is larger than {LARGEST_TABLE >> 20} MB.", "Export a shorter time.")
    if given.data.startswith(b"PK\x03\x04"):
        from core.instruments.sheets import sheets

        return sheets(given)
    if given.data.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotMeasured(
            f"{given.name} is a workbook of an old or encrypted kind.", "Save it as XLSX without a password."
        )
    text, encoding = text_of(given.data, given.name)
    notes = (f"{given.name} was read as Windows-1252",) if encoding == "windows-1252" else ()
    if not text.strip():
        raise NotMeasured(f"{given.name} is empty.", "Export it again.")
    if text.lstrip()[0] in "[{":
        return _json_tables(given.name, text, notes)
    from core.instruments.comma_separated import comma_separated

    return (comma_separated(given.name, text, notes),)


def headings(file: str, cells: Sequence[str]) -> tuple[str, ...]:
    """Return the headings of a table; an empty or repeated one gets a number.

    Raises:
        NotMeasured: when there are too many.
    """
    if len(cells) > MOST_COLUMNS:
        raise NotMeasured(f"{file} has more than {MOST_COLUMNS:,} columns.", "Export only the columns that matter.")
    found: list[str] = []
    for position, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or f"column {position}"
        found.append(name if name not in found else f"{name} ({position})")
    return tuple(found)


def too_many(file: str) -> NotMeasured:
    """Return the error for a table that is too long."""
    return NotMeasured(f"{file} has more than {MOST_ROWS:,} rows.", "Export a shorter time.")


def cell_text(value: object) -> str:
    """Return a value of JSON or a workbook as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()[:LONGEST_CELL]


def _json_tables(file: str, text: str, notes: tuple[str, ...]) -> tuple[Table, ...]:
    """Return a table for an array, for lines of objects, or for each array in an object."""
    bad: list[BadRow] = []
    try:
        lists = _lists(file, _JsonReader(text).entries())
    except _Broken as error:
        bad.append(BadRow(file, error.line, f"it is not JSON from here on ({error.reason})"))
        lists = error.before
        if _LINES.match(text):  # of lines of objects, only the broken ones are lost
            bad.clear()
            lists = _lists(file, _json_lines(file, text, bad))
    if not lists and bad:
        raise NotMeasured(f"{file} is not JSON: line {bad[0].line}.", "Export it again.", bad[0].reason)
    tables = [_json_table(file, name, entries, notes) for name, entries in lists.items()]
    if not tables:
        raise NotMeasured(f"{file} lists nothing.", "It should hold an array of objects.")
    last = tables[-1]  # reading stopped behind the last table
    tables[-1] = Table(last.file, last.name, last.columns, last.rows, (*last.bad, *bad), last.notes)
    return tuple(tables)


def _lists(file: str, entries: Iterator[tuple[str, int, Any]]) -> dict[str, list[tuple[int, Any]]]:
    lists: dict[str, list[tuple[int, Any]]] = {}
    try:
        for name, line, value in entries:
            known = lists.setdefault(name, [])
            if len(known) == MOST_ROWS:
                raise too_many(file)
            known.append((line, value))
    except _Broken as error:
        error.before = lists
        raise
    return lists


def _json_lines(file: str, text: str, bad: list[BadRow]) -> Iterator[tuple[str, int, Any]]:
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            yield from ((name, number, value) for name, _, value in _JsonReader(line).entries())
        except _Broken as error:
            bad.append(BadRow(file, number, f"it is not JSON ({error.reason})"))


def _json_table(file: str, name: str, entries: Sequence[tuple[int, Any]], notes: tuple[str, ...]) -> Table:
    file = f"{file}: {name}" if name else file
    columns: dict[str, None] = {}
    rows, bad = [], []
    for line, value in entries:
        if not isinstance(value, dict):
            bad.append(BadRow(file, line, "it is not an object with fields"))
            continue
        cells = dict(_flat(value, ""))
        if len(cells) > MOST_COLUMNS:
            bad.append(BadRow(file, line, f"it has more than {MOST_COLUMNS:,} fields"))
            continue
        columns.update(dict.fromkeys(cells))
        rows.append(Row(file, line, cells))
    return Table(file, name, tuple(columns), tuple(rows), tuple(bad), notes)


def _flat(value: Mapping[str, Any], before: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the fields of an object; those of an object inside are called `outer.inner`, lists are joined."""
    for name, inner in value.items():
        if isinstance(inner, dict):
            if depth < _DEEPEST:
                yield from _flat(inner, f"{before}{name}.", depth + 1)
        elif isinstance(inner, list):
            yield f"{before}{name}", ", ".join(cell_text(i) for i in inner if not isinstance(i, (dict, list)))
        else:
            yield f"{before}{name}", cell_text(inner)


class _Broken(Exception):
    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason
        self.before: dict[str, list[tuple[int, Any]]] = {}


class _JsonReader:
    """Reads values one by one, so that each has a line and what lies before a mistake is kept."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._decoder = json.JSONDecoder(parse_constant=_no_constant)
        self._at = 0
        self._line = 1
        self._counted = 0

    def entries(self) -> Iterator[tuple[str, int, Any]]:
        """Yield the name of the list, the line and the value of each entry; documents may follow each other."""
        while self._blanks():
            if self._text[self._at] == "[":
                yield from (("", line, value) for line, value in self._array())
            elif self._text[self._at] == "{" and self._has_lists():
                yield from self._object()
            else:
                line = self._line_here()
                yield "", line, self._value()

    def _has_lists(self) -> bool:
        """Tell whether the object here holds lists of objects, or is broken: then its lists are worth reading."""
        try:
            value, _ = self._decoder.raw_decode(self._text, self._at)
        except (ValueError, RecursionError):
            return True
        return any(isinstance(inner, list) and inner and isinstance(inner[0], dict) for inner in value.values())

    def _object(self) -> Iterator[tuple[str, int, Any]]:
        self._at += 1
        if self._next_is("}"):
            return
        while True:
            if not self._blanks():
                raise _Broken(self._line_here(), "it ends too early")
            name = self._value()
            self._take(":")
            self._blanks()
            if self._text[self._at : self._at + 1] == "[":
                yield from ((str(name), line, value) for line, value in self._array())
            else:
                self._value()
            if self._next_is("}"):
                return
            self._take(",")

    def _array(self) -> Iterator[tuple[int, Any]]:
        self._at += 1
        if self._next_is("]"):
            return
        while True:
            if not self._blanks():
                raise _Broken(self._line_here(), "it ends too early")
            line = self._line_here()
            yield line, self._value()
            if self._next_is("]"):
                return
            self._take(",")

    def _value(self) -> Any:
        try:
            value, self._at = self._decoder.raw_decode(self._text, self._at)
        except json.JSONDecodeError as error:
            self._at = error.pos
            raise _Broken(self._line_here(), error.msg.lower()) from None
        except RecursionError:
            raise _Broken(self._line_here(), "nested too deeply") from None
        except ValueError as error:  # a number of thousands of digits, NaN
            raise _Broken(self._line_here(), str(error)[:80].lower()) from None
        return value

    def _blanks(self) -> bool:
        """Step over white space; tell whether something follows."""
        while self._at < len(self._text) and self._text[self._at] in " \t\n\r":
            self._at += 1
        return self._at < len(self._text)

    def _next_is(self, sign: str) -> bool:
        if self._blanks() and self._text[self._at] == sign:
            self._at += 1
            return True
        return False

    def _take(self, sign: str) -> None:
        if not self._next_is(sign):
            missing = self._at >= len(self._text)
            raise _Broken(self._line_here(), "it ends too early" if missing else f"a {sign!r} is missing")

    def _line_here(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")
