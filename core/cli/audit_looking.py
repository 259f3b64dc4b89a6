"""`sightline audit show`, `trail`, `check`, `recover`: what an audit holds and whether it holds together."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from core.audit.adoption import retired_keys
from core.cli.audit_naming import add_file, open_to_look
from core.cli.audit_rubrics import offered
from core.cli.audit_summary import SUMMARY_FORMAT, summary
from core.cli.audit_summary_text import lines
from core.cli.terminal import say, warn
from core.errors import ExitCode
from core.progress import Silent
from core.rubric import library
from core.scoring.shown_arithmetic import sections
from core.workflows.open import Mark, OpenAudit, recover_audit

_PAGE = 1000


def add(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-commands."""
    about = "scores with their intervals, categories, what is open or unproven"
    show = actions.add_parser("show", help=about, description=f"Show an audit: {about}.")
    add_file(show)
    show.add_argument("--format", choices=("text", "json"), default="text", help="text for people (default), or JSON")
    show.add_argument("--criteria", action="store_true", help="list every criterion with its state and level")
    show.add_argument("--arithmetic", action="store_true", help="print every line from which the scores come")
    show.set_defaults(do=_show)
    trail = actions.add_parser("trail", help="who did what, and when", description="Print the audit trail.")
    add_file(trail)
    trail.add_argument("--last", type=_count, default=0, metavar="N", help="only the last N entries")
    trail.set_defaults(do=_trail)
    about = "check that the file is sound and its trail unbroken"
    check = actions.add_parser(
        "check",
        help=about,
        description=f"{about[0].upper()}{about[1:]}: the structure of the file, every link of the chain, and that the "
        "trail leads to the audit as it stands. Exit code 11 when something was changed. A chain proves that nothing "
        "was changed since its head was written down elsewhere, as a signed report does (`verify --audit`).",
    )
    add_file(check)
    check.set_defaults(do=_check)
    about = "save what can be read of a damaged audit into a new file"
    recover = actions.add_parser("recover", help=about, description=f"{about[0].upper()}{about[1:]}.")
    add_file(recover)
    recover.add_argument("--output", required=True, type=Path, metavar="FILE", help="the new file")
    recover.add_argument(
        "--rubric",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="rubric file that stands in for a lost one",
    )
    recover.set_defaults(do=_recover)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of entries")
    return int(text)


def _show(args: argparse.Namespace) -> ExitCode:
    from core import codec

    with open_to_look(args.file) as opened:
        found = summary(opened)
        if args.format == "json":
            sys.stdout.write(codec.document(*SUMMARY_FORMAT, found).decode() + "\n")
        else:
            say(*lines(found, every_criterion=args.criteria))
            if args.arithmetic:
                say(*_arithmetic(opened))
            say(*(f"  newer        {line}" for line in offered(opened)))
            retired = retired_keys(opened.audit, opened.rubrics)
            if retired:
                say(f"  retired      {len(retired)} judgements whose criterion is gone: {', '.join(retired)}")
        warn(*(f"sightline: the audit trail is broken. {problem}" for problem in opened.trail_problems))
        return ExitCode.CHANGED if opened.trail_problems else ExitCode.DONE


def _arithmetic(opened: OpenAudit) -> Iterator[str]:
    """Yield the lines of every rubric: what window and report print too."""
    for rubric in opened.rubrics.values():
        yield ""
        yield f"Arithmetic of {rubric.name} {rubric.version}"
        for section in sections(rubric, opened.scores[rubric.id]):
            yield f"  {section.title}{f': {section.note}' if section.note else ''}"
            for line in section.lines:
                yield f"    {line.label}: {line.expression} = {line.value}"


def _trail(args: argparse.Namespace) -> ExitCode:
    with open_to_look(args.file) as opened:
        after = max(0, opened.trail_head().sequence - args.last) if args.last else 0
        while page := opened.trail(after, _PAGE):
            for entry in page:
                mark = f" ({entry.mark.value})" if entry.mark is not Mark.NONE else ""
                gone = f" [purged: {entry.purged}]" if entry.purged else ""
                say(
                    f"{entry.sequence:>6}  {entry.at:%Y-%m-%d %H:%M:%S}Z  {entry.hash[:12]}  "
                    f"{entry.actor_name:<20}  {entry.label}{mark}{gone}"
                )
            after = page[-1].sequence
    return ExitCode.DONE


def _check(args: argparse.Namespace) -> ExitCode:
    with open_to_look(args.file) as opened:
        structure = opened.quick_check()
        report = opened.verify_trail(Silent())
        unreadable = opened.unreadable_attachments()
        count = len(opened.audit.attachments)
    say(f"structure    {'sound' if not structure else 'damaged'}")
    say(f"chain        {'unbroken' if report.holds else 'BROKEN'}, {report.entries} entries, {report.purged} purged")
    if report.head is not None:
        say(f"head         {report.head.sequence}  {report.head.hash}")
    state = {True: "what the trail leads to", False: "NOT what the trail leads to", None: "could not be compared"}
    say(f"audit        {state[report.state_agrees]}")
    say(f"attachments  {count - len(unreadable)} of {count} as attached")
    warn(*(f"  {problem}" for problem in (*structure, *report.problems, *unreadable)))
    sound = not structure and report.holds and not unreadable
    return ExitCode.DONE if sound else ExitCode.CHANGED


def _recover(args: argparse.Namespace) -> ExitCode:
    texts = [library.read(path) for path in args.rubric]
    found = recover_audit(args.file, args.output, texts)
    say(f"{args.output.name}: {found.last_entry} entries of the trail, {found.rows['blob']} attachments.")
    warn(*(f"  {problem}" for problem in found.problems))
    return ExitCode.INCOMPLETE if found.problems else ExitCode.DONE
