"""Scans one commit of a repository: history, files, content, checks; the repository is only read."""

import gc
import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import compress
from pathlib import Path
from time import perf_counter
from typing import Protocol
from zoneinfo import ZoneInfo

from core.history.delivery import SUBJECTS_DAYS, delivery, measure
from core.history.deployments import RELEASE
from core.history.periods import DAY
from core.matching.engine import Matches, compile
from core.model.answer import Answer
from core.model.measurement import Measurement
from core.model.process import CriticalProcess, ProcessProposal
from core.model.scan import CitedFile, FileCount, RepositoryState, Scan
from core.probes.own import OwnProbe, own_probe
from core.probes.probe import Probe, ProcessProbe
from core.probes.running import patterns_of, probe_set, run
from core.progress import Cancelled, Progress, Silent
from core.repository.blobs import Blobs
from core.repository.errors import BrokenRepository
from core.repository.log import read_history, reverted_commits, tags_of
from core.repository.opening import Commit, Repository, opened
from core.repository.tree import read_tree
from core.snapshot.classification import readme_title
from core.snapshot.entry import LARGEST_FILE, Entry, Mode
from core.snapshot.languages import languages
from core.snapshot.snapshot import Snapshot
from core.version import product_version

HISTORY = "Read history"
INDEX = "Index files"
CONTENT = "Read content"
CHECKS = "Run checks"
_STEP = 100
_BEFORE_COLLECTION = 50_000
"""New objects between two looks for garbage."""
_README = re.compile(r"readme(\.(md|markdown|rst|txt|adoc))?", re.IGNORECASE)


class ScanCancelled(Cancelled):
    """The person asked to stop; `partial` is what was found until then, None when that was nothing."""

    def __init__(self, partial: Scan | None) -> None:
        super().__init__("cancelled")
        self.partial = partial


class RubricProbes(Protocol):
    """What a scan needs of a rubric: its id and the probes that it brings along."""

    @property
    def id(self) -> str:
        """The rubric's id."""

    @property
    def own_probes(self) -> Sequence[OwnProbe]:
        """Its own pattern probes."""


@dataclass(slots=True)
class _Found:
    """What a scan has found so far; turned into a Scan at the end, or earlier when it is cancelled."""

    started_at: datetime
    engine: str = ""
    repository: RepositoryState | None = None
    probes: dict[str, Answer] = field(default_factory=dict)
    processes: dict[str, dict[str, Answer]] = field(default_factory=dict)
    measurements: dict[str, Measurement] = field(default_factory=dict)
    proposals: tuple[ProcessProposal, ...] = ()
    snapshot: Snapshot | None = None
    timings: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, phase: str) -> Iterator[None]:
        """Note how long a phase took."""
        start = perf_counter()
        try:
            yield
        finally:
            self.timings[phase] = round(perf_counter() - start, 3)


