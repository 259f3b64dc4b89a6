"""The findings page: table, filters, groups, columns, the finding in full, accepted risks."""

from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from core.model.work import WorkItem
from core.workflows import edit
from gui.dialogs.accept_risk import AcceptRiskDialog
from gui.main_window import MainWindow
from gui.models.finding_rows import COLUMNS, FindingRow, table_text
from gui.theme import Theme
from gui.views.findings import Findings
from gui.views.workspace import Workspace
from tests.helpers.planning_audits import planning_audit

COLUMN = {column.id: number for number, column in enumerate(COLUMNS)}


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Findings:
    """The findings of the planning example, in front."""
    window.controller.adopt(planning_audit(tmp_path / "a"))
    window.show_page("findings")
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    found = cast(Findings, window.page_widget("findings"))
    qtbot.waitUntil(lambda: found.model.all[0].phase != "")
    return found


def codes(page: Findings) -> list[str]:
    """Return the codes of the findings that are shown, in their order."""
    return [row.finding.code for row in page.model.shown]


def cell(page: Findings, row: int, column: str) -> str:
    """Return the words of a cell."""
    return str(page.model.index(row, COLUMN[column]).data() or "")


def test_lists_gaps_worst_first_and_open_ones_last(page: Findings) -> None:
    assert codes(page) == ["DEL-01", "DEL-02", "DEL-03", "OPE-01", "OPE-02", "BOR-01"]
    assert [cell(page, 0, c) for c in ("severity", "score", "lost", "phase", "effort")] == [
        "Critical",
        "Not met",
        "15",
        "Now",
        "2 – 6 h",
    ]
    assert cell(page, 0, "gain").startswith("+")
    assert (cell(page, 4, "certainty"), cell(page, 4, "score")) == ("Open", "Interview")
    assert page._summary.text() == "5 gaps   ·   0 unproven   ·   1 open"


def test_a_screen_reader_hears_the_whole_row(page: Findings) -> None:
    spoken = page.model.index(0, COLUMN["criterion"]).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Critical, DEL-01 Are dependencies pinned?, Gap, Not met, gains +")
    lost = page.model.index(0, COLUMN["lost"]).data(Qt.ItemDataRole.AccessibleTextRole)
    assert lost == "Lost: 15"


def test_filters_narrow_the_list_and_can_be_cleared(page: Findings) -> None:
    filters = page.filters
    filters.text.setText("every REVIEW")
    assert codes(page) == ["DEL-02"]
    filters.text.clear()
    filters.rubric.setCurrentIndex(filters.rubric.findData("second"))
    assert codes(page) == ["BOR-01"]
    filters.severity.setCurrentIndex(filters.severity.findData("low"))
    assert codes(page) == []
    assert page.show_all.isVisible()
    assert page._empty.text() == "No findings match"
    page.show_all.click()
    filters.certainty.setCurrentIndex(filters.certainty.findData("open"))
    assert codes(page) == ["OPE-02"]


def test_severities_are_offered_in_the_words_of_the_rubrics(page: Findings) -> None:
    offered = [page.filters.severity.itemText(n) for n in range(page.filters.severity.count())]
    assert offered == ["Any severity", "Critical / S0", "High", "Medium", "Low"]


def test_a_click_on_a_title_orders_by_it(page: Findings, qtbot: QtBot) -> None:
    header = page.table.horizontalHeader()
    at = header.sectionViewportPosition(COLUMN["code"]) + 10
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, 12))
    assert codes(page) == ["BOR-01", "DEL-01", "DEL-02", "DEL-03", "OPE-01", "OPE-02"]
    page.table.sortByColumn(COLUMN["code"], Qt.SortOrder.DescendingOrder)
    assert codes(page)[0] == "OPE-02"


def test_groups_have_headings_that_the_keys_step_over(page: Findings, qtbot: QtBot) -> None:
    page.filters.grouping.setCurrentIndex(1)
    assert page.model.heading(0) is not None
    assert str(page.model.index(0, 0).data()).startswith("Delivery   ·   3 findings   ·   37.5 points lost")
    assert page.table.columnSpan(0, 0) == len(COLUMNS)
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(3, COLUMN["criterion"]))
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    found = page.chosen()
    assert found is not None
    assert found.finding.code == "OPE-01"


def test_one_severity_is_one_group_in_the_words_of_all_rubrics(page: Findings, window: MainWindow) -> None:
    page.filters.grouping.setCurrentIndex(2)
    headings = [page.model.heading(at) for at in page.model.headings()]
    assert [(h.name, h.count, h.lost) for h in headings if h] == [
        ("Critical", 1, 0),
        ("High", 1, 0),
        ("Medium", 3, 0),
        ("Low", 1, 0),
    ]


def test_columns_are_chosen_and_remembered(page: Findings, window: MainWindow, qtbot: QtBot, theme: Theme) -> None:
    menu = page.columns_menu()
    owner = next(action for action in menu.actions() if action.text() == "Owner")
    owner.trigger()
    assert not page.table.horizontalHeader().isSectionHidden(COLUMN["owner"])
    again = Findings(window)
    qtbot.addWidget(again)
    assert not again.table.horizontalHeader().isSectionHidden(COLUMN["owner"])
    assert again.table.horizontalHeader().isSectionHidden(COLUMN["rubric"])
    menu.close()


