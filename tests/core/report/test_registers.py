"""Findings, recommendations and evidence as tables: whole, and harmless in a spreadsheet."""

import csv
import io
from dataclasses import replace

from openpyxl import load_workbook

from core.report.registers import as_csv, as_workbook, harmless, registers, written
from tests.helpers.published import example_published


def test_every_finding_recommendation_and_piece_of_evidence_is_a_row() -> None:
    published = example_published(("process-integrity",))
    found = {
        name: list(csv.DictReader(io.StringIO(as_csv(t).decode("utf-8-sig"))))
        for name, t in registers(published).items()
    }
    assert [row["Criterion"] for row in found["findings"]]
    assert len(found["findings"]) == len(published.rubrics[0].findings)
    assert {row["Title"] for row in found["recommendations"]} == {item.title for item in published.roadmap.items}
    assert [(row["Path"], row["First line"]) for row in found["evidence"]] == [
        (e.path, str(e.line)) for e in published.evidence
    ]


def test_nothing_is_taken_for_a_formula() -> None:
    assert [harmless(text) for text in ("=1+1", "+1", "-1", "@x", "\t=1", "plain", -1.5)] == [
        "'=1+1", "'+1", "'-1", "'@x", "'\t=1", "plain", -1.5
    ]  # fmt: skip
    published = example_published(("process-integrity",))
    item = replace(published.roadmap.items[0], owner='=HYPERLINK("https://example.com")')
    published = replace(published, roadmap=replace(published.roadmap, items=(item, *published.roadmap.items[1:])))
    book = load_workbook(io.BytesIO(as_workbook(registers(published), published)))
    assert book.sheetnames == ["Findings", "Recommendations", "Evidence"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(str(cell.value).startswith("'=HYPERLINK") for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)


def test_only_what_was_asked_for_is_made() -> None:
    published = example_published(("process-integrity",))
    assert written(published, ("pdf", "json")) == []
    assert [(name, ending) for name, ending, _ in written(published, ("csv", "xlsx"))] == [
        ("findings", "csv"), ("recommendations", "csv"), ("evidence", "csv"), ("registers", "xlsx")
    ]  # fmt: skip
