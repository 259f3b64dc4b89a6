"""Instants as programs and people write them: ISO 8601 with a time zone, or seconds since 1970."""

import re
from datetime import UTC, datetime, tzinfo

_SECONDS = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_UTC = re.compile(r"\s*(?:UTC|GMT|Z)$", re.IGNORECASE)
_OFFSET = re.compile(r"\s*([+-]\d\d):?(\d\d)$")
_FRACTION = re.compile(r"(?<=\d)[.,](\d+)")
_DAY = re.compile(r"\d{4}-?\d\d-?\d\d")
EARLIEST, LATEST = 1990, 2200
"""Years."""


class NoInstant(ValueError):
    """A text is no instant; the message is a clause that says why."""


def instant(text: str, zone: tzinfo | None = None) -> datetime:
    """Return an instant, UTC.

    Args:
        text: ISO 8601 (`2026-05-01T10:00:00Z`, a blank for the T, any offset), or seconds or milliseconds since 1970.
        zone: of a time that names none; without it such a time is refused, as it may mean any of 26 hours.

    Raises:
        NoInstant: when it is none.
    """
    text = text.strip()
    if not text:
        raise NoInstant("it has no time")
    if _SECONDS.fullmatch(text):
        value = float(text)
        found = datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC)
    else:
        found = _calendar(text, zone)
    if not EARLIEST <= found.year <= LATEST:
        raise NoInstant(f"the year of {text[:40]!r} cannot be right")
    return found


def _calendar(text: str, zone: tzinfo | None) -> datetime:
    if _DAY.fullmatch(text):
        raise NoInstant(f"{text!r} is a day without a time")
    plain = _OFFSET.sub(r"\1:\2", _UTC.sub("+00:00", text))
    plain = _FRACTION.sub(lambda m: f".{m[1][:6]:0<6}", plain, count=1)
    try:
        found = datetime.fromisoformat(plain)
    except ValueError:
        raise NoInstant(f"{text[:40]!r} is not a time like 2026-05-01T10:00:00Z") from None
    if found.tzinfo is None:
        if zone is None:
            raise NoInstant(f"{text[:40]!r} has no time zone")
        found = found.replace(tzinfo=zone)
    try:
        return found.astimezone(UTC)
    except (OverflowError, ValueError):
        raise NoInstant(f"the year of {text[:40]!r} cannot be right") from None
