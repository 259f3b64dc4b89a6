import json
import os
import socket
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import SightlineError
from core.progress import Silent
from core.rubric.loading import as_json, digest, parse
from core.store import lock
from core.store.header import Damaged, FileMissing, NewerVersion, NotAnAudit
from core.store.lock import Lock
from core.store.writes import PutText
from core.workflows import edit
from core.workflows.open import NotUsable, ReadOnly, create_audit, open_audit, recover_audit
from tests.helpers.audits import ANNA, DETAILS, PINNED, RECOMMENDATIONS, RUBRIC, Outcome, a_scan, answer, new_audit


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with new_audit(tmp_path) as opened:
        places = [(f"{n}.txt", n + 1) for n in range(40)]
        opened.do(edit.adopt_scan(opened, a_scan(answer("dependencies.pinned", Outcome.ABSENT, *places))))
        for n in range(30):
            opened.do(edit.note(opened, PINNED, f"note {n} " + "x" * 500))
        attachment = opened.put_attachment(b"shot" * 1000, "shot.png")
        opened.do(edit.attach(opened, PINNED, attachment))
    return tmp_path / "a.sightline"


def sql(file: Path, *statements: str) -> None:
    connection = sqlite3.connect(file)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match=r"nothing\.sightline is not there"):
        open_audit(tmp_path / "nothing.sightline")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 not an audit", b"\0" * 4096])
def test_another_file_is_not_an_audit(tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other.sightline"
    other.write_bytes(content)
    with pytest.raises(NotAnAudit):
        open_audit(other)
    assert other.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["other.sightline"]


def test_another_database_is_not_an_audit(tmp_path: Path) -> None:
    sql(tmp_path / "other.db", "CREATE TABLE present (part TEXT)")
    with pytest.raises(NotAnAudit):
        open_audit(tmp_path / "other.db")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON trail BEGIN DELETE FROM payload; END",
        "CREATE VIEW v AS SELECT * FROM trail",
        "CREATE TABLE more (x)",
    ],
)
def test_a_file_with_more_than_our_tables_is_refused(file: Path, statement: str) -> None:
    sql(file, statement)
    with pytest.raises(NotAnAudit, match="more than an audit"):
        open_audit(file)


def test_a_newer_file_can_be_read_but_not_changed(file: Path) -> None:
    sql(file, "PRAGMA user_version=99")
    before = file.read_bytes()
    opened = open_audit(file)
    assert opened.read_only
    assert "newer Sightline" in opened.read_only_reason
    assert opened.audit.notes[PINNED].startswith("note 29")
    with pytest.raises(ReadOnly):
        opened.do(edit.note(opened, PINNED, "x"))
    opened.close()
    assert file.read_bytes() == before


def test_a_newer_file_that_cannot_be_understood_asks_for_an_update(file: Path) -> None:
    sql(file, "PRAGMA user_version=99", "UPDATE present SET value = '[]' WHERE part = 'details'")
    with pytest.raises(NewerVersion, match="newer Sightline"):
        open_audit(file)
    assert [p.name for p in file.parent.iterdir()] == ["a.sightline"]


def test_the_second_who_opens_sees_a_copy_and_who_has_it(file: Path) -> None:
    first = open_audit(file)
    first.do(edit.note(first, PINNED, "by the first"))
    assert first.wait_saved(30)
    second = open_audit(file)
    assert second.read_only
    assert socket.gethostname() in second.read_only_reason
    assert second.audit.notes[PINNED] == "by the first"
    (attachment,) = second.audit.attachments
    assert second.attachment_bytes(attachment) == b"shot" * 1000
    with pytest.raises(ReadOnly, match="only be read"):
        second.put_attachment(b"x", "x")
    second.close()
    first.do(edit.note(first, PINNED, "still"))
    first.close()
    with open_audit(file) as third:
        assert not third.read_only
        assert third.audit.notes[PINNED] == "still"


def test_a_lock_of_a_process_that_is_gone_is_taken_over(file: Path) -> None:
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    holder = {"pid": int(gone.stdout), "host": socket.gethostname(), "user": "x", "since": "2026-01-01T00:00:00"}
    lock.lock_path(file).write_text(json.dumps(holder))
    assert lock.was_left_behind(file)
    with open_audit(file) as opened:
        assert not opened.read_only
    assert not lock.lock_path(file).exists()


def test_a_process_number_that_was_given_to_another_program_is_not_the_holder(file: Path) -> None:
    holder = {"pid": os.getpid(), "host": socket.gethostname(), "user": "x", "since": "", "started": "1"}
    lock.lock_path(file).write_text(json.dumps(holder))
    with open_audit(file) as opened:
        assert opened.read_only is not sys.platform.startswith("linux")


