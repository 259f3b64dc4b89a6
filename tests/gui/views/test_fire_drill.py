"""The fire drill page: a restore timed by keyboard, across a closed audit, to a recorded result."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.audit.edits import SetDrill
from core.model.fire_drill import RunningDrill
from core.workflows.drill import Ending
from gui.main_window import MainWindow
from gui.models.drill import clock, standing
from gui.views.fire_drill import FireDrill
from tests.helpers.measured_audits import measured_audit

BEGAN = timedelta(minutes=47, seconds=12)


@pytest.fixture
def page(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> FireDrill:
    """The page of an audit in which no drill runs, with the focus on the stopwatch."""
    assert window.controller.open(measured_audit(tmp_path))
    window.show_page("drill")
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    found = window.page_widget("drill")
    assert isinstance(found, FireDrill)
    qtbot.waitUntil(found.watch.hasFocus)
    return found


def running(page: FireDrill, window: MainWindow, ago: timedelta = BEGAN, **targets: float) -> None:
    """Let a drill have begun some time ago."""
    drill = RunningDrill("Orders database", datetime.now(UTC) - ago, "anna", **targets)
    window.controller.do(SetDrill(drill))
    page.watch.setFocus()


def press(qtbot: QtBot, key: Qt.Key) -> None:
    """Press a key where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key)


def test_a_drill_from_start_to_result_by_keyboard(page: FireDrill, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_Space)
    assert page.start_form.title.hasFocus()
    assert "Say what is restored" in page.start_form.title_field.complaint
    qtbot.keyClicks(page.start_form.title, "Orders database")
    qtbot.keyClicks(page.start_form.rto.line, "60")
    qtbot.keyClick(page.start_form.rto.line, Qt.Key.Key_Return)
    drill = window.controller.audit_or_fail.audit.drill
    assert drill is not None
    assert (drill.title, drill.rto_minutes) == ("Orders database", 60)
    assert page.watch.hasFocus()
    press(qtbot, Qt.Key.Key_L)
    qtbot.waitUntil(page.lap.hasFocus)
    qtbot.keyClicks(page.lap, "Backup found")
    qtbot.keyClick(page.lap, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_W)
    qtbot.waitUntil(page.observation.hasFocus)
    qtbot.keyClicks(page.observation, "Lost the runbook")
    qtbot.keyClick(page.observation, Qt.Key.Key_Return)
    assert [row[3] for row in page.log.texts.rows()] == ["Lost the runbook", "Backup found", "Orders database"]
    press(qtbot, Qt.Key.Key_Space)
    assert page.end_form.isVisible()
    assert page.end_form.verdict.text() == "Passed: restored within the targets"
    assert "NUM-01: open → Good" in page.end_form.effects.text()
    qtbot.keyClick(page.end_form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    audit = window.controller.audit_or_fail.audit
    assert audit.drill is None
    (result,) = audit.results.values()
    assert (result.title, result.verdict) == ("Orders database", "pass")
    assert page.recorded.texts.rows()[0][1] == "Passed"
    window.controller.undo()
    again = window.controller.audit_or_fail.audit
    assert again.drill is not None
    assert not again.results


def test_a_drill_goes_on_when_the_audit_was_closed(page: FireDrill, window: MainWindow) -> None:
    path = window.controller.audit_or_fail.path
    running(page, window, rto_minutes=60)
    began = window.controller.audit_or_fail.audit.drill
    assert window.controller.close()
    assert page.watch.text == "0:00:00"
    assert window.controller.open(path)
    window.show_page("drill")
    assert window.controller.audit_or_fail.audit.drill == began
    assert page.watch.text.startswith("0:47:1")
    assert page.standing.text().startswith("Within the target: 0:12:4")
    assert page.stop.isVisible()


def test_the_digits_stand_while_the_end_is_asked_and_the_drill_can_run_on(
    page: FireDrill, window: MainWindow, qtbot: QtBot
) -> None:
    running(page, window)
    press(qtbot, Qt.Key.Key_Space)
    assert not page.watch.timer.isActive()
    page.end_form.go_on.click()
    assert page.watch.timer.isActive()
    assert window.controller.audit_or_fail.audit.drill is not None
    assert page.lap.isVisible()


def test_the_clock_rests_where_nobody_sees_it(page: FireDrill, window: MainWindow) -> None:
    running(page, window)
    assert page.watch.timer.isActive()
    window.show_page("review")
    assert not page.watch.timer.isActive()
    window.show_page("drill")
    assert page.watch.timer.isActive()
    window.controller.do(SetDrill(None))
    assert not page.watch.timer.isActive()


def test_lost_data_must_be_said_where_it_has_a_target(page: FireDrill, window: MainWindow, qtbot: QtBot) -> None:
    running(page, window, rto_minutes=60, rpo_minutes=15)
    press(qtbot, Qt.Key.Key_Space)
    form = page.end_form
    assert not form.record.isEnabled()
    assert "how much was lost is not known" in form.verdict.text()
    qtbot.keyClicks(form.lost.line, "20")
    assert form.verdict.text() == "Failed: not restored within the targets"
    form.endings[Ending.ABORTED].click()
    assert form.verdict.text() == "Aborted: nothing is measured"
    form.record.click()
    (result,) = window.controller.audit_or_fail.audit.results.values()
    assert result.verdict == "aborted"


def test_a_step_ends_when_its_key_was_pressed_not_when_its_name_was_written(
    page: FireDrill, window: MainWindow, qtbot: QtBot
) -> None:
    running(page, window)
    press(qtbot, Qt.Key.Key_L)
    before = datetime.now(UTC)
    qtbot.waitUntil(page.lap.hasFocus)
    assert page.lap_field.complaint.startswith("At 0:47:1")
    qtbot.keyClicks(page.lap, "Found")
    qtbot.keyClick(page.lap, Qt.Key.Key_Return)
    drill = window.controller.audit_or_fail.audit.drill
    assert drill is not None
    assert drill.laps[0].at <= before


def test_an_empty_step_is_refused_beside_the_field(page: FireDrill, window: MainWindow, qtbot: QtBot) -> None:
    running(page, window)
    page.add_lap.click()
    assert page.lap_field.complaint.startswith("A step needs a name.")


def test_space_on_a_button_presses_that_button_only(page: FireDrill, window: MainWindow, qtbot: QtBot) -> None:
    running(page, window)
    page.add_note.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert page.note_field.complaint.startswith("An observation needs a text.")
    assert page.stop.isVisible()


def test_forgetting_a_drill_can_be_undone(page: FireDrill, window: MainWindow, qtbot: QtBot) -> None:
    running(page, window)
    press(qtbot, Qt.Key.Key_Space)
    page.end_form.discard.click()
    assert window.controller.audit_or_fail.audit.drill is None
    assert page.start_form.isVisible()
    window.controller.undo()
    assert page.stop.isVisible()
    assert page.watch.text.startswith("0:47:")


def test_a_missed_target_is_said_in_words() -> None:
    drill = RunningDrill("x", datetime.now(UTC), "anna", rto_minutes=60)
    assert standing(drill, timedelta(minutes=63, seconds=11)) == (
        "triangle-alert",
        "failed",
        "Over the target by 0:03:11",
    )
    assert clock(timedelta(hours=26, minutes=1)) == "26:01:00"
