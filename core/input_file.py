"""Reading a file that a person named: regular files only, and never more than a bound, whatever the path leads to."""

import os
import stat
from pathlib import Path

from core.errors import SightlineError


class NotReadable(SightlineError):
    """A file that was named is missing, is no file, or is too large."""


def read(path: Path, largest: int, advice: str = "Check the name and the permissions.") -> bytes:
    """Return the bytes of a regular file; a device or a pipe would never end, or never begin.

    Args:
        path: the file; links are followed.
        largest: most bytes it may have.
        advice: what to do when it cannot be read.

    Raises:
        NotReadable: when it is not there, is no regular file, cannot be read or is too large.
    """
    name = path.name or str(path)
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise NotReadable(f"{name} is not a file.", "Choose a file; a folder, device or pipe will not do.")
            data = file.read(largest + 1)  # it may grow while it is read
    except FileNotFoundError as error:
        raise NotReadable(f"{name} cannot be read: it is not there.", advice, str(error)) from error
    except IsADirectoryError as error:
        raise NotReadable(f"{name} is a folder, not a file.", "Choose a file.", str(error)) from error
    except (OSError, ValueError) as error:
        raise NotReadable(f"{name} cannot be read.", advice, str(error)) from error
    if len(data) > largest:
        raise NotReadable(f"{name} is larger than {largest >> 20} MB.", "Choose a smaller file.")
    return data


def read_text(path: Path, largest: int) -> str:
    """Return the text of a regular file in UTF-8, with line feeds as line ends.

    Raises:
        NotReadable: as `read`, and when it is not UTF-8.
    """
    try:
        return read(path, largest).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise NotReadable(f"{path.name} is not UTF-8 text.", "Save it as UTF-8.", str(error)) from error
