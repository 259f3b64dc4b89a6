"""The report preview: made by the worker, outdated after an edit, with the auditor's words beside it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from core.errors import SightlineError
from core.workflows import edit
from gui.main_window import MainWindow
from gui.views.pdf_pane import PdfPane
from gui.views.report_preview import ReportPreview
from tests.helpers.process_audits import process_audit
from tests.helpers.tasks import ToldTasks

LONG = 100_000


@pytest.fixture
def tasks(window: MainWindow) -> ToldTasks:
    """Tasks that do what the test says."""
    made = ToldTasks()
    window.tasks = made  # type: ignore[assignment]
    return made


def page_of(window: MainWindow, tmp_path: Path, scanned: bool = True) -> ReportPreview:
    """Show the page on an example audit."""
    window.controller.adopt(process_audit(tmp_path / "a", scanned))
    window.show()
    window.show_page("report")
    found = window.page_widget("report")
    assert isinstance(found, ReportPreview)
    return found


def a_pdf(path: Path) -> Path:
    """Write a PDF of two empty pages."""
    import pikepdf

    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.add_blank_page()
        pdf.save(path)
    return path


def answered(tasks: ToldTasks, tmp_path: Path) -> None:
    """Answer the task with two documents."""
    pdf = a_pdf(tmp_path / "made.pdf")
    tasks.last.done.emit([{"document": name, "path": str(pdf), "size": 1} for name in ("report", "roadmap")])


def searched(pane: PdfPane) -> int:
    """Have every page searched and return how many there are; Qt searches a page when it is asked for it."""
    pages = pane.document.pageCount()
    for number in range(pages):
        pane.searching.resultsOnPage(number)
    return pages


def test_the_real_worker_makes_both_documents(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(window, tmp_path)
    assert page.running
    qtbot.waitUntil(lambda: not page.running, timeout=LONG)
    assert page.notice.message == ""
    assert page.pane.document.pageCount() > 5
    page.pane.search.setText("appendix")
    found = page.pane.searching
    # pages are searched and laid out little by little: step once the last match is known and can be scrolled to
    qtbot.waitUntil(lambda: searched(page.pane) == page.pane.document.pageCount(), timeout=LONG)
    last = found.resultAtIndex(found.rowCount(QModelIndex()) - 1).page()
    assert last > 5
    qtbot.waitUntil(lambda: page.pane.view.verticalScrollBar().maximum() > 5 * page.pane.view.height(), timeout=LONG)
    page.pane.step_match(-1)
    now = page.pane.view.pageNavigator()
    qtbot.waitUntil(lambda: abs(now.currentPage() - last) <= 1, timeout=LONG)
    assert page.pane.pages.currentIndex().row() == now.currentPage()
    page.show_document("roadmap")
    assert page.pane.document.pageCount() > 1
    assert page.state.text().startswith("Up to date")


def test_edits_make_it_outdated_and_refresh_makes_it_anew(window: MainWindow, tasks: ToldTasks, tmp_path: Path) -> None:
    page = page_of(window, tmp_path)
    answered(tasks, tmp_path)
    assert page.pane.document.pageCount() == 2
    opened = window.controller.audit_or_fail
    window.controller.do(edit.set_text("headline", "Example."))
    assert page.state.text() == "Outdated: 1 change since"
    window.controller.do(edit.set_text("narrative", "Example."))
    assert page.state.text() == "Outdated: 2 changes since"
    page.refresh_button.click()
    assert len(tasks.started) == 2
    assert tasks.last.arguments["audit"] == str(opened.path)
    answered(tasks, tmp_path)
    assert page.state.text().startswith("Up to date")


def test_words_are_saved_and_undone(window: MainWindow, tasks: ToldTasks, tmp_path: Path) -> None:
    page = page_of(window, tmp_path)
    headline = page.texts.texts["headline"]
    headline.setPlainText("Payments are visible.")
    headline.commit()
    assert window.controller.audit_or_fail.audit.text["headline"] == "Payments are visible."
    window.controller.undo()
    assert headline.toPlainText() == ""


def test_cancel_keeps_the_last_documents(window: MainWindow, tasks: ToldTasks, tmp_path: Path) -> None:
    page = page_of(window, tmp_path)
    answered(tasks, tmp_path)
    page.refresh_button.click()
    page.cancel.click()
    assert tasks.last.was_cancelled
    tasks.last.cancelled.emit(None)
    assert not page.running
    assert page.pane.document.pageCount() == 2
    assert page.state.text() == "Outdated: 1 change since"


def test_a_failure_is_said_with_a_way_on(window: MainWindow, tasks: ToldTasks, tmp_path: Path) -> None:
    page = page_of(window, tmp_path)
    tasks.last.failed.emit(SightlineError("The disk is full.", "Make room."))
    assert page.notice.message == "The disk is full."
    page.notice.action.click()
    assert page.running


def test_without_a_scan_there_is_nothing_to_show(window: MainWindow, tasks: ToldTasks, tmp_path: Path) -> None:
    page = page_of(window, tmp_path, scanned=False)
    assert tasks.started == []
    assert not page.refresh_button.isEnabled()


def test_zoom_by_steps_and_back_to_the_width(window: MainWindow, tasks: ToldTasks, tmp_path: Path) -> None:
    page = page_of(window, tmp_path)
    answered(tasks, tmp_path)
    pane = page.pane
    pane.zoom(1)
    larger = pane.view.zoomFactor()
    pane.zoom(-1)
    assert pane.view.zoomFactor() < larger
    pane.fit()
    assert pane.zoom_text.text() == "Width"


def test_closing_the_audit_closes_the_document(window: MainWindow, tasks: ToldTasks, tmp_path: Path) -> None:
    page = page_of(window, tmp_path)
    answered(tasks, tmp_path)
    window.controller.close()
    assert page.pane.document.pageCount() == 0
