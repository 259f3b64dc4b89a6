"""What stands between an audit file and a power cut, a stranger's file, a network share, a second window."""

import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.audit.edits import AdoptScan
from core.progress import Silent
from core.store import medium
from core.store.database import Database
from core.store.header import Damaged
from core.store.writes import Commit
from core.store.writes import trail as written_trail
from core.workflows import edit
from core.workflows.attachment_files import NotUsable, read_file
from core.workflows.open import SaveState, open_audit
from tests.helpers.audits import ANNA, PINNED, Outcome, a_scan, answer, new_audit


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with new_audit(tmp_path) as opened:
        opened.do(edit.note(opened, PINNED, "first"))
    return tmp_path / "a.sightline"


def asked(file: Path, statement: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(file)
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


@pytest.fixture
def database(file: Path) -> Iterator[Database]:
    opened = Database(file)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("trusted_schema", 0),  # functions in a stranger's schema do not run
        ("foreign_keys", 1),
        ("synchronous", 2),  # FULL: on the disk when it is called saved
        ("secure_delete", 1),  # what was purged is overwritten
        ("temp_store", 2),  # no client text in files of the system's temporary folder
        ("cell_size_check", 1),
    ],
)
def test_settings_that_show_only_when_it_is_too_late(database: Database, pragma: str, value: int) -> None:
    with database.read() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


@pytest.mark.parametrize(("local", "mode"), [(True, "wal"), (False, "delete")])
def test_a_write_ahead_log_on_local_disks_only(
    file: Path, monkeypatch: pytest.MonkeyPatch, local: bool, mode: str
) -> None:
    monkeypatch.setattr(medium, "is_local_disk", lambda _: local)
    with open_audit(file) as opened:
        opened.do(edit.note(opened, PINNED, "second"))
        assert opened.wait_saved(30)
        assert asked(file, "PRAGMA journal_mode") == [(mode,)]
        assert file.with_name("a.sightline-wal").exists() is local
    assert asked(file, "PRAGMA journal_mode") == [("delete",)]


def test_an_edit_without_its_entry_in_the_trail_is_not_in_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pulled(*_: object, **__: object) -> None:
        raise OSError("the disk is gone")

    with open_audit(file) as opened:
        with monkeypatch.context() as broken:
            broken.setattr(written_trail, "append", pulled)
            opened.do(edit.note(opened, PINNED, "second"))
            assert not opened.wait_saved(30)
        assert asked(file, "SELECT value FROM present WHERE part = 'notes'") == [('"first"',)]
        opened.retry()
        assert opened.wait_saved(30)
        assert opened.save_state is SaveState.SAVED
        assert asked(file, "SELECT value FROM present WHERE part = 'notes'") == [('"second"',)]
        assert opened.verify_trail(Silent()).holds


def test_a_write_whose_answer_was_lost_is_not_done_twice(file: Path) -> None:
    opened = Database(file)
    before = opened.present()
    after = replace(before, notes={PINNED: "second"})
    commit = Commit(before, after, {"kind": "note"}, (PINNED,), "an edit", ANNA, datetime(2026, 1, 1, tzinfo=UTC))
    for _ in range(2):
        with opened.write() as connection:
            commit.write(connection)
    opened.close()
    assert asked(file, "SELECT count(*) FROM trail WHERE edit = 'an edit'") == [(1,)]


def test_what_the_second_sees_does_not_change_under_their_eyes(file: Path) -> None:
    with open_audit(file) as first, open_audit(file) as second:
        assert second.read_only
        before = second.trail()
        first.do(edit.note(first, PINNED, "second"))
        assert first.wait_saved(30)
        assert second.trail() == before
        assert second.verify_trail(Silent()).holds


def test_the_copy_for_reading_goes_when_it_is_closed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copies = file.with_name("copies")
    copies.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(copies))
    with open_audit(file):
        second = open_audit(file)
        assert list(copies.iterdir())
        second.close()
        assert list(copies.iterdir()) == []


