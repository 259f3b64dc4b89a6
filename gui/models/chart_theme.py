"""The colours of the window's theme as those of a chart."""

from core.charts.theme import Theme
from gui.fonts import UI_FAMILY
from gui.tokens import Tokens


def chart_theme(tokens: Tokens) -> Theme:
    """Return the colours in which charts are drawn in a theme of the window."""
    return Theme(
        ink=tokens.text,
        mute=tokens.text2,
        grid=tokens.border if tokens.name != "contrast" else tokens.text3,
        track=tokens.sunken,
        paper=tokens.surface,
        accent=tokens.accent,
        good=tokens.passed,
        fair=tokens.partial,
        poor=tokens.failed,
        neutral=tokens.na,
        phases=(tokens.failed, tokens.partial, tokens.accent, tokens.manual, tokens.passed, tokens.na),
        font=UI_FAMILY,
    )
