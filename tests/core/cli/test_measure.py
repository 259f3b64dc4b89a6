import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.cli import measure_confirming
from core.cli.main import main
from core.workflows.open import open_audit
from tests.helpers.measured_audits import measured_audit
from tests.helpers.repositories import repository

Capture = pytest.CaptureFixture[str]
SURVEY = "Team,I am satisfied with my work,Anything else?\n" + "A,4,\n" * 5 + "A,5,Ask anna@example.com\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return measured_audit(tmp_path)


def run(*arguments: str | Path) -> int:
    return main(["measure", *map(str, arguments)])


def level(file: Path, criterion: str) -> str:
    with open_audit(file, for_reading=True) as opened:
        found = next(c for c in opened.scores["measured"].criteria() if c.criterion == criterion)
        return "" if found.level is None else opened.rubrics["measured"].criterion(criterion).levels[found.level].label


def at_terminal(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Let a person answer at a terminal; returns what they were asked."""
    asked: list[str] = []
    waiting = iter(answers)

    def answer(question: str) -> str:
        asked.append(question)
        return next(waiting)

    monkeypatch.setattr(measure_confirming.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(measure_confirming.sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", answer)
    return asked


def readings(tmp_path: Path) -> dict[str, list[str]]:
    (tmp_path / "answers.csv").write_text(SURVEY)
    return {
        "survey": [str(tmp_path / "answers.csv")],
        "enter": ["qa.wait", "36", "--source", "ticket system, example"],
    }


@pytest.mark.parametrize("verb", ["survey", "enter"])
def test_nothing_is_written_before_a_person_agrees(
    verb: str, file: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest, before = readings(tmp_path)[verb], file.read_bytes()
    assert run(verb, file, *rest) == 2
    assert "nobody could be asked" in capsys.readouterr().err
    assert file.read_bytes() == before
    asked = at_terminal(monkeypatch, "n")
    assert run(verb, file, *rest) == 4
    assert asked == ["Record this? [y/N] "]
    assert file.read_bytes() == before
    at_terminal(monkeypatch, "y")
    assert run(verb, file, *rest) == 0
    assert file.read_bytes() != before


def test_a_survey_answers_the_criteria_that_ask_for_it(file: Path, tmp_path: Path, capsys: Capture) -> None:
    assert level(file, "content") == ""
    assert run("survey", file, *readings(tmp_path)["survey"], "--asked", "8", "--yes") == 0
    out = capsys.readouterr().out
    assert "NUM-03  open  ->  Good" in out
    assert "“Ask [name]”" in out
    assert "Recorded as survey-1." in out
    assert level(file, "content") == "Good"
    with open_audit(file, for_reading=True) as opened:
        (result,) = opened.audit.results.values()
        assert result.quotes == ("Ask [name]",)
        assert opened.audit.attachments == {}  # the answers themselves are not kept
        assert list(result.digests or {}) == ["answers.csv"]


def test_a_time_zone_that_does_not_exist_is_a_mistake_of_usage(file: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "d.csv").write_text("service,environment,finished_at,result\na,production,2026-05-01 10:00,success\n")
    assert run("records", file, tmp_path / "d.csv", "--time-zone", "Mars/Base", "--yes") == 2
    assert "The time zone 'Mars/Base' is unknown." in capsys.readouterr().err


def test_what_is_not_counted_is_said_before_it_is_recorded(file: Path, tmp_path: Path, capsys: Capture) -> None:
    rows = [f"a,production,2026-0{month}-0{day}T10:00:00Z,success\n" for month in range(1, 5) for day in (1, 8)]
    rows.append("a,production,2026-04-20T10:00:00Z,failure\n")
    (tmp_path / "d.csv").write_text("service,environment,finished_at,result\n" + "".join(rows))
    assert run("records", file, tmp_path / "d.csv", "--yes") == 0
    out = capsys.readouterr().out
    assert out.count("note: not counted, as they failed and caused no incident: 1 deployment\n") == 1


def test_each_bad_row_is_named(file: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "answers.csv").write_text(SURVEY + "A,many,\n")
    assert run("survey", file, tmp_path / "answers.csv") == 2
    out = capsys.readouterr().out
    assert "1 of 7 rows cannot be used:" in out
    assert "answers.csv, line 8: 'many' under 'I am satisfied with my work' is not on the scale (1 to 5)" in out


def test_a_result_can_be_replaced_and_taken_away(file: Path, capsys: Capture) -> None:
    enter = ("enter", file, "qa.wait")
    assert run(*enter, "36", "--source", "example", "--yes") == 0
    assert level(file, "waiting") == "Bad"
    assert run(*enter, "12", "--source", "example, checked", "--replace", "entered-1", "--yes") == 0
    assert level(file, "waiting") == "Good"
    capsys.readouterr()
    assert run("remove", file, "entered-1", "--yes") == 0
    assert "NUM-04  Good  ->  open" in capsys.readouterr().out
    assert level(file, "waiting") == ""
    assert run("remove", file, "entered-1", "--yes") == 2


def test_what_is_measured_is_not_entered(file: Path, capsys: Capture) -> None:
    before = file.read_bytes()
    assert run("enter", file, "drill.restore-time", "3", "--source", "x", "--yes") == 2
    assert "not entered: it is measured" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_a_drill_runs_on_while_the_application_is_closed(file: Path, capsys: Capture) -> None:
    drill = ("drill",)
    assert run(*drill, "stop", file, "--restored") == 2
    assert run(*drill, "start", file, "Orders database", "--rto", "60", "--rpo", "5") == 0
    assert run(*drill, "start", file, "Another") == 2
    assert run(*drill, "lap", file, "backup found") == 0
    assert run(*drill, "note", file, "the bucket was wrong") == 0
    with open_audit(file, for_reading=True) as opened:
        assert opened.audit.drill is not None
        began = opened.audit.drill.started_at
        assert datetime.now(UTC) - began < timedelta(minutes=5)
    capsys.readouterr()
    before = file.read_bytes()
    assert run(*drill, "status", file) == 0
    out = capsys.readouterr().out
    assert "restore within 60 min, lose at most 5 min" in out
    assert "backup found" in out
    assert run(*drill, "stop", file, "--restored") == 2  # how much was lost is not known
    assert run(*drill, "stop", file, "--restored", "--data-loss", "4") == 2  # nobody agreed
    assert "the drill runs on" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert run(*drill, "stop", file, "--restored", "--data-loss", "4", "--yes") == 0
    out = capsys.readouterr().out
    assert "verdict: PASS" in out
    assert "NUM-01  open  ->  Good" in out
    with open_audit(file, for_reading=True) as opened:
        assert opened.audit.drill is None
        (result,) = opened.audit.results.values()
        assert (result.id, result.verdict, result.title) == ("fire-drill-1", "pass", "Orders database")
        assert [entry.label for entry in opened.trail()][-4:] == [
            "start fire drill",
            "fire drill: backup found",
            "fire drill: observation",
            "end fire drill",
        ]


def test_a_drill_can_be_forgotten(file: Path) -> None:
    run("drill", "start", file, "Orders database")
    assert run("drill", "stop", file, "--discard", "--yes") == 0
    with open_audit(file, for_reading=True) as opened:
        assert opened.audit.drill is None
        assert opened.audit.results == {}


def test_a_drill_of_earlier_has_its_age(file: Path, capsys: Capture) -> None:
    with open_audit(file, for_reading=True) as opened:
        day = (opened.audit.created_at - timedelta(days=40)).date()
    past = ("drill", "past", file, "Orders database", "--minutes", "75", "--restored", "--rto", "60", "--yes")
    assert run(*past, "--began", f"{day}T10:00", "--source", "drill protocol, example") == 0
    out = capsys.readouterr().out
    assert "verdict: FAIL" in out
    with open_audit(file, for_reading=True) as opened:
        (result,) = opened.audit.results.values()
        assert {m.id: m.value for m in result.measurements} == {
            "drill.restore-time": 75,
            "drill.data-loss": None,
            "drill.passed": 0,
            "drill.age": 40,
        }
    assert level(file, "drilled") == "Bad"
    assert run(*past, "--began", "3 May", "--source", "x") == 2
    assert run(*past, "--began", "2999-01-01", "--source", "x") == 2


def test_a_command_runs_only_after_its_own_consent(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    file = measured_audit(tmp_path, repository(tmp_path / "client", {"Makefile": "test:\n\techo tested\n"}))
    ran = tmp_path / "ran"
    command = ("command", file, f"echo tested; touch {ran}", "--as", "local.test-time", "--runs", "1")
    before = file.read_bytes()
    assert run(*command, "--yes") == 2  # agreeing to record is not agreeing to run
    captured = capsys.readouterr()
    assert "with your rights" in captured.out
    assert "nothing was run" in captured.err
    at_terminal(monkeypatch, "y")
    assert run(*command) == 4  # the word is asked in full
    assert not ran.exists()
    assert run(*command, "--yes-run-it", "--as", "qa.wait") == 2
    at_terminal(monkeypatch, "yes", "n")
    assert run(*command) == 4
    assert ran.exists()
    assert file.read_bytes() == before
    assert run(*command, "--yes-run-it", "--yes") == 0
    assert level(file, "tested") == "Good"
    with open_audit(file, for_reading=True) as opened:
        (attached,) = opened.audit.attachments.values()
        assert b"tested" in opened.attachment_bytes(attached.id)
        assert opened.audit.links == {"measured/tested": (attached.id,)}
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("sightline")] == []


def test_any_measuring_removes_what_a_crash_left_behind(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / "sightline-copy-left"
    left.mkdir()
    (left / "in-use").touch()
    assert run("list") == 0
    assert not left.exists()


def test_delivery_records_are_read(file: Path, tmp_path: Path, capsys: Capture) -> None:
    days = [datetime(2026, 1, 5, 12, tzinfo=UTC) + timedelta(days=7 * n) for n in range(12)]
    rows = "".join(f"shop,production,{day:%Y-%m-%dT%H:%M:%SZ},,success\n" for day in days)
    (tmp_path / "d.csv").write_text(f"service,environment,finished_at,commit,result\n{rows}shop,production,soon,,x\n")
    assert run("records", file, tmp_path / "d.csv", "--yes") == 0
    out = capsys.readouterr().out
    assert "d.csv, line 14:" in out
    with open_audit(file, for_reading=True) as opened:
        found = {m.id: m.value for m in opened.audit.results["delivery-records-1"].measurements}
    assert found["dora.deployment-frequency"] == 1


def test_what_was_measured_can_be_taken_elsewhere(file: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    run("enter", file, "qa.wait", "36", "--source", "=HYPERLINK(0)", "--yes")
    run(
        "drill",
        "past",
        file,
        "=cmd()",
        "--began",
        "2026-01-05",
        "--minutes",
        "9",
        "--aborted",
        "--source",
        "x",
        "--yes",
    )
    before = file.read_bytes()
    capsysbinary.readouterr()
    assert run("show", file, "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode(), newline="")))
    assert {row["measure"]: (row["value"], row["unit"], row["counts"]) for row in rows}["qa.wait"] == (
        "36.0",
        "hours",
        "yes",
    )
    assert not any(cell.startswith("=") for row in rows for cell in row.values())
    assert run("show", file, "--format", "json") == 0
    document = json.loads(capsysbinary.readouterr().out)
    assert document["format"] == {"name": "sightline-measurements", "version": 1}
    assert {r["id"]: r["verdict"] for r in document["results"]} == {"entered-1": "", "fire-drill-1": "aborted"}
    assert run("show", file, "--format", "md") == 0
    assert b"| qa.wait | QA wait time | 36 | hours | yes |" in capsysbinary.readouterr().out
    assert run("show", file) == 0
    assert b"fire-drill-1  =cmd()  ABORTED" in capsysbinary.readouterr().out
    assert file.read_bytes() == before


@pytest.mark.parametrize("form", ["text", "json", "md", "csv"])
def test_every_measure_is_listed(form: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    from core.rubric.measures import measures

    assert run("list", "--format", form) == 0
    out = capsysbinary.readouterr().out.decode().replace("\\", "")
    assert [name for name in measures() if name not in out] == []


def test_what_changed_meanwhile_is_not_written_over(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def answer(question: str) -> str:
        assert main(["audit", "note", str(file), "measured/waiting", "written meanwhile"]) == 0
        return "y"

    at_terminal(monkeypatch)
    monkeypatch.setattr("builtins.input", answer)
    assert run("enter", file, "qa.wait", "36", "--source", "example") == 3
    assert "changed while you were asked" in capsys.readouterr().err
    with open_audit(file, for_reading=True) as opened:
        assert opened.audit.results == {}


LOG = """\
2026-05-03T10:00:00.0000000Z ##[group]Run actions/checkout@v4
2026-05-03T10:00:10.0000000Z ##[group]Run npm ci
2026-05-03T10:02:10.0000000Z ##[group]Run npm test
2026-05-03T10:05:00.0000000Z done
"""


def test_logs_of_a_pipeline_are_read_and_kept_as_evidence_when_wanted(
    file: Path, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "run-1.log").write_text(LOG)
    (tmp_path / "notes.log").write_text("nothing with a time\n")
    before = file.read_bytes()
    assert run("ci", file, tmp_path / "run-1.log", tmp_path / "notes.log") == 2
    assert file.read_bytes() == before
    out = capsys.readouterr().out
    assert "notes.log" in out
    assert run("ci", file, tmp_path / "run-1.log", "--yes") == 0
    with open_audit(file, for_reading=True) as opened:
        result = opened.audit.results["ci-profile-1"]
        assert {m.id: m.value for m in result.measurements}["ci.duration-p50"] == 5


SARIF = {
    "version": "2.1.0",
    "runs": [
        {
            "tool": {"driver": {"name": "Example scanner"}},
            "results": [
                {"ruleId": "X1", "level": "error", "message": {"text": "Example."}},
                {"ruleId": "X2", "level": "warning", "message": {"text": "Example."}},
            ],
        }
    ],
}


def test_results_of_other_tools_are_read(file: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "scan.sarif").write_text(json.dumps(SARIF))
    assert run("import", file, tmp_path / "scan.sarif", "--yes") == 0
    assert "import.sarif-errors" in capsys.readouterr().out
    with open_audit(file, for_reading=True) as opened:
        (found,) = opened.audit.results["imported-scan-1"].measurements
        assert (found.id, found.value) == ("import.sarif-errors", 1)


@pytest.mark.parametrize("verb", ["records", "ci", "survey", "import"])
@pytest.mark.parametrize("data", [b"", b"\x00\xff\xfe", b"no,such,columns\n1,2,3\n", b"PK\x03\x04broken"])
def test_files_of_another_kind_are_refused_in_a_sentence(
    verb: str, data: bytes, file: Path, tmp_path: Path, capsys: Capture
) -> None:
    before = file.read_bytes()
    (tmp_path / "given").write_bytes(data)
    assert run(verb, file, tmp_path / "given", "--yes") == 2
    err = capsys.readouterr().err
    assert err.startswith("sightline: ")
    assert "bug" not in err
    assert run(verb, file, tmp_path / "missing", "--yes") in (2, 3)
    assert file.read_bytes() == before
