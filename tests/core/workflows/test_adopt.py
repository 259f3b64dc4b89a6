"""A newer version of a rubric: what is carried over, what becomes a proposal, what is retired; undone in one step."""

from pathlib import Path

import pytest

from core.audit.adoption import retired_keys
from core.cli.main import main
from core.model.judgement import Kind
from core.workflows import adopt, edit
from core.workflows.open import OpenAudit, create_audit, open_audit
from tests.helpers.audits import ANNA, DETAILS, PINNED, RECOMMENDATIONS, REVIEWED, RUBRIC, a_scan

NEWER = RUBRIC.replace('version: "1.0"', 'version: "2.0"')


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.sightline"
    with create_audit(path, DETAILS, [RUBRIC], time_zone="UTC", actor=ANNA, recommendations=RECOMMENDATIONS) as opened:
        opened.do(edit.adopt_scan(opened, a_scan()))
        opened.do(edit.choose_level(opened, PINNED, 2))
        opened.do(edit.choose_level(opened, REVIEWED, 1, "", [0, 1]))
        opened.do(edit.note(opened, REVIEWED, "Example note"))
    return path


def taken(path: Path, text: str) -> OpenAudit:
    opened = open_audit(path)
    opened.do(adopt.adopt(opened, "example", text))
    return opened


def test_the_same_question_keeps_its_judgement_marked_and_to_be_reviewed(file: Path) -> None:
    with taken(file, NEWER) as opened:
        judgement = opened.audit.judgements[PINNED]
        assert (judgement.level, judgement.carried_from) == (2, judgement.at.date().isoformat())
        row = next(c for c in opened.scores["example"].criteria() if c.key == "pinned")
        assert (row.judged, row.reviewed) == (True, False)
        assert opened.rubrics["example"].version == "2.0"


def test_a_changed_question_makes_the_old_level_a_proposal(file: Path) -> None:
    with taken(file, NEWER.replace("Are dependencies pinned?", "Is every dependency pinned?")) as opened:
        assert PINNED not in opened.audit.judgements
        draft = opened.audit.drafts[PINNED]
        assert draft.level == 2
        assert draft.proposed.startswith("version 1.0, judged on ")


def test_a_scale_that_changed_keeps_the_rating_of_a_proposal(file: Path) -> None:
    best = "          - {label: Met, meaning: Yes., rating: 1, when: {probe: dependencies.pinned}}\n"
    assert best in NEWER
    finer = NEWER.replace(best, "          - {label: Mostly, meaning: Most., rating: 0.75}\n" + best)
    with taken(file, finer) as opened:
        assert opened.audit.drafts[PINNED].level == 3


def test_a_new_id_that_names_the_old_one_takes_everything_along(file: Path) -> None:
    with taken(file, NEWER.replace("id: reviewed", "id: looked-at\n        was: [reviewed]")) as opened:
        assert "example/looked-at" in opened.audit.judgements
        assert opened.audit.notes == {"example/looked-at": "Example note"}
        assert REVIEWED not in opened.audit.judgements


def test_a_criterion_that_is_gone_leaves_a_retired_judgement(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    without = NEWER.replace("id: reviewed", "id: other")
    with taken(file, without) as opened:
        assert retired_keys(opened.audit, opened.rubrics) == (REVIEWED,)
    assert main(["audit", "show", str(file)]) == 0
    assert "1 judgements whose criterion is gone: example/reviewed" in capsys.readouterr().out


def test_taking_a_version_is_undone_in_one_step(file: Path) -> None:
    with open_audit(file) as opened:
        before = opened.audit
        change = adopt.adopt(opened, "example", NEWER.replace("id: reviewed", "id: looked-at\n        was: [reviewed]"))
        back = change.inverse(before)
        opened.do(change)
        opened.do(back)
        assert opened.audit == before
        assert opened.rubrics["example"].version == "1.0"


def test_an_audit_is_told_of_a_newer_text_and_takes_it_on_the_command_line(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = tmp_path / "example.yaml"
    newer.write_text(NEWER)
    with open_audit(file) as opened:
        before = len(opened.trail())
    assert main(["audit", "adopt", str(file), "--file", str(newer), "--dry-run"]) == 0
    assert "version 1.0 -> 2.0" in capsys.readouterr().out
    with open_audit(file) as opened:
        assert len(opened.trail()) == before
    assert main(["audit", "adopt", str(file), "--file", str(newer)]) == 0
    assert "carried over 2 judgements" in capsys.readouterr().out
    with open_audit(file) as opened:
        assert opened.rubrics["example"].version == "2.0"
        assert opened.audit.judgements[PINNED].kind is Kind.ANSWER
        assert opened.trail()[-1].label == "take version 2.0 of Example"


def test_an_older_shipped_rubric_is_offered(tmp_path: Path) -> None:
    from core.rubric.loading import shipped_text

    older = shipped_text("process-integrity").replace('version: "1.0"', 'version: "0.9"', 1)
    with create_audit(tmp_path / "b.sightline", DETAILS, [older], time_zone="UTC", actor=ANNA) as opened:
        (offer,) = adopt.offers(opened)
        assert (offer.version, offer.offered.version) == ("0.9", "1.0")
        opened.do(adopt.adopt(opened, "process-integrity"))
        assert adopt.offers(opened) == ()


def test_an_older_text_is_not_offered_for_a_newer_one(tmp_path: Path) -> None:
    from core.rubric.loading import shipped_text

    newer = shipped_text("process-integrity").replace('version: "1.0"', 'version: "1.10"', 1)
    with create_audit(tmp_path / "b.sightline", DETAILS, [newer], time_zone="UTC", actor=ANNA) as opened:
        assert adopt.offers(opened) == ()


def test_rubrics_are_added_and_left_out(file: Path) -> None:
    with open_audit(file) as opened:
        opened.do(adopt.add_rubric(opened, "process-integrity"))
        assert list(opened.rubrics) == ["example", "process-integrity"]
        with pytest.raises(adopt.NotAdoptable, match="already"):
            adopt.add_rubric(opened, "process-integrity")
        opened.do(adopt.leave_out(opened, "process-integrity"))
        with pytest.raises(adopt.NotAdoptable, match="needs a rubric"):
            adopt.leave_out(opened, "example")
        assert opened.audit.judgements[PINNED].level == 2


def test_a_file_of_another_rubric_is_refused(file: Path) -> None:
    with open_audit(file) as opened, pytest.raises(adopt.NotAdoptable, match="holds the rubric other"):
        adopt.preview(opened, "example", RUBRIC.replace("id: example", "id: other"))
