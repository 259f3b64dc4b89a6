"""The arithmetic is one value: window, command line and report print the same lines."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.audit.published import to_bytes
from core.cli.main import main
from core.workflows import adopt
from core.workflows.export import published
from gui.dialogs.arithmetic import Arithmetic
from gui.views.workspace import Workspace


def texts(dialog: Arithmetic) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


@pytest.mark.parametrize("rubric_id", ["process-integrity", "devops-excellence"])
def test_window_and_command_line_print_what_the_report_embeds(
    review: Workspace, rubric_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    controller = review._shell.controller
    controller.do(adopt.add_rubric(controller.audit_or_fail, "devops-excellence"))
    opened = controller.audit_or_fail
    score = opened.scores[rubric_id]
    lines = [line for category in score.categories for line in category.lines] + list(score.lines)
    assert len(lines) > 10
    embedded = to_bytes(published(opened, "test")).decode()
    dialog = review._shell.show_dialog("arithmetic", rubric_id=rubric_id)
    assert isinstance(dialog, Arithmetic)
    shown = texts(dialog)
    path = opened.path
    opened.wait_saved(30)
    assert main(["audit", "show", str(path), "--arithmetic"]) == 0
    printed = capsys.readouterr().out
    for line in lines:
        assert line.expression in shown
        assert f"{line.label}: {line.expression} = {line.value}" in printed
        assert line.expression in embedded


def test_a_key_opens_it_with_the_category_that_is_shown_first(review: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    controller = review._shell.controller
    category = controller.audit_or_fail.rubrics["process-integrity"].categories[2]
    review.checklist.show_category("process-integrity", category.id)
    review.focus_list()
    qtbot.keyClick(review.checklist.list, Qt.Key.Key_Equal)
    (dialog,) = review.window().findChildren(Arithmetic)
    assert texts(dialog)[2] == category.name or category.name in texts(dialog)[:4]
    dialog.reject()
