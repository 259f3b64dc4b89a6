"""The scan page: phases, cancel with keep or discard, failures; with tasks that answer what they are told to."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core import codec
from core.errors import SightlineError
from core.model.outcome import Outcome
from core.model.scan import Scan
from gui.main_window import MainWindow
from gui.models.scan_request import ScanRequest
from gui.models.scan_state import Phase, ScanState, duration_text, failures, time_text
from gui.views.scan_progress import ScanProgress, Stage
from gui.views.workspace import Workspace
from tests.helpers.audits import answer
from tests.helpers.process_audits import process_audit, process_scan
from tests.helpers.repositories import repository
from tests.helpers.tasks import ToldTasks


@pytest.fixture
def tasks(window: MainWindow) -> ToldTasks:
    """Tasks that do what the test says."""
    made = ToldTasks()
    window.tasks = made  # type: ignore[assignment]
    return made


@pytest.fixture
def page(window: MainWindow, tasks: ToldTasks, tmp_path: Path) -> ScanProgress:
    """The scan page of an audit that was not scanned yet, with a scan under way."""
    window.controller.adopt(process_audit(tmp_path / "a", scanned=False))
    window.show_page("scan")
    window.show()
    found = window.page_widget("scan")
    assert isinstance(found, ScanProgress)
    found.start(ScanRequest("/example/repository", "main"))
    return found


def test_shows_phases_as_they_come(page: ScanProgress, tasks: ToldTasks) -> None:
    tasks.last.progressed.emit({"phase": "Read history", "done": 10, "total": None})
    tasks.last.progressed.emit({"phase": "Index files", "done": 2, "total": 4, "detail": "src/a.py"})
    assert page.bar.maximum() == 1000
    assert page.bar.value() == 500
    assert page.file.whole_text() == "src/a.py"


def test_adopts_a_finished_scan_and_goes_to_the_review(
    page: ScanProgress, tasks: ToldTasks, window: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.adopted):
        tasks.last.done.emit(codec.to_plain(process_scan()))
    opened = window.controller.audit_or_fail
    assert opened.scan == process_scan()
    assert opened.audit.repository == "/example/repository"
    qtbot.waitUntil(lambda: window.page == "review")


def test_lists_checks_that_could_not_run_before_going_on(
    page: ScanProgress, tasks: ToldTasks, window: MainWindow, qtbot: QtBot
) -> None:
    broken = replace(answer("ci.lint", Outcome.ERROR), summary="It stopped: example.")
    with qtbot.waitSignal(page.adopted):
        tasks.last.done.emit(codec.to_plain(replace(process_scan(), probes={"ci.lint": broken})))
    assert page.stage is Stage.DONE
    assert window.page == "scan"
    assert page.failed_list.toPlainText() == "It stopped: example.\n    ci.lint"
    page.go_on.click()
    assert window.page == "review"


def test_cancel_asks_and_keep_adopts_what_there_was(page: ScanProgress, tasks: ToldTasks, window: MainWindow) -> None:
    page.cancel.click()
    assert tasks.last.was_cancelled
    partial = replace(process_scan(), complete=False)
    tasks.last.cancelled.emit(codec.to_plain(partial))
    assert page.notice.message == "Keep the 12 results so far?"
    page.keep.click()
    opened = window.controller.audit_or_fail
    assert opened.scan is not None
    assert not opened.scan.complete


def test_discard_leaves_the_audit_as_it_was(page: ScanProgress, tasks: ToldTasks, window: MainWindow) -> None:
    page.cancel.click()
    tasks.last.cancelled.emit(codec.to_plain(process_scan()))
    page.discard.click()
    assert window.controller.audit_or_fail.scan is None
    assert page.again.isVisible()
    page.again.click()
    assert page.running
    assert len(tasks.started) == 2


def test_a_failure_says_why_and_can_be_tried_again(page: ScanProgress, tasks: ToldTasks) -> None:
    tasks.last.failed.emit(SightlineError("The object x is corrupt.", "Make a fresh clone.", "fsck"))
    assert page.notice.message == "The object x is corrupt."
    assert page.notice.copy.isVisible()
    page.notice.action.click()
    assert page.running


def test_what_the_auditor_may_allow_is_offered_after_a_failure(page: ScanProgress, tasks: ToldTasks) -> None:
    tasks.last.failed.emit(SightlineError("The repository belongs to somebody else."))
    assert tasks.last.verb == "inspect"
    problem = {"message": "It belongs to somebody else.", "blocks": True, "allow": "trust_owner"}
    tasks.last.done.emit({"problems": [problem]})
    assert page.notice.action.text() == "Trust the owner"
    page.notice.action.click()
    assert tasks.last.verb == "scan"
    assert tasks.last.arguments["trust_owner"] is True
    assert tasks.last.arguments["ref"] == "main"


def test_a_repository_that_moved_is_scanned_where_it_is_now(page: ScanProgress, tasks: ToldTasks) -> None:
    tasks.last.failed.emit(SightlineError("There is no such folder."))
    assert page.elsewhere.isVisible()
    page.scan_folder("/example/moved")
    assert tasks.last.arguments["path"] == "/example/moved"
    assert tasks.last.arguments["ref"] == "main"


def test_a_scan_that_ends_while_another_page_is_in_front_does_not_take_it_away(
    page: ScanProgress, tasks: ToldTasks, window: MainWindow, qtbot: QtBot
) -> None:
    window.show_page("processes")
    with qtbot.waitSignal(page.adopted):
        tasks.last.done.emit(codec.to_plain(process_scan()))
    assert window.page == "processes"
    assert window.controller.audit_or_fail.scan == process_scan()


def test_the_real_worker_stops_when_asked(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    files = {f"src/m{n}.py": "import os\n" * 2000 for n in range(600)}
    made = repository(tmp_path / "r", files)
    window.controller.adopt(process_audit(tmp_path / "a", scanned=False))
    window.show_page("scan")
    page = window.page_widget("scan")
    assert isinstance(page, ScanProgress)
    page.start(ScanRequest(str(made.folder)))
    qtbot.waitUntil(lambda: page._state.current is not None or not page.running, timeout=20_000)
    page.cancel_scan()
    qtbot.waitUntil(lambda: not page.running, timeout=20_000)
    assert page.stage in (Stage.ASKING, Stage.IDLE)
    assert window.controller.audit_or_fail.scan is None


def test_closing_the_audit_forgets_the_scan(page: ScanProgress, tasks: ToldTasks, window: MainWindow) -> None:
    window.controller.close(discard=True)
    assert tasks.last.was_cancelled
    assert page.stage is Stage.IDLE


def test_state_marks_earlier_phases_as_over() -> None:
    state = ScanState()
    state.take({"phase": "Read history", "done": 3, "total": 3})
    state.take({"phase": "Index files", "done": 1, "total": 4})
    assert [p.over for p in state.rows] == [True, False, False, False]
    assert [p.begun for p in state.rows] == [True, True, False, False]
    assert state.current == Phase("Index files", 1, 4)
    state.finish()
    assert [p.over for p in state.rows] == [True, True, False, False]


def test_times_are_told_after_five_seconds() -> None:
    assert time_text(4.9, 1, 0.5) == ""
    assert time_text(65, 10, 0.5) == "1 min 5 s elapsed  ·  about 10 s left in this step"
    assert duration_text(7200) == "2 h"


def test_failures_name_the_process() -> None:
    error = replace(answer("process.traced", Outcome.ERROR), summary="Example.")
    scan: Scan = replace(process_scan(), processes={"refund": {"process.traced": error}})
    assert [f.check for f in failures(scan)] == ["process.traced (refund)"]


def test_a_scan_that_ends_as_another_audit_is_opened_is_not_taken_into_it(
    page: ScanProgress, tasks: ToldTasks, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    tasks.last.done.emit(codec.to_plain(process_scan()))
    window.controller.adopt(process_audit(tmp_path / "b", scanned=False))
    qtbot.wait(1)
    assert window.controller.audit_or_fail.scan is None


def test_the_review_is_built_while_the_scan_runs_and_only_once(
    page: ScanProgress, tasks: ToldTasks, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: len(window.findChildren(Workspace)) == 1)
    with qtbot.waitSignal(page.adopted):
        tasks.last.done.emit(codec.to_plain(process_scan()))
    qtbot.waitUntil(lambda: window.page == "review")
    assert window.findChildren(Workspace) == [window.review()]
    assert window.review().checklist.current


def test_a_review_that_is_wanted_before_it_is_built_is_there_at_once(
    page: ScanProgress, window: MainWindow, qtbot: QtBot
) -> None:
    assert window.findChildren(Workspace) == []
    window.show_page("review")
    assert window.findChildren(Workspace) == [window.review()]
    qtbot.wait(100)
    assert window.findChildren(Workspace) == [window.review()]
