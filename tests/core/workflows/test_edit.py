from pathlib import Path

import pytest

from core.audit.edits import Judge, SetDraft
from core.model.judgement import Kind
from core.model.process import CriticalProcess
from core.model.roadmap import Phase
from core.model.work import Initiative, WorkItem, WorkStatus
from core.workflows import edit
from core.workflows.edit import NotPossible
from core.workflows.open import OpenAudit
from tests.helpers.audits import CHECKOUT, PINNED, REASON, REVIEWED, Outcome, a_scan, answer, new_audit


@pytest.fixture
def opened(tmp_path: Path) -> OpenAudit:
    with new_audit(tmp_path) as found:
        found.do(edit.set_processes(found, [CHECKOUT]))
        found.do(edit.adopt_scan(found, a_scan(answer("dependencies.pinned", Outcome.PRESENT, ("a.lock", 1)))))
        yield found


def test_the_scans_level_is_confirmed_at_once(opened: OpenAudit) -> None:
    change = edit.choose_level(opened, PINNED, 2)
    assert isinstance(change, Judge)
    assert change.judgement is not None
    assert change.judgement.kind is Kind.CONFIRMATION


def test_another_level_is_a_draft_until_it_says_why(opened: OpenAudit) -> None:
    before = opened.scores["example"]
    opened.do(edit.choose_level(opened, PINNED, 0))
    assert opened.audit.drafts[PINNED].level == 0
    assert opened.scores["example"] == before
    opened.do(edit.choose_level(opened, PINNED, 0, REASON))
    assert opened.audit.drafts == {}
    assert opened.scores["example"] != before


def test_clearing_takes_draft_and_judgement_away(opened: OpenAudit) -> None:
    opened.do(edit.choose_level(opened, PINNED, 0))
    opened.do(edit.clear_level(opened, PINNED))
    assert opened.audit.drafts == {}
    opened.do(edit.choose_level(opened, PINNED, 2))
    opened.do(edit.choose_level(opened, PINNED, 0))  # a draft beside the judgement
    opened.do(edit.clear_level(opened, PINNED))
    assert (opened.audit.judgements, opened.audit.drafts) == ({}, {})


def test_one_process_is_judged_by_itself(opened: OpenAudit) -> None:
    change = edit.choose_level(opened, "example/traced@checkout", 1)
    assert isinstance(change, Judge)
    assert change.key == "example/traced@checkout"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("nothing/pinned", "does not use the rubric nothing"),
        ("example/nothing", "no criterion nothing"),
        ("example/traced@refund", "No critical process refund"),
        ("example/pinned@checkout", "not judged per process"),
    ],
)
def test_what_does_not_exist_cannot_be_judged(opened: OpenAudit, key: str, said: str) -> None:
    with pytest.raises(NotPossible, match=said):
        edit.choose_level(opened, key, 0)


def test_not_applicable_and_accepted_risk_need_a_reason(opened: OpenAudit) -> None:
    with pytest.raises(NotPossible, match="needs a reason"):
        edit.not_applicable(opened, PINNED, "  ")
    with pytest.raises(NotPossible, match="needs a reason"):
        edit.accept_risk(opened, PINNED, "", "2027-01-01")
    with pytest.raises(NotPossible, match="not a date"):
        edit.accept_risk(opened, PINNED, "The client accepts it.", "soon")


def test_a_file_that_is_not_attached_cannot_be_detached(opened: OpenAudit) -> None:
    with pytest.raises(NotPossible, match="not attached"):
        edit.detach(opened, PINNED, "unknown")


@pytest.mark.parametrize("process", ["", "two words", "a/b", "a@b"])
def test_a_process_id_must_fit_a_key(opened: OpenAudit, process: str) -> None:
    with pytest.raises(NotPossible, match="cannot be the id"):
        edit.set_processes(opened, [CriticalProcess(process, "Example")])


