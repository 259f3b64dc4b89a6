"""The audit file against its budgets: opening a large audit, and one edit until the disk has it.

Budgets are those of an audit of 1,000 criteria, 10,000 evidence and 50,000 trail entries, libraries loaded. Seconds
depend on the computer; the reference beside them (plain sqlite3 reading the same bytes, one bare commit) does not.
"""

import sqlite3
import statistics
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from core.audit.audit import Details
from core.model.answer import Answer, Message
from core.model.evidence import Evidence
from core.model.judgement import Actor
from core.model.outcome import Outcome
from core.model.scan import RepositoryState, Scan
from core.progress import Silent
from core.store.writes import Commit
from core.workflows import edit, kept_rubrics
from core.workflows.open import OpenAudit, create_audit, open_audit

CRITERIA, EVIDENCE, ENTRIES = 1000, 10_000, 50_000
LEAD = Actor("bench", "Bench")
AT = datetime(2026, 1, 1, tzinfo=UTC)


def rubric_text() -> str:
    """Return a rubric of 20 categories with 50 criteria each."""
    lines = ["id: bench", 'version: "1"', "name: Bench", "summary: Example.", "purpose: Example."]
    lines += ["scoring: {strategy: weighted, scale: 100}", "categories:"]
    for category in range(20):
        lines += [f"  - {{id: c{category}, name: C{category}, intent: Example., points: 5, criteria: ["]
        for number in range(CRITERIA // 20):
            name = f"c{category}-{number}"
            lines.append(
                f"    {{id: {name}, code: {name.upper()}, question: Is it so?, guidance: Example., method: scan, "
                f"levels: [{{label: Not met, meaning: No., rating: 0}}, {{label: Partly, meaning: Some., rating: 0.5, "
                f"when: {{probe: {{id: p.{name}, at_least: partial}}}}}}, "
                f"{{label: Met, meaning: Yes., rating: 1, when: {{probe: p.{name}}}}}]}},"
            )
        lines.append("  ]}")
    return "\n".join(lines) + "\n"


def a_scan() -> Scan:
    """Return a scan with ten lines of evidence a criterion."""
    probes = {}
    for number in range(CRITERIA):
        name = f"p.c{number // 50}-{number % 50}"
        evidence = tuple(
            Evidence(f"src/module{number}/file{n}.py", "b" * 40, n + 1, n + 1, "x = example()\n" * 4, n + 1)
            for n in range(EVIDENCE // CRITERIA)
        )
        probes[name] = Answer(
            name, Outcome.PRESENT, "Example.", Message("Example."), evidence=evidence, evidence_total=10
        )
    state = RepositoryState("bench", "main", "c" * 40, AT)
    return Scan("s", "0", "0", "bench", AT, AT, state, probes)


def build(path: Path) -> None:
    """Make the large audit: every criterion judged, the rest of the trail notes."""
    with create_audit(path, Details("Bench", "Bench", LEAD), [rubric_text()], time_zone="UTC", actor=LEAD) as opened:
        opened.do(edit.adopt_scan(opened, a_scan()))
        for number in range(CRITERIA):
            opened.do(edit.choose_level(opened, f"bench/c{number // 50}-{number % 50}", 2))
        assert opened.wait_saved(600)
        _fill(opened)


def _fill(opened: OpenAudit) -> None:
    """Append the remaining entries in few transactions: the bench measures reading them."""
    audit = opened.audit
    commits = []
    for number in range(ENTRIES - CRITERIA - 2):
        change = edit.note(opened, f"bench/c{number % 20}-{number // 20 % 50}", f"note {number}")
        after = change.apply(audit)
        payload = {"kind": "note", "key": change.key, "text": change.text}  # type: ignore[attr-defined]
        commits.append(Commit(audit, after, payload, (change.key,), str(number), LEAD, AT))  # type: ignore[attr-defined]
        audit = after

    def write(database: object) -> None:
        with database.write() as connection:  # type: ignore[attr-defined]
            for commit in commits:
                commit.write(connection)

    opened._store.call(write)


def timed(work: Callable[[], object], times: int) -> float:
    """Return the median duration in seconds."""
    taken = []
    for _ in range(times):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return statistics.median(taken)


def _read_all(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for table in ("present", "scan", "text"):
            connection.execute(f"SELECT * FROM {table}").fetchall()


def main() -> None:
    """Print each figure with its budget."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.sightline"
        build(path)
        opens: list[float] = []
        references: list[float] = []
        for _ in range(5):  # interleaved
            references.append(timed(lambda: _read_all(path), 1))
            kept_rubrics.parsed.cache_clear()
            kept_rubrics._from_json.cache_clear()
            start = perf_counter()
            opened = open_audit(path)
            opens.append(perf_counter() - start)
            opened.close()
        with open_audit(path) as opened:
            painted, rescored, saved = _edits(opened)
            start = perf_counter()
            report = opened.verify_trail(Silent())
            verified = perf_counter() - start
            assert report.holds
            assert report.state_agrees
        bare = _bare_commit(Path(folder) / "bare.db")
    reading = statistics.median(references)
    opening = statistics.median(opens)
    ratio = f"{opening / reading:5.1f} x reading the bytes"
    print(f"open ({ENTRIES:,} entries)         {opening * 1000:7.1f} ms  budget 300    {ratio}")
    print(f"edit applied, re-scored       {painted * 1000:7.1f} ms  budget 16")
    print(f"re-scoring alone              {rescored * 1000:7.1f} ms  budget 5")
    print(f"edit acknowledged by the disk {saved * 1000:7.1f} ms  budget 50     {saved / bare:5.1f} x a bare commit")
    print(f"whole chain verified          {verified * 1000:7.1f} ms  (in the background)")


def _edits(opened: OpenAudit) -> tuple[float, float, float]:
    from core.scoring.score import rescore

    painted, rescored, saved = [], [], []
    for number in range(50):
        key = f"bench/c{number % 20}-{number % 50}"
        start = perf_counter()
        change = edit.choose_level(opened, key, 1 if number % 2 else 0, "An override with a reason.")
        opened.do(change)
        painted.append(perf_counter() - start)
        assert opened.wait_saved(60)
        saved.append(perf_counter() - start)
        start = perf_counter()
        rescore(opened.rubrics["bench"], opened.facts("bench"), opened.scores["bench"], (key,))
        rescored.append(perf_counter() - start)
    return statistics.median(painted), statistics.median(rescored), statistics.median(saved)


def _bare_commit(path: Path) -> float:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE t (x)")
        return timed(lambda: connection.execute("INSERT INTO t VALUES (1)"), 50)


if __name__ == "__main__":
    main()
