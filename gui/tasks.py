"""The one door to background work: a worker process per task, JSON lines, never a thread of this process."""

import json
import sys
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from core.errors import SightlineError
from gui.words import tr

TERMINATE_AFTER = 1000
"""Milliseconds between the polite cancel and SIGTERM."""
KILL_AFTER = 3000
"""Milliseconds between the polite cancel and SIGKILL."""


def worker_command() -> list[str]:
    """Return the command that starts our own worker, from a checkout, an installation or a frozen bundle."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker"]
    return [sys.executable, "-m", "gui", "--worker"]


class Task(QObject):
    """One piece of background work.

    Signals:
        progressed: a dict as the worker sent it: `phase`, `done`, `total`, `detail`.
        done: the result, as plain JSON values; `core.codec.from_plain` makes it a value again.
        failed: a `SightlineError`.
        cancelled: the work stopped because it was asked to; with what was kept, or None.
        ended: any of the three; always the last signal.
    """

    progressed = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal(object)
    ended = Signal()

    def __init__(self, verb: str, arguments: dict[str, Any], command: list[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.verb = verb
        self._cancelling = False
        self._over = False
        self._rest: list[bytes] = []
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONUTF8", "1")
        self._process.setProcessEnvironment(environment)
        self._process.setProgram(command[0])
        self._process.setArguments(command[1:])
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_process_error)
        self._process.start()
        self._send({"id": 1, "verb": verb, "args": arguments})

    @property
    def running(self) -> bool:
        """Tell whether the work is still under way."""
        return not self._over

    def cancel(self) -> None:
        """Ask the work to stop; a worker that does not listen is ended after a second, and killed after three."""
        if self._over or self._cancelling:
            return
        self._cancelling = True
        self._send({"id": 1, "verb": "cancel"})
        QTimer.singleShot(TERMINATE_AFTER, self._terminate)
        QTimer.singleShot(KILL_AFTER, self._kill)

    def stop(self) -> None:
        """End the process at once; nothing is told any more."""
        self._over = True
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(1000)

    def _terminate(self) -> None:
        if not self._over:
            self._process.terminate()

    def _kill(self) -> None:
        if not self._over:
            self._process.kill()

    def _send(self, message: dict[str, Any]) -> None:
        self._process.write(json.dumps(message, ensure_ascii=False).encode() + b"\n")

    def _read(self) -> None:
        first, *others = bytes(self._process.readAllStandardOutput().data()).split(b"\n")
        self._rest.append(first)  # joined only when the line ends: a scan is one line of many megabytes
        lines: list[bytes] = []
        for part in others:
            lines.append(b"".join(self._rest))
            self._rest = [part]
        for line in lines:
            if line.strip():
                self._take(line)

    def _take(self, line: bytes) -> None:
        try:
            message = json.loads(line)
            kind = message["kind"]
        except (ValueError, KeyError, TypeError):
            return  # a library's stray print, not one of our lines
        if self._over:
            return
        if kind == "progress":
            self.progressed.emit(message)
        elif kind == "result":
            self._end(lambda: self.done.emit(message.get("value")))
        elif kind == "cancelled":
            self._end(lambda: self.cancelled.emit(message.get("value")))
        elif kind == "error":
            error = SightlineError(
                message.get("message") or tr("The work failed."), message.get("advice", ""), message.get("details", "")
            )
            self._end(lambda: self.failed.emit(error))

    def _end(self, tell: Any) -> None:
        self._over = True
        self._process.closeWriteChannel()
        tell()
        self.ended.emit()

    def _on_finished(self, code: int, _status: QProcess.ExitStatus) -> None:
        self._read()
        if self._over:
            return
        if self._cancelling:
            self._end(lambda: self.cancelled.emit(None))
            return
        details = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")[-4000:]
        error = SightlineError(
            tr("The worker process ended unexpectedly (code {code}).", code=code),
            tr("Nothing in the audit was changed. Try again; if it happens again, copy the details and report it."),
            details,
        )
        self._end(lambda: self.failed.emit(error))

    def _on_process_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and not self._over:
            failure = SightlineError(
                tr("The worker process could not be started."),
                tr("Install Sightline again."),
                self._process.errorString(),
            )
            self._end(lambda: self.failed.emit(failure))


class Tasks(QObject):
    """Starts tasks and knows which of them run."""

    def __init__(self, parent: QObject | None = None, command: list[str] | None = None) -> None:
        super().__init__(parent)
        self._command = command or worker_command()
        self._running: list[Task] = []

    def start(self, verb: str, **arguments: Any) -> Task:
        """Start a verb of `core.worker` with plain JSON arguments and return the task to listen to."""
        task = Task(verb, arguments, self._command, self)
        self._running.append(task)
        task.ended.connect(self._on_ended)
        return task

    @property
    def running(self) -> tuple[Task, ...]:
        """Return the tasks that are under way."""
        return tuple(self._running)

    def stop_all(self) -> None:
        """End every worker at once, because the window closes."""
        for task in self.findChildren(Task):
            task.stop()

    def _on_ended(self) -> None:
        self._running = [task for task in self._running if task.running]
