"""`sightline findings`: what it lists, what it accepts, and how it compares with an earlier audit."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from core.cli.main import main
from core.workflows import edit
from core.workflows.open import open_audit
from tests.helpers.audits import CHECKOUT, PINNED, REVIEWED, Outcome, a_scan, answer, new_audit

Capture = pytest.CaptureFixture[str]
TRACED = "example/traced"


def make(folder: Path, outcome: Outcome = Outcome.PARTIAL, name: str = "a.sightline") -> str:
    """An audit whose dependencies are pinned as told, with one critical process of which nothing is known."""
    with new_audit(folder, name) as opened:
        opened.do(edit.set_processes(opened, [CHECKOUT]))
        opened.do(edit.adopt_scan(opened, a_scan(answer("dependencies.pinned", outcome, ("go.mod", 3)))))
    return str(folder / name)


def run(*arguments: str) -> int:
    return main(["findings", *arguments])


def listed(capture: Capture, *arguments: str) -> list[dict[str, object]]:
    capture.readouterr()
    assert run(*arguments, "--format", "json") == 0
    found = json.loads(capture.readouterr().out)
    assert found["format"] == {"name": "sightline-findings", "version": 1}
    return [row for rubric in found["rubrics"] for row in rubric["findings"]]


def test_a_finding_says_what_it_costs_and_what_to_do(tmp_path: Path, capsys: Capture) -> None:
    file = make(tmp_path)
    rows = {row["key"]: row for row in listed(capsys, file)}
    assert list(rows) == [PINNED, REVIEWED, TRACED]
    pinned = rows[PINNED]
    assert (pinned["certainty"], pinned["lost"], pinned["impact"]) == ("gap", 30.0, 50.0)
    assert (pinned["recommendation"], pinned["action"]) == ("pin", "Pin dependencies.")
    assert (pinned["effort_low"], pinned["effort_high"]) == (2, 6)
    assert rows[TRACED]["processes"] == ["checkout"]
    assert rows[REVIEWED]["certainty"] == "open"
    assert run(file) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert (
        "DEL-01" in said
        and "+50.00 alone, 30.00 of its category lost" in said
        and "pin: Pin dependencies. 2-6 h" in said
    )
    assert "processes: checkout" in said
    assert "Open: nothing and nobody answered (2)" in said


def test_the_list_can_be_narrowed(tmp_path: Path, capsys: Capture) -> None:
    file = make(tmp_path)
    assert [r["code"] for r in listed(capsys, file, "--category", "operation")] == ["OPE-01"]
    assert [r["code"] for r in listed(capsys, file, "--certainty", "open")] == ["DEL-02", "OPE-01"]
    assert listed(capsys, file, "--severity", "critical") == []
    assert len(listed(capsys, file, "--rubric", "example", "--severity", "medium")) == 3
    for option in ("--category", "--severity", "--rubric"):
        assert run(file, option, "nonsense") == 2
    assert "There are: delivery, operation." in capsys.readouterr().err


def test_the_table_has_no_formula(tmp_path: Path, capsys: Capture) -> None:
    file = make(tmp_path)
    with open_audit(Path(file)) as opened:
        opened.do(edit.accept_risk(opened, PINNED, "=HYPERLINK(evil)", "2099-12-31"))
    capsys.readouterr()
    assert run(file, "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[0]["Accepted because"] == "'=HYPERLINK(evil)"
    assert (rows[0]["Points lost"], rows[0]["Impact"], rows[0]["Accepted until"]) == ("30", "50", "2099-12-31")
    assert run(file, "--format", "md") == 0
    assert "| medium | DEL-01 | Are dependencies pinned? | gap |" in capsys.readouterr().out


def test_a_risk_is_accepted_until_a_day_and_can_be_taken_back(tmp_path: Path, capsys: Capture) -> None:
    file = make(tmp_path)
    assert run("accept", file, "DEL-01", "--until", "2099-12-31") == 2
    assert run("accept", file, "DEL-01", "--because", "Replaced.", "--until", "soon") == 2
    assert run("accept", file, "DEL-01", "--because", "Replaced.", "--until", "2099-12-31") == 0
    row = listed(capsys, file)[0]
    assert (row["accepted"], row["accepted_until"], row["expired"]) == ("Replaced.", "2099-12-31", "")
    assert run("accept", file, "DEL-01", "--undo") == 0
    assert listed(capsys, file)[0]["accepted"] == ""
    assert run("accept", file, "DEL-01", "--undo") == 0
    assert "nothing to change" in capsys.readouterr().out


def test_a_risk_whose_day_has_passed_counts_again_and_that_is_said(tmp_path: Path, capsys: Capture) -> None:
    file = make(tmp_path)
    assert run("accept", file, "DEL-01", "--because", "Replaced.", "--until", "2020-01-01") == 0
    assert "DEL-01: kept as accepted until 2020-01-01, which has passed: it counts again." in capsys.readouterr().out
    row = listed(capsys, file)[0]
    assert (row["accepted"], row["expired"]) == ("", "2020-01-01")
    assert run(file) == 0
    assert "was accepted until 2020-01-01; that has passed" in capsys.readouterr().out
    main(["roadmap", file])
    assert "pin: closes DEL-01" in capsys.readouterr().out


def test_only_a_finding_can_be_accepted(tmp_path: Path, capsys: Capture) -> None:
    file = make(tmp_path, Outcome.PRESENT)
    assert run("accept", file, "DEL-01", "--because", "Replaced.", "--until", "2099-12-31") == 2
    assert "DEL-01 is no finding." in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["audit file", "published audit"])
def test_an_earlier_audit_tells_what_changed(tmp_path: Path, capsys: Capture, kind: str) -> None:
    earlier = make(tmp_path, Outcome.ABSENT, "before.sightline")
    file = make(tmp_path, Outcome.PRESENT, "now.sightline")
    if kind == "published audit":
        assert main(["report", earlier, "--format", "json", "--output", str(tmp_path / "out")]) == 0
        earlier = str(next((tmp_path / "out").glob("*.json")))
    assert [(r["code"], r["change"]) for r in listed(capsys, file, "--against", earlier)] == [
        ("DEL-02", "unchanged"),
        ("OPE-01", "unchanged"),
    ]
    assert listed(capsys, file, "--against", earlier, "--change", "new") == []
    assert run(file, "--against", earlier) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "overall 0.0 then, 100.0 now +100.00 by the client, +0.00 by the rubric (1.0 -> 1.0)" in said
    assert "closed (1): pinned" in said


def test_what_cannot_be_compared_is_refused(tmp_path: Path, capsys: Capture) -> None:
    file = make(tmp_path)
    assert run(file, "--change", "new") == 2
    assert run(file, "--against", str(tmp_path / "nothing.sightline")) == 3
    assert run(file, "--against", str(tmp_path)) == 3
    other = tmp_path / "other.json"
    other.write_text("{}")
    assert run(file, "--against", str(other)) == 3
    assert "sightline-audit" in capsys.readouterr().err


def test_another_scanner_and_other_rubrics_are_told(tmp_path: Path, capsys: Capture) -> None:
    earlier, file = make(tmp_path, name="before.sightline"), make(tmp_path)
    with open_audit(Path(file)) as opened:
        assert opened.scan is not None
        opened.do(edit.adopt_scan(opened, replace(opened.scan, id="scan-2", probe_set="1")))
    assert run(file, "--against", earlier) == 0
    assert "a change may also come from that" in " ".join(capsys.readouterr().out.split())
