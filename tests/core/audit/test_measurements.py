"""One metric has one value: which source counts, and what is shown beside it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.audit.audit import Audit, Details
from core.audit.edits import SetResult
from core.audit.measurements import measurements, others, values
from core.model.instrument import Instrument, InstrumentResult
from core.model.judgement import Actor
from core.model.measurement import Measurement

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
EMPTY = Audit("id", AT, "UTC", "en", Details("Example", "Example client", Actor("anna", "Anna Example")))


def result(name: str, instrument: Instrument, value: float | None, days: int = 0) -> SetResult:
    measured = Measurement("dora.lead-time", value, "hours", name)
    return SetResult(name, InstrumentResult(name, instrument, name, AT + timedelta(days=days), "anna", "", (measured,)))


def test_the_best_source_counts_and_the_others_are_shown_beside() -> None:
    audit = EMPTY
    for edit in (
        result("told", Instrument.ENTERED, 1.0, days=9),
        result("logs", Instrument.CI_PROFILE, 2.0),
        result("records", Instrument.DELIVERY_RECORDS, 3.0),
    ):
        audit = edit.apply(audit)
    assert measurements(audit, None)["dora.lead-time"].source == "records"
    assert [m.source for m in others(audit, None)] == ["logs", "told"]
    assert values(audit, None) == {"dora.lead-time": 3.0}


def test_the_newer_of_two_drills_counts() -> None:
    audit = result("second", Instrument.FIRE_DRILL, 20.0, days=30).apply(EMPTY)
    audit = result("first", Instrument.FIRE_DRILL, 90.0).apply(audit)
    assert values(audit, None) == {"dora.lead-time": 20.0}


def test_a_better_source_without_a_value_does_not_hide_a_measured_one() -> None:
    audit = result("records", Instrument.DELIVERY_RECORDS, None).apply(EMPTY)
    audit = result("logs", Instrument.CI_PROFILE, 5.0).apply(audit)
    assert values(audit, None) == {"dora.lead-time": 5.0}


def test_removing_a_result_brings_the_other_source_back() -> None:
    first = result("logs", Instrument.CI_PROFILE, 5.0).apply(EMPTY)
    edit = result("records", Instrument.DELIVERY_RECORDS, 3.0)
    assert values(edit.inverse(first).apply(edit.apply(first)), None) == {"dora.lead-time": 5.0}
    assert replace(edit, result=None).apply(edit.apply(first)) == first
