"""A critical business process of the client."""

from dataclasses import dataclass

from core.model.outcome import Severity


@dataclass(frozen=True, slots=True)
class CriticalProcess:
    """A process that the client's business depends on, and where it lives in the code.

    Attributes:
        id: short permanent name, lower case with dashes.
        stages: the steps it passes through, in order.
        sla_seconds: the time within which it must complete, when one is set.
        rto_minutes: recovery time objective in minutes, when one is set.
        paths: path patterns (`**` crosses folders) of the files that implement it.
        names: names of functions, classes, routes or jobs that implement it.
    """

    id: str
    name: str
    criticality: Severity = Severity.HIGH
    description: str = ""
    stages: tuple[str, ...] = ()
    sla_seconds: float | None = None
    rto_minutes: float | None = None
    owner: str = ""
    paths: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProcessProposal:
    """A critical process that the scan believes to exist, for the auditor to accept or edit."""

    process: CriticalProcess
    source: str
    path: str
    line: int
