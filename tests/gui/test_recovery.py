"""A damaged audit file: said in the banner, saved into a new file, the old one left as it is."""

import sqlite3
from contextlib import closing
from pathlib import Path

from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from tests.helpers.example_audit import example_audit

_HEADER = 100
"""Bytes at the beginning of a database, in which SQLite keeps how it is opened."""


def damaged_file(folder: Path) -> Path:
    """Return an audit file whose scan can no longer be read."""
    opened = example_audit(folder)
    assert opened.wait_saved(30)
    path = opened.path
    opened.close()
    with closing(sqlite3.connect(path)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'present'").fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = b"\xa5" * size
    path.write_bytes(bytes(content))
    return path


def test_a_damaged_file_is_recovered_into_a_new_one(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = damaged_file(tmp_path)
    before = path.read_bytes()
    window.show_page("welcome")
    window.show()
    window.open_path(path)
    assert window.controller.audit_file is None
    assert window.banner.action.text() == "Recover into a new file…"
    assert window.banner.action.isVisible()
    output = tmp_path / "saved.sightline"
    window.recover(path, output)
    opened = window.controller.audit_or_fail
    assert opened.path == output
    assert window.page == "review"
    assert opened.audit.details.title == "Example Shop 2026"
    assert "was recovered" in window.banner.accessibleName()
    assert not window.banner.action.isVisible()
    assert path.read_bytes()[_HEADER:] == before[_HEADER:]


def test_what_cannot_be_written_is_said(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = damaged_file(tmp_path)
    window.show_page("welcome")
    window.show()
    window.open_path(path)
    window.banner.action.click()  # asks where; nothing is chosen
    window.recover(path, tmp_path / "missing" / "saved.sightline")
    assert window.controller.audit_file is None
    assert "saved.sightline was not saved" in window.banner.accessibleName()
