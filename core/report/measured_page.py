"""Delivery measurements with definition, source, number of observations, window, coverage and trend."""

from dataclasses import dataclass

from markupsafe import Markup

from core.charts.line import line
from core.model.measurement import Measurement
from core.report import words
from core.report.book import Book

DEFINITIONS: dict[str, tuple[str, str]] = {
    "dora.deployment-frequency": (
        "Deployment frequency",
        "Median number of days with a deployment in a week, weeks without one counted as zero.",
    ),
    "dora.lead-time": (
        "Change lead time",
        "From a commit's author date to the first deployment that contains it; median and 90th percentile.",
    ),
    "dora.change-fail-rate": (
        "Change fail rate",
        "Deployments that needed a fix, a revert or caused an incident, as a share of all deployments.",
    ),
    "dora.recovery-time": (
        "Failed deployment recovery time",
        "From a deployment that failed to the one that repaired it; median.",
    ),
    "dora.rework-rate": (
        "Deployment rework rate",
        "Unplanned deployments made only to repair something, as a share of all deployments.",
    ),
}
"""Name and definition by measurement id, in the wording of dora.dev."""


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """One measurement as printed."""

    name: str
    definition: str
    value: str
    p90: str
    band: str
    source: str
    window: str
    n: str
    coverage: str
    confidence: str
    reason: str
    notes: tuple[str, ...]
    trend: Markup


def value(measured: float | None, unit: str) -> str:
    """Return a measured value with its unit; shares as percent, hours as days when there are many."""
    if measured is None:
        return "Not measurable"
    if unit == "share":
        return f"{measured * 100:.1f}%"
    if unit == "hours" and measured >= 72:
        return f"{words.plain(measured / 24)} days"
    return f"{words.plain(measured, 2)} {unit}"


def _row(measured: Measurement) -> MeasuredRow:
    name, definition = DEFINITIONS.get(measured.id, (measured.id, ""))
    known = [point for point in measured.series if point[1] is not None]
    trend = line(measured.series, title=f"{name} over time", unit=measured.unit) if len(known) > 1 else ""
    year = f" ({measured.benchmark_year})" if measured.benchmark_year else ""
    return MeasuredRow(
        name=name,
        definition=definition,
        value=value(measured.value, measured.unit),
        p90=value(measured.p90, measured.unit) if measured.p90 is not None else "",
        band=f"{measured.band}{year}" if measured.band else "",
        source=measured.source,
        window=" to ".join(part[:10] for part in measured.window) if any(measured.window) else "–",
        n=str(measured.n),
        coverage="–" if measured.coverage is None else words.percent(measured.coverage),
        confidence=measured.confidence,
        reason=measured.reason,
        notes=measured.notes,
        trend=Markup(trend),  # noqa: S704 - our own SVG, its text is escaped there
    )


def rows(book: Book) -> tuple[MeasuredRow, ...]:
    """Return the measurements, the known ones in the order of their definitions."""
    order = {name: position for position, name in enumerate(DEFINITIONS)}
    return tuple(_row(m) for m in sorted(book.published.measurements, key=lambda m: (order.get(m.id, 99), m.id)))
