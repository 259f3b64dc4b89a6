"""The roadmap page: board, timeline and initiatives; moves by keys and by drag, conflicts, phases, follow-up."""

from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from core.audit.audit import Audit
from core.model.work import WorkStatus
from core.workflows import edit
from gui.dialogs.phases import PhasesDialog
from gui.dialogs.work_item import WorkItemDialog
from gui.main_window import MainWindow
from gui.views.phase_lane import CARD_TYPE, PhaseLane
from gui.views.roadmap import RoadmapPage
from tests.helpers.planning_audits import PHASES, planning_audit

D = TypeVar("D", bound=QDialog)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> RoadmapPage:
    """The roadmap of the planning example, in front, with the focus on its first card."""
    window.controller.adopt(planning_audit(tmp_path / "a"))
    window.show_page("roadmap")
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    found = cast(RoadmapPage, window.page_widget("roadmap"))
    qtbot.waitUntil(lambda: bool(found.board.lanes))
    found.focus_items()
    qtbot.waitUntil(found.board.lanes[0].cards.hasFocus)
    return found


def lanes(page: RoadmapPage) -> dict[str, list[str]]:
    """Return the recommendations by the name of the lane."""
    return {lane.name: [card.recommendation for card in lane.cards] for lane in page.state.lanes}


def audit(window: MainWindow) -> Audit:
    """Return the audit as it is now."""
    return window.controller.audit_or_fail.audit


def focused(page: RoadmapPage) -> PhaseLane:
    """Return the lane that has the focus."""
    return next(lane for lane in page.board.lanes if lane.cards.hasFocus())


def show(page: RoadmapPage, view: str) -> None:
    """Show the board, the timeline or the initiatives."""
    next(b for b in page._views.buttons() if b.text() == view).click()


# ---------------------------------------------------------------- what is shown


def test_shows_phases_with_their_load_and_what_fits_into_none(page: RoadmapPage) -> None:
    assert lanes(page) == {"Now": ["pin", "review"], "Next": ["build"], "Later": ["watch"]}
    now, later = page.board.lanes[0], page.board.lanes[-1]
    assert now._load.text() == "10 of 10 h"
    assert now._warning.isHidden()
    assert later.model.row(0).waiting == "Fits into no phase"
    assert now.cards.accessibleName() == "Now, Week 1 – 4, 2 items, 10 of 10 h"


def test_a_card_tells_gains_per_rubric_and_what_it_closes(page: RoadmapPage) -> None:
    card = page.board.lanes[0].model.row(0)
    assert card.codes == ("DEL-01", "BOR-01")
    assert [gain.rubric for gain in card.gains] == ["First example", "Second example"]
    assert card.gains[1].text == "+10"
    spoken = page.board.lanes[0].model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Pin dependencies., Critical, 2 – 6 h, closes 2, First example +")
    assert spoken.endswith("Proposed")


def test_each_phase_ends_with_scores_and_tells_where_the_target_is_reached(page: RoadmapPage) -> None:
    first = {lane.name: lane.outlooks[0] for lane in page.state.lanes if lane.outlooks}
    assert float(first["Now"].point) < float(first["Next"].point)
    reached = [name for name, outlook in first.items() if outlook.reached]
    aim = page.state.aims[0]
    assert aim.rubric == "First example"
    assert aim.target == "70.0"
    assert aim.reached == (f"reached in {reached[0]}" if reached else "not reached by this plan")
    assert page._aims[0].accessibleName().startswith("First example, ")


def test_cards_are_as_high_as_their_words_in_every_width(page: RoadmapPage, window: MainWindow) -> None:
    heights = set()
    for width in (2400, 1180, 1600):
        window.resize(width, 800)
        QApplication.processEvents()
        cards = page.board.lanes[-1].cards
        index = cards.model().index(0, 0)
        wanted = cards.itemDelegate().sizeHint(QStyleOptionViewItem(), index).height()
        assert cards.visualRect(index).height() == wanted
        heights.add(wanted)
    assert len(heights) > 1, "the title was broken differently"


# ---------------------------------------------------------------- moving


def test_ctrl_right_moves_the_card_and_the_focus_goes_along(
    page: RoadmapPage, window: MainWindow, qtbot: QtBot
) -> None:
    page.board.choose("review")
    qtbot.keyClick(page.board.lanes[0].cards, Qt.Key.Key_Right, CONTROL)
    assert audit(window).placements == {"review": "phase-2"}
    assert lanes(page)["Next"] == ["review", "build"] or "review" in lanes(page)["Next"]
    assert page.board.chosen == "review"
    assert focused(page) is page.board.lanes[1]
    qtbot.keyClick(focused(page).cards, Qt.Key.Key_Right, CONTROL)
    assert audit(window).placements == {"review": "later"}
    assert page.board.lanes[-1].model.find("review") >= 0
    window.controller.undo()
    assert audit(window).placements == {"review": "phase-2"}
    window.controller.undo()
    assert audit(window).placements == {}
    assert window.controller.undo_stack.count() == 2


