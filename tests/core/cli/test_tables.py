import csv
import io

import pytest

from core.cli.tables import csv_text, harmless, markdown_table, text_table


@pytest.mark.parametrize(
    "cell", ["=1+1", "+cmd", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", " =1", "＝1", "\r=1", "-", "+49 170"]
)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-1.5", "3", "", "plain", "1e-05", "a=b"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_csv_reads_back() -> None:
    rows = [("a,b", 'with "quotes"'), ("two\nlines", "=x")]
    assert list(csv.reader(io.StringIO(csv_text(("one", "two"), rows), newline=""))) == [
        ["one", "two"],
        ["a,b", 'with "quotes"'],
        ["two\nlines", "'=x"],
    ]


def test_markdown_cells_cannot_end_their_table() -> None:
    assert markdown_table(("a",), [("x | <b>y</b>\nz",)]) == "| a |\n| --- |\n| x \\| \\<b\\>y\\</b\\> z |\n"


def test_numbers_stand_to_the_right() -> None:
    assert list(text_table(("n", "what"), [("5", "x"), ("12", "y")])) == [" n  what", " 5  x", "12  y"]
