"""An audit that begins from an earlier one: what it takes over, and what has to be decided again."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.audit.audit import EarlierAudit
from core.audit.edits import SetWork
from core.cli.main import main
from core.model.work import Initiative, WorkItem, WorkStatus
from core.workflows import edit
from core.workflows.open import OpenAudit, create_audit, open_audit
from core.workflows.reaudit import carry_over, details_again, rubrics_again
from tests.helpers import repositories
from tests.helpers.audits import (
    ANNA,
    CHECKOUT,
    DETAILS,
    PINNED,
    REASON,
    RECOMMENDATIONS,
    REVIEWED,
    RUBRIC,
    START,
    Outcome,
    a_scan,
    answer,
    new_audit,
    ticking,
)  # fmt: skip

TRACED = "example/traced@checkout"


@pytest.fixture
def earlier(tmp_path: Path) -> OpenAudit:
    """An audit with an override, an answer, a judged process, work and an initiative."""
    with new_audit(tmp_path, "earlier.sightline") as opened:
        opened.do(edit.set_processes(opened, [CHECKOUT]))
        opened.do(edit.adopt_scan(opened, a_scan(answer("dependencies.pinned", Outcome.PRESENT, ("a.lock", 1)))))
        opened.do(edit.choose_level(opened, PINNED, 0, REASON, at=START))
        opened.do(edit.choose_level(opened, REVIEWED, 1, "Shown.", (0, 1), at=START))
        opened.do(edit.choose_level(opened, TRACED, 1, at=START))
        opened.do(edit.set_work("pin", WorkItem(WorkStatus.IN_PROGRESS, "Example team")))
        opened.do(edit.set_initiatives([Initiative("wiki", "One wiki")]))
        yield opened


def following(folder: Path, rubric: str = RUBRIC) -> OpenAudit:
    return create_audit(
        folder / "now.sightline", DETAILS, [rubric], time_zone="UTC", actor=ANNA, recommendations=RECOMMENDATIONS,
        clock=ticking(),
    )  # fmt: skip


def test_judgements_are_carried_over_with_their_date_and_wait_for_a_review(earlier: OpenAudit, tmp_path: Path) -> None:
    with following(tmp_path) as opened:
        found = carry_over(earlier, opened)
        opened.do(found.edit)
        opened.do(edit.adopt_scan(opened, a_scan(answer("dependencies.pinned", Outcome.PRESENT, ("a.lock", 1)))))
        assert found.kept == (PINNED, REVIEWED, TRACED)
        for key, judgement in opened.audit.judgements.items():
            assert judgement == replace(earlier.audit.judgements[key], carried_from="2026-01-05")
        assert opened.scores["example"].overall == earlier.scores["example"].overall
        assert (earlier.scores["example"].reviewed, opened.scores["example"].reviewed) == (1, 0)
        opened.do(edit.choose_level(opened, REVIEWED, 1, "Shown again.", (0, 1)))
        assert opened.scores["example"].reviewed > 0


def test_processes_work_and_initiatives_come_along_in_one_step(earlier: OpenAudit, tmp_path: Path) -> None:
    with following(tmp_path) as opened:
        empty = opened.audit
        change = carry_over(earlier, opened).edit
        back = change.inverse(empty)
        opened.do(change)
        assert opened.audit.processes == (CHECKOUT,)
        assert opened.audit.work == earlier.audit.work
        assert opened.audit.initiatives == earlier.audit.initiatives
        opened.do(back)
        assert opened.audit == empty


def test_what_asks_something_else_is_a_proposal_and_what_is_gone_stays_behind(
    earlier: OpenAudit, tmp_path: Path
) -> None:
    changed = RUBRIC.replace("Are dependencies pinned?", "Are builds repeatable?").replace("id: reviewed", "id: other")
    with following(tmp_path, changed) as opened:
        found = carry_over(earlier, opened)
        opened.do(found.edit)
        assert (found.kept, found.proposals, found.retired) == ((TRACED,), (PINNED,), (REVIEWED,))
        assert set(opened.audit.judgements) == {TRACED}
        draft = opened.audit.drafts[PINNED]
        assert (draft.level, draft.justification) == (0, REASON)
        assert "2026-01-05" in draft.proposed


def test_drafts_and_decisions_that_end_with_an_engagement_are_not_carried(earlier: OpenAudit, tmp_path: Path) -> None:
    earlier.do(edit.clear_level(earlier, PINNED))
    earlier.do(edit.choose_level(earlier, PINNED, 0))  # a draft: it differs from the scan and has no reason
    earlier.do(edit.not_applicable(earlier, REVIEWED, "No team."))
    earlier.do(edit.accept_risk(earlier, "example/traced", "Replaced.", "2099-01-01"))
    with following(tmp_path) as opened:
        found = carry_over(earlier, opened)
        opened.do(found.edit)
        assert found.decide_again == (REVIEWED, "example/traced")
        assert (opened.audit.drafts, opened.audit.not_applicable, opened.audit.accepted_risks) == ({}, {}, {})


def test_the_earlier_audit_becomes_part_of_the_history(earlier: OpenAudit) -> None:
    found = details_again(earlier)
    assert found.earlier == (EarlierAudit("Example audit", "2026-01-05", "70.0 of 100", "example"),)
    assert (found.client, found.lead, found.reference, found.confidence) == ("Example client", ANNA, "", "")


def test_a_rubric_that_only_the_earlier_audit_has_is_taken_from_there(earlier: OpenAudit) -> None:
    assert rubrics_again(earlier) == ((RUBRIC,), RECOMMENDATIONS)


def test_a_new_audit_from_an_earlier_one_in_one_command(
    earlier: OpenAudit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier.do(SetWork("pin", None))
    earlier.close()
    repository = repositories.repository(tmp_path / "shop", {"README.md": "# Shop\n"})
    output = tmp_path / "now.sightline"
    arguments = ["audit", "new", str(repository.folder), "--output", str(output)]
    assert main(arguments) == 2
    assert "--client and --auditor" in capsys.readouterr().err
    assert main([*arguments, "--from", str(earlier.path), "--auditor", "Ben Example"]) == 0
    assert "3 judgements, marked with their date; review each again" in capsys.readouterr().out
    with open_audit(output) as opened:
        details = opened.audit.details
        assert (details.client, details.title, details.lead.name) == ("Example client", "Example audit", "Ben Example")
        assert opened.audit.time_zone == "Europe/Berlin"
        assert opened.audit.processes == (CHECKOUT,)
        assert opened.scan is not None and "checkout" in opened.scan.processes
    assert main(["audit", "show", str(output)]) == 0
    assert "carried over, judged on 2026-01-05: review it again" in capsys.readouterr().out
