import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from core.model.judgement import Actor
from core.rubric.loading import shipped_text
from core.scoring.score import score
from core.workflows import edit
from core.workflows.open import create_audit, open_audit
from tests.helpers.audits import (
    ANNA,
    CHECKOUT,
    DETAILS,
    PINNED,
    REASON,
    REVIEWED,
    RUBRIC,
    Outcome,
    a_scan,
    answer,
    new_audit,
)

TRACED = "example/traced@checkout"


def test_everything_that_was_done_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    with new_audit(tmp_path) as opened:
        opened.do(edit.set_processes(opened, [CHECKOUT]))
        traced = {"checkout": {"process.traced": answer("process.traced", Outcome.PRESENT, ("src/checkout/a.py", 3))}}
        opened.do(
            edit.adopt_scan(opened, a_scan(answer("dependencies.pinned", Outcome.PARTIAL), processes=traced), "/repo")
        )
        opened.do(edit.choose_level(opened, PINNED, 0, REASON))
        opened.do(edit.choose_level(opened, REVIEWED, 1))  # a draft: its conditions are not ticked
        opened.do(edit.note(opened, TRACED, "ask again"))
        opened.do(edit.set_text("headline", "Example headline"))
        opened.do(edit.set_details(replace(DETAILS, reviewer="Berta Example")))
    with open_audit(tmp_path / "a.sightline") as again:
        assert again.audit == opened.audit
        assert again.scan == opened.scan
        assert again.scores == opened.scores
        assert again.rubrics == opened.rubrics
        assert again.recommendations == opened.recommendations
        assert again.actor == ANNA


def test_scores_after_each_edit_are_those_of_scoring_everything(tmp_path: Path) -> None:
    with new_audit(tmp_path) as opened:
        opened.do(edit.set_processes(opened, [CHECKOUT]))
        opened.do(edit.adopt_scan(opened, a_scan(answer("dependencies.pinned", Outcome.PRESENT))))
        steps = [
            lambda: edit.choose_level(opened, PINNED, 0, REASON),
            lambda: edit.choose_level(opened, REVIEWED, 1, ticked=(0, 1)),
            lambda: edit.choose_level(opened, TRACED, 1),
            lambda: edit.not_applicable(opened, REVIEWED, "Nobody else works on it."),
            lambda: edit.clear_level(opened, PINNED),
            lambda: edit.applicable_again(opened, REVIEWED),
            lambda: edit.set_processes(opened, []),
        ]
        seen = []
        for step in steps:
            opened.do(step())
            whole = score(opened.rubrics["example"], opened.facts("example"))
            assert opened.scores["example"] == whole
            seen.append(whole.overall.point)
        assert len(set(seen)) > 3


def test_the_rubric_of_an_audit_stays_what_it_was_when_a_newer_one_ships(tmp_path: Path) -> None:
    with create_audit(tmp_path / "a.sightline", DETAILS, ["process-integrity"], time_zone="UTC", actor=ANNA) as opened:
        (ref,) = opened.audit.rubrics
        assert opened.text(ref.digest) == shipped_text("process-integrity")
        assert opened.recommendations.recommendations
        assert [p.name for p in opened.audit.phases] == [p.name for p in opened.rubrics["process-integrity"].phases]


def test_another_rubric_can_be_adopted_and_its_evidence_gets_numbers(tmp_path: Path) -> None:
    with new_audit(tmp_path) as opened:
        found = a_scan(
            answer("dependencies.pinned", Outcome.PRESENT, ("a.lock", 1)),
            answer("ci.runs-tests", Outcome.PRESENT, ("ci.yml", 7)),
        )
        opened.do(edit.adopt_scan(opened, found))
        assert len(opened.audit.evidence_numbers) == 1
        text = RUBRIC.replace("id: example", "id: other").replace("dependencies.pinned", "ci.runs-tests")
        ref = opened.put_rubric(text)
        from core.rubric.loading import parse

        refs = [*opened.audit.rubrics, ref]
        opened.do(edit.adopt_rubrics(opened, refs, [*opened.rubrics.values(), parse(text, "other")]))
        assert list(opened.scores) == ["example", "other"]
        assert sorted(opened.audit.evidence_numbers.values()) == [1, 2]


def test_who_opens_it_is_who_the_trail_names(tmp_path: Path) -> None:
    new_audit(tmp_path).close()
    with open_audit(tmp_path / "a.sightline", Actor("berta", "Berta Example")) as opened:
        opened.do(edit.note(opened, PINNED, "x"))
        opened.do(edit.choose_level(opened, PINNED, 2))
        assert [e.actor_name for e in opened.trail()] == ["Anna Example", "Berta Example", "Berta Example"]
        assert opened.audit.judgements[PINNED].actor == "berta"


def test_a_text_with_every_kind_of_character_comes_back(tmp_path: Path) -> None:
    text = 'quote " backslash \\ newline \n nul-free é 漢字 🙂 </script> \u2028'
    with new_audit(tmp_path) as opened:
        opened.do(edit.note(opened, PINNED, text))
        opened.do(edit.set_text(text, text))
    with open_audit(tmp_path / "a.sightline") as again:
        assert again.audit.notes[PINNED] == text
        assert again.audit.text == {text: text}


def test_the_database_library_is_not_loaded_before_a_file_is_opened() -> None:
    code = "import sys, core.workflows.open, core.workflows.edit; print({'sqlmodel', 'sqlalchemy'} & set(sys.modules))"
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("name", ["", "Nowhere/City", "../../etc/passwd"])
def test_a_time_zone_must_exist(tmp_path: Path, name: str) -> None:
    with pytest.raises(Exception, match="time zone"):
        create_audit(tmp_path / "a.sightline", DETAILS, [RUBRIC], time_zone=name, actor=ANNA)
