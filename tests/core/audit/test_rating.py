"""What choosing a level means."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.audit.audit import Audit, Details
from core.audit.edits import Judge, SetDraft
from core.audit.rating import Blocker, NotRateable, blockers, choose
from core.model.judgement import Actor, Draft, Judgement, Kind
from core.model.outcome import Outcome
from core.scoring.facts import Facts, Told
from core.scoring.result import CriterionScore
from core.scoring.score import score
from tests.helpers.rubrics import category, criterion, rubric

NOW = datetime(2026, 1, 1, tzinfo=UTC)
REASON = "It is switched off in production."
RUBRIC = rubric(
    "weighted",
    10,
    [
        category(
            "c",
            10,
            [criterion("k", "x.y"), criterion("told"), criterion("p", "process.traced", per_process="process.traced")],
        )
    ],
)


def scored(outcome: Outcome | None, name: str = "k") -> CriterionScore:
    facts = Facts(probes={} if outcome is None else {"x.y": Told(outcome)}, processes=("pay",))
    return next(c for c in score(RUBRIC, facts).criteria() if c.criterion == name)


def judgement(
    level: int, kind: Kind, scan_level: int | None, state: str, why: str = "", ticked: tuple[int, ...] = ()
) -> Judge:
    return Judge("t/k", Judgement(level, kind, "me", NOW, scan_level, state, why, ticked))


@pytest.mark.parametrize(
    ("outcome", "level", "why", "expected"),
    [
        (Outcome.PRESENT, 2, "", judgement(2, Kind.CONFIRMATION, 2, "rated")),
        (Outcome.UNPROVEN, 2, "", judgement(2, Kind.CONFIRMATION, 2, "unproven")),
        (Outcome.ABSENT, 2, REASON, judgement(2, Kind.OVERRIDE, 0, "rated", REASON)),
        (Outcome.ABSENT, 2, "too short" + " " * 30, SetDraft("t/k", Draft(2, "too short" + " " * 30))),
        (Outcome.UNPROVEN, 0, "", SetDraft("t/k", Draft(0))),
        (Outcome.ERROR, 1, "", judgement(1, Kind.ANSWER, None, "open")),
        (None, 0, "", judgement(0, Kind.ANSWER, None, "open")),
    ],
)
def test_a_level_is_a_confirmation_an_answer_an_override_or_a_draft(
    outcome: Outcome | None, level: int, why: str, expected: SetDraft | Judge
) -> None:
    assert choose(RUBRIC, scored(outcome), level, why, (), "me", NOW) == expected


def test_the_top_level_of_an_interview_waits_for_its_conditions() -> None:
    open_one = scored(None, "told")
    assert choose(RUBRIC, open_one, 2, "", (), "me", NOW) == SetDraft("t/told", Draft(2))
    ticked = choose(RUBRIC, open_one, 2, "", [0, 0, 7], "me", NOW)
    assert isinstance(ticked, Judge) and ticked.judgement is not None
    assert (ticked.judgement.kind, ticked.judgement.ticked) == (Kind.ANSWER, (0,))
    assert isinstance(choose(RUBRIC, open_one, 1, "", (), "me", NOW), Judge)


def test_a_per_process_criterion_is_judged_for_a_process() -> None:
    whole = scored(None, "p")
    with pytest.raises(NotRateable, match="for each critical process"):
        choose(RUBRIC, whole, 2, "", (), "me", NOW)
    assert choose(RUBRIC, whole.processes[0], 2, "", (), "me", NOW).key == "t/p@pay"


def test_a_level_that_is_not_there_cannot_be_chosen() -> None:
    with pytest.raises(NotRateable, match="no level 4"):
        choose(RUBRIC, scored(None), 3, "", (), "me", NOW)


def test_drafts_keep_an_audit_from_being_signed() -> None:
    audit = Audit("a", NOW, "Europe/Berlin", "en", Details("Example", "Example client", Actor("me", "Example auditor")))
    facts = Facts(probes={"x.y": Told(Outcome.PRESENT)}, processes=("pay",))
    found = score(RUBRIC, facts)
    assert blockers(audit, RUBRIC, found) == ()
    drafts = {"t/p@pay": Draft(1), "t/k": Draft(0, "because"), "t/told": Draft(2), "other/k": Draft(0)}
    assert blockers(replace(audit, drafts=drafts), RUBRIC, found) == (
        Blocker(
            "t/k",
            "K",
            "“Not met” is a draft: it differs from the scan and needs a reason of 20 characters; 7 are there.",
        ),
        Blocker("t/told", "TOLD", "“Met” is a draft: 1 of 1 conditions of the top level are not ticked."),
        Blocker("t/p@pay", "P", "“Partly” is a draft: it was not put in force."),
    )
