"""Verify a PDF: what it is compared with goes to the worker, and a change is checked at once."""

from pathlib import Path

import pytest

from gui.dialogs.verify import VerifyDialog
from gui.main_window import MainWindow
from tests.helpers.tasks import ToldTasks

ANSWER = {
    "verdict": "valid, but the signer is unknown",
    "says": "Nothing was changed.",
    "signatures": [],
    "checks": [{"name": "Audit file", "says": "The scores are those of the file.", "result": "passed"}],
}


@pytest.fixture
def tasks(window: MainWindow) -> ToldTasks:
    """Tasks that do what the test says."""
    made = ToldTasks()
    window.tasks = made  # type: ignore[assignment]
    return made


def test_compares_with_an_audit_file_and_a_repository(window: MainWindow, tasks: ToldTasks, tmp_path: Path) -> None:
    dialog = window.show_dialog("verify", path=tmp_path / "report.pdf")
    assert isinstance(dialog, VerifyDialog)
    assert {"audit", "repository"}.isdisjoint(tasks.last.arguments)
    tasks.last.done.emit(ANSWER)
    dialog.compare(audit="/work/a.sightline")
    assert tasks.last.arguments["audit"] == "/work/a.sightline"
    tasks.last.done.emit(ANSWER)
    dialog.compare(repository="/work/client")
    assert (tasks.last.arguments["audit"], tasks.last.arguments["repository"]) == ("/work/a.sightline", "/work/client")
    tasks.last.done.emit(ANSWER)
    assert dialog.shown is not None and any(line.name == "Audit file" for line in dialog.shown.lines)
    started = len(tasks.started)
    dialog.audit_edit.editingFinished.emit()
    assert len(tasks.started) == started  # nothing else was chosen
    dialog.audit_edit.clear()
    dialog.audit_edit.editingFinished.emit()
    assert "audit" not in tasks.last.arguments


def test_nothing_is_compared_before_a_pdf_is_chosen(window: MainWindow, tasks: ToldTasks) -> None:
    dialog = window.show_dialog("verify")
    assert isinstance(dialog, VerifyDialog)
    dialog.compare(audit="/work/a.sightline")
    assert tasks.started == []