def scan(
    path: Path,
    ref: str | None = None,
    *,
    excluded: Sequence[str] = (),
    rubrics: Sequence[RubricProbes] = (),
    processes: Sequence[CriticalProcess] = (),
    trust_owner: bool = False,
    allow_outside: bool = False,
    zone: str = "UTC",
    release_pattern: str = RELEASE,
    progress: Progress | None = None,
) -> Scan:
    """Scan one commit.

    Args:
        path: folder of the repository.
        ref: branch, tag or commit; what is checked out when None.
        excluded: path globs to leave out.
        rubrics: rubrics whose own probes are asked too.
        processes: the client's critical processes.
        trust_owner: open a repository that another user owns.
        allow_outside: follow a `.git` file or alternates that point outside the folder.
        zone: IANA time zone of the audit, in which a day of deployments is a day.
        release_pattern: of the names of release tags.
        progress: told of four phases and asked whether to stop.

    Raises:
        RepositoryError: when the repository cannot be read.
        ScanCancelled: when progress says so, with what was found.
    """
    from core.probes.catalogue import PROBES, PROCESS_PROBES

    progress = progress or Silent()
    probes = (*PROBES, *(own_probe(rubric.id, own) for rubric in rubrics for own in rubric.own_probes))
    found = _Found(datetime.now(UTC))

    def result(complete: bool) -> Scan | None:
        return _result(found, probes, PROCESS_PROBES, processes, tuple(excluded), complete)

    try:
        with _few_collections(), opened(path, trust_owner=trust_owner, allow_outside=allow_outside) as repository:
            commit = repository.commit(ref)
            repository.door.check = progress.check
            found.repository = _state(repository, commit)
            with found.timed(HISTORY):
                _history(repository, commit, found, ZoneInfo(zone), release_pattern, progress)
            with found.timed(INDEX):
                progress.phase(INDEX)
                entries, raw_paths = read_tree(repository, commit.id)
                progress.check()
                blobs = Blobs(repository, raw_paths)
                snapshot = snapshot_of(repository.name, commit.id, entries, blobs, excluded, progress)
                found.snapshot = snapshot
            with blobs:
                with found.timed(CONTENT):
                    matches = _content(snapshot, probes, PROCESS_PROBES, found, progress)
                differing = len(blobs.differing) if repository.head() == commit.id and not repository.bare else 0
                progress.check()
                found.repository = _with_files(found.repository, snapshot, differing)
                progress.check()
                gc.freeze()
                with found.timed(CHECKS):
                    progress.phase(CHECKS, len(probes) + len(PROCESS_PROBES) * len(processes))
                    run(
                        probes,
                        PROCESS_PROBES,
                        processes,
                        snapshot,
                        matches,
                        progress,
                        found.probes,
                        found.processes,
                    )
                    found.proposals = _proposals(snapshot)
    except Cancelled:
        raise ScanCancelled(result(complete=False)) from None
    done = result(complete=True)
    assert done is not None
    return done


