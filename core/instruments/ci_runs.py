"""Runs of a pipeline: job logs put together, and lists of runs as the forge exports them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.instruments.ci_logs import JobLog, NoTimes, joined, read_log
from core.instruments.draft import BadRow, NotMeasured
from core.instruments.inputs import Input
from core.instruments.instants import NoInstant, instant
from core.instruments.rows import Row, Table, read_tables
from core.instruments.text import text_of

_JOB_FILE = re.compile(r"-?\d+_(.+)\.txt")
_SHA = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{7,40}(?![0-9A-Za-z])")
_DIGIT = re.compile(r"[0-9]")
_LETTER = re.compile(r"[a-f]")
_SAMPLE = 200

LISTED: dict[str, tuple[str, ...]] = {
    "id": ("databaseId", "run_id", "id", "iid"),
    "workflow": ("workflowName", "workflow_name", "name", "pipeline"),
    "commit": ("headSha", "head_sha", "sha", "commit"),
    "event": ("event", "source"),
    "result": ("conclusion", "status"),
    "attempt": ("attempt", "run_attempt"),
    "started": ("startedAt", "run_started_at", "started_at", "createdAt", "created_at"),
    "ended": ("finished_at", "updatedAt", "updated_at", "completed_at"),
}
"""Names of columns by field: `gh run list --json`, the APIs of GitHub and GitLab."""

_PASSED = frozenset({"success", "passed"})
_FAILED = frozenset({"failure", "failed", "timed_out", "startup_failure"})


@dataclass(frozen=True, slots=True)
class LoggedRun:
    """A run as its logs show it; `commit` is empty where no name tells it."""

    name: str
    jobs: tuple[JobLog, ...]
    commit: str = ""

    @property
    def started(self) -> float:
        """Return when its first job began, seconds since 1970."""
        return min(job.started for job in self.jobs)

    @property
    def ended(self) -> float:
        """Return when its last job ended."""
        return max(job.ended for job in self.jobs)

    @property
    def failed(self) -> bool | None:
        """Return whether a job failed; None where the logs do not tell."""
        known = [job.failed for job in self.jobs]
        return True if True in known else (None if None in known else False)


@dataclass(frozen=True, slots=True)
class ListedRun:
    """A completed run of a list: seconds since 1970.

    Attributes:
        passed: None for what was cancelled or skipped.
        ended: None where the list does not say.
    """

    id: str
    workflow: str
    commit: str
    event: str
    attempt: int
    started: float
    ended: float | None
    passed: bool | None


def logged_runs(files: Iterable[Input], bad: list[BadRow]) -> tuple[LoggedRun, ...]:
    """Return the runs of unpacked log files; what has no timestamps is named as bad.

    An archive is a run, and so is a folder with `N_job.txt` or a folder inside the chosen one; a single file is a run
    of one job.
    """
    files = tuple(files)
    job_files = {name for name in (_job_file(file.name) for file in files) if name}
    jobs: dict[tuple[str, str], list[tuple[str, JobLog]]] = defaultdict(list)
    whole: set[tuple[str, str]] = set()
    for file in files:
        run, job, step = _place(file.name, job_files)
        if job == "":
            continue
        try:
            text, _ = text_of(file.data, file.name)
            log = read_log(job, text, step)
        except NotMeasured as error:
            bad.append(BadRow.whole(file.name, error))
            continue
        except NoTimes as error:
            if text.strip():  # the log of a step that said nothing is empty
                bad.append(BadRow(file.name, 0, str(error)))
            continue
        if not step:
            whole.add((run, job))
        jobs[run, job].append((step, log))
    runs: dict[str, list[JobLog]] = defaultdict(list)
    for (run, job), logs in jobs.items():
        steps = [log for step, log in logs if step]
        # The log of a job repeats those of its steps; those tell names and ends better.
        kept = joined(job, steps) if steps else logs[0][1]
        runs[run].append(kept)
        if not steps:
            runs[run] += [log for _, log in logs[1:]]
    return tuple(LoggedRun(name, tuple(runs[name]), commit_of(name)) for name in sorted(runs))


def _place(name: str, job_files: set[tuple[str, str]]) -> tuple[str, str, str]:
    """Return run, job and step that a file's name tells; the step is empty for the log of a whole job."""
    folder, _, file = name.rpartition("/")
    numbered = _JOB_FILE.fullmatch(file)
    if file in ("system.txt", "summary.txt"):
        return folder, "", ""
    if numbered:
        above, _, job = folder.rpartition("/")
        in_archive = above != "" and ".zip/" in f"{above}/"
        if above and (in_archive or (above, job) in job_files):
            return above, job, numbered[1]
        return folder, numbered[1], ""
    inside = folder.count("/") >= 1 or ".zip" in folder
    return (folder if inside else name), file.rpartition(".")[0] or file, ""