def test_what_was_purged_is_gone_from_the_log_while_the_audit_is_open(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(medium, "is_local_disk", lambda _: True)
    with open_audit(file) as opened:
        opened.do(edit.note(opened, PINNED, "the secret password"))
        opened.do(edit.note(opened, PINNED, "nothing"))
        assert opened.wait_saved(30)
        opened.purge("The client asked for it.", sequences=[3])
        assert opened.wait_saved(30)
        assert all(b"secret password" not in part.read_bytes() for part in file.parent.glob("a.sightline*"))


@pytest.mark.parametrize("size", [16, 50, 99])
def test_a_file_that_ends_within_its_header_is_cut_short(file: Path, size: int) -> None:
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(Damaged, match="cut short"):
        open_audit(file)
    assert file.stat().st_size == size
    assert [p.name for p in file.parent.iterdir()] == [file.name]


def test_an_entry_that_is_earlier_than_the_one_before_is_told(file: Path) -> None:
    """Also when whoever changed it made the chain anew."""
    from core.audit.trail import chain_hash

    connection = sqlite3.connect(file)
    row = connection.execute("SELECT * FROM trail WHERE sequence = 2").fetchone()
    _, _, actor, name, edit_id, kind, mark, digest, previous, _ = row
    early = "2020-01-01T00:00:00.000000+00:00"
    own = chain_hash(2, early, actor, name, edit_id, kind, mark, digest, previous)
    with connection:
        connection.execute("UPDATE trail SET at = ?, hash = ? WHERE sequence = 2", (early, own))
    connection.close()
    with open_audit(file) as opened:
        assert opened.verify_trail(Silent()).problems == ("Entry 2 is earlier than the entry before it.",)


@pytest.mark.parametrize("column", ["at", "actor", "actor_name", "edit", "kind", "mark", "payload_digest", "previous"])
def test_every_column_of_an_entry_is_chained(file: Path, column: str) -> None:
    connection = sqlite3.connect(file)
    with connection:
        other = "'2031-01-01T00:00:00.000000+00:00'" if column == "at" else f"{column} || 'x'"
        connection.execute(f"UPDATE trail SET {column} = {other} WHERE sequence = 2")
    connection.close()
    with open_audit(file) as opened:
        assert "Entry 2 was changed." in opened.verify_trail(Silent()).problems


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(b"x" * 11)
    with pytest.raises(NotUsable, match="larger"):
        read_file(tmp_path / "film.mp4", 10)
    assert read_file(tmp_path / "film.mp4", 11) == b"x" * 11


def test_another_scan_in_place_of_the_adopted_one_is_not_used(file: Path) -> None:
    with open_audit(file) as opened:
        ref = opened.put_scan(a_scan(answer("dependencies.pinned", Outcome.ABSENT)))
        opened.put_scan(a_scan(answer("dependencies.pinned", Outcome.PRESENT), name="kinder"))
        opened.do(AdoptScan(ref))
    connection = sqlite3.connect(file)
    with connection:
        other = "FROM scan WHERE digest != :adopted"
        connection.execute(
            f"UPDATE scan SET body = (SELECT body {other}), size = (SELECT size {other}) WHERE digest = :adopted",
            {"adopted": ref.digest},
        )
    connection.close()
    with pytest.raises(Damaged, match="scan"):
        open_audit(file)


def test_a_scan_that_unpacks_to_more_than_it_says_is_not_used(file: Path) -> None:
    import zlib

    from core.store import writes

    connection = sqlite3.connect(file)
    with connection:
        bomb = zlib.compress(b"\0" * 50_000_000)
        connection.execute("INSERT INTO scan VALUES (?, ?, ?)", ("a" * 64, 10, bomb))
        connection.execute("INSERT INTO scan VALUES (?, ?, ?)", ("b" * 64, writes.LARGEST_SCAN + 1, bomb))
    connection.close()
    opened = Database(file)
    with opened.read() as inside:
        assert len(writes.read_scan(inside, "a" * 64) or b"") <= 11
    with pytest.raises(Damaged), opened.read() as inside:
        writes.read_scan(inside, "b" * 64)
    opened.close()
