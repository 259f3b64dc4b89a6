"""Shows one file as it was at a commit, for "open at that commit"."""

from dataclasses import dataclass
from pathlib import Path

from core.errors import SightlineError
from core.repository.blobs import Blobs
from core.repository.opening import opened
from core.repository.tree import read_tree
from core.snapshot.content import decoded, searchable
from core.snapshot.entry import LARGEST_FILE, Mode, Unreadable


class CannotShow(SightlineError):
    """The file is not there at that commit, or is no text."""


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file's text at a commit."""

    path: str
    commit: str
    blob: str
    text: str


def show(path: Path, commit: str, file: str, *, trust_owner: bool = False, allow_outside: bool = False) -> ShownFile:
    """Return a file's text at a commit.

    Args:
        path: the repository's folder.
        commit: branch, tag or commit.
        file: repository path, as the scan wrote it.
        trust_owner: as in `scan`.
        allow_outside: as in `scan`.

    Raises:
        CannotShow: when there is no such file or it is no text.
        RepositoryError: when the repository cannot be read.
    """
    with opened(path, trust_owner=trust_owner, allow_outside=allow_outside) as repository:
        found = repository.commit(commit)
        entries, raw_paths = read_tree(repository, found.id)
        entry = next((e for e in entries if e.path == file), None)
        if entry is None or entry.mode is Mode.SUBMODULE:
            raise CannotShow(f"There is no file {file} at that commit.", "Choose the commit of the scan.")
        if entry.size > LARGEST_FILE:
            raise CannotShow(f"{file} is larger than 1 MiB.", "Open it with another program.")
        with Blobs(repository, raw_paths) as blobs:
            data = blobs.read(entry)
    content = data if isinstance(data, Unreadable) else searchable(data)
    if isinstance(content, Unreadable):
        raise CannotShow(f"{file} cannot be shown: {content.reason}.", "Open it with another program.")
    return ShownFile(file, found.id, entry.blob, decoded(content))
