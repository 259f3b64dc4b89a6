"""The immutable record of one scan of one commit."""

from dataclasses import dataclass, field
from datetime import datetime

from core.model.answer import Answer
from core.model.evidence import Skipped
from core.model.measurement import Measurement
from core.model.process import ProcessProposal

SCAN_FORMAT = ("sightline-scan", 1)


@dataclass(frozen=True, slots=True)
class RepositoryState:
    """Which repository and commit were scanned, and in what shape they were.

    Attributes:
        name: folder name, for people.
        ref: what was asked for (branch, tag or commit).
        commit: full object id.
        commit_at: committer date, UTC.
        differing: files of the work tree that differ from the commit (their committed content was used).
        refs: (name, id) of the refs used for history.
    """

    name: str
    ref: str
    commit: str
    commit_at: datetime
    branch: str = ""
    files: int = 0
    bytes: int = 0
    commits: int | None = None
    authors: int | None = None
    first_commit_at: datetime | None = None
    shallow: bool = False
    partial_clone: bool = False
    object_format: str = "sha1"
    differing: int = 0
    submodules: tuple[str, ...] = ()
    languages: tuple[tuple[str, int], ...] = ()
    refs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FileCount:
    """How many files of one class there were, and how many bytes."""

    file_class: str
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class CitedFile:
    """A file that answers cite, with its number of lines."""

    path: str
    file_class: str
    lines: int


@dataclass(frozen=True, slots=True)
class Scan:
    """Everything one scan found; never changed, only replaced by adopting another.

    Attributes:
        sightline: version of the scanner.
        probe_set: hash over all probe definitions.
        engine: pattern engine and version.
        probes: answers by probe id.
        processes: answers by process id, then probe id.
        cited: the files that answers cite, by path.
        not_run: probes that were not run because the scan was cancelled.
        timings: seconds by phase.
    """

    id: str
    sightline: str
    probe_set: str
    engine: str
    started_at: datetime
    finished_at: datetime
    repository: RepositoryState
    probes: dict[str, Answer] = field(default_factory=dict)
    processes: dict[str, dict[str, Answer]] = field(default_factory=dict)
    measurements: dict[str, Measurement] = field(default_factory=dict)
    proposals: tuple[ProcessProposal, ...] = ()
    files: tuple[FileCount, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    excluded: tuple[str, ...] = ()
    complete: bool = True
    not_run: tuple[str, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)
    cited: tuple[CitedFile, ...] = ()
