"""A judgement offers itself to criteria of other rubrics that ask the same."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.workflows import adopt, edit
from gui.views.workspace import Workspace

TRACING = "process-integrity/tracing-set-up"
LOGGING = "process-integrity/application-logging"
THERE = "operations-devex/logs"


def offered(review: Workspace) -> str:
    line = review.inspector.judgement.same_question
    return "" if line.isHidden() else line._words.text()


def confirm(review: Workspace, name: str = LOGGING) -> None:
    level = edit.score_of(review._shell.controller.audit_or_fail, name).scan_level
    assert level is not None
    review.choose_level(level)


def with_second_rubric(review: Workspace) -> None:
    controller = review._shell.controller
    controller.do(adopt.add_rubric(controller.audit_or_fail, "operations-devex"))
    review.checklist.choose(LOGGING)


def test_nothing_is_offered_with_one_rubric_or_before_judging(review: Workspace) -> None:
    review.checklist.choose(LOGGING)
    confirm(review)
    assert offered(review) == ""
    review.clear_level()
    with_second_rubric(review)
    assert offered(review) == ""


def test_one_key_gives_the_same_answer_and_undo_takes_it_back(review: Workspace, qtbot: QtBot) -> None:
    with_second_rubric(review)
    confirm(review)
    controller = review._shell.controller
    code = controller.audit_or_fail.rubrics["operations-devex"].criterion("logs").code
    assert code in offered(review)
    review.focus_list()
    qtbot.keyClick(review.checklist.list, Qt.Key.Key_G)
    assert THERE in {*controller.audit_or_fail.audit.judgements, *controller.audit_or_fail.audit.drafts}
    assert "answered alike" in offered(review) or "draft" in offered(review)
    controller.undo()
    assert THERE not in {*controller.audit_or_fail.audit.judgements, *controller.audit_or_fail.audit.drafts}
    assert LOGGING in controller.audit_or_fail.audit.judgements


def test_a_proposal_of_an_older_version_says_so(review: Workspace) -> None:
    controller = review._shell.controller
    review.checklist.choose(TRACING)
    confirm(review, TRACING)
    opened = controller.audit_or_fail
    text = opened.text(opened.audit.rubrics[0].digest)
    newer = text.replace("Is distributed tracing set up in the application", "Is tracing set up in the product", 1)
    controller.do(adopt.adopt(opened, "process-integrity", newer))
    review.checklist.choose(TRACING)
    assert review.inspector.judgement._state.text().startswith("Proposed: version 1.0, judged on ")
    assert edit.score_of(controller.audit_or_fail, TRACING).judged is False
