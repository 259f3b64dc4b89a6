"""A small rubric, scans and audit files for tests; everything in them is example data."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.audit.audit import Details
from core.model.answer import Answer, Message
from core.model.evidence import Evidence
from core.model.judgement import Actor
from core.model.outcome import Outcome
from core.model.process import CriticalProcess
from core.model.scan import RepositoryState, Scan
from core.workflows.open import OpenAudit, create_audit

RUBRIC = """\
id: example
version: "1.0"
name: Example
summary: A rubric for tests.
purpose: Example data.
scoring: {strategy: weighted, scale: 100}
categories:
  - id: delivery
    name: Delivery
    intent: Example.
    points: 60
    criteria:
      - id: pinned
        code: DEL-01
        question: Are dependencies pinned?
        guidance: Example.
        method: scan
        recommendation: pin
        levels: &levels
          - {label: Not met, meaning: No., rating: 0}
          - {label: Partly, meaning: Some., rating: 0.5, when: {probe: {id: dependencies.pinned, at_least: partial}}}
          - {label: Met, meaning: Yes., rating: 1, when: {probe: dependencies.pinned}}
      - id: reviewed
        code: DEL-02
        question: Is every change reviewed?
        guidance: Example.
        method: interview
        met_only_if: [by somebody else, before merging]
        levels:
          - {label: Not met, meaning: No., rating: 0}
          - {label: Met, meaning: Yes., rating: 1}
  - id: operation
    name: Operation
    intent: Example.
    points: 40
    criteria:
      - id: traced
        code: OPE-01
        question: Is each critical process traced?
        guidance: Example.
        method: scan
        per_process: process.traced
        levels:
          - {label: Not met, meaning: No., rating: 0}
          - {label: Met, meaning: Yes., rating: 1}
phases:
  - {name: Now, weeks: 4, capacity_hours: 80}
"""

RECOMMENDATIONS = """\
recommendations:
  - id: pin
    action: Pin dependencies.
    why: Example.
    effort_hours: [2, 6]
    timeline_weeks: [1, 2]
"""

ANNA = Actor("anna", "Anna Example")
DETAILS = Details("Example audit", "Example client", ANNA)
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
PINNED = "example/pinned"
REVIEWED = "example/reviewed"
REASON = "The lock file is not used by the build."
CHECKOUT = CriticalProcess("checkout", "Checkout", paths=("src/checkout/**",))


def ticking(start: datetime = START) -> Callable[[], datetime]:
    """Return a clock that goes one minute further each time it is read."""
    now = [start]

    def clock() -> datetime:
        now[0] += timedelta(minutes=1)
        return now[0]

    return clock


def new_audit(folder: Path, name: str = "a.sightline") -> OpenAudit:
    """Create an audit of the small rubric."""
    return create_audit(
        folder / name,
        DETAILS,
        [RUBRIC],
        time_zone="Europe/Berlin",
        actor=ANNA,
        recommendations=RECOMMENDATIONS,
        clock=ticking(),
    )


def answer(probe: str, outcome: Outcome, *places: tuple[str, int]) -> Answer:
    """Return an answer with one line of evidence a place."""
    evidence = tuple(Evidence(path, "b" * 40, line, line, "example", line) for path, line in places)
    return Answer(probe, outcome, "Example.", Message("Example."), evidence=evidence, evidence_total=len(evidence))


def a_scan(*answers: Answer, name: str = "scan-1", processes: dict[str, dict[str, Answer]] | None = None) -> Scan:
    """Return a scan with these answers."""
    return Scan(
        id=name,
        sightline="0",
        probe_set="0",
        engine="example",
        started_at=START,
        finished_at=START + timedelta(seconds=3),
        repository=RepositoryState("example", "main", "c" * 40, START),
        probes={a.probe: a for a in answers},
        processes=processes or {},
    )
