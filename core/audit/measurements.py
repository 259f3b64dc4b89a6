"""One value for each metric: the best source wins, the newest of equals; what else is known is shown beside it."""

from collections.abc import Iterator

from core.audit.audit import Audit
from core.model.instrument import Instrument
from core.model.measurement import Measurement
from core.model.scan import Scan

HISTORY_RANK = 9
"""The git history is a proxy: whatever was measured goes before it."""

RANKS = {
    Instrument.DELIVERY_RECORDS: 0,
    Instrument.FIRE_DRILL: 0,
    Instrument.SURVEY: 0,
    Instrument.TIMED_COMMAND: 0,
    Instrument.CI_PROFILE: 1,
    Instrument.IMPORTED_SCAN: 1,
    Instrument.ENTERED: 2,
}
"""Best sources first (dora.md: records, CI records, then the history); a number told is weaker than one measured."""


def measurements(audit: Audit, scan: Scan | None) -> dict[str, Measurement]:
    """Return the measurement that counts for each id; one that could be measured goes before one that could not."""
    return {name: ranked[0] for name, ranked in _ranked(audit, scan).items()}


def others(audit: Audit, scan: Scan | None) -> tuple[Measurement, ...]:
    """Return measurements that do not count because a better or newer one has the same id; best first."""
    return tuple(m for _, ranked in sorted(_ranked(audit, scan).items()) for m in ranked[1:])


def values(audit: Audit, scan: Scan | None) -> dict[str, float | None]:
    """Return what scoring is told: the value by id, None when it could not be measured."""
    return {name: found.value for name, found in measurements(audit, scan).items()}


def _ranked(audit: Audit, scan: Scan | None) -> dict[str, list[Measurement]]:
    order: dict[str, list[tuple[tuple[bool, int, float, str], Measurement]]] = {}
    for rank, instant, name, found in _all(audit, scan):
        order.setdefault(found.id, []).append(((found.value is None, rank, -instant, name), found))
    return {name: [m for _, m in sorted(known, key=lambda pair: pair[0])] for name, known in order.items()}


def _all(audit: Audit, scan: Scan | None) -> Iterator[tuple[int, float, str, Measurement]]:
    """Yield rank, instant, a name that breaks ties, and measurement."""
    for result in audit.results.values():
        for found in result.measurements:
            yield RANKS[result.instrument], result.taken_at.timestamp(), result.id, found
    if scan is not None:
        for found in scan.measurements.values():
            yield HISTORY_RANK, scan.finished_at.timestamp(), "", found
