"""The notices name everything that the product runs with."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit

from gui.main_window import MainWindow
from gui.models.notices import PARTS, notices

ROOT = Path(__file__).parents[3]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def closure(wanted: list[str]) -> set[str]:
    """Return the distributions that are installed because of some requirements."""
    found: set[str] = set()
    waiting = [plain(re.split(r"[^\w.-]", line, maxsplit=1)[0]) for line in wanted]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            needed = distribution(name).requires or []
        except PackageNotFoundError:
            continue
        found.add(name)
        waiting += [plain(re.split(r"[^\w.-]", line, maxsplit=1)[0]) for line in needed if "extra ==" not in line]
    return found


def test_every_locked_package_of_the_product_is_named() -> None:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
    locked = {
        plain(found[1])
        for found in re.finditer(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    }
    runs = closure(project["project"]["dependencies"])
    only_development = closure(project["dependency-groups"]["dev"]) - runs
    missing = locked - only_development - {plain(name) for name, _, _ in PARTS}
    assert missing == set()
    assert {plain(name) for name, _, _ in PARTS} - locked == set(), "no longer used"


def test_the_notices_carry_the_licence_texts() -> None:
    text = notices()
    for words in (
        "openpyxl",
        "et_xmlfile",
        "defusedxml",
        "SIL OPEN FONT LICENSE",
        "GNU LESSER GENERAL PUBLIC LICENSE",
        "Mozilla Public License",
        "Lucide",
    ):
        assert words.casefold() in text.casefold(), words


def test_about_shows_them(window: MainWindow) -> None:
    shown = window.show_dialog("about").findChild(QPlainTextEdit)
    assert shown is not None
    assert "WeasyPrint" in shown.toPlainText()
