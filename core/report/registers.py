"""Findings, recommendations and evidence as tables for other tools: CSV, and one workbook with a sheet for each."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC
from re import Pattern

from core.audit.published import Published
from core.report import action_rows, finding_rows
from core.report.book import Book, open_book

Cell = str | float | int
Table = tuple[tuple[str, ...], list[tuple[Cell, ...]]]
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def registers(published: Published) -> dict[str, Table]:
    """Return headings and rows of the three registers by name, in the order of the report."""
    book = open_book(published)
    return {"findings": _findings(book), "recommendations": _recommendations(book), "evidence": _evidence(book)}


def _findings(book: Book) -> Table:
    head: tuple[str, ...] = (
        "ID",
        "Rubric",
        "Category",
        "Criterion",
        "Question",
        "State",
        "Severity",
        "Deadline",
        "Gain",
        "Issue",
    )
    head += ("Recommendation", "Owner", "Phase", "Evidence", "Accepted risk")
    rows: list[tuple[Cell, ...]] = []
    for rubric in book.rubrics:
        deadlines = {group.severity: group.deadline for group in finding_rows.groups(book, rubric)}
        for f in finding_rows.findings(book, rubric):
            category = rubric.category_name(f.finding.category)
            told = (f.name, rubric.rubric.name, category, f.code, f.question, f.finding.certainty, f.severity)
            gain = "" if f.finding.gain is None else round(float(f.finding.gain), 3)
            cited = " ".join(book.evidence[number].name for number in f.evidence)
            deadline = deadlines.get(f.finding.severity, "")
            rows.append((*told, deadline, gain, f.issue, f.recommendation, f.owner, f.when, cited, f.accepted))
    return head, rows


def _recommendations(book: Book) -> Table:
    head: tuple[str, ...] = (
        "ID",
        "Title",
        "Severity",
        "Deadline",
        "Findings",
        "Hours at least",
        "Hours at most",
        "Phase",
        "Status",
    )
    head += ("Owner", "Due", "Link", "Why", "Done when")
    rows: list[tuple[Cell, ...]] = []
    for group in action_rows.groups(book):
        for action in group.rows:
            item, advice = action.row.item, action.recommendation
            why, acceptance = (advice.why, "; ".join(advice.acceptance)) if advice else ("", "")
            hours = (item.effort_low, item.effort_high)
            told = (action.name, item.title, group.label, group.deadline, action.findings, *hours, action.phase)
            rows.append((*told, item.status, item.owner, item.due, item.link, why, acceptance))
    return head, rows


def _evidence(book: Book) -> Table:
    head = ("ID", "Path", "First line", "Last line", "Blob", "Commit")
    return head, [(e.name, e.path, e.line, e.end_line, e.blob, e.commit) for e in book.published.evidence]


def harmless(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def as_csv(table: Table) -> bytes:
    """Return a table as CSV (RFC 4180) in UTF-8 with a byte order mark, which spreadsheets need to see the encoding."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(table[0])
    writer.writerows([harmless(cell) for cell in row] for row in table[1])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_workbook(tables: dict[str, Table], published: Published) -> bytes:
    """Return the tables as one XLSX workbook, a sheet for each."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    book = Workbook()
    at = published.issued_at.astimezone(UTC).replace(tzinfo=None)
    book.properties.created = book.properties.modified = at
    for place, (name, (head, rows)) in enumerate(tables.items()):
        sheet = book.create_sheet(name.capitalize(), place)
        sheet.append(head)
        for row in rows:
            sheet.append([_plain(harmless(cell), ILLEGAL_CHARACTERS_RE) for cell in row])
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = sheet.dimensions
    book.remove(book.worksheets[-1])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(cell: Cell, illegal: Pattern[str]) -> Cell:
    return illegal.sub("", cell) if isinstance(cell, str) else cell


def written(published: Published, formats: Sequence[str]) -> list[tuple[str, str, bytes]]:
    """Return name, ending and bytes of every file: `csv` one for each register, `xlsx` one for all."""
    if not {"csv", "xlsx"} & set(formats):
        return []
    tables = registers(published)
    made = [(name, "csv", as_csv(table)) for name, table in tables.items()] if "csv" in formats else []
    if "xlsx" in formats:
        made.append(("registers", "xlsx", as_workbook(tables, published)))
    return made
