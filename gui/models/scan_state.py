"""What the scan page shows, as pure functions of the worker's progress and of the finished scan."""

from dataclasses import dataclass, field

from core.model.outcome import Outcome
from core.model.scan import Scan
from gui.words import tr

PHASES = ("Read history", "Index files", "Read content", "Run checks")
"""The phases of a scan by name, in order, so that those to come can be shown."""
TIMES_AFTER = 5.0
"""Seconds after which elapsed and remaining time are worth showing."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch of the work: how far it is, and whether it has begun and is over."""

    name: str
    done: int = 0
    total: int | None = None
    over: bool = False
    begun: bool = True

    @property
    def share(self) -> float | None:
        """Return 0..1, or None when the number of steps is unknown."""
        if self.over:
            return 1.0
        return min(1.0, self.done / self.total) if self.total else None


@dataclass(slots=True)
class ScanState:
    """The phases so far, in the order in which the worker began them."""

    phases: list[Phase] = field(default_factory=list)
    detail: str = ""

    def take(self, message: dict[str, object]) -> None:
        """Take one progress message of the worker."""
        name = str(message.get("phase") or "")
        done, total = message.get("done"), message.get("total")
        phase = Phase(name, done if isinstance(done, int) else 0, total if isinstance(total, int) else None)
        if message.get("detail"):
            self.detail = str(message["detail"])
        for at, known in enumerate(self.phases):
            if known.name == name:
                self.phases[at] = phase
                break
        else:
            self.finish()
            self.phases.append(phase)

    def finish(self) -> None:
        """Mark everything that has begun as over."""
        self.phases = [Phase(p.name, p.done, p.total, over=True) for p in self.phases]

    @property
    def rows(self) -> list[Phase]:
        """Return the phases that have begun, and those to come."""
        known = {phase.name for phase in self.phases}
        return [*self.phases, *(Phase(name, begun=False) for name in PHASES if name not in known)]

    @property
    def current(self) -> Phase | None:
        """Return the phase that is under way."""
        return self.phases[-1] if self.phases else None


def count_text(phase: Phase) -> str:
    """Return how far a phase is, in figures."""
    if phase.total:
        return tr("{done} of {total}", done=f"{phase.total if phase.over else phase.done:,}", total=f"{phase.total:,}")
    return f"{phase.done:,}" if phase.done else ""


def duration_text(seconds: float) -> str:
    """Return seconds as a person says them, in at most two units: 45 s, 1 min 5 s, 2 h."""
    whole = int(seconds)
    units = (
        (whole // 86400, tr("{n} d")),
        (whole % 86400 // 3600, tr("{n} h")),
        (whole % 3600 // 60, tr("{n} min")),
        (whole % 60, tr("{n} s")),
    )
    first = next((at for at, (n, _) in enumerate(units) if n), len(units) - 1)
    return " ".join(text.format(n=n) for n, text in units[first : first + 2] if n or first == len(units) - 1)


def time_text(elapsed: float, in_phase: float, share: float | None) -> str:
    """Return the time gone by, and what remains of the present phase where that can be told; nothing at first.

    Args:
        elapsed: seconds since the scan began.
        in_phase: seconds since the present phase began.
        share: how far the phase is, 0..1.
    """
    if elapsed < TIMES_AFTER:
        return ""
    text = tr("{time} elapsed", time=duration_text(elapsed))
    if share and 0.05 < share < 1:
        text += "  ·  " + tr("about {time} left in this step", time=duration_text(in_phase * (1 - share) / share))
    return text


@dataclass(frozen=True, slots=True)
class Failure:
    """A check that could not run, with the reason, and the process it was about."""

    check: str
    reason: str


def failures(scan: Scan) -> tuple[Failure, ...]:
    """Return the checks that ended in an error, by name."""
    found = [Failure(a.probe, a.summary) for a in scan.probes.values() if a.outcome is Outcome.ERROR]
    for process, answers in scan.processes.items():
        found += [Failure(f"{a.probe} ({process})", a.summary) for a in answers.values() if a.outcome is Outcome.ERROR]
    return tuple(sorted(found, key=lambda failure: failure.check))


def failure_text(found: tuple[Failure, ...]) -> str:
    """Return failures as text, every reason once with the checks that it stopped."""
    checks: dict[str, list[str]] = {}
    for failure in found:
        checks.setdefault(failure.reason, []).append(failure.check)
    return "\n\n".join(f"{reason}\n    {', '.join(names)}" for reason, names in checks.items())


def results(scan: Scan) -> int:
    """Return the number of answers and measurements that a scan holds."""
    return len(scan.probes) + sum(len(a) for a in scan.processes.values()) + len(scan.measurements)
