"""Numbers, dates and short sentences as the pages print them. Plain: nothing here judges."""

from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from core.charts.theme import MARKS
from core.model.outcome import Severity
from core.scoring.result import State
from core.scoring.rounding import show

SEVERITIES = (Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)
SEVERITY_TONE = {"critical": "poor", "high": "poor", "medium": "fair", "low": "neutral"}
SEVERITY_MARK = {"critical": "●●", "high": "●", "medium": "▲", "low": "–"}
STATE_WORD = {State.OPEN: "Open", State.UNPROVEN: "Unproven", State.NOT_APPLICABLE: "Not applicable"}


def date(instant: datetime, zone: str) -> str:
    """Return the day in the audit's time zone: 20 November 2026."""
    local = instant.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%B %Y}"


def moment(instant: datetime, zone: str) -> str:
    """Return day and time in the audit's time zone, with the zone's abbreviation."""
    local = instant.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%B %Y, %H:%M %Z}"


def plain(value: float, decimals: int = 1) -> str:
    """Return a number without needless zeros, thousands apart."""
    text = f"{value:,.{decimals}f}".replace(",", " ")
    return text.rstrip("0").rstrip(".") if "." in text else text


def gain(value: float | Fraction) -> str:
    """Return points gained: +1.2; two decimals when one would show zero."""
    number = float(value)
    return f"+{number:.1f}" if number >= 0.05 or number == 0 else f"+{number:.2f}"


def percent(share: Fraction | float) -> str:
    """Return a share of 1 as a whole percentage, half up; 100% only when it is all."""
    exact = Fraction(share).limit_denominator(10**9) if isinstance(share, float) else share
    text = show(exact * 100, 0, (Fraction(100),))
    return f"{text}%"


def hours(low: float, high: float) -> str:
    """Return a span of working hours."""
    return f"{plain(low, 0)} h" if low == high else f"{plain(low, 0)}–{plain(high, 0)} h"


def span(low: str, high: str) -> str:
    """Return two printed ends of an interval: at worst 4.7, at best 7.8; said once when they are the same."""
    return f"{low} at worst and at best" if low == high else f"at worst {low}, at best {high}"


def many(count: int, one: str, more: str = "") -> str:
    """Return a count with its noun: 1 finding, 2 findings, no findings."""
    return f"{count:,} {one if count == 1 else more or one + 's'}".replace(",", " ")


def size(count: int) -> str:
    """Return a number of bytes for people, in units of 1024."""
    value = float(count)
    for unit in ("bytes", "KiB", "MiB"):
        if value < 1024:
            return f"{plain(value, 0 if unit == 'bytes' else 1)} {unit}"
        value /= 1024
    return f"{plain(value)} GiB"


def mark(tone: str) -> str:
    """Return the shape that stands beside a tone's colour."""
    return MARKS.get(tone, "–")


def rating_tone(point: Fraction | None, state: State) -> str:
    """Return the tone of a rating: full is good, none is poor, between is fair, unknown has none."""
    if state in (State.OPEN, State.NOT_APPLICABLE) or point is None:
        return "none"
    if state is State.UNPROVEN:
        return "unproven"
    return "good" if point == 1 else "poor" if point == 0 else "fair"


def joined(parts: list[str]) -> str:
    """Return words as a list in a sentence: a, b and c."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def short(text: str, most: int) -> str:
    """Return a text of at most `most` characters; a longer one ends after a word, with an ellipsis."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    whole = cut.rsplit(" ", 1)[0]
    return f"{whole if len(whole) > most // 2 else cut}".rstrip(" ,;·-") + "…"
