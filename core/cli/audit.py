"""`sightline audit`: create an audit file, show it, judge in it; one table of what can be done."""

import argparse
from collections.abc import Callable

from core.cli import audit_judging, audit_looking, audit_making, audit_processes, audit_rubrics
from core.errors import ExitCode

Add = Callable[["argparse._SubParsersAction[argparse.ArgumentParser]"], None]

GROUPS: tuple[Add, ...] = (
    audit_making.add,
    audit_looking.add,
    audit_judging.add,
    audit_processes.add,
    audit_rubrics.add,
)
"""What adds the sub-commands, in the order of an audit."""

_EPILOG = """\
A criterion is named by its code (OBS-01), its id, or rubric/id where two rubrics share one.
Levels count from 1, the worst, as on the keyboard; a level's name does as well.

examples:
  sightline audit new ~/src/shop --client "Example client" --auditor "A. Auditor" --output shop.sightline
  sightline audit show shop.sightline
  sightline audit judge shop.sightline OBS-01 --level 3 --because "Seen in the dashboard of 3 May."
  sightline audit check shop.sightline
"""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the sub-commands to the verb's parser."""
    parser.epilog = _EPILOG
    actions = parser.add_subparsers(title="what to do", dest="action", metavar="ACTION", required=True)
    for group in GROUPS:
        group(actions)


def run(args: argparse.Namespace) -> int:
    """Run the chosen sub-command and return the exit code."""
    code: ExitCode = args.do(args)
    return int(code)
