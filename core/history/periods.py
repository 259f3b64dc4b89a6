"""Windows, weeks and quarters over which delivery is measured, in the days of the audit's time zone."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, tzinfo
from statistics import median

DAY = 86_400
"""Seconds."""
WINDOW_DAYS = 365
FEWEST_DEPLOYMENTS = 3
SHORTEST_DAYS = 30
TREND_QUARTERS = 8
MONTH_DAYS = 365.25 / 12


def iso(seconds: float) -> str:
    """Return an instant as ISO 8601, UTC; one beyond what a calendar holds becomes its end."""
    return datetime.fromtimestamp(max(0, min(int(seconds), 253_402_300_799)), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day_of(seconds: float, zone: tzinfo) -> date:
    """Return the day of an instant."""
    return datetime.fromtimestamp(seconds, zone).date()


def days_per_week(instants: Iterable[float], start: float, until: float, zone: tzinfo) -> float:
    """Return the median number of days with an instant over the whole weeks of a window, counted back from its end."""
    days = {day_of(at, zone) for at in instants}
    last = day_of(until, zone)
    by_week = [0] * max(1, (last - day_of(start, zone)).days // 7)
    for day in days:
        week = (last - day).days // 7
        if week < len(by_week):
            by_week[week] += 1
    return float(median(by_week))


def per_month(count: int, start: float, until: float) -> float:
    """Return how many there are in a month of mean length."""
    return count / max(1.0, (until - start) / DAY) * MONTH_DAYS


def quarters(until: float, first: float, zone: tzinfo) -> Iterator[tuple[str, float, float]]:
    """Yield name, begin and end of the calendar quarters up to an instant, newest first, over at most two years.

    Args:
        until: the end; the newest quarter goes up to it.
        first: when what is known begins; the oldest quarter begins there.
        zone: in which a quarter begins.
    """
    end = datetime.fromtimestamp(until, zone)
    year, quarter = end.year, (end.month - 1) // 3
    stop = until
    for _ in range(TREND_QUARTERS):
        begin = int(datetime(year, quarter * 3 + 1, 1, tzinfo=zone).timestamp())
        if stop < first:
            return
        yield f"{year} Q{quarter + 1}", max(begin, first), stop
        stop = begin - 1
        year, quarter = (year, quarter - 1) if quarter else (year - 1, 3)


def trend(
    value: Callable[[float, float], float | None], until: float, first: float, zone: tzinfo
) -> tuple[tuple[str, float | None], ...]:
    """Return a metric by quarter, oldest first; `value` gives it between two instants."""
    series = [(name, value(begin, stop)) for name, begin, stop in quarters(until, first, zone)]
    return tuple(reversed(series))