@contextmanager
def _few_collections() -> Iterator[None]:
    """Look for garbage rarely: nearly all that a scan makes lives to its end, and looking takes a tenth of its time."""
    before = gc.get_threshold()
    gc.set_threshold(_BEFORE_COLLECTION, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _history(
    repository: Repository, commit: Commit, found: _Found, zone: ZoneInfo, pattern: str, progress: Progress
) -> None:
    """Read the commit log and measure delivery; a history that cannot be read is said, not fatal."""
    from dataclasses import replace

    progress.phase(HISTORY)
    until = int(commit.at.timestamp())
    branch = repository.default_branch(commit.id)
    tags = tags_of(repository)
    state = found.repository
    assert state is not None
    used = ((branch.full_name or branch.name, branch.commit),)
    tips = [branch.commit, commit.id, *(tag.commit for tag in tags)]
    try:
        history = read_history(repository, tips, progress, until - SUBJECTS_DAYS * DAY)
        reverted = reverted_commits(repository, history)
    except BrokenRepository as error:
        found.repository = replace(state, refs=used)
        why = f"git could not read the whole history ({error.details.splitlines()[0] if error.details else 'damaged'})"
        found.measurements = _not_measurable(why)
        return
    progress.check()
    audited = history.reachable(history.number[commit.id.encode("ascii")])
    times = [at for at in compress(history.committed, audited) if at > 0]
    found.repository = replace(
        state,
        commits=sum(compress(history.known, audited)),
        authors=len(history.authors),
        first_commit_at=datetime.fromtimestamp(max(0, min(times)), UTC) if times else None,
        refs=used,
    )
    progress.check()
    delivered = delivery(
        history, history.number[branch.commit.encode("ascii")], tags, until, reverted, branch.name, zone, pattern
    )
    progress.check()
    found.measurements = measure(delivered, until, shallow=repository.shallow)


def _not_measurable(why: str) -> dict[str, Measurement]:
    from core.history.delivery import UNITS

    return {name: Measurement(name, None, unit, "git history", reason=why) for name, unit in UNITS.items()}


def _content(
    snapshot: Snapshot,
    probes: Sequence[Probe],
    process_probes: Sequence[ProcessProbe],
    found: _Found,
    progress: Progress,
) -> Matches:
    """Match all patterns of all probes in one pass over all files."""
    matcher = compile(patterns_of((*probes, *process_probes)))
    found.engine = matcher.engine
    progress.phase(CONTENT, len(snapshot.files()))

    def counted() -> Iterable[tuple[str, bytes]]:
        for number, (path, content) in enumerate(snapshot.contents(), 1):
            if number % _STEP == 0:
                progress.check()
                progress.advance(_STEP, path)
            yield path, content

    return matcher.scan(counted(), progress)


def snapshot_of(
    name: str, commit: str, entries: Sequence[Entry], blobs: Blobs, excluded: Sequence[str], progress: Progress
) -> Snapshot:
    """Return the snapshot that questions are asked of; its name and README tell whether all of it is an example."""
    return Snapshot(commit, entries, blobs, excluded, f"{name} {_title(entries, blobs)}", progress.check)


def _title(entries: Sequence[Entry], blobs: Blobs) -> str:
    readme = next((e for e in entries if _README.fullmatch(e.path) and e.mode in (Mode.FILE, Mode.EXECUTABLE)), None)
    data = blobs.read(readme) if readme and 0 <= readme.size <= LARGEST_FILE else b""
    return readme_title(data.decode("utf-8", "replace")) if isinstance(data, bytes) else ""


def _proposals(snapshot: Snapshot) -> tuple[ProcessProposal, ...]:
    """Return the critical processes that the repository seems to have."""
    from core.probes.process.proposals import propose

    return propose(snapshot)


def _state(repository: Repository, commit: Commit) -> RepositoryState:
    return RepositoryState(
        name=repository.name,
        ref=commit.ref,
        commit=commit.id,
        commit_at=commit.at,
        branch=commit.branch,
        shallow=repository.shallow,
        partial_clone=repository.partial,
        object_format=repository.object_format,
    )


def _with_files(state: RepositoryState, snapshot: Snapshot, differing: int) -> RepositoryState:
    from dataclasses import replace

    entries = snapshot.entries.values()
    return replace(
        state,
        files=sum(1 for e in entries if e.mode is not Mode.SUBMODULE),
        bytes=sum(max(0, e.size) for e in entries),
        differing=differing,
        submodules=tuple(e.path for e in entries if e.mode is Mode.SUBMODULE),
        languages=languages((e, snapshot.file_class(e.path)) for e in entries),
    )


def _result(
    found: _Found,
    probes: Sequence[Probe],
    process_probes: Sequence[ProcessProbe],
    processes: Sequence[CriticalProcess],
    excluded: tuple[str, ...],
    complete: bool,
) -> Scan | None:
    if found.repository is None:
        return None
    not_run = [probe.id for probe in probes if probe.id not in found.probes]
    for process in processes:
        answered = found.processes.get(process.id, {})
        not_run += [f"{probe.id}@{process.id}" for probe in process_probes if probe.id not in answered]
    counts: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    snapshot = found.snapshot
    for entry in snapshot.entries.values() if snapshot else ():
        assert snapshot is not None
        file_class = snapshot.file_class(entry.path)
        counts[file_class] += 1
        sizes[file_class] += max(0, entry.size)
    return Scan(
        id=str(uuid.uuid4()),
        sightline=product_version(),
        probe_set=probe_set((*probes, *process_probes)),
        engine=found.engine,
        started_at=found.started_at,
        finished_at=datetime.now(UTC),
        repository=found.repository,
        probes=found.probes,
        processes=found.processes,
        measurements=found.measurements,
        proposals=found.proposals,
        files=tuple(FileCount(name, counts[name], sizes[name]) for name in sorted(counts)),
        skipped=snapshot.skipped() if snapshot else (),
        excluded=excluded,
        complete=complete,
        not_run=tuple(not_run),
        timings=dict(found.timings),
        cited=_cited(found),
    )


def _cited(found: _Found) -> tuple[CitedFile, ...]:
    """Return the files that answers cite, with their lines."""
    snapshot = found.snapshot
    if snapshot is None:
        return ()
    answers = [*found.probes.values(), *(a for answered in found.processes.values() for a in answered.values())]
    paths = {evidence.path for answer in answers for evidence in answer.evidence}
    return tuple(
        CitedFile(path, str(snapshot.file_class(path)), snapshot.cited[path])
        for path in sorted(paths & snapshot.cited.keys())
    )
