"""What runs by the clock: cron lines, CronJobs, timers, schedulers of applications, scheduled pipelines."""

import re
from collections.abc import Iterable

from core.formats.source import code_only
from core.matching.pattern import Hit, Pattern
from core.probes.code_use import Place
from core.probes.commands import commands
from core.probes.reading import pipelines
from core.snapshot.snapshot import Snapshot

_CLASSES = ("source", "configuration", "infrastructure")
_FIELD = r"[\d*?][\w*/,?-]*"
_LAST = r"[\d*?A-Z][\w*/,?-]*"
_CLOCK = (
    # Five fields; the day, the month or the day of the week is a star but in the rarest: five numbers are none.
    rf"(?:^|[\"'`( \t=])(?:{_FIELD}[ \t]+){{2}}(?:[*?]\S*[ \t]+{_FIELD}[ \t]+{_LAST}|{_FIELD}[ \t]+[*?]\S*[ \t]+{_LAST}"
    rf"|(?:{_FIELD}[ \t]+){{2}}[*?])(?:[\"'`) \t]|$)"
    r"|@(?:hourly|daily|nightly|midnight|weekly|monthly)\b"
    r"|^kind:[ \t]*[\"']?(?:CronJob|CronWorkflow|Schedule)\b|^[ \t]*On(?:Calendar|UnitActiveSec)[ \t]*="
    r"|\bcron\.schedule\(|\bschedule\.every\b|\badd_job\(|\bAddFunc\(|@Scheduled\b|@Cron\(|\bcrontab\(|\$schedule->"
    r"|\bSchedule::(?:command|job|call|exec)\(|\bRecurringJob\.AddOrUpdate|^[ \t]*every[ \t(]+:?\d*\.?\w+.*\bdo\b"
    r"|\bschedule_expression\b|\bScheduleExpression\b|\bscheduleJob\(|\bWithCronSchedule\(|\bperiodic_task\b"
    r"|\bschedule_interval\b|\bPeriodicTask\("
)
CLOCK = Pattern("clock", _CLOCK, classes=_CLASSES, code_only=True)
"""A line that says when something runs; what it runs stands near it."""

_WHOLE = re.compile(r"^kind:|^[ \t]*On\w+[ \t]*=")
_DOCUMENT_END = re.compile(r"^---[ \t]*$")
_COMMENT = re.compile(r"^[ \t]*#.*")
"""Of crontabs, whose names tell no language."""

_REACH = 3
_LONGEST = 120
_FIELDS_ONLY = re.compile(rf"^[^@$]*?(?:{_FIELD}[ \t]+){{4}}")


def _near(lines: list[str], hit: Hit) -> range:
    """Return the lines (from 0) that belong to a clock: a manifest's document, or a few lines around a call."""
    at = hit.line - 1
    if not _WHOLE.match(hit.text):
        first = next(
            (n + 1 for n in range(at, max(0, at - _REACH) - 1, -1) if not lines[n].strip()), max(0, at - _REACH)
        )
        last = next((n for n in range(at, min(len(lines), at + _REACH + 1)) if not lines[n].strip()), at + _REACH + 1)
        return range(first, min(len(lines), last))
    first = next((n + 1 for n in range(at, -1, -1) if _DOCUMENT_END.match(lines[n])), 0)
    last = next((n for n in range(at + 1, len(lines)) if _DOCUMENT_END.match(lines[n])), len(lines))
    return range(max(first, at - _LONGEST), min(last, at + _LONGEST))


def timed(snapshot: Snapshot, clocks: Iterable[Hit], subject: re.Pattern[str]) -> tuple[Place, ...]:
    """Return the clocks that start something about a subject, with the line that names it when it is another one."""
    found: dict[Place, None] = {}
    for hit in clocks:
        if "*" not in hit.text and _FIELDS_ONLY.search(hit.text):
            continue  # five numbers are no time of the day
        lines = code_only(hit.path, snapshot.text(hit.path) or "").split("\n")
        named = next((n + 1 for n in _near(lines, hit) if subject.search(_COMMENT.sub("", lines[n]))), 0)
        if not named and _WHOLE.match(hit.text) and subject.search(hit.path.rpartition("/")[2]):
            named = hit.line
        if named:
            first, last = sorted((hit.line, named))
            found[hit.path, first, last] = None
    return tuple(found)


def in_pipelines(
    snapshot: Snapshot, named: re.Pattern[str], runs: re.Pattern[str], events: tuple[str, ...] = ("schedule",)
) -> tuple[Place, ...]:
    """Return steps about a subject.

    Args:
        snapshot: the repository.
        named: how jobs and steps about the subject are called.
        runs: commands that do it.
        events: of pipelines that one of these starts; none means any pipeline.
    """
    found: dict[Place, None] = {}
    for pipeline in pipelines(snapshot):
        if events and not set(events) & set(pipeline.triggers):
            continue
        for job, step in pipeline.steps():
            run = [command for command in commands(snapshot, pipeline, step) if runs.search(command.text)]
            for command in run:
                found |= dict.fromkeys(command.places)
            if not run and any(named.search(text) for text in (step.name, job.id, job.name)):
                found[pipeline.path, step.line, step.line] = None
    return tuple(found)
