"""Who has an audit open: a lock file beside it that names process, computer and person."""

import contextlib
import getpass
import json
import os
import socket
import sys
import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.errors import SightlineError


class InUse(SightlineError):
    """Somebody has the audit open.

    Args:
        holder: who, as far as the lock file says.
    """

    def __init__(self, holder: "Holder") -> None:
        super().__init__(
            f"{holder.user or 'Somebody'} has this audit open on {holder.host or 'an unknown computer'}"
            + (f" since {holder.since[:16].replace('T', ' ')} UTC." if holder.since else "."),
            "You see a copy of the last saved state, for reading only.",
        )
        self.holder = holder


@dataclass(frozen=True, slots=True)
class Holder:
    """What a lock file says. `started` tells two processes of the same number apart."""

    pid: int = 0
    host: str = ""
    user: str = ""
    since: str = ""
    started: str = ""
    token: str = ""


def lock_path(path: Path) -> Path:
    """Return the lock file of an audit file: beside the file itself, also when a link leads to it."""
    real = Path(os.path.realpath(path))
    return real.with_name(real.name + ".lock")


def _started(pid: int) -> str:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        return stat.rpartition(")")[2].split()[19]  # starttime, proc(5)
    except (OSError, IndexError):
        return ""


def _alive(pid: int) -> bool:
    if pid <= 0:
        return False
    if sys.platform == "win32":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x100000, False, pid)  # SYNCHRONIZE
        if not handle:
            return False
        running = ctypes.windll.kernel32.WaitForSingleObject(handle, 0) == 0x102  # WAIT_TIMEOUT
        ctypes.windll.kernel32.CloseHandle(handle)
        return bool(running)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _stale(holder: Holder) -> bool:
    if not holder.host:  # nothing readable in it: whoever wrote it did not finish
        return True
    if holder.host != socket.gethostname():
        return False
    if not _alive(holder.pid):
        return True
    return bool(holder.started) and _started(holder.pid) != holder.started


def holder_of(path: Path) -> Holder | None:
    """Return who holds the lock of an audit file; None when nobody does (a stale lock counts as nobody)."""
    found = _read(lock_path(path))
    return None if found is None or _stale(found) else found


def was_left_behind(path: Path) -> bool:
    """Return whether a lock was left by a process that is gone: the audit was not closed properly."""
    found = _read(lock_path(path))
    return found is not None and _stale(found)


def _read(lock: Path) -> Holder | None:
    try:
        data = json.loads(lock.read_text(encoding="utf-8"))
        return Holder(**{k: v for k, v in data.items() if k in Holder.__slots__})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, AttributeError):
        return Holder()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


class Lock:
    """The lock of one audit file, held until `release`.

    Raises:
        InUse: when somebody else holds it.
        OSError: when the folder cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._lock = lock_path(path)
        self._holder = Holder(
            os.getpid(),
            socket.gethostname(),
            _user(),
            datetime.now(UTC).isoformat(timespec="seconds"),
            _started(os.getpid()),
            uuid.uuid4().hex,
        )
        content = json.dumps(asdict(self._holder))
        for _ in range(3):
            if self._take(content):
                return
            found = _read(self._lock)
            if found is not None and not _stale(found):
                raise InUse(found)
            self._discard(found)
        raise InUse(_read(self._lock) or Holder())

    def _take(self, content: str) -> bool:
        own = self._lock.with_name(f".{self._lock.name}.{self._holder.token}")
        try:
            own.write_text(content, encoding="utf-8")
        except OSError:
            own.unlink(missing_ok=True)  # a full disk leaves an empty one
            raise
        try:
            os.link(own, self._lock)  # appears with its content, or not at all
        except FileExistsError:
            return False
        except OSError:  # a medium without hard links
            try:
                with self._lock.open("x", encoding="utf-8") as file:
                    file.write(content)
            except FileExistsError:
                return False
        finally:
            own.unlink(missing_ok=True)
        return True

    def _discard(self, stale: Holder | None) -> None:
        aside = self._lock.with_name(f".{self._lock.name}.{self._holder.token}.stale")
        with contextlib.suppress(FileNotFoundError):
            self._lock.rename(aside)  # only one of two that find it stale gets it
            taken = _read(aside)
            if stale is not None and taken is not None and taken.token != stale.token:
                with contextlib.suppress(OSError):
                    os.link(aside, self._lock)  # somebody was quicker, and it is theirs
            aside.unlink(missing_ok=True)

    def release(self) -> None:
        """Give it up, unless somebody took it over."""
        found = _read(self._lock)
        if found is not None and found.token == self._holder.token:
            self._lock.unlink(missing_ok=True)
