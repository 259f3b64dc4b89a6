"""Timing a command: the consent, the output while it runs, the end of it, and the recorded result."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.dialogs.time_command import TimeCommandDialog
from gui.main_window import MainWindow
from tests.helpers.measured_audits import measured_audit
from tests.helpers.repositories import repository

WAIT = 20_000


@pytest.fixture
def dialog(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> TimeCommandDialog:
    """The dialog over an audit of a small repository."""
    made = repository(tmp_path / "client", {"hello.txt": "hello\n"})
    assert window.controller.open(measured_audit(tmp_path, made))
    window.show_page("review")
    window.show()
    found = window.show_dialog("time-command")
    assert isinstance(found, TimeCommandDialog)
    return found


def agreed(dialog: TimeCommandDialog, qtbot: QtBot, command: str, runs: int = 2) -> None:
    """Type a command and agree to it."""
    dialog.runs.setValue(runs)
    qtbot.keyClicks(dialog.command, command)
    dialog.agree.click()


def test_nothing_runs_without_consent_to_the_exact_command(dialog: TimeCommandDialog, qtbot: QtBot) -> None:
    assert not dialog.main.isEnabled()
    assert not dialog.agree.isEnabled()
    qtbot.keyClicks(dialog.command, "cat hello.txt")
    assert "cat hello.txt" in dialog.consent.text()
    assert "with your rights" in dialog.danger.text()
    assert not dialog.main.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.task is None
    dialog.agree.click()
    assert dialog.main.isEnabled()
    qtbot.keyClicks(dialog.command, " && true")
    assert not dialog.agree.isChecked()
    assert not dialog.main.isEnabled()


def test_a_command_is_timed_and_recorded_with_its_output_as_evidence(
    dialog: TimeCommandDialog, window: MainWindow, qtbot: QtBot
) -> None:
    agreed(dialog, qtbot, "cat hello.txt")
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.draft is not None, timeout=WAIT)
    assert dialog.main.text() == "Record the result"
    assert dialog.view.chosen() == ["measured/tested"]
    assert not window.controller.audit_or_fail.audit.results
    dialog.main.click()
    audit = window.controller.audit_or_fail.audit
    (result,) = audit.results.values()
    assert result.title == "cat hello.txt"
    assert result.measurements[0].n == 2
    assert len(result.attachments) == 1
    window.controller.undo()
    assert not window.controller.audit_or_fail.audit.results


def test_the_output_is_seen_while_it_runs_and_cancel_ends_the_command(
    dialog: TimeCommandDialog, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    mark = tmp_path / "pid"
    agreed(dialog, qtbot, f"echo $$ > {mark}; echo half way; sleep 600", runs=1)
    dialog.main.click()
    qtbot.waitUntil(lambda: "half way" in dialog.output.toPlainText(), timeout=WAIT)
    pid = int(mark.read_text())
    os.kill(pid, 0)
    dialog.reject()
    qtbot.waitUntil(lambda: dialog.task is None, timeout=WAIT)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert dialog.notice.message.startswith("Cancelled")
    assert dialog.isVisible()
    assert not window.controller.audit_or_fail.audit.results
    assert not dialog.agree.isChecked()


def test_a_command_has_the_memory_that_the_system_allows(dialog: TimeCommandDialog, qtbot: QtBot) -> None:
    agreed(dialog, qtbot, "ulimit -v", runs=1)
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.draft is not None, timeout=WAIT)
    assert dialog.draft is not None
    assert dialog.draft.tables[-1].rows == (("unlimited",),)


def test_a_failing_command_is_shown_and_not_timed(dialog: TimeCommandDialog, qtbot: QtBot) -> None:
    agreed(dialog, qtbot, "exit 3", runs=1)
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.draft is not None, timeout=WAIT)
    assert dialog.draft is not None
    assert dialog.draft.measurements[0].value is None
    assert "exit code 3" in dialog.draft.measurements[0].reason
