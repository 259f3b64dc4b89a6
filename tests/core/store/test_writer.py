import shutil
import sqlite3
from pathlib import Path

import pytest

from core.audit.trail import Mark
from core.progress import Silent
from core.store.database import NotWritten
from core.workflows import edit
from core.workflows.open import SaveState, open_audit
from tests.helpers.audits import ANNA, PINNED, REASON, new_audit


def test_every_edit_is_on_the_disk_before_it_is_called_saved(tmp_path: Path) -> None:
    opened = new_audit(tmp_path)
    opened.do(edit.note(opened, PINNED, "first"))
    assert opened.wait_saved(30)
    with sqlite3.connect(tmp_path / "a.sightline") as other:
        assert other.execute("SELECT value FROM present WHERE part = 'notes'").fetchall() == [('"first"',)]
    other.close()
    opened.close()


def test_the_save_state_is_told(tmp_path: Path) -> None:
    opened = new_audit(tmp_path)
    told: list[tuple[SaveState, str]] = []
    opened.subscribe(lambda state, message: told.append((state, message)))
    opened.do(edit.note(opened, PINNED, "first"))
    opened.close()
    assert told[0] == (SaveState.SAVING, "")
    assert told[-1] == (SaveState.SAVED, "")


def parts(folder: Path) -> list[Path]:
    """Return the files an open audit may consist of; a disk that is not known to be local has no write-ahead log."""
    return [folder / name for name in ("a.sightline", "a.sightline-wal", "a.sightline-shm")]


def test_work_goes_on_when_the_file_is_gone_and_is_saved_when_it_is_back(tmp_path: Path) -> None:
    opened = new_audit(tmp_path)
    opened.do(edit.note(opened, PINNED, "before"))
    assert opened.wait_saved(30)
    away = [path for path in parts(tmp_path) if path.exists()]
    for path in away:
        path.rename(tmp_path / f"away-{path.name}")
    opened.do(edit.note(opened, PINNED, "while it was away"))
    opened.do(edit.set_text("headline", "Also while it was away"))
    assert not opened.wait_saved(30)
    assert opened.save_state is SaveState.FAILED
    assert "gone" in opened.save_error
    assert opened.audit.notes[PINNED] == "while it was away"

    opened.save_copy(tmp_path / "copy.sightline")
    with open_audit(tmp_path / "copy.sightline") as copy:
        assert copy.audit == opened.audit
        assert copy.verify_trail(Silent()).holds

    for path in away:
        (tmp_path / f"away-{path.name}").rename(path)
    opened.retry()
    assert opened.wait_saved(30)
    assert opened.save_state is SaveState.SAVED
    opened.close()
    with open_audit(tmp_path / "a.sightline") as again:
        assert again.audit == opened.audit


def test_a_disk_that_comes_back_as_another_file_is_taken_when_its_trail_is_where_we_left_it(tmp_path: Path) -> None:
    opened = new_audit(tmp_path)
    opened.do(edit.note(opened, PINNED, "before"))
    opened.save_copy(tmp_path / "same.sightline")
    for path in parts(tmp_path):
        path.unlink(missing_ok=True)
    opened.do(edit.note(opened, PINNED, "after"))
    assert not opened.wait_saved(30)
    (tmp_path / "same.sightline").rename(tmp_path / "a.sightline")
    opened.retry()
    assert opened.wait_saved(30)
    opened.close()
    with open_audit(tmp_path / "a.sightline") as again:
        assert again.audit.notes == {PINNED: "after"}
        assert again.verify_trail(Silent()).holds


def test_another_file_in_its_place_is_not_written_to(tmp_path: Path) -> None:
    opened = new_audit(tmp_path)
    new_audit(tmp_path, "other.sightline").close()
    for path in parts(tmp_path):
        path.unlink(missing_ok=True)
    shutil.copyfile(tmp_path / "other.sightline", tmp_path / "a.sightline")
    opened.do(edit.note(opened, PINNED, "mine"))
    assert not opened.wait_saved(30)
    assert "another file" in opened.save_error
    with pytest.raises(NotWritten, match="another file"):
        opened.close()
    opened.close(discard=True)


def test_closing_leaves_one_file(tmp_path: Path) -> None:
    opened = new_audit(tmp_path)
    opened.do(edit.note(opened, PINNED, "x"))
    opened.close()
    opened.close()
    assert [p.name for p in tmp_path.iterdir()] == ["a.sightline"]


def test_a_copy_of_an_open_audit_has_everything(tmp_path: Path) -> None:
    opened = new_audit(tmp_path)
    opened.do(edit.choose_level(opened, PINNED, 2, REASON))
    opened.save_copy(tmp_path / "b.sightline")
    with open_audit(tmp_path / "b.sightline") as copy:
        assert copy.audit == opened.audit
        assert copy.scores == opened.scores
    opened.close()


def test_a_copy_over_the_audit_itself_is_refused(tmp_path: Path) -> None:
    from core.workflows.open import NotUsable

    opened = new_audit(tmp_path)
    with pytest.raises(NotUsable, match="another name"):
        opened.save_copy(tmp_path / "a.sightline")
    opened.close()


def test_the_trail_names_who_did_what_and_what_was_taken_back(tmp_path: Path) -> None:
    opened = new_audit(tmp_path)
    first = edit.note(opened, PINNED, "x")
    back = first.inverse(opened.audit)
    opened.do(first)
    opened.do(back, Mark.UNDO)
    found = [(e.sequence, e.actor_name, e.kind, e.mark, e.label) for e in opened.trail()]
    assert found == [
        (1, ANNA.name, "create", Mark.NONE, "create the audit"),
        (2, ANNA.name, "note", Mark.NONE, "note on pinned"),
        (3, ANNA.name, "note", Mark.UNDO, "note on pinned"),
    ]
    assert [e.sequence for e in opened.history(PINNED)] == [2, 3]
    opened.close()
