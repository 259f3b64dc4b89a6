"""The measurements page: every value with where it comes from, what is missing and why, results that can be removed."""

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from core.audit.edits import SetResult
from core.model.instrument import Instrument, InstrumentResult, ResultTable
from core.model.measurement import Measurement
from core.report import measured_page
from core.scoring.result import State
from core.workflows.open import OpenAudit, open_audit
from gui.main_window import MainWindow
from gui.models.inspection import find_score
from gui.models.measured_words import value_text
from gui.views.measurements import Measurements
from tests.helpers.audits import START
from tests.helpers.example_audit import example_audit
from tests.helpers.measured_audits import measured_audit

TEST_TIME = Measurement("local.test-time", 7.5, "minutes", "make test, 5 runs", n=5, confidence="high")
DRILL = Measurement(
    "drill.restore-time",
    42.0,
    "minutes",
    "stopwatch",
    ("2025-01-05T09:00:00+00:00", "2026-01-05T09:00:00+00:00"),
    3,
    0.92,
    "high",
    2024,
    "high",
    series=(("2025 Q1", 60.0), ("2025 Q2", None), ("2025 Q3", 50.0), ("2025 Q4", 42.0)),
)
ENTERED = Measurement("drill.restore-time", 90.0, "minutes", "told by the team", confidence="low")
UNKNOWN = Measurement("space.satisfaction", None, "points", "answers.csv", reason="fewer than 5 people answered")


def result(name: str, instrument: Instrument, *found: Measurement, **more: object) -> InstrumentResult:
    """Return an example result."""
    made = InstrumentResult(name, instrument, f"Example {name}", START, "anna", "example.csv", found)
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.fixture
def opened(tmp_path: Path) -> OpenAudit:
    """An audit with a drill, a timed command, a number told, and a survey that too few answered."""
    found = open_audit(measured_audit(tmp_path))
    steps = ResultTable("Steps", ("Step", "Share"), (("Find <the> backup", "0.25"),), "Example note.", 1)
    for made in (
        result("fire-drill-1", Instrument.FIRE_DRILL, DRILL, tables=(steps,), verdict="pass"),
        result("timed-command-1", Instrument.TIMED_COMMAND, TEST_TIME),
        result("entered-1", Instrument.ENTERED, ENTERED),
        result("survey-1", Instrument.SURVEY, UNKNOWN, quotes=("Reviews are quick.",), notes=("one left out",)),
    ):
        found.do(SetResult(made.id, made))
    return found


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, opened: OpenAudit) -> Measurements:
    """The page in front."""
    window.controller.adopt(opened)
    window.show_page("measurements")
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return cast(Measurements, window.page_widget("measurements"))


def listed(page: Measurements) -> list[tuple[str, str]]:
    """Return names and values of the rows, headings among them."""
    return [(row.name, row.value) for row in page.model.rows]


def text(page: Measurements) -> str:
    """Return the words of the pane at the right."""
    return page.detail.text.toPlainText()


def test_lists_what_is_measured_what_cannot_be_and_what_is_asked_for(page: Measurements) -> None:
    assert listed(page) == [
        ("Fire drill", ""),
        ("Time to restore", "42 minutes"),
        ("Waiting at the desk", ""),
        ("Local test time", "7.5 minutes"),
        ("Survey (SPACE)", ""),
        ("Satisfaction and well-being", "Not measurable"),
        ("Entered by the auditor", ""),
        ("QA wait time", "Not measured yet"),
        ("Results of instruments", ""),
        ("Example timed-command-1", "05 Jan 2026"),
        ("Example survey-1", "05 Jan 2026"),
        ("Example fire-drill-1", "05 Jan 2026"),
        ("Example entered-1", "05 Jan 2026"),
    ]
    assert page._summary.text() == "2 measured   ·   1 not measurable   ·   1 asked for and not measured"


def test_tells_everything_of_a_value(page: Measurements) -> None:
    assert page.choose("drill.restore-time")
    assert page.detail._value.text() == "42 minutes"
    assert page.detail._band.text() == "High, DORA 2024"
    for words in (
        "From the declared failure to the verified restore.",
        "stopwatch",
        "2025-01-05 to 2026-01-05",
        "92 % of the commits",
        "not scored",
        "told by the team",
        "90 minutes",
    ):
        assert words in text(page)
    assert page.detail.trend.isVisible()
    assert "2025 Q2 not known" in page.detail.trend.accessibleName()


