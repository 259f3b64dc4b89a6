"""What the first 100 bytes of a file say, read before SQLite touches it."""

import stat
from dataclasses import dataclass
from pathlib import Path

from core.errors import SightlineError

APPLICATION_ID = 0x53474C54
"""`SGLT`: at byte 68 of every audit file (https://www.sqlite.org/fileformat.html)."""

VERSION = 1
"""Version of the tables, at byte 60; raised when they change."""

_MAGIC = b"SQLite format 3\x00"


class FileMissing(SightlineError):
    """There is no file at the path, or it cannot be read."""


class NotAnAudit(SightlineError):
    """The file is something else."""


class Damaged(SightlineError):
    """The file is an audit, but parts of it cannot be read."""


class NewerVersion(SightlineError):
    """The file was written by a newer Sightline and cannot be understood."""


@dataclass(frozen=True, slots=True)
class Header:
    """Version of the tables and size of the file in bytes."""

    version: int
    size: int


def read(path: Path) -> Header:
    """Return what the header says.

    Raises:
        FileMissing: when it cannot be read.
        NotAnAudit: when it is not an audit file.
        Damaged: when it begins like one and is cut short.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
            raise FileMissing(f"{path.name or path} is not a file.", "Choose an audit file (.sightline).")
        with path.open("rb") as file:
            head = file.read(100)
        size = status.st_size
    except FileNotFoundError:
        raise FileMissing(
            f"{path.name} is not there.", "Check the path, or look for the file where it was moved."
        ) from None
    except OSError as error:
        raise FileMissing(
            f"{path.name or path} cannot be read.", "Check that it is a file and that you may read it.", str(error)
        ) from error
    if head[:16] != _MAGIC or (len(head) == 100 and int.from_bytes(head[68:72], "big") != APPLICATION_ID):
        raise NotAnAudit(f"{path.name} is not a Sightline audit.", "Choose a file that Sightline made (.sightline).")
    if len(head) < 100:
        raise Damaged(f"{path.name} is cut short.", "Recover what is left of it, or use a copy.")
    return Header(int.from_bytes(head[60:64], "big"), size)
