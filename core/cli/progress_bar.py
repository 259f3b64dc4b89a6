"""Progress on a terminal; nothing where the error output is no terminal."""

import sys
from typing import TYPE_CHECKING, NoReturn

from core.progress import Progress, Silent

if TYPE_CHECKING:
    from tqdm import tqdm


class TerminalProgress:
    """One bar a phase, on the error output."""

    def __init__(self) -> None:
        self._bar: tqdm[NoReturn] | None = None

    def phase(self, name: str, total: int | None = None) -> None:
        """Begin a bar."""
        from tqdm import tqdm

        self.close()
        self._bar = tqdm(total=total, desc=name, file=sys.stderr, leave=False, unit="", dynamic_ncols=True)

    def advance(self, steps: int = 1, detail: str = "") -> None:
        """Move the bar."""
        if self._bar is not None:
            self._bar.update(steps)

    def check(self) -> None:
        """Ctrl-C ends the work by itself."""

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def terminal_progress() -> Progress:
    """Return bars when a person watches, silence otherwise."""
    return TerminalProgress() if sys.stderr.isatty() else Silent()


def close(progress: Progress) -> None:
    """Take the bar away before anything else is printed."""
    if isinstance(progress, TerminalProgress):
        progress.close()
