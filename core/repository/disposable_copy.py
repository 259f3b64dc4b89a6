"""A copy of one commit in a temporary folder, made from git's objects alone, in which a command may run.

Nothing of the repository's configuration takes part: no hook, no filter, no work tree. The copy is a git repository of
our own with one commit, because many build tools ask git for the files. It goes away when it is no longer needed; what
a crash left behind goes when the next copy is made.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO

from core.errors import ExitCode, SightlineError
from core.progress import Progress
from core.repository.blobs import Blobs
from core.repository.git_door import GitDoor, Process
from core.repository.opening import Repository
from core.repository.tree import read_tree
from core.snapshot.entry import Entry, Mode

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PREFIX = "sightline-copy-"
TREE = "copy"
_LOCK = "in-use"
LARGEST_COPY = 8 * 1024 * 1024 * 1024
"""Bytes of all files."""
_STREAMED = 1024 * 1024
"""Files above this size are written piece by piece."""
_PIECE = 1024 * 1024
_FORBIDDEN = frozenset({"", ".git", "git~1"})
"""Names that are no names, or git's own, once dots and blanks behind them are gone as some disks take them away."""


class CopyNotMade(SightlineError):
    """The disposable copy could not be made."""

    exit_code = ExitCode.ENVIRONMENT


@dataclass(frozen=True, slots=True)
class DisposableCopy:
    """A copy that is there for a while.

    Attributes:
        folder: holds the files, and nothing else.
        files: how many there are.
        left_out: paths that are not in the copy, with the reason.
    """

    folder: Path
    commit: str
    files: int
    left_out: tuple[tuple[str, str], ...] = ()


@contextmanager
def disposable_copy(
    repository: Repository, commit: str, progress: Progress, within: Path | None = None
) -> Iterator[DisposableCopy]:
    """Make a copy of a commit, and remove it with all that a command left in it.

    Args:
        repository: an open repository; it is only read.
        commit: its id.
        progress: told of each file; may cancel.
        within: folder for temporary files; the system's when None.

    Raises:
        CopyNotMade: when there is no room, or the folder cannot be written.
        MissingTree: when the list of files cannot be read.
    """
    sweep(within)
    try:
        base = Path(tempfile.mkdtemp(prefix=PREFIX, dir=within))
    except OSError as error:
        raise CopyNotMade("No temporary folder can be made.", "Check the room on the disk.", str(error)) from error
    held = _hold(base)
    try:
        yield _made(repository, commit, base / TREE, progress)
    finally:
        if held is not None:
            held.close()
        _remove(base)


