"""What of an audit counts for the score."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from core.audit.audit import Audit, Details
from core.audit.facts import facts
from core.model.answer import Answer, Message
from core.model.judgement import Actor, Draft, Judgement, Kind, NotApplicable
from core.model.measurement import Measurement
from core.model.outcome import Outcome
from core.model.process import CriticalProcess
from core.model.scan import RepositoryState, Scan
from core.scoring.facts import Facts, Told
from tests.helpers.rubrics import category, criterion, needs, rubric

NOW = datetime(2026, 1, 1, tzinfo=UTC)
AUDIT = Audit("a", NOW, "Europe/Berlin", "en", Details("Example", "Example client", Actor("me", "Example auditor")))
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


def answer(probe: str, outcome: Outcome, skipped: bool = False) -> Answer:
    return Answer(probe, outcome, "Found.", Message("Found."), skipped_source=skipped)


def scan(outcome: Outcome, **fields: Any) -> Scan:
    return Scan(
        id="s",
        sightline="1",
        probe_set="p",
        engine="e",
        started_at=NOW,
        finished_at=NOW,
        repository=RepositoryState("example", "main", "0" * 40, NOW),
        probes={"x.y": answer("x.y", outcome), "x.z": answer("x.z", Outcome.ABSENT, True)},
        **fields,
    )


def judged(level: int, kind: Kind = Kind.CONFIRMATION, **fields: Any) -> Judgement:
    return Judgement(level, kind, "me", NOW, **fields)


def test_an_audit_without_a_scan_knows_nothing() -> None:
    assert facts(AUDIT, RUBRIC, None) == Facts()


def test_outcomes_measurements_and_processes_come_from_the_scan_and_the_audit() -> None:
    found = facts(
        replace(AUDIT, processes=(CriticalProcess("pay", "Payment"),)),
        RUBRIC,
        scan(
            Outcome.PRESENT,
            processes={"pay": {"process.traced": answer("process.traced", Outcome.PARTIAL)}},
            measurements={"dora.lead-time": Measurement("dora.lead-time", 4.5, "hours", "git")},
        ),
    )
    assert found == Facts(
        probes={"x.y": Told(Outcome.PRESENT), "x.z": Told(Outcome.ABSENT, True)},
        process_probes={"pay": {"process.traced": Told(Outcome.PARTIAL)}},
        measurements={"dora.lead-time": 4.5},
        processes=("pay",),
    )


def test_a_probe_that_was_not_run_is_unknown() -> None:
    assert "x.z" not in facts(AUDIT, RUBRIC, scan(Outcome.PRESENT, not_run=("x.z",))).probes


def test_drafts_and_unjustified_overrides_do_not_count() -> None:
    audit = replace(
        AUDIT,
        drafts={"t/told": Draft(2)},
        judgements={"t/k": judged(0, Kind.OVERRIDE, scan_level=2, justification="too short")},
    )
    assert facts(audit, RUBRIC, scan(Outcome.PRESENT)).levels == {}


def test_judgements_of_this_rubric_count_and_are_reviewed() -> None:
    reason = "The exporter is switched off in production."
    audit = replace(
        AUDIT,
        judgements={
            "t/k": judged(0, Kind.OVERRIDE, scan_level=2, scan_state="rated", justification=reason),
            "t/told": judged(1, Kind.ANSWER, scan_state="open"),
            "other/k": judged(1),
        },
        not_applicable={"t/p": NotApplicable("No process is critical.", "me", NOW)},
    )
    found = facts(audit, RUBRIC, scan(Outcome.PRESENT))
    assert found.levels == {"k": 0, "told": 1}
    assert found.reviewed == {"k", "told"}
    assert found.not_applicable == {"p"}


def test_another_scan_keeps_the_judgement_in_force_but_takes_it_out_of_reviewed() -> None:
    audit = replace(AUDIT, judgements={"t/k": judged(2, scan_level=2, scan_state="rated")})
    for outcome, reviewed in ((Outcome.PRESENT, {"k"}), (Outcome.ABSENT, set()), (Outcome.UNPROVEN, set())):
        found = facts(audit, RUBRIC, scan(outcome))
        assert (found.levels, found.reviewed) == ({"k": 2}, reviewed), outcome


def test_a_judgement_carried_over_is_not_yet_reviewed() -> None:
    audit = replace(AUDIT, judgements={"t/k": judged(2, scan_level=2, scan_state="rated", carried_from="2025-01-01")})
    found = facts(audit, RUBRIC, scan(Outcome.PRESENT))
    assert (found.levels, found.reviewed) == ({"k": 2}, frozenset())


def test_a_judgement_of_one_process_is_reviewed_by_that_process() -> None:
    audit = replace(
        AUDIT,
        processes=(CriticalProcess("pay", "Payment"), CriticalProcess("ship", "Shipping")),
        judgements={
            "t/p@pay": judged(2, scan_level=2, scan_state="rated"),
            "t/p@ship": judged(2, scan_level=2, scan_state="rated"),
            "t/p@gone": judged(2, scan_level=2, scan_state="rated"),
        },
    )
    told = {
        "pay": {"process.traced": answer("process.traced", Outcome.PRESENT)},
        "ship": {"process.traced": answer("process.traced", Outcome.ABSENT)},
    }
    assert facts(audit, RUBRIC, scan(Outcome.PRESENT, processes=told)).reviewed == {"p@pay"}


def test_a_rating_made_from_other_criteria_is_compared_too() -> None:
    made = criterion("sum", "x.y")
    made["levels"] = [made["levels"][0], {**made["levels"][2], "when": needs("told", 0.5)}]
    chosen = rubric("weighted", 10, [category("c", 10, [criterion("told"), made])])
    audit = replace(
        AUDIT,
        judgements={
            "t/told": judged(1, Kind.ANSWER, scan_state="open"),
            "t/sum": judged(1, scan_level=1, scan_state="rated"),
        },
    )
    assert facts(audit, chosen, None).reviewed == {"told", "sum"}
    lower = replace(audit, judgements={**audit.judgements, "t/told": judged(0, Kind.ANSWER, scan_state="open")})
    assert facts(lower, chosen, None).reviewed == {"told"}
