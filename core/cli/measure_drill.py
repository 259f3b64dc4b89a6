"""`sightline measure drill`: a stopwatch for a restore that goes on when the terminal was closed."""

import argparse
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from core.audit.edits import Edit
from core.cli.audit_naming import NotNamed, open_to_change
from core.cli.measure_confirming import agree, carry_out, confirm, new, open_to_preview
from core.cli.tables import text_table
from core.cli.terminal import say, warn
from core.errors import ExitCode
from core.model.fire_drill import RunningDrill
from core.workflows import drill
from core.workflows.open import OpenAudit, open_audit

_FORGOTTEN = timedelta(hours=24)


def add(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-commands."""
    about = "time a restore in staging: start, laps, observations, stop"
    parser = actions.add_parser("drill", help=about, description=f"{about[0].upper()}{about[1:]}.")
    parts = parser.add_subparsers(title="what to do", dest="part", metavar="PART", required=True)
    start = new(parts, "start", "declare the failure; the time begins to run", asks=False)
    start.add_argument("title", metavar="TITLE", help="what is restored, such as: orders database")
    _targets(start)
    start.set_defaults(do=_start)
    lap = new(parts, "lap", "end a step", asks=False)
    lap.add_argument("label", metavar="LABEL", help="what was just done, such as: backup found")
    lap.set_defaults(do=_lap)
    note = new(parts, "note", "write down what you see", asks=False)
    note.add_argument("text", metavar="TEXT", help="the observation")
    note.set_defaults(do=_note)
    stop = new(parts, "stop", "end the drill and record its result")
    ending = _ending(stop)
    ending.add_argument("--discard", action="store_true", help="forget the drill; nothing is recorded")
    stop.add_argument("--at-last-lap", action="store_true", help="it ended with the last step, not now")
    stop.set_defaults(do=_stop)
    past = new(parts, "past", "record a drill of earlier from its protocol")
    past.add_argument("title", metavar="TITLE", help="what was restored")
    past.add_argument(
        "--began", required=True, metavar="WHEN", help="2026-05-03 or 2026-05-03T10:15, in the audit's time"
    )
    past.add_argument(
        "--minutes", required=True, type=float, metavar="N", help="from the failure to the verified restore"
    )
    past.add_argument("--source", required=True, metavar="TEXT", help="where that is written down; it is printed")
    _ending(past)
    _targets(past)
    past.set_defaults(do=_past)
    status = parts.add_parser("status", help="how long it runs, and its steps", description="Show the running drill.")
    status.add_argument("file", metavar="AUDIT", type=Path, help="the audit file (.sightline)")
    status.set_defaults(do=_status)


def _targets(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rto", type=float, metavar="MINUTES", help="it must be restored within this, as agreed before"
    )
    parser.add_argument("--rpo", type=float, metavar="MINUTES", help="at most this much data may be lost, as agreed")


def _ending(parser: argparse.ArgumentParser) -> argparse._MutuallyExclusiveGroup:
    ending = parser.add_mutually_exclusive_group(required=True)
    ending.add_argument("--restored", action="store_true", help="the data is back, and that was verified")
    ending.add_argument("--failed", action="store_true", help="it could not be restored or verified")
    ending.add_argument("--aborted", action="store_true", help="the drill was broken off; nothing is measured")
    parser.add_argument(
        "--data-loss", type=float, metavar="MINUTES", help="how old the newest restored data was at the failure"
    )
    return ending


def _ended(args: argparse.Namespace) -> drill.Ending:
    return drill.Ending.RESTORED if args.restored else drill.Ending.FAILED if args.failed else drill.Ending.ABORTED


def _start(args: argparse.Namespace) -> ExitCode:
    at = datetime.now(UTC)
    with open_to_change(args.file, args.person) as opened:
        return _done(opened, drill.start(opened, args.title, rto=args.rto, rpo=args.rpo, at=at), at)


def _lap(args: argparse.Namespace) -> ExitCode:
    at = datetime.now(UTC)  # before the file is opened: that takes its time
    with open_to_change(args.file, args.person) as opened:
        return _done(opened, drill.lap(opened, args.label, at=at), at)


def _note(args: argparse.Namespace) -> ExitCode:
    at = datetime.now(UTC)
    with open_to_change(args.file, args.person) as opened:
        return _done(opened, drill.observe(opened, args.text, at=at), at)


def _done(opened: OpenAudit, change: Edit, at: datetime) -> ExitCode:
    before = opened.audit.drill.set_back_seconds if opened.audit.drill else 0.0
    opened.do(change)
    now = drill.running(opened.audit)
    zone = ZoneInfo(opened.audit.time_zone)
    opened.close()
    _tell(now, at, zone)
    if now.set_back_seconds > before:
        warn("sightline: the computer's clock was set back; the drill goes on from the last known instant.")
    return ExitCode.DONE


def _status(args: argparse.Namespace) -> ExitCode:
    at = datetime.now(UTC)
    with open_audit(args.file, for_reading=True) as opened:
        now = opened.audit.drill
        zone = ZoneInfo(opened.audit.time_zone)
    if now is None:
        say("No fire drill is running.")
        return ExitCode.DONE
    _tell(now, at, zone)
    return ExitCode.DONE


def _tell(now: RunningDrill, at: datetime, zone: ZoneInfo) -> None:
    """Print how long a drill runs, its targets, steps and observations."""
    passed = now.elapsed(at)
    targets = [
        f"{what} {minutes:g} min"
        for what, minutes in (("restore within", now.rto_minutes), ("lose at most", now.rpo_minutes))
        if minutes is not None
    ]
    say(f"{now.title}: {_clock(passed)} since {now.started_at.astimezone(zone):%Y-%m-%d %H:%M:%S} {zone.key}")
    say(f"  target     {', '.join(targets) or 'none agreed; the drill can neither pass nor fail'}")
    if now.rto_minutes is not None:
        left = timedelta(minutes=now.rto_minutes) - passed
        say(f"  left       {_clock(left)}" if left >= timedelta() else f"  over by    {_clock(-left)}")
    told = sorted(
        [(one.at, "step", one.label) for one in now.laps] + [(one.at, "seen", one.text) for one in now.observations],
        key=lambda row: row[0],
    )
    rows = [(_clock(instant - now.started_at), kind, text) for instant, kind, text in told]
    say(*list(text_table(("", "", ""), rows, indent="  "))[1:])
    if now.set_back_seconds:
        say(f"  The computer's clock was set back by {_clock(timedelta(seconds=now.set_back_seconds))}.")
        say("  Times after that are at least what is shown.")
    if passed > _FORGOTTEN:
        say("  It runs for more than a day. Was it forgotten? `drill stop --at-last-lap` or `--discard` end it.")


def _clock(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _stop(args: argparse.Namespace) -> ExitCode:
    at = datetime.now(UTC)
    with open_to_preview(args) as opened:
        if args.discard:
            say(f"The drill {drill.running(opened.audit).title} would be forgotten.")
            if (refused := agree(args.yes, "Forget it?", "--yes", what="changed")) is not None:
                return refused
            carry_out(args, opened, drill.discard)
            say("It is forgotten; the trail keeps it.")
            return ExitCode.DONE
        found = drill.ended(opened, _ended(args), data_loss=args.data_loss, at_last_lap=args.at_last_lap, at=at)
        code = confirm(opened, found, args, together=drill.with_end)
        if code is not ExitCode.DONE:
            warn("sightline: the drill runs on.")
        return code


def _past(args: argparse.Namespace) -> ExitCode:
    with open_to_preview(args) as opened:
        try:
            began = datetime.fromisoformat(args.began)
        except ValueError:
            raise NotNamed(f"{args.began!r} is no date.", "Write it as 2026-05-03 or 2026-05-03T10:15.") from None
        if began.tzinfo is None:
            began = began.replace(tzinfo=ZoneInfo(opened.audit.time_zone))
        found = drill.past(
            opened,
            args.title,
            began,
            args.minutes,
            _ended(args),
            args.source,
            rto=args.rto,
            rpo=args.rpo,
            data_loss=args.data_loss,
        )
        return confirm(opened, found, args)
