import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.audit.trail import ChainReport, Mark, replay
from core.progress import Silent
from core.workflows import edit
from core.workflows.open import create_audit, open_audit
from tests.helpers.audits import ANNA, DETAILS, PINNED, RECOMMENDATIONS, REVIEWED, RUBRIC, new_audit


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An audit of eleven entries."""
    with new_audit(tmp_path) as opened:
        for n in range(5):
            opened.do(edit.note(opened, PINNED, f"note {n}"))
            opened.do(edit.choose_level(opened, REVIEWED, n % 2, ticked=(0, 1)))
    return tmp_path / "a.sightline"


def tamper(file: Path, *statements: str) -> None:
    connection = sqlite3.connect(file)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def check(file: Path) -> ChainReport:
    with open_audit(file) as opened:
        return opened.verify_trail(Silent())


def test_the_latest_entries_come_first_with_the_criteria_they_touched(file: Path) -> None:
    with open_audit(file) as opened:
        found = opened.latest(3)
        whole = opened.trail()
    assert [entry for entry, _ in found] == list(reversed(whole))[:3]
    assert [keys for _, keys in found] == [(REVIEWED,), (PINNED,), (REVIEWED,)]


def test_an_untouched_trail_holds(file: Path) -> None:
    report = check(file)
    assert (report.entries, report.problems, report.state_agrees) == (11, (), True)


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (["UPDATE trail SET actor_name = 'Somebody Else' WHERE sequence = 4"], "Entry 4 was changed"),
        (["UPDATE trail SET at = '2020-01-01T00:00:00+00:00' WHERE sequence = 4"], "Entry 4 was changed"),
        (["UPDATE payload SET body = (SELECT body FROM payload WHERE sequence = 6) WHERE sequence = 4"], "entry 4 did"),
        (
            [f"DELETE FROM {table} WHERE sequence = 5" for table in ("touched", "payload", "trail")],
            "1 entries before entry 6 are missing",
        ),
        (["DELETE FROM payload WHERE sequence = 5"], "entry 5 did is missing"),
        (
            [
                "UPDATE trail SET sequence = -1 WHERE sequence = 4",
                "UPDATE trail SET sequence = 4 WHERE sequence = 6",
                "UPDATE trail SET sequence = 6 WHERE sequence = -1",
            ],
            "Entry 4 does not follow",
        ),
        (["UPDATE present SET value = '\"kinder\"' WHERE part = 'notes'"], "not what its trail leads to"),
        (["DELETE FROM present WHERE part = 'judgements'"], "not what its trail leads to"),
    ],
)
def test_tampering_is_found(file: Path, statements: list[str], said: str) -> None:
    tamper(file, *statements)
    report = check(file)
    assert not report.holds
    assert any(said in problem for problem in report.problems), report.problems


def test_cutting_the_trail_off_is_found_by_the_state_it_leads_to_and_by_the_head(file: Path) -> None:
    with open_audit(file) as opened:
        head = opened.trail_head()
    tamper(
        file,
        "DELETE FROM touched WHERE sequence > 9",
        "DELETE FROM payload WHERE sequence > 9",
        "DELETE FROM trail WHERE sequence > 9",
    )
    report = check(file)
    assert report.state_agrees is False
    assert report.head is not None
    assert report.head.hash != head.hash


def test_the_latest_entries_are_checked_whenever_it_is_opened(file: Path) -> None:
    with open_audit(file) as opened:
        assert opened.trail_problems == ()
    tamper(file, "UPDATE trail SET kind = 'note' WHERE sequence = 11")
    with open_audit(file) as opened:
        assert opened.trail_problems == ("Entry 11 was changed.",)


def test_a_clock_that_is_turned_back_does_not_turn_the_trail_back(tmp_path: Path) -> None:
    times = iter(datetime(2026, 1, day, tzinfo=UTC) for day in (10, 9, 8, 11))
    opened = create_audit(
        tmp_path / "a.sightline",
        DETAILS,
        [RUBRIC],
        time_zone="UTC",
        actor=ANNA,
        recommendations=RECOMMENDATIONS,
        clock=lambda: next(times),
    )
    for text in ("a", "b", "c"):
        opened.do(edit.note(opened, PINNED, text))
    assert [entry.at.day for entry in opened.trail()] == [10, 10, 10, 11]
    assert opened.verify_trail(Silent()).holds
    opened.close()


def test_the_file_holds_what_its_trail_leads_to(file: Path) -> None:
    import msgspec

    connection = sqlite3.connect(file)
    bodies = [row[0] for row in connection.execute("SELECT body FROM payload ORDER BY sequence")]
    connection.close()
    with open_audit(file) as opened:
        assert replay(msgspec.json.decode(body) for body in bodies) == opened.audit


def test_a_purged_note_is_nowhere_in_the_file_and_the_chain_still_holds(tmp_path: Path) -> None:
    file = tmp_path / "a.sightline"
    with new_audit(tmp_path) as opened:
        opened.do(edit.note(opened, PINNED, "the secret password"))
        opened.do(edit.note(opened, PINNED, "nothing"), Mark.NONE)
        opened.do(edit.note(opened, REVIEWED, "kept"))
        with pytest.raises(Exception, match="needs a reason"):
            opened.purge("  ", sequences=[2])
        opened.purge("The client asked for it.", sequences=[2])
        report = opened.verify_trail(Silent())
        assert (report.problems, report.purged, report.state_agrees) == ((), 1, True)
        opened.do(edit.note(opened, REVIEWED, "after"))
        assert opened.history(PINNED)[0].purged == "The client asked for it."
        assert opened.trail()[4].label == "purge: The client asked for it."
    assert b"secret password" not in file.read_bytes()
    assert b"kept" in file.read_bytes()
    assert check(file).state_agrees is True
