"""Looks at a repository before it is scanned: its refs, size, languages, and what stands in the way."""

from dataclasses import dataclass
from pathlib import Path

from core.errors import SightlineError
from core.progress import Progress, Silent
from core.repository.errors import ForeignOwnership, PointsOutside
from core.repository.opening import Repository, opened
from core.repository.tree import read_tree
from core.snapshot.classification import classify
from core.snapshot.entry import LARGEST_FILE, Mode
from core.snapshot.globs import matches_any
from core.snapshot.languages import languages


@dataclass(frozen=True, slots=True)
class RefChoice:
    """A branch or tag to choose.

    Attributes:
        kind: `branch`, `remote branch` or `tag`.
        at: date, seconds since 1970.
    """

    name: str
    kind: str
    commit: str
    at: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to know about a repository.

    Attributes:
        blocks: it cannot be scanned as it is.
        allow: the option of `scan` by which a person may allow it (`trust_owner`, `allow_outside`), or empty.
    """

    message: str
    advice: str = ""
    blocks: bool = False
    allow: str = ""
    details: str = ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is known of a repository without reading any file of it.

    Attributes:
        head: branch that is checked out, else the commit.
        bytes: of the files of the commit.
        commits: in the history of the commit.
    """

    name: str = ""
    head: str = ""
    commit: str = ""
    refs: tuple[RefChoice, ...] = ()
    files: int = 0
    bytes: int = 0
    commits: int | None = None
    languages: tuple[tuple[str, int], ...] = ()
    problems: tuple[Problem, ...] = ()


_KINDS = {"refs/heads/": "branch", "refs/remotes/": "remote branch", "refs/tags/": "tag"}
_ALLOWED_BY: dict[type[SightlineError], str] = {ForeignOwnership: "trust_owner", PointsOutside: "allow_outside"}


def inspect(
    path: Path,
    ref: str | None = None,
    *,
    trust_owner: bool = False,
    allow_outside: bool = False,
    progress: Progress | None = None,
) -> Inspection:
    """Return what is known of a repository; what cannot be read is told as a problem, not raised.

    Args:
        path: its folder.
        ref: branch, tag or commit; what is checked out when None.
        trust_owner: as in `scan`.
        allow_outside: as in `scan`.
        progress: asked whether to stop.

    Raises:
        Cancelled: when progress says so.
    """
    progress = progress or Silent()
    try:
        with opened(path, trust_owner=trust_owner, allow_outside=allow_outside) as repository:
            return _inspection(repository, ref, progress)
    except SightlineError as error:
        allow = _ALLOWED_BY.get(type(error), "")
        return Inspection(problems=(Problem(error.message, error.advice, True, allow, error.details),))


@dataclass(frozen=True, slots=True)
class Matching:
    """How many files of a commit path patterns leave out: each pattern alone, and all together.

    Attributes:
        files: of the commit.
    """

    patterns: tuple[tuple[str, int], ...]
    excluded: int
    files: int


def matching(
    path: Path,
    ref: str | None,
    patterns: tuple[str, ...],
    *,
    trust_owner: bool = False,
    allow_outside: bool = False,
    progress: Progress | None = None,
) -> Matching:
    """Return how many files path patterns leave out of a scan; only names are read.

    Raises:
        SightlineError: when the commit cannot be read.
        Cancelled: when progress says so.
    """
    progress = progress or Silent()
    with opened(path, trust_owner=trust_owner, allow_outside=allow_outside) as repository:
        entries, _ = read_tree(repository, repository.commit(ref).id)
    names = [entry.path for entry in entries if entry.mode is not Mode.SUBMODULE]
    rows, all_excluded = [], set()
    for pattern in patterns:
        progress.check()
        found = {name for name in names if matches_any(name, (pattern,))}
        rows.append((pattern, len(found)))
        all_excluded |= found
    return Matching(tuple(rows), len(all_excluded), len(names))


def _inspection(repository: Repository, ref: str | None, progress: Progress) -> Inspection:
    refs = tuple(
        RefChoice(found.name, kind, found.commit, found.at)
        for found in repository.refs()
        for prefix, kind in _KINDS.items()
        if found.full_name.startswith(prefix) and not found.full_name.endswith("/HEAD")
    )
    try:
        commit = repository.commit(ref)
        entries, _ = read_tree(repository, commit.id)
    except SightlineError as error:
        problem = Problem(error.message, error.advice, True, "", error.details)
        return Inspection(repository.name, refs=refs, problems=(problem,))
    progress.check()
    commits = 0
    problems = []
    try:
        for _ in repository.door.lines("rev-list", commit.id):
            commits += 1
            if not commits % 1000:
                progress.check()
    except SightlineError as error:
        problems.append(Problem("Part of the history cannot be read.", error.advice, details=error.details))
    if repository.shallow:
        problems.append(
            Problem(
                "The history is cut off: this is a shallow clone.",
                "Delivery cannot be measured. `git fetch --unshallow` brings the rest.",
            )
        )
    missing = sum(1 for e in entries if e.size < 0)
    if missing:
        problems.append(
            Problem(f"The content of {missing} files is not in this clone.", "Make a complete clone to have all read.")
        )
    if large := sum(1 for e in entries if e.size > LARGEST_FILE):
        problems.append(Problem(f"{large} files are larger than 1 MiB and will be skipped."))
    if submodules := sum(1 for e in entries if e.mode is Mode.SUBMODULE):
        problems.append(
            Problem(f"{submodules} submodules are not entered.", "Scan them by themselves where they matter.")
        )
    return Inspection(
        name=repository.name,
        head=commit.branch or commit.id,
        commit=commit.id,
        refs=refs,
        files=sum(1 for e in entries if e.mode is not Mode.SUBMODULE),
        bytes=sum(max(0, e.size) for e in entries),
        commits=commits,
        languages=languages((e, classify(e.path)) for e in entries),
        problems=tuple(problems),
    )
