"""One connection to an audit file: how it is opened, what is set on it, one transaction at a time."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import create_engine, event, select, text
from sqlalchemy.engine import Connection as Connection  # noqa: PLC0414 - rooms above name it without the library
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlmodel import SQLModel

from core import codec
from core.audit.audit import Audit
from core.errors import SightlineError
from core.store import header, medium, present
from core.store.tables import TABLES, PresentRow

Clock = Callable[[], datetime]

_PRESENT = PresentRow.__table__  # type: ignore[attr-defined]


class NotWritten(SightlineError):
    """Something could not be written; nothing of it is in the file."""


def now() -> datetime:
    """Return the present instant, UTC."""
    return datetime.now(UTC)


def _engine(path: Path, mode: str) -> Engine:
    uri = f"file:{quote(os.path.abspath(path))}?{mode}"  # noqa: PTH100 - resolve() would follow links

    def connect() -> sqlite3.Connection:
        # isolation_level None: we begin transactions ourselves, so that schema changes are inside them too.
        return sqlite3.connect(uri, uri=True, timeout=5, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool)

    @event.listens_for(engine, "connect")
    def _set(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in (
            "trusted_schema=OFF",
            "foreign_keys=ON",
            "synchronous=FULL",
            "secure_delete=ON",
            "temp_store=MEMORY",
            "cell_size_check=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def explain(error: BaseException, path: Path) -> NotWritten:
    """Return what a failed write means for a person."""
    cause = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    name = path.name
    for words, sentence, advice in (
        ("full", "the disk is full", "Free some space and retry, or save a copy elsewhere."),
        ("too large", "the disk is full", "Free some space and retry, or save a copy elsewhere."),
        ("readonly", "the file cannot be written", "Make it writable and retry, or save a copy elsewhere."),
        ("locked", "another program holds the file", "Close the other program and retry, or save a copy elsewhere."),
        ("malformed", "the file is damaged", "Save a copy elsewhere."),
    ):
        if words in cause:
            return NotWritten(f"{name} was not saved: {sentence}.", advice, cause)
    return NotWritten(
        f"{name} was not saved: its disk does not answer.", "Bring the disk back and retry, or save a copy.", cause
    )


class Database:
    """An open audit file.

    Args:
        path: the file; it must exist.
        writable: False opens it for reading, and never creates files beside it.
        check: look over its structure before anything is set in it, so that a damaged file keeps every byte.

    Raises:
        header.Damaged: when SQLite cannot read it, or the check finds something.
        header.NotAnAudit: when it holds anything but our tables.
    """

    def __init__(self, path: Path, *, writable: bool = True, check: bool = False) -> None:
        self.path = path
        self._engine = _engine(path, "mode=rw" if writable else "mode=ro&immutable=1")
        try:
            self._connection = self._engine.connect()
            self._check_schema()
            if check and (found := self.quick_check()):
                raise header.Damaged(
                    f"{path.name} is damaged.", "Recover what is left of it, or use a copy.", "\n".join(found)
                )
            if writable:
                wal = medium.is_local_disk(path)
                self._pragma(f"journal_mode={'WAL' if wal else 'DELETE'}")
            self._identity = self._stat()
        except (DBAPIError, OSError) as error:
            self._engine.dispose()
            if "malformed" in str(error) or "not a database" in str(error):
                raise header.Damaged(
                    f"{path.name} is damaged.", "Recover what is left of it, or use a copy.", str(error)
                ) from error
            raise header.FileMissing(
                f"{path.name} cannot be opened.", "Check that you may read it and that no program holds it.", str(error)
            ) from error
        except SightlineError:
            self._engine.dispose()
            raise

    def _stat(self) -> tuple[int, int]:
        found = self.path.stat()
        return found.st_dev, found.st_ino

    def in_place(self) -> bool:
        """Return whether the file that was opened still lies under its path."""
        try:
            return self._stat() == self._identity
        except OSError:
            return False

    def _pragma(self, statement: str) -> Any:
        return self._connection.connection.driver_connection.execute(f"PRAGMA {statement}").fetchone()  # type: ignore[union-attr]

    def _check_schema(self) -> None:
        with self.read() as connection:
            rows = connection.exec_driver_sql("SELECT type, name FROM sqlite_master").fetchall()
        ours = {str(table.__tablename__) for table in TABLES}
        strange = [name for kind, name in rows if not (kind == "index" or (kind == "table" and name in ours))]
        if strange:  # a view or trigger of a stranger's file would run inside our transactions
            raise header.NotAnAudit(
                f"{self.path.name} holds more than an audit.",
                "Do not use it; ask for the original file.",
                f"unexpected: {', '.join(strange)[:200]}",
            )
        if missing := ours - {name for _, name in rows}:
            raise header.Damaged(
                f"{self.path.name} is damaged: parts of it are missing.",
                "Recover what is left of it, or use a copy.",
                ", ".join(sorted(missing)),
            )

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give the connection for reading one consistent state.

        Raises:
            header.Damaged: when what is stored cannot be read.
        """
        try:
            with self._connection.begin():
                self._connection.exec_driver_sql("BEGIN")
                yield self._connection
        except (DBAPIError, codec.NotOurFormat, ValueError, TypeError, KeyError, AttributeError) as error:
            raise header.Damaged(
                f"Parts of {self.path.name} cannot be read.", "Recover what is left of it, or use a copy.", str(error)
            ) from error

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give the connection for one transaction: all of it is in the file afterwards, or nothing.

        Raises:
            NotWritten: when the disk is full, gone or read-only.
        """
        if not self.in_place():
            raise NotWritten(
                f"{self.path.name} was not saved: the file is gone from its folder.",
                "Bring it back (plug the disk in again) and retry, or save a copy elsewhere.",
            )
        try:
            with self._connection.begin():
                self._connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield self._connection
        except (DBAPIError, OSError) as error:
            with suppress(DBAPIError):
                self._connection.rollback()
            raise explain(error, self.path) from error

    def present(self) -> Audit:
        """Return the present audit."""
        with self.read() as connection:
            return read_present(connection)

    def quick_check(self) -> tuple[str, ...]:
        """Return what SQLite finds wrong with the file's structure; nothing when it is sound."""
        try:
            with self.read() as connection:
                found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(20)")]
        except header.Damaged as error:
            return (error.details,)
        return () if found == ["ok"] else tuple(found)

    def backup(self, target: Path) -> None:
        """Write a whole copy, also while the file is in use; an existing file is replaced only by a finished copy.

        Raises:
            NotWritten: when the copy cannot be written.
        """
        partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
        try:
            copy = sqlite3.connect(partial, isolation_level=None)
            try:
                source = self._connection.connection.driver_connection
                source.backup(copy)  # type: ignore[union-attr]
                copy.execute("PRAGMA journal_mode=DELETE")
            finally:
                copy.close()
            os.replace(partial, target)  # noqa: PTH105
            sync_folder(target)
        except (sqlite3.Error, OSError) as error:
            partial.unlink(missing_ok=True)
            raise explain(error, target) from error

    def shrink_log(self) -> None:
        """Move everything from the write-ahead log into the file (after a purge, so that nothing stays behind)."""
        self._pragma("wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close it so that one file remains."""
        with suppress(sqlite3.Error):  # what is in the log is safe there, too
            self._pragma("wal_checkpoint(TRUNCATE)")
            self._pragma("journal_mode=DELETE")
        self.drop()

    def drop(self) -> None:
        """Let go of the file as it is."""
        with suppress(DBAPIError):
            self._connection.close()
        self._engine.dispose()


def read_present(connection: Connection) -> Audit:
    """Return the present audit inside a transaction."""
    rows = connection.execute(select(_PRESENT.c.part, _PRESENT.c.name, _PRESENT.c.value))
    return present.assemble((row[0], row[1], row[2]) for row in rows.all())


def write_present(connection: Connection, before: Audit | None, after: Audit) -> None:
    """Write what differs between two states of the audit."""
    change = present.difference(before, after)
    if change.delete:
        connection.execute(
            text("DELETE FROM present WHERE part = :part AND name = :name"),
            [{"part": part, "name": name} for part, name in change.delete],
        )
    if change.write:
        connection.execute(
            text("INSERT OR REPLACE INTO present (part, name, value) VALUES (:part, :name, :value)"),
            [{"part": part, "name": name, "value": value} for part, name, value in change.write],
        )


def sync_folder(path: Path) -> None:
    """Make a rename in a folder survive a power cut, where the system can."""
    with suppress(OSError, AttributeError):
        folder = os.open(path.parent, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def create(path: Path, seed: Callable[[Connection], None]) -> None:
    """Make an audit file: tables, seed and header in one transaction under another name, then renamed.

    Args:
        path: where; there must be no file yet.
        seed: writes the first rows.

    Raises:
        NotWritten: when the file exists or the folder cannot be written.
    """
    if path.exists():
        raise NotWritten(f"{path.name} exists already.", "Choose another name, or open it.")
    if not path.parent.is_dir():
        raise NotWritten(f"{path.name} was not saved: there is no folder {path.parent}.", "Make it, or choose another.")
    partial = path.with_name(f".{path.name}.{os.getpid()}.new")
    partial.unlink(missing_ok=True)
    try:
        engine = _engine(partial, "mode=rwc")
        try:
            with engine.begin() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                connection.exec_driver_sql(f"PRAGMA application_id={header.APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version={header.VERSION}")
                SQLModel.metadata.create_all(connection, tables=[t.__table__ for t in TABLES])  # type: ignore[attr-defined]
                seed(connection)
        finally:
            engine.dispose()
        _publish(partial, path)
    except (DBAPIError, OSError) as error:
        partial.unlink(missing_ok=True)
        raise explain(error, path) from error


def _publish(partial: Path, path: Path) -> None:
    try:
        os.link(partial, path)  # unlike a rename, never replaces a file that came in between
        partial.unlink()
    except FileExistsError:
        partial.unlink()
        raise NotWritten(f"{path.name} exists already.", "Choose another name, or open it.") from None
    except OSError:  # a medium without hard links
        partial.rename(path)
    sync_folder(path)
