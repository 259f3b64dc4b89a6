import csv
import io

import pytest

from core.cli.tables import csv_text, harmless, markdown_table, measured_value, text_table


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


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.833904, "per month", "0.83"),
        (744.9775, "hours", "744.98"),
        (47114.3, "per month", "47114.3"),
        (2 / 3, "share", "66.7%"),
        (0.0, "share", "0%"),
        (1.0, "yes (1) or no (0)", "1"),
        (0.0012, "minutes", "0.0012"),
        (36.0, "hours", "36"),
    ],
)
def test_a_measured_value_is_rounded_as_in_the_report(value: float, unit: str, shown: str) -> None:
    assert measured_value(value, unit) == shown
