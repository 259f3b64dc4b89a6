"""Tables on the terminal, as Markdown and as CSV; cells that a spreadsheet would compute are made harmless."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_WIDEST = 60
_SMALL = 0.01
"""Below it two decimals would hide a value."""


def measured_value(value: float, unit: str) -> str:
    """Return a measured value as the report rounds it: shares in per cent, all else with two decimals at most."""
    if unit == "share":
        return f"{_plain(value * 100, 1)}%"
    return f"{value:.2g}" if 0 < abs(value) < _SMALL else _plain(value, 2)


def _plain(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_number(cell: str) -> bool:
    """Tell whether a cell is a plain number."""
    try:
        float(cell)
    except ValueError:
        return False
    return cell.strip() == cell and cell[:1] in "-0123456789."


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe goes before it, also behind blanks."""
    if cell.lstrip(" ").startswith(_FORMULA) and not is_number(cell):
        return f"'{cell}"
    return cell


def csv_text(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as CSV (RFC 4180) with formulas made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (columns, *rows):
        writer.writerow([harmless(cell) for cell in row])
    return out.getvalue()


def markdown_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as Markdown; what would end a cell or begin markup is escaped."""
    lines = [_markdown(columns), _markdown_rule(columns)]
    lines += [_markdown(row) for row in rows]
    return "\n".join(lines) + "\n"


def markdown_cell(cell: str) -> str:
    """Return text in which nothing is markup."""
    escaped = "".join(f"\\{c}" if c in "\\`*_{}[]<>#|~!" else c for c in " ".join(cell.split()))
    return escaped.replace("&", "&amp;")


def _markdown(cells: Sequence[str]) -> str:
    return f"| {' | '.join(markdown_cell(cell) for cell in cells)} |"


def _markdown_rule(columns: Sequence[str]) -> str:
    return f"|{'|'.join(' --- ' for _ in columns)}|"


def text_table(columns: Sequence[str], rows: Sequence[Sequence[str]], indent: str = "") -> Iterator[str]:
    """Yield the lines of a table for a terminal; numbers stand to the right, long cells are cut."""
    if not rows:
        return
    cut = [[_cut(cell) for cell in row] for row in (columns, *rows)]
    widths = [max(_width(row[index]) for row in cut) for index in range(len(columns))]
    right = [all(is_number(row[i]) or not row[i] for row in rows) for i in range(len(columns))]
    for row in cut:
        cells = (_padded(cell, width, to) for cell, width, to in zip(row, widths, right, strict=True))
        yield (indent + "  ".join(cells)).rstrip()


def _cut(cell: str) -> str:
    plain = " ".join(cell.split())
    return plain if len(plain) <= _WIDEST else plain[: _WIDEST - 1] + "…"


def _width(cell: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in cell)


def _padded(cell: str, width: int, right: bool) -> str:
    blanks = " " * (width - _width(cell))
    return blanks + cell if right else cell + blanks
