from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import codec
from core.audit.audit import Audit, Details, ReportOptions, RubricRef, ScanRef
from core.audit.edits import (
    EDITS,
    AcceptRisk,
    AdoptRubrics,
    AdoptScan,
    AttachEvidence,
    Changes,
    DetachEvidence,
    Judge,
    MarkNotApplicable,
    MoveToPhase,
    SetDetails,
    SetDraft,
    SetDrill,
    SetEntered,
    SetInitiatives,
    SetNote,
    SetPhases,
    SetProcesses,
    SetReport,
    SetResult,
    SetText,
    SetWork,
    Together,
    from_payload,
    to_payload,
)
from core.audit.trail import replay, snapshot_payload
from core.model.fire_drill import Lap, Observation, RunningDrill
from core.model.instrument import Instrument, InstrumentResult, ResultTable
from core.model.judgement import AcceptedRisk, Actor, Attachment, Draft, Judgement, Kind, NotApplicable
from core.model.measurement import Measurement
from core.model.outcome import Severity
from core.model.process import CriticalProcess
from core.model.roadmap import Phase
from core.model.work import Initiative, WorkItem, WorkStatus
from core.store.present import assemble, difference

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ANNA = Actor("anna", "Anna Example")
EMPTY = Audit("id", AT, "UTC", "en", Details("Example", "Example client", ANNA))

keys = st.sampled_from(["r/one", "r/two", "r/three@checkout"])
text = st.text(max_size=12)
some_text = st.text(min_size=1, max_size=12)
instants = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1)).map(
    lambda d: d.replace(tzinfo=UTC)
)
ticks = st.lists(st.integers(0, 3), max_size=3).map(tuple)
drafts = st.builds(Draft, st.integers(0, 8), text, ticks)
judgements = st.builds(
    Judgement,
    level=st.integers(0, 8),
    kind=st.sampled_from(Kind),
    actor=some_text,
    at=instants,
    scan_level=st.none() | st.integers(0, 8),
    scan_state=st.sampled_from(["", "rated", "open"]),
    justification=text,
    ticked=ticks,
)
attachments = st.builds(
    Attachment,
    id=st.sampled_from(["a1", "a2", "a3"]),
    sha256=st.just("0" * 64),
    name=some_text,
    media_type=st.just("text/plain"),
    size=st.integers(0, 2**40),
    actor=st.just("anna"),
    at=instants,
    caption=text,
)
processes = st.builds(
    CriticalProcess,
    id=st.sampled_from(["checkout", "refund"]),
    name=some_text,
    criticality=st.sampled_from(Severity),
    stages=st.lists(text, max_size=2).map(tuple),
    sla_seconds=st.none() | st.floats(0, 1e9),
)
scans = st.sampled_from(["d1", "d2", "d3"]).map(lambda d: ScanRef(f"scan-{d}", d, "c" * 40, AT))
details = st.builds(Details, some_text, some_text, st.just(ANNA), version=text, demonstration=st.booleans())
results = st.builds(
    InstrumentResult,
    id=some_text,
    instrument=st.sampled_from(Instrument),
    title=some_text,
    taken_at=instants,
    actor=some_text,
    source=text,
    measurements=st.just((Measurement("drill.restore-time", 42.0, "minutes", "stopwatch"),)),
    tables=st.just((ResultTable("Laps", ("step", "minutes"), (("restore", "30"),)),)),
    quotes=st.lists(text, max_size=2).map(tuple),
)

drills = st.builds(
    RunningDrill,
    title=some_text,
    started_at=instants,
    actor=some_text,
    rto_minutes=st.none() | st.floats(1, 1e4),
    laps=st.lists(st.builds(Lap, instants, some_text), max_size=2).map(tuple),
    observations=st.lists(st.builds(Observation, instants, some_text), max_size=2).map(tuple),
    set_back_seconds=st.floats(0, 1e4),
)

judging = st.one_of(
    st.builds(SetDraft, keys, st.none() | drafts),
    st.builds(Judge, keys, st.none() | judgements, st.none() | drafts),
    st.builds(MarkNotApplicable, keys, st.none() | st.builds(NotApplicable, some_text, some_text, instants)),
    st.builds(
        AcceptRisk, keys, st.none() | st.builds(AcceptedRisk, some_text, st.just("2027-01-01"), some_text, instants)
    ),
    st.builds(SetNote, keys, text),
    st.builds(AttachEvidence, keys, attachments),
    st.builds(DetachEvidence, keys, st.sampled_from(["a1", "a2", "a3"])),
)
of_the_audit = st.one_of(
    st.builds(SetProcesses, st.lists(processes, max_size=2).map(tuple)),
    st.builds(
        SetPhases,
        st.lists(st.builds(Phase, some_text, some_text, st.integers(1, 9), st.integers(1, 99)), max_size=2).map(tuple),
    ),
    st.builds(MoveToPhase, some_text, st.none() | some_text),
    st.builds(SetText, some_text, text),
    st.builds(SetEntered, some_text, st.none() | st.floats(-1e12, 1e12)),
    st.builds(SetResult, st.sampled_from(["drill-1", "survey-1"]), st.none() | results),
    st.builds(SetDrill, st.none() | drills),
    st.builds(SetWork, some_text, st.none() | st.builds(WorkItem, st.sampled_from(WorkStatus), some_text, some_text)),
    st.builds(SetInitiatives, st.lists(st.builds(Initiative, some_text, some_text), max_size=3).map(tuple)),
    st.builds(SetDetails, details),
    st.builds(SetReport, st.builds(ReportOptions, st.lists(text, max_size=2).map(tuple), st.booleans())),
    st.builds(AdoptRubrics, st.lists(st.builds(RubricRef, some_text, some_text, some_text), max_size=2).map(tuple)),
    st.builds(AdoptScan, st.none() | scans, st.dictionaries(some_text, st.integers(1, 99), max_size=3), text),
)
simple = judging | of_the_audit
edits = simple | st.builds(Together, st.lists(simple, max_size=4).map(tuple), some_text)


