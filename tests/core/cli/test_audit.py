import json
import signal
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from core.cli.audit_naming import kept_judgements
from core.cli.interrupt import stoppable
from core.cli.main import main
from core.progress import Cancelled
from core.workflows import edit
from core.workflows.open import open_audit
from tests.helpers import repositories
from tests.helpers.audits import CHECKOUT, PINNED, Outcome, a_scan, answer, new_audit

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> str:
    """An audit whose scan says that dependencies are pinned, with one critical process."""
    with new_audit(tmp_path) as opened:
        opened.do(edit.set_processes(opened, [CHECKOUT]))
        opened.do(edit.adopt_scan(opened, a_scan(answer("dependencies.pinned", Outcome.PRESENT, ("a.lock", 1)))))
    return str(tmp_path / "a.sightline")


def run(*arguments: str) -> int:
    return main(["audit", *arguments])


def new(repository: Path, output: Path, *more: str) -> int:
    return run(
        "new",
        str(repository),
        "--output",
        str(output),
        "--client",
        "Example client",
        "--auditor",
        "Anna Example",
        *more,
    )


def test_an_audit_of_a_repository_in_one_command(tmp_path: Path, capsys: Capture) -> None:
    repository = repositories.repository(
        tmp_path / "shop", {"requirements.txt": "flask==3.0.0\n", "README.md": "# Shop\n"}
    )
    processes = tmp_path / "processes.yaml"
    processes.write_text("processes:\n  - {id: checkout, name: Checkout, paths: [src/**]}\n")
    output = tmp_path / "shop.sightline"
    assert new(repository.folder, output, "--time-zone", "Europe/Berlin", "--processes", str(processes)) == 0
    assert "Process integrity" in capsys.readouterr().out
    with open_audit(output) as opened:
        assert opened.audit.details.client == "Example client"
        assert opened.audit.details.title == "shop"
        assert opened.audit.time_zone == "Europe/Berlin"
        assert [p.id for p in opened.audit.processes] == ["checkout"]
        assert opened.scan is not None
        assert set(opened.scan.processes) == {"checkout"}
        assert opened.audit.repository == str(repository.folder)


def test_what_is_no_repository_leaves_no_audit_behind(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "folder").mkdir()
    assert new(tmp_path / "folder", tmp_path / "x.sightline") == 3
    assert capsys.readouterr().err.startswith("sightline: ")
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


def test_an_existing_file_is_never_replaced(file: str, tmp_path: Path, capsys: Capture) -> None:
    before = Path(file).read_bytes()
    assert new(tmp_path, Path(file)) == 3
    assert "exists already" in capsys.readouterr().err
    assert Path(file).read_bytes() == before


def test_a_cancelled_scan_is_kept_as_partial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    from core.workflows import scan

    partial = replace(a_scan(answer("dependencies.pinned", Outcome.PRESENT)), complete=False)

    def cancelled(*_: object, **__: object) -> None:
        raise scan.ScanCancelled(partial)

    monkeypatch.setattr(scan, "scan", cancelled)
    assert new(tmp_path, tmp_path / "x.sightline") == 4
    assert "kept as partial" in capsys.readouterr().err
    with open_audit(tmp_path / "x.sightline") as opened:
        assert opened.scan is not None
        assert not opened.scan.complete


def test_a_scan_cancelled_before_anything_was_found_leaves_no_audit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.workflows import scan

    def cancelled(*_: object, **__: object) -> None:
        raise scan.ScanCancelled(None)

    monkeypatch.setattr(scan, "scan", cancelled)
    assert new(tmp_path, tmp_path / "x.sightline") == 4
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_asks_the_work_to_stop_at_its_next_check() -> None:
    before = signal.getsignal(signal.SIGINT)
    with stoppable() as progress:
        progress.check()
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(Cancelled):
            progress.check()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_show_says_what_is_known_and_what_is_not(file: str, capsys: Capture) -> None:
    assert run("show", file) == 0
    out = capsys.readouterr().out
    assert "Example audit - Example client" in out
    assert "overall       100.0 of 100   (30.0 to 100.0)" in out
    assert "Open: nothing and nobody answered (2)" in out
    assert "DEL-02" in out.partition("Open:")[2]
    assert "OPE-01   [checkout] Is each critical process traced?" in out


