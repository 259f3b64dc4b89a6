"""`sightline findings`: what is not fully met and what closing it is worth; accept a finding as a risk."""

import argparse
import sys
from pathlib import Path

from core.cli.audit_naming import NotNamed, add_file, key_of, open_to_change, open_to_look
from core.cli.findings_rows import FINDINGS_FORMAT, Wanted, findings_of
from core.cli.findings_text import as_csv, as_markdown, as_text
from core.cli.terminal import say
from core.errors import ExitCode
from core.model.outcome import Severity
from core.planning.comparison import Change
from core.planning.findings import Certainty
from core.workflows import edit
from core.workflows.open import OpenAudit

_EPILOG = """\
Impact is the overall score computed again with the criterion met, minus today's score; in a banded category the step
is the unit, and its impact is the whole step's. What is open or unproven is listed apart: nobody knows whether it is a
gap. An accepted risk leaves the roadmap, not the list; past its day it counts again.

--against names an earlier audit file, published audit (JSON) or report (PDF). The change of each finding is told by
the present rubric asked of both audits; what the rubric's own change did to the score is kept apart.

examples:
  sightline findings shop.sightline --severity critical --severity high
  sightline findings shop.sightline --format csv > findings.csv
  sightline findings shop.sightline --against last-year.sightline
  sightline findings accept shop.sightline OBS-01 --because "Replaced in spring." --until 2027-03-31
"""


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of the verb."""
    parser.epilog = _EPILOG
    actions = parser.add_subparsers(title="what to do", dest="action", metavar="ACTION", required=True)
    about = "list the findings; ACTION may be left out"
    listing = actions.add_parser(
        "list", help=about, description="List the findings of an audit.", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    add_file(listing)
    listing.add_argument("--rubric", action="append", default=[], metavar="ID", help="only of this rubric")
    listing.add_argument(
        "--severity", action="append", default=[], metavar="WORD",
        help=f"only of this severity: {', '.join(Severity)}, or the rubric's own word; may be repeated",
    )  # fmt: skip
    listing.add_argument("--certainty", action="append", default=[], choices=[c.value for c in Certainty])
    listing.add_argument("--category", action="append", default=[], metavar="ID", help="only of this category")
    listing.add_argument("--against", type=Path, metavar="EARLIER", help="compare with an earlier audit")
    listing.add_argument(
        "--change", action="append", default=[], choices=[c.value for c in Change if c is not Change.CLOSED],
        help="only what changed so since the earlier audit",
    )  # fmt: skip
    listing.add_argument("--format", choices=("text", "json", "md", "csv"), default="text")
    listing.set_defaults(do=_list)
    about = "accept a finding as a risk until a day, or take that back"
    accept = actions.add_parser("accept", help=about, description=f"{about[0].upper()}{about[1:]}.")
    add_file(accept, changes=True)
    accept.add_argument("criterion", metavar="CRITERION", help="code, id or rubric/id")
    accept.add_argument("--because", metavar="TEXT", default="", help="why the client accepts it; it is printed")
    accept.add_argument("--until", metavar="DAY", default="", help="last day on which it holds, such as 2027-03-31")
    accept.add_argument("--undo", action="store_true", help="no longer accept it")
    accept.set_defaults(do=_accept)


def run(args: argparse.Namespace) -> int:
    """Run the chosen action and return the exit code."""
    code: ExitCode = args.do(args)
    return int(code)


def _list(args: argparse.Namespace) -> ExitCode:
    from core import codec
    from core.workflows.compare import comparison, earlier_audit
    from core.workflows.plan import assessments

    if args.change and args.against is None:
        raise NotNamed("--change needs an earlier audit.", "Name it with --against.")
    earlier = earlier_audit(args.against) if args.against else None
    with open_to_look(args.file) as opened:
        wanted = _wanted(opened, args)
        present = assessments(opened)
        compared = comparison(opened, present, earlier) if earlier else None
        details = opened.audit.details
        found = findings_of(details.title, details.client, present, opened.recommendations, wanted, compared)
    if args.format == "json":
        sys.stdout.write(codec.document(*FINDINGS_FORMAT, found).decode() + "\n")
    elif args.format == "csv":
        sys.stdout.write(as_csv(found))
    elif args.format == "md":
        sys.stdout.write(as_markdown(found))
    else:
        say(*as_text(found))
    return ExitCode.DONE


def _wanted(opened: OpenAudit, args: argparse.Namespace) -> Wanted:
    """Return what is asked for; a name that fits nothing is a mistake, not an empty list."""
    rubrics = opened.rubrics
    severities = {s.value for s in Severity} | {w for r in rubrics.values() for w in r.severity_labels.values()}
    categories = {category.id for rubric in rubrics.values() for category in rubric.categories}
    for names, known, what in (
        (args.rubric, set(rubrics), "rubric"),
        (args.severity, severities, "severity"),
        (args.category, categories, "category"),
    ):
        for name in names:
            if name not in known:
                raise NotNamed(f"This audit knows no {what} {name}.", f"There are: {', '.join(sorted(known))}.")
    return Wanted(
        tuple(args.rubric), tuple(args.severity), tuple(args.certainty), tuple(args.category), tuple(args.change)
    )


def _accept(args: argparse.Namespace) -> ExitCode:
    from core.planning.findings import below
    from core.workflows.plan import today

    if args.undo and (args.because or args.until):
        raise NotNamed("--undo takes neither a reason nor a day.", "Leave --because and --until out.")
    with open_to_change(args.file, args.person) as opened:
        key = key_of(opened, args.criterion, None)
        _, criterion = edit.criterion_of(opened, key)
        if args.undo:
            if key not in opened.audit.accepted_risks:
                say(f"{criterion.code}: it was not accepted; nothing to change.")
                return ExitCode.DONE
            opened.do(edit.no_longer_accept_risk(opened, key))
            said = f"{criterion.code}: no longer accepted; it is in the roadmap again."
        else:
            if not below(edit.score_of(opened, key)):
                raise NotNamed(f"{criterion.code} is no finding.", "Only what is not fully met can be accepted.")
            opened.do(edit.accept_risk(opened, key, args.because, args.until))
            risk = opened.audit.accepted_risks[key]
            said = f"{criterion.code}: accepted until {risk.expires}; it leaves the roadmap and stays in the report."
            if risk.expires < today(opened.audit):
                said = f"{criterion.code}: kept as accepted until {risk.expires}, which has passed: it counts again."
        opened.close()
    say(said)
    return ExitCode.DONE
