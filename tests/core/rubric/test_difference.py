"""What changed between two rubrics, and whether a judgement survives it."""

import json
from pathlib import Path

import pytest

from core.cli.main import main
from core.rubric.difference import Change, difference
from core.rubric.library import library
from core.rubric.loading import parse, shipped_text
from core.rubric.making import NotAnId, new_rubric
from tests.helpers.audits import RUBRIC


def changes(old: str, new: str) -> dict[str, Change]:
    found = difference(parse(RUBRIC, "a"), parse(RUBRIC.replace(old, new), "b"))
    return {row.id: row.change for row in found.criteria}


@pytest.mark.parametrize(
    ("old", "new", "criterion", "change"),
    [
        ("Are dependencies pinned?", "Is every dependency pinned?", "pinned", Change.CHANGED),
        ("recommendation: pin", "recommendation: pin\n        weight: 3", "pinned", Change.ADVICE),
        ("id: reviewed", "id: looked-at\n        was: [reviewed]", "looked-at", Change.RENAMED),
        ("id: reviewed", "id: looked-at", "looked-at", Change.NEW),
        ("id: reviewed", "id: looked-at", "reviewed", Change.GONE),
        ("purpose: Example data.", "purpose: Other.", "traced", Change.SAME),
    ],
)
def test_what_became_of_a_criterion(old: str, new: str, criterion: str, change: Change) -> None:
    assert changes(old, new)[criterion] is change


def test_the_changed_words_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = tmp_path / "before.yaml", tmp_path / "after.yaml"
    before.write_text(RUBRIC)
    after.write_text(
        RUBRIC.replace("Are dependencies pinned?", "Is every dependency pinned?").replace("points: 60", "points: 70")
    )
    assert main(["rubric", "diff", str(before), str(after)]) == 0
    said = capsys.readouterr().out
    assert "- Are dependencies pinned?" in said
    assert "+ Is every dependency pinned?" in said
    assert "+ delivery 70, operation 40" in said
    assert main(["rubric", "diff", str(before), str(after), "--format", "json"]) == 0
    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)["criteria"]}
    assert (rows["pinned"]["keeps_judgements"], rows["reviewed"]["keeps_judgements"]) == (False, True)
    assert main(["rubric", "diff", str(before), str(after), "--format", "md"]) == 0
    assert capsys.readouterr().out.startswith("# example 1.0 -> example 1.0")


def test_a_rubric_begun_from_another_asks_the_same_and_keeps_its_comments() -> None:
    text = new_rubric("own-audit", "Own: audit", shipped_text("process-integrity"))
    made = parse(text, "own-audit.yaml")
    assert (made.id, made.name) == ("own-audit", "Own: audit")
    found = difference(parse(shipped_text("process-integrity"), "a"), made)
    assert {row.change for row in found.criteria} == {Change.SAME}
    assert text.count("#") == shipped_text("process-integrity").count("#")


@pytest.mark.parametrize("source", [[], ["--from", "process-integrity"]])
def test_a_new_rubric_is_sound_and_never_replaces_a_file(tmp_path: Path, source: list[str], capsys) -> None:
    target = tmp_path / "shop.yaml"
    assert main(["rubric", "new", "shop", *source, "--output", str(target)]) == 0
    assert main(["rubric", "check", str(target)]) == 0
    before = target.read_bytes()
    assert main(["rubric", "new", "shop", "--output", str(target)]) == 2
    assert target.read_bytes() == before
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["process-integrity", "Shop", "a b", ""])
def test_an_id_that_cannot_be_is_refused(name: str) -> None:
    with pytest.raises(NotAnId):
        new_rubric(name)


def test_own_rubrics_are_listed_and_a_broken_one_hides_no_other(tmp_path: Path, capsys) -> None:
    (tmp_path / "example.yaml").write_text(RUBRIC)
    (tmp_path / "broken.yaml").write_text("id: broken\n  name: [")
    (tmp_path / "process-integrity.yaml").write_text(shipped_text("process-integrity"))
    own = {entry.id: entry.problem for entry in library(tmp_path) if entry.path}
    assert own["example"] == ""
    assert "cannot be read" in own["broken"]
    assert "rubric that ships" in own["process-integrity"]
    assert main(["rubric", "list", "--rubrics", str(tmp_path)]) == 3
    said = capsys.readouterr()
    assert "example  1.0  Example: 3 criteria (own)" in said.out
    assert "broken.yaml: cannot be used" in said.err
    assert main(["rubric", "show", "example", "--rubrics", str(tmp_path)]) == 0
    assert "DEL-01" in capsys.readouterr().out
