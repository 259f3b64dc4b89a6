"""Opens a repository: finds out what it is before git touches it, refuses what points elsewhere."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.repository.errors import BrokenRepository, NoCommits, NotARepository, PointsOutside, UnknownRef
from core.repository.git_door import GitDoor, trusting

_MOST_POINTER = 4096
_MOST_ALTERNATES = 65536
_MOST_ALTERNATES_FOLLOWED = 100


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that was asked for.

    Attributes:
        ref: what was asked for.
        branch: the branch that is checked out or was asked for, empty when detached.
    """

    id: str
    ref: str
    at: datetime
    branch: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A branch or tag: short name, commit it leads to, its full name, and when."""

    name: str
    full_name: str
    commit: str
    at: int


@dataclass(frozen=True, slots=True)
class Repository:
    """An open repository.

    Attributes:
        folder: as chosen.
        bare: it has no work tree.
        shallow: its history is cut off.
        partial: objects may be missing, to be fetched on demand (which never happens here).
        object_format: sha1 or sha256.
    """

    folder: Path
    door: GitDoor
    git_version: str
    git_folder: Path
    bare: bool
    shallow: bool
    partial: bool
    object_format: str

    @property
    def name(self) -> str:
        """Return the folder's name, without `.git`."""
        return self.folder.name.removesuffix(".git") or self.folder.name

    def commit(self, ref: str | None = None) -> Commit:
        """Return the commit of a branch, tag or id, or what is checked out.

        Raises:
            NoCommits: when the repository is empty.
            UnknownRef: when there is no such ref.
        """
        wanted = ref or "HEAD"
        if wanted.startswith("-") or any(ord(c) < 32 for c in wanted):
            raise UnknownRef(f"There is no branch, tag or commit {wanted!r}.", "Choose one from the list.")
        try:
            found = self.door.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{wanted}^{{commit}}")
        except BrokenRepository as error:
            if not self.door.run("for-each-ref", "--count=1").strip():
                raise NoCommits("This repository has no commits yet.", "Choose one with a history.") from error
            what = "Nothing is checked out here" if ref is None else f"There is no branch, tag or commit {ref!r}"
            raise UnknownRef(f"{what}.", "Choose a branch, a tag or a commit.", error.details) from error
        commit = found.decode("ascii").strip()
        when = self.door.run("log", "--no-walk", "--format=%ct", commit).strip()
        branch = ""
        if ref is None:
            head = self.door.run("rev-parse", "--abbrev-ref", "HEAD").decode("utf-8", "replace").strip()
            branch = "" if head == "HEAD" else head
        elif any(r.name == ref and r.full_name.startswith("refs/heads/") for r in self.refs()):
            branch = ref
        return Commit(commit, ref or branch or commit, _instant(int(when)), branch)

    def head(self) -> str | None:
        """Return the id of what is checked out, None when nothing is."""
        try:
            return self.door.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode("ascii").strip()
        except BrokenRepository:
            return None

    def refs(self, *prefixes: str) -> tuple[Ref, ...]:
        """Return branches, remote branches and tags that lead to a commit, in name order."""
        form = "%(refname)%00%(refname:short)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)%00"
        form += "%(committerdate:unix)%00%(creatordate:unix)"
        wanted = prefixes or ("refs/heads", "refs/remotes", "refs/tags")
        found = []
        for line in self.door.run("for-each-ref", f"--format={form}", *wanted).split(b"\n"):
            fields = line.decode("utf-8", "replace").split("\0")
            if len(fields) != 8:
                continue
            full, short, kind, name, peeled_kind, peeled, committed, created = fields
            if kind == "commit" or peeled_kind == "commit":
                commit = name if kind == "commit" else peeled
                found.append(Ref(short, full, commit, int(created or committed or 0)))
        return tuple(found)

    def default_branch(self, commit: str) -> Ref:
        """Return the branch that counts as the default: origin/HEAD, else main, master, else the audited commit."""
        branches = {ref.full_name: ref for ref in self.refs("refs/heads", "refs/remotes")}
        if head := branches.get("refs/remotes/origin/HEAD"):
            return Ref("origin/HEAD", head.full_name, head.commit, head.at)
        for name in ("refs/heads/main", "refs/remotes/origin/main", "refs/heads/master", "refs/remotes/origin/master"):
            if name in branches:
                return branches[name]
        return Ref("the audited commit", "", commit, 0)


