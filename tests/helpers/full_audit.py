"""A whole audit of the sample repository with every shipped rubric; what was judged and measured is example data."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from core import assets
from core.audit.audit import Details, EarlierAudit
from core.audit.edits import SetInitiatives, SetResult, SetWork
from core.model.instrument import Instrument, InstrumentResult, ResultTable
from core.model.judgement import Actor, key
from core.model.measurement import Measurement
from core.model.outcome import Outcome
from core.model.scan import Scan
from core.model.work import Initiative, WorkItem, WorkStatus
from core.progress import Silent
from core.repository.sample import make_sample
from core.rubric.loading import shipped
from core.rubric.measures import instruments, measures
from core.rubric.rubric import Rubric
from core.scoring.result import State
from core.workflows import edit
from core.workflows.open import OpenAudit, create_audit
from core.workflows.process_file import read_processes
from core.workflows.scan import scan

AUDITOR = Actor("example-auditor", "Example Auditor", "Example data")
AT = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
REASON = "Example reason: seen in the pipeline with the team."
LEFT_UNMEASURED = ("incident.recovery-time", "ci.flaky-tests", "space.activity", "local.setup-time")
VALUES = {"share": 0.34, "points": 3.4, "minutes": 14.0, "hours": 30.0, "days": 12.0}
"""Example values by unit; any other unit gets 3."""


def full_audit(folder: Path) -> OpenAudit:
    """Return an open audit with overrides, confirmations, answers, n.a., unproven, open and measured criteria."""
    repository = make_sample(folder / "sample")
    details = Details(
        title="Example audit",
        client="Example client",
        lead=AUDITOR,
        reviewer="Example Reviewer",
        project="Example booking platform",
        confidence="High for what the repository shows, moderate for what was only told (example data).",
        earlier=(EarlierAudit("Example audit of the year before", "2025-05-14", "64.2 of 100", "devops-excellence"),),
        demonstration=True,
    )
    opened = create_audit(folder / "full.sightline", details, shipped(), time_zone="UTC", actor=AUDITOR)
    opened.do(edit.set_processes(opened, read_processes(assets.path("resources", "sample", "processes.json"))))
    found = scan(
        repository, rubrics=tuple(opened.rubrics.values()), processes=opened.audit.processes, progress=Silent()
    )
    found = _with_unproven(found, tuple(opened.rubrics.values()))
    opened.do(edit.adopt_scan(opened, found, str(repository)))
    for result in example_results():
        opened.do(SetResult(result.id, result))
    _judge(opened)
    _plan(opened)
    return opened


def _with_unproven(found: Scan, rubrics: tuple[Rubric, ...]) -> Scan:
    """Return the scan with one criterion of each rubric that the repository points to and cannot prove."""
    probes = dict(found.probes)
    for rubric in rubrics:
        unjudged = (
            c for turn, c in enumerate(rubric.criteria()) if turn % 5 == 3 and turn % 7 != 2 and turn % 13 != 12
        )
        chosen = next(c for c in unjudged if c.method == "scan" and not c.per_process and c.probes())
        for probe in chosen.probes():
            probes[probe] = replace(
                probes[probe],
                outcome=Outcome.UNPROVEN,
                summary="Example: configured somewhere else, as a comment says.",
            )
    return replace(found, probes=probes)


def example_results() -> tuple[InstrumentResult, ...]:
    """Return a result of every instrument; some measures stay unknown."""
    known = measures()
    found = []
    for name, text in instruments().items():
        if name == "history":
            continue
        values = tuple(
            _example(given, known[given].unit, text.name) for given in text.gives if given not in LEFT_UNMEASURED
        )
        found.append(
            InstrumentResult(
                f"{name}-1", Instrument(name), f"Example: {text.name}", AT, AUDITOR.id, "example data", values
            )
        )
    return tuple(replace(result, **_extras(result.instrument)) for result in found)


def _example(given: str, unit: str, instrument: str) -> Measurement:
    value = 1.0 if given == "drill.passed" else VALUES.get(unit, 3.0)
    return Measurement(given, value, unit, f"example data: {instrument.lower()}", n=24, confidence="high")


def _extras(instrument: Instrument) -> dict[str, object]:
    """Return tables, verdict and quotes as the instrument gives them."""
    if instrument is Instrument.FIRE_DRILL:
        laps = (
            ("Find the newest backup", "4", "0.29"),
            ("Restore the database", "8", "0.57"),
            ("Check totals", "2", "0.14"),
        )
        return {
            "tables": (
                ResultTable("Laps", ("Step", "Minutes", "Share"), laps, "Target 60 minutes (example data).", 2),
            ),
            "verdict": "pass",
        }
    if instrument is Instrument.CI_PROFILE:
        steps = (("Install dependencies", "4.8", "0.34"), ("Tests", "6.1", "0.44"), ("Image build", "3.1", "0.22"))
        return {"tables": (ResultTable("Where a run spends its time", ("Step", "Minutes", "Share"), steps, "", 2),)}
    if instrument is Instrument.SURVEY:
        rows = tuple(
            (dimension, "24", "3.4", "0.9", "1 / 3 / 8 / 9 / 3")
            for dimension in ("Satisfaction", "Performance", "Communication", "Efficiency")
        )
        columns = ("Dimension", "Answers", "Mean", "Spread", "Answers 1 / 2 / 3 / 4 / 5")
        return {
            "tables": (ResultTable("Answers by dimension", columns, rows),),
            "quotes": ("Example answer: the test environment is often taken.", "Example answer: reviews are quick."),
            "notes": ("One group of 3 is not shown by itself (example data).",),
        }
    return {}


def _judge(opened: OpenAudit) -> None:
    """Judge by turns, so that every state of a criterion stands in the audit."""
    for rubric in opened.rubrics.values():
        scored = {c.key: c for c in opened.scores[rubric.id].criteria()}
        for turn, criterion in enumerate(rubric.criteria()):
            name, score, top = key(rubric.id, criterion.id), scored[criterion.id], len(criterion.levels) - 1
            if criterion.per_process:
                continue
            if turn % 13 == 12:
                opened.do(edit.not_applicable(opened, name, REASON))
            elif score.scan_state is State.OPEN and turn % 4:
                opened.do(edit.choose_level(opened, name, turn % (top + 1), REASON, range(len(criterion.met_only_if))))
            elif turn % 5 == 1 and score.scan_level is not None:
                opened.do(edit.choose_level(opened, name, score.scan_level))
            elif turn % 7 == 2 and score.scan_level is not None:
                other = score.scan_level - 1 if score.scan_level else top
                opened.do(edit.choose_level(opened, name, other, REASON))


def _plan(opened: OpenAudit) -> None:
    """Enter what only the client knows: costs, owners, initiatives, texts, an accepted risk."""
    for name, value in (("hourly-cost", 95.0), ("incident-cost", 4000.0), ("incidents-per-year", 18.0)):
        opened.do(edit.set_entered(name, value))
    opened.do(edit.set_entered("share-avoided", 0.5))
    opened.do(SetWork("set-up-tracing", WorkItem(WorkStatus.IN_PROGRESS, "Example team", "EX-12", "2026-09-30")))
    opened.do(
        SetInitiatives(
            (
                Initiative(
                    "bootstrap", "Example: one command for the environment", "Example data", "Example team", "EX-1"
                ),
                Initiative("secrets", "Example: one way to keep secrets", "Example data", "Example team", "EX-2"),
            )
        )
    )
    for rubric in opened.rubrics.values():
        low = next((c for c in opened.scores[rubric.id].criteria() if c.rating.point == 0), None)
        if low is not None:
            opened.do(edit.accept_risk(opened, key(rubric.id, low.criterion), REASON, "2027-03-31"))
        for metric in rubric.success_metrics[:2]:
            opened.do(edit.set_entered(f"{rubric.id}.{metric.id}.before", 30.0))
            opened.do(edit.set_entered(f"{rubric.id}.{metric.id}.after", 20.0))
    for rubric in opened.rubrics.values():
        for category in rubric.categories:
            for field in rubric.narrative:
                text = f"Example text: {field.title.lower()} of {category.name.lower()}, in the auditor's words."
                opened.do(edit.set_text(f"{rubric.id}.{category.id}.{field.id}", text))
