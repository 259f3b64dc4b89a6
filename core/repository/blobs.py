"""Gives the committed bytes of files: from the work tree where they hash to the blob id, else from git's objects."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType

from core.repository.git_door import Process
from core.repository.opening import Repository
from core.repository.work_tree import SUPPORTED, WorkTree
from core.snapshot.entry import LARGEST_FILE, Entry, Mode, Unreadable

_TOGETHER = 100
"""Requests sent before their answers are read: 100 ids fit into the smallest pipe."""


GONE = Unreadable("missing or damaged")
"""Not in the object database: a partial clone, or a damaged one."""


class Blobs:
    """The BlobReader of an open repository.

    Attributes:
        differing: paths whose work-tree bytes are not the committed ones (or are gone), among those read.
    """

    def __init__(self, repository: Repository, raw_paths: Mapping[str, bytes] | None = None) -> None:
        self._repository = repository
        self._raw_paths = raw_paths or {}
        self._hash = hashlib.sha256 if repository.object_format == "sha256" else hashlib.sha1
        self._work_tree = WorkTree(repository.folder) if SUPPORTED and not repository.bare else None
        self._git: Process | None = None
        self.differing: set[str] = set()

    def __enter__(self) -> "Blobs":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End git and close the work tree."""
        if self._git:
            self._git.stop()
            self._git = None
        if self._work_tree:
            self._work_tree.close()
            self._work_tree = None

    def read(self, entry: Entry) -> bytes | Unreadable:
        """Return the committed bytes of one entry."""
        data = self._from_work_tree(entry)
        if data is not None:
            return data
        return GONE if entry.size < 0 else self._from_git([entry])[0]

    def read_many(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, bytes | Unreadable]]:
        """Yield the committed bytes of many entries; those that git must give come a little later, together."""
        waiting: list[Entry] = []
        for entry in entries:
            data = self._from_work_tree(entry)
            if data is not None:
                yield entry, data
                continue
            if entry.size < 0:
                yield entry, GONE
                continue
            waiting.append(entry)
            if len(waiting) == _TOGETHER:
                yield from zip(waiting, self._from_git(waiting), strict=True)
                waiting = []
        yield from zip(waiting, self._from_git(waiting), strict=True)

    def head(self, entry: Entry, most: int) -> bytes | Unreadable:
        """Return the first committed bytes of one entry; git is ended before it has written the rest."""
        git = self._repository.door.start("cat-file", "blob", entry.blob)
        try:
            data = git.stdout.read(most)
        finally:
            git.stop()
        return data or GONE

    def _is_blob(self, data: bytes, blob: str) -> bool:
        return self._hash(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest() == blob

    def _from_work_tree(self, entry: Entry) -> bytes | None:
        if self._work_tree is None or entry.mode not in (Mode.FILE, Mode.EXECUTABLE):
            return None
        raw = self._raw_paths.get(entry.path) or entry.path.encode("utf-8", "surrogateescape")
        data = self._work_tree.read(raw, 2 * LARGEST_FILE)
        if data is not None:
            if entry.size in (len(data), -1) and self._is_blob(data, entry.blob):
                return data
            if b"\r\n" in data:
                unix = data.replace(b"\r\n", b"\n")
                if entry.size in (len(unix), -1) and self._is_blob(unix, entry.blob):
                    return unix
        self.differing.add(entry.path)
        return None

    # ---------------------------------------------------------------- the object database

    def _from_git(self, entries: list[Entry]) -> list[bytes | Unreadable]:
        """Return the blobs of entries in their order; git dies at damaged objects and is started again past them."""
        found: list[bytes | Unreadable] = []
        while len(found) < len(entries):
            rest = entries[len(found) :]
            if self._git is None:
                self._git = self._repository.door.start("cat-file", "--batch", with_input=True)
            assert self._git.stdin is not None
            try:
                self._git.stdin.write(b"".join(e.blob.encode("ascii") + b"\n" for e in rest))
                self._git.stdin.flush()
            except BrokenPipeError:
                pass
            for _ in rest:
                answer = self._answer(self._git)
                if answer is None:
                    self._git.hear()
                    self._git.stop()
                    self._git = None
                    found.append(GONE)
                    break
                found.append(answer)
        return found

    @staticmethod
    def _answer(git: Process) -> bytes | Unreadable | None:
        """Return one answer of `cat-file --batch`, None when git has died."""
        head = git.stdout.readline()
        if not head.endswith(b"\n"):
            return None
        fields = head.split()
        if fields[-1] == b"missing":
            return GONE
        if len(fields) != 3 or not fields[2].isdigit():
            return GONE
        size = int(fields[2])
        data = git.stdout.read(size + 1)
        if len(data) != size + 1:
            return None
        return data[:-1] if fields[1] == b"blob" else GONE
