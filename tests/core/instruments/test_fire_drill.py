from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.instruments.draft import NotMeasured
from core.instruments.fire_drill import Ending, end, lap, measure, observe, start
from core.model.fire_drill import RunningDrill

BEGIN = datetime(2026, 5, 3, 8, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 5, 3)


def after(minutes: float) -> datetime:
    return BEGIN + timedelta(minutes=minutes)


def a_drill(rto: float | None = 60, rpo: float | None = 5) -> RunningDrill:
    drill = start(" Orders  database ", BEGIN, "anna", rto, rpo)
    drill = lap(drill, after(10), "backup found")
    drill = observe(drill, after(12), "the runbook names the wrong bucket")
    return lap(drill, after(40), "restored")


def values(draft) -> dict[str, float | None]:
    return {m.id.removeprefix("drill."): m.value for m in draft.measurements}


def test_a_drill_within_its_targets_passes() -> None:
    draft = measure(end(a_drill(), after(50), Ending.RESTORED, 5), TODAY, ZONE)
    assert draft.verdict == "pass"
    assert values(draft) == {"restore-time": 50, "data-loss": 5, "passed": 1, "age": 0}
    steps, seen = draft.tables
    assert steps.rows == (
        ("backup found", "10:10:00", "10.0", "0.200"),
        ("restored", "10:40:00", "30.0", "0.600"),
        ("Until the end", "10:50:00", "10.0", "0.200"),
    )
    assert seen.rows == (("10:12:00", "12.0", "the runbook names the wrong bucket"),)
    assert draft.notes[0] == "Target agreed before: restore within 60 minutes; it was 50.0, held."
    assert (draft.title, draft.taken_at) == ("Orders database", after(50))


@pytest.mark.parametrize(("minutes", "lost"), [(60.1, 5), (50, 5.1)])
def test_a_missed_target_fails(minutes: float, lost: float) -> None:
    draft = measure(end(a_drill(), after(minutes), Ending.RESTORED, lost), TODAY, ZONE)
    assert draft.verdict == "fail"
    assert values(draft)["passed"] == 0
    assert any("missed" in note for note in draft.notes)


def test_what_was_not_restored_fails_and_has_no_time() -> None:
    draft = measure(end(a_drill(), after(50), Ending.FAILED), TODAY, ZONE)
    assert draft.verdict == "fail"
    assert values(draft) == {"restore-time": None, "data-loss": None, "passed": 0, "age": 0}
    assert draft.measurements[0].reason == "the restore was not verified"


def test_an_aborted_drill_measures_nothing() -> None:
    draft = measure(end(a_drill(), after(50), Ending.ABORTED), TODAY, ZONE)
    assert draft.verdict == "aborted"
    assert set(values(draft).values()) == {None}
    assert {m.reason for m in draft.measurements} == {"the drill was aborted"}


def test_without_a_target_nothing_passes_or_fails() -> None:
    draft = measure(end(a_drill(None, None), after(50), Ending.RESTORED), TODAY, ZONE)
    assert draft.verdict == ""
    assert values(draft) == {"restore-time": 50, "data-loss": None, "passed": None, "age": 0}


def test_unknown_loss_of_data_never_passes_its_target() -> None:
    with pytest.raises(NotMeasured, match="how much was lost is not known"):
        end(a_drill(), after(50), Ending.RESTORED)


def test_a_drill_may_end_with_its_last_step() -> None:
    done = end(a_drill(), after(500), Ending.RESTORED, 1, at_last_lap=True)
    assert done.minutes == 40
    assert len(measure(done, TODAY, ZONE).tables[0].rows) == 2
    with pytest.raises(NotMeasured, match="No step"):
        end(start("x", BEGIN, "anna"), after(1), Ending.RESTORED, at_last_lap=True)


def test_a_clock_that_is_set_back_never_shortens_what_is_known() -> None:
    drill = lap(a_drill(), after(-20), "after the clock was set back by an hour")
    assert drill.laps[-1].at == after(40)
    drill = lap(drill, after(-10), "ten minutes later")
    assert drill.laps[-1].at == after(50)
    assert drill.elapsed(after(-5)) == timedelta(minutes=55)
    assert drill.elapsed(after(-30)) == timedelta(minutes=50)
    draft = measure(end(drill, after(-5), Ending.RESTORED, 1), TODAY, ZONE)
    assert values(draft)["restore-time"] == 55
    assert draft.measurements[0].confidence == "medium"
    assert any("set back by 60 minutes" in note for note in draft.notes)


def test_the_age_is_counted_in_days_of_the_audit() -> None:
    done = end(start("x", BEGIN, "anna"), datetime(2026, 5, 3, 22, 30, tzinfo=UTC), Ending.RESTORED)
    assert values(measure(done, date(2026, 6, 3), ZONE))["age"] == 30  # it ended on 4 May in Berlin
    assert values(measure(done, date(2026, 5, 1), ZONE))["age"] == 0


@pytest.mark.parametrize(("title", "rto", "rpo"), [(" ", None, None), ("x", 0, None), ("x", -1, None), ("x", 5, -1)])
def test_what_makes_no_sense_is_refused(title: str, rto: float | None, rpo: float | None) -> None:
    with pytest.raises(NotMeasured):
        start(title, BEGIN, "anna", rto, rpo)
    with pytest.raises(NotMeasured):
        lap(a_drill(), after(50), " ")
    with pytest.raises(NotMeasured):
        observe(a_drill(), after(50), "")
    with pytest.raises(NotMeasured):
        end(a_drill(), after(50), Ending.RESTORED, float("nan"))
