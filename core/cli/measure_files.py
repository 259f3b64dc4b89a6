"""`sightline measure records`, `ci`, `import`: what other systems recorded, from their files."""

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from core.cli.audit_naming import NotNamed
from core.cli.interrupt import stoppable
from core.cli.measure_confirming import confirm, new, open_to_preview, replacing
from core.errors import ExitCode
from core.instruments.draft import Draft
from core.instruments.inputs import read_inputs
from core.workflows.open import OpenAudit


def add(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-commands."""
    records = _reading(actions, "records", "read deployments and incidents that the client recorded: CSV, JSON, XLSX")
    records.add_argument("--service", default="", metavar="NAME", help="the one to measure, where there are several")
    records.add_argument(
        "--environment", action="append", default=[], metavar="NAME", help="that counts as production; repeatable"
    )
    records.add_argument(
        "--column", action="append", default=[], metavar="FIELD=HEADING", help="heading of a field that is not found"
    )
    records.add_argument("--time-zone", default="", metavar="ZONE", help="of times that name none")
    records.add_argument("--since", metavar="DATE", help="first day of the window")
    records.add_argument("--until", metavar="DATE", help="its end; the audited commit, or the last record, else")
    records.add_argument("--repo", type=Path, metavar="REPO", help="the repository; the one that was scanned else")
    records.set_defaults(do=_records)
    about = "read where a pipeline spends its time: log archives, logs, lists of runs, JUnit XML of many runs"
    _reading(actions, "ci", about).set_defaults(do=_ci)
    about = "read results of other tools: SARIF, JUnit XML, OpenSSF Scorecard JSON, CycloneDX"
    _reading(actions, "import", about).set_defaults(do=_import)


def _reading(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, summary: str
) -> argparse.ArgumentParser:
    parser = new(actions, name, summary)
    parser.add_argument("paths", metavar="FILE", nargs="+", type=Path, help="files, or folders that hold them")
    parser.add_argument(
        "--attach", action="store_true", help="keep the files as evidence of the criteria that they speak to"
    )
    replacing(parser)
    return parser


def _confirm(opened: OpenAudit, draft: Draft, args: argparse.Namespace) -> ExitCode:
    def keys(found: Draft) -> Sequence[str]:
        return [one.key for one in found.suggestions] if args.attach else []

    return confirm(opened, draft, args, evidence_for=keys)


def _records(args: argparse.Namespace) -> ExitCode:
    from core.instruments.delivery_records import Choices
    from core.workflows.measure_delivery import preview_delivery

    with open_to_preview(args) as opened:
        zone = ZoneInfo(opened.audit.time_zone)
        choices = Choices(
            service=args.service,
            environments=tuple(args.environment),
            columns=dict(_pair(one) for one in args.column),
            zone=_zone(args.time_zone) if args.time_zone else None,
            since=_day(args.since, zone),
            until=_day(args.until, zone),
        )
        with stoppable() as progress:
            draft = preview_delivery(opened, args.paths, choices, repository=args.repo, progress=progress)
        return _confirm(opened, draft, args)


def _ci(args: argparse.Namespace) -> ExitCode:
    from core.instruments.ci_profile import ci_profile

    draft = ci_profile(read_inputs(args.paths))
    with open_to_preview(args) as opened:
        return _confirm(opened, draft, args)


def _import(args: argparse.Namespace) -> ExitCode:
    from core.instruments.imported_scan import imported_scan

    draft = imported_scan(read_inputs(args.paths))
    with open_to_preview(args) as opened:
        return _confirm(opened, draft, args)


def _pair(text: str) -> tuple[str, str]:
    field, equals, heading = text.partition("=")
    if not equals or not field.strip() or not heading.strip():
        raise NotNamed(f"{text!r} names no field and heading.", 'Write --column "finished_at=Deployed on".')
    return field.strip(), heading.strip()


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        raise NotNamed(f"The time zone {name!r} is unknown.", "Use a name such as Europe/Berlin or UTC.") from None


def _day(text: str | None, zone: ZoneInfo) -> float | None:
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise NotNamed(f"{text!r} is not a date.", "Write it as 2026-03-31 or 2026-03-31T12:00.") from None
    return (instant if instant.tzinfo else instant.replace(tzinfo=zone)).timestamp()
