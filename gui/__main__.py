"""The one entry point: a verb goes to the command line, `--worker` to the worker, everything else opens the window."""

import sys


def main() -> int:
    """Run what the arguments ask for and return the exit code."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--worker"]:
        from core.worker import main as work

        return work()
    from core.cli.main import VERBS
    from core.cli.main import main as command

    if arguments and (arguments[0] in {verb for verb, _, _ in VERBS} or arguments[0] in ("-h", "--help", "--version")):
        return command(arguments)
    from gui.app import main as window

    return window(arguments)


if __name__ == "__main__":
    sys.exit(main())
