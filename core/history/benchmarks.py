"""Bands of DORA's yearly report, as data with year and source in resources/dora-benchmarks.json."""

import json
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