def sweep(within: Path | None = None) -> int:
    """Remove copies that a crash left behind, and return how many there were; a copy in use is never touched."""
    count = 0
    for base in Path(within or tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if fcntl is None or not _is_ours(base) or not (base / _LOCK).exists():
            continue
        held = _hold(base)
        if held is None:
            continue
        held.close()
        _remove(base)
        count += 1
    return count


def _is_ours(base: Path) -> bool:
    with suppress(OSError):
        known = base.lstat()
        return stat.S_ISDIR(known.st_mode) and (not hasattr(os, "getuid") or known.st_uid == os.getuid())
    return False


def _hold(base: Path) -> IO[bytes] | None:
    """Return an open file that says the folder is in use until it is closed, None when somebody else says so."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    try:
        file = os.fdopen(os.open(base / _LOCK, flags, 0o600), "rb+")
    except OSError:
        return None
    if fcntl is not None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return None
    return file


def _remove(base: Path) -> None:
    """Remove a folder also where a command made parts of it read-only, as module caches are."""
    for top, folders, _ in os.walk(base):
        for folder in (Path(top), *(Path(top) / name for name in folders)):
            with suppress(OSError):
                if not folder.is_symlink():
                    folder.chmod(0o700)
    shutil.rmtree(base, ignore_errors=True)


def _made(repository: Repository, commit: str, folder: Path, progress: Progress) -> DisposableCopy:
    entries, raw = read_tree(repository, commit)
    wanted, left_out = _choose(entries)
    size = sum(max(0, entry.size) for entry in wanted)
    try:
        folder.mkdir()
        room = shutil.disk_usage(folder).free
        if size > min(LARGEST_COPY, room // 3):  # files, git's objects, and what the command writes
            raise CopyNotMade(
                f"The commit holds {size >> 20:,} MB: too much for a copy in {folder.parent.parent}.",
                "Make room there, or measure a smaller repository.",
            )
        with _Writing(repository, commit, folder, raw) as writing:
            progress.phase("Make a disposable copy", len(wanted))
            left_out += writing.write(wanted, progress)
    except OSError as error:
        raise CopyNotMade(
            "The disposable copy could not be written.", "Check the room on the disk.", str(error)
        ) from error
    return DisposableCopy(folder, commit, len(entries) - len(left_out), tuple(left_out))


def _choose(entries: tuple[Entry, ...]) -> tuple[list[Entry], list[tuple[str, str]]]:
    """Return what is copied, links last so that no file is written through one, and what is left out."""
    left_out = []
    wanted = []
    for entry in entries:
        parts = entry.path.split("/")
        if entry.mode is Mode.SUBMODULE:
            left_out.append((entry.path, "a submodule"))
        elif any(part.rstrip(". ").lower() in _FORBIDDEN for part in parts):
            left_out.append((entry.path, "a path that no clone would have"))
        else:
            wanted.append(entry)
    return sorted(wanted, key=lambda e: e.mode is Mode.SYMLINK), left_out


class _Writing:
    """Writes files to the folder and into a repository of our own at the same time."""

    def __init__(self, repository: Repository, commit: str, folder: Path, raw: dict[str, bytes]) -> None:
        self._repository = repository
        self._commit = commit
        self._folder = folder
        self._raw = raw
        # A bare repository has no work tree to read from: everything comes out of git's objects.
        self._blobs = Blobs(replace(repository, bare=True), raw)
        self._door = GitDoor(folder, ours=True)
        self._importing: Process | None = None

    def __enter__(self) -> "_Writing":
        return self

    def __exit__(self, *_: object) -> None:
        self._blobs.close()
        if self._importing is not None:
            self._importing.stop()

    def write(self, entries: list[Entry], progress: Progress) -> list[tuple[str, str]]:
        """Write all entries and return those that could not be read."""
        self._door.run("init", "--quiet", "--template=", "--initial-branch=copy")
        self._importing = self._door.start("fast-import", "--quiet", with_input=True)
        text = f"Disposable copy of {self._commit}\n".encode()
        self._feed(b"commit refs/heads/copy\ncommitter Sightline <sightline@localhost> 0 +0000\n")
        self._feed(b"data %d\n%s\n" % (len(text), text))
        left_out = []
        small = [entry for entry in entries if 0 <= entry.size <= _STREAMED]
        small_ids = {id(entry) for entry in small}
        for entry, data in self._blobs.read_many(small):
            progress.check()
            progress.advance(1, entry.path)
            if not isinstance(data, bytes):
                left_out.append((entry.path, data.reason))
            elif reason := self._one(entry, data):
                left_out.append((entry.path, reason))
        for entry in (entry for entry in entries if id(entry) not in small_ids):
            progress.check()
            progress.advance(1, entry.path)
            if reason := self._large(entry):
                left_out.append((entry.path, reason))
        self._close()
        return left_out

    def _one(self, entry: Entry, data: bytes) -> str:
        target = self._target(entry)
        if entry.mode is Mode.SYMLINK:
            if not _stays_inside(entry.path, data):
                return "a link that leads outside"
            target.symlink_to(os.fsdecode(data))
        else:
            with self._new(target, entry) as file:
                file.write(data)
        self._told(entry, len(data))
        self._feed(data)
        self._feed(b"\n")
        return ""

    def _large(self, entry: Entry) -> str:
        """Write a large file piece by piece; nothing of it is held."""
        if entry.size < 0:
            return "missing or damaged"
        git = self._repository.door.start("cat-file", "blob", entry.blob)
        self._told(entry, entry.size)
        written = 0
        try:
            with self._new(self._target(entry), entry) as file:
                while piece := git.stdout.read(_PIECE):
                    written += len(piece)
                    file.write(piece)
                    self._feed(piece)
        finally:
            git.stop()
        if written != entry.size:
            raise CopyNotMade(f"{entry.path} is damaged in the repository.", "Make a fresh clone and measure that.")
        self._feed(b"\n")
        return ""

    def _target(self, entry: Entry) -> Path:
        name = os.fsdecode(self._raw[entry.path]) if entry.path in self._raw else entry.path
        target = self._folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    @staticmethod
    def _new(target: Path, entry: Entry) -> IO[bytes]:
        """Open a new file; one that is there already (two names that this disk holds for one) is an error."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        return os.fdopen(os.open(target, flags, 0o755 if entry.mode is Mode.EXECUTABLE else 0o644), "wb")

    def _told(self, entry: Entry, size: int) -> None:
        mode = {Mode.EXECUTABLE: b"100755", Mode.SYMLINK: b"120000"}.get(entry.mode, b"100644")
        path = self._raw.get(entry.path) or entry.path.encode()
        quoted = path.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
        self._feed(b'M %s inline "%s"\ndata %d\n' % (mode, quoted, size))

    def _feed(self, data: bytes) -> None:
        assert self._importing is not None
        assert self._importing.stdin is not None
        self._importing.stdin.write(data)

    def _close(self) -> None:
        assert self._importing is not None
        status, said = self._importing.finish()
        self._importing = None
        if status:
            raise CopyNotMade("git could not keep the disposable copy.", "This is a fault of ours.", said)
        self._door.run("read-tree", "HEAD")


def _stays_inside(path: str, target: bytes) -> bool:
    """Tell whether a link leads to somewhere within the copy."""
    if target.startswith(b"/") or b"\0" in target or not target:
        return False
    up = 0
    parts = [part for part in os.fsdecode(target).split("/") if part not in ("", ".")]
    while up < len(parts) and parts[up] == "..":
        up += 1
    # a `..` behind a name may stand behind another link: then it leads elsewhere than it seems
    return up <= len(PurePosixPath(path).parts) - 1 and ".." not in parts[up:]
