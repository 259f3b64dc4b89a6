"""Opening an audit file: for writing when it is ours alone, else a private copy for reading, with the reason."""

import errno
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from core.store import header
from core.store.database import Database
from core.store.lock import InUse, Lock

QUICK_CHECK_UP_TO = 64 * 1024 * 1024
"""Files up to this size (bytes) have their structure checked when opened; larger ones when the whole trail is."""


@dataclass(slots=True)
class Opened:
    """An open file. `reason` says why it is for reading only; empty when it is not."""

    database: Database
    lock: Lock | None = None
    reason: str = ""
    folder: Path | None = None
    """Holds the private copy; removed by `release`."""

    def release(self) -> None:
        """Give up lock and private copy; the database is closed by its owner."""
        if self.lock is not None:
            self.lock.release()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


FOR_READING = "It was opened for reading."
"""The reason where nothing else stands in the way of changing it."""


def open_file(path: Path, *, for_reading: bool = False) -> Opened:
    """Open an audit file.

    Args:
        path: the file.
        for_reading: open a private copy, so that not a byte of the file changes.

    Raises:
        header.FileMissing: when it is not there or cannot be read.
        header.NotAnAudit: when it is something else.
        header.Damaged: when it cannot be read as a whole.
    """
    head = header.read(path)
    if head.version > header.VERSION:
        return _read_only(
            path, "This audit was saved by a newer Sightline. You can read it; to change it, update Sightline."
        )
    try:
        lock = Lock(path)
    except InUse as in_use:
        return _read_only(path, str(in_use))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return _read_only(path, "The disk is full. You can read this audit; to change it, free some space.")
        return _read_only(
            path, "The folder cannot be written. You can read this audit; to change it, copy it elsewhere."
        )
    try:
        if for_reading and _writable(path):
            lock.release()
            return _read_only(path, FOR_READING)
        if not _writable(path):
            lock.release()
            return _read_only(
                path, "The file is write-protected. You can read this audit; to change it, copy it elsewhere."
            )
        database = Database(path, check=head.size <= QUICK_CHECK_UP_TO)
    except BaseException:
        lock.release()
        raise
    return Opened(database, lock)


def _writable(path: Path) -> bool:
    try:
        with path.open("r+b"):
            return True
    except OSError:
        return False


def _read_only(path: Path, reason: str) -> Opened:
    folder = Path(tempfile.mkdtemp(prefix="sightline-"))
    copy = folder / path.name
    try:
        if not _backup(path, copy):
            shutil.copyfile(path, copy)  # a medium where SQLite may not even make its shared memory
            wal = path.with_name(path.name + "-wal")
            if wal.exists():
                shutil.copyfile(wal, copy.with_name(copy.name + "-wal"))
        database = Database(copy, check=copy.stat().st_size <= QUICK_CHECK_UP_TO)
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise header.FileMissing(
                f"{path.name} cannot be read.", "Check that you may read it.", str(error)
            ) from error
        raise
    return Opened(database, None, reason, folder)


def _backup(path: Path, copy: Path) -> bool:
    uri = f"file:{quote(str(path.absolute()))}?mode=ro"
    with suppress(sqlite3.Error), closing(sqlite3.connect(uri, uri=True, timeout=5)) as source:
        with closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        return True
    copy.unlink(missing_ok=True)
    return False
