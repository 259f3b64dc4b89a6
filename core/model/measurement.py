"""A number with its definition, its source and how much of the truth it covers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measurement:
    """One measured value, or the reason why it could not be measured.

    Attributes:
        id: definition id, such as `dora.lead-time`.
        value: None when not measurable; then `reason` says why.
        unit: `per week`, `hours`, `share` (0..1) ...
        source: where the numbers come from, such as "git history: release tags".
        window: first and last instant considered, ISO 8601.
        n: number of observations.
        coverage: share of commits that reached a deployment, 0..1.
        band: elite / high / medium / low of the benchmark year, empty where there is none.
        series: (label, value) pairs for a trend, oldest first.
    """

    id: str
    value: float | None
    unit: str
    source: str
    window: tuple[str, str] = ("", "")
    n: int = 0
    coverage: float | None = None
    confidence: str = "low"
    benchmark_year: int | None = None
    band: str = ""
    p90: float | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()
    series: tuple[tuple[str, float | None], ...] = ()
