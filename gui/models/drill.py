"""A fire drill in words: the clock, the targets, what happened, and the drills that were recorded."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.audit.audit import Audit
from core.model.fire_drill import RunningDrill
from core.model.instrument import Instrument, InstrumentResult
from gui.words import tr

FORGOTTEN = timedelta(hours=24)


def clock(span: timedelta) -> str:
    """Return a time span as hours, minutes and seconds."""
    seconds = int(span.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def target(drill: RunningDrill) -> str:
    """Return the targets that were agreed before."""
    parts = []
    if drill.rto_minutes is not None:
        parts.append(tr("restore within {n} min", n=f"{drill.rto_minutes:g}"))
    if drill.rpo_minutes is not None:
        parts.append(tr("lose at most {n} min of data", n=f"{drill.rpo_minutes:g}"))
    return tr("Target: {what}", what=", ".join(parts)) if parts else tr("No target was agreed")


def standing(drill: RunningDrill, passed: timedelta) -> tuple[str, str, str]:
    """Return icon, tone and words for how the time stands against the target; never the colour alone."""
    if drill.rto_minutes is None:
        return "info", "accent", tr("Without a target the drill can neither pass nor fail.")
    left = timedelta(minutes=drill.rto_minutes) - passed
    if left >= timedelta():
        return "circle-check", "passed", tr("Within the target: {time} left", time=clock(left))
    return "triangle-alert", "failed", tr("Over the target by {time}", time=clock(-left))


def log_rows(drill: RunningDrill, zone: ZoneInfo) -> list[tuple[str, str, str, str]]:
    """Return what happened, the newest first: time into the drill, time of day, kind, words."""
    told = [
        *((one.at, tr("Step ended"), one.label) for one in drill.laps),
        *((one.at, tr("Observed"), one.text) for one in drill.observations),
    ]
    told.sort(key=lambda row: row[0])
    rows = [(drill.started_at, tr("Started"), drill.title), *told]
    return [
        (clock(at - drill.started_at), f"{at.astimezone(zone):%H:%M:%S}", kind, text)
        for at, kind, text in reversed(rows)
    ]


def verdict_words(verdict: str) -> tuple[str, str, str]:
    """Return icon, tone and words of a verdict."""
    return {
        "pass": ("circle-check", "passed", tr("Passed: restored within the targets")),
        "fail": ("circle-alert", "failed", tr("Failed: not restored within the targets")),
        "aborted": ("circle-dashed", "na", tr("Aborted: nothing is measured")),
    }.get(verdict, ("info", "accent", tr("Restored; without a target it neither passed nor failed")))


def recorded(audit: Audit) -> list[InstrumentResult]:
    """Return the drills that were recorded, the latest first."""
    found = [one for one in audit.results.values() if one.instrument is Instrument.FIRE_DRILL]
    return sorted(found, key=lambda one: one.taken_at, reverse=True)


def recorded_rows(audit: Audit) -> list[tuple[str, str, str, str, str]]:
    """Return a row for each drill that was recorded: day, verdict, time to restore, data lost, what."""
    zone = ZoneInfo(audit.time_zone)
    rows = []
    for one in recorded(audit):
        values = {m.id: m.value for m in one.measurements}
        minutes = [values.get(name) for name in ("drill.restore-time", "drill.data-loss")]
        taken, lost = (tr("not measured") if n is None else tr("{n} min", n=f"{n:.1f}") for n in minutes)
        word = {"pass": tr("Passed"), "fail": tr("Failed"), "aborted": tr("Aborted")}.get(one.verdict, tr("No target"))
        rows.append((f"{one.taken_at.astimezone(zone):%Y-%m-%d %H:%M}", word, taken, lost, one.title))
    return rows


def meant(drill: RunningDrill, stamped: datetime) -> datetime:
    """Return the instant that a person meant, never before what happened since: an entry may be finished later."""
    return max(stamped, drill.last_at - timedelta(seconds=drill.set_back_seconds))
