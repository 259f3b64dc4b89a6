"""The window without a screen, with settings of its own."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.app import application
from gui.main_window import MainWindow
from gui.theme import Theme
from gui.views.workspace import Workspace
from tests.helpers.example_audit import example_audit


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path) -> None:
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture(scope="session")
def sightline(qapp: QApplication) -> QApplication:
    """The application object with our names and fonts."""
    return application()


@pytest.fixture
def theme(sightline: QApplication) -> Iterator[Theme]:
    """The light theme."""
    made = Theme(sightline, "light")
    yield made
    made.deleteLater()


@pytest.fixture
def window(qtbot: QtBot, sightline: QApplication, theme: Theme) -> Iterator[MainWindow]:
    """The window without an audit, on no page yet."""
    made = MainWindow(theme)
    yield made
    made.close()
    made.deleteLater()
    sightline.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # nothing of it is left when the next theme is set


@pytest.fixture
def review(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Workspace:
    """The review page of an example audit, shown and with the focus in the list."""
    window.controller.adopt(example_audit(tmp_path))
    window.show_page("review")
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    page = window.review()
    page.focus_list()
    qtbot.waitUntil(page.checklist.list.hasFocus)
    return page
