"""The worker process: long work away from the window, JSON lines on standard input and output.

A request is `{"id": 1, "verb": "scan", "args": {...}}`; `{"cancel": 1}` or `{"id": 1, "verb": "cancel"}` stops it.
Every answer carries the id and a `kind`: `progress` (phase, done, total, detail; at most 20 a second), then one of
`result` (value), `cancelled` (value: what was kept, or null) and `error` (message, advice, details, error, ours).
Requests are worked on one after the other, on the main thread; the end of the input ends work and process.
"""

import contextlib
import importlib
import json
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from time import monotonic
from typing import IO, Any

from core import codec
from core.errors import SightlineError
from core.progress import Cancelled, Progress

VERBS: dict[str, str] = {
    "inspect": "core.worker_verbs:inspect",
    "matching": "core.worker_verbs:matching",
    "scan": "core.worker_verbs:scan",
    "show": "core.worker_verbs:show",
    "read_files": "core.worker_instruments:read_files",
    "time_command": "core.worker_instruments:time_command",
    "report": "core.worker_documents:report",
    "sign": "core.worker_documents:sign",
    "verify": "core.worker_documents:verify",
    "logo": "core.worker_documents:logo",
    "identity_new": "core.worker_documents:identity_new",
    "identity_inspect": "core.worker_documents:identity_inspect",
}
"""Verb to `module:function`; the module is imported when the verb is first asked for."""

_BETWEEN = 0.05
"""Seconds between two progress lines."""
_MOST_DETAILS = 8000


class Lines:
    """Writes answers, whole lines only."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def send(self, request: object, kind: str, **fields: object) -> None:
        """Write one answer; a reader that has gone is no error."""
        line = codec.encode({"id": request, "kind": kind, **fields}) + b"\n"
        with self._lock, contextlib.suppress(BrokenPipeError, ValueError):
            self._stream.write(line)
            self._stream.flush()


class WorkerProgress:
    """Progress of one request, as lines; thinned out to 20 a second."""

    def __init__(self, lines: Lines, request: object, cancelled: threading.Event) -> None:
        self._lines = lines
        self._request = request
        self._cancelled = cancelled
        self._phase = ""
        self._done = 0
        self._total: int | None = None
        self._detail = ""
        self._sent = 0.0

    def phase(self, name: str, total: int | None = None) -> None:
        """Begin a phase."""
        self._phase, self._done, self._total, self._detail = name, 0, total, ""
        self._send()

    def advance(self, steps: int = 1, detail: str = "") -> None:
        """Count steps."""
        self._done += steps
        self._detail = detail or self._detail
        if monotonic() - self._sent >= _BETWEEN:
            self._send()

    def check(self) -> None:
        """Raise `Cancelled` when the window asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled

    def _send(self) -> None:
        self._sent = monotonic()
        fields = {"phase": self._phase, "done": self._done, "total": self._total, "detail": self._detail}
        self._lines.send(self._request, "progress", **fields)


class Inbox:
    """Reads requests on a thread of its own, so that a cancel is heard while work goes on."""

    def __init__(self, stream: IO[bytes], lines: Lines) -> None:
        self._stream = stream
        self._lines = lines
        self._requests: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._flags: dict[object, threading.Event] = {}
        self._lock = threading.Lock()
        self._ended = False
        threading.Thread(target=self._read, name="requests", daemon=True).start()

    def flag(self, request: object) -> threading.Event:
        """Return the event that is set when a request is to stop."""
        with self._lock:
            found = self._flags.setdefault(_key(request), threading.Event())
            if self._ended:
                found.set()
            return found

    def requests(self) -> Iterator[dict[str, Any]]:
        """Yield requests until the input ends."""
        while (message := self._requests.get()) is not None:
            yield message
            with self._lock:
                self._flags.pop(_key(message.get("id")), None)

    def _read(self) -> None:
        for line in self._stream:
            try:
                message = json.loads(line)
            except ValueError:
                message = None
            if not isinstance(message, dict):
                self._lines.send(None, "error", message="That is no request.", advice="", details="", ours=True)
            elif "cancel" in message:
                self.flag(message["cancel"]).set()
            elif message.get("verb") == "cancel":
                self.flag(message.get("id")).set()
            else:
                self._requests.put(message)
        with self._lock:  # nobody is there to hear the rest
            self._ended = True
            for event in self._flags.values():
                event.set()
        self._requests.put(None)


def _key(request: object) -> str:
    return json.dumps(request, sort_keys=True, default=str)


def _function(verb: str) -> Callable[[dict[str, Any], Progress], object]:
    module, _, name = VERBS[verb].partition(":")
    found: Callable[[dict[str, Any], Progress], object] = getattr(importlib.import_module(module), name)
    return found


def work(message: dict[str, Any], lines: Lines, cancelled: threading.Event) -> None:
    """Do one request and answer it, whatever happens."""
    request, verb = message.get("id"), str(message.get("verb"))
    if verb not in VERBS:
        lines.send(request, "error", message=f"The worker knows no {verb}.", advice="", details="", ours=True)
        return
    try:
        value = _function(verb)(message.get("args") or {}, WorkerProgress(lines, request, cancelled))
        lines.send(request, "result", value=value)
    except Cancelled as stopped:
        lines.send(request, "cancelled", value=getattr(stopped, "partial", None))
    except SightlineError as error:
        fields = {"message": error.message, "advice": error.advice, "details": error.details[:_MOST_DETAILS]}
        lines.send(request, "error", **fields, error=type(error).__name__, ours=False)
    except MemoryError:
        lines.send(
            request,
            "error",
            message="This needs more memory than Sightline allows itself.",
            advice="Leave out what is large (a picture, a generated file), or use a computer with more memory.",
            details=traceback.format_exc()[-_MOST_DETAILS:],
            error="MemoryError",
            ours=False,
        )
    except Exception as error:  # noqa: BLE001 - the edge: everything else is a bug of ours, and the window must hear of it
        traceback.print_exc()
        lines.send(
            request,
            "error",
            message="This is a bug in Sightline.",
            advice="Nothing in the audit was changed. Copy the details and report them.",
            details=traceback.format_exc()[-_MOST_DETAILS:],
            error=type(error).__name__,
            ours=True,
        )


def limit_memory(most: int | None = None) -> None:
    """Keep this process within three quarters of the computer's memory, where the system can (Linux).

    So that hostile input ends one request with a sentence, and not the window with whatever else is open.

    Args:
        most: bytes of address space, instead of that share (at least 4 GiB: libraries reserve more than they use).
    """
    if not sys.platform.startswith("linux"):
        return
    import resource

    if most is None:
        most = max(4 << 30, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * 3 // 4)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def main() -> int:
    """Answer requests until the input ends; stray prints go to the error output."""
    limit_memory()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    with out:
        lines = Lines(out)
        inbox = Inbox(sys.stdin.buffer, lines)
        for message in inbox.requests():
            work(message, lines, inbox.flag(message.get("id")))
    return 0
