"""Repeats the recorded search of a scan's answer at the recorded commit, and says what differs."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.errors import ExitCode, SightlineError
from core.matching.engine import compile
from core.model.answer import Answer
from core.model.evidence import Evidence, NearMiss
from core.model.process import CriticalProcess
from core.model.scan import Scan
from core.probes.own import own_probe
from core.probes.probe import Probe, ProcessProbe
from core.probes.running import patterns_of, probe_set, run
from core.progress import Progress, Silent
from core.repository.blobs import Blobs
from core.repository.opening import Repository, opened
from core.repository.tree import read_tree
from core.version import product_version
from core.workflows.scan import CONTENT, INDEX, RubricProbes, snapshot_of

SEARCH_FORMAT = ("sightline-search", 1)
_MOST_NAMED = 10


class CannotSearch(SightlineError):
    """The scan does not say enough to repeat a search."""

    exit_code = ExitCode.USAGE


class Verdict(StrEnum):
    """What a repeated search shows."""

    EQUAL = "equal"
    DIFFERENT = "different"
    SCANNER_CHANGED = "scanner changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of an answer that is not as it was recorded; both sides in words."""

    what: str
    recorded: str
    repeated: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """A recorded answer beside the one that the same search gives now.

    Attributes:
        probe: the probe's id.
        process: the critical process it was asked about, empty for a question to the whole repository.
        verdict: `scanner changed` when they differ and another scanner recorded the first.
        differences: empty when they are equal.
    """

    probe: str
    process: str
    verdict: Verdict
    recorded: Answer
    repeated: Answer
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """All repeated searches of one call.

    Attributes:
        repository: its folder's name when it was scanned.
        commit: where was searched, then and now.
        scanner: what is not the same about the scanner that recorded the scan: version, probes, engine.
        engine: what searched again: each pattern by itself, so that it shares little with the engine of a scan.
    """

    repository: str
    commit: str
    scanner: tuple[Difference, ...]
    searches: tuple[Repeated, ...]
    engine: str = ""

    @property
    def exit_code(self) -> ExitCode:
        """Return 0 when all is equal, 11 when something differs, 12 when the scanner differs too."""
        verdicts = {search.verdict for search in self.searches}
        if Verdict.DIFFERENT in verdicts:
            return ExitCode.CHANGED
        return ExitCode.NOT_AS_EXPECTED if Verdict.SCANNER_CHANGED in verdicts else ExitCode.DONE


def search(
    path: Path,
    scan: Scan,
    wanted: Sequence[str],
    *,
    process: CriticalProcess | None = None,
    rubrics: Sequence[RubricProbes] = (),
    trust_owner: bool = False,
    allow_outside: bool = False,
    progress: Progress | None = None,
) -> Search:
    """Ask some questions of a scan again, at its commit and with its exclusions, and compare.

    Args:
        path: folder of the repository.
        scan: what was recorded.
        wanted: ids of probes.
        process: the critical process that the questions are about.
        rubrics: those whose own probes the scan asked.
        trust_owner: open a repository that another user owns.
        allow_outside: follow a `.git` file or alternates that point outside the folder.
        progress: told of two phases and asked whether to stop.

    Raises:
        CannotSearch: when the scan holds no such answer.
        RepositoryError: when the repository or the commit cannot be read.
    """
    from core.probes.catalogue import PROBES, PROCESS_PROBES

    progress = progress or Silent()
    probes = (*PROBES, *(own_probe(rubric.id, own) for rubric in rubrics for own in rubric.own_probes))
    recorded = _recorded(scan, wanted, process)
    asked = [probe for probe in probes if probe.id in recorded and process is None]
    asked_process = [probe for probe in PROCESS_PROBES if probe.id in recorded and process is not None]
    known = {probe.id for probe in asked} | {probe.id for probe in asked_process}
    if unknown := [name for name in recorded if name not in known]:
        raise CannotSearch(
            f"This Sightline has no probe {unknown[0]}.",
            "Give its rubric with --rubric." if unknown[0].startswith("own.") else "Use the version that scanned.",
        )
    with opened(path, trust_owner=trust_owner, allow_outside=allow_outside) as repository:
        repeated, engine = _ask(repository, scan, asked, asked_process, process, progress)
    scanner = _scanner(scan, probe_set((*probes, *PROCESS_PROBES)), compile(()).engine)
    searches = tuple(
        _compared(recorded[name], repeated[name], process.id if process else "", bool(scanner)) for name in recorded
    )
    return Search(scan.repository.name, scan.repository.commit, scanner, searches, engine)


