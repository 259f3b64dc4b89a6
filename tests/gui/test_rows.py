"""What rows say: pure functions of the open audit."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from core.model.outcome import Outcome
from core.scoring.result import Interval
from core.workflows import edit
from core.workflows.open import OpenAudit
from gui.models import wording
from gui.models.rows import Chip, CriterionRow, category_rows, count, criterion_rows, filtered
from tests.helpers.example_audit import example_audit, with_outcome

REASON = "The exporter was switched off in March."
TRACING = "process-integrity/tracing-set-up"
EXPORT = "process-integrity/traces-exported"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenAudit]:
    with example_audit(tmp_path) as made:
        yield made


def observability(opened: OpenAudit) -> dict[str, CriterionRow]:
    return {row.key: row for row in criterion_rows(opened, "process-integrity", "observability")}


def test_a_criterion_per_process_has_a_row_for_each_below_it(opened: OpenAudit) -> None:
    rows = criterion_rows(opened, "process-integrity", "observability")
    assert [(row.depth, row.title, row.pill) for row in rows[:4]] == [
        (0, "Is every run of this critical process traced from its first stage to its last?", "67 %"),
        (1, "Checkout", "Traced"),
        (1, "Nightly invoice run", "Not traced"),
        (1, "Refunds", "Traced"),
    ]
    assert rows[0].parent and not rows[1].parent


def test_states_differ_in_icon_and_word_not_only_in_colour(opened: OpenAudit) -> None:
    shown = {(row.icon, row.pill) for row in observability(opened).values()}
    assert {("check", "Traced"), ("x", "Not traced"), ("circle-help", "Unproven"), ("user", "Interview")} <= shown
    by_icon = {row.icon: row.tone for row in observability(opened).values()}
    assert by_icon["circle-help"] == "manual"  # unknown is neither a pass nor a fail


def test_an_override_says_from_what_to_what(opened: OpenAudit) -> None:
    opened.do(edit.choose_level(opened, TRACING, 0, REASON))
    row = observability(opened)[TRACING]
    assert (row.remark, row.reviewed, row.overridden, row.pill) == (
        "Overridden Begun → Not set up", True, True, "Not set up",
    )  # fmt: skip


def test_a_draft_is_shown_as_a_draft_and_leaves_the_scan_in_force(opened: OpenAudit) -> None:
    opened.do(edit.choose_level(opened, TRACING, 0, "too short"))
    row = observability(opened)[TRACING]
    assert (row.remark, row.draft, row.reviewed, row.pill) == ("Draft: Not set up", True, False, "Begun")


def test_a_scan_that_changed_under_a_judgement_is_said(opened: OpenAudit) -> None:
    opened.do(edit.choose_level(opened, TRACING, 0, REASON))
    probe = opened.rubrics["process-integrity"].criterion("tracing-set-up").probes()[0]
    opened.do(edit.adopt_scan(opened, with_outcome(opened, probe, Outcome.PRESENT)))
    row = observability(opened)[TRACING]
    assert row.remark == "Scan changed since: now Set up"
    assert not row.reviewed


def test_without_processes_the_criterion_waits_for_one(tmp_path: Path) -> None:
    with example_audit(tmp_path, processes=False) as opened:
        row = criterion_rows(opened, "process-integrity", "observability")[0]
        assert (row.parent, row.reviewed, row.remark) == (True, False, "no critical process recorded")


def test_chips_count_processes_in_place_of_their_criterion(opened: OpenAudit) -> None:
    rows = criterion_rows(opened, "process-integrity", "observability")
    assert [count(rows, chip) for chip in Chip] == [9, 9, 1, 0, 1]


def test_a_filter_keeps_the_criterion_above_a_process(opened: OpenAudit) -> None:
    rows = criterion_rows(opened, "process-integrity", "observability")
    assert [row.title for row in filtered(rows, Chip.NOT_MET, "")][1:] == ["Nightly invoice run"]
    assert [row.depth for row in filtered(rows, Chip.ALL, "refunds")] == [0, 1]
    assert filtered(rows, Chip.ALL, "no such words") == ()


def test_the_row_in_work_stays_although_the_filter_drops_it(opened: OpenAudit) -> None:
    opened.do(edit.choose_level(opened, TRACING, 0, REASON))
    rows = criterion_rows(opened, "process-integrity", "observability")
    assert TRACING not in [row.key for row in filtered(rows, Chip.TO_REVIEW, "")]
    assert TRACING in [row.key for row in filtered(rows, Chip.TO_REVIEW, "", keep=TRACING)]


def test_categories_count_what_can_be_judged(opened: OpenAudit) -> None:
    opened.do(edit.not_applicable(opened, EXPORT, "There is no tracing system."))
    row = category_rows(opened)[0]
    assert (row.name, row.reviewed, row.total) == ("Observability", 1, 9)
    assert row.spoken.startswith("Observability, score ")


def test_what_is_heard_names_code_state_and_evidence(opened: OpenAudit) -> None:
    words = observability(opened)[EXPORT].spoken
    assert words.startswith("OBS-03 Do traces leave the application")
    assert words.endswith("Unproven, High, 1 evidence, to review")


def test_a_process_is_heard_with_its_criterion(opened: OpenAudit) -> None:
    words = observability(opened)["process-integrity/processes-traced@checkout"].spoken
    assert words == "OBS-01 Checkout, Traced, 3 evidence, to review"


def test_figures() -> None:
    assert wording.number(Fraction(10)) == "10"
    assert wording.number(Fraction(149, 20)) == "7.5"
    assert wording.span(Interval(Fraction(1), None, Fraction(1))) == ""
    assert wording.span(Interval(Fraction(0), Fraction(1), Fraction(5, 2))) == "0 – 2.5"
    assert wording.percent(Fraction(999, 1000)) == "99 %"
    assert wording.percent(Fraction(1, 1000)) == "1 %"


def test_rows_never_change() -> None:
    row = CriterionRow("k", "OBS-01", "t", "na", "minus", "n.a.", "", 0)
    assert replace(row, pill="x") != row
    with pytest.raises(AttributeError):
        row.pill = "x"  # type: ignore[misc]
