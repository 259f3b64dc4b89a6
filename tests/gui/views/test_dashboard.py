"""The dashboard: its figures are those of the audit, and every one leads to what it counts."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.planning.findings import Certainty
from core.workflows import edit
from gui.main_window import MainWindow
from gui.models.dashboard import overview
from gui.models.planning import planning_of, today
from gui.models.rows import Chip
from gui.theme import Theme
from gui.views.dashboard import Dashboard
from gui.views.findings import Findings
from tests.helpers.example_audit import example_audit
from tests.helpers.planning_audits import planning_audit

REASON = "Seen in the repository and in production."


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Dashboard:
    """The dashboard of two small rubrics, in front, the plan worked out."""
    window.controller.adopt(planning_audit(tmp_path / "a"))
    return shown(window, qtbot)


def shown(window: MainWindow, qtbot: QtBot) -> Dashboard:
    """Bring the dashboard to the front and wait for what follows the first paint."""
    window.show_page("dashboard")
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    found = cast(Dashboard, window.page_widget("dashboard"))
    qtbot.waitUntil(lambda: found.changes.rowCount() > 0)
    return found


def listed(window: MainWindow) -> list[str]:
    """Return the codes of the findings that the findings page shows."""
    return [row.finding.code for row in cast(Findings, window.page_widget("findings")).model.shown]


def test_is_the_first_mode(window: MainWindow, page: Dashboard) -> None:
    window.show_page("review")
    window.actions_by_id["mode-dashboard"].trigger()
    assert window.page == "dashboard"
    assert window.actions_by_id["mode-dashboard"].shortcut().toString() == "Alt+1"


def test_shows_score_review_and_gaps_of_the_rubric_in_front(page: Dashboard) -> None:
    figures = page.figures
    assert (figures.score.shown.figure, figures.score.shown.after) == ("22.5", "of 100")
    assert figures.score.shown.below == ("80 % known  ·  between 22.5 – 42.5",)
    assert (figures.reviewed.shown.figure, figures.reviewed.shown.after) == ("5", "of 6")
    assert [figure.shown.figure for figure in figures.gaps] == ["1", "1", "1", "1"]
    assert [figure.shown.below for figure in figures.gaps] == [("Critical",), ("High",), ("Medium",), ("Low",)]
    assert (figures.open.shown.figure, figures.unproven.shown.figure) == ("1", "0")


def test_the_lowest_category_stands_first(page: Dashboard) -> None:
    names = [(row.name, row.shown) for row in page.scores.rows]
    assert [name for name, _ in names] == ["Operation", "Delivery"]
    assert page.scores.row(0).spoken.startswith("Operation, ")


def test_what_has_no_score_says_so_and_has_no_bar(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.controller.adopt(example_audit(tmp_path, scanned=False))
    page = shown(window, qtbot)
    assert {(row.point, row.note) for row in page.scores.rows} == {(None, "Not scored yet")}
    assert page.figures.score.shown.figure == "–"
    assert page.radar.isHidden()
    assert page._no_profile.isVisible()


def test_counts_agree_with_the_findings(window: MainWindow, tmp_path: Path) -> None:
    opened = example_audit(tmp_path)
    window.controller.adopt(opened)
    first = next(f for f in planning_of(opened).findings(opened) if f.certainty is Certainty.GAP)
    opened.do(edit.accept_risk(opened, first.key, REASON, "2199-12-31"))
    found = planning_of(opened).findings(opened)
    figures = overview(opened, "process-integrity", today(opened))
    gaps = [f for f in found if f.certainty is Certainty.GAP and f.accepted is None]
    assert sum(figures.gaps) == len(gaps)
    assert sum(sum(row.counts) for row in figures.map) == len(gaps)
    assert figures.open == sum(1 for f in found if f.certainty is Certainty.OPEN)
    assert figures.unproven == sum(1 for f in found if f.certainty is Certainty.UNPROVEN)


def test_score_leads_to_its_arithmetic(window: MainWindow, page: Dashboard, qtbot: QtBot) -> None:
    page.figures.score.setFocus()
    qtbot.keyClick(page.figures.score, Qt.Key.Key_Return)
    dialog = next(d for d in window.findChildren(QWidget) if d.property("dialog_id") == "arithmetic")
    assert dialog.isVisible()


def test_reviewed_leads_to_what_waits(window: MainWindow, page: Dashboard, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.figures.reviewed, Qt.MouseButton.LeftButton)
    assert window.page == "review"
    assert window.review().checklist.chip is Chip.TO_REVIEW
    assert [row.code for row in window.review().checklist.model.rows] == ["OPE-02"]


def test_open_and_gaps_lead_to_their_findings(window: MainWindow, page: Dashboard, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.figures.open, Qt.MouseButton.LeftButton)
    assert window.page == "findings"
    assert listed(window) == ["OPE-02"]
    window.show_page("dashboard")
    qtbot.mouseClick(page.figures.gaps[1], Qt.MouseButton.LeftButton)
    assert listed(window) == ["DEL-02"]
    window.show_page("dashboard")
    qtbot.mouseClick(page.figures.unproven, Qt.MouseButton.LeftButton)
    assert listed(window) == []


def test_a_bar_opens_its_category(window: MainWindow, page: Dashboard, qtbot: QtBot) -> None:
    page.bars.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.bars, Qt.Key.Key_Down)
    qtbot.keyClick(page.bars, Qt.Key.Key_Return)
    assert window.page == "review"
    assert (window.review().checklist.rubric, window.review().checklist.category) == ("first", "delivery")
    assert window.review().checklist.chip is Chip.ALL
    window.show_page("dashboard")
    place = page.bars.visualRect(page.scores.index(0)).center()
    qtbot.mouseClick(page.bars.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.review().checklist.category == "operation"


def test_a_cell_of_the_map_leads_to_its_gaps(window: MainWindow, page: Dashboard, qtbot: QtBot) -> None:
    assert page.map.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Delivery: 1 critical"
    page.cells.setFocus(Qt.FocusReason.TabFocusReason)
    page.cells.setCurrentIndex(page.map.index(0, 3))
    qtbot.keyClick(page.cells, Qt.Key.Key_Return)
    assert window.page == "findings"
    assert listed(window) == ["DEL-03"]
    window.show_page("dashboard")
    place: QPoint = page.cells.visualRect(page.map.index(1, 0)).center()
    qtbot.mouseClick(page.cells.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert listed(window) == ["OPE-01"]
    cast(Findings, window.page_widget("findings")).filters.clear()
    assert len(listed(window)) == 6


def test_the_plan_shows_the_score_after_each_phase(window: MainWindow, page: Dashboard, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: any(figure.isVisible() for figure in page.plan.figures))
    assert [figure.shown.above for figure in page.plan.figures if figure.isVisible()] == ["Today", "Now", "Next"]
    roadmap = planning_of(window.controller.audit_or_fail).roadmap(window.controller.audit_or_fail)
    points = [float(phase.projected["first"].point or 0) for phase in roadmap.phases]
    assert [float(figure.shown.figure) for figure in page.plan.figures[1:3]] == pytest.approx(points, abs=0.05)
    qtbot.mouseClick(page.plan.figures[1], Qt.MouseButton.LeftButton)
    assert window.page == "roadmap"


def test_scores_of_rubrics_stand_apart(window: MainWindow, page: Dashboard) -> None:
    page._rubrics.buttons()[1].setChecked(True)
    assert page.figures.score.shown.figure == "0.0"
    assert window.controller.front == "second"
    assert window.top_bar._score.text() == "0.0"
    window.review().show_category("first", "delivery")
    assert window.controller.front == "first"
    assert window.top_bar._score.text() == "22.5"


def test_the_last_change_opens_its_criterion(window: MainWindow, page: Dashboard, qtbot: QtBot) -> None:
    window.controller.do(edit.choose_level(window.controller.audit_or_fail, "first/reviewed", 2, REASON))
    qtbot.waitUntil(lambda: page.changes.row(0).key == "first/reviewed")
    assert "DEL-02" in page.changes.row(0).what
    page.latest.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.latest, Qt.Key.Key_Return)
    assert window.page == "review"
    assert window.review().inspector.key == "first/reviewed"


def test_follows_an_edit(window: MainWindow, page: Dashboard) -> None:
    window.controller.do(edit.choose_level(window.controller.audit_or_fail, "first/asked", 2, REASON))
    assert page.figures.reviewed.shown.figure == "6"
    assert page.figures.open.shown.figure == "0"
    window.controller.undo()
    assert page.figures.reviewed.shown.figure == "5"


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_large_letters_fit_without_a_horizontal_scroll(
    page: Dashboard, theme: Theme, window: MainWindow, name: str
) -> None:
    theme.use(name)
    theme.use_scale(150)
    window.resize(1280, 720)
    inner = page._area.widget()
    assert inner is not None
    try:
        assert inner.minimumSizeHint().width() <= page._area.viewport().width()
        assert page.names.isVisible() or page._choice.isVisible()
    finally:
        theme.use_scale(100)
