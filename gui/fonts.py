"""The two typefaces that the product ships, in the sizes that the design uses."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from core import assets

UI_FAMILY = "Inter"
CODE_FAMILY = "JetBrains Mono"

BASE = 13
META = 11
CAPTION = 12
PANE_TITLE = 16
PAGE_TITLE = 20
FIGURE = 26

NORMAL = QFont.Weight.Normal
MEDIUM = QFont.Weight.Medium
SEMIBOLD = QFont.Weight.DemiBold


def load() -> None:
    """Register the shipped fonts with Qt; must run once, after the application object exists."""
    for name in assets.names("resources/fonts", ".otf") + assets.names("resources/fonts", ".ttf"):
        QFontDatabase.addApplicationFont(str(assets.path("resources", "fonts", name)))


@cache
def ui(pixels: int = BASE, weight: QFont.Weight = NORMAL) -> QFont:
    """Return the interface font with tabular figures, so that columns of numbers line up."""
    font = QFont(UI_FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


@cache
def code(pixels: int = CAPTION, weight: QFont.Weight = NORMAL) -> QFont:
    """Return the code font without ligatures: evidence must show the characters that are there."""
    font = QFont(CODE_FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFeature(QFont.Tag("calt"), 0)
    return font


def line_height(font: QFont) -> int:
    """Return the height of one line of a font in pixels."""
    return QFontMetrics(font).height()