def test_copies_the_selected_rows_as_a_table(page: Findings, qtbot: QtBot) -> None:
    page.table.setFocus()
    page.table.selectRow(1)
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["Severity", "Code", "Criterion"]
    assert lines[1].split("\t")[:3] == ["High", "DEL-02", "Is every change reviewed?"]
    assert len(lines) == 2


def test_a_copied_cell_is_never_a_formula(page: Findings, window: MainWindow) -> None:
    window.controller.do(edit.set_work("pin", WorkItem(owner="=HYPERLINK()\tx")))
    row: FindingRow = page.model.shown[0]
    copied = table_text((row,), (COLUMN["owner"], COLUMN["gain"])).splitlines()[1]
    assert copied.split("\t")[0] == "'=HYPERLINK() x"
    assert copied.split("\t")[1].startswith("+"), "figures stay figures"


def test_enter_opens_the_criterion_in_the_review(page: Findings, window: MainWindow, qtbot: QtBot) -> None:
    page.table.setFocus()
    page.table.selectRow(3)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert window.page == "review"
    assert cast(Workspace, window.page_widget("review")).inspector.key == "first/watched"


def test_shows_the_chosen_finding_in_full(page: Findings) -> None:
    text = page.detail.story.toPlainText()
    for words in ("No.", "Example of why.", "Pin dependencies.", "name == 1.0", "A lock file is used"):
        assert words in text
    assert page.detail.lost.accessibleName() == "points lost: 15"
    assert page.detail.effort.accessibleName() == "effort: 2 – 6 h"


def test_words_of_a_rubric_are_never_markup(page: Findings, window: MainWindow) -> None:
    window.controller.do(edit.accept_risk(window.controller.audit_or_fail, "first/pinned", "<h1>x</h1>", "2999-01-01"))
    page.table.setCurrentIndex(page.model.index(page.model.row_of("first/pinned"), 0))
    assert "<h1>x</h1>" in page.detail.story.toPlainText()


def test_accepts_a_risk_with_reason_and_term_and_undo_takes_it_back(
    page: Findings, window: MainWindow, qtbot: QtBot
) -> None:
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_A)
    dialog = next(d for d in window.findChildren(AcceptRiskDialog))
    assert not dialog.main.isEnabled()
    dialog.reason.setPlainText("The system is switched off in spring.")
    dialog.until.setText("yesterday")
    assert not dialog.main.isEnabled()
    dialog.until.setText((date.today() - timedelta(days=3)).isoformat())
    assert dialog.why.text() == "This day is over already."
    dialog.until.setText((date.today() + timedelta(days=30)).isoformat())
    dialog.main.click()
    risks = window.controller.audit_or_fail.audit.accepted_risks
    assert risks["first/pinned"].reason == "The system is switched off in spring."
    row = page.model.row(page.model.row_of("first/pinned"))
    assert row is not None
    assert row.state.startswith("Accepted until ")
    assert row.phase == "", "an accepted risk is in no phase"
    window.controller.undo()
    assert not window.controller.audit_or_fail.audit.accepted_risks


def test_several_risks_are_accepted_and_taken_back_in_one_step(
    page: Findings, window: MainWindow, qtbot: QtBot
) -> None:
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    page.detail.accept.click()
    dialog = next(d for d in window.findChildren(AcceptRiskDialog))
    dialog.reason.setPlainText("Both end with the old system.")
    dialog.main.click()
    assert set(window.controller.audit_or_fail.audit.accepted_risks) == {"first/pinned", "first/reviewed"}
    assert window.controller.undo_stack.count() == 1
    page.filters.risk.setCurrentIndex(2)
    assert sorted(codes(page)) == ["DEL-01", "DEL-02"]
    page.table.selectAll()
    page.detail.accept.click()
    assert not window.controller.audit_or_fail.audit.accepted_risks
    window.controller.undo()
    assert len(window.controller.audit_or_fail.audit.accepted_risks) == 2


def test_a_lapsed_acceptance_is_told(page: Findings, window: MainWindow) -> None:
    window.controller.do(edit.accept_risk(window.controller.audit_or_fail, "first/pinned", "Example.", "2020-01-31"))
    row = page.model.row(page.model.row_of("first/pinned"))
    assert row is not None
    assert (row.accepted, row.state) == (None, "Acceptance ended 2020-01-31")


def test_what_is_met_leaves_the_list_while_another_page_is_in_front(page: Findings, window: MainWindow) -> None:
    window.show_page("review")
    window.controller.do(edit.choose_level(window.controller.audit_or_fail, "first/pinned", 2))
    window.show_page("findings")
    assert "DEL-01" not in codes(page)


def test_slash_leads_to_the_filter_and_letters_do_not_search(page: Findings, qtbot: QtBot) -> None:
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_O)
    assert page.table.currentIndex().row() == 0
    qtbot.keyClick(page.table, Qt.Key.Key_Slash)
    assert page.filters.text.hasFocus()


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900)])
def test_the_question_is_never_squeezed_out(page: Findings, window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    for number in range(len(COLUMNS)):
        page.show_column(number, True)
    assert page.table.horizontalHeader().sectionSize(COLUMN["criterion"]) >= 170
