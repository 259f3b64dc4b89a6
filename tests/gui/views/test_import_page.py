"""The import page: dropped files are read by the real worker, shown, corrected, and only then recorded."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.errors import SightlineError
from gui.main_window import MainWindow
from gui.views.import_page import ImportPage
from gui.views.text_table import TextTable
from tests.helpers.example_audit import example_audit
from tests.helpers.measured_audits import measured_audit
from tests.helpers.tasks import ToldTasks

WAIT = 20_000
SURVEY = "Email,Team,I am satisfied with our tools,How we feel,Anything else?\n" + "".join(
    f"p{n}@example.com,{'red' if n < 20 else 'blue'},{1 + n % 5},{1 + n % 5},The build is slow on mondays\n"
    for n in range(24)
)
BAD = "x1@example.com,red,9,3,\np0@example.com,red,4,4,\n"
RECORDS = "service,environment,finished_at,commit,result\n" + "".join(
    f"{service},{environment},2026-0{1 + n % 6}-1{n % 9}T10:00:00Z,,success\n"
    for n in range(24)
    for service in ("shop", "stock")
    for environment in ("production", "staging")
)

JUNIT = "<testsuite><testcase name='a'/><testcase name='b'/></testsuite>"


@pytest.fixture
def page(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> ImportPage:
    """The page of an audit whose criteria ask for measures."""
    assert window.controller.open(measured_audit(tmp_path))
    window.show_page("import")
    with qtbot.waitExposed(window):
        window.show()
    found = window.page_widget("import")
    assert isinstance(found, ImportPage)
    return found


def drop(page: ImportPage, *paths: Path) -> None:
    """Drop files on the page."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(10, 10), action, data, buttons, keys))


