"""The fire drill of an audit: what a person does to the running drill, as edits, and what it gave when it is over."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from core.audit.audit import Audit
from core.audit.edits import Edit, SetDrill, Together
from core.instruments import fire_drill
from core.instruments.draft import Draft, NotMeasured
from core.instruments.fire_drill import Drilled, Ending
from core.model.fire_drill import RunningDrill
from core.workflows.edit import Present

__all__ = ["Ending", "discard", "ended", "lap", "observe", "past", "running", "start", "with_end"]


def running(audit: Audit) -> RunningDrill:
    """Return the drill that is running.

    Raises:
        NotMeasured: when none is.
    """
    if audit.drill is None:
        raise NotMeasured("No fire drill is running.", "Start one first.")
    return audit.drill


def start(
    present: Present, title: str, *, rto: float | None = None, rpo: float | None = None, at: datetime | None = None
) -> Edit:
    """Declare the failure: the drill begins.

    Args:
        present: the open audit.
        title: what is restored.
        rto: minutes within which it must be restored, as agreed before.
        rpo: minutes of data that may be lost, as agreed before.
        at: when; now when None.

    Raises:
        NotMeasured: when one is running already, or a target is no time.
    """
    if present.audit.drill is not None:
        raise NotMeasured(
            f"A fire drill is running already: {present.audit.drill.title}.", "Stop it before you start another."
        )
    return SetDrill(fire_drill.start(title, _instant(at), present.actor.id, rto, rpo))


def lap(present: Present, label: str, *, at: datetime | None = None) -> Edit:
    """End a step of the running drill.

    Raises:
        NotMeasured: when none is running or the label is empty.
    """
    return SetDrill(fire_drill.lap(running(present.audit), _instant(at), label))


def observe(present: Present, text: str, *, at: datetime | None = None) -> Edit:
    """Write an observation into the running drill.

    Raises:
        NotMeasured: when none is running or the text is empty.
    """
    return SetDrill(fire_drill.observe(running(present.audit), _instant(at), text))


def ended(
    present: Present,
    ending: Ending,
    *,
    data_loss: float | None = None,
    at_last_lap: bool = False,
    at: datetime | None = None,
) -> Draft:
    """Return what the running drill gives when it ends now; it runs on until `with_end` is done.

    Args:
        present: the open audit.
        ending: whether what was lost is there again and verified.
        data_loss: minutes between the newest data that came back and the declared failure.
        at_last_lap: it ended with its last step.
        at: when; now when None.

    Raises:
        NotMeasured: when none is running, or the loss of data has a target and is not known.
    """
    drill = running(present.audit)
    return _measured(present, fire_drill.end(drill, _instant(at), ending, data_loss, at_last_lap=at_last_lap))


def past(
    present: Present,
    title: str,
    began: datetime,
    minutes: float,
    ending: Ending,
    source: str,
    *,
    rto: float | None = None,
    rpo: float | None = None,
    data_loss: float | None = None,
) -> Draft:
    """Return what a drill of earlier gives, as its record tells.

    Args:
        present: the open audit.
        title: what was restored.
        began: when the failure was declared.
        minutes: how long it took.
        ending: how it ended.
        source: where that is written down; it is printed.
        rto: target in minutes.
        rpo: target in minutes.
        data_loss: minutes.

    Raises:
        NotMeasured: without a source, or when a number or the date makes no sense.
    """
    if not source.strip():
        raise NotMeasured("A drill of earlier needs its source.", "Say where it is written down; it is printed.")
    if not 0 < minutes < 1e6:
        raise NotMeasured(f"{minutes:g} minutes is no duration.", "Give minutes, above 0.")
    if began > _instant(None):
        raise NotMeasured("This drill would begin in the future.", "Check the date.")
    drill = fire_drill.start(title, began, present.actor.id, rto, rpo)
    done = fire_drill.end(drill, fire_drill.later(drill, minutes), ending, data_loss)
    return _measured(present, Drilled(done.drill, done.ended_at, ending, data_loss, " ".join(source.split())))


def with_end(edit: Edit) -> Edit:
    """Return the edit that records a result together with the one that ends the drill, as one step."""
    return Together((edit, SetDrill(None)), "end fire drill")  # type: ignore[arg-type]


def discard(present: Present) -> Edit:
    """Return the edit that ends the drill without a result.

    Raises:
        NotMeasured: when none is running.
    """
    running(present.audit)
    return SetDrill(None)


def _measured(present: Present, done: Drilled) -> Draft:
    """Return the draft; the date of the audit is that of its scan, else of its creation."""
    zone = ZoneInfo(present.audit.time_zone)
    audited = present.scan.finished_at if present.scan is not None else present.audit.created_at
    return fire_drill.measure(done, audited.astimezone(zone).date(), zone)


def _instant(at: datetime | None) -> datetime:
    return at or datetime.now(UTC)