def test_the_ends_of_the_board_hold(page: RoadmapPage, window: MainWindow, qtbot: QtBot) -> None:
    page.board.choose("pin")
    qtbot.keyClick(page.board.lanes[0].cards, Qt.Key.Key_Left, CONTROL)
    assert window.controller.undo_stack.count() == 0


def test_a_card_is_dropped_on_another_phase(page: RoadmapPage, window: MainWindow) -> None:
    source, target = page.board.lanes[0], page.board.lanes[1]
    data = source.model.mimeData([source.model.index(1)])
    _drop(target, data)
    assert audit(window).placements == {"review": "phase-2"}
    assert page.board.chosen == "review"
    _drop(target, target.model.mimeData([target.model.index(target.model.find("review"))]))
    assert window.controller.undo_stack.count() == 1, "dropped where it lies already"


def test_nothing_else_can_be_dropped(page: RoadmapPage, window: MainWindow) -> None:
    data = QMimeData()
    data.setText("review")
    _drop(page.board.lanes[1], data)
    assert audit(window).placements == {}


def test_cards_can_be_dragged_and_lanes_take_them(page: RoadmapPage) -> None:
    lane = page.board.lanes[0]
    assert lane.model.flags(lane.model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert lane.cards.dragEnabled()
    data = lane.model.mimeData([lane.model.index(0)])
    assert bytes(data.data(CARD_TYPE).data()) == b"pin"
    event = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(page.board.lanes[1].cards.viewport(), event)
    assert event.isAccepted()


def _drop(lane: PhaseLane, data: QMimeData) -> None:
    place, left = QPointF(20, 20), Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place.toPoint(), Qt.DropAction.MoveAction, data, left, none)
    QApplication.sendEvent(lane.cards.viewport(), enter)
    event = QDropEvent(place, Qt.DropAction.MoveAction, data, left, none)
    QApplication.sendEvent(lane.cards.viewport(), event)


def test_arrows_go_between_phases(page: RoadmapPage, qtbot: QtBot) -> None:
    page.board.choose("pin")
    qtbot.keyClick(page.board.lanes[0].cards, Qt.Key.Key_Right)
    assert page.board.chosen == "build"
    qtbot.keyClick(focused(page).cards, Qt.Key.Key_Right)
    assert page.board.chosen == "watch"
    qtbot.keyClick(focused(page).cards, Qt.Key.Key_Left)
    assert page.board.chosen == "build"
    chosen = [lane.cards.selectionModel().hasSelection() for lane in page.board.lanes]
    assert chosen == [False, True, False]


def test_names_a_conflict_and_an_overload_in_words(page: RoadmapPage, window: MainWindow, qtbot: QtBot) -> None:
    page.board.choose("build")
    qtbot.keyClick(page.board.lanes[1].cards, Qt.Key.Key_Left, CONTROL)
    assert page.notice.message == "“Build once.” comes before “Pin dependencies.”, which it requires."
    card = page.state.card("build")
    assert card is not None
    assert card.conflict in card.spoken
    window.controller.do(edit.move_to_phase("watch", "phase-1"))
    lane = page.board.lanes[0]
    assert lane._load.text() == "38 of 10 h, 28 h too much"
    assert lane._warning.isVisible()
    window.controller.undo()
    window.controller.undo()
    assert page.notice.message == ""


def test_delete_lets_the_planner_place_a_card_again(page: RoadmapPage, window: MainWindow, qtbot: QtBot) -> None:
    page.board.choose("review")
    qtbot.keyClick(page.board.lanes[0].cards, Qt.Key.Key_Right, CONTROL)
    card = page.board.card()
    assert card is not None
    assert card.by_hand
    qtbot.keyClick(focused(page).cards, Qt.Key.Key_Delete)
    assert audit(window).placements == {}
    assert lanes(page)["Now"] == ["pin", "review"]


# ---------------------------------------------------------------- over time


def test_the_timeline_lies_item_after_item_and_moves_by_key(
    page: RoadmapPage, window: MainWindow, qtbot: QtBot
) -> None:
    show(page, "Timeline")
    rows = {row.id: row for row in page.timeline.model.rows}
    assert (rows["# phase-1"].start, rows["# phase-1"].end) == (0, 4)
    assert rows["pin"].end == rows["review"].start
    assert rows["build"].start == 4
    assert rows["build"].requires == ("pin",)
    page.timeline.choose("review")
    page.timeline.setFocus()
    qtbot.keyClick(page.timeline.lines, Qt.Key.Key_Right, CONTROL)
    assert audit(window).placements == {"review": "phase-2"}
    assert page.timeline.chosen == "review"
    spoken = page.timeline.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Now, First example ")
    assert spoken.endswith("week 1.0 to 5.0")


