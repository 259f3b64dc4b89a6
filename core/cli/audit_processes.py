"""`sightline audit process`: the client's critical processes."""

import argparse
import shlex
from dataclasses import replace
from pathlib import Path

from core.cli.audit_naming import NotNamed, add_file, open_to_change, open_to_look
from core.cli.terminal import say
from core.errors import ExitCode
from core.model.outcome import Severity
from core.model.process import CriticalProcess
from core.workflows import edit
from core.workflows.open import OpenAudit


def add(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-commands."""
    about = "record, list and remove the client's critical processes"
    process = actions.add_parser("process", help=about, description=f"{about[0].upper()}{about[1:]}.")
    what = process.add_subparsers(title="what to do", dest="what", metavar="WHAT", required=True)
    new = what.add_parser(
        "add",
        help="record one, or those of a YAML file",
        description="Record a critical process, take over one that the scan proposes, or all of a YAML file. A process "
        "with a known id is replaced. Scan again afterwards (`audit scan`): the process probes ask about it.",
    )
    add_file(new, changes=True)
    new.add_argument("id", nargs="?", metavar="ID", help="short name: lower case letters, digits and dashes")
    new.add_argument("--from", dest="source", type=Path, metavar="FILE", help="YAML file with a list of processes")
    new.add_argument("--proposed", action="store_true", help="take over what the scan proposes (all, without ID)")
    new.add_argument("--name", metavar="TEXT", help="how the client calls it")
    new.add_argument("--description", metavar="TEXT", help="what it does")
    new.add_argument("--criticality", choices=[s.value for s in Severity], help="high when left out")
    new.add_argument("--path", action="append", metavar="PATTERN", help="files that implement it; ** crosses folders")
    new.add_argument("--definition", action="append", metavar="NAME", help="function, class, route or job behind it")
    new.add_argument("--stage", action="append", metavar="TEXT", help="a step it passes through, in order")
    new.add_argument("--sla-seconds", type=float, metavar="S", help="time within which it must complete")
    new.add_argument("--rto-minutes", type=float, metavar="M", help="recovery time objective")
    new.add_argument("--owner", metavar="TEXT", help="who answers for it")
    new.set_defaults(do=_add)
    listing = what.add_parser("list", help="list them, and what the scan proposes")
    add_file(listing)
    listing.set_defaults(do=_list)
    gone = what.add_parser("remove", help="remove one; its judgements are kept in case it comes back")
    add_file(gone, changes=True)
    gone.add_argument("id", metavar="ID")
    gone.set_defaults(do=_remove)


def _given(opened: OpenAudit, args: argparse.Namespace) -> tuple[CriticalProcess, ...]:
    if args.source is not None:
        from core.workflows.process_file import read_processes

        return read_processes(args.source)
    known = {p.id: p for p in opened.audit.processes}
    proposed = {p.process.id: p.process for p in (opened.scan.proposals if opened.scan else ())}
    if args.proposed and not args.id:
        return tuple(process for process in proposed.values() if process.id not in known)
    if not args.id:
        raise NotNamed("Which process?", "Give an id, or --proposed, or --from FILE.")
    if args.proposed:
        if args.id not in proposed:
            raise NotNamed(
                f"The scan proposes no process {args.id}.", "`sightline audit process list FILE` shows them."
            )
        known = proposed
    given = {
        "name": args.name,
        "description": args.description,
        "criticality": args.criticality and Severity(args.criticality),
        "paths": args.path and tuple(args.path),
        "names": args.definition and tuple(args.definition),
        "stages": args.stage and tuple(args.stage),
        "sla_seconds": args.sla_seconds,
        "rto_minutes": args.rto_minutes,
        "owner": args.owner,
    }
    before = known.get(args.id) or CriticalProcess(args.id, args.name or args.id)
    return (replace(before, **{field: value for field, value in given.items() if value is not None}),)


def _add(args: argparse.Namespace) -> ExitCode:
    with open_to_change(args.file, args.person) as opened:
        given = _given(opened, args)
        merged = {process.id: process for process in (*opened.audit.processes, *given)}
        opened.do(edit.set_processes(opened, tuple(merged.values())))
    if not given:
        say("The scan proposes no process that is not recorded.")
        return ExitCode.DONE
    for process in given:
        say(f"{process.id}: {process.name}")
        if not process.paths and not process.names:
            say("  where it lives is not recorded: its probes will find nothing (--path, --definition)")
    say(f"Scan again to ask the repository about it: sightline audit scan {shlex.quote(str(args.file))}")
    return ExitCode.DONE


def _list(args: argparse.Namespace) -> ExitCode:
    with open_to_look(args.file) as opened:
        recorded = {p.id for p in opened.audit.processes}
        proposed = opened.scan.proposals if opened.scan else ()
        width = max((len(name) for name in (*recorded, *(p.process.id for p in proposed))), default=0)
        for process in opened.audit.processes:
            places = ", ".join((*process.paths, *process.names)) or "no place recorded"
            say(f"{process.id:<{width}}  {process.criticality.value:<9} {process.name}  ({places})")
        if not recorded:
            say("No critical process is recorded.")
        for proposal in proposed:
            if proposal.process.id not in recorded:
                place = f"{proposal.path}:{proposal.line}"
                say(f"{proposal.process.id:<{width}}  proposed  {proposal.process.name}  ({proposal.source}, {place})")
    return ExitCode.DONE


def _remove(args: argparse.Namespace) -> ExitCode:
    with open_to_change(args.file, args.person) as opened:
        left = tuple(p for p in opened.audit.processes if p.id != args.id)
        if len(left) == len(opened.audit.processes):
            raise NotNamed(f"No critical process {args.id} is recorded.", "`sightline audit process list FILE`.")
        opened.do(edit.set_processes(opened, left))
    say(f"{args.id} is removed; its judgements are kept.")
    return ExitCode.DONE
