"""A whole published audit for tests of reports, signing and verifying. Everything in it is example data."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha1
from typing import Literal

from core.audit.audit import Audit, Details, ReportOptions, RubricRef, ScanRef
from core.audit.facts import facts
from core.audit.published import Published, TrailHead
from core.model.answer import Answer, Message
from core.model.evidence import Evidence, NearMiss, Searched, Skipped
from core.model.judgement import Actor, Attachment, Judgement, Kind, NotApplicable
from core.model.measurement import Measurement
from core.model.outcome import Outcome, Severity
from core.model.process import CriticalProcess
from core.model.roadmap import Phase
from core.model.scan import FileCount, RepositoryState, Scan
from core.progress import Silent
from core.report.documents import make_document
from core.report.identity import OpenIdentity, new_identity, open_identity
from core.report.signing import Request, sign
from core.rubric.loading import digest, parse, parse_recommendations, shipped_recommendations_text, shipped_text
from core.scoring.result import State
from core.scoring.score import score
from core.workflows.publishing import Source, publish

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
LEAD = Actor("lead", "Lead Example", "Example Audits")
RUBRICS = ("process-integrity",)
_OUTCOMES = (Outcome.PRESENT, Outcome.PARTIAL, Outcome.ABSENT, Outcome.PRESENT, Outcome.UNPROVEN, Outcome.PRESENT)
_SNIPPET = """\
  deploy:
    needs: [test]
    steps:
      - uses: actions/checkout@v4
      - run: make deploy  # example
