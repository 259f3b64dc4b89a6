"""`sightline roadmap`: the plan over all rubrics; one table of what can be done with it."""

import argparse
import sys
from pathlib import Path

from core.cli import roadmap_changing
from core.cli.audit_naming import NotNamed, add_file, open_to_look
from core.cli.backlog import TRACKERS, as_csv, tasks
from core.cli.roadmap_rows import ROADMAP_FORMAT, plan_of
from core.cli.roadmap_text import as_markdown, as_text
from core.cli.terminal import say
from core.errors import ExitCode
from core.workflows.plan import assessments, roadmap

_EPILOG = """\
One recommendation is one item: it closes findings of every rubric, its effort counts once, its gain is told for each.
Order: severity, then impact per hour; what an item requires comes first; what the next band of a category needs is
planned whole. A projected score is the audit scored again with everything up to that phase done, never a sum.

--format csv is the backlog, the client's initiatives included. Its columns are Id, Title, Kind, Phase, Status,
Severity, Owner, Due, Link, Effort low (h), Effort high (h), Impact, Gains, Requires, Closes, Description, Acceptance.
With --for it has what a tracker imports, without complete work:
  jira          Issue Type, Summary, Description, Priority, Labels, Original Estimate (seconds), Due Date (yyyy-MM-dd)
  azure-boards  Work Item Type, Title, Description, Priority, Original Estimate (hours; leave it out where the type
                has none), Tags
  github        title, body, labels, milestone; GitHub imports no CSV itself: for `gh issue create`, line by line
Cells that a spreadsheet would take for a formula begin with an apostrophe.

examples:
  sightline roadmap shop.sightline
  sightline roadmap shop.sightline --format csv --for jira > backlog.csv
  sightline roadmap move shop.sightline set-up-tracing phase-1
  sightline roadmap status shop.sightline set-up-tracing in-progress
  sightline roadmap phase shop.sightline phase-2 --weeks 6 --hours 160
  sightline roadmap enter shop.sightline hourly-cost 95
"""


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of the verb."""
    parser.epilog = _EPILOG
    actions = parser.add_subparsers(title="what to do", dest="action", metavar="ACTION", required=True)
    about = "show the plan; ACTION may be left out"
    show = actions.add_parser(
        "show", help=about, description="Show the roadmap of an audit.", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    add_file(show)
    show.add_argument("--format", choices=("text", "json", "md", "csv"), default="text")
    show.add_argument("--for", dest="tracker", choices=sorted(TRACKERS), help="with csv: the columns of a tracker")
    show.set_defaults(do=_show)
    roadmap_changing.add(actions)


def run(args: argparse.Namespace) -> int:
    """Run the chosen action and return the exit code."""
    code: ExitCode = args.do(args)
    return int(code)


def _show(args: argparse.Namespace) -> ExitCode:
    from core import codec

    path: Path = args.file
    if args.tracker and args.format != "csv":
        raise NotNamed("--for gives the columns of a CSV file.", "Add --format csv.")
    with open_to_look(path) as opened:
        present = assessments(opened)
        found = plan_of(opened.audit, present, roadmap(opened, present))
        advice = {r.id: r for r in opened.recommendations.recommendations}
    if args.format == "json":
        sys.stdout.write(codec.document(*ROADMAP_FORMAT, found).decode() + "\n")
    elif args.format == "csv":
        sys.stdout.write(as_csv(tasks(found, advice), args.tracker or ""))
    elif args.format == "md":
        sys.stdout.write(as_markdown(found))
    else:
        say(*as_text(found))
    return ExitCode.DONE
