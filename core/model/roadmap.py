"""Phases of work and what is planned in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


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


class Unplanned(StrEnum):
    """Why an item lies in no phase."""

    PUT_OFF = "put off by hand"
    WAITS = "requires something that is in no phase"
    NO_ROOM = "fits into no phase"


@dataclass(frozen=True, slots=True)
class RoadmapItem:
    """One recommendation with every finding it closes over all rubrics, its effort counted once.

    Attributes:
        recommendation: its id.
        closes: keys of the findings (criteria) it closes.
        effort_low: hours.
        effort_high: hours.
        severity: the worst of the findings it closes.
        gains: points on each rubric's overall score when it is done alone, by rubric; one without a score is left out.
        impact: the best of these gains as a share of its rubric's scale, 0..1; the whole step's where it is part of
            one.
        requires: recommendations that must come before it.
        phase: id of the phase it lies in, or None when it lies in none; then `unplanned` says why.
        status: proposed, in-progress or complete; complete work reserves no capacity, but its findings stay until the
            criteria are judged again.
    """

    recommendation: str
    title: str
    closes: tuple[str, ...]
    effort_low: float
    effort_high: float
    severity: str
    gains: Mapping[str, Fraction] = field(default_factory=dict)
    impact: Fraction = Fraction(0)
    requires: tuple[str, ...] = ()
    phase: str | None = None
    unplanned: Unplanned | None = None
    status: str = "proposed"
    owner: str = ""
    link: str = ""
    due: str = ""