def test_board_and_timeline_show_the_same_item(page: RoadmapPage) -> None:
    page.board.choose("build")
    show(page, "Timeline")
    assert page.timeline.chosen == "build"
    page.timeline.choose("watch")
    show(page, "Board")
    assert page.board.chosen == "watch"


# ---------------------------------------------------------------- following up


def test_enter_opens_a_card_to_say_how_far_it_is(page: RoadmapPage, window: MainWindow, qtbot: QtBot) -> None:
    page.board.choose("pin")
    qtbot.keyClick(page.board.lanes[0].cards, Qt.Key.Key_Return)
    dialog = _open(window, WorkItemDialog)
    dialog.status.setCurrentIndex(1)
    dialog.owner.setText("Example team")
    dialog.due.setText("soon")
    assert not dialog.main.isEnabled()
    dialog.due.setText("2027-03-31")
    dialog.phase.setCurrentIndex(dialog.phase.findData("phase-2"))
    dialog.main.click()
    work = audit(window).work["pin"]
    assert (work.status, work.owner, work.due) == (WorkStatus.IN_PROGRESS, "Example team", "2027-03-31")
    assert window.controller.undo_stack.count() == 1
    card = page.state.card("pin")
    assert card is not None
    assert (card.lane, card.follow_up) == ("phase-2", "Example team  ·  due 2027-03-31")
    window.controller.undo()
    assert audit(window).work == {}
    assert audit(window).placements == {}


def test_complete_work_takes_no_hours(page: RoadmapPage, window: MainWindow) -> None:
    page.open_card("pin")
    dialog = _open(window, WorkItemDialog)
    dialog.status.setCurrentIndex(dialog.status.findData("complete"))
    dialog.main.click()
    assert page.state.lanes[0].used <= 10
    assert "pin" in lanes(page)["Now"]
    assert window.controller.audit_or_fail.scores["first"].criteria()[0].rating.point == 0, "it is judged anew"


def test_phases_are_renamed_added_and_removed_in_one_step(page: RoadmapPage, window: MainWindow) -> None:
    page.phases.click()
    dialog = _open(window, PhasesDialog)
    dialog.rows[0].name.setText("")
    assert not dialog.main.isEnabled()
    dialog.rows[0].name.setText("First weeks")
    dialog.rows[0].weeks.setValue(2)
    dialog.add.click()
    dialog.rows[2].hours.setValue(40)
    dialog.rows[2].up.click()
    dialog.main.click()
    phases = audit(window).phases
    assert [(p.id, p.name, p.weeks) for p in phases] == [
        ("phase-1", "First weeks", 2),
        ("phase-3", "Phase 3", 4),
        ("phase-2", "Next", 4),
    ]
    assert lanes(page)["Phase 3"], "the planner uses the new phase"
    assert "watch" in lanes(page)["Phase 3"]
    window.controller.undo()
    assert audit(window).phases == PHASES


def test_an_audit_without_phases_says_so(page: RoadmapPage, window: MainWindow) -> None:
    window.controller.do(edit.set_phases(()))
    assert page.notice.message == "This audit has no phases."
    assert list(lanes(page)) == ["Later"]
    window.controller.undo()
    assert list(lanes(page)) == ["Now", "Next", "Later"]


def _open(window: MainWindow, kind: type[D]) -> D:
    return next(dialog for dialog in window.findChildren(kind) if dialog.isVisible())


# ---------------------------------------------------------------- initiatives


def test_initiatives_are_added_described_and_removed(page: RoadmapPage, window: MainWindow, qtbot: QtBot) -> None:
    show(page, "Initiatives")
    view = page.initiatives
    assert not view.form.isVisible()
    view.add.click()
    assert view.title.hasFocus()
    qtbot.keyClicks(view.title, "One command for the environment")
    qtbot.keyClicks(view.owner, "Example team")
    view.commit()
    made = audit(window).initiatives
    assert [(i.title, i.owner) for i in made] == [("One command for the environment", "Example team")]
    spoken = view.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "One command for the environment, Proposed, Example team"
    view.add.click()
    qtbot.keyClicks(view.title, "Another")
    view.list.setFocus()
    assert [i.title for i in audit(window).initiatives] == ["One command for the environment", "Another"]
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    assert len(audit(window).initiatives) == 1
    window.controller.undo()
    assert len(audit(window).initiatives) == 2


def test_choosing_another_initiative_keeps_what_was_typed(page: RoadmapPage, window: MainWindow, qtbot: QtBot) -> None:
    show(page, "Initiatives")
    view = page.initiatives
    for title in ("First", "Second"):
        view.add.click()
        qtbot.keyClicks(view.title, title)
        view.commit()
    view.title.selectAll()
    qtbot.keyClicks(view.title, "Second, typed")
    view.list.setCurrentIndex(view.model.index(0))
    assert [i.title for i in audit(window).initiatives] == ["First", "Second, typed"]
    assert view.title.text() == "First"
