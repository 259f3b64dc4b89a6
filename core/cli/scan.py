"""`sightline scan`: scan a repository and print what was found."""

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core import codec
from core.cli.progress_bar import close, terminal_progress
from core.errors import ExitCode, SightlineError
from core.model.scan import SCAN_FORMAT, Scan
from core.progress import Cancelled, Progress


class BadArgument(SightlineError):
    """An argument names what does not exist."""

    exit_code = ExitCode.USAGE


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of the verb."""
    parser.add_argument("repository", metavar="REPO", type=Path, help="folder of a local clone, or a bare repository")
    parser.add_argument("--ref", help="branch, tag or commit (default: what is checked out)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="what to print (default: text)")
    parser.add_argument(
        "--processes", metavar="FILE.yaml", type=Path, help="critical processes: a list of id, name, paths, names ..."
    )
    parser.add_argument("--exclude", metavar="GLOB", action="append", default=[], help="leave files out; repeatable")
    parser.add_argument(
        "--rubric", metavar="ID", action="append", default=[], help="also run a rubric's own probes; an id or a file"
    )
    parser.add_argument("--time-zone", metavar="ZONE", default="UTC", help="in which days are counted (default: UTC)")
    parser.add_argument("--trust-owner", action="store_true", help="open it although another user owns the folder")
    parser.add_argument(
        "--allow-outside", action="store_true", help="follow a .git file or alternates that lead outside"
    )
    parser.add_argument("--output", metavar="FILE", type=Path, help="write to a file instead of the terminal")


def run(args: argparse.Namespace) -> int:
    """Scan and print; 4 when it was cancelled or a check could not run."""
    from core.workflows.process_file import read_processes
    from core.workflows.scan import ScanCancelled, scan

    processes = read_processes(args.processes) if args.processes else ()
    rubrics = tuple(rubric(name) for name in args.rubric)
    zone = _zone(args.time_zone)
    progress = terminal_progress()
    try:
        with _stoppable(progress) as watched:
            found = scan(
                args.repository,
                args.ref,
                excluded=tuple(args.exclude),
                rubrics=rubrics,
                processes=processes,
                trust_owner=args.trust_owner,
                allow_outside=args.allow_outside,
                zone=zone,
                progress=watched,
            )
    except ScanCancelled as stopped:
        if stopped.partial is None:
            raise
        found = stopped.partial
    finally:
        close(progress)
    _write(found, args.format, args.output)
    failed = [a for a in _answers(found) if a.outcome == "error"]
    if not found.complete:
        print("sightline: cancelled; what was found until then is above.", file=sys.stderr)
    elif failed:
        print(f"sightline: {len(failed)} checks could not run.", file=sys.stderr)
    return int(ExitCode.DONE if found.complete and not failed else ExitCode.INCOMPLETE)


def _answers(scan: Scan) -> list[Any]:
    return [*scan.probes.values(), *(a for answers in scan.processes.values() for a in answers.values())]


class _Stoppable:
    """Progress whose `check` hears Ctrl-C, so that what was found is kept."""

    def __init__(self, inner: Progress) -> None:
        self._inner = inner
        self.stopped = False

    def phase(self, name: str, total: int | None = None) -> None:
        self._inner.phase(name, total)

    def advance(self, steps: int = 1, detail: str = "") -> None:
        self._inner.advance(steps, detail)

    def check(self) -> None:
        if self.stopped:
            raise Cancelled
        self._inner.check()


@contextmanager
def _stoppable(progress: Progress) -> Iterator[_Stoppable]:
    """Let the first Ctrl-C end the scan in order, the second at once."""
    watched = _Stoppable(progress)

    def stop(_signal: int, _frame: object) -> None:
        if watched.stopped:
            raise KeyboardInterrupt
        watched.stopped = True

    try:
        before = signal.signal(signal.SIGINT, stop)
    except ValueError:  # not on the main thread
        yield watched
        return
    try:
        yield watched
    finally:
        signal.signal(signal.SIGINT, before)


def _write(scan: Scan, form: str, output: Path | None) -> None:
    if form == "json":
        data = codec.document(*SCAN_FORMAT, scan) + b"\n"
    else:
        from core.cli.scan_text import text

        data = text(scan).encode("utf-8", "backslashreplace")
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise SightlineError(
            f"{output} could not be written.", "Choose another file.", f"{type(error).__name__}: {error.strerror}"
        ) from error


def _zone(name: str) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadArgument(f"There is no time zone {name!r}.", "Use a name such as Europe/Berlin.") from error
    return name


def rubric(name: str) -> Any:
    """Return the rubric that an id or a file name means."""
    from core.rubric.library import rubric_text
    from core.rubric.loading import parsed

    return parsed(rubric_text(name), Path(name).name)
