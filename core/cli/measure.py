"""`sightline measure`: bring numbers into an audit that no repository holds; one table of what can be done."""

import argparse
from collections.abc import Callable

from core.cli import measure_command, measure_drill, measure_entered, measure_files, measure_looking, measure_survey
from core.errors import ExitCode

Add = Callable[["argparse._SubParsersAction[argparse.ArgumentParser]"], None]

GROUPS: tuple[Add, ...] = (
    measure_looking.add,
    measure_files.add,
    measure_survey.add,
    measure_drill.add,
    measure_command.add,
    measure_entered.add,
)
"""What adds the sub-commands."""

_EPILOG = """\
Each reading prints what it read, every row that it cannot use, what would be recorded and which criteria would change
their level; then it asks. `--yes` records without asking. Without a terminal and without `--yes` nothing is written,
and the exit code is 2; who answers no gets 4.

examples:
  sightline measure list
  sightline measure survey shop.sightline answers.csv --asked 40 --map "Q7=efficiency"
  sightline measure drill start shop.sightline "Orders database" --rto 60 --rpo 5
  sightline measure drill lap shop.sightline "backup found"
  sightline measure drill stop shop.sightline --restored --data-loss 4
  sightline measure command shop.sightline "make test" --as local.test-time --prepare "make setup"
  sightline measure enter shop.sightline qa.wait 36 --source "ticket system, median of April"
  sightline measure show shop.sightline --format csv
"""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the sub-commands to the verb's parser."""
    parser.epilog = _EPILOG
    actions = parser.add_subparsers(title="what to do", dest="action", metavar="ACTION", required=True)
    for group in GROUPS:
        group(actions)


def run(args: argparse.Namespace) -> int:
    """Run the chosen sub-command and return the exit code; first remove what a crash of an earlier one left behind."""
    from core.workflows.timing import sweep

    sweep()
    code: ExitCode = args.do(args)
    return int(code)
