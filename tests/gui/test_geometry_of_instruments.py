"""The instruments' screens in each of their states: nothing is cut, overlaps or hides anything."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.audit.edits import SetDrill
from core.model.fire_drill import Lap, Observation, RunningDrill
from gui import fonts
from gui.main_window import MainWindow
from tests.helpers.geometry import faults
from tests.helpers.measured_audits import measured_audit
from tests.helpers.repositories import repository

WAIT = 20_000
SURVEY = "Email,Team,I am satisfied with our tools,Anything else?\n" + "".join(
    f"p{n}@example.com,red,{1 + n % 5},The build is slow on mondays\n" for n in range(24)
)
STATES = [("light", 100, (1440, 900)), ("dark", 150, (1280, 720)), ("contrast", 150, (1440, 900))]


@pytest.fixture(autouse=True)
def _own_size(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(MainWindow, "_fit_screen", lambda _window: None)  # the screen of the tests is small
    yield
    fonts.use_scale(100)


@pytest.fixture
def shown(window: MainWindow, tmp_path: Path, request: pytest.FixtureRequest) -> MainWindow:
    """The window of an audit of a small repository, in a theme, font scale and size."""
    theme, percent, size = request.param
    window.theme.use(theme)
    window.theme.use_scale(percent)
    assert window.controller.open(measured_audit(tmp_path, repository(tmp_path / "client")))
    window.show_page("drill")
    window.show()
    window.resize(*size)
    return window


def settled(root: Any) -> list[str]:
    """Return the faults of what is shown when all is laid out."""
    for _ in range(5):
        QApplication.processEvents()
    return list(faults(root))


@pytest.mark.parametrize("shown", STATES, indirect=True, ids=str)
def test_fire_drill(shown: MainWindow) -> None:
    page = shown.drill()
    assert settled(shown) == []
    began = datetime.now(UTC) - timedelta(minutes=63)
    lap, seen = Lap(began + timedelta(minutes=9), "Backup found"), Observation(began, "The runbook is wrong " * 8)
    shown.controller.do(SetDrill(RunningDrill("Orders database", began, "anna", 60, 15, (lap,), (seen,))))
    assert settled(shown) == []
    page.toggle()
    assert settled(shown) == []
    page.end_form.lost.line.setText("20")
    assert settled(shown) == []
    page.record_result()
    assert settled(shown) == []


@pytest.mark.parametrize("shown", STATES, indirect=True, ids=str)
def test_import(shown: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    shown.show_page("import")
    page: Any = shown.page_widget("import")
    assert settled(shown) == []
    path = tmp_path / "answers.csv"
    path.write_text(SURVEY + "x@example.com,red,9,\n")
    page.open_files([path])
    qtbot.waitUntil(lambda: page.draft is not None, timeout=WAIT)
    assert settled(shown) == []


@pytest.mark.parametrize("shown", STATES, indirect=True, ids=str)
def test_dialogs(shown: MainWindow, qtbot: QtBot) -> None:
    entering: Any = shown.show_dialog("enter-number")
    assert settled(entering) == []
    entering.close()
    timing: Any = shown.show_dialog("time-command")
    timing.command.setText("echo " + "word " * 30)
    timing.runs.setValue(1)
    assert settled(timing) == []
    timing.agree.click()
    timing.main.click()
    qtbot.waitUntil(lambda: timing.draft is not None, timeout=WAIT)
    assert settled(timing) == []
