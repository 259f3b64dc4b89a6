"""Timed command: how long a developer waits for a command that the auditor typed, confirmed and runs several times.

This starts a program, and it is the only place besides git that does: with the rights of the person, in a folder that
is thrown away, never without their consent (`core.workflows.timing` and the command line see to that).
"""

import math
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from time import perf_counter
from typing import IO

from core.instruments.draft import Draft, NotMeasured
from core.instruments.inputs import Input
from core.model.instrument import Instrument, ResultTable
from core.model.measurement import Measurement
from core.progress import Progress
from core.snapshot.masking import mask

MOST_RUNS = 20
MOST_OUTPUT = 256 * 1024 * 1024
"""Bytes that one run may print before it is stopped."""
_KEPT_HEAD = 16 * 1024
_KEPT_TAIL = 48 * 1024
_HEARD = 8 * 1024
_SHOWN_LINES = 15
_LONGEST_LINE = 200
_BETWEEN_CHECKS = 0.1
_GRACE = 3.0
"""Seconds between asking a command to end and ending it."""


_GUARDED = """\
exec 9<&0 </dev/null
{ read -r _ <&9; kill -KILL 0; } >/dev/null 2>&1 &
exec 9<&-
exec /bin/sh -c "$1"
"""
"""Holds the other end of a pipe of ours: when we die, however that is, so does everything that the command started."""


class Ended(StrEnum):
    """How a run came to its end."""

    BY_ITSELF = "by itself"
    TIME_LIMIT = "time limit"
    TOO_MUCH_OUTPUT = "too much output"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command.

    Attributes:
        exit_code: as a shell says it; negative for a signal.
        output: beginning and end of what it printed on both streams, as it was.
    """

    seconds: float
    exit_code: int
    ended: Ended
    output: bytes = b""

    @property
    def succeeded(self) -> bool:
        """Return whether it ended by itself and said that all went well."""
        return self.ended is Ended.BY_ITSELF and self.exit_code == 0


def check(command: str, runs: int, limit_seconds: float) -> None:
    """Make sure that a command can be run.

    Raises:
        NotMeasured: without a command, or with a number of runs or a limit that makes no sense.
    """
    if not command.strip() or "\0" in command:
        raise NotMeasured("There is no command to run.", "Type it as in a terminal, in quotation marks.")
    if not 1 <= runs <= MOST_RUNS:
        raise NotMeasured(f"{runs} runs cannot be made.", f"Choose 1 to {MOST_RUNS}.")
    if not 0 < limit_seconds < math.inf:
        raise NotMeasured("The time limit is no time.", "Give minutes, above 0.")


def shell(command: str) -> list[str]:
    """Return what is started for a command: the system's plain shell."""
    if sys.platform == "win32":
        return [os.environ.get("COMSPEC", "cmd.exe"), "/d", "/s", "/c", command]
    return ["/bin/sh", "-c", _GUARDED, "sh", command]


def run_once(
    command: str,
    folder: Path,
    limit_seconds: float,
    progress: Progress,
    heard: Callable[[bytes], None] | None = None,
) -> Run:
    """Run a command to its end and then end whatever it left running.

    Args:
        command: for the shell.
        folder: where it runs.
        limit_seconds: after which it is ended.
        progress: asked ten times a second; may cancel, which ends the command and all that it started.
        heard: told the last lines of the output while it runs, as they are, where the system can read them meanwhile.

    Raises:
        Cancelled: when the person asked to stop.
        NotMeasured: when it cannot be started.
    """
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("SIGHTLINE_", "GIT_"))}
    with tempfile.TemporaryFile() as output:
        begun = perf_counter()
        try:
            process = subprocess.Popen(
                shell(command),
                cwd=folder,
                env=environment | {"PWD": str(folder)},
                stdin=subprocess.PIPE,  # the guard's; the command itself has no input
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=sys.platform != "win32",  # its own group, so that all of it can be ended
            )
        except OSError as error:
            raise NotMeasured("The command could not be started.", "Check the command.", str(error)) from error
        waiting = _Waiting(process, begun)
        try:
            ended = _watch(waiting, output, begun + limit_seconds, progress, heard)
        finally:
            _end(process, waiting)
        return Run(waiting.seconds, process.returncode, ended, _kept(output))


class _Waiting:
    """Waits on a thread of its own, so that the end is known to the millisecond and not to the next look."""

    def __init__(self, process: "subprocess.Popen[bytes]", begun: float) -> None:
        self.over = threading.Event()
        self.seconds = 0.0
        self._process = process
        self._begun = begun
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        self._process.wait()
        self.seconds = perf_counter() - self._begun
        self.over.set()


def _watch(
    waiting: _Waiting, output: IO[bytes], until: float, progress: Progress, heard: Callable[[bytes], None] | None
) -> Ended:
    told = 0
    while not waiting.over.wait(min(_BETWEEN_CHECKS, max(0.001, until - perf_counter()))):
        progress.check()
        if perf_counter() >= until:
            return Ended.TIME_LIMIT
        size = os.fstat(output.fileno()).st_size
        if size > MOST_OUTPUT:
            return Ended.TOO_MUCH_OUTPUT
        if heard is not None and size != told:
            told = size
            heard(_last(output, size))
    return Ended.BY_ITSELF


