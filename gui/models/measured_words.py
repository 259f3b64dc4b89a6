"""Measured values in words: the same rounding and units as in the report."""

from datetime import datetime
from fractions import Fraction

from core.model.measurement import Measurement
from core.rubric.measures import measures
from gui.models import wording
from gui.words import tr

_LONG = 72
"""Hours from which a time is said in days."""
BAND_TONES = {"elite": "passed", "high": "passed", "medium": "partial", "low": "failed"}
VERDICTS = {
    "pass": ("passed", "circle-check", "Passed"),
    "fail": ("failed", "x", "Failed"),
    "aborted": ("partial", "circle-alert", "Aborted"),
}
"""Tone, icon and word of a result's verdict."""
_DELIVERY = {
    "dora.lead-time": "From a commit's author date to the first deployment that contains it; median.",
    "dora.change-fail-rate": "Deployments that needed a fix, a revert or caused an incident, as a share of all.",
    "dora.recovery-time": "From a deployment that failed to the one that repaired it; median.",
    "dora.rework-rate": "Unplanned deployments made only to repair something, as a share of all deployments.",
    "dora.deployment-frequency": "Median number of days with a deployment in a week; weeks without one count as zero.",
}
"""Definitions of dora.dev in full, where the short ones of the table of instruments leave something out."""


def plain(value: float, decimals: int = 1) -> str:
    """Return a number without needless zeros, thousands apart."""
    text = f"{value:,.{decimals}f}".replace(",", " ")
    return text.rstrip("0").rstrip(".") if "." in text else text


def value_text(value: float | None, unit: str) -> str:
    """Return a measured value with its unit; shares as percent, long times as days."""
    if value is None:
        return tr("Not measurable")
    if unit == "share":
        return f"{plain(value * 100)}%"
    if unit == "hours" and value >= _LONG:
        return tr("{n} days", n=plain(value / 24))
    if unit.startswith("yes"):
        return tr("Yes") if value else tr("No")
    name = unit[:-1] if value == 1 and unit.endswith("s") else unit
    return f"{plain(value, 2)} {name}"


def name_of(measure: str) -> str:
    """Return the name of a measure, its id where nothing defines it."""
    known = measures().get(measure)
    return known.name if known else measure


def definition(measure: str) -> str:
    """Return what a measure means, as a sentence; empty where nothing defines it."""
    known = measures().get(measure)
    words = _DELIVERY.get(measure) or (known.meaning if known else "")
    return f"{words[:1].upper()}{words[1:].rstrip('.')}." if words else ""


def band_text(measured: Measurement) -> str:
    """Return the band with the year of its benchmark, empty where there is none."""
    if not measured.band:
        return ""
    year = tr("DORA {year}", year=measured.benchmark_year) if measured.benchmark_year else ""
    return ", ".join(part for part in (measured.band.capitalize(), year) if part)


def facts(measured: Measurement) -> tuple[tuple[str, str], ...]:
    """Return where a value comes from: name and words of each fact, those without any left out."""
    window = ""
    if all(measured.window):
        first, last = (datetime.fromisoformat(end).date().isoformat() for end in measured.window)
        window = tr("{first} to {last}", first=first, last=last)
    coverage = ""
    if measured.coverage is not None:
        share = wording.percent(Fraction(measured.coverage).limit_denominator(10**9))
        coverage = tr("{share} of the commits", share=share)
    known = measured.value is not None
    found = (
        (tr("Source"), measured.source),
        (tr("Window"), window),
        (tr("Observations"), str(measured.n) if measured.n else ""),
        (tr("90th percentile"), value_text(measured.p90, measured.unit) if measured.p90 is not None else ""),
        (tr("Coverage"), coverage),
        (tr("Confidence"), measured.confidence.capitalize() if known else ""),
        (tr("Band"), band_text(measured)),
    )
    return tuple(pair for pair in found if pair[1])


def reason(measured: Measurement) -> str:
    """Return why there is no value, as a sentence; empty where there is one."""
    words = measured.reason.strip().rstrip(".")
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def trend(measured: Measurement) -> tuple[tuple[tuple[str, float | None], ...], str]:
    """Return the values over time and their unit; nothing where too few are known."""
    known = [number for _, number in measured.series if number is not None]
    if len(known) < 2:
        return (), ""
    unit, factor = measured.unit, 1.0
    if unit == "hours" and max(known) >= _LONG:
        unit, factor = tr("days"), 1 / 24
    elif unit == "share":
        unit, factor = "%", 100.0
    return tuple((at, None if number is None else number * factor) for at, number in measured.series), unit
