"""Signing and exporting, and verifying what came out; once with the real worker, the rest with told tasks."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from core.errors import SightlineError
from core.workflows import edit
from gui import recents
from gui.dialogs.sign_export import SignExportDialog
from gui.dialogs.verify import VerifyDialog
from gui.export_job import free_name
from gui.main_window import MainWindow
from gui.models.passphrase import strength
from gui.models.verification import read
from gui.views.workspace import Workspace
from tests.helpers.process_audits import process_audit
from tests.helpers.tasks import ToldTasks

LONG = 100_000
PASSPHRASE = "correct horse battery"
TRACED = "process-integrity/process-tracing@place-order"
IDENTITY = {
    "name": "Example Auditor",
    "organisation": "Example Consulting",
    "fingerprint": "AAAA BBBB",
    "valid_from": "2026-01-01T00:00:00Z",
    "valid_until": "2029-01-01T00:00:00Z",
    "self_signed": True,
    "key": "EC secp256r1",
}


def dialog_on(window: MainWindow, tmp_path: Path) -> SignExportDialog:
    """Open the dialog on an audit that was scanned."""
    window.controller.adopt(process_audit(tmp_path / "a"))
    window.show_page("review")
    window.show()
    dialog = window.show_dialog("sign-export")
    assert isinstance(dialog, SignExportDialog)
    return dialog


def put_draft(window: MainWindow) -> str:
    """Choose another level than the scan's, without a justification; return its key."""
    opened = window.controller.audit_or_fail
    rubric = opened.rubrics["process-integrity"]
    criterion = next(c for c in rubric.criteria() if c.per_process == "process.traced")
    key = f"{rubric.id}/{criterion.id}@place-order"
    window.controller.do(edit.choose_level(opened, key, 0))
    assert key in opened.audit.drafts
    return key


def test_signs_with_a_new_identity_and_verifies(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = dialog_on(window, tmp_path)
    dialog.identity.make.setChecked(True)
    dialog.identity.name.setText("Example Auditor")
    dialog.identity.first.setText(PASSPHRASE)
    dialog.identity.second.setText(PASSPHRASE)
    dialog.identity.make_identity(str(tmp_path / "identity.p12"))
    qtbot.waitUntil(lambda: dialog.identity.inspected is not None, timeout=LONG)
    dialog.wanted[0].setChecked(False)
    dialog.folder.setText(str(tmp_path / "out"))
    assert dialog.main.isEnabled()
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.job is None, timeout=LONG)
    (written,) = dialog.outcome.exported
    assert written.document == "roadmap"
    assert written.path.parent == tmp_path / "out"
    assert written.path.read_bytes().startswith(b"%PDF-")
    assert [p.name for p in (tmp_path / "out").iterdir()] == [written.path.name]
    assert dialog.identity.passphrase.text() == ""
    assert recents.identity() == str(tmp_path / "identity.p12")
    dialog.reject()

    check = window.show_dialog("verify", path=written.path)
    assert isinstance(check, VerifyDialog)
    qtbot.waitUntil(lambda: check.shown is not None, timeout=LONG)
    assert check.shown is not None
    assert check.shown.verdict == "Valid, but the signer is unknown"
    check._trust(check.shown.signers[0])
    qtbot.waitUntil(lambda: check.shown is not None, timeout=LONG)
    assert check.shown.verdict == "Valid"


def test_a_draft_stands_in_the_way_and_leads_to_its_criterion(window: MainWindow, tmp_path: Path) -> None:
    window.controller.adopt(process_audit(tmp_path / "a"))
    window.show_page("processes")
    key = put_draft(window)
    dialog = window.show_dialog("sign-export")
    assert isinstance(dialog, SignExportDialog)
    assert not dialog.main.isEnabled()
    assert dialog.why.text() == "1 thing stands in the way."
    assert dialog.unsigned.isEnabled()
    dialog.checks.wanted.emit(key)
    assert window.page == "review"
    review = window.page_widget("review")
    assert isinstance(review, Workspace)
    assert review.inspector.key == key


