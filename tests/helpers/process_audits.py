"""An audit with the process-integrity rubric, critical processes and a scan about them; everything is example data."""

from dataclasses import replace
from pathlib import Path

from core.model.answer import Answer
from core.model.outcome import Outcome, Severity
from core.model.process import CriticalProcess, ProcessProposal
from core.model.scan import Scan
from core.workflows import edit
from core.workflows.open import OpenAudit, create_audit
from tests.helpers.audits import ANNA, DETAILS, a_scan, answer, ticking

PROBES = (
    "process.documented",
    "process.traced",
    "process.contract-tested",
    "process.health-checked",
    "process.error-handled",
    "process.measured",
)
PROCESSES = (
    CriticalProcess(
        "place-order",
        "Place an order",
        Severity.CRITICAL,
        "A customer pays and gets a confirmation.",
        ("reserve", "charge", "confirm"),
        5,
        30,
        "Team Checkout",
        ("src/checkout/**",),
        ("place_order",),
    ),
    CriticalProcess(
        "refund", "Refund a payment", Severity.HIGH, "", ("check", "pay back"), 60, None, "", ("src/refunds/**",)
    ),
    CriticalProcess(
        "nightly-settlement", "Nightly settlement", Severity.HIGH, sla_seconds=7200, names=("SettlementJob",)
    ),
)
PROPOSED = tuple(
    ProcessProposal(CriticalProcess(name.lower().replace(" ", "-"), name, paths=(path,)), source, path, line)
    for name, source, path, line in (
        ("Import parcels", "job class", "src/jobs/import_parcels.py", 12),
        ("Send invoices", "route", "src/api/invoices.py", 48),
        ("Reserve stock", "registry in code", "src/registry.py", 7),
    )
)
_P, _A, _H, _U = Outcome.PRESENT, Outcome.ABSENT, Outcome.PARTIAL, Outcome.UNPROVEN


def process_answers(*outcomes: Outcome) -> dict[str, Answer]:
    """Return the six answers about one process."""
    return {probe: answer(probe, outcome, ("src/a.py", 3)) for probe, outcome in zip(PROBES, outcomes, strict=True)}


def process_scan() -> Scan:
    """Return a scan that looked at the first two processes and proposes three more."""
    processes = {
        "place-order": process_answers(_P, _P, _H, _A, _P, _U),
        "refund": process_answers(_H, _A, _A, _P, _H, _A),
    }
    return replace(a_scan(processes=processes), proposals=PROPOSED)


def process_audit(folder: Path, scanned: bool = True) -> OpenAudit:
    """Create the audit."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "processes.sightline"
    opened = create_audit(path, DETAILS, ["process-integrity"], time_zone="UTC", actor=ANNA, clock=ticking())
    if scanned:
        opened.do(edit.set_processes(opened, PROCESSES))
        opened.do(edit.adopt_scan(opened, process_scan(), str(folder)))
    return opened
