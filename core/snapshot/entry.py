"""What a tree says of one path, and how its bytes are had."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

LARGEST_FILE = 1024 * 1024
"""Bytes; larger files are skipped and reported as such."""


class Mode(StrEnum):
    """What kind of thing a path is."""

    FILE = "file"
    EXECUTABLE = "executable"
    SYMLINK = "symlink"
    SUBMODULE = "submodule"


@dataclass(frozen=True, slots=True)
class Entry:
    """One path of the tree; `path` uses `/`, bytes that are not UTF-8 are escaped with surrogates."""

    path: str
    mode: Mode
    blob: str
    size: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a blob could not be had: `missing`, `corrupt`, `over 1 MiB` ..."""

    reason: str


class BlobReader(Protocol):
    """How a snapshot gets content; core/repository implements it, tests hand it a dict."""

    def read(self, entry: Entry) -> bytes | Unreadable:
        """Return the committed bytes of one entry."""

    def read_many(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, bytes | Unreadable]]:
        """Yield the committed bytes of many entries, in any order, reading ahead."""

    def head(self, entry: Entry, most: int) -> bytes | Unreadable:
        """Return the first committed bytes of one entry, however large it is."""
