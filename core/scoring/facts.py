"""What scoring needs to know, and nothing else: outcomes, measured values, people's levels."""

from dataclasses import dataclass, field

from core.model.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Told:
    """A probe's outcome as scoring sees it."""

    outcome: Outcome
    skipped_source: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """The state of one audit with respect to one rubric.

    Attributes:
        probes: outcome by probe id.
        process_probes: outcome by process id, then probe id.
        measurements: measured value by id; None when unknown.
        levels: the auditor's effective level by criterion key without the rubric (`id` or `id@process`).
        not_applicable: such keys that a person declared not applicable.
        processes: ids of the recorded critical processes, in order.
        reviewed: keys with an effective judgement that still stands to the present scan.
    """

    probes: dict[str, Told] = field(default_factory=dict)
    process_probes: dict[str, dict[str, Told]] = field(default_factory=dict)
    measurements: dict[str, float | None] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    not_applicable: frozenset[str] = frozenset()
    processes: tuple[str, ...] = ()
    reviewed: frozenset[str] = frozenset()
