"""Example data: an open audit over a made-up scan, for tests of the window. Nothing in it is a real client."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from core.audit.audit import Details
from core.model.answer import Answer, Message
from core.model.evidence import Evidence, NearMiss, Searched, Skipped
from core.model.judgement import Actor
from core.model.outcome import Confidence, Outcome, Severity
from core.model.process import CriticalProcess
from core.model.scan import RepositoryState, Scan
from core.rubric.rubric import Rubric
from core.workflows import edit
from core.workflows.open import OpenAudit, create_audit

AUDITOR = Actor("11111111-1111-4111-8111-111111111111", "Example Auditor", "Example Consulting")
AT = datetime(2026, 5, 12, 14, 32, tzinfo=UTC)
COMMIT = "4f9c2ab7d1e04d6bb1f9c1a2c3d4e5f60718293a"

PROCESSES = (
    CriticalProcess("checkout", "Checkout", Severity.CRITICAL, paths=("shop/checkout/**",)),
    CriticalProcess("invoice-run", "Nightly invoice run", Severity.HIGH, paths=("billing/**",)),
    CriticalProcess("refunds", "Refunds", Severity.MEDIUM, paths=("shop/refunds/**",)),
)

_SNIPPET = '''from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider

def configure(app, endpoint):
    """Send every span to the collector; None == off."""
    if endpoint is None:
        return
    provider = TracerProvider(resource=Resource({"service.name": "shop"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint, timeout=10)))
    trace.set_tracer_provider(provider)
    # the worker calls this again after a fork'''


def evidence(path: str, line: int, end_line: int = 0) -> Evidence:
    """Return example evidence with a snippet around the line."""
    return Evidence(path, "0" * 40, line, end_line or line, _SNIPPET, max(1, line - 7))


def answer(probe: str, outcome: Outcome, count: int = 0, process: str = "") -> Answer:
    """Return an example answer."""
    where = f"shop/{process or 'telemetry'}/{probe.rsplit('.', 1)[-1].replace('-', '_')}.py"
    words = {
        Outcome.PRESENT: "{n} places in the repository show it.",
        Outcome.PARTIAL: "Only some of the places show it ({n}).",
        Outcome.ABSENT: "None of the 212 files that could hold it does.",
        Outcome.UNPROVEN: "{n} places point to it, but the repository cannot prove it.",
        Outcome.ERROR: "The check could not run.",
        Outcome.NOT_APPLICABLE: "The repository has nothing that this could apply to.",
    }[outcome]
    message = Message(words, {"n": count})
    near = (
        NearMiss(
            "docs/decisions/0007-tracing.md", 14, "We will trace every request from 2027 on.", "documentation only"
        ),
        NearMiss("tests/test_tracing.py", 3, "tracer = NoOpTracer()", "test"),
    )
    return Answer(
        probe,
        outcome,
        message.render(),
        message,
        Confidence.HIGH if count > 2 else Confidence.MEDIUM,
        tuple(evidence(where, 20 + 30 * i, 20 + 30 * i + i % 3) for i in range(count)),
        count,
        near if outcome in (Outcome.ABSENT, Outcome.UNPROVEN) else (),
        2 if outcome in (Outcome.ABSENT, Outcome.UNPROVEN) else 0,
        Searched((r"\bTracerProvider\(", r"\bset_tracer_provider\("), ("**/*.py",), ("source",), 212, 211,
                 (Skipped("over 1 MiB", 1, ("shop/fixtures/big.py",)),), COMMIT),
    )  # fmt: skip


_TURN = (Outcome.PRESENT, Outcome.ABSENT, Outcome.PRESENT, Outcome.PARTIAL, Outcome.UNPROVEN, Outcome.PRESENT)
_COUNTS = {Outcome.PRESENT: 3, Outcome.PARTIAL: 2, Outcome.UNPROVEN: 1}


def example_scan(rubrics: tuple[Rubric, ...], processes: tuple[CriticalProcess, ...] = PROCESSES) -> Scan:
    """Return a scan in which the probes that the rubrics ask answer in turn present, absent, partial, unproven."""
    repository = RepositoryState(
        "example-shop", "main", COMMIT, AT, branch="main", files=412, bytes=1_900_000, commits=960
    )
    plain: dict[str, Answer] = {}
    by_process: dict[str, dict[str, Answer]] = {process.id: {} for process in processes}
    turn = 0
    for rubric in rubrics:
        for criterion in rubric.criteria():
            for probe in criterion.probes():
                if probe == criterion.per_process:
                    for process in processes:
                        outcome = _TURN[turn % len(_TURN)]
                        by_process[process.id][probe] = answer(probe, outcome, _COUNTS.get(outcome, 0), process.id)
                        turn += 1
                elif probe not in plain:
                    outcome = _TURN[turn % len(_TURN)]
                    plain[probe] = answer(probe, outcome, _COUNTS.get(outcome, 0))
                    turn += 1
    return Scan("scan-1", "0.1.0", "example", "example", AT, AT, repository, plain, by_process)


def example_audit(folder: Path, scanned: bool = True, processes: bool = True) -> OpenAudit:
    """Create an audit file in a folder and return it open, with the process-integrity rubric."""
    details = Details("Example Shop 2026", "Example Shop Ltd", AUDITOR, demonstration=True)
    opened = create_audit(
        folder / "example.sightline", details, ["process-integrity"], time_zone="Europe/Berlin", actor=AUDITOR
    )
    if processes:
        opened.do(edit.set_processes(opened, PROCESSES))
    if scanned:
        opened.do(edit.adopt_scan(opened, example_scan(tuple(opened.rubrics.values()))))
    return opened


def with_outcome(opened: OpenAudit, probe: str, outcome: Outcome) -> Scan:
    """Return the present scan with another answer of one probe, as a re-scan would bring it."""
    assert opened.scan is not None
    changed = {**opened.scan.probes, probe: answer(probe, outcome, _COUNTS.get(outcome, 0))}
    return replace(opened.scan, id="scan-2", probes=changed)
