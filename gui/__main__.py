"""The one entry point: a verb goes to the command line, `--worker` to the worker, everything else opens the window."""

import sys
from pathlib import Path

_GLOBAL = ("-h", "--help", "--version", "--debug")
"""Options of the command line that stand before its verb."""


def _mistyped(arguments: list[str]) -> bool:
    """Return whether the first word can only be a verb that was mistyped: the window opens folders and files."""
    first = arguments[0]
    return not first.startswith("-") and not Path(first).exists() and Path(first).name == first and "." not in first


def main() -> int:
    """Run what the arguments ask for and return the exit code."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--worker"]:
        from core.worker import main as work

        return work()
    from core.cli.main import VERBS
    from core.cli.main import main as command

    verbs = {verb for verb, _, _ in VERBS}
    if arguments and (arguments[0] in verbs or arguments[0] in _GLOBAL or _mistyped(arguments)):
        return command(arguments)
    from gui.app import main as window

    return window(arguments)


if __name__ == "__main__":
    sys.exit(main())
