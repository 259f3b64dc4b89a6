"""The critical processes page: matrix, form, proposals, and the offer to scan again."""

from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from pytestqt.qtbot import QtBot

from core.model.outcome import Severity
from core.model.process import CriticalProcess
from gui.main_window import MainWindow
from gui.models.process_matrix import new_id
from gui.views.process_form import lines, number
from gui.views.processes import Processes
from gui.views.workspace import Workspace
from tests.helpers.process_audits import process_audit
from tests.helpers.tasks import ToldTasks


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> Processes:
    """The page of an audit with three processes, of which the scan knows two."""
    window.controller.adopt(process_audit(tmp_path / "a"))
    window.show_page("processes")
    window.show()
    found = window.page_widget("processes")
    assert isinstance(found, Processes)
    return found


def ids(window: MainWindow) -> list[str]:
    """Return the ids of the audit's processes."""
    return [process.id for process in window.controller.audit_or_fail.audit.processes]


def cells(model: QAbstractItemModel, at: int) -> list[str]:
    """Return the words of a row."""
    return [str(model.index(at, column).data()) for column in range(model.columnCount(QModelIndex()))]


def test_shows_each_property_in_the_words_of_the_rubric(page: Processes) -> None:
    assert cells(page.model, 0) == [
        "Place an order",
        "Described",
        "Traced",
        "Partly",
        "Not checked",
        "Guarded",
        "Unproven",
    ]
    assert cells(page.model, 2)[1:] == ["Not scanned"] * 6
    spoken = page.model.index(0, 4).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Place an order, Health-checked: Not checked"


def test_offers_to_scan_what_was_not_scanned(page: Processes, window: MainWindow) -> None:
    assert page.notice.message == "Nightly settlement was not scanned as it is described now."
    tasks = ToldTasks()
    window.tasks = tasks  # type: ignore[assignment]
    page.notice.action.click()
    assert window.page == "scan"
    assert tasks.last.verb == "scan"
    assert [p["id"] for p in tasks.last.arguments["processes"]] == ["place-order", "refund", "nightly-settlement"]


def test_accepts_proposals_with_one_key_and_undo_takes_them_back(
    page: Processes, window: MainWindow, qtbot: QtBot
) -> None:
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_A)
    assert ids(window)[-1] == "import-parcels"
    assert page.proposals.rowCount() == 2
    assert page.chosen() == "import-parcels"
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert ids(window)[-1] == "send-invoices"
    window.controller.undo()
    assert ids(window)[-1] == "import-parcels"
    assert page.proposals.rowCount() == 2


def test_accepts_all_in_one_step(page: Processes, window: MainWindow) -> None:
    page.accept_all.click()
    assert len(ids(window)) == 6
    assert page.proposed.isHidden()
    window.controller.undo()
    assert len(ids(window)) == 3


def test_edits_are_committed_when_the_field_is_left(page: Processes, window: MainWindow, qtbot: QtBot) -> None:
    page.choose(1)
    page.form.owner.setFocus()
    qtbot.keyClicks(page.form.owner, "Team Money")
    page.form.sla.setFocus()
    page.form.commit()
    found = window.controller.audit_or_fail.audit.processes[1]
    assert found.owner == "Team Money"
    assert found.id == "refund"
    window.controller.undo()
    assert window.controller.audit_or_fail.audit.processes[1].owner == ""
    assert page.form.owner.text() == ""


def test_a_change_of_where_it_lives_asks_for_another_scan(page: Processes) -> None:
    page.choose(0)
    page.form.paths.setPlainText("src/orders/**\nsrc/checkout/**")
    page.form.commit()
    assert page.notice.message == "2 processes were not scanned as they are described now."


def test_a_wrong_number_is_said_beside_the_field_and_not_saved(
    page: Processes, window: MainWindow, qtbot: QtBot
) -> None:
    page.choose(0)
    page.form.sla.clear()
    qtbot.keyClicks(page.form.sla, "soon")
    page.form.commit()
    assert page.form._sla_field.complaint == "A number above 0, or nothing."
    assert window.controller.audit_or_fail.audit.processes[0].sla_seconds == 5


def test_adds_one_by_keyboard(page: Processes, window: MainWindow, qtbot: QtBot) -> None:
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Insert)
    assert not page.form.add.isEnabled()
    qtbot.keyClicks(page.form.name, "Close the books")
    page.form.names.setPlainText("close_books")
    page.form.add.click()
    added = window.controller.audit_or_fail.audit.processes[-1]
    assert added == CriticalProcess(
        "close-the-books", "Close the books", Severity.CRITICAL, names=("close_books",)
    ) or (added.id == "close-the-books" and added.names == ("close_books",))
    assert page.chosen() == "close-the-books"


def test_removes_with_delete_and_undo_brings_it_back(page: Processes, window: MainWindow, qtbot: QtBot) -> None:
    page.choose(1)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert ids(window) == ["place-order", "nightly-settlement"]
    assert page.chosen() == "nightly-settlement"
    window.controller.undo()
    assert ids(window) == ["place-order", "refund", "nightly-settlement"]


def test_enter_on_a_cell_opens_its_criterion(page: Processes, window: MainWindow, qtbot: QtBot) -> None:
    page.table.setCurrentIndex(page.model.index(1, 4))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert window.page == "review"
    review = window.page_widget("review")
    assert isinstance(review, Workspace)
    assert review.inspector.key.endswith("@refund")


def test_without_processes_the_page_says_what_to_do(window: MainWindow, tmp_path: Path) -> None:
    window.controller.adopt(process_audit(tmp_path / "b", scanned=False))
    window.show_page("processes")
    page = window.page_widget("processes")
    assert isinstance(page, Processes)
    assert page._stack.currentIndex() == 1
    assert page.form.add.isVisibleTo(page.form)
    assert page.proposed.isHidden()


def test_ids_are_made_from_names_and_never_twice() -> None:
    assert new_id("Café: Order #1", ()) == "caf-order-1"
    assert new_id("Refund", ("refund", "refund-2")) == "refund-3"


def test_typed_numbers_and_lines() -> None:
    assert number(" 1,5 ") == 1.5
    assert number("") is None
    with pytest.raises(ValueError, match="-1"):
        number("-1")
    assert lines(" a \n\nb\na") == ("a", "b")