def test_says_why_something_is_not_measurable_and_never_zero(page: Measurements) -> None:
    page.choose("space.satisfaction")
    assert page.detail._value.text() == "Not measurable"
    assert "Fewer than 5 people answered." in text(page)
    assert not page.detail.trend.isVisible()


def test_says_what_would_measure_what_is_missing(page: Measurements) -> None:
    page.choose("qa.wait")
    assert "a number with its source" in text(page)


def test_a_criterion_that_asks_is_one_step_away(page: Measurements, window: MainWindow) -> None:
    page.choose("local.test-time")
    assert "NUM-02" in text(page)
    page.detail.text.anchorClicked.emit(QUrl("criterion:measured/tested"))
    assert window.page == "review"
    assert window.review().inspector.key == "measured/tested"


def test_links_are_reached_by_keyboard(page: Measurements, window: MainWindow, qtbot: QtBot) -> None:
    page.choose("local.test-time")
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.detail.text.hasFocus()
    qtbot.keyClick(page.detail.text, Qt.Key.Key_Tab)  # the result
    qtbot.keyClick(page.detail.text, Qt.Key.Key_Tab)  # the criterion
    qtbot.keyClick(page.detail.text, Qt.Key.Key_Return)
    assert window.page == "review"
    assert window.review().inspector.key == "measured/tested"


def test_a_value_leads_to_its_result(page: Measurements) -> None:
    page.choose("drill.restore-time")
    assert "Example fire-drill-1" in text(page)
    page.detail.text.anchorClicked.emit(QUrl("result:fire-drill-1"))
    found = page.chosen()
    assert found is not None
    assert found.id == "result:fire-drill-1"


def test_shows_tables_verdict_quotes_and_notes_of_a_result(page: Measurements) -> None:
    page.choose("result:fire-drill-1")
    assert page.detail._band.text() == "Passed"
    assert "Find <the> backup" in text(page)
    assert "25%" in text(page)
    assert "Example note." in text(page)
    page.choose("result:survey-1")
    assert "“Reviews are quick.”" in text(page)
    assert "One left out" in text(page)


def test_removes_a_result_and_undo_brings_it_back(page: Measurements, window: MainWindow, qtbot: QtBot) -> None:
    audit = window.controller.audit_or_fail
    page.choose("result:timed-command-1")
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert "timed-command-1" not in audit.audit.results
    assert ("Local test time", "Not measured yet") in listed(page)
    score = find_score(audit, "measured/tested")
    assert score is not None
    assert score.state is State.OPEN
    assert page.detail._name.text() != "Example timed-command-1"
    window.controller.undo()
    assert ("Local test time", "7.5 minutes") in listed(page)
    page.choose("result:entered-1")
    page.detail.remove.click()
    assert "entered-1" not in audit.audit.results


def test_delete_on_a_measure_removes_nothing(page: Measurements, window: MainWindow, qtbot: QtBot) -> None:
    page.choose("local.test-time")
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert len(window.controller.audit_or_fail.audit.results) == 4


@pytest.mark.parametrize(
    ("measure", "words", "leads"),
    [
        ("drill.restore-time", "Run a fire drill", "drill"),
        ("space.satisfaction", "Import files…", "import"),
        ("local.test-time", "Time a command…", "time-command"),
        ("qa.wait", "Enter a number…", "enter-number"),
    ],
)
def test_leads_to_what_measures_it(
    page: Measurements, window: MainWindow, measure: str, words: str, leads: str
) -> None:
    page.choose(measure)
    assert page.detail.measure.text() == words
    page.detail.measure.click()
    dialogs = [str(dialog.property("dialog_id") or "") for dialog in window.findChildren(QDialog)]
    assert leads in (window.page, *dialogs)


def test_without_any_measure_the_page_says_what_would_bring_one(window: MainWindow, tmp_path: Path) -> None:
    window.controller.adopt(example_audit(tmp_path, scanned=False))
    window.show_page("measurements")
    window.show()
    page = cast(Measurements, window.page_widget("measurements"))
    assert listed(page) == []
    assert page._stack.currentIndex() == 1
    assert page.detail.isHidden()


def test_help_is_one_step_away(page: Measurements, window: MainWindow) -> None:
    page.detail.explain.click()
    assert window.findChild(QDialog, "help") is not None


@pytest.mark.parametrize(
    ("value", "unit"),
    [(0.1428, "share"), (559.58, "hours"), (30, "hours"), (1, "hours"), (1.0, "yes (1) or no (0)"), (12345.678, "x")],
)
def test_values_read_as_in_the_report(value: float, unit: str) -> None:
    assert value_text(value, unit) == measured_page.value(value, unit)