"""
PROCESSES = (
    CriticalProcess("checkout", "Checkout", Severity.CRITICAL, "Example.", ("cart", "pay", "confirm"), 2.0, 30),
    CriticalProcess("refund", "Refund", Severity.HIGH, "Example.", ("request", "approve"), 60.0, 240),
    CriticalProcess("nightly-import", "Nightly import of supplier prices", Severity.MEDIUM, paths=("jobs/import/**",)),
)


def _pick(name: str) -> Outcome:
    return _OUTCOMES[sha1(name.encode(), usedforsecurity=False).digest()[0] % len(_OUTCOMES)]


def _answer(probe: str, outcome: Outcome, path: str = ".github/workflows/deploy.yml") -> Answer:
    lines = () if outcome is Outcome.ABSENT else (3, 40)
    blob = sha1(probe.encode(), usedforsecurity=False).hexdigest()
    evidence = tuple(Evidence(path, blob, n, n + 1, _SNIPPET, n - 2) for n in lines)
    says = {Outcome.PRESENT: "2 places found.", Outcome.ABSENT: "Nothing found in 41 files."}
    return Answer(
        probe,
        outcome,
        says.get(outcome, f"2 places found in {path}, none of them conclusive."),
        Message("Example."),
        evidence=evidence,
        evidence_total=len(evidence) * 3,
        near_misses=(NearMiss("docs/plan.md", 7, "we will deploy", "documentation only"),) if not evidence else (),
        near_misses_total=0 if evidence else 1,
        searched=Searched(
            (r"\bdeploy(ment)?\b", "job named deploy"),
            ("**/*.yml",),
            ("pipeline",),
            41,
            40,
            (Skipped("larger than 1 MiB", 1, ("vendor/big.yml",)),),
            "c" * 40,
        ),
    )


def _series() -> tuple[tuple[str, float | None], ...]:
    return tuple((f"{year} Q{q}", 30.0 - 4 * q) for year in (2024, 2025) for q in (1, 2, 3, 4))


MEASUREMENTS = {
    m.id: m
    for m in (
        Measurement(
            "dora.lead-time", 41.5, "hours", "git history: release tags", ("2025-01-05", "2026-01-05"), 214, 0.92,
            benchmark_year=2024, band="high", p90=160.0, series=_series(),
        ),
        Measurement(
            "dora.deployment-frequency", 2.0, "per week", "git history: release tags", ("2025-01-05", "2026-01-05"), 96,
            0.92, benchmark_year=2024, band="high", series=_series(),
        ),
        Measurement(
            "dora.recovery-time", None, "hours", "git history: release tags", reason="Fewer than 3 failed releases."
        ),
    )
}  # fmt: skip


def example_scan(rubrics: tuple[str, ...] = RUBRICS, every: Outcome | None = None) -> Scan:
    """Return a scan that answers every probe of some shipped rubrics."""
    texts = [parse(shipped_text(name), name) for name in rubrics]
    asked = {probe for r in texts for c in r.criteria() for probe in c.probes()}
    alone = sorted(p for p in asked if not p.startswith("process."))
    per_process = sorted(p for p in asked if p.startswith("process."))
    return Scan(
        id="scan-1",
        sightline="0.1.0",
        probe_set="5" * 64,
        engine="example engine",
        started_at=START,
        finished_at=START + timedelta(seconds=3),
        repository=RepositoryState("example-shop", "main", "c" * 40, START, "main", 812, 9_400_000, 5210, 14),
        probes={p: _answer(p, every or _pick(p)) for p in alone},
        processes={
            process.id: {p: _answer(p, every or _pick(p + process.id), "src/shop/checkout.py") for p in per_process}
            for process in PROCESSES
        },
        measurements=MEASUREMENTS,
        files=(
            FileCount("source", 600, 7_000_000),
            FileCount("test", 150, 2_000_000),
            FileCount("document", 62, 400_000),
        ),
        skipped=(Skipped("binary", 3, ("logo.png", "a.ico", "b.ico")),),
        excluded=("vendor/**",),
    )


def _judged(audit: Audit, source: Source) -> Audit:
    """Answer the interviews, confirm some criteria, override one and exclude one, in every rubric."""
    judgements: dict[str, Judgement] = {}
    excluded: dict[str, NotApplicable] = {}
    for name, rubric in source.rubrics.items():
        overridden = False
        for position, scored in enumerate(source.scores[name].criteria()):
            criterion = rubric.criterion(scored.criterion)
            if scored.processes:
                continue
            at, top = START + timedelta(minutes=position), len(criterion.levels) - 1
            key = f"{name}/{scored.key}"
            if criterion.method == "interview" and position % 3 == 0:
                excluded[key] = NotApplicable("The client runs no such thing; shown in the interview.", LEAD.id, at)
            elif scored.state is State.OPEN and position % 4:
                level = position % (top + 1)
                judgements[key] = Judgement(
                    level, Kind.ANSWER, LEAD.id, at, None, "open", "Shown by the platform team."
                )
            elif scored.state is State.RATED and scored.scan_level is not None and position % 2:
                judgements[key] = Judgement(
                    scored.scan_level, Kind.CONFIRMATION, LEAD.id, at, scored.scan_level, "rated"
                )
            elif scored.state is State.RATED and scored.scan_level == top and not overridden:
                overridden = True
                reason = "The file exists, but the job has been switched off since the spring."
                judgements[key] = Judgement(0, Kind.OVERRIDE, LEAD.id, at, top, "rated", reason)
    return replace(audit, judgements=judgements, not_applicable=excluded)


def example_source(
    rubrics: tuple[str, ...] = RUBRICS, options: ReportOptions | None = None, demonstration: bool = True
) -> Source:
    """Return what publishing reads, for shipped rubrics over one made-up scan."""
    texts = {digest(shipped_text(name)): shipped_text(name) for name in rubrics}
    advice = shipped_recommendations_text()
    texts[digest(advice)] = advice
    parsed = {name: parse(shipped_text(name), name) for name in rubrics}
    scan = example_scan(rubrics)
    phases = parsed[rubrics[0]].phases
    audit = Audit(
        id="00000000-0000-4000-8000-000000000001",
        created_at=START,
        time_zone="Europe/Berlin",
        language="en",
        details=Details(
            "Engineering audit", "Example Client Ltd", LEAD, "Reviewer Example", "Client Example", "Example Audits",
            "EX-2026-01", "Confidential", "1.0", demonstration,
        ),
        rubrics=tuple(RubricRef(n, r.version, digest(shipped_text(n)), digest(advice)) for n, r in parsed.items()),
        scan="5ca0" * 16,
        scans=(ScanRef("scan-1", "5ca0" * 16, "c" * 40, scan.finished_at),),
        processes=PROCESSES,
        phases=tuple(Phase(f"phase-{n}", p.name, p.weeks, p.capacity_hours) for n, p in enumerate(phases, 1)),
        attachments={
            "a-1": Attachment("a-1", "a77a" * 16, "drill.pdf", "application/pdf", 48_213, LEAD.id, START, "Example.")
        },
        report=options or ReportOptions(),
    )  # fmt: skip
    source = Source(
        audit=audit,
        scan=scan,
        rubrics=parsed,
        recommendations=parse_recommendations(advice),
        facts={},
        scores={},
        texts=texts,
        head=TrailHead(57, "7ead" * 16, START + timedelta(hours=8)),
        sightline="0.1.0",
        actor_name=lambda _key, actor: LEAD.name if actor == LEAD.id else actor,
    )
    source = with_facts(source)
    return with_facts(replace(source, audit=_judged(audit, source)))


def with_facts(source: Source) -> Source:
    """Return the source with facts and scores computed from its audit and scan."""
    known = {name: facts(source.audit, rubric, source.scan) for name, rubric in source.rubrics.items()}
    scores = {name: score(rubric, known[name]) for name, rubric in source.rubrics.items()}
    return replace(source, facts=known, scores=scores)


@cache
def example_published(rubrics: tuple[str, ...] = RUBRICS) -> Published:
    """Return the published example audit."""
    return publish(example_source(rubrics))


PASSPHRASE = "example passphrase"


@cache
def identity(name: str, key_kind: Literal["ec", "rsa"] = "ec") -> OpenIdentity:
    """Return a signing identity of that name, opened."""
    return open_identity(new_identity(name, PASSPHRASE, organisation="Example data", key_kind=key_kind)[0], PASSPHRASE)


@cache
def short_published() -> Published:
    """Return the example audit with the long sections left out, so that it is made quickly."""
    off = ("summary", "profile", "categories", "measurements", "findings", "coverage", "evidence", "searched", "method")
    return publish(example_source(options=ReportOptions(sections_off=off)))


@cache
def short_report() -> bytes:
    """Return the unsigned report of the short example."""
    return make_document(short_published(), "report", Silent())


@cache
def signed_report(*places: str) -> bytes:
    """Return the short report, signed in these places in order."""
    data = short_report() if len(places) == 1 else signed_report(*places[:-1])
    place = places[-1]
    return sign(data, identity(place), PASSPHRASE, Request(place, "Example", "Example town", True)).data
