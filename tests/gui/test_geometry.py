"""No screen cuts, overlaps or hides anything: three themes, 100 and 150 % fonts, two sizes of window."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import fonts
from gui.main_window import MainWindow
from gui.pages import PAGES
from tests.helpers.example_audit import example_audit
from tests.helpers.geometry import faults
from tests.helpers.tasks import ToldTasks

SIZES = ((1280, 720), (1440, 900))
KEY = "process-integrity/tracing-set-up"
DIALOGS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("new-audit", {}),
    ("not-applicable", {"key": KEY}),
    ("accept-risk", {"keys": (KEY,)}),
    ("phases", {}),
    ("work-item", {"recommendation": "set-up-tracing"}),
    ("arithmetic", {"rubric_id": "process-integrity", "category_id": ""}),
    ("attach", {"key": KEY}),
    ("sign-export", {}),
    ("verify", {}),
    ("about", {}),
    ("keys", {}),
)


@pytest.fixture(autouse=True)
def _own_size(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(MainWindow, "_fit_screen", lambda _window: None)  # the screen of the tests is small
    yield
    fonts.use_scale(100)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("theme_name", ["light", "dark", "contrast"])
def test_every_screen_fits(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, theme_name: str, percent: int, size: tuple[int, int]
) -> None:
    window.tasks = ToldTasks()  # type: ignore[assignment]
    window.theme.use(theme_name)
    window.theme.use_scale(percent)
    found = []
    window.show_page("welcome")
    window.show()
    found += look(window, "welcome", size)
    window.controller.adopt(example_audit(tmp_path))
    for page in PAGES:
        window.show_page(page.id)
        found += look(window, page.id, size)
    for dialog, arguments in DIALOGS:
        shown = window.show_dialog(dialog, **arguments)
        settle()
        found += [f"{dialog}: {fault}" for fault in faults(shown)]
        if shown.width() > size[0] or shown.height() > shown.screen().availableGeometry().height() - 40:
            found.append(f"{dialog}: is {shown.width()} x {shown.height()}, larger than the screen")
        shown.close()
    guide = window.show_help("scores")
    settle()
    found += [f"help: {fault}" for fault in faults(guide)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("percent", [90, 150])
def test_another_font_scale_fits_at_once(window: MainWindow, tmp_path: Path, percent: int) -> None:
    window.tasks = ToldTasks()  # type: ignore[assignment]
    window.controller.adopt(example_audit(tmp_path))
    window.show()
    for page in PAGES:
        window.show_page(page.id)
        look(window, page.id, SIZES[0])
    window.theme.use_scale(percent)
    found = []
    for page in PAGES:
        window.show_page(page.id)
        found += look(window, page.id, SIZES[0])
    window.show_page("review")
    window.show_palette()
    found += look(window, "palette", SIZES[0])
    assert not found, "\n".join(found)


def look(window: MainWindow, page: str, size: tuple[int, int]) -> list[str]:
    window.resize(*size)
    settle()
    wrong = [] if (window.width(), window.height()) == size else [f"{page}: forces the window to {window.size()}"]
    return wrong + [f"{page}: {fault}" for fault in faults(window)]


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()
