"""Every control of the pages and dialogs around the review has a name that a screen reader can say."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QTextBrowser,
    QWidget,
)

from gui.dialogs.sign_export import SignExportDialog
from gui.main_window import MainWindow
from tests.helpers.process_audits import process_audit
from tests.helpers.tasks import ToldTasks

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QTextBrowser,
)


def nameless(root: QWidget) -> list[str]:
    """Return the controls that have no accessible name."""
    return [
        f"{type(control).__name__} in {type(control.parent()).__name__}"
        for control in controls(root)
        if not name(control) and not control.isHidden()
    ]


def controls(root: QWidget) -> Iterator[QWidget]:
    """Yield the controls that belong to no other control."""
    for control in root.findChildren(QWidget):
        inside = control.parent()
        if isinstance(control, CONTROLS) and not isinstance(inside, QComboBox | QLineEdit) and not internal(control):
            yield control


def internal(control: QWidget) -> bool:
    """Tell whether Qt made the control inside another one."""
    if control.objectName().startswith("qt_"):
        return True
    inside = control.parent()
    while isinstance(inside, QWidget):
        if isinstance(inside, QAbstractItemView | QComboBox) or type(inside).__name__ == "QComboBoxPrivateContainer":
            return True
        inside = inside.parent()
    return False


def name(control: QWidget) -> str:
    """Return what a screen reader says."""
    found = QAccessible.queryAccessibleInterface(control)
    return found.text(QAccessible.Text.Name) if found else ""


@pytest.fixture
def opened(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with an example audit and without a worker."""
    window.tasks = ToldTasks()  # type: ignore[assignment]
    window.controller.adopt(process_audit(tmp_path / "a"))
    window.show_page("processes")
    window.show()
    return window


@pytest.mark.parametrize(
    "page",
    ["welcome", "scan", "dashboard", "findings", "roadmap", "processes", "drill", "measurements", "import", "report"],
)
def test_pages(opened: MainWindow, page: str) -> None:
    assert nameless(opened.page_widget(page)) == []


@pytest.mark.parametrize(
    ("dialog", "arguments"),
    [
        ("new-audit", {}),
        ("not-applicable", {"key": "process-integrity/tracing-set-up"}),
        ("accept-risk", {"keys": ("process-integrity/tracing-set-up",)}),
        ("phases", {}),
        ("work-item", {"recommendation": "set-up-tracing"}),
        ("attach", {"key": "process-integrity/tracing-set-up"}),
        ("sign-export", {}),
        ("verify", {}),
        ("about", {}),
        ("keys", {}),
        ("enter-number", {}),
        ("time-command", {}),
    ],
)
def test_dialogs(opened: MainWindow, dialog: str, arguments: dict[str, Any]) -> None:
    shown = opened.show_dialog(dialog, **arguments)
    if isinstance(shown, SignExportDialog):
        shown.identity.make.setChecked(True)
    assert nameless(shown) == []
    assert shown.windowTitle()
