"""Delivery measurements with definition, source, number of observations, window, coverage and trend."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from core.charts.line import line
from core.model.measurement import Measurement
from core.report import words
from core.report.book import Book
from core.rubric.measures import measures

DEFINITIONS: dict[str, tuple[str, str]] = {
    "dora.deployment-frequency": (
        "Deployment frequency",
        "Median number of days with a deployment in a week, weeks without one counted as zero.",
    ),
    "dora.deployments-per-month": (
        "Deployments per month",
        "Deployments of the window, divided by its months.",
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
    band: str
    details: str
    reason: str
    trend: Markup


MONTH_DAYS = 30.44


def value(measured: float | None, unit: str) -> str:
    """Return a measured value with its unit; shares as percent, hours as days when there are many."""
    if measured is None:
        return "Not measurable"
    if unit == "share":
        return f"{words.plain(measured * 100)}%"
    if unit == "hours" and measured >= 72:
        return f"{words.plain(measured / 24)} days"
    if unit.startswith("yes"):
        return "Yes" if measured else "No"
    name = unit[:-1] if measured == 1 and unit.endswith("s") else unit
    return f"{words.plain(measured, 2)} {name}"


def headline(measured: Measurement) -> str:
    """Return the value as the heading prints it; a frequency is said by the month too."""
    shown = value(measured.value, measured.unit)
    if measured.id != "dora.deployment-frequency" or measured.value is None or not all(measured.window):
        return shown
    start, end = (datetime.fromisoformat(part) for part in measured.window)
    days = max(1.0, (end - start).total_seconds() / 86400)
    rate = words.plain(measured.n / days * MONTH_DAYS)
    monthly = f"{rate} deployment{'' if rate == '1' else 's'} a month"
    if measured.value == 0 and measured.n:
        return f"{monthly}, none in the median week"
    weekly = "day" if measured.value == 1 else "days"
    return f"{words.plain(measured.value)} deployment {weekly} in the median week, {monthly}"


def _trend(measured: Measurement, name: str) -> Markup:
    """Return the values over time in the unit of the heading; nothing where too few are known or all are zero."""
    known = [number for _, number in measured.series if number is not None]
    if len(known) < 2 or not any(known):
        return Markup("")
    unit, factor = measured.unit, 1.0
    if unit == "hours" and max(known) >= 72:
        unit, factor = "days", 1 / 24
    elif unit == "share":
        unit, factor = "%", 100.0
    series = [(at, None if number is None else number * factor) for at, number in measured.series]
    return Markup(line(series, title=f"{name} over time, {unit}", unit=unit))  # noqa: S704 - our own SVG


def _details(measured: Measurement) -> str:
    said = []
    if measured.p90 is not None:
        said.append(f"90th percentile {value(measured.p90, measured.unit)}")
    said.append(f"Source: {measured.source}")
    if any(measured.window):
        said.append("window " + " to ".join(part[:10] for part in measured.window))
    said.append(f"n = {measured.n}")
    if measured.coverage is not None:
        said.append(f"covers {words.percent(measured.coverage)} of the commits")
    said.append(f"confidence {measured.confidence}")
    return "; ".join([*said, *(note.rstrip(".") for note in measured.notes)]) + "."


def _row(measured: Measurement) -> MeasuredRow:
    name, definition = DEFINITIONS.get(measured.id, (measured.id, ""))
    year = f", DORA {measured.benchmark_year}" if measured.benchmark_year else ""
    reason = measured.reason.strip()
    return MeasuredRow(
        name=name,
        definition=definition,
        value=headline(measured),
        band=f"{measured.band.capitalize()}{year}" if measured.band else "",
        details=_details(measured),
        reason=f"{reason[:1].upper()}{reason[1:].rstrip('.')}." if reason else "",
        trend=_trend(measured, name),
    )


def rows(book: Book) -> tuple[MeasuredRow, ...]:
    """Return the delivery metrics in the order of their definitions."""
    order = list(DEFINITIONS)
    known = [m for m in book.published.measurements if m.id in DEFINITIONS]
    return tuple(_row(m) for m in sorted(known, key=lambda m: order.index(m.id)))


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One measured value in a table.

    Attributes:
        meaning: the definition in a few words.
        details: number of observations, 90th percentile, why it could not be measured.
    """

    name: str
    meaning: str
    value: str
    source: str
    details: str


def name_of(measure: str) -> str:
    """Return the name of a measure as it is printed."""
    known = measures().get(measure)
    return DEFINITIONS[measure][0] if measure in DEFINITIONS else known.name if known else measure


def value_row(measured: Measurement) -> ValueRow:
    """Return a measurement as a row of a table."""
    known = measures().get(measured.id)
    said = [f"n = {measured.n}"] if measured.n else []
    if measured.p90 is not None:
        said.append(f"90th percentile {value(measured.p90, measured.unit)}")
    said += [f"confidence {measured.confidence}"] if measured.value is not None else []
    said += [part for part in (measured.reason.strip().rstrip("."), *(n.rstrip(".") for n in measured.notes)) if part]
    return ValueRow(
        name=name_of(measured.id),
        meaning=known.meaning if known and measured.id not in DEFINITIONS else "",
        value=headline(measured),
        source=measured.source,
        details="; ".join(said),
    )


def values(book: Book) -> tuple[ValueRow, ...]:
    """Return what was measured, is no delivery metric and stands in no section of an instrument."""
    order = {name: position for position, name in enumerate(measures())}
    given = [m for result in book.published.results for m in result.measurements]
    rest = [m for m in book.published.measurements if m.id not in DEFINITIONS and m not in given]
    return tuple(value_row(m) for m in sorted(rest, key=lambda m: (order.get(m.id, len(order)), m.id)))


def elsewhere(book: Book) -> tuple[ValueRow, ...]:
    """Return the same measures from weaker sources: shown beside, never scored."""
    return tuple(value_row(m) for m in book.published.other_measurements)
