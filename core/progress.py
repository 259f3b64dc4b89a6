"""How long work tells how far it is and learns that it is no longer wanted."""

from typing import Protocol


class Cancelled(Exception):
    """Raised inside long work when the person asked to stop."""


class Progress(Protocol):
    """Passed into long work; the implementations live at the edges (terminal bar, worker line, window)."""

    def phase(self, name: str, total: int | None = None) -> None:
        """Begin a phase; `total` is the number of steps when it is known."""

    def advance(self, steps: int = 1, detail: str = "") -> None:
        """Count steps of the present phase; `detail` names what is being worked on."""

    def check(self) -> None:
        """Raise `Cancelled` when the work should stop. Called at least every 100 ms of work."""


class Silent:
    """Progress that nobody watches and nobody cancels."""

    def phase(self, name: str, total: int | None = None) -> None:
        """Ignore the phase."""

    def advance(self, steps: int = 1, detail: str = "") -> None:
        """Ignore the steps."""

    def check(self) -> None:
        """Never cancel."""
