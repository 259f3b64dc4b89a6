"""Rows of CSV, JSON and XLSX as programs and people write them, and of what only looks like them."""

import io
import zipfile
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.instruments.draft import NotMeasured
from core.instruments.inputs import Input, InputsRefused, read_inputs
from core.instruments.instants import NoInstant, instant
from core.instruments.rows import Table, read_tables


def table(data: bytes | str, name: str = "a.csv") -> Table:
    (found,) = read_tables(Input(name, data if isinstance(data, bytes) else data.encode()))
    return found


def cells(found: Table) -> list[tuple[int, dict[str, str]]]:
    return [(row.line, dict(row.cells)) for row in found.rows]


TEXT = "Größe;Name\n1;„a“\n\n2;b\n"
ROWS = [(2, {"Größe": "1", "Name": "„a“"}), (4, {"Größe": "2", "Name": "b"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_gives_the_same_rows(encoding):
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    assert cells(table((mark + TEXT).encode(encoding))) == ROWS


def test_windows_1252_is_read_and_said():
    found = table(TEXT.encode("cp1252"))
    assert cells(found) == ROWS
    assert found.notes == ("a.csv was read as Windows-1252",)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_separator_is_found(separator):
    text = "a,b,c\n1,2,3\n4,5,6\n".replace(",", separator)
    assert cells(table(text)) == cells(table("a,b,c\n1,2,3\n4,5,6\n"))
    assert cells(table(f"sep={separator}\n{text}"))[0][0] == 3


def test_a_comma_in_text_does_not_decide():
    found = table('when;what\n"1";"a, b, c"\n2;d, e\n')
    assert cells(found) == [(2, {"when": "1", "what": "a, b, c"}), (3, {"when": "2", "what": "d, e"})]


def test_bad_rows_are_named_and_the_others_kept():
    found = table('a,b\n1,2\n3\n4,5,6\n"two\nlines",7\n8,"x"y\n9,10\n11,"never closed\n12,13\n')
    assert [line for line, _ in cells(found)] == [2, 5, 8]
    assert [(row.line, row.reason) for row in found.bad] == [
        (3, "it has 1 of 2 columns"),
        (4, "it has 3 columns, the heading has 2"),
        (7, "a quotation mark stands where none may"),
        (9, "a quotation mark that opens here is never closed; all that follows was lost"),
    ]


def test_headings_are_found_whatever_their_spelling():
    found = table("Finished At,env,env,\n1,2,3,4\n")
    assert found.columns == ("Finished At", "env", "env (3)", "column 4")
    assert found.column("finished_at") == "Finished At"
    assert found.column("nothing", "ENV") == "env"
    assert found.column("nothing") == ""


def test_json_in_all_its_shapes():
    array = '[\n {"a": 1, "b": {"c": true}},\n {"a": null, "d": [1, 2]}\n]'
    assert cells(table(array, "a.json")) == [(2, {"a": "1", "b.c": "true"}), (3, {"a": "", "d": "1, 2"})]
    lines = '{"a": 1}\n{"a": \n{"a": 3.0}\n'
    found = table(lines, "a.jsonl")
    assert cells(found) == [(1, {"a": "1"}), (3, {"a": "3"})]
    assert [row.line for row in found.bad] == [2]
    paged = '{"total": 2, "runs": [{"a": 1}]}\n{"total": 2,\n "runs": [{"a": 2}]}'
    assert cells(table(paged, "a.json")) == [(1, {"a": "1"}), (3, {"a": "2"})]
    two = read_tables(Input("a.json", b'{"deployments": [{"a": 1}], "incidents": [{"b": 2}]}'))
    assert [(t.name, t.file) for t in two] == [
        ("deployments", "a.json: deployments"),
        ("incidents", "a.json: incidents"),
    ]


def test_json_that_was_cut_off_keeps_what_came_before():
    found = table('[{"a": 1},\n{"a": 2},\n{"a": "hal', "a.json")
    assert [line for line, _ in cells(found)] == [1, 2]
    assert [row.line for row in found.bad] == [3]
    found = table('[1e999999999999, {"a": 1e999}, NaN', "a.json")
    assert (cells(found), [row.line for row in found.bad]) == ([(1, {"a": "inf"})], [1, 1])
    assert cells(table('[{"b": 2, "a": ' + '{"a": ' * 900 + "1" + "}" * 901 + "]", "a.json")) == [(1, {"b": "2"})]
    for data in ("[" * 100_000, '{"a": ' * 100_000, '{"a": ' + "9" * 5000 + "}"):
        with pytest.raises(NotMeasured):
            read_tables(Input("a.json", data.encode()))


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_workbook_gives_values_never_formulas():
    data = workbook(["When", "What"], [datetime(2026, 5, 1, 10), 3.0], [], ["=1+1", "x"], [None, "=cmd|' /C calc'!A0"])
    found = table(data, "a.xlsx")
    assert found.file == "a.xlsx: Sheet"
    assert cells(found) == [(2, {"When": "2026-05-01T10:00:00", "What": "3"}), (4, {"When": "", "What": "x"})]


def test_workbooks_that_are_none_are_refused():
    real = workbook(["a"], ["b"])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<x/>")
        for number in range(5):
            made.writestr(f"xl/{number}.xml", b" " * 100_000_000)
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as made:
        made.writestr("a.txt", "x")
    entities = io.BytesIO()
    lol = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    with zipfile.ZipFile(io.BytesIO(real)) as source, zipfile.ZipFile(entities, "w") as made:
        for part in source.namelist():
            made.writestr(part, lol if part.endswith("workbook.xml") else source.read(part))
    for data in (real[: len(real) // 2], buffer.getvalue(), other.getvalue(), entities.getvalue(), workbook()):
        with pytest.raises(NotMeasured):
            read_tables(Input("a.xlsx", data))
    with pytest.raises(NotMeasured, match="old or encrypted"):
        read_tables(Input("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)))


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))))
def test_no_input_ends_in_anything_but_rows_or_one_sentence(data: bytes):
    try:
        for found in read_tables(Input("a", data)):
            assert all(set(row.cells) <= set(found.columns) for row in found.rows)
    except NotMeasured as error:
        assert error.message.startswith("a ") or error.message.startswith("a: ")


def test_files_and_folders_are_read_once_and_links_are_not_followed(tmp_path):
    (tmp_path / "logs/sub").mkdir(parents=True)
    (tmp_path / "logs/sub/b.txt").write_text("b", encoding="utf-8")
    (tmp_path / "logs/a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "logs/.hidden").write_text("h", encoding="utf-8")
    (tmp_path / "a.txt").write_text("other", encoding="utf-8")
    (tmp_path / "logs/link.txt").symlink_to(tmp_path / "a.txt")
    found = read_inputs([tmp_path / "logs", tmp_path / "a.txt", tmp_path / "logs/a.txt"])
    assert [(one.name, one.data) for one in found] == [
        ("logs/a.txt", b"a"),
        ("logs/sub/b.txt", b"b"),
        ("a.txt", b"other"),
        ("a.txt (2)", b"a"),
    ]
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputsRefused, match="no file to read"):
        read_inputs([tmp_path / "empty"])


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-01T10:00:00Z",
        "2026-05-01 10:00:00 UTC",
        "2026-05-01T12:00:00+0200",
        "2026-05-01T12:00:00.0000000 +02:00",
        "20260501T100000Z",
        "1777629600",
        "1777629600000",
    ],
)
def test_one_instant_in_many_spellings(text):
    assert instant(text) == datetime(2026, 5, 1, 10, tzinfo=UTC)


def test_a_time_without_a_zone_needs_one():
    with pytest.raises(NoInstant, match="has no time zone"):
        instant("2026-05-01 10:00:00")
    assert instant("2026-05-01 10:00:00", ZoneInfo("Europe/Berlin")) == datetime(2026, 5, 1, 8, tzinfo=UTC)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_an_instant_or_says_why_not(text: str):
    try:
        assert instant(text).tzinfo is UTC
    except NoInstant as error:
        assert str(error)
