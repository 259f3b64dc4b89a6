"""The store thread: it alone uses the connection, takes writes in order and says when the disk has them."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from core.errors import SightlineError
from core.store import trail
from core.store.database import Database, NotWritten
from core.store.save_state import SaveState
from core.store.writes import Write

T = TypeVar("T")
Read = Callable[[Database], Any]


class Store:
    """Owns an open audit file.

    Writes are kept until the disk has them; after a failed one nothing is written until `retry`, a later write or
    `close`, while reading goes on.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._head = self._read_head()
        self._changed = threading.Condition()
        self._writes: deque[Write] = deque()
        self._reads: deque[tuple[int, Read, Future[Any]]] = deque()
        self._queued = 0
        self._written = 0
        self._failed = False
        self._error = ""
        self._closing = False
        self._told: tuple[SaveState, str] = (SaveState.SAVED, "")
        self._listeners: list[Callable[[SaveState, str], None]] = []
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)
        self._thread.start()

    # ------------------------------------------------------------ from other threads

    @property
    def state(self) -> SaveState:
        """Return whether everything is on the disk."""
        with self._changed:
            return self._state()

    @property
    def error(self) -> str:
        """Return why the last write failed; empty when it did not."""
        with self._changed:
            return self._error

    def subscribe(self, listener: Callable[[SaveState, str], None]) -> None:
        """Call the listener with state and message whenever the state changes, from the store thread."""
        with self._changed:
            self._listeners.append(listener)

    def submit(self, write: Write) -> None:
        """Queue a write; a failed one before it is tried again first."""
        with self._changed:
            if self._closing:
                raise RuntimeError("the store is closed")
            self._writes.append(write)
            self._queued += 1
            self._failed = False
            self._changed.notify_all()

    def call(self, read: Callable[[Database], T]) -> T:
        """Read on the store thread, after everything queued so far (unless that fails), and wait for the answer."""
        answer: Future[T] = Future()
        with self._changed:
            if self._closing:
                raise RuntimeError("the store is closed")
            self._reads.append((self._queued, read, answer))
            self._changed.notify_all()
        return answer.result()

    def retry(self) -> None:
        """Try the failed write again."""
        with self._changed:
            self._failed = False
            self._changed.notify_all()

    def wait_saved(self, timeout: float | None = None) -> bool:
        """Wait until everything is on the disk; False when the time (seconds) is over or a write failed."""
        with self._changed:
            self._changed.wait_for(lambda: self._failed or not self._writes, timeout)
            return not self._writes

    def pending(self) -> tuple[Write, ...]:
        """Return what the disk does not have yet, oldest first."""
        with self._changed:
            return tuple(self._writes)

    def save_copy(self, target: Path) -> None:
        """Write a whole copy elsewhere, with what the file itself does not have yet.

        Raises:
            NotWritten: when the copy cannot be written either.
        """

        def copy(database: Database) -> None:
            database.backup(target)
            pending = self.pending()
            if pending:
                written = Database(target)
                try:
                    for write in pending:
                        with written.write() as connection:
                            write.write(connection)
                finally:
                    written.close()

        self.call(copy)

    def close(self, *, discard: bool = False) -> None:
        """Write what is left and close the file.

        Args:
            discard: give up what cannot be written instead of raising.

        Raises:
            NotWritten: when something could not be written; the file stays open then.
        """
        self.retry()
        if not self.wait_saved() and not discard:
            cause = self.error or "Some of the work is not on the disk yet. Retry, or save a copy elsewhere."
            raise NotWritten(cause, "", self.error)
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join()

    # ------------------------------------------------------------ on the store thread

    def _state(self) -> SaveState:
        if self._failed:
            return SaveState.FAILED
        return SaveState.SAVING if self._writes else SaveState.SAVED

    def _read_head(self) -> str:
        with self._database.read() as connection:
            found = trail.head(connection)
        return found.hash if found else ""

    def _next_read(self) -> tuple[int, Read, Future[Any]] | None:
        if self._reads and (self._failed or self._reads[0][0] <= self._written):
            return self._reads.popleft()
        return None

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(self._has_work)
                read = self._next_read()
                write = self._writes[0] if self._writes and not self._failed and read is None else None
                news, listeners = self._news(), tuple(self._listeners)
                ending = self._closing and read is None and (write is None or self._failed)
            if news != self._told:
                self._told = news
                for listener in listeners:
                    listener(*news)
            if read is not None:
                self._answer(read[1], read[2])
            elif write is not None:
                self._write(write)
            elif ending:
                break
        self._database.close()

    def _has_work(self) -> bool:
        ready = bool(self._writes) and not self._failed
        return self._closing or bool(self._reads) or ready or self._news() != self._told

    def _news(self) -> tuple[SaveState, str]:
        return self._state(), self._error

    def _answer(self, read: Read, answer: Future[Any]) -> None:
        try:
            answer.set_result(read(self._database))
        except BaseException as error:  # noqa: BLE001 - raised again where the answer is awaited
            answer.set_exception(error)

    def _write(self, write: Write) -> None:
        error = ""
        try:
            self._find_again()
            with self._database.write() as connection:
                write.write(connection)
            self._head = self._read_head()
        except SightlineError as failure:
            error = str(failure)
        except Exception as failure:  # noqa: BLE001 - a bug of ours must not end the thread that keeps the work
            error = f"A bug in Sightline kept the work from being saved: {type(failure).__name__}: {failure}"
        with self._changed:
            self._error = error
            if error:
                self._failed = True
            else:
                self._writes.popleft()
                self._written += 1
            self._changed.notify_all()

    def _find_again(self) -> None:
        """Open the file again when a disk came back under another identity, if it still is where we left it."""
        if self._database.in_place() or not self._database.path.exists():
            return
        found = Database(self._database.path)
        with found.read() as connection:
            head = trail.head(connection)
        if head is None or head.hash != self._head:
            found.drop()
            raise NotWritten(
                f"{found.path.name} was not saved: another file lies in its place.", "Save a copy elsewhere."
            )
        self._database.drop()
        self._database = found