def _job_file(name: str) -> tuple[str, str] | None:
    folder, _, file = name.rpartition("/")
    numbered = _JOB_FILE.fullmatch(file)
    return (folder, numbered[1]) if numbered else None


def commit_of(name: str) -> str:
    """Return the commit that a path names, empty when it names none: a part of 7 to 40 hexadecimal digits."""
    for found in _SHA.findall(name.lower()):
        if _DIGIT.search(found) and _LETTER.search(found):
            return str(found)
    return ""


def is_run_list(table: Table) -> bool:
    """Tell whether a table lists runs."""
    return all(table.column(*LISTED[name]) for name in ("result", "commit", "started"))


def listed_runs(table: Table, bad: list[BadRow]) -> tuple[ListedRun, ...]:
    """Return the completed runs of a list, each attempt once."""
    columns = {name: table.column(*names) for name, names in LISTED.items()}
    found: dict[tuple[str, str, int, float], ListedRun] = {}
    for row in table.rows:
        try:
            run = _listed(row, columns)
        except (NoInstant, ValueError) as error:
            bad.append(row.bad(str(error)))
            continue
        if run is not None:
            found[run.id, run.commit, run.attempt, run.started] = run
    return tuple(sorted(found.values(), key=lambda run: (run.started, run.id, run.attempt)))


def _listed(row: Row, columns: Mapping[str, str]) -> ListedRun | None:
    def cell(name: str) -> str:
        return row.cells.get(columns[name], "") if columns[name] else ""

    result = cell("result").casefold()
    if not result or result in ("in_progress", "queued", "running", "pending", "waiting", "created", "requested"):
        return None
    attempt = cell("attempt") or "1"
    if not attempt.isdigit() or not 1 <= int(attempt[:6]) <= 10_000:
        raise ValueError(f"{attempt[:20]!r} is no number of an attempt")
    began = cell("started")
    if not began and attempt == "1":  # only a repeated run began later than it was made
        began = next((row.cells[name] for name in LISTED["started"] if row.cells.get(name)), "")
    started = instant(began).timestamp()
    ended = instant(cell("ended")).timestamp() if cell("ended") else None
    if ended is not None and ended < started:
        raise ValueError("it ended before it began")
    passed = True if result in _PASSED else (False if result in _FAILED else None)
    return ListedRun(
        cell("id"), cell("workflow"), cell("commit").lower(), cell("event"), int(attempt), started, ended, passed
    )


def sort_inputs(
    files: Iterable[Input], bad: list[BadRow]
) -> tuple[list[Input], list[Input], tuple[ListedRun, ...], tuple[str, ...]]:
    """Return logs, JUnit files and listed runs among unpacked files, and the notes of reading lists."""
    logs: list[Input] = []
    results: list[Input] = []
    runs: list[ListedRun] = []
    notes: list[str] = []
    for file in files:
        ending = file.name.rpartition(".")[2].casefold()
        if ending == "xml" or file.data[:_SAMPLE].lstrip()[:5] in (b"<?xml", b"<test"):
            results.append(file)
        elif ending in ("json", "jsonl", "csv"):
            try:
                tables = read_tables(file)
            except NotMeasured as error:
                bad.append(BadRow.whole(file.name, error))
                continue
            for table in tables:
                bad += table.bad
                if is_run_list(table):
                    runs += listed_runs(table, bad)
                    notes += table.notes
                elif table.rows:
                    bad.append(BadRow(table.file, 0, "it is no list of runs: commit, conclusion and start are needed"))
        else:
            logs.append(file)
    return logs, results, tuple(runs), tuple(notes)
