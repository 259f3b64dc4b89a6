"""Background work that a test answers by hand, in place of the worker process."""

from typing import Any

from PySide6.QtCore import QObject, Signal


class ToldTask(QObject):
    """A task whose signals the test emits."""

    progressed = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal(object)
    ended = Signal()

    def __init__(self, verb: str, arguments: dict[str, Any]) -> None:
        super().__init__()
        self.verb, self.arguments, self.was_cancelled = verb, arguments, False

    def cancel(self) -> None:
        """Note that the work is no longer wanted."""
        self.was_cancelled = True


class ToldTasks:
    """Stands in for `gui.tasks.Tasks`."""

    def __init__(self) -> None:
        self.started: list[ToldTask] = []

    def start(self, verb: str, **arguments: Any) -> ToldTask:
        """Start nothing, and remember what was asked for."""
        self.started.append(ToldTask(verb, arguments))
        return self.started[-1]

    @property
    def last(self) -> ToldTask:
        """Return the task that was asked for last."""
        return self.started[-1]

    @property
    def running(self) -> tuple[ToldTask, ...]:
        """Return no task: nothing has to be waited for."""
        return ()

    def stop_all(self) -> None:
        """Stop nothing."""