def _recorded(scan: Scan, wanted: Sequence[str], process: CriticalProcess | None) -> dict[str, Answer]:
    answers = scan.probes if process is None else scan.processes.get(process.id)
    if answers is None:
        known = ", ".join(scan.processes) or "none"
        raise CannotSearch(
            f"The scan asked nothing about the process {process.id if process else ''}.", f"It knows: {known}."
        )
    for name in wanted:
        if name not in answers:
            why = "It was cancelled before." if not scan.complete else "`sightline scan` prints all ids."
            if process is None and any(name in found for found in scan.processes.values()):
                why = "It is asked about a process: add --process ID."
            raise CannotSearch(f"The scan holds no answer of {name}.", why)
    return {name: answers[name] for name in dict.fromkeys(wanted)}


def _ask(
    repository: Repository,
    scan: Scan,
    probes: Sequence[Probe],
    process_probes: Sequence[ProcessProbe],
    process: CriticalProcess | None,
    progress: Progress,
) -> tuple[dict[str, Answer], str]:
    """Return the answers of some probes at the commit of a scan, and the engine that searched."""
    commit = repository.commit(scan.repository.commit)
    repository.door.check = progress.check
    progress.phase(INDEX)
    entries, raw_paths = read_tree(repository, commit.id)
    with Blobs(repository, raw_paths) as blobs:
        snapshot = snapshot_of(scan.repository.name, commit.id, entries, blobs, scan.excluded, progress)
        matcher = compile(patterns_of((*probes, *process_probes)), by_itself=True)
        progress.phase(CONTENT)
        matches = matcher.scan(snapshot.contents(), progress)
        processes = [process] if process else []
        answers, by_process = run(probes, process_probes, processes, snapshot, matches, progress)
    return {**answers, **(by_process.get(process.id, {}) if process else {})}, matcher.engine


def _scanner(scan: Scan, probes: str, engine: str) -> tuple[Difference, ...]:
    """Return what differs between the scanner that recorded a scan and this one, which scans with `engine`."""
    pairs = (
        ("version", scan.sightline, product_version()),
        ("probes", scan.probe_set, probes),
        ("engine", scan.engine, engine),
    )
    return tuple(Difference(*pair) for pair in pairs if pair[1] != pair[2])


def _compared(recorded: Answer, repeated: Answer, process: str, scanner_changed: bool) -> Repeated:
    differences = _differences(recorded, repeated)
    verdict = Verdict.EQUAL
    if differences:
        verdict = Verdict.SCANNER_CHANGED if scanner_changed else Verdict.DIFFERENT
    return Repeated(recorded.probe, process, verdict, recorded, repeated, differences)


def _differences(one: Answer, two: Answer) -> tuple[Difference, ...]:
    """Return what differs between two answers to one question, what matters most first."""
    pairs: list[tuple[str, object, object]] = [
        ("outcome", one.outcome.value, two.outcome.value),
        ("evidence", *_only(_places(one.evidence), _places(two.evidence))),
        ("lines of evidence", one.evidence_total, two.evidence_total),
        ("near misses", *_only(_near(one.near_misses), _near(two.near_misses))),
        ("summary", one.summary, two.summary),
        ("confidence", one.confidence.value, two.confidence.value),
        ("patterns", *_only(one.searched.patterns, two.searched.patterns)),
        ("paths", *_only(one.searched.paths, two.searched.paths)),
        ("file classes", *_only(one.searched.classes, two.searched.classes)),
        ("commit", one.searched.commit, two.searched.commit),
        ("files eligible", one.searched.eligible, two.searched.eligible),
        ("files read", one.searched.read, two.searched.read),
        *_skipped(one, two),
    ]
    found = [Difference(what, str(first), str(second)) for what, first, second in pairs if first != second]
    if not found and one != two:  # the same places in another order, other extracts
        found.append(Difference("order or extracts", "as recorded", "not the same"))
    return tuple(found)


def _skipped(one: Answer, two: Answer) -> list[tuple[str, object, object]]:
    first = {skipped.reason: skipped for skipped in one.searched.skipped}
    second = {skipped.reason: skipped for skipped in two.searched.skipped}
    rows: list[tuple[str, object, object]] = []
    for reason in sorted(first.keys() | second.keys()):
        before, after = first.get(reason), second.get(reason)
        counts = before.count if before else 0, after.count if after else 0
        rows.append((f"files skipped ({reason})", *counts))
        if counts[0] == counts[1] and before and after:
            rows.append((f"paths skipped ({reason})", *_only(before.paths, after.paths)))
    return rows


def _places(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple(f"{each.place} ({each.blob[:12]})" for each in evidence)


def _near(misses: Sequence[NearMiss]) -> tuple[str, ...]:
    return tuple(f"{each.path}:{each.line} ({each.reason})" for each in misses)


def _only(one: Sequence[str], two: Sequence[str]) -> tuple[str, str]:
    """Return what only the one and only the other side has, in words that can be shown."""
    return _listed([each for each in one if each not in two]), _listed([each for each in two if each not in one])


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return (", ".join(names[:_MOST_NAMED]) or "nothing else") + more
