"""`sightline search`: repeat a scan's recorded search and compare."""

import argparse
import sys
from pathlib import Path
from typing import Any

from core import codec
from core.cli.progress_bar import close, terminal_progress
from core.cli.scan_text import printable
from core.errors import SightlineError
from core.model.process import CriticalProcess
from core.model.scan import SCAN_FORMAT, Scan

_WIDTH = 26


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of the verb."""
    parser.add_argument("probes", metavar="PROBE", nargs="+", help="id of an answer of the scan, such as ci.pipeline")
    parser.add_argument(
        "--from", dest="scan", metavar="scan.json", type=Path, required=True, help="what `scan --format json` printed"
    )
    parser.add_argument(
        "--repo", metavar="REPO", type=Path, default=Path(), help="the repository (default: the current folder)"
    )
    parser.add_argument("--process", metavar="ID", help="the critical process that the answer is about")
    parser.add_argument(
        "--processes", metavar="FILE.yaml", type=Path, help="where that process is defined, as it was given to the scan"
    )
    parser.add_argument(
        "--rubric",
        metavar="ID",
        action="append",
        default=[],
        help="rubric file whose own probes were asked; those that ship are found by themselves",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="what to print (default: text)")
    parser.add_argument("--trust-owner", action="store_true", help="open it although another user owns the folder")
    parser.add_argument(
        "--allow-outside", action="store_true", help="follow a .git file or alternates that lead outside"
    )


def run(args: argparse.Namespace) -> int:
    """Repeat and print; 11 when an answer differs, 12 when it differs and another scanner recorded it."""
    from core.workflows.search import SEARCH_FORMAT, search

    recorded = _scan(args.scan)
    process = _process(recorded, args.process, args.processes) if args.process else None
    progress = terminal_progress()
    try:
        found = search(
            args.repo,
            recorded,
            args.probes,
            process=process,
            rubrics=_rubrics(recorded, args.rubric),
            trust_owner=args.trust_owner,
            allow_outside=args.allow_outside,
            progress=progress,
        )
    finally:
        close(progress)
    if args.format == "json":
        sys.stdout.write(codec.document(*SEARCH_FORMAT, found).decode() + "\n")
    else:
        print("\n".join(_text(found)))
    return int(found.exit_code)


def _scan(file: Path) -> Scan:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise SightlineError(f"{file} could not be read.", "Give what `scan --format json` printed.") from error
    return codec.read_document(Scan, *SCAN_FORMAT, data)


def _process(scan: Scan, wanted: str, file: Path | None) -> CriticalProcess:
    """Return the definition of a process: from a file, else from what the scan proposed under that id."""
    from core.workflows.process_file import read_processes
    from core.workflows.search import CannotSearch

    known = read_processes(file) if file else tuple(proposal.process for proposal in scan.proposals)
    for process in known:
        if process.id == wanted:
            return process
    if file:
        raise CannotSearch(f"{file.name} defines no process {wanted}.", "Give the file that the scan was given.")
    raise CannotSearch(
        f"The scan names the process {wanted} but does not define it.", "Give its file with --processes."
    )


def _rubrics(scan: Scan, files: list[str]) -> tuple[Any, ...]:
    """Return the rubrics whose own probes a scan asked: those given, and those that ship."""
    from core.cli.scan import rubric

    given = tuple(rubric(name) for name in files)
    asked = {name.split(".")[1] for name in scan.probes if name.startswith("own.") and name.count(".") >= 2}
    if not asked:
        return given
    from core.rubric.loading import shipped

    return (*given, *(rubric(name) for name in sorted(asked - {each.id for each in given}) if name in shipped()))


def _text(found: Any) -> list[str]:
    lines = [printable(f"{found.repository} at {found.commit[:12]}, searched again with {found.engine}")]
    for each in found.searches:
        about = f" of {each.process}" if each.process else ""
        searched = each.repeated.searched
        skipped = sum(s.count for s in searched.skipped)
        lines.append(printable(f"{each.probe}{about}: {each.verdict}"))
        lines.append(printable(f"  {each.repeated.outcome}: {each.repeated.summary}"))
        lines.append(f"  {searched.eligible:,} files eligible, {searched.read:,} read, {skipped:,} skipped")
        for difference in each.differences:
            lines.append(printable(f"  {difference.what:<{_WIDTH}} recorded: {difference.recorded}"))
            lines.append(printable(f"  {'':<{_WIDTH}} repeated: {difference.repeated}"))
    for difference in found.scanner:
        lines.append(
            printable(f"the scanner changed ({difference.what}): {difference.recorded} -> {difference.repeated}")
        )
    return lines