def _instant(seconds: int) -> datetime:
    """Return an instant; a date beyond what a calendar holds becomes its end."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.max.replace(tzinfo=UTC, microsecond=0) if seconds > 0 else datetime.min.replace(tzinfo=UTC)


def _git_folder(folder: Path) -> tuple[Path, Path]:
    """Return the `.git` entry (or the bare repository) and the folder that it leads to."""
    entry = folder / ".git"
    if entry.is_symlink():
        return entry, Path(os.path.realpath(entry))
    if entry.is_dir():
        return entry, entry
    if entry.is_file():
        text = entry.read_bytes()[:_MOST_POINTER].decode("utf-8", "replace")
        if text.startswith("gitdir:"):
            return entry, Path(os.path.realpath(folder / text.removeprefix("gitdir:").strip()))
        raise NotARepository(f"The .git file of {folder.name} is damaged.", "Choose the folder of a clone.")
    if all((folder / part).exists() for part in ("HEAD", "objects", "refs")):
        return folder, folder
    above = next((p for p in folder.parents if (p / ".git").exists()), None)
    raise NotARepository(
        f"{folder.name} is not a git repository.",
        f"It lies inside the repository {above.name}: open that folder." if above else "Choose the folder of a clone.",
    )


def _outside(folder: Path, git_folder: Path) -> str | None:
    """Return what part of the repository lies outside the folder, None when all lies inside."""
    root = Path(os.path.realpath(folder))

    def inside(path: Path | str) -> bool:
        return Path(os.path.realpath(path)).is_relative_to(root)

    if not inside(git_folder):
        return str(git_folder)
    common = git_folder
    pointer = git_folder / "commondir"
    if pointer.is_file():
        common = git_folder / pointer.read_bytes()[:_MOST_POINTER].decode("utf-8", "replace").strip()
        if not inside(common):
            return str(common)
    for part in ("objects", "objects/pack", "objects/info", "refs", "packed-refs", "config", "HEAD"):
        if not inside(common / part):
            return str(common / part)
    linked = (path for path in _links(common) if not inside(path))
    return next(linked, None) or _alternate_outside(common / "objects", inside)


def _links(common: Path) -> Iterator[str]:
    """Yield the symbolic links among objects, packs and refs, wherever they lead."""
    folders = [common / "objects", common / "objects" / "pack", common / "objects" / "info"]
    for folder in (*folders, *(Path(top) for top, _, _ in os.walk(common / "refs"))):
        if folder.is_dir():
            with os.scandir(folder) as entries:
                yield from (entry.path for entry in entries if entry.is_symlink())


def _alternate_outside(objects: Path, inside: Callable[[Path | str], bool]) -> str | None:
    """Return the first alternate that lies outside; alternates have alternates of their own."""
    waiting, seen = [objects], set[str]()
    while waiting and len(seen) < _MOST_ALTERNATES_FOLLOWED:
        at = waiting.pop()
        file = at / "info" / "alternates"
        if os.path.realpath(at) in seen or not file.is_file():
            continue
        seen.add(os.path.realpath(at))
        for line in file.read_bytes()[:_MOST_ALTERNATES].decode("utf-8", "replace").splitlines():
            if line.strip() and not line.startswith("#"):
                named = at / line.strip().strip('"')
                if not inside(named):
                    return line.strip()
                waiting.append(named)
    return str(waiting[-1]) if waiting else None  # too many to be sure


@contextmanager
def opened(path: Path, *, trust_owner: bool = False, allow_outside: bool = False) -> Iterator[Repository]:
    """Open a repository for reading.

    Args:
        path: its folder: a clone, a linked work tree or a bare repository.
        trust_owner: open it although another user owns it; holds for this opening only.
        allow_outside: follow a `.git` file or alternates that point outside the folder.

    Raises:
        RepositoryError: of the kind that fits, with advice.
    """
    folder = Path(os.path.abspath(path))  # noqa: PTH100 - a link is kept: git compares names, not places
    if not folder.is_dir():
        raise NotARepository(f"There is no folder {path}.", "Choose the folder of a clone.")
    try:
        _, git_folder = _git_folder(folder)
        elsewhere = None if allow_outside else _outside(folder, git_folder)
    except PermissionError as error:
        raise NotARepository(f"The folder {folder.name} may not be read.", "Ask for the right to read it.") from error
    if elsewhere:
        raise PointsOutside(
            "Part of this repository lies outside the chosen folder.",
            "Allow it when you know the place, or open a complete clone.",
            elsewhere,
        )
    with trusting(folder, trust_owner) as global_config:
        door = GitDoor(folder, global_config)
        version = door.check_version()
        asked = ("--is-bare-repository", "--is-shallow-repository", "--show-object-format", "--git-common-dir")
        bare, shallow, object_format, *named = os.fsdecode(door.run("rev-parse", *asked)).rstrip("\n").split("\n", 3)
        common = Path(*named)
        yield Repository(
            folder=folder,
            door=door,
            git_version=version,
            git_folder=git_folder,
            bare=bare == "true",
            shallow=shallow == "true",
            partial=_is_partial(folder / common),
            object_format=object_format,
        )


def _is_partial(common: Path) -> bool:
    """Tell whether objects may be missing on purpose: packs of a partial clone carry a `.promisor` file."""
    try:
        return any(file.name.endswith(".promisor") for file in (common / "objects" / "pack").iterdir())
    except OSError:
        return False
