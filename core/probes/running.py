"""Runs probes over a snapshot: gives each the hits that count for it and turns what it found into an answer."""

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from core.formats import source
from core.matching.engine import Matches
from core.matching.pattern import Hit, Pattern
from core.matching.re2_engine import matched_parts
from core.model.answer import Answer, Message
from core.model.outcome import Outcome
from core.model.process import CriticalProcess
from core.probes.probe import Found, Hits, Probe, ProcessProbe, failed, to_answer
from core.progress import Cancelled, Progress
from core.snapshot.classification import is_lock_file
from core.snapshot.file_class import FileClass
from core.snapshot.snapshot import Snapshot
from core.version import product_version

_NEVER_BY_DEFAULT = frozenset({FileClass.VENDORED, FileClass.GENERATED, FileClass.BINARY, FileClass.EXAMPLE})

_REASONS = {
    FileClass.VENDORED: "vendored",
    FileClass.GENERATED: "generated",
    FileClass.TEST: "test",
    FileClass.EXAMPLE: "example",
    FileClass.DOCUMENT: "documentation only",
}
"""Why a hit in a class that a pattern does not want is worth showing as a near miss; other classes are not."""

_ROOMS = ("formats", "matching", "probes", "snapshot")
"""Rooms whose code decides what an answer is."""

_MOST_DROPPED = 200
"""Near misses kept a pattern; an answer shows 20."""


def patterns_of(probes: Iterable[Probe | ProcessProbe]) -> tuple[Pattern, ...]:
    """Return all patterns of some probes, for one content pass."""
    return tuple(pattern for probe in probes for pattern in probe.patterns)


def _prose(pattern: Pattern, snapshot: Snapshot, path: str, line: int, text: str) -> str | None:
    """Return `comment` or `string` when everything the pattern matches on a line is prose."""
    content = snapshot.text(path) or ""
    reason = None
    for part in matched_parts(pattern, text):
        reason = source.in_prose(path, content, line, part)
        if reason is None:
            return None
    return reason


def hits_of(probe: Probe | ProcessProbe, snapshot: Snapshot, matches: Matches) -> Hits:
    """Return what the content pass found for one probe, with what does not count set apart."""
    kept: dict[str, tuple[Hit, ...]] = {}
    dropped: list[tuple[Hit, str]] = []
    for pattern in probe.patterns:
        snapshot.check()
        wanted = frozenset(FileClass(c) for c in pattern.classes) or frozenset(FileClass) - _NEVER_BY_DEFAULT
        good: list[Hit] = []
        bad: list[tuple[Hit, str]] = []
        in_paths: dict[str, bool] = {}
        for path, line, text in matches.of(pattern):
            if pattern.paths:
                if path not in in_paths:
                    in_paths[path] = snapshot.matches(path, pattern.paths)
                if not in_paths[path]:
                    continue
            file_class = snapshot.file_class(path)
            reason = None if file_class in wanted else _REASONS.get(file_class, "")
            if reason is None and not pattern.paths and is_lock_file(path):
                reason = "only in a lock file"
            if reason is None and pattern.code_only:
                reason = _prose(pattern, snapshot, path, line, text)
            if reason is None:
                good.append(Hit(pattern.name, path, line, text))
            elif reason and len(bad) < _MOST_DROPPED:
                bad.append((Hit(pattern.name, path, line, text), reason))
        kept[pattern.name] = tuple(good)
        dropped += bad
    return Hits(kept, tuple(dropped))


def _answer(probe: Probe, snapshot: Snapshot, matches: Matches) -> Answer:
    hits = hits_of(probe, snapshot, matches)
    if probe.applies_to is not None and not probe.applies_to(snapshot):
        found = Found(Outcome.NOT_APPLICABLE, "Not applicable: {why}.", {"why": probe.unless or "nothing to ask"})
    else:
        found = probe.answer(snapshot, hits)
    return to_answer(probe, found, snapshot, hits.dropped)


def run(
    probes: Sequence[Probe],
    process_probes: Sequence[ProcessProbe],
    processes: Sequence[CriticalProcess],
    snapshot: Snapshot,
    matches: Matches,
    progress: Progress,
    answers: dict[str, Answer] | None = None,
    by_process: dict[str, dict[str, Answer]] | None = None,
) -> tuple[dict[str, Answer], dict[str, dict[str, Answer]]]:
    """Return the answers by probe id, and by process id and probe id.

    Args:
        probes: questions to the repository.
        process_probes: questions to each critical process.
        processes: the client's critical processes.
        snapshot: the commit.
        matches: of a pass over at least all patterns of these probes.
        progress: one step a probe (and a process).
        answers: filled in place, so that a cancelled run keeps what it has.
        by_process: likewise.

    Raises:
        Cancelled: when progress says so.
    """
    answers = {} if answers is None else answers
    by_process = {} if by_process is None else by_process
    for probe in probes:
        progress.check()
        snapshot.ask()
        try:
            answers[probe.id] = _answer(probe, snapshot, matches)
        except Cancelled:
            raise
        except Exception as error:  # noqa: BLE001 - one probe that fails is an answer of its own, not the end of a scan
            answers[probe.id] = failed(probe, error)
        progress.advance(1, probe.id)
    for asked in process_probes:
        progress.check()
        hits: Hits | Exception
        try:
            hits = hits_of(asked, snapshot, matches)
        except Exception as error:  # noqa: BLE001 - as above
            hits = error
        for process in processes:
            progress.check()
            snapshot.ask()
            try:
                if isinstance(hits, Exception):
                    raise hits
                found = asked.answer(snapshot, hits, process)
                answer = to_answer(asked, found, snapshot, hits.dropped)
            except Cancelled:
                raise
            except Exception as error:  # noqa: BLE001 - as above
                answer = failed(asked, error)
            by_process.setdefault(process.id, {})[asked.id] = answer
            progress.advance(1, f"{asked.id} · {process.name}")
    return answers, by_process


def not_run(probe: Probe | ProcessProbe, why: str) -> Answer:
    """Return the answer of a probe that was not asked, such as in a cancelled scan."""
    message = Message("Not checked: {why}.", {"why": why})
    return Answer(probe.id, Outcome.ERROR, message.render(), message)


def probe_set(probes: Iterable[Probe | ProcessProbe]) -> str:
    """Return a hash over all that decides the answers of some probes: what they declare and the code."""
    digest = hashlib.sha256(_code())
    for probe in sorted(probes, key=lambda p: p.id):
        digest.update(repr((probe.id, probe.question, probe.patterns, probe.paths, probe.classes, probe.asks)).encode())
        for function in (probe.answer, probe.applies_to if isinstance(probe, Probe) else None):
            code = getattr(function, "__code__", None)
            digest.update(code.co_code if code else b"")
    return digest.hexdigest()


@cache
def _code() -> bytes:
    """Return a hash over the source of the rooms that answers come from; a bundle has none, but it has a version."""
    digest = hashlib.sha256(product_version().encode())
    core = Path(__file__).parents[1]
    for room in _ROOMS:
        for file in sorted((core / room).rglob("*.py")):
            digest.update(f"{file.relative_to(core).as_posix()}\0".encode())
            digest.update(file.read_bytes())
    return digest.digest()
