"""Fire drill: a restore is carried out and timed, from the declared failure to the verified restore."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

from core.instruments.draft import Draft, NotMeasured
from core.model.fire_drill import Lap, Observation, RunningDrill
from core.model.instrument import Instrument, ResultTable
from core.model.measurement import Measurement

STOPWATCH = "stopwatch"
PASS, FAIL, ABORTED = "pass", "fail", "aborted"
_WITHOUT_LABEL = "Until the end"
_MOST_MINUTES = 1e6


class Ending(StrEnum):
    """How a drill ended."""

    RESTORED = "restored"
    FAILED = "failed"
    ABORTED = "aborted"


@dataclass(frozen=True, slots=True)
class Drilled:
    """A drill that is over.

    Attributes:
        ended_at: when the restore was verified, or given up.
        data_loss_minutes: age of the newest data that was brought back, None when nobody looked.
        source: `stopwatch`, or where a drill of earlier is written down.
    """

    drill: RunningDrill
    ended_at: datetime
    ending: Ending
    data_loss_minutes: float | None = None
    source: str = STOPWATCH

    @property
    def minutes(self) -> float:
        """Return how long it took."""
        return (self.ended_at - self.drill.started_at).total_seconds() / 60


def start(title: str, now: datetime, actor: str, rto: float | None = None, rpo: float | None = None) -> RunningDrill:
    """Return a drill that begins now.

    Args:
        title: what is restored.
        now: UTC.
        actor: id of who starts it.
        rto: minutes within which it must be restored.
        rpo: minutes of data that may be lost.

    Raises:
        NotMeasured: without a title, or with a target that is no time.
    """
    if not title.strip():
        raise NotMeasured("A fire drill needs a name.", "Say what is restored, such as: the orders database.")
    if rto is not None and not 0 < rto < _MOST_MINUTES:
        raise NotMeasured(f"{rto:g} minutes is no target for a restore.", "Give minutes, above 0.")
    if rpo is not None and not 0 <= rpo < _MOST_MINUTES:
        raise NotMeasured(f"{rpo:g} minutes is no target for lost data.", "Give minutes, 0 or more.")
    return RunningDrill(" ".join(title.split()), now.astimezone(UTC), actor, rto, rpo)


def at(drill: RunningDrill, now: datetime) -> tuple[RunningDrill, datetime]:
    """Return the drill and the instant that the clock means; drill time never goes back.

    Where the clock says less than what is known already it was set back: the drill goes on at its last known instant,
    and from there by the clock. What passed between the two is lost, so that times are at least what is shown.
    """
    meant = now.astimezone(UTC) + timedelta(seconds=drill.set_back_seconds)
    if meant >= drill.last_at:
        return drill, meant
    by = (drill.last_at - meant).total_seconds()
    return replace(drill, set_back_seconds=drill.set_back_seconds + by), drill.last_at


def later(drill: RunningDrill, minutes: float) -> datetime:
    """Return the instant so many minutes after the start."""
    return drill.started_at + timedelta(minutes=minutes)


def lap(drill: RunningDrill, now: datetime, label: str) -> RunningDrill:
    """Return the drill with a step ended now.

    Raises:
        NotMeasured: without a label.
    """
    if not label.strip():
        raise NotMeasured("A step needs a name.", "Say what is done now, such as: backup found.")
    drill, instant = at(drill, now)
    return replace(drill, laps=(*drill.laps, Lap(instant, " ".join(label.split()))))


def observe(drill: RunningDrill, now: datetime, text: str) -> RunningDrill:
    """Return the drill with an observation.

    Raises:
        NotMeasured: without a text.
    """
    if not text.strip():
        raise NotMeasured("An observation needs a text.", "Write what you saw.")
    drill, instant = at(drill, now)
    return replace(drill, observations=(*drill.observations, Observation(instant, " ".join(text.split()))))


def end(
    drill: RunningDrill,
    now: datetime,
    ending: Ending,
    data_loss: float | None = None,
    *,
    at_last_lap: bool = False,
) -> Drilled:
    """Return the drill as it ended now, or with its last step.

    Raises:
        NotMeasured: when the loss of data is no time, was to be held within a target and is not known, or there is no
            last step.
    """
    if data_loss is not None and not 0 <= data_loss < _MOST_MINUTES:
        raise NotMeasured(f"{data_loss:g} minutes cannot be lost.", "Give minutes, 0 or more.")
    if ending is Ending.RESTORED and drill.rpo_minutes is not None and data_loss is None:
        raise NotMeasured(
            f"At most {drill.rpo_minutes:g} minutes of data may be lost: how much was lost is not known.",
            "Say how old the newest restored data was when the failure was declared, in minutes.",
        )
    if at_last_lap and not drill.laps:
        raise NotMeasured("No step has ended yet.", "Stop the drill now, without naming the last step.")
    drill, instant = at(drill, now)
    return Drilled(drill, drill.laps[-1].at if at_last_lap else instant, ending, data_loss)


def verdict(done: Drilled) -> str:
    """Return `pass`, `fail` or `aborted`; empty when it was restored and no target had been agreed."""
    if done.ending is Ending.ABORTED:
        return ABORTED
    if done.ending is Ending.FAILED:
        return FAIL
    held = [
        taken <= target
        for taken, target in (
            (done.minutes, done.drill.rto_minutes),
            (done.data_loss_minutes, done.drill.rpo_minutes),
        )
        if target is not None and taken is not None
    ]
    return "" if not held else PASS if all(held) else FAIL


def measure(done: Drilled, on: date, zone: tzinfo) -> Draft:
    """Return what a drill gave.

    Args:
        done: the drill.
        on: the date of the audit, for the drill's age.
        zone: in which times are shown and days counted.
    """
    age = max(0, (on - done.ended_at.astimezone(zone).date()).days)
    over = "the drill was aborted" if done.ending is Ending.ABORTED else ""
    failed = over or ("the restore was not verified" if done.ending is Ending.FAILED else "")
    judged = verdict(done)
    passed = {PASS: 1.0, FAIL: 0.0}.get(judged)
    lost = None if failed else done.data_loss_minutes
    return Draft(
        instrument=Instrument.FIRE_DRILL,
        title=done.drill.title,
        source=done.source,
        measurements=(
            _given(done, "drill.restore-time", None if failed else round(done.minutes, 2), "minutes", failed),
            _given(done, "drill.data-loss", lost, "minutes", failed or "nobody said how much data was lost"),
            _given(done, "drill.passed", passed, "yes (1) or no (0)", over or "no target was agreed before the drill"),
            _given(done, "drill.age", None if over else float(age), "days", over),
        ),
        tables=tuple(_tables(done, zone)),
        notes=tuple(_notes(done, judged)),
        rows=len(done.drill.laps) + len(done.drill.observations),
        taken_at=done.ended_at,
        verdict=judged,
    )


def _given(done: Drilled, name: str, value: float | None, unit: str, reason: str) -> Measurement:
    began, ended = (f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in (done.drill.started_at, done.ended_at.astimezone(UTC)))
    measured = done.source == STOPWATCH and not done.drill.set_back_seconds
    return Measurement(
        name,
        value,
        unit,
        f"fire drill: {done.source}",
        (began, ended),
        n=int(value is not None),
        confidence="high" if measured else "medium",
        reason="" if value is not None else reason,
    )


def steps(done: Drilled) -> Iterator[tuple[str, datetime, float]]:
    """Yield name, end and minutes of each step; what follows the last one has a name of its own."""
    before = done.drill.started_at
    for known in done.drill.laps:
        yield known.label, known.at, (known.at - before).total_seconds() / 60
        before = known.at
    if done.drill.laps and done.ended_at > before:
        yield _WITHOUT_LABEL, done.ended_at, (done.ended_at - before).total_seconds() / 60


def _tables(done: Drilled, zone: tzinfo) -> Iterator[ResultTable]:
    whole = done.minutes
    if done.drill.laps:
        yield ResultTable(
            "Steps",
            ("Step", "Ended at", "Minutes", "Share"),
            tuple(
                (label, _clock(ended, done, zone), f"{minutes:.1f}", f"{minutes / whole if whole else 0:.3f}")
                for label, ended, minutes in steps(done)
            ),
            note=f"Times in {zone}. The failure was declared at {_clock(done.drill.started_at, done, zone)}.",
            shares=3,
        )
    if done.drill.observations:
        yield ResultTable(
            "Observations",
            ("At", "Minute", "Observation"),
            tuple(
                (
                    _clock(seen.at, done, zone),
                    f"{(seen.at - done.drill.started_at).total_seconds() / 60:.1f}",
                    seen.text,
                )
                for seen in done.drill.observations
            ),
        )


def _clock(instant: datetime, done: Drilled, zone: tzinfo) -> str:
    one_day = done.drill.started_at.astimezone(zone).date() == done.ended_at.astimezone(zone).date()
    return instant.astimezone(zone).strftime("%H:%M:%S" if one_day else "%Y-%m-%d %H:%M:%S")


def _notes(done: Drilled, judged: str) -> Iterator[str]:
    drill = done.drill
    if done.ending is Ending.ABORTED:
        yield f"The drill was aborted after {done.minutes:.1f} minutes; nothing was measured."
    elif done.ending is Ending.FAILED:
        yield f"The restore was not verified; it was given up after {done.minutes:.1f} minutes."
    for what, target, taken in (
        ("restore within", drill.rto_minutes, done.minutes if done.ending is Ending.RESTORED else None),
        ("lose at most", drill.rpo_minutes, done.data_loss_minutes if done.ending is Ending.RESTORED else None),
    ):
        if target is not None:
            reached = "" if taken is None else f"; it was {taken:.1f}, {'held' if taken <= target else 'missed'}"
            yield f"Target agreed before: {what} {target:g} minutes{reached}."
    if not judged:
        yield "No target was agreed before the drill, so that it neither passed nor failed."
    if drill.set_back_seconds:
        yield (
            f"The computer's clock was set back by {_span(drill.set_back_seconds)} during the drill; "
            "times after that are at least what is shown."
        )


def _span(seconds: float) -> str:
    return f"{seconds:.0f} seconds" if seconds < 120 else f"{seconds / 60:.0f} minutes"
