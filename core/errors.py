"""The one base class for what can go wrong and be said to a person.

A room raises a subclass that it defines beside the code that raises; the edges (command line, worker, window) catch
`SightlineError` once, show `message` and `advice`, and treat every other exception as a bug of ours.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command line answers to the shell; documented in `sightline --help`."""

    DONE = 0
    OUR_FAULT = 1
    USAGE = 2
    ENVIRONMENT = 3
    INCOMPLETE = 4
    UNKNOWN_SIGNER = 10
    CHANGED = 11
    NOT_AS_EXPECTED = 12


class SightlineError(Exception):
    """Something a person can act on: one plain sentence and one piece of advice.

    Args:
        message: what happened, one sentence, no traceback words.
        advice: what to do about it, one sentence.
        details: technical text for "Copy details"; never contents of client files.
    """

    exit_code: ExitCode = ExitCode.ENVIRONMENT

    def __init__(self, message: str, advice: str = "", details: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.details = details

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()
