from pathlib import Path

import pytest

from core.model.answer import Answer, Message
from core.model.evidence import Evidence
from core.model.outcome import Outcome
from core.probes.accuracy import published, rate, rounds, wilson
from core.workflows.scan import scan
from tests.accuracy.draw import drawn
from tests.accuracy.held_out import AGAIN, FILE, LATER, held_out, later_rounds, read
from tests.accuracy.repositories import find, under_its_name
from tests.accuracy.scoring import Board
from tests.helpers.repositories import repository


def _answer(probe: str, outcome: Outcome, *paths: str) -> Answer:
    evidence = tuple(Evidence(path=path, blob="", line=3, end_line=3, snippet="") for path in paths)
    return Answer(probe, outcome, "", Message(""), evidence=evidence)


def _board(labels, answers) -> Board:
    board = Board()
    board.score("owner/name", labels, {answer.probe: answer for answer in answers})
    return board


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [  # by the closed formula, as printed by R's prop.test(correct = FALSE) and by published tables
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I
        (15, 148, 0.0624, 0.1605),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_wilsons(right, n, low, high):
    assert wilson(right, n) == pytest.approx((low, high), abs=5e-5)


def test_of_nothing_nothing_is_known():
    assert wilson(0, 0) == (0.0, 1.0)
    assert rate(0, 0).rate == 1.0


@pytest.mark.parametrize(
    ("outcome", "right"),
    [
        (Outcome.PRESENT, True),
        (Outcome.PARTIAL, True),
        (Outcome.UNPROVEN, True),
        (Outcome.ABSENT, False),
        (Outcome.NOT_APPLICABLE, False),
        (Outcome.ERROR, False),
    ],
)
def test_what_answers_yes(outcome, right):
    board = _board({"ci.tests": {"present": True, "evidence": ["a.yml:3"]}}, [_answer("ci.tests", outcome)])
    assert (board.total.tp, board.total.fn) == ((1, 0) if right else (0, 1))
    assert len(board.wrong) == (0 if right else 1)


def test_unclear_is_left_out_and_a_missing_answer_is_a_miss():
    labels = {"ci.tests": {"present": "unclear"}, "ci.lint": {"present": True}, "ci.sast": {"present": False}}
    board = _board(labels, [])
    assert (board.total.n, board.total.fn, board.total.tn) == (2, 1, 1)
    assert board.wrong == ["owner/name  ci.lint: labelled True (); scan says no such probe"]


def test_a_right_yes_is_cited_when_its_evidence_names_a_labelled_file():
    labels = {
        "ci.tests": {"present": True, "evidence": [".github/workflows/ci.yml:12", "Makefile"]},
        "cd.sbom": {"present": True, "evidence": ["release.yml:1"]},
        "cd.signing": {"present": False},
    }
    answers = [
        _answer("ci.tests", Outcome.PRESENT, "tox.ini", "Makefile"),
        _answer("cd.sbom", Outcome.UNPROVEN, "other.yml"),
        _answer("cd.signing", Outcome.PRESENT, "release.yml"),
    ]
    board = _board(labels, answers)
    assert (board.total.tp, board.total.fp, board.total.cited) == (2, 1, 1)
    assert {area: tally.n for area, tally in board.areas.items()} == {"ci": 1, "cd": 2}
    scores = board.total.scores()
    assert (scores.accuracy.rate, scores.precision.rate, scores.recall.rate) == (0.6667, 0.6667, 1.0)
    assert scores.cited == rate(1, 2)
    assert "cd.signing" in board.wrong[0]
    assert "release.yml:3" in board.wrong[0]


@pytest.mark.parametrize("place", ["owner+name", "owner+name/repo", "owner+name.git"])
def test_a_repository_is_found_bare_or_not(tmp_path: Path, place: str):
    options = ("--bare",) if place.endswith((".git", "/repo")) else ()
    if options:
        source = repository(tmp_path / "source", {"a": "b"})
        source.git("clone", "-q", "--bare", ".", str(tmp_path / "all" / place))
    else:
        repository(tmp_path / "all" / place, {"a": "b"})
    assert find(tmp_path / "all", "owner/name") == tmp_path / "all" / place
    assert find(tmp_path / "all", "owner/other") is None
    with under_its_name(tmp_path / "all" / place, "owner/name") as named:
        assert scan(named).repository.name == "name"


def test_a_seed_repeats_its_draw_of_as_many_yes_as_no():
    outcomes = {f"a.{n}": "absent" for n in range(40)} | {f"p.{n}": "present" for n in range(40)}
    outcomes |= {"n.a": "not applicable", "e.r": "error"}
    yes, no = drawn(outcomes, 7)
    assert drawn(dict(reversed(outcomes.items())), 7) == (yes, no)
    assert drawn(outcomes, 8) != (yes, no)
    assert (len(yes), len(no)) == (10, 10)
    assert all(probe.startswith("p.") for probe in yes)
    assert all(probe.startswith("a.") for probe in no)


@pytest.mark.parametrize(("file", "each"), [(FILE, 20), (AGAIN, 12)])
def test_what_is_published_of_unlabelled_repositories_is_what_was_recorded(file: Path, each: int):
    record = read(file)
    assert record is not None
    assert held_out(record) == (published().held_out if file == FILE else published().held_out_again)
    for repository_read in record["repositories"]:
        said = [answer["said"] for answer in repository_read["answers"]]
        assert (said.count("yes"), said.count("no")) == (each // 2, each // 2)


def test_every_later_round_is_published_and_draws_as_many_yes_as_no():
    assert published().held_out_later == later_rounds() != ()
    for record in filter(None, map(read, LATER)):
        for repository_read in record["repositories"]:
            said = [answer["said"] for answer in repository_read["answers"]]
            assert said.count("yes") == said.count("no") >= 6


def test_no_repository_is_both_labelled_and_read_as_unlabelled():
    accuracy = published()
    assert accuracy.held_out is not None
    assert accuracy.held_out_again is not None
    unlabelled = [r.name for held in rounds(accuracy) for r in held.repositories]
    assert len(set(unlabelled)) == len(unlabelled) >= 6
    assert not set(unlabelled) & {r.name for r in accuracy.repositories}
