"""The first page: recent audits, what is missing, and what may be dropped."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from gui import recents, settings
from gui.dialogs.new_audit import NewAuditDialog
from gui.dialogs.verify import VerifyDialog
from gui.main_window import MainWindow
from gui.views.welcome import Welcome
from tests.helpers.process_audits import process_audit
from tests.helpers.tasks import ToldTasks


def recent(path: Path, title: str = "Example audit") -> settings.Recent:
    """Return an entry of the list."""
    return settings.Recent(str(path), title, "example", "38 %", "2026-01-05T09:00:00+00:00")


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> Welcome:
    """The page with one audit that is there and one that is not."""
    process_audit(tmp_path / "here").close()
    settings.add_recent(recent(tmp_path / "gone.sightline", "Gone"))
    settings.add_recent(recent(tmp_path / "here" / "processes.sightline"))
    window.tasks = ToldTasks()  # type: ignore[assignment]
    window.show_page("welcome")
    window.show()
    found = window.page_widget("welcome")
    assert isinstance(found, Welcome)
    found.refresh()
    return found


def drop(page: Welcome, path: Path) -> None:
    """Drop a file or folder on the page."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPointF(QPoint(5, 5)), copy, data, left, Qt.KeyboardModifier.NoModifier))


def test_enter_opens_the_audit(page: Welcome, window: MainWindow, qtbot: QtBot) -> None:
    page.list.setCurrentIndex(page.model.index(0, 0))
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert window.page == "review"
    assert window.controller.audit_or_fail.path.name == "processes.sightline"


def test_a_missing_file_is_named_and_can_be_removed_or_located(page: Welcome, tmp_path: Path, qtbot: QtBot) -> None:
    page.list.setCurrentIndex(page.model.index(1, 0))
    assert page.locate.isVisible()
    assert page.model.state(1) == "File not found"
    page._located(str(tmp_path / "gone.sightline"), str(tmp_path / "here" / "processes.sightline"))
    assert [r.path for r in settings.recent()] == [str(tmp_path / "here" / "processes.sightline")]
    page.list.setCurrentIndex(page.model.index(0, 0))
    assert not page.locate.isVisible()
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert settings.recent() == ()
    assert (tmp_path / "here" / "processes.sightline").exists()


def test_a_dropped_folder_begins_an_audit(page: Welcome, window: MainWindow, tmp_path: Path) -> None:
    drop(page, tmp_path)
    dialog = window.findChild(NewAuditDialog)
    assert dialog is not None
    assert dialog.repository.folder.text() == str(tmp_path)


def test_a_dropped_pdf_is_verified(page: Welcome, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    drop(page, tmp_path / "a.pdf")
    dialog = window.findChild(VerifyDialog)
    assert dialog is not None
    assert dialog.path == str(tmp_path / "a.pdf")


def test_anything_else_is_refused_with_a_sentence(page: Welcome, tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    drop(page, tmp_path / "a.txt")
    assert page.notice.message == "a.txt is neither a folder, an audit file nor a PDF."


def test_an_audit_that_was_not_closed_is_offered(page: Welcome, tmp_path: Path) -> None:
    (tmp_path / "here" / "processes.sightline-wal").touch()
    page.refresh()
    assert page.notice.message == "Example audit was not closed properly."


def test_remembers_repositories_latest_first() -> None:
    for path in ("/a", "/b", "/a"):
        recents.add_repository(path)
    assert recents.repositories() == ("/a", "/b")


def test_remembers_known_signers() -> None:
    recents.trust("AA BB")
    recents.trust("CC DD")
    recents.distrust("AA BB")
    assert recents.signers() == ("CC DD",)
