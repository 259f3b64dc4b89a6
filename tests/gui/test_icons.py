"""The icons that ship are the icons that are shown."""

import re
from pathlib import Path

from PySide6.QtGui import QColor

from core import assets
from gui.icons import pixmap

_NAME = re.compile(r'"([a-z]+(?:-[a-z0-9]+)*)"')


def test_every_shipped_icon_is_used_somewhere() -> None:
    shipped = {name.removesuffix(".svg") for name in assets.names("resources/icons", ".svg")}
    gui = Path(__file__).parents[2] / "gui"
    named = {name for path in gui.rglob("*.py") for name in _NAME.findall(path.read_text(encoding="utf-8"))}
    ticks = {"tick-light", "tick-dark"}  # named by the style sheet
    assert shipped - named - ticks == set()


def test_an_icon_has_the_colour_asked_for(qapp: object) -> None:
    image = pixmap("check", "#C22626", 24).toImage()
    seen = {
        image.pixelColor(x, y).name() for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255
    }
    assert seen == {QColor("#C22626").name()}


def test_the_licence_of_the_icons_ships() -> None:
    assert assets.read_text("resources", "icons", "LICENSE-lucide.txt").startswith("ISC License")
