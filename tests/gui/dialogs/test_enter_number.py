"""Entering a number: unit and definition, refusal beside the field, one undoable step."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.dialogs.enter_number import EnterNumberDialog
from gui.main_window import MainWindow
from tests.helpers.measured_audits import measured_audit


@pytest.fixture
def dialog(window: MainWindow, tmp_path: Path) -> EnterNumberDialog:
    """The dialog at the waiting time for quality assurance."""
    assert window.controller.open(measured_audit(tmp_path))
    window.show_page("review")
    window.show()
    found = window.show_dialog("enter-number", measure="qa.wait")
    assert isinstance(found, EnterNumberDialog)
    return found


def test_a_number_with_its_source(dialog: EnterNumberDialog, window: MainWindow, qtbot: QtBot) -> None:
    assert "hours" in dialog._value_field.complaint
    assert dialog._measure_field.complaint.endswith(".")
    qtbot.keyClicks(dialog.value, "12")
    assert not dialog.main.isEnabled()
    assert dialog.why.text() == "Say where the number comes from."
    qtbot.keyClicks(dialog.source, "Head of QA, interview")
    assert dialog.effects.text() == "NUM-04: open → Good"
    dialog.main.click()
    (result,) = window.controller.audit_or_fail.audit.results.values()
    assert (result.measurements[0].id, result.measurements[0].value) == ("qa.wait", 12)
    assert result.source == "Head of QA, interview"
    window.controller.undo()
    assert not window.controller.audit_or_fail.audit.results


def test_what_is_no_number_is_said_beside_the_field(dialog: EnterNumberDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.source, "x")
    qtbot.keyClicks(dialog.value, "a lot")
    assert "is not a number" in dialog._value_field.complaint
    assert not dialog.main.isEnabled()
    dialog.value.setText("-3")
    assert "no value of" in dialog._value_field.complaint
    dialog.value.setText("3")
    qtbot.keyClicks(dialog.n, "many")
    assert dialog.why.text() == "Correct the observations."
