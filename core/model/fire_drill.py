"""A fire drill while it runs: instants, never counters, so that it goes on when the application was closed."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Lap:
    """The end of a step; it began where the one before ended."""

    at: datetime
    label: str


@dataclass(frozen=True, slots=True)
class Observation:
    """What somebody saw during the drill."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class RunningDrill:
    """A drill that has begun and has not been stopped.

    Attributes:
        title: what is restored, as it is printed.
        started_at: when the failure was declared, UTC.
        actor: id of the person who started it.
        rto_minutes: the time to restore that was agreed before, None without a target.
        rpo_minutes: the loss of data that was agreed before, None without a target.
        laps: oldest first.
        observations: oldest first.
        set_back_seconds: by how much the computer's clock was set back since the start; added to what it says now.
    """

    title: str
    started_at: datetime
    actor: str
    rto_minutes: float | None = None
    rpo_minutes: float | None = None
    laps: tuple[Lap, ...] = ()
    observations: tuple[Observation, ...] = ()
    set_back_seconds: float = 0.0

    @property
    def last_at(self) -> datetime:
        """Return the latest instant that is known of the drill."""
        laps, seen = (lap.at for lap in self.laps), (observation.at for observation in self.observations)
        return max((self.started_at, *laps, *seen))

    def elapsed(self, now: datetime) -> timedelta:
        """Return how long it runs; a clock that was set back stands still until somebody does something."""
        meant = now + timedelta(seconds=self.set_back_seconds)
        return max(meant, self.last_at) - self.started_at