def test_show_as_json(file: str, capsys: Capture) -> None:
    assert run("show", file, "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["format"] == {"name": "sightline-summary", "version": 1}
    (rubric,) = found["rubrics"]
    assert rubric["overall"] == {"low": "30.0", "point": "100.0", "high": "100.0"}
    states = {line["key"]: line["state"] for category in rubric["categories"] for line in category["criteria"]}
    assert states == {PINNED: "rated", "example/reviewed": "open", "example/traced@checkout": "open"}


def test_a_judgement_by_code_and_label(file: str, capsys: Capture) -> None:
    assert run("judge", file, "del-01", "--level", "not met", "--because", "Nothing installs from the lock file.") == 0
    assert capsys.readouterr().out == "DEL-01: Not met (override).\n  overall 100.0 of 100 -> 0.0 of 100\n"
    with open_audit(Path(file)) as opened:
        assert opened.audit.judgements[PINNED].level == 0


def test_an_override_without_a_reason_is_kept_as_a_draft(file: str, capsys: Capture) -> None:
    assert run("judge", file, "DEL-01", "--level", "1") == 4
    captured = capsys.readouterr()
    assert "draft" in captured.out
    assert "20 characters" in captured.err
    assert run("show", file) == 0
    assert "Needs attention (1)" in capsys.readouterr().out
    assert run("clear", file, "DEL-01") == 0
    with open_audit(Path(file)) as opened:
        assert opened.audit.drafts == {}


def test_the_top_level_of_an_interview_needs_its_conditions(file: str, capsys: Capture) -> None:
    assert run("judge", file, "DEL-02", "--level", "2", "--tick", "1") == 4
    assert "--tick 2: before merging" in capsys.readouterr().err
    assert run("judge", file, "DEL-02", "--level", "2", "--tick", "all") == 0
    assert run("judge", file, "DEL-02", "--level", "2", "--tick", "7") == 2


def test_one_process_is_judged(file: str) -> None:
    assert run("judge", file, "OPE-01", "--level", "2") == 2
    assert run("judge", file, "OPE-01", "--process", "refund", "--level", "2") == 2
    assert run("judge", file, "OPE-01", "--process", "checkout", "--level", "2", "--as", "Berta Example") == 0
    with open_audit(Path(file)) as opened:
        assert list(opened.audit.judgements) == ["example/traced@checkout"]
        assert opened.trail()[-1].actor_name == "Berta Example"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["judge", "NOPE-01", "--level", "1"], "No criterion is called NOPE-01"),
        (["judge", "DEL-01", "--level", "7"], "It has: 1 Not met, 2 Partly, 3 Met"),
        (["process", "remove", "refund"], "No critical process refund"),
    ],
)
def test_wrong_names_are_said(file: str, capsys: Capture, arguments: list[str], said: str) -> None:
    verb = 2 if arguments[0] == "process" else 1
    assert run(*arguments[:verb], file, *arguments[verb:]) == 2
    assert said in capsys.readouterr().err


def test_not_applicable_and_back(file: str) -> None:
    assert run("not-applicable", file, "DEL-02", "--because", "There is one developer.") == 0
    with open_audit(Path(file)) as opened:
        assert opened.audit.not_applicable["example/reviewed"].reason == "There is one developer."
    assert run("not-applicable", file, "DEL-02", "--undo") == 0
    with open_audit(Path(file)) as opened:
        assert opened.audit.not_applicable == {}


def test_notes_and_files(file: str, tmp_path: Path) -> None:
    (tmp_path / "shot.png").write_bytes(b"example picture")
    assert run("note", file, "DEL-01", "ask again") == 0
    assert run("attach", file, "DEL-01", str(tmp_path / "shot.png"), "--caption", "The dashboard") == 0
    assert run("attach", file, "DEL-01", str(tmp_path / "missing.png")) == 2
    with open_audit(Path(file)) as opened:
        (attachment,) = opened.audit.attachments.values()
        assert (attachment.name, attachment.caption) == ("shot.png", "The dashboard")
        assert opened.attachment_bytes(attachment.id) == b"example picture"
        assert opened.audit.notes == {PINNED: "ask again"}


