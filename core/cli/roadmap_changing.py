"""`sightline roadmap move`, `later`, `phase`, `status`, `owner`, `link`, `due`, `initiative`, `enter`."""

import argparse
from collections.abc import Callable
from dataclasses import replace

from core.audit.edits import Edit
from core.cli.audit_naming import NotNamed, add_file, open_to_change
from core.cli.terminal import say
from core.errors import ExitCode
from core.model.roadmap import Phase
from core.model.work import Initiative, WorkItem, WorkStatus
from core.planning.roadmap import LATER
from core.workflows import edit
from core.workflows.open import OpenAudit
from core.workflows.plan import assessments, roadmap
from core.workflows.plan import enter as enter_number


def _new(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    about: str,
    do: Callable[[argparse.Namespace], ExitCode],
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")
    add_file(parser, changes=True)
    parser.set_defaults(do=do)
    return parser


def add(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-commands that change the plan."""
    move = _new(actions, "move", "put a recommendation into a phase, or let the planner place it again", _move)
    _recommendation(move)
    where = move.add_mutually_exclusive_group(required=True)
    where.add_argument("phase", metavar="PHASE", nargs="?", help="id or number of the phase")
    where.add_argument("--auto", action="store_true", help="let the planner place it")
    _recommendation(_new(actions, "later", "keep a recommendation out of every phase", _later))
    phase = _new(actions, "phase", "change, add or remove a phase of the plan", _phase)
    phase.add_argument("phase", metavar="PHASE", help="id or number; a new id adds a phase at the end")
    phase.add_argument("--name", metavar="TEXT")
    phase.add_argument("--weeks", type=int, metavar="N", help="how long it is")
    phase.add_argument("--hours", type=int, metavar="N", help="working hours available in it")
    phase.add_argument("--remove", action="store_true", help="its work is placed again")
    status = _new(actions, "status", "say how far a recommendation is", _status)
    _recommendation(status)
    status.add_argument("status", choices=[s.value for s in WorkStatus])
    for name, about, value in (
        ("owner", "say who does a recommendation; empty: nobody yet", "NAME"),
        ("link", "say where a recommendation is followed: a ticket, a document; empty: nowhere", "LINK"),
        ("due", "say until when a recommendation is agreed; empty: no day", "DAY"),
    ):
        parser = _new(actions, name, about, _followed)
        _recommendation(parser)
        parser.add_argument("value", metavar=value)
    initiative = _new(actions, "initiative", "add, change or remove an improvement of the client's own", _initiative)
    initiative.add_argument("initiative", metavar="ID", help="its id; a new one adds an initiative")
    initiative.add_argument("--title", metavar="TEXT")
    initiative.add_argument("--description", metavar="TEXT")
    initiative.add_argument("--owner", metavar="NAME")
    initiative.add_argument("--link", metavar="LINK")
    initiative.add_argument("--status", choices=[s.value for s in WorkStatus])
    initiative.add_argument("--remove", action="store_true")
    enter = _new(actions, "enter", "enter a number that only the client knows, such as hourly-cost", _enter)
    enter.add_argument(
        "name",
        metavar="NAME",
        help="hourly-cost, saving-per-year, incident-cost, incidents-per-year, share-avoided, RUBRIC.METRIC.before ...",
    )
    enter.add_argument("value", metavar="VALUE", nargs="?", type=float)
    enter.add_argument("--remove", action="store_true", help="take the number away")


def _recommendation(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "recommendation", metavar="RECOMMENDATION", help="its id, as `sightline roadmap FILE` prints it"
    )


def _done(opened: OpenAudit, change: Edit, said: str) -> ExitCode:
    if change.apply(opened.audit) == opened.audit:
        say("Nothing to change: it is so already.")
        return ExitCode.DONE
    opened.do(change)
    say(said)
    return ExitCode.DONE


def _known(opened: OpenAudit, name: str) -> str:
    """Return a recommendation's id.

    Raises:
        NotNamed: when the audit's recommendations have none of that id.
    """
    if opened.recommendations.get(name) is None:
        close = sorted(r.id for r in opened.recommendations.recommendations if name in r.id)[:5]
        advice = f"There are: {', '.join(close)}." if close else "`sightline roadmap FILE` prints the ids."
        raise NotNamed(f"No recommendation is called {name}.", advice)
    return name


def _phase_id(opened: OpenAudit, name: str) -> str:
    phases = opened.audit.phases
    if name in {phase.id for phase in phases}:
        return name
    if name.isdecimal() and 1 <= int(name) <= len(phases):
        return phases[int(name) - 1].id
    known = ", ".join(f"{n} {phase.id}" for n, phase in enumerate(phases, start=1)) or "none"
    raise NotNamed(f"This audit has no phase {name}.", f"There are: {known}.")


def _move(args: argparse.Namespace) -> ExitCode:
    with open_to_change(args.file, args.person) as opened:
        name = _known(opened, args.recommendation)
        if args.auto:
            return _done(opened, edit.move_to_phase(name, None), f"{name}: placed by the planner again.")
        phase = _phase_id(opened, args.phase)
        code = _done(opened, edit.move_to_phase(name, phase), f"{name}: in {phase}.")
        planned = roadmap(opened, assessments(opened))
        for found in planned.phases:
            if found.phase.id == phase and found.over:
                say(f"  {phase} now holds {found.effort_high:g} h, more than its {found.phase.capacity_hours} h.")
            for item in found.conflicts:
                say(f"  conflict: {item} stands before something it requires.")
        if name not in {item.recommendation for item in planned.items()}:
            say("  it closes nothing that is to do now; the placement counts when it does.")
        return code


def _later(args: argparse.Namespace) -> ExitCode:
    with open_to_change(args.file, args.person) as opened:
        name = _known(opened, args.recommendation)
        return _done(opened, edit.move_to_phase(name, LATER), f"{name}: in no phase, until it is moved.")


def _phase(args: argparse.Namespace) -> ExitCode:
    given = {"name": args.name, "weeks": args.weeks, "capacity_hours": args.hours}
    changed = {field: value for field, value in given.items() if value is not None}
    with open_to_change(args.file, args.person) as opened:
        phases = list(opened.audit.phases)
        ids = [phase.id for phase in phases]
        if args.remove:
            if changed:
                raise NotNamed("--remove takes nothing else.", "Leave the other options out.")
            wanted = _phase_id(opened, args.phase)
            left = [phase for phase in phases if phase.id != wanted]
            return _done(opened, edit.set_phases(left), f"{wanted}: removed; its work is placed again.")
        if args.phase in ids or args.phase.isdecimal():
            place = ids.index(_phase_id(opened, args.phase))
            phases[place] = replace(phases[place], **changed)
            said = f"{phases[place].id}: {_says(phases[place])}."
        else:
            if len(changed) < len(given):
                raise NotNamed(f"The new phase {args.phase} needs more.", "Give --name, --weeks and --hours.")
            phases.append(Phase(args.phase, args.name, args.weeks, args.hours))
            said = f"{args.phase}: added at the end, {_says(phases[-1])}."
        return _done(opened, edit.set_phases(phases), said)


def _says(phase: Phase) -> str:
    return f"{phase.name}, {phase.weeks} week{'' if phase.weeks == 1 else 's'}, {phase.capacity_hours} h"


def _status(args: argparse.Namespace) -> ExitCode:
    with open_to_change(args.file, args.person) as opened:
        name = _known(opened, args.recommendation)
        work = replace(opened.audit.work.get(name, WorkItem()), status=WorkStatus(args.status))
        code = _done(opened, edit.set_work(name, work), f"{name}: {args.status}.")
        if work.status is WorkStatus.COMPLETE:
            closes = [i.closes for i in roadmap(opened, assessments(opened)).items() if i.recommendation == name]
            if closes:
                say(f"  its findings stay until the criteria are judged again: {', '.join(closes[0])}")
        return code


def _followed(args: argparse.Namespace) -> ExitCode:
    with open_to_change(args.file, args.person) as opened:
        name, value = _known(opened, args.recommendation), args.value.strip()
        work = replace(opened.audit.work.get(name, WorkItem()), **{args.action: value})
        said = f"{name}: {args.action} {value}." if value else f"{name}: no {args.action}."
        return _done(opened, edit.set_work(name, work), said)


def _initiative(args: argparse.Namespace) -> ExitCode:
    given = {"title": args.title, "description": args.description, "owner": args.owner, "link": args.link}
    changed: dict[str, object] = {field: value for field, value in given.items() if value is not None}
    if args.status:
        changed["status"] = WorkStatus(args.status)
    with open_to_change(args.file, args.person) as opened:
        known = list(opened.audit.initiatives)
        ids = [initiative.id for initiative in known]
        if args.remove:
            if changed or args.initiative not in ids:
                raise NotNamed(f"There is nothing to remove as {args.initiative}.", f"There are: {', '.join(ids)}.")
            known.pop(ids.index(args.initiative))
            return _done(opened, edit.set_initiatives(known), f"{args.initiative}: removed.")
        if args.initiative in ids:
            place = ids.index(args.initiative)
            known[place] = replace(known[place], **changed)  # type: ignore[arg-type]
        else:
            known.append(replace(Initiative(args.initiative, ""), **changed))  # type: ignore[arg-type]
        return _done(opened, edit.set_initiatives(known), f"{args.initiative}: kept.")


def _enter(args: argparse.Namespace) -> ExitCode:
    if args.remove == (args.value is not None):
        raise NotNamed("Give a number, or --remove.", "For example: sightline roadmap enter FILE hourly-cost 95")
    with open_to_change(args.file, args.person) as opened:
        said = f"{args.name}: removed." if args.remove else f"{args.name}: {args.value:g}."
        return _done(opened, enter_number(opened, args.name, args.value), said)
