"""What the command line prints: control and direction characters are escaped, so that data cannot steer a terminal."""

import os
import sys


def printable(text: str) -> str:
    """Return text whose control, direction and unpaired surrogate characters are shown as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def say(*lines: str) -> None:
    """Print lines on standard output."""
    for line in lines:
        print(printable(line))


def warn(*lines: str) -> None:
    """Print lines on standard error."""
    for line in lines:
        print(printable(line), file=sys.stderr)


def prepare() -> None:
    """Make the standard streams take every character, and be there.

    A terminal with an old encoding (LANG=C) gets escapes instead of an error; a closed stream leads nowhere.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - lives as long as we do
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
