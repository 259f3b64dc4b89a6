"""The review by keyboard, as a person does it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.model.judgement import Kind
from core.workflows.open import OpenAudit
from gui.main_window import MainWindow
from gui.views.workspace import Workspace

CHECKOUT = "process-integrity/processes-traced@checkout"
INVOICES = "process-integrity/processes-traced@invoice-run"
TRACING = "process-integrity/tracing-set-up"
EXPORT = "process-integrity/traces-exported"
ASKED = "process-integrity/trace-answers"
REASON = "The exporter was switched off in March."


def audit_of(window: MainWindow) -> OpenAudit:
    return window.controller.audit_or_fail


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.focusWidget() or window, key, modifiers)


def write(window: MainWindow, text: str) -> None:
    focus = window.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def test_j_and_k_move_and_the_inspector_follows(review: Workspace, window: MainWindow) -> None:
    assert review.inspector.key == CHECKOUT
    press(window, Qt.Key.Key_J)
    assert review.inspector.key == INVOICES
    press(window, Qt.Key.Key_K)
    assert review.inspector.key == CHECKOUT
    press(window, Qt.Key.Key_Down)
    assert review.inspector.key == INVOICES


def test_a_digit_equal_to_the_scan_confirms_at_once(review: Workspace, window: MainWindow) -> None:
    press(window, Qt.Key.Key_3)
    judgement = audit_of(window).audit.judgements[CHECKOUT]
    assert (judgement.level, judgement.kind) == (2, Kind.CONFIRMATION)
    press(window, Qt.Key.Key_0)
    assert CHECKOUT not in audit_of(window).audit.judgements


def test_another_digit_is_a_draft_until_it_is_justified(review: Workspace, window: MainWindow) -> None:
    press(window, Qt.Key.Key_1)
    audit = audit_of(window).audit
    assert audit.drafts[CHECKOUT].level == 0 and CHECKOUT not in audit.judgements
    accept = review.inspector._accept
    assert not accept.isEnabled()
    assert review.inspector._obstacle.whole_text() == "20 more characters of justification"

    press(window, Qt.Key.Key_O)
    write(window, "jk5 because o/")  # letters and digits are text here, not shortcuts
    assert review.inspector.key == CHECKOUT
    assert review.inspector._obstacle.whole_text() == "6 more characters of justification"
    write(window, " of that.")
    assert accept.isEnabled()
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    judgement = audit_of(window).audit.judgements[CHECKOUT]
    assert (judgement.level, judgement.kind, judgement.justification) == (0, Kind.OVERRIDE, "jk5 because o/ of that.")
    assert review.inspector.key == INVOICES


def test_accept_without_a_choice_confirms_the_scan(review: Workspace, window: MainWindow) -> None:
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    judgements = audit_of(window).audit.judgements
    assert {key: (j.level, j.kind) for key, j in judgements.items()} == {
        CHECKOUT: (2, Kind.CONFIRMATION),
        INVOICES: (0, Kind.CONFIRMATION),
    }


def test_unproven_is_never_accepted_silently(review: Workspace, window: MainWindow) -> None:
    review.checklist.choose(EXPORT)
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert EXPORT not in audit_of(window).audit.judgements
    assert review.inspector.key == EXPORT
    press(window, Qt.Key.Key_C)
    assert audit_of(window).audit.judgements[EXPORT].kind is Kind.CONFIRMATION


def test_the_top_level_of_an_interview_waits_for_its_conditions(review: Workspace, window: MainWindow) -> None:
    review.checklist.choose(ASKED)
    press(window, Qt.Key.Key_3)
    assert ASKED in audit_of(window).audit.drafts
    assert review.inspector._obstacle.whole_text() == "3 conditions of the top level are not ticked"
    for box in review.inspector.judgement.conditions._boxes:
        box.toggle()  # what an assistive technology does
    assert audit_of(window).audit.judgements[ASKED].ticked == (0, 1, 2)
    press(window, Qt.Key.Key_2)
    assert audit_of(window).audit.judgements[ASKED].level == 1


def test_undo_and_redo_by_key(review: Workspace, window: MainWindow) -> None:
    press(window, Qt.Key.Key_3)
    assert window.actions_by_id["undo"].text() == "Undo confirmation OBS-01 (checkout)"
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert CHECKOUT not in audit_of(window).audit.judgements
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert CHECKOUT in audit_of(window).audit.judgements
    marks = [entry.mark.value for entry in audit_of(window).history(CHECKOUT)]
    assert marks == ["", "undo", "redo"]


def test_typing_in_one_field_is_one_step(review: Workspace, window: MainWindow) -> None:
    press(window, Qt.Key.Key_N)
    write(window, "Asked twice; ")
    review.inspector.note.commit()
    write(window, "no answer yet.")
    review.inspector.note.commit()
    assert audit_of(window).audit.notes[CHECKOUT] == "Asked twice; no answer yet."
    press(window, Qt.Key.Key_Escape)
    assert review.checklist.list.hasFocus()
    window.controller.undo()
    assert CHECKOUT not in audit_of(window).audit.notes


def test_a_reason_that_becomes_long_enough_can_be_taken_back(review: Workspace, window: MainWindow) -> None:
    press(window, Qt.Key.Key_1)
    press(window, Qt.Key.Key_O)
    write(window, "Not in")
    review.inspector.commit()
    write(window, " the last release.")
    review.inspector.commit()
    assert CHECKOUT in audit_of(window).audit.judgements
    window.controller.undo()
    audit = audit_of(window).audit
    assert CHECKOUT not in audit.judgements
    assert audit.drafts[CHECKOUT].justification == "Not in"


def test_the_note_is_committed_when_the_person_moves_on(review: Workspace, window: MainWindow) -> None:
    press(window, Qt.Key.Key_N)
    write(window, "Ask the platform team.")
    review.checklist.choose(TRACING)
    assert audit_of(window).audit.notes == {CHECKOUT: "Ask the platform team."}
    assert review.inspector.note.toPlainText() == ""


def test_a_pause_commits_what_is_typed(review: Workspace, window: MainWindow, qtbot: QtBot) -> None:
    press(window, Qt.Key.Key_N)
    write(window, "Slow typing.")
    qtbot.waitUntil(lambda: audit_of(window).audit.notes.get(CHECKOUT) == "Slow typing.", timeout=3000)


def test_to_review_empties_as_the_person_works(review: Workspace, window: MainWindow, qtbot: QtBot) -> None:
    review.checklist._chips.button(1).setChecked(True)
    press(window, Qt.Key.Key_3)
    assert review.inspector.key == CHECKOUT, "the row in work stays"
    press(window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: CHECKOUT not in [row.key for row in review.checklist.model.rows])
    assert review.inspector.key == INVOICES


def test_slash_filters_and_an_empty_filter_says_so(review: Workspace, window: MainWindow) -> None:
    press(window, Qt.Key.Key_Slash)
    write(window, "foo")
    assert review.checklist._empty.text() == "No criteria match “foo”"
    review.checklist.clear_filter()
    assert review.checklist.model.rowCount() == 10
    assert review.checklist.list.hasFocus()


def test_enter_goes_in_and_escape_comes_back(review: Workspace, window: MainWindow) -> None:
    press(window, Qt.Key.Key_Return)
    focus = window.focusWidget()
    assert focus is not None and review.inspector.isAncestorOf(focus)
    press(window, Qt.Key.Key_Escape)
    assert review.checklist.list.hasFocus()


def test_f6_goes_round_the_panes(review: Workspace, window: MainWindow) -> None:
    seen = []
    for _ in range(4):
        press(window, Qt.Key.Key_F6)
        focus = window.focusWidget()
        panes = {
            "inspector": review.inspector,
            "rail": window.rail,
            "categories": review.categories,
            "checklist": review.checklist,
        }
        seen.append(next(name for name, pane in panes.items() if focus and pane.isAncestorOf(focus)))
    assert seen == ["inspector", "rail", "categories", "checklist"]


def test_the_last_criterion_leads_to_the_next_category(review: Workspace, window: MainWindow) -> None:
    review.checklist.choose(review.checklist.model.rows[-1].key)
    press(window, Qt.Key.Key_S)
    current = review.categories.current
    assert current is not None and current.name == "Error tracking"


def test_not_applicable_comes_back_with_the_same_key(review: Workspace, window: MainWindow) -> None:
    from core.workflows import edit

    opened = audit_of(window)
    review.checklist.choose(TRACING)
    window.controller.do(edit.not_applicable(opened, TRACING, "There is only one service."))
    assert review.inspector.judgement.levels.isHidden()
    press(window, Qt.Key.Key_1)
    assert TRACING not in opened.audit.drafts
    press(window, Qt.Key.Key_X)
    assert TRACING not in opened.audit.not_applicable


def test_undo_shows_what_it_took_back(review: Workspace, window: MainWindow) -> None:
    press(window, Qt.Key.Key_3)
    review.categories.choose("process-integrity", "error-tracking")
    assert review.inspector.key != CHECKOUT
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert review.inspector.key == CHECKOUT
    assert window.top_bar.saving._went_back.text() == "Undone: confirmation OBS-01 (checkout)"
    press(window, Qt.Key.Key_3)
    assert window.top_bar.saving._went_back.text() == ""
