"""The files of one commit, as git's tree names them."""

from collections.abc import Iterator

from core.errors import SightlineError
from core.repository.opening import Repository
from core.snapshot.entry import Entry, Mode

_MODES = {
    b"100644": Mode.FILE,
    b"100664": Mode.FILE,
    b"100755": Mode.EXECUTABLE,
    b"120000": Mode.SYMLINK,
    b"160000": Mode.SUBMODULE,
}


class MissingTree(SightlineError):
    """The list of files itself cannot be read."""


def path_text(raw: bytes) -> str:
    r"""Return a path for people and files: bytes that are not UTF-8 are written as `\xNN`."""
    return raw.decode("utf-8", "backslashreplace")


def _listed(repository: Repository, commit: str) -> tuple[bytes, dict[bytes, bytes]]:
    """Return git's list, and the sizes of the blobs where the list cannot have them: git stops at one it lacks."""
    try:
        return repository.door.run("ls-tree", "-r", "-l", "-z", "--full-tree", commit), {}
    except SightlineError:
        pass
    try:
        listed = repository.door.run("ls-tree", "-r", "-z", "--full-tree", commit)
        wanted = {line.split(b"\t", 1)[0].rpartition(b" ")[2] for line in listed.split(b"\0") if line}
        form = "--batch-check=%(objectname) %(objectsize)"
        present = repository.door.lines("cat-file", "--batch-all-objects", "--unordered", form)
        pairs = (line.split() for line in present)
        return listed, {pair[0]: pair[1] for pair in pairs if len(pair) == 2 and pair[0] in wanted}
    except SightlineError as error:
        raise MissingTree(
            "The list of files of this commit cannot be read.",
            "Make a fresh, complete clone and open that.",
            error.details,
        ) from error


def _cut(listed: bytes) -> Iterator[bytes]:
    """Yield the lines of a list one by one: all at once they are as large as everything that is kept of them."""
    start = 0
    while (end := listed.find(b"\0", start)) >= 0:
        yield listed[start:end]
        start = end + 1


def read_tree(repository: Repository, commit: str) -> tuple[tuple[Entry, ...], dict[str, bytes]]:
    """Return every path of a commit in path order, and the bytes of those paths that are not UTF-8.

    A blob that the object database lacks (a partial clone) has the size -1.

    Raises:
        MissingTree: when a tree object is missing or damaged.
    """
    listed, sizes = _listed(repository, commit)
    entries: list[Entry] = []
    raw_paths: dict[str, bytes] = {}
    for line in _cut(listed):
        head, tab, raw = line.partition(b"\t")
        if not tab:
            continue
        mode, _kind, blob, *size = head.split()
        path = path_text(raw)
        if path.encode() != raw:
            raw_paths[path] = raw
        known = size[0] if size else sizes.get(blob, b"")
        bytes_ = int(known) if known.isdigit() else (0 if mode == b"160000" else -1)
        entries.append(Entry(path, _MODES.get(mode, Mode.FILE), blob.decode("ascii"), bytes_))
    return tuple(entries), raw_paths