def undoable(audit: Audit) -> Audit:
    """Leave out what adopting a scan gives for good: the list of scans and the E-numbers."""
    return replace(audit, scans=(), evidence_numbers={})


@settings(max_examples=200)
@given(st.lists(edits, max_size=12))
def test_undo_of_any_sequence_gives_every_earlier_audit_back(sequence: list) -> None:
    audit, states, back = EMPTY, [], []
    for edit in sequence:
        states.append(audit)
        back.append(edit.inverse(audit))
        audit = edit.apply(audit)
    redo = []
    for state, inverse in zip(reversed(states), reversed(back), strict=True):
        redo.append((inverse.inverse(audit), audit))
        audit = inverse.apply(audit)
        assert undoable(audit) == undoable(state)
    for again, state in reversed(redo):
        audit = again.apply(audit)
        assert undoable(audit) == undoable(state)


@given(st.lists(edits, max_size=12))
def test_the_trail_leads_to_the_same_audit(sequence: list) -> None:
    audit, payloads = EMPTY, [codec.canonical(snapshot_payload("create", EMPTY))]
    for edit in sequence:
        payloads.append(codec.canonical(to_payload(edit)))
        audit = edit.apply(audit)
    assert replay(codec.decode(dict, payload) for payload in payloads) == audit


@given(edits)
def test_a_payload_gives_the_same_edit_back(edit: object) -> None:
    again = from_payload(codec.decode(dict, codec.canonical(to_payload(edit))))
    assert again == edit
    assert again.label() == edit.label()


@given(st.lists(edits, max_size=8))
def test_rows_follow_the_audit_edit_by_edit(sequence: list) -> None:
    rows: dict[tuple[str, str], str] = {}
    before: Audit | None = None
    audit = EMPTY
    for edit in [None, *sequence]:
        if edit is not None:
            before, audit = audit, edit.apply(audit)
        change = difference(before, audit)
        for place in change.delete:
            del rows[place]
        rows.update({(part, name): value for part, name, value in change.write})
    assert assemble((part, name, value) for (part, name), value in rows.items()) == audit


@given(edits, st.lists(edits, max_size=4))
def test_an_edit_touches_no_more_than_it_says(edit: object, earlier: list) -> None:
    audit = EMPTY
    for one in earlier:
        audit = one.apply(audit)
    after, told = edit.apply(audit), edit.changes()
    for part in ("judgements", "drafts", "not_applicable", "accepted_risks", "notes", "links"):
        old: Mapping[str, object] = getattr(audit, part)
        new: Mapping[str, object] = getattr(after, part)
        touched = {key for key in {*old, *new} if old.get(key) != new.get(key)}
        assert touched <= told.keys
    for part in ("details", "phases", "placements", "text", "report", "entered", "work", "initiatives", "drill"):
        assert getattr(audit, part) == getattr(after, part) or part in told.parts
    for part in ("scan", "rubrics", "processes"):
        assert getattr(audit, part) == getattr(after, part) or told.everything


def test_every_field_of_an_audit_has_an_edit_or_is_set_once() -> None:
    set_once = {"id", "created_at", "time_zone", "language", "excluded"}
    changed = {
        "judgements", "drafts", "not_applicable", "accepted_risks", "notes", "attachments", "links", "processes",
        "phases", "placements", "text", "entered", "details", "report", "scan", "scans", "evidence_numbers",
        "repository", "rubrics", "results", "work", "initiatives", "drill",
    }  # fmt: skip
    assert {f.name for f in fields(Audit)} == set_once | changed
    assert len({edit.kind for edit in EDITS}) == len(EDITS)


def test_an_edit_of_a_newer_version_is_said_to_be_unknown() -> None:
    with pytest.raises(codec.NotOurFormat, match="unknown"):
        from_payload({"kind": "merge-criteria", "keys": []})


def test_undo_of_detaching_the_first_of_two_files_puts_it_first_again() -> None:
    first = Attachment("a1", "0" * 64, "first.png", "image/png", 1, "anna", AT)
    second = replace(first, id="a2", name="second.png")
    audit = AttachEvidence("r/one", second).apply(AttachEvidence("r/one", first).apply(EMPTY))
    detach = DetachEvidence("r/one", "a1")
    without = detach.apply(audit)
    assert without.links == {"r/one": ("a2",)}
    assert detach.inverse(audit).apply(without).links == {"r/one": ("a1", "a2")}


def test_numbers_of_evidence_are_never_given_twice() -> None:
    one = AdoptScan(ScanRef("s1", "d1", "c", AT), {"e1": 1, "e2": 2})
    two = AdoptScan(ScanRef("s2", "d2", "c", AT), {"e2": 9, "e3": 3})
    audit = two.apply(one.apply(EMPTY))
    assert audit.evidence_numbers == {"e1": 1, "e2": 2, "e3": 3}
    assert [s.digest for s in audit.scans] == ["d1", "d2"]
    back = two.inverse(one.apply(EMPTY)).apply(audit)
    assert back.scan == "d1"
    assert back.evidence_numbers == audit.evidence_numbers


def test_together_is_one_step() -> None:
    both = Together((SetNote("r/one", "x"), SetText("headline", "y")), "two things")
    assert both.changes() == Changes(frozenset({"r/one"}), frozenset({"text"}))
    assert both.inverse(EMPTY).apply(both.apply(EMPTY)) == EMPTY
