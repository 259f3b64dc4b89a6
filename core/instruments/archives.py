"""Zip archives of logs and results: names and sizes are checked before anything is unpacked, and only in memory."""

import io
import zipfile
import zlib
from collections.abc import Iterable

from core.instruments.draft import BadRow
from core.instruments.inputs import Input

LARGEST_MEMBER = 200 * 1024 * 1024
"""Bytes of one unpacked file."""
LARGEST_TOGETHER = 1024 * 1024 * 1024
"""Unpacked bytes of all archives of one reading."""
MOST_MEMBERS = 20_000
LARGEST_RATIO = 300
"""Unpacked to packed; text hardly gets beyond 100, a bomb reaches 1,000."""
_SMALL = 4 * 1024 * 1024
"""Bytes up to which the ratio says nothing."""


def unpacked(inputs: Iterable[Input], bad: list[BadRow]) -> list[Input]:
    """Return files as they are and archives as the files they hold, called `archive.zip/inside`.

    Args:
        inputs: what was chosen.
        bad: gets every archive and member that is refused.
    """
    found: list[Input] = []
    left = LARGEST_TOGETHER
    for given in inputs:
        if not given.data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            found.append(given)
            continue
        members = _members(given, left, bad)
        left -= sum(len(member.data) for member in members)
        found += members
    return found


def _members(given: Input, left: int, bad: list[BadRow]) -> list[Input]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(given.data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        bad.append(BadRow(given.name, 0, f"it is a damaged archive ({str(error)[:60].lower()})"))
        return []
    with archive:
        parts = [part for part in archive.infolist() if not part.is_dir()]
        if refused := _refused(parts, len(given.data), left):
            bad.append(BadRow(given.name, 0, refused))
            return []
        found = []
        for part in parts:
            name = f"{given.name}/{part.filename}"
            if why := _refused_member(part):
                bad.append(BadRow(name, 0, why))
                continue
            try:
                with archive.open(part) as file:
                    data = file.read(part.file_size + 1)  # what the archive says of itself may be wrong
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
                bad.append(BadRow(name, 0, "it cannot be unpacked"))
                continue
            if len(data) > part.file_size:
                bad.append(BadRow(name, 0, "it is larger than the archive says"))
                continue
            found.append(Input(name, data))
        return found


def _refused(parts: list[zipfile.ZipInfo], packed: int, left: int) -> str:
    total = sum(part.file_size for part in parts)
    if len(parts) > MOST_MEMBERS:
        return f"it holds more than {MOST_MEMBERS:,} files"
    if total > left:
        return f"unpacked it would exceed {LARGEST_TOGETHER >> 20} MB together with the others"
    if total > max(_SMALL, LARGEST_RATIO * packed):
        return f"unpacked it would be {total // max(1, packed)} times as large, like an archive made to do harm"
    return ""


def _refused_member(part: zipfile.ZipInfo) -> str:
    name = part.filename.replace("\\", "/")
    if name.startswith("/") or ":" in name.split("/")[0][1:2] or ".." in name.split("/"):
        return "its path leads out of the archive"
    if part.flag_bits & 1:
        return "it is encrypted"
    if part.file_size > LARGEST_MEMBER:
        return f"it is larger than {LARGEST_MEMBER >> 20} MB"
    return ""
