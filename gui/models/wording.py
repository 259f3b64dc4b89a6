"""Pure functions from scores to the words, figures and tones that are shown."""

from fractions import Fraction

from core.scoring.result import Interval
from gui.open_audit import OpenAudit
from gui.words import tr


def number(value: Fraction | int, decimals: int = 1) -> str:
    """Return an exact number rounded half up, without a trailing `.0`."""
    scale = 10**decimals
    whole = (abs(value) * scale * 2 + 1) // 2
    text = f"{int(whole) / scale:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 and text != "0" else text


def span(interval: Interval) -> str:
    """Return the interval as `low – high`, empty when it is a single value."""
    return "" if interval.low == interval.high else f"{number(interval.low)} – {number(interval.high)}"


def percent(share: Fraction) -> str:
    """Return a share as a whole percentage; neither 0 nor 100 unless it is exactly that."""
    whole = int(share * 100 + Fraction(1, 2))
    if 0 < share < 1:
        whole = min(99, max(1, whole))
    return tr("{whole} %", whole=whole)


def first_rubric(opened: OpenAudit) -> str:
    """Return the id of the rubric that is named first in the audit."""
    wanted = [ref.id for ref in opened.audit.rubrics if ref.id in opened.scores]
    return wanted[0] if wanted else next(iter(opened.scores))
