"""A new audit, from the first click to the scan that is adopted, with the real worker on a small real repository."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from gui import settings
from gui.dialogs.new_audit import NewAuditDialog
from gui.dialogs.new_audit_steps.place import file_name, place_problem
from gui.dialogs.new_audit_steps.rubric import RubricStep
from gui.dialogs.new_audit_steps.scope import excluded_patterns
from gui.main_window import MainWindow
from gui.views.scan_progress import ScanProgress, Stage
from tests.helpers.audits import RUBRIC
from tests.helpers.repositories import repository

LONG = 100_000


def dialog_on(window: MainWindow, qtbot: QtBot, folder: Path) -> NewAuditDialog:
    """Open the dialog on a folder and wait until it was looked at."""
    window.show_page("welcome")
    dialog = window.show_dialog("new-audit", repository=folder)
    assert isinstance(dialog, NewAuditDialog)
    qtbot.waitUntil(lambda: dialog.repository.found is not None, timeout=LONG)
    return dialog


def test_creates_the_audit_scans_and_goes_to_the_review(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    made = repository(tmp_path / "parcels", {"app.py": "print('example')\n", "README.md": "# Example\n"})
    made.tag("v1.0.0")
    dialog = dialog_on(window, qtbot, made.folder)
    assert dialog.repository.ref.currentText() == "main"
    assert {dialog.repository.ref.itemText(at) for at in range(dialog.repository.ref.count())} == {"main", "v1.0.0"}
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.step is dialog.scope
    dialog.scope.client.setText("Example client")
    dialog.scope.auditor.setText("Example Auditor")
    dialog.scope.excluded.setPlainText("docs/")
    qtbot.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    assert dialog.rubric.chosen() == ("process-integrity",)
    qtbot.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    file = tmp_path / "audit.sightline"
    dialog.place.path.setText(str(file))
    assert dialog.next.text() == "Create and scan"
    qtbot.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    scan = window.page_widget("scan")
    assert isinstance(scan, ScanProgress)
    qtbot.waitUntil(lambda: scan.stage is Stage.DONE, timeout=LONG)
    opened = window.controller.audit_or_fail
    assert opened.path == file
    assert opened.audit.details.client == "Example client"
    assert opened.audit.details.title == "Process integrity audit"
    assert opened.audit.excluded == ("docs/**",)
    assert opened.audit.repository == str(made.folder)
    assert opened.scan is not None
    assert opened.scan.repository.commit == made.git("rev-parse", "HEAD")
    qtbot.waitUntil(lambda: window.page == "review", timeout=LONG)
    assert settings.actor() is not None


def test_says_what_is_wrong_with_a_folder_and_does_not_go_on(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    dialog = dialog_on(window, qtbot, tmp_path / "plain")
    assert dialog.repository.notice.message
    assert not dialog.next.isEnabled()
    dialog.repository.set_folder(str(tmp_path / "nowhere"))
    assert dialog.repository.notice.message == "There is no folder at this path."


def test_tells_the_consequence_of_a_shallow_clone_but_goes_on(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    origin = repository(tmp_path / "origin")
    origin.commit("Second", {"a.txt": "a\n"})
    origin.git("clone", "-q", "--depth", "1", f"file://{origin.folder}", str(tmp_path / "shallow"))
    dialog = dialog_on(window, qtbot, tmp_path / "shallow")
    assert "shallow" in dialog.repository.warnings.text()
    assert dialog.next.isEnabled()


def test_scope_waits_for_client_and_auditor(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = dialog_on(window, qtbot, repository(tmp_path / "r").folder)
    dialog._on_next()
    assert not dialog.next.isEnabled()
    dialog.scope.client.setText("Example client")
    dialog.scope.auditor.setText("Example Auditor")
    assert dialog.next.isEnabled()
    dialog.scope.excluded.setPlainText("a\\b")
    assert not dialog.next.isEnabled()
    assert "Use /" in dialog.scope.excluded_field.complaint


def test_place_refuses_what_would_harm(tmp_path: Path) -> None:
    client = tmp_path / "client"
    client.mkdir()
    taken = tmp_path / "a.sightline"
    taken.touch()
    assert "already" in place_problem(str(taken), "")
    assert "client's repository" in place_problem(str(client / "b.sightline"), str(client))
    assert "no folder" in place_problem(str(tmp_path / "none" / "b.sightline"), "")
    assert place_problem(str(tmp_path / "b.sightline"), str(client)) == ""


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Example & Sons: audit 2026", "example-sons-audit-2026.sightline"),
        ("../..", "audit.sightline"),
        ("Übung", "übung.sightline"),
    ],
)
def test_file_name_is_safe(title: str, name: str) -> None:
    assert file_name(title) == name


def test_excluded_patterns_are_one_a_line_and_folders_mean_all_in_them() -> None:
    assert excluded_patterns("docs/\n\n ./a/**\n/b.txt\ndocs/") == ("docs/**", "a/**", "b.txt")


def test_counts_at_once_what_excluded_paths_leave_out(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    made = repository(tmp_path / "parcels", {"app.py": "", "docs/a.md": "", "docs/b/c.md": ""})
    dialog = dialog_on(window, qtbot, made.folder)
    dialog.next.click()
    dialog.scope.excluded.setPlainText("docs/\nold/**")
    shown = dialog.scope.excluded_field
    qtbot.waitUntil(lambda: "left out." in shown.complaint, timeout=LONG)
    assert shown.complaint == "2 of 3 files are left out. Nothing matches old/**."
    dialog.scope.excluded.setPlainText("app.py")
    qtbot.waitUntil(lambda: shown.complaint == "1 of 3 files is left out.", timeout=LONG)


def test_a_path_is_typed_from_its_root(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = dialog_on(window, qtbot, repository(tmp_path / "parcels", {"app.py": ""}).folder)
    qtbot.keyClicks(dialog.place.path, "/")
    assert dialog.place.missing() == "Name the file."
    dialog.place.path.clear()
    qtbot.keyClicks(dialog.place.path, f"{tmp_path}/a")
    assert dialog.place.file() == tmp_path / "a.sightline"


def test_own_rubrics_are_offered_and_a_broken_one_says_why(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "example.yaml").write_text(RUBRIC)
    (folder / "broken.yaml").write_text("id: broken\n  name: [")
    monkeypatch.setattr("core.rubric.library.own_folder", lambda: folder)
    step = RubricStep()
    qtbot.addWidget(step)
    step.begin()
    boxes = {box.text(): box for box in step.findChildren(QCheckBox)}
    broken = next(box for text, box in boxes.items() if "broken" in text)
    assert not broken.isEnabled()
    assert "cannot be read" in broken.toolTip()
    assert step.chosen() == ("process-integrity",)
    next(box for text, box in boxes.items() if "own, example.yaml" in text).click()
    assert step.chosen() == ("process-integrity", "example")
    assert step.texts() == ("process-integrity", RUBRIC)
