"""What is loaded before the first page is painted, and what the arguments mean."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.app import report_bug
from gui.main_window import MainWindow

HEAVY = (
    "sqlmodel",
    "sqlalchemy",
    "weasyprint",
    "pikepdf",
    "pyhanko",
    "git",
    "re2",
    "pydantic",
    "pygments",
    "markdown_it",
)

_SCRIPT = """
import json, sys
from gui.app import application
from gui.main_window import MainWindow, start
from gui.theme import Theme
app = application()
window = MainWindow(Theme(app, "light"))
start(window, None)
app.processEvents()
print(json.dumps([window.page, sorted(sys.modules)]))
"""


def test_heavy_libraries_stay_out_of_the_start(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT], capture_output=True, text=True, env=environment, check=True, timeout=60
    )
    page, modules = json.loads(done.stdout.splitlines()[-1])
    assert page == "welcome"
    assert [name for name in HEAVY if name in modules] == []


def test_a_folder_begins_an_audit_and_a_pdf_is_verified(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(window, "show_dialog", lambda dialog, **arguments: shown.append((dialog, arguments)))
    window.open_path(tmp_path)
    window.open_path(tmp_path / "report.PDF")
    assert shown == [
        ("new-audit", {"repository": tmp_path}),
        ("verify", {"path": tmp_path / "report.PDF"}),
    ]


def test_a_bug_of_ours_is_said_in_the_window(window: MainWindow, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ZeroDivisionError("example")
    except ZeroDivisionError as error:
        report_bug(window, type(error), error, error.__traceback__)
    assert "This is a bug in Sightline" in window.banner.accessibleName()
    assert "ZeroDivisionError: example" in window.banner._details
    assert "ZeroDivisionError: example" in capsys.readouterr().err


def test_a_file_that_is_no_audit_is_refused_in_words(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "notes.sightline"
    path.write_text("not an audit")
    window.open_path(path)
    assert window.controller.audit_file is None
    assert not window.banner.isHidden()
    assert "notes.sightline" in window.banner.accessibleName()
