"""The files a person hands to an instrument: read once, bounded, and what was read is what is kept."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from core import input_file
from core.errors import ExitCode, SightlineError

LARGEST_FILE = 200 * 1024 * 1024
"""Bytes of one file."""
LARGEST_TOGETHER = 500 * 1024 * 1024
"""Bytes of all files of one reading."""
MOST_FILES = 5_000


class InputsRefused(SightlineError):
    """What was handed in is missing, too much, or cannot be read."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True)
class Input:
    """A file as it was read, or output that was heard.

    Attributes:
        name: file name; within a chosen folder the path below it, with `/`.
        digest: SHA-256 of bytes that stay where they were read, in another process; empty where `data` holds them.
    """

    name: str
    data: bytes = field(repr=False)
    digest: str = ""

    @cached_property
    def sha256(self) -> str:
        """Return the digest of the bytes, hexadecimal."""
        return self.digest or hashlib.sha256(self.data).hexdigest()


def read_inputs(paths: Iterable[Path]) -> tuple[Input, ...]:
    """Return files, and all files of folders (links inside them are not followed), in a fixed order.

    Raises:
        InputsRefused: when there are none, too many, or they are too large together.
        input_file.NotReadable: when one cannot be read.
    """
    found: list[Input] = []
    names: set[str] = set()
    together = 0
    for path, name in _files(paths):
        if len(found) == MOST_FILES:
            raise InputsRefused(f"There are more than {MOST_FILES:,} files.", "Choose fewer, such as one month.")
        data = input_file.read(path, LARGEST_FILE)
        together += len(data)
        if together > LARGEST_TOGETHER:
            raise InputsRefused(
                f"The files hold more than {LARGEST_TOGETHER >> 20} MB together.", "Choose fewer, such as one month."
            )
        found.append(Input(_free(_text(name), names), data))
    if not found:
        raise InputsRefused("There is no file to read.", "Name a file, or a folder that holds some.")
    return tuple(found)


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    for path in paths:
        if not path.is_dir():
            yield path, path.name or str(path)
            continue
        for top, folders, files in os.walk(path):
            folders.sort()
            for file in sorted(files):
                inside = Path(top) / file
                if not file.startswith(".") and stat.S_ISREG(inside.lstat().st_mode):
                    yield inside, f"{path.name}/{inside.relative_to(path).as_posix()}".lstrip("/")


def _free(name: str, taken: set[str]) -> str:
    """Return a name that no other input has: digests are kept by name."""
    free, number = name, 2
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    taken.add(free)
    return free


def _text(name: str) -> str:
    """Return a file name as text; bytes that are no UTF-8 are shown as escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