def test_processes_are_recorded_listed_and_removed(file: str, capsys: Capture) -> None:
    assert (
        run("process", "add", file, "refund", "--name", "Refund", "--path", "src/refund/**", "--sla-seconds", "30") == 0
    )
    assert run("process", "add", file, "refund", "--owner", "Payments team") == 0
    capsys.readouterr()
    assert run("process", "list", file) == 0
    assert capsys.readouterr().out.splitlines()[1].split() == ["refund", "high", "Refund", "(src/refund/**)"]
    with open_audit(Path(file)) as opened:
        assert (opened.audit.processes[1].owner, opened.audit.processes[1].sla_seconds) == ("Payments team", 30)
    assert run("process", "remove", file, "checkout") == 0
    with open_audit(Path(file)) as opened:
        assert [p.id for p in opened.audit.processes] == ["refund"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("just words", "lists no critical processes"),
        ("- {id: a, name: A, colour: red}", "unknown fields: colour"),
        ("- {name: A}", "process 1 cannot be used"),
        ("- {id: a, name: A}\n- {id: a, name: B}", "two processes with the same id"),
        ("- {id: a, name: A, sla_seconds: soon}", "process 1 cannot be used"),
    ],
)
def test_a_process_file_that_does_not_fit_is_said(
    file: str, tmp_path: Path, capsys: Capture, text: str, said: str
) -> None:
    (tmp_path / "p.yaml").write_text(text)
    assert run("process", "add", file, "--from", str(tmp_path / "p.yaml")) == 2
    assert said in capsys.readouterr().err


def test_the_trail_names_each_step(file: str, capsys: Capture) -> None:
    run("note", file, "DEL-01", "x")
    capsys.readouterr()
    assert run("trail", file, "--last", "1") == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.split()[0] == "4"
    assert line.endswith("Anna Example          note on pinned")


def test_check_finds_what_was_changed(file: str, capsys: Capture) -> None:
    assert run("check", file) == 0
    assert "unbroken, 3 entries" in capsys.readouterr().out
    connection = sqlite3.connect(file)
    with connection:
        connection.execute(
            "UPDATE payload SET body = cast(replace(body, 'Checkout', 'Checkin ') AS BLOB) WHERE sequence = 2"
        )
    connection.close()
    assert run("check", file) == 11
    assert "What entry 2 did was changed." in capsys.readouterr().err


def test_recover_says_how_much_it_saved(file: str, tmp_path: Path, capsys: Capture) -> None:
    assert run("recover", file, "--output", str(tmp_path / "b.sightline")) == 0
    assert "b.sightline: 3 entries" in capsys.readouterr().out
    assert run("check", str(tmp_path / "b.sightline")) == 0


def test_nothing_is_changed_while_somebody_else_has_it_open(file: str, capsys: Capture) -> None:
    with open_audit(Path(file)) as opened:
        assert run("note", file, "DEL-01", "x") == 3
        assert "Nothing was changed" in capsys.readouterr().err
        assert run("show", file) == 0
        assert "has this audit open" in capsys.readouterr().err
        assert opened.audit.notes == {}


@pytest.mark.parametrize("action", ["new", "scan", "show", "trail", "check", "recover", "judge", "process"])
def test_help_is_there(action: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        run(action, "--help")
    assert ended.value.code == 0
    assert len(capsys.readouterr().out) > 200


def test_all_proposed_processes_are_taken_over_at_once(tmp_path: Path, capsys: Capture) -> None:
    registry = "from shop.orders import place\nPROCESSES = {\n  'order': Process('order', 'Order', 'Sell', place),\n}\n"
    repository = repositories.repository(tmp_path / "shop", {"shop/process_registry.py": registry})
    output = tmp_path / "shop.sightline"
    assert new(repository.folder, output) == 0
    assert run("process", "add", str(output), "--proposed") == 0
    with open_audit(output) as opened:
        assert [(p.id, p.name, p.names) for p in opened.audit.processes] == [("order", "Order", ("place",))]
    capsys.readouterr()
    assert run("process", "add", str(output), "--proposed") == 0
    assert "no process that is not recorded" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("count", "said"), [(0, "no judgement"), (1, "1 judgement, marked with its date"), (2, "2 judgements, marked with")]
)
def test_carried_judgements_are_counted_in_words_that_fit(count: int, said: str) -> None:
    assert kept_judgements(count).startswith(said)
