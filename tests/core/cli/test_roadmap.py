"""`sightline roadmap`: the plan, what changes it, and the backlog for trackers."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from core.cli.backlog import COLUMNS
from core.cli.main import main
from core.model.work import WorkItem, WorkStatus
from core.workflows import edit
from core.workflows.open import open_audit
from tests.helpers.audits import Outcome, a_scan, answer, new_audit
from tests.helpers.planning_audits import planning_audit

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> str:
    """An audit with one gap, whose recommendation takes 2 to 6 hours, and one phase of 80 hours."""
    with new_audit(tmp_path) as opened:
        opened.do(edit.adopt_scan(opened, a_scan(answer("dependencies.pinned", Outcome.ABSENT))))
    return str(tmp_path / "a.sightline")


def run(*arguments: str) -> int:
    return main(["roadmap", *arguments])


def shown(capture: Capture, file: str) -> Any:
    capture.readouterr()
    assert run(file, "--format", "json") == 0
    return json.loads(capture.readouterr().out)


def rows(capture: Capture, *arguments: str) -> list[dict[str, str]]:
    capture.readouterr()
    assert run(*arguments, "--format", "csv") == 0
    return list(csv.DictReader(io.StringIO(capture.readouterr().out)))


def test_the_plan_shows_phases_with_hours_and_the_score_after_them(file: str, capsys: Capture) -> None:
    found = shown(capsys, file)
    phase = found["phases"][0]
    assert (phase["id"], phase["starts"], phase["ends"], phase["capacity"], phase["effort_high"]) == (
        "phase-1", 1, 4, 80, 6,
    )  # fmt: skip
    assert phase["projected"]["example"] == {"low": "30.0", "point": "100.0", "high": "100.0"}
    item = phase["items"][0]
    assert (item["recommendation"], item["codes"], item["gains"]) == ("pin", ["DEL-01"], {"example": 100.0})
    assert found["quick_wins"] == ["pin"]
    assert run(file) == 0
    said = capsys.readouterr().out
    assert "Now [phase-1]: weeks 1-4, 2-6 h of 80 h" in said
    assert "pin: closes DEL-01" in said and "quick wins: pin (6 h)" in said
    assert "2 criteria are open or unproven" in said
    assert run(file, "--format", "md") == 0
    assert "## Now: weeks 1-4, 2-6 h of 80 h" in capsys.readouterr().out


def test_findings_of_several_rubrics_are_told_apart(tmp_path: Path, capsys: Capture) -> None:
    with planning_audit(tmp_path) as opened:
        path = str(opened.path)
    assert run(path) == 0
    assert "pin: closes DEL-01 of First example; " in " ".join(capsys.readouterr().out.split())
    assert run(path, "--format", "md") == 0
    assert "DEL-01 of First example; " in capsys.readouterr().out


def test_work_is_moved_put_off_and_given_back_to_the_planner(file: str, capsys: Capture) -> None:
    assert run("phase", file, "next", "--name", "Next", "--weeks", "2", "--hours", "4") == 0
    assert run("move", file, "pin", "2") == 0
    assert "next now holds 6 h, more than its 4 h" in capsys.readouterr().out
    assert [[i["recommendation"] for i in p["items"]] for p in shown(capsys, file)["phases"]] == [[], ["pin"]]
    assert run("later", file, "pin") == 0
    assert shown(capsys, file)["unplanned"][0]["unplanned"] == "put off by hand"
    assert run("move", file, "pin", "--auto") == 0
    assert [[i["recommendation"] for i in p["items"]] for p in shown(capsys, file)["phases"]] == [["pin"], []]
    with open_audit(Path(file)) as opened:
        assert opened.trail()[-1].label == "move pin"


def test_phases_are_changed_and_removed(file: str, capsys: Capture) -> None:
    assert run("phase", file, "1", "--hours", "3") == 0
    assert "phase-1: Now, 4 weeks, 3 h." in capsys.readouterr().out
    assert shown(capsys, file)["unplanned"][0]["unplanned"] == "fits into no phase"
    assert run("phase", file, "phase-1", "--remove") == 0
    assert shown(capsys, file)["phases"] == []
    assert run("phase", file, "new", "--name", "New") == 2
    assert run("phase", file, "1", "--weeks", "2") == 2
    assert run("phase", file, "later", "--name", "L", "--weeks", "1", "--hours", "1") == 2


def test_the_state_of_work_is_kept_and_shown(file: str, capsys: Capture) -> None:
    assert run("status", file, "pin", "in-progress") == 0
    assert run("owner", file, "pin", "Example team") == 0
    assert run("link", file, "pin", "EX-7") == 0
    assert run("due", file, "pin", "2026-09-30") == 0
    assert run("due", file, "pin", "soon") == 2
    with open_audit(Path(file)) as opened:
        assert opened.audit.work == {"pin": WorkItem(WorkStatus.IN_PROGRESS, "Example team", "EX-7", "2026-09-30")}
    capsys.readouterr()
    assert run(file) == 0
    assert "in-progress, owner Example team, EX-7, due 2026-09-30" in capsys.readouterr().out
    assert run("status", file, "pin", "complete") == 0
    assert "its findings stay until the criteria are judged again: example/pinned" in capsys.readouterr().out
    phase = shown(capsys, file)["phases"][0]
    assert (phase["effort_high"], phase["items"][0]["status"]) == (0, "complete")
    for name in ("owner", "link", "due"):
        assert run(name, file, "pin", "") == 0
    assert run("status", file, "pin", "proposed") == 0
    with open_audit(Path(file)) as opened:
        assert opened.audit.work == {}


def test_initiatives_and_numbers_of_the_client_are_entered(file: str, capsys: Capture) -> None:
    assert run("initiative", file, "wiki", "--title", "One wiki", "--owner", "Example team") == 0
    assert run("initiative", file, "wiki", "--status", "in-progress") == 0
    assert run("initiative", file, "empty") == 2
    assert run("enter", file, "hourly-cost", "95") == 0
    assert run("enter", file, "hourly-cost") == 2
    for name, value in (("hourly-cost", "nan"), ("hourly-cost", "-5"), ("share-avoided", "2"), ("hourly-costs", "95")):
        assert run("enter", file, name, value) == 2
    assert "Nothing uses a number called hourly-costs." in capsys.readouterr().err
    found = shown(capsys, file)
    assert [(i["title"], i["owner"], i["status"]) for i in found["initiatives"]] == [
        ("One wiki", "Example team", "in-progress")
    ]
    assert found["entered"] == {"hourly-cost": 95}
    assert run("initiative", file, "wiki", "--remove") == 0
    assert run("enter", file, "hourly-cost", "--remove") == 0
    found = shown(capsys, file)
    assert (found["initiatives"], found["entered"]) == ([], {})


def test_a_name_that_fits_nothing_is_refused(file: str, capsys: Capture) -> None:
    assert run("move", file, "pi", "1") == 2
    assert "There are: pin." in capsys.readouterr().err
    assert run("move", file, "pin", "9") == 2
    assert run("status", file, "nothing", "complete") == 2
    assert run(file, "--for", "jira") == 2


def test_the_backlog_holds_actions_and_initiatives_without_formulas(file: str, capsys: Capture) -> None:
    run("initiative", file, "wiki", "--title", '=cmd|"/c calc"!A1', "--description", "+1")
    found = rows(capsys, file)
    assert tuple(found[0]) == COLUMNS
    assert [(r["Id"], r["Kind"], r["Phase"], r["Effort high (h)"], r["Closes"]) for r in found] == [
        ("pin", "recommendation", "Now", "6", "example/pinned"),
        ("wiki", "initiative", "", "", ""),
    ]
    assert found[1]["Title"] == '\'=cmd|"/c calc"!A1'


def test_each_tracker_gets_its_columns(file: str, capsys: Capture) -> None:
    run("due", file, "pin", "2026-09-30")
    jira = rows(capsys, file, "--for", "jira")[0]
    assert list(jira) == ["Issue Type", "Summary", "Description", "Priority", "Labels", "Original Estimate", "Due Date"]
    assert (jira["Summary"], jira["Priority"], jira["Original Estimate"]) == ("Pin dependencies.", "Medium", "21600")
    assert (jira["Labels"], jira["Due Date"]) == ("sightline medium now", "2026-09-30")
    assert "Closes: example/pinned" in jira["Description"]
    azure = rows(capsys, file, "--for", "azure-boards")[0]
    assert list(azure)[:2] == ["Work Item Type", "Title"]
    assert (azure["Priority"], azure["Original Estimate"]) == ("3", "6")
    assert "<br>" in azure["Description"] and "\n" not in azure["Description"]
    github = rows(capsys, file, "--for", "github")[0]
    assert (github["title"], github["labels"], github["milestone"]) == (
        "Pin dependencies.", "sightline,medium,now", "Now",
    )  # fmt: skip
    run("status", file, "pin", "complete")
    assert rows(capsys, file, "--for", "github") == []