def test_says_why_an_identity_cannot_be_used(window: MainWindow, tmp_path: Path) -> None:
    tasks = ToldTasks()
    window.tasks = tasks  # type: ignore[assignment]
    dialog = dialog_on(window, tmp_path)
    dialog.identity.file.setText("/example/identity.p12")
    dialog.identity.passphrase.setText("wrong")
    dialog.identity.inspect()
    tasks.last.failed.emit(SightlineError("The passphrase is wrong.", "Type it again."))
    assert dialog.identity.notice.message == "The passphrase is wrong."


def test_a_failed_export_comes_back_to_the_form_with_the_cause(window: MainWindow, tmp_path: Path) -> None:
    tasks = ToldTasks()
    window.tasks = tasks  # type: ignore[assignment]
    dialog = dialog_on(window, tmp_path)
    dialog.identity.file.setText("/example/identity.p12")
    dialog.identity.passphrase.setText(PASSPHRASE)
    dialog.main.click()
    assert dialog.stack.currentIndex() == 1
    tasks.last.failed.emit(SightlineError("The disk is full.", "Make room."))
    assert dialog.stack.currentIndex() == 0
    assert dialog.notice.message == "The disk is full."
    assert dialog.main.isVisible()


def test_cancel_stops_the_work_and_writes_nothing(window: MainWindow, tmp_path: Path) -> None:
    tasks = ToldTasks()
    window.tasks = tasks  # type: ignore[assignment]
    dialog = dialog_on(window, tmp_path)
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.unsigned.click()
    dialog.close_button.click()
    assert tasks.last.was_cancelled
    assert dialog.isVisible()
    tasks.last.cancelled.emit(None)
    assert dialog.notice.message == "Cancelled; nothing was written."
    assert not (tmp_path / "out").exists()


def test_a_file_of_the_same_name_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    assert free_name(tmp_path / "a.pdf") == tmp_path / "a-2.pdf"
    assert free_name(tmp_path / "b.pdf") == tmp_path / "b.pdf"


@pytest.mark.parametrize(
    ("passphrase", "look"),
    [("short", "error"), ("aaaaaaaa", "warning"), (PASSPHRASE, "good")],
)
def test_strength_of_a_passphrase(passphrase: str, look: str) -> None:
    assert strength(passphrase)[0] == look


def signature(**changes: object) -> dict[str, object]:
    """Return a signature as the worker tells it."""
    plain: dict[str, object] = {
        "place": "lead",
        "signer": IDENTITY,
        "at": "2026-01-05T09:00:00Z",
        "known": True,
        "problem": "",
        "reason": "",
    }
    return plain | changes


def test_a_changed_file_is_said_to_be_changed() -> None:
    problem = "The signed bytes were changed after signing."
    plain = {
        "verdict": "changed or broken",
        "says": problem,
        "signatures": [signature(problem=problem)],
        "checks": [],
    }
    shown = read(plain)
    assert (shown.verdict, shown.tone) == ("Changed or broken", "failed")
    assert shown.lines[0].says == problem
    assert shown.signers == ()


def test_what_was_not_checked_is_said(window: MainWindow, tmp_path: Path) -> None:
    tasks = ToldTasks()
    window.tasks = tasks  # type: ignore[assignment]
    window.show_page("welcome")
    dialog = window.show_dialog("verify", path="/example/report.pdf")
    assert isinstance(dialog, VerifyDialog)
    tasks.last.done.emit(
        {
            "verdict": "valid",
            "says": "Signed.",
            "signatures": [signature()],
            "checks": [{"name": "Cited lines", "result": "not checked", "says": "No repository was given."}],
        }
    )
    dialog.copy.click()
    text = QGuiApplication.clipboard().text()
    assert "Revocation: Not checked: offline." in text
    assert "Cited lines: No repository was given." in text
    assert "AAAA BBBB" in text
