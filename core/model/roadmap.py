"""Phases of work and what is planned in them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the roadmap.

    Attributes:
        weeks: length in weeks.
        capacity_hours: working hours available in it.
    """

    id: str
    name: str
    weeks: int
    capacity_hours: int


@dataclass(frozen=True, slots=True)
class RoadmapItem:
    """One recommendation with every finding it closes, its effort counted once.

    Attributes:
        recommendation: its id.
        closes: keys of the findings (criteria) it closes.
        effort_low: hours.
        effort_high: hours.
        gain: points on the overall score when it is done alone.
        requires: recommendations that must come before it.
        phase: id of the phase it lies in, or None when it did not fit.
    """

    recommendation: str
    title: str
    closes: tuple[str, ...]
    effort_low: float
    effort_high: float
    severity: str
    gain: float
    requires: tuple[str, ...] = ()
    phase: str | None = None
    status: str = "proposed"
    owner: str = ""
    link: str = ""
    due: str = ""