def written(folder: Path, name: str, text: str) -> Path:
    """Write a file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def table(page: ImportPage, name: str) -> list[tuple[str, ...]]:
    """Return the rows of a table of the draft."""
    (found,) = [t for t in page.view.findChildren(TextTable) if t.accessibleName() == name]
    return list(found.texts.rows())


def test_a_survey_with_bad_rows(page: ImportPage, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    drop(page, written(tmp_path, "answers.csv", SURVEY + BAD))
    qtbot.waitUntil(lambda: page.draft is not None, timeout=WAIT)
    assert page.kind.currentText().startswith("Survey")
    assert page.main.text() == "Import 24 of 26 rows"
    bad = table(page, "Unusable rows")
    assert [row[1] for row in bad] == ["2", "26"]
    assert "the same person answered again in line 27" in bad[0][2]
    assert "'9' under 'I am satisfied with our tools' is not on the scale" in bad[1][2]
    assert not window.controller.audit_or_fail.audit.results
    page.main.click()
    (result,) = window.controller.audit_or_fail.audit.results.values()
    assert result.id == "survey-1"
    assert result.attachments == ()
    assert result.digests is not None and list(result.digests) == ["answers.csv"]
    assert "Recorded as survey-1" in page.notice.message
    window.controller.undo()
    assert not window.controller.audit_or_fail.audit.results


def test_the_mapping_is_guessed_shows_first_answers_and_can_be_changed(
    page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.open_files([written(tmp_path, "answers.csv", SURVEY)])
    qtbot.waitUntil(lambda: page.draft is not None, timeout=WAIT)
    meanings = {name: choice.currentData() for name, choice in page.survey.meanings.items()}
    assert meanings == {
        "Email": "person",
        "Team": "group",
        "I am satisfied with our tools": "satisfaction",
        "How we feel": "ignore",
        "Anything else?": "comment",
    }
    shown = [found.text() for found in page.survey.findChildren(QLabel)]
    assert "1  ·  2  ·  3  ·  4  ·  5" in shown
    assert not any("@example.com" in text for text in shown)
    choice = page.survey.meanings["How we feel"]
    choice.setCurrentIndex(choice.findData("efficiency"))
    choice.activated.emit(choice.currentIndex())
    assert not page.main.isEnabled()
    qtbot.waitUntil(lambda: page.draft is not None, timeout=WAIT)
    assert ["Efficiency", "24"] in [list(row[:2]) for row in table(page, "By dimension")]
    assert "auditor" in [row[3] for row in table(page, "Questions")]
    assert page.survey.meanings["How we feel"] is choice


def test_a_survey_that_asks_nothing_known_still_offers_its_columns(
    page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.open_files([written(tmp_path, "x.csv", "Colour,Number\n" + "red,3\nblue,4\n" * 4)])
    qtbot.waitUntil(lambda: page.notice.message != "", timeout=WAIT)
    assert "asks about a dimension of SPACE" in page.notice.message
    assert list(page.survey.meanings) == ["Colour", "Number"]
    assert not page.main.isVisible()


def test_delivery_records_ask_for_the_service_first(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.open_files([written(tmp_path, "deployments.csv", RECORDS)])
    qtbot.waitUntil(lambda: page.notice.message != "", timeout=WAIT)
    assert page.notice.message == "The records hold 2 services: shop, stock."
    assert list(page.records.boxes) == ["production", "staging"]
    page.records.service.setCurrentIndex(page.records.service.findData("stock"))
    page.records.service.activated.emit(page.records.service.currentIndex())
    qtbot.waitUntil(lambda: page.draft is not None, timeout=WAIT)
    assert page.draft is not None
    assert page.draft.title == "Delivery of stock"


def test_answers_of_people_are_never_offered_as_evidence(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.open_files([written(tmp_path, "answers.csv", SURVEY)])
    qtbot.waitUntil(lambda: page.draft is not None, timeout=WAIT)
    assert page.draft is not None
    assert page.draft.suggestions
    assert page.view.ticks == {}


def test_files_become_evidence_where_ticked_unless_they_changed_meanwhile(
    page: ImportPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    window.controller.adopt(example_audit(tmp_path / "other"))
    window.show_page("import")
    junit = written(tmp_path, "junit.xml", JUNIT)
    page.open_files([junit])
    qtbot.waitUntil(lambda: page.draft is not None, timeout=WAIT)
    assert page.kind.currentData() == "imported-scan"
    first = next(iter(page.view.ticks))
    assert not page.view.ticks[first].isChecked()
    page.view.ticks[first].click()
    junit.write_text("<testsuite/>")
    page.main.click()
    assert page.notice.message == "junit.xml was changed after it was read."
    assert not window.controller.audit_or_fail.audit.results
    junit.write_text(JUNIT)
    page.main.click()
    audit = window.controller.audit_or_fail.audit
    (result,) = audit.results.values()
    assert len(result.attachments) == 1
    window.controller.undo()
    assert not window.controller.audit_or_fail.audit.results


def test_a_file_that_is_missing_is_said(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.open_files([tmp_path / "gone.csv"])
    qtbot.waitUntil(lambda: page.notice.message != "", timeout=WAIT)
    assert "gone.csv" in page.notice.message


def test_reading_can_be_cancelled_and_a_late_answer_counts_no_more(page: ImportPage, window: MainWindow) -> None:
    tasks = ToldTasks()
    window.tasks = tasks  # type: ignore[assignment]
    page.open_files([Path("a.csv")])
    first = tasks.last
    page.cancel.click()
    assert first.was_cancelled
    first.cancelled.emit(None)
    assert page.notice.message == "Cancelled; nothing was written."
    page.open_files([Path("b.csv")])
    page.open_files([Path("c.csv")])
    tasks.started[1].failed.emit(SightlineError("old"))
    assert page.notice.message == ""
    assert tasks.last.arguments["paths"] == ["c.csv"]


def test_a_later_survey_can_take_the_place_of_the_first(
    page: ImportPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = written(tmp_path, "answers.csv", SURVEY)
    for replaces in ("", "survey-1"):
        page.open_files([path])
        qtbot.waitUntil(lambda: page.draft is not None, timeout=WAIT)
        page.replaces.setCurrentIndex(page.replaces.findData(replaces))
        page.main.click()
    assert list(window.controller.audit_or_fail.audit.results) == ["survey-1"]
