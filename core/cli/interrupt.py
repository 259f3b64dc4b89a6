"""Ctrl+C as a request to stop: work that keeps what it found ends by itself at its next check."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from core.cli.progress_bar import close, terminal_progress
from core.progress import Cancelled, Progress


class Stoppable:
    """Hands progress on, and raises `Cancelled` at the next check once somebody asked to stop."""

    def __init__(self, shown: Progress) -> None:
        self._shown = shown
        self.asked = False

    def phase(self, name: str, total: int | None = None) -> None:
        """Begin a phase."""
        self._shown.phase(name, total)

    def advance(self, steps: int = 1, detail: str = "") -> None:
        """Count steps."""
        self._shown.advance(steps, detail)

    def check(self) -> None:
        """Raise `Cancelled` when somebody asked to stop."""
        if self.asked:
            raise Cancelled
        self._shown.check()


@contextmanager
def stoppable() -> Iterator[Stoppable]:
    """Show progress on the terminal; the first Ctrl+C asks to stop, a second one interrupts at once."""
    shown = terminal_progress()
    progress = Stoppable(shown)

    def ask(number: int, frame: FrameType | None) -> None:
        if progress.asked:
            signal.default_int_handler(number, frame)
        progress.asked = True

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield progress
    finally:
        signal.signal(signal.SIGINT, before)
        close(shown)