def test_two_processes_cannot_share_an_id(opened: OpenAudit) -> None:
    with pytest.raises(NotPossible, match="have the id checkout"):
        edit.set_processes(opened, [CHECKOUT, CHECKOUT])


def test_judgements_of_a_removed_process_are_there_when_it_comes_back(opened: OpenAudit) -> None:
    opened.do(edit.choose_level(opened, "example/traced@checkout", 1))
    removed = edit.set_processes(opened, [])
    back = removed.inverse(opened.audit)
    with_it = opened.scores
    opened.do(removed)
    assert opened.scores != with_it
    opened.do(back)
    assert opened.scores == with_it


def test_evidence_is_numbered_in_the_order_of_the_rubric_and_keeps_its_number(opened: OpenAudit) -> None:
    pinned = answer("dependencies.pinned", Outcome.PRESENT, ("a.lock", 1), ("b.lock", 2))
    elsewhere = answer("not.in-the-rubric", Outcome.PRESENT, ("z", 1))
    traced = {"checkout": {"process.traced": answer("process.traced", Outcome.PRESENT, ("t.py", 5))}}
    opened.do(edit.adopt_scan(opened, a_scan(elsewhere, pinned, name="scan-2", processes=traced)))
    numbers = opened.audit.evidence_numbers
    first, second = (evidence.id for evidence in pinned.evidence)
    (third,) = (evidence.id for evidence in traced["checkout"]["process.traced"].evidence)
    assert numbers == {first: 1, second: 2, third: 3}
    assert [s.id for s in opened.audit.scans] == ["scan-1", "scan-2"]


def test_a_scan_that_says_something_else_asks_for_another_look(opened: OpenAudit) -> None:
    opened.do(edit.choose_level(opened, PINNED, 2))
    assert opened.scores["example"].criteria()[0].reviewed
    opened.do(edit.adopt_scan(opened, a_scan(answer("dependencies.pinned", Outcome.ABSENT), name="scan-2")))
    again = opened.scores["example"].criteria()[0]
    assert (again.judged, again.reviewed, again.level) == (True, False, 2)


def test_interview_questions_are_answered_at_once_below_the_top(opened: OpenAudit) -> None:
    assert isinstance(edit.choose_level(opened, REVIEWED, 0), Judge)
    assert isinstance(edit.choose_level(opened, REVIEWED, 1), SetDraft)
    assert isinstance(edit.choose_level(opened, REVIEWED, 1, ticked=(0, 1)), Judge)


def test_work_that_is_as_proposed_leaves_nothing_behind(opened: OpenAudit) -> None:
    opened.do(edit.set_work("pin", WorkItem(WorkStatus.COMPLETE, due="2027-03-31")))
    assert opened.audit.work["pin"].due == "2027-03-31"
    opened.do(edit.set_work("pin", WorkItem()))
    assert opened.audit.work == {}
    with pytest.raises(NotPossible, match="is not a date"):
        edit.set_work("pin", WorkItem(due="31.3.2027"))


def test_initiatives_need_a_title_and_an_id_of_their_own() -> None:
    for mistaken in ([Initiative("", "One")], [Initiative("a", " ")], [Initiative("a", "One"), Initiative("a", "Two")]):
        with pytest.raises(NotPossible):
            edit.set_initiatives(mistaken)


def test_phases_need_name_weeks_and_an_id_of_their_own() -> None:
    phase = Phase("one", "One", 2, 0)
    edit.set_phases([phase])
    for mistaken in (
        [phase, phase],
        [Phase("later", "Later", 1, 1)],
        [Phase("a", "", 1, 1)],
        [Phase("a", "A", 0, 1)],
        [Phase("a", "A", 99_999, 1)],
        [Phase("a", "A", 1, -1)],
    ):
        with pytest.raises(NotPossible):
            edit.set_phases(mistaken)


def test_only_finite_numbers_can_be_entered() -> None:
    with pytest.raises(NotPossible):
        edit.set_entered("hourly-cost", float("inf"))
