"""Time a command in disposable copies of the audited commit. Nothing runs without a consent that names the command."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from core.audit.audit import Audit
from core.history.records import count_of
from core.instruments import timed_command
from core.instruments.draft import Draft, NotMeasured
from core.instruments.timed_command import Run, clean, run_once
from core.model.scan import Scan
from core.progress import Progress, Silent
from core.repository.disposable_copy import DisposableCopy, disposable_copy, sweep
from core.repository.opening import opened
from core.repository.tree import MissingTree
from core.rubric.measures import Measure, instruments, measures
from core.snapshot.masking import mask

__all__ = ["MEASURED_FRESH", "Plan", "Refused", "consent", "plan", "sweep", "time_command"]

MEASURED_FRESH = frozenset({"local.setup-time"})
"""Measures whose every run begins in a fresh copy, because a second run finds the work of the first."""


class Refused(NotMeasured):
    """The command was not run: nobody agreed to it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be run, and where.

    Attributes:
        measure: what the time counts as.
        prepare: command that runs once in each copy before, untimed; empty for none.
        fresh: every run begins in a copy of its own.
        commit: id of the commit that is copied.
    """

    measure: Measure
    command: str
    prepare: str
    runs: int
    limit_seconds: float
    fresh: bool
    repository: Path
    commit: str

    @property
    def commands(self) -> tuple[str, str]:
        """Return what would be started, to the letter: the command, and what prepares the copy."""
        return self.command, self.prepare


def plan(
    audit: Audit,
    scan: Scan | None,
    measure: str,
    command: str,
    *,
    prepare: str = "",
    runs: int = 3,
    limit_seconds: float = 1800,
    fresh: bool = False,
    repository: Path | None = None,
) -> Plan:
    """Return what would be run for an audit; nothing is run.

    Raises:
        NotMeasured: when the measure is not one of a timed command, nothing was scanned yet, or the command, the
            number of runs or the limit makes no sense.
    """
    known = instruments()["timed-command"].gives
    if measure not in known:
        raise NotMeasured(f"A timed command does not give {measure}.", f"It gives: {', '.join(known)}.")
    timed_command.check(command, runs, limit_seconds)
    if prepare:
        timed_command.check(prepare, runs, limit_seconds)
    if scan is None:
        raise NotMeasured("This audit has no scan, so that there is no audited commit.", "Scan the repository first.")
    folder = repository or (Path(audit.repository) if audit.repository else None)
    if folder is None:
        raise NotMeasured("This audit does not say where the repository is.", "Name its folder.")
    return Plan(
        measures()[measure],
        command.strip(),
        prepare.strip(),
        runs,
        limit_seconds,
        fresh or measure in MEASURED_FRESH,
        folder,
        scan.repository.commit,
    )


def consent(wanted: Plan) -> tuple[str, ...]:
    """Return what a person must read before they agree: the exact commands, where they run and what they may do."""
    lines = [f"command     {wanted.command}"]
    if wanted.prepare:
        lines.append(f"first       {wanted.prepare}   (once in each copy, not timed)")
    times = "1 time" if wanted.runs == 1 else f"{wanted.runs} times"
    copies = "each in a fresh copy" if wanted.fresh else "in one copy"
    return (
        *lines,
        f"runs        {times}, {copies}, each ended after {wanted.limit_seconds / 60:g} min",
        f"in          a temporary copy of {wanted.repository} at {wanted.commit[:12]}, removed afterwards",
        "",
        "This runs code of the audited repository with your rights on this computer. It can read your files, change",
        "them and use the network; only the folder in which it starts is thrown away. Run it only when the client",
        "agreed and you trust the code.",
    )


def time_command(
    wanted: Plan,
    *,
    agreed: tuple[str, str],
    trust_owner: bool = False,
    allow_outside: bool = False,
    progress: Progress | None = None,
    within: Path | None = None,
    heard: Callable[[str], None] | None = None,
) -> Draft:
    """Run what was planned and return what it gave; the copies are removed whatever happens.

    Args:
        wanted: from `plan`.
        agreed: the commands as the person agreed to them; they must be the planned ones, to the letter.
        trust_owner: open the repository although another user owns it.
        allow_outside: follow a `.git` file or alternates that lead outside.
        progress: told of each run; may cancel.
        within: folder for temporary files; the system's when None.
        heard: told the last lines that the command printed, cleaned, while it runs.

    Raises:
        Refused: when those commands were not agreed to.
        NotMeasured: when what must run before the command fails.
        RepositoryError: when the repository cannot be opened.
        Cancelled: when the person asked to stop.
    """
    if agreed != wanted.commands:
        raise Refused("The command was not run: nobody agreed to it.", "Read what would be run, and agree to it.")
    progress = progress or Silent()
    runs: list[Run] = []
    outputs: list[str] = []
    left_out: dict[str, str] = {}
    while len(runs) < wanted.runs:
        with _prepared(wanted, progress, trust_owner, allow_outside, within) as copy:
            left_out.update(copy.left_out)
            progress.phase(f"Run {wanted.command[:40]}", wanted.runs)
            progress.advance(len(runs))
            for _ in range(1 if wanted.fresh else wanted.runs):
                done = run_once(
                    wanted.command, copy.folder, wanted.limit_seconds, progress, _cleaned(heard, copy.folder)
                )
                runs.append(done)
                outputs.append(clean(done.output, copy.folder))
                progress.advance()
    found = timed_command.measure(
        wanted.measure.id,
        wanted.measure.unit,
        wanted.command,
        runs,
        outputs,
        source=f"{wanted.runs} run{'' if wanted.runs == 1 else 's'} at commit {wanted.commit[:12]}",
    )
    return _with_notes(found, wanted, left_out)


def _cleaned(heard: Callable[[str], None] | None, folder: Path) -> Callable[[bytes], None] | None:
    return None if heard is None else lambda output: heard(clean(output, folder))


@contextmanager
def _prepared(
    wanted: Plan, progress: Progress, trust_owner: bool, allow_outside: bool, within: Path | None
) -> Iterator[DisposableCopy]:
    with (
        opened(wanted.repository, trust_owner=trust_owner, allow_outside=allow_outside) as repository,
        _holding(wanted),
        disposable_copy(repository, wanted.commit, progress, within) as copy,
    ):
        if wanted.prepare:
            progress.phase("Prepare the copy")
            done = run_once(wanted.prepare, copy.folder, wanted.limit_seconds, progress)
            if not done.succeeded:
                said = [line for line in clean(done.output, copy.folder).splitlines() if line.strip()]
                last = f" It said: {said[-1][:200]}" if said else ""
                raise NotMeasured(
                    f"The command that prepares the copy failed.{last}",
                    "Nothing was timed. Try it in a fresh clone of yours.",
                    "\n".join(said[-20:]),
                )
        yield copy


@contextmanager
def _holding(wanted: Plan) -> Iterator[None]:
    """Say that a repository lacks the audited commit, rather than that its files cannot be read."""
    try:
        yield
    except MissingTree as error:
        raise NotMeasured(
            f"{wanted.repository} does not hold the audited commit {wanted.commit[:12]} whole.",
            "Choose a complete clone of the repository that was scanned.",
            str(error),
        ) from error


def _with_notes(found: Draft, wanted: Plan, left_out: dict[str, str]) -> Draft:
    notes = list(found.notes)
    if wanted.prepare:
        notes.append(f"Before it ran, untimed: {mask(wanted.prepare)}")
    if wanted.fresh and wanted.runs > 1:
        notes.append("Each run began in a fresh copy; what the tools of the computer had cached stayed.")
    if left_out:
        some = ", ".join(f"{path} ({why})" for path, why in list(left_out.items())[:3])
        notes.append(f"Not in the copy, of the commit: {count_of(len(left_out), 'path')}, {some}")
    return replace(found, notes=tuple(notes))
