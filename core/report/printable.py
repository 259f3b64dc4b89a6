"""Only characters that our fonts can draw reach a page: a missing glyph would break PDF/A and hide what was written."""

import re
import unicodedata
from functools import cache

from core import assets

_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

_RIGHT_TO_LEFT = (0x0590, 0x06FF)
"""Hebrew and Arabic: names are written in them; our own fonts do not have them, one more font does."""


@cache
def _drawable() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    found: set[int] = set()
    for name in ("Inter-Regular.otf", "JetBrainsMono-Regular.ttf"):
        with TTFont(assets.path("resources", "fonts", name), lazy=True) as font:
            found |= set(font.getBestCmap())
    with TTFont(assets.path("resources", "fonts", "DejaVuSans.ttf"), lazy=True) as font:
        found |= {code for code in font.getBestCmap() if _RIGHT_TO_LEFT[0] <= code <= _RIGHT_TO_LEFT[1]}
    return frozenset(found | {0x09, 0x0A})


def _named(character: str) -> str:
    return f"[U+{ord(character):04X}]"


def visible(text: str) -> str:
    """Return text in which control and bidi characters are named: what is drawn elsewhere must not be turned around."""
    return _HIDDEN.sub(lambda found: _named(found.group()), text)


def printable(text: str) -> str:
    """Return text in which control, bidi and undrawable characters are named, such as [U+202E]."""
    if text.isascii() and not _HIDDEN.search(text):
        return text
    text = visible(unicodedata.normalize("NFC", text))
    drawable = _drawable()
    return "".join(c if ord(c) in drawable else _named(c) for c in text)
