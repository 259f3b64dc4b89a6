"""What the inspector shows of a criterion."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from gui.main_window import MainWindow
from gui.models.inspection import inspect
from gui.views.workspace import Workspace

TRACING = "process-integrity/tracing-set-up"
EXPORT = "process-integrity/traces-exported"
ASKED = "process-integrity/trace-answers"
PARENT = "process-integrity/processes-traced"


def tabs(review: Workspace) -> list[str]:
    return [button.text() for button in review.inspector.tabs._buttons.values() if not button.isHidden()]


def test_evidence_is_shown_with_its_place_and_number(review: Workspace) -> None:
    pane = review.inspector.tabs.evidence
    assert tabs(review) == ["Evidence 3", "Searched", "Guidance", "History"]
    assert pane._count.text() == "1 of 3"
    assert pane._number.whole_text() == "E-1  ·  process.traced"
    pane._place.click()
    assert QGuiApplication.clipboard().text() == "shop/checkout/traced.py:20"
    review.step_evidence(1)
    assert (pane._count.text(), pane.code.accessibleName()) == (
        "2 of 3",
        "Evidence source code, shop/checkout/traced.py:50-51",
    )
    review.step_evidence(-2)
    assert pane._count.text() == "3 of 3"


def test_the_lines_that_count_are_marked_and_the_text_is_exact(review: Workspace) -> None:
    code = review.inspector.tabs.evidence.code
    assert "None == off" in code.toPlainText()
    review.step_evidence(1)
    marked = [selection.cursor.block().text().strip() for selection in code.extraSelections()]  # type: ignore[attr-defined]
    assert len(marked) == 2
    assert marked[0].startswith("provider = TracerProvider(")


def test_an_interview_says_what_to_ask(review: Workspace) -> None:
    review.checklist.choose(ASKED)
    assert tabs(review) == ["Ask", "Guidance", "History"]
    page = review.inspector.tabs._pages["ask"]
    assert "A customer says that Checkout failed" in page.toPlainText()  # type: ignore[attr-defined]
    assert len(review.inspector.judgement.conditions._boxes) == 3


def test_a_criterion_per_process_is_judged_below(review: Workspace) -> None:
    review.checklist.choose(PARENT)
    assert review.inspector.judgement.isHidden()
    assert not review.inspector._accept.isEnabled()
    assert review.inspector._obstacle.whole_text() == "Judged for each critical process"


def test_nothing_is_pressed_in_advance_and_the_scan_is_a_hint(review: Workspace) -> None:
    review.checklist.choose(TRACING)
    keys = review.inspector.judgement.levels._keys
    assert [key.isChecked() for key in keys] == [False, False, False]
    assert [key.accessibleName().endswith("The scan says this.") for key in keys] == [False, True, False]


def test_a_toggle_from_assistive_technology_chooses_a_level(review: Workspace, window: MainWindow) -> None:
    review.checklist.choose(TRACING)
    review.inspector.judgement.levels._keys[1].toggle()
    assert window.controller.audit_or_fail.audit.judgements[TRACING].level == 1


def test_guidance_stays_while_the_person_moves_on(review: Workspace) -> None:
    review.inspector.tabs._buttons["guidance"].setChecked(True)
    review.checklist.choose(TRACING)
    assert review.inspector.tabs.tab == "guidance"
    review.inspector.tabs._buttons["evidence"].setChecked(True)
    review.checklist.choose(ASKED)
    assert review.inspector.tabs.tab == "ask"


def test_a_confirm_button_appears_only_for_unproven(review: Workspace) -> None:
    button: QPushButton = review.inspector.judgement._confirm
    review.checklist.choose(TRACING)
    assert button.isHidden()
    review.checklist.choose(EXPORT)
    assert (button.isHidden(), button.text()) == (False, "Confirm Exported")


def test_what_is_gone_is_not_shown(review: Workspace, window: MainWindow) -> None:
    from core.workflows import edit

    opened = window.controller.audit_or_fail
    window.controller.do(edit.set_processes(opened, ()))
    assert inspect(opened, f"{PARENT}@checkout") is None
    assert review.inspector.key in ("", *(row.key for row in review.checklist.model.rows))
    window.controller.undo()
    assert f"{PARENT}@checkout" in [row.key for row in review.checklist.model.rows]


def test_a_read_only_audit_can_be_looked_at(window: MainWindow, tmp_path: Path) -> None:
    from core.workflows.open import open_audit
    from tests.helpers.example_audit import example_audit

    with example_audit(tmp_path) as writing:
        window.controller.adopt(open_audit(writing.path))
        window.show_page("review")
        assert "reading only" in window.banner.accessibleName()
        assert not window.review().inspector._accept.isEnabled()
        assert not window.review().inspector.judgement.isEnabled()
        window.controller.close(discard=True)
