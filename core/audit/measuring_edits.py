"""Edits of what is measured and of the work that follows: results, the running drill, state of work, initiatives."""

from dataclasses import dataclass, replace
from typing import ClassVar

from core.audit.audit import Audit
from core.audit.edit import Changes, Edit, with_entry
from core.model.fire_drill import Lap, Observation, RunningDrill
from core.model.instrument import InstrumentResult
from core.model.work import Initiative, WorkItem


@dataclass(frozen=True, slots=True)
class SetResult:
    """Record what an instrument gave; None takes it away."""

    kind: ClassVar[str] = "result"
    name: str
    result: InstrumentResult | None

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with the result."""
        return replace(audit, results=with_entry(audit.results, self.name, self.result))

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier result back."""
        return SetResult(self.name, audit.results.get(self.name))

    def label(self) -> str:
        """Return what undo calls it."""
        return f"measure {self.name}" if self.result is not None else f"remove measurement {self.name}"

    def changes(self) -> Changes:
        """Return what it touches: every criterion that asks a measured value."""
        return Changes(parts=frozenset({"results"}), everything=True)


@dataclass(frozen=True, slots=True)
class SetDrill:
    """Start a fire drill, or add a step or an observation to it; None: none is running."""

    kind: ClassVar[str] = "drill"
    drill: RunningDrill | None

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with the drill as it is now."""
        return replace(audit, drill=self.drill)

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the drill back as it was."""
        return SetDrill(audit.drill)

    def label(self) -> str:
        """Return what undo calls it."""
        if self.drill is None:
            return "end fire drill"
        known: tuple[Lap | Observation, ...] = (*self.drill.laps, *self.drill.observations)
        if not known:
            return "start fire drill"
        latest = max(known, key=lambda one: one.at)
        return f"fire drill: {latest.label if isinstance(latest, Lap) else 'observation'}"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(parts=frozenset({"drill"}))


@dataclass(frozen=True, slots=True)
class SetWork:
    """Say how far a recommendation is, who owns it and where it is followed; None brings "proposed" back."""

    kind: ClassVar[str] = "work"
    recommendation: str
    work: WorkItem | None

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with the state of the recommendation."""
        return replace(audit, work=with_entry(audit.work, self.recommendation, self.work))

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier state back."""
        return SetWork(self.recommendation, audit.work.get(self.recommendation))

    def label(self) -> str:
        """Return what undo calls it."""
        return f"work on {self.recommendation}"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(parts=frozenset({"work"}))


@dataclass(frozen=True, slots=True)
class SetInitiatives:
    """Replace the client's own initiatives."""

    kind: ClassVar[str] = "initiatives"
    initiatives: tuple[Initiative, ...]

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with these initiatives."""
        return replace(audit, initiatives=self.initiatives)

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier list back."""
        return SetInitiatives(audit.initiatives)

    def label(self) -> str:
        """Return what undo calls it."""
        return "enhancement backlog"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(parts=frozenset({"initiatives"}))
