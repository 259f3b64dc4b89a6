"""Bands of DORA's yearly report, as data with year and source in resources/dora-benchmarks.json."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from core import assets

BAND_YEAR = 2024
"""The newest report with tiers; that of 2025 has none."""


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(assets.read_text("resources", "dora-benchmarks.json"))
    return loaded


def band(measurement: str, value: float, year: int = BAND_YEAR) -> str:
    """Return the band of one measured value, empty where the report has none for it.

    Args:
        measurement: such as `dora.lead-time`; for frequency the value is deployments a week.
        value: in the unit of the measurement.
        year: of the report.
    """
    found = _data()["years"].get(str(year), {}).get("bands", {}).get(measurement)
    if not found:
        return ""
    for step in found["steps"]:
        limit = step["limit"]
        if limit is None or (value >= limit if found["better"] == "higher" else value <= limit):
            return str(step["band"])
    return ""


@dataclass(frozen=True, slots=True)
class Elite:
    """Where the best band of a metric begins.

    Attributes:
        better: `higher` or `lower`.
        limit: in the unit of the measurement; frequency in deployments a week.
    """

    better: str
    limit: float

    def reached(self, value: float) -> bool:
        """Tell whether a value lies in the best band."""
        return value >= self.limit if self.better == "higher" else value <= self.limit


def elite(measurement: str, year: int = BAND_YEAR) -> Elite | None:
    """Return the best band of a metric, None where the year's report has none."""
    found = _data()["years"].get(str(year), {}).get("bands", {}).get(measurement)
    return Elite(found["better"], float(found["steps"][0]["limit"])) if found else None


def source(year: int = BAND_YEAR) -> str:
    """Return who published the bands of a year."""
    return str(_data()["years"][str(year)]["source"])
