"""The two typefaces that the product ships, in the sizes that the design uses, times the scale that a person chose."""

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

SCALES = (90, 100, 115, 130, 150)
"""Font scales to choose from, in percent."""


class _Scale:
    """The present scale, and every design size that was asked for, so that a shown size leads back to its own."""

    percent = 100
    asked: set[int] = {BASE, META, CAPTION, PANE_TITLE, PAGE_TITLE, FIGURE}


def percent() -> int:
    """Return the present font scale in percent."""
    return _Scale.percent


def use_scale(chosen: int) -> None:
    """Make every font from now on in another scale; `gui.theme.Theme.use_scale` also changes what is shown."""
    _Scale.percent = chosen
    ui.cache_clear()
    code.cache_clear()


def scaled(pixels: int, scale: int = 0) -> int:
    """Return a length of the design in pixels of the screen, at the present scale or the one given in percent."""
    return max(1, (pixels * (scale or _Scale.percent) + 50) // 100)


def design_size(pixels: int, scale: int) -> int:
    """Return the size of the design that is shown with so many pixels at a scale in percent."""
    for size in sorted(_Scale.asked):
        if scaled(size, scale) == pixels:
            return size
    return round(pixels * 100 / scale)


def load() -> None:
    """Register the shipped fonts with Qt; must run once, after the application object exists."""
    for name in assets.names("resources/fonts", ".otf") + assets.names("resources/fonts", ".ttf"):
        QFontDatabase.addApplicationFont(str(assets.path("resources", "fonts", name)))


@cache
def ui(pixels: int = BASE, weight: QFont.Weight = NORMAL) -> QFont:
    """Return the interface font with tabular figures, so that columns of numbers line up."""
    _Scale.asked.add(pixels)
    font = QFont(UI_FAMILY)
    font.setPixelSize(scaled(pixels))
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


@cache
def code(pixels: int = CAPTION, weight: QFont.Weight = NORMAL) -> QFont:
    """Return the code font without ligatures: evidence must show the characters that are there."""
    _Scale.asked.add(pixels)
    font = QFont(CODE_FAMILY)
    font.setPixelSize(scaled(pixels))
    font.setWeight(weight)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFeature(QFont.Tag("calt"), 0)
    return font


def line_height(font: QFont) -> int:
    """Return the height of one line of a font in pixels."""
    return QFontMetrics(font).height()