def _last(output: IO[bytes], size: int) -> bytes:
    """Return the last whole lines; `pread`, because a seek would move where the command writes."""
    if sys.platform == "win32":
        return b""
    found = os.pread(output.fileno(), _HEARD, max(0, size - _HEARD))
    return found if size <= _HEARD else found.partition(b"\n")[2]


def _end(process: "subprocess.Popen[bytes]", waiting: _Waiting) -> None:
    """End the whole group: asked first where the command still runs, then at once."""
    if not waiting.over.is_set():
        _signal(process, getattr(signal, "SIGTERM", None))
        waiting.over.wait(_GRACE)
    _signal(process, getattr(signal, "SIGKILL", None))  # also the guard, and servers that a command left behind
    waiting.over.wait()
    if process.stdin is not None:
        process.stdin.close()


def _signal(process: "subprocess.Popen[bytes]", number: int | None) -> None:
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    elif number is not None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, number)


def _kept(output: IO[bytes]) -> bytes:
    """Return beginning and end of what was printed."""
    size = os.fstat(output.fileno()).st_size
    output.seek(0)
    if size <= _KEPT_HEAD + _KEPT_TAIL:
        return output.read()
    head = output.read(_KEPT_HEAD)
    output.seek(size - _KEPT_TAIL)
    return head + b"\n[%d bytes left out]\n" % (size - _KEPT_HEAD - _KEPT_TAIL) + output.read()


def clean(output: bytes, folder: Path) -> str:
    """Return output as it is kept: secrets masked, the temporary folder called COPY, no control characters."""
    text = output.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").replace(str(folder), "COPY")
    lines = (mask("".join(c for c in line if c == "\t" or c.isprintable())) for line in text.split("\n"))
    return "\n".join(lines)


def measure(
    name: str, unit: str, command: str, runs: Sequence[Run], outputs: Sequence[str], *, source: str, title: str = ""
) -> Draft:
    """Return what runs of a command gave; failed runs are shown, and never timed as success.

    Args:
        name: id of the measure, such as `local.test-time`.
        unit: of the measure; minutes.
        command: as it was typed.
        runs: in order.
        outputs: what each printed, cleaned.
        source: commit and place where it ran.
        title: as it is printed; the command when empty.
    """
    good = [run.seconds for run in runs if run.succeeded]
    failed = len(runs) - len(good)
    kept = mask(command.strip())
    return Draft(
        instrument=Instrument.TIMED_COMMAND,
        title=title or kept,
        source=f"{kept} ({source})",
        measurements=(
            Measurement(
                name,
                round(statistics.median(good) / 60, 4) if good else None,
                unit,
                f"timed command: {kept}",
                n=len(good),
                confidence="high" if len(good) >= 3 and not failed else "low",
                reason="" if good else _why(runs),
                notes=(f"{failed} of {len(runs)} runs failed and are not counted",) if good and failed else (),
            ),
        ),
        tables=tuple(_tables(runs, outputs)),
        notes=tuple(_notes(good, failed, len(runs))),
        rows=len(good),
        inputs=(Input("command-output.txt", _together(command, runs, outputs)),),
    )


def _why(runs: Sequence[Run]) -> str:
    said = ", ".join(dict.fromkeys(_ending(run) for run in runs))
    return f"the command failed in {'its only run' if len(runs) == 1 else f'all {len(runs)} runs'}: {said}"


def _ending(run: Run) -> str:
    if run.ended is Ended.TIME_LIMIT:
        return f"stopped at the time limit after {run.seconds:.0f} s"
    if run.ended is Ended.TOO_MUCH_OUTPUT:
        return "stopped because it printed too much"
    return f"signal {-run.exit_code}" if run.exit_code < 0 else f"exit code {run.exit_code}"


def _tables(runs: Sequence[Run], outputs: Sequence[str]) -> Iterator[ResultTable]:
    yield ResultTable(
        "Runs",
        ("Run", "Seconds", "End", "Counts"),
        tuple(
            (str(number), f"{run.seconds:.2f}", _ending(run), "yes" if run.succeeded else "no")
            for number, run in enumerate(runs, start=1)
        ),
    )
    shown = next((index for index, run in enumerate(runs) if not run.succeeded), len(runs) - 1)
    lines = [line for line in outputs[shown].splitlines() if line.strip()][-_SHOWN_LINES:]
    if lines:
        yield ResultTable(
            f"Last lines of run {shown + 1}", ("Output",), tuple((line[:_LONGEST_LINE],) for line in lines)
        )


def _notes(good: Sequence[float], failed: int, count: int) -> Iterator[str]:
    if good:
        median, least, most = statistics.median(good), min(good), max(good)
        spread = f", standard deviation {statistics.stdev(good):.2f} s" if len(good) > 1 else ""
        yield f"Median {median:.2f} s, from {least:.2f} to {most:.2f} s{spread}, n = {len(good)}."
    if failed:
        yield f"{failed} of {count} runs failed and {'is' if failed == 1 else 'are'} not timed."
    yield "Measured on the auditor's computer, in a copy of the audited commit."


def _together(command: str, runs: Sequence[Run], outputs: Sequence[str]) -> bytes:
    parts = [f"$ {mask(command.strip())}\n"]
    for number, (run, output) in enumerate(zip(runs, outputs, strict=True), start=1):
        parts.append(f"\n--- run {number}: {run.seconds:.2f} s, {_ending(run)}\n{output.rstrip()}\n")
    return "".join(parts).encode("utf-8", "replace")
