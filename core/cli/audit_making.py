"""`sightline audit new` and `audit scan`: make an audit of a repository, and scan it again."""

import argparse
import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.audit.audit import Details
from core.cli.audit_naming import NotNamed, add_file, kept_judgements, open_to_change, open_to_look, person
from core.cli.interrupt import stoppable
from core.cli.terminal import say, warn
from core.errors import ExitCode, SightlineError
from core.model.process import CriticalProcess
from core.model.scan import Scan
from core.rubric.library import rubric_text
from core.rubric.loading import DEFAULT
from core.workflows import edit
from core.workflows.open import OpenAudit, create_audit


class NoRepository(SightlineError):
    """The audit was never scanned and no repository was named."""

    exit_code = ExitCode.USAGE


def add(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-commands."""
    new = actions.add_parser(
        "new",
        help="scan a repository and create its audit file",
        description="Scan a local git repository and create an audit file with what was found. The repository is only "
        "read. Ctrl+C stops the scan and keeps what was found (exit code 4).",
    )
    new.add_argument("repository", metavar="REPO", type=Path, help="folder of the repository")
    new.add_argument("--output", required=True, type=Path, metavar="FILE", help="the new audit file (.sightline)")
    new.add_argument("--client", metavar="NAME", help="whom the audit is for; needed without --from")
    new.add_argument("--auditor", metavar="NAME", help="who leads it; needed without --from")
    new.add_argument(
        "--from",
        dest="earlier",
        type=Path,
        metavar="EARLIER",
        help="an earlier audit file: details, rubrics in their newest version, processes, state of work, initiatives, "
        "and every judgement whose question still asks the same, marked with its date and to be reviewed",
    )
    new.add_argument("--title", metavar="TEXT", help="title of the report; the repository's name when left out")
    new.add_argument("--organisation", default="", metavar="NAME", help="the auditor's organisation")
    new.add_argument(
        "--rubric",
        action="append",
        metavar="ID",
        help=f"a rubric that ships, or a rubric file; may be repeated; {DEFAULT} when left out",
    )
    new.add_argument("--processes", type=Path, metavar="FILE", help="YAML file with the critical processes")
    new.add_argument(
        "--time-zone",
        default="",
        metavar="NAME",
        help="IANA name; the earlier audit's or this computer's when left out",
    )
    _add_scanning(new, "what is checked out")
    new.set_defaults(do=_new)
    again = actions.add_parser(
        "scan",
        help="scan again and adopt the result",
        description="Scan again and take the result as the one that counts. Judgements, notes and attachments stay; "
        "where the scan now says something else, the criterion asks for another look.",
    )
    add_file(again, changes=True)
    again.add_argument("--repo", type=Path, metavar="REPO", help="folder of the repository; the last one when left out")
    _add_scanning(again, "the last scan's")
    again.set_defaults(do=_scan)


def _add_scanning(parser: argparse.ArgumentParser, default: str) -> None:
    parser.add_argument("--ref", metavar="REF", help=f"branch, tag or commit; {default} when left out")
    parser.add_argument("--exclude", action="append", default=[], metavar="PATTERN", help="files to leave out")
    parser.add_argument("--trust-owner", action="store_true", help="also when another user owns the repository")


def _zone(name: str) -> str:
    if name:
        return name
    link = Path("/etc/localtime")
    try:
        _, found, zone = str(link.readlink()).partition("zoneinfo/")
        return zone if found else "UTC"
    except OSError:
        return "UTC"


def _scanned(
    args: argparse.Namespace,
    folder: Path,
    opened: OpenAudit,
    excluded: Sequence[str],
    ref: str | None,
) -> tuple[Scan, bool]:
    """Return the scan, and whether it is whole."""
    from core.workflows.scan import ScanCancelled, scan

    try:
        with stoppable() as progress:
            found = scan(
                folder,
                ref,
                excluded=excluded,
                rubrics=tuple(opened.rubrics.values()),
                processes=opened.audit.processes,
                trust_owner=args.trust_owner,
                zone=opened.audit.time_zone,
                progress=progress,
            )
        return found, True
    except ScanCancelled as cancelled:
        if cancelled.partial is None:
            raise
        return cancelled.partial, False


def _adopt(opened: OpenAudit, found: Scan, folder: Path, whole: bool) -> ExitCode:
    opened.do(edit.adopt_scan(opened, found, str(folder.resolve())))
    if not whole:
        warn("sightline: the scan was cancelled; what was found is kept as partial.")
        return ExitCode.INCOMPLETE
    return ExitCode.DONE


def _say(opened: OpenAudit, found: Scan) -> None:
    from core.cli.audit_summary import summary

    say(f"{opened.path}: {found.repository.name} at {found.repository.commit[:12]} ({found.repository.ref})")
    say(f"  {len(found.probes)} checks over {found.repository.files:,} files")
    for rubric in summary(opened).rubrics:
        point = rubric.overall.point or "no score yet"
        say(f"  {rubric.name}: {point} ({rubric.overall.low} to {rubric.overall.high} of {rubric.scale})")
    if found.proposals and not opened.audit.processes:
        file = shlex.quote(str(opened.path))
        say(f"  {len(found.proposals)} critical processes are proposed: sightline audit process list {file}")


def _rubrics(names: Sequence[str] | None) -> list[str]:
    return [rubric_text(name) for name in names or [DEFAULT]]


def _processes(path: Path | None) -> tuple[CriticalProcess, ...]:
    from core.workflows.process_file import read_processes

    return read_processes(path) if path is not None else ()


def _new(args: argparse.Namespace) -> ExitCode:
    processes = _processes(args.processes)
    if args.earlier is not None:
        with open_to_look(args.earlier) as earlier:
            return _made(args, processes, earlier)
    missing = [f"--{name}" for name in ("client", "auditor") if not getattr(args, name)]
    if missing:
        raise NotNamed(f"A new audit needs {' and '.join(missing)}.", "Or name an earlier audit with --from.")
    return _made(args, processes, None)


def _details(args: argparse.Namespace, earlier: OpenAudit | None) -> Details:
    from core.workflows.reaudit import details_again

    if earlier is None:
        title = args.title or args.repository.resolve().name
        lead = person(args.auditor, args.organisation)
        return Details(title, args.client, lead, organisation=args.organisation)
    known = details_again(earlier)
    organisation = args.organisation or known.organisation
    return replace(
        known,
        title=args.title or known.title,
        client=args.client or known.client,
        lead=person(args.auditor, organisation) if args.auditor else known.lead,
        organisation=organisation,
    )


def _made(args: argparse.Namespace, processes: tuple[CriticalProcess, ...], earlier: OpenAudit | None) -> ExitCode:
    from core.workflows.reaudit import rubrics_again

    details = _details(args, earlier)
    rubrics: Sequence[str]
    rubrics, advice = _rubrics(args.rubric), ""
    if earlier is not None and not args.rubric:
        rubrics, advice = rubrics_again(earlier)
    excluded = args.exclude or (earlier.audit.excluded if earlier is not None else ())
    opened = create_audit(
        args.output,
        details,
        rubrics,
        time_zone=_zone(args.time_zone or (earlier.audit.time_zone if earlier is not None else "")),
        actor=details.lead,
        excluded=excluded,
        recommendations=advice,
    )
    try:
        if earlier is not None:
            _carry_over(opened, earlier)
        if processes:
            opened.do(edit.set_processes(opened, processes))
        found, whole = _scanned(args, args.repository, opened, excluded, args.ref)
    except BaseException:
        opened.close()
        args.output.unlink(missing_ok=True)  # what cannot be scanned leaves no audit behind
        raise
    with opened:
        code = _adopt(opened, found, args.repository, whole)
        _say(opened, found)
    return code


def _carry_over(opened: OpenAudit, earlier: OpenAudit) -> None:
    from core.workflows.reaudit import carry_over

    found = carry_over(earlier, opened)
    opened.do(found.edit)
    say(f"Carried over from {earlier.path.name}:")
    say(f"  {kept_judgements(len(found.kept))}")
    for keys, says in (
        (found.proposals, "are proposals: the question asks something else now"),
        (found.retired, "are left behind: no rubric asks them any more"),
        (found.decide_again, "were not applicable or an accepted risk; decide again"),
    ):
        if keys:
            say(f"  {len(keys)} {says}: {', '.join(keys)}")


def _scan(args: argparse.Namespace) -> ExitCode:
    with open_to_change(args.file, args.person) as opened:
        last = opened.scan
        if args.repo is None and not opened.audit.repository:
            raise NoRepository("This audit was never scanned.", "Name the repository with --repo.")
        folder = args.repo or Path(opened.audit.repository)
        excluded = args.exclude or (last.excluded if last else opened.audit.excluded)
        found, whole = _scanned(args, folder, opened, excluded, args.ref or (last.repository.ref if last else None))
        code = _adopt(opened, found, folder, whole)
        _say(opened, found)
    return code