def test_a_lock_of_another_computer_is_believed(file: Path) -> None:
    holder = {"pid": 1, "host": "another-computer", "user": "Berta", "since": "2026-01-01T10:00:00"}
    lock.lock_path(file).write_text(json.dumps(holder))
    with open_audit(file) as opened:
        assert opened.read_only_reason.startswith(
            "Berta has this audit open on another-computer since 2026-01-01 10:00 UTC."
        )
    assert lock.lock_path(file).exists()


def test_a_lock_that_somebody_took_over_is_left_alone(file: Path) -> None:
    mine = Lock(file)
    lock.lock_path(file).write_text(json.dumps({"pid": 1, "host": "another-computer", "token": "theirs"}))
    mine.release()
    assert lock.lock_path(file).exists()


def test_in_a_folder_that_cannot_be_written_it_is_read_from_a_copy(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bool:
        raise PermissionError

    monkeypatch.setattr(Lock, "_take", refuse)
    opened = open_audit(file)
    assert opened.read_only
    assert "folder cannot be written" in opened.read_only_reason
    assert opened.audit.notes[PINNED].startswith("note 29")
    assert [p.name for p in file.parent.iterdir()] == ["a.sightline"]
    opened.close()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not stop this user")
def test_a_write_protected_file_is_read_from_a_copy(file: Path) -> None:
    file.chmod(0o444)
    with open_audit(file) as opened:
        assert "write-protected" in opened.read_only_reason


def test_a_file_cut_short_is_damaged_and_left_as_it_is(file: Path) -> None:
    content = file.read_bytes()[: 4096 * 5]
    file.write_bytes(content)
    with pytest.raises(Damaged) as caught:
        open_audit(file)
    assert "ecover" in caught.value.advice
    assert file.read_bytes() == content
    assert [p.name for p in file.parent.iterdir()] == ["a.sightline"]


def test_an_overwritten_page_is_noticed(file: Path) -> None:
    content = bytearray(file.read_bytes())
    size = len(content) // 4096
    content[4096 * (size // 2) : 4096 * (size // 2) + 4096] = os.urandom(4096)
    file.write_bytes(content)
    with pytest.raises(Damaged):
        open_audit(file)
    assert file.read_bytes() == content


def test_a_damaged_file_keeps_every_byte_whichever_page_is_lost(file: Path) -> None:
    original = file.read_bytes()
    refused = 0
    for page in range(1, len(original) // 4096):
        content = original[: page * 4096] + b"\xff" * 4096 + original[page * 4096 + 4096 :]
        file.write_bytes(content)
        try:
            open_audit(file).close()
        except SightlineError:
            refused += 1
            assert file.read_bytes() == content
    assert refused >= (len(original) // 4096) * 0.8


def test_every_page_may_be_lost_and_recovering_saves_a_sound_audit_or_says_it_cannot(file: Path) -> None:
    original = file.read_bytes()
    with open_audit(file) as opened:
        whole = opened.audit
    saved = 0
    for page in range(1, len(original) // 4096):
        damaged = file.with_name(f"damaged-{page}.sightline")
        content = original[: page * 4096] + b"\xff" * 4096 + original[page * 4096 + 4096 :]
        damaged.write_bytes(content)
        output = file.with_name(f"saved-{page}.sightline")
        try:
            recover_audit(damaged, output, [RUBRIC, RECOMMENDATIONS])
        except SightlineError:
            assert not output.exists()
            continue
        assert damaged.read_bytes() == content
        with open_audit(output) as again:
            saved += again.audit == whole
            assert again.audit.notes[PINNED].startswith("note")
            assert again.quick_check() == ()
    assert saved >= (len(original) // 4096) * 0.6


def test_recovering_never_writes_over_a_file(file: Path) -> None:
    with pytest.raises(SightlineError, match="exists already"):
        recover_audit(file, file)


def test_recovering_a_sound_file_gives_the_same_audit(file: Path) -> None:
    report = recover_audit(file, file.with_name("b.sightline"))
    assert report.problems == ()
    with open_audit(file) as one, open_audit(file.with_name("b.sightline")) as two:
        assert one.audit == two.audit
        assert two.verify_trail(Silent()).holds
        assert two.trail()[-1].label == "recovered from a damaged file"


def test_an_audit_is_never_created_over_another_file(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(SightlineError, match="exists already"):
        new_audit(file.parent)
    assert file.read_bytes() == before


def test_an_unknown_time_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotUsable, match="time zone"):
        create_audit(tmp_path / "a.sightline", DETAILS, [RUBRIC], time_zone="Mars/Base", actor=ANNA)
    assert list(tmp_path.iterdir()) == []


def test_in_a_folder_that_is_not_there_nothing_is_created(tmp_path: Path) -> None:
    with pytest.raises(SightlineError, match="was not saved"):
        new_audit(tmp_path / "missing")


def test_a_scan_that_was_changed_is_not_used(file: Path) -> None:
    sql(file, "UPDATE scan SET body = (SELECT body FROM payload WHERE sequence = 3)")
    with pytest.raises(Damaged):
        open_audit(file)


@pytest.mark.parametrize("change", ["body = replace(body, '0.5', '0.75')", "digest = 'x'"])
def test_the_json_of_a_rubric_that_was_changed_or_lost_is_not_used(file: Path, change: str) -> None:
    sql(file, f"UPDATE text SET {change} WHERE name = 'example.json'")
    with pytest.raises(Damaged, match="rubric text"):
        open_audit(file)


def test_an_older_file_without_the_json_of_its_rubric_opens_from_the_text(file: Path) -> None:
    sql(
        file,
        "UPDATE present SET value = json_remove(value, '$[0].json') WHERE part = 'rubrics'",
        "DELETE FROM text WHERE name = 'example.json'",
    )
    with open_audit(file) as opened:
        assert opened.rubrics["example"] == parse(RUBRIC, "example")


def test_the_json_of_a_rubric_is_recovered_from_its_text(file: Path, tmp_path: Path) -> None:
    sql(file, "DELETE FROM text WHERE name = 'example.json'")
    recover_audit(file, tmp_path / "b.sightline")
    with open_audit(tmp_path / "b.sightline") as opened:
        assert opened.rubrics["example"] == parse(RUBRIC, "example")
        assert opened.audit.rubrics[0].json == ""


def test_a_rubric_whose_json_says_something_else_than_its_text_is_told_by_the_trail(tmp_path: Path) -> None:
    other = as_json(parse(RUBRIC.replace("rating: 0.5", "rating: 0.75"), "example"))
    with new_audit(tmp_path) as opened:
        ref = replace(opened.audit.rubrics[0], json=digest(other))
        opened._store.submit(PutText(ref.json, "example.json", other))
        opened.do(edit.adopt_rubrics(opened, [ref], opened.rubrics.values()))
        assert opened.wait_saved(60)
        assert opened.verify_trail(Silent()).problems == ("The rubric example is not used as its text says.",)


def test_a_rubric_text_that_was_changed_is_not_used(file: Path) -> None:
    sql(file, "UPDATE text SET body = replace(body, 'weighted', 'weighteD')")
    with pytest.raises(Damaged, match="rubric text"):
        open_audit(file)


def test_whatever_stands_in_a_column_is_never_a_bug_of_ours(file: Path) -> None:
    connection = sqlite3.connect(file)
    columns = [
        (table, column[1])
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for column in connection.execute(f"PRAGMA table_info({table})").fetchall()
    ]
    connection.close()
    original = file.read_bytes()
    tried = 0
    for table, column in columns:
        for value in ("'words'", "x'00ff'", "-1", "1e300", "NULL", "''", "'[[[['"):
            file.write_bytes(original)
            connection = sqlite3.connect(file, timeout=0)
            try:
                with connection:
                    connection.execute(f"UPDATE OR IGNORE {table} SET {column} = {value}")
            except sqlite3.IntegrityError:
                continue
            finally:
                connection.close()
            tried += 1
            try:
                with open_audit(file) as opened:
                    opened.trail_problems  # noqa: B018
                    opened.unreadable_attachments()
                    opened.verify_trail(Silent())
                    opened.trail()
                    opened.history(PINNED)
            except SightlineError as error:
                assert error.message
            assert [p.name for p in file.parent.iterdir()] == [file.name]
    assert tried > 100


def test_a_link_does_not_let_a_second_one_write(tmp_path: Path, file: Path) -> None:
    link = tmp_path / "link.sightline"
    link.symlink_to(file)
    with open_audit(file), open_audit(link) as second:
        assert second.read_only
    with open_audit(link) as alone:
        assert not alone.read_only


def test_the_rest_of_a_file_that_was_cut_short_is_recovered(tmp_path: Path) -> None:
    with new_audit(tmp_path) as opened:
        opened.do(edit.note(opened, PINNED, "the work"))
        opened.put_attachment(b"large" * 100_000, "large.bin")  # lies at the end of the file
    whole = (tmp_path / "a.sightline").read_bytes()
    cut, saved = tmp_path / "cut.sightline", tmp_path / "saved.sightline"
    cut.write_bytes(whole[:-200_000])
    with pytest.raises(Damaged):
        open_audit(cut)
    recover_audit(cut, saved)
    with open_audit(saved) as opened:
        assert opened.audit.notes == {PINNED: "the work"}
