"""Criteria of different rubrics that ask the same: one answer for all, in one step."""

from pathlib import Path

import pytest

from core.cli.main import main
from core.model.judgement import Kind
from core.workflows import edit
from core.workflows.alike import alike, judge_alike
from core.workflows.open import OpenAudit, create_audit, open_audit
from tests.helpers.audits import ANNA, DETAILS, PINNED, REASON, RECOMMENDATIONS, RUBRIC, a_scan

FIRST = RUBRIC.replace("code: DEL-01", "code: DEL-01\n        subject: pinning").replace(
    "code: DEL-02", "code: DEL-02\n        subject: review"
)
SECOND = FIRST.replace("id: example", "id: second").replace("name: Example\n", "name: Second\n").replace("DEL-", "SEC-")
OTHER = "second/pinned"


@pytest.fixture
def opened(tmp_path: Path) -> OpenAudit:
    audit = create_audit(
        tmp_path / "a.sightline", DETAILS, [FIRST, SECOND], time_zone="UTC", actor=ANNA, recommendations=RECOMMENDATIONS
    )
    audit.do(edit.adopt_scan(audit, a_scan()))
    return audit


def test_nothing_is_offered_before_a_criterion_is_judged_and_only_in_other_rubrics(opened: OpenAudit) -> None:
    assert alike(opened, PINNED) == ()
    opened.do(edit.choose_level(opened, PINNED, 1, REASON))
    (offer,) = alike(opened, PINNED)
    assert (offer.key, offer.code, offer.rubric, offer.label, offer.judged) == (OTHER, "SEC-01", "Second", "Partly", "")


def test_answer_reason_and_evidence_go_along_and_come_back_in_one_step(opened: OpenAudit) -> None:
    opened.do(edit.choose_level(opened, PINNED, 1, REASON))
    opened.do(edit.attach(opened, PINNED, opened.put_attachment(b"example", "example.txt")))
    before = opened.audit
    change = judge_alike(opened, PINNED)
    opened.do(change)
    judgement = opened.audit.judgements[OTHER]
    assert (judgement.level, judgement.justification) == (1, REASON)
    assert opened.audit.links[OTHER] == opened.audit.links[PINNED]
    assert [each.settled for each in alike(opened, PINNED)] == [True]
    opened.do(change.inverse(before))
    assert opened.audit == before


def test_what_was_judged_otherwise_is_changed_only_when_named(opened: OpenAudit) -> None:
    opened.do(edit.choose_level(opened, OTHER, 0, REASON))
    opened.do(edit.choose_level(opened, PINNED, 2))
    (offer,) = alike(opened, PINNED)
    assert offer.differs
    with pytest.raises(edit.NotPossible):
        judge_alike(opened, PINNED)
    opened.do(judge_alike(opened, PINNED, [OTHER]))
    assert opened.audit.judgements[OTHER].level == 2


def test_a_level_that_the_other_scale_lacks_becomes_the_next_lower_one(tmp_path: Path) -> None:
    coarse = "\n".join(line for line in SECOND.splitlines() if "rating: 0.5" not in line) + "\n"
    if coarse == SECOND:
        pytest.fail("the example lost its middle level")
    with create_audit(tmp_path / "b.sightline", DETAILS, [FIRST, coarse], time_zone="UTC", actor=ANNA) as audit:
        audit.do(edit.choose_level(audit, PINNED, 1, REASON))
        assert [each.label for each in alike(audit, PINNED)] == ["Not met"]


def test_a_top_level_with_conditions_waits_as_a_draft(opened: OpenAudit) -> None:
    opened.do(edit.choose_level(opened, "example/reviewed", 1, "", [0, 1]))
    opened.do(judge_alike(opened, "example/reviewed"))
    assert "second/reviewed" not in opened.audit.judgements
    assert opened.audit.drafts["second/reviewed"].level == 1


def test_an_answer_without_a_reason_says_where_it_comes_from(opened: OpenAudit) -> None:
    opened.do(edit.choose_level(opened, PINNED, 2))
    opened.do(judge_alike(opened, PINNED))
    assert opened.audit.judgements[OTHER].justification == "As judged for DEL-01 of Example."
    assert opened.audit.judgements[OTHER].kind is Kind.ANSWER


def test_the_command_line_names_the_others_and_answers_them_when_asked(
    opened: OpenAudit, capsys: pytest.CaptureFixture[str]
) -> None:
    opened.close()
    judge = ["audit", "judge", str(opened.path), "example/pinned", "--level", "2", "--because", REASON]
    assert main(judge) == 0
    assert "also asked by SEC-01 (Second): would be Partly; --alike gives the same answer" in capsys.readouterr().out
    assert main([*judge, "--alike"]) == 0
    assert "also asked by SEC-01 (Second): Partly" in capsys.readouterr().out
    with open_audit(opened.path) as again:
        assert again.audit.judgements[OTHER].level == 1
