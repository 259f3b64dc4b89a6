"""`sightline measure command`: time a command in a disposable copy, after a consent that names it."""

import argparse
from pathlib import Path

from core.cli.interrupt import stoppable
from core.cli.measure_confirming import agree, confirm, new, open_to_preview, replacing
from core.cli.terminal import say
from core.errors import ExitCode
from core.instruments.draft import Draft


def add(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    parser = new(actions, "command", "run a command of yours several times in a disposable copy, and time it")
    parser.add_argument("command", metavar="COMMAND", help="as in a terminal, in quotation marks; /bin/sh runs it")
    parser.add_argument(
        "--as",
        dest="measure",
        required=True,
        metavar="MEASURE",
        help="local.test-time, local.lint-time, local.build-time or local.setup-time",
    )
    parser.add_argument("--prepare", default="", metavar="COMMAND", help="runs first in each copy, and is not timed")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="how often (default: 3)")
    parser.add_argument(
        "--limit", type=float, default=30, metavar="MINUTES", help="after which a run is ended (default: 30)"
    )
    parser.add_argument(
        "--fresh", action="store_true", help="a fresh copy for each run; always so for local.setup-time"
    )
    parser.add_argument("--repo", type=Path, metavar="REPO", help="the repository; the one that was scanned else")
    parser.add_argument("--trust-owner", action="store_true", help="open it although another user owns the folder")
    parser.add_argument(
        "--allow-outside", action="store_true", help="follow a .git file or alternates that lead outside"
    )
    parser.add_argument(
        "--yes-run-it", action="store_true", help="you have read the command and agree that it runs with your rights"
    )
    replacing(parser)
    parser.set_defaults(do=_command)


def _command(args: argparse.Namespace) -> ExitCode:
    from core.workflows import timing

    with open_to_preview(args) as opened:
        wanted = timing.plan(
            opened.audit,
            opened.scan,
            args.measure,
            args.command,
            prepare=args.prepare,
            runs=args.runs,
            limit_seconds=args.limit * 60,
            fresh=args.fresh,
            repository=args.repo,
        )
        say(*timing.consent(wanted), "")
        refused = agree(args.yes_run_it, "Run it? Type yes in full:", "--yes-run-it", word="yes", what="run")
        if refused is not None:
            return refused
        with stoppable() as progress:
            draft = timing.time_command(
                wanted,
                agreed=(args.command.strip(), args.prepare.strip()),
                trust_owner=args.trust_owner,
                allow_outside=args.allow_outside,
                progress=progress,
            )
        return confirm(opened, draft, args, evidence_for=_asking)


def _asking(draft: Draft) -> list[str]:
    """Return the criteria that ask for the measure: what the command printed is their evidence."""
    return [one.key for one in draft.suggestions]
