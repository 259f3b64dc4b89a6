"""The command line used clumsily or in bad faith: one sentence, the right exit code, nothing lost."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.audit.audit import Details
from core.cli import terminal
from core.cli.main import main
from core.model.judgement import Actor
from core.model.outcome import Outcome
from core.workflows import edit
from core.workflows.open import NotUsable, create_audit, open_audit
from tests.helpers.audits import ANNA, DETAILS, PINNED, RECOMMENDATIONS, RUBRIC, a_scan, answer, new_audit

Capture = pytest.CaptureFixture[str]

ESCAPE = "red \x1b[31m and \u202e turned"


@pytest.fixture
def file(tmp_path: Path) -> str:
    """An audit whose scan says that dependencies are pinned."""
    with new_audit(tmp_path) as opened:
        opened.do(edit.adopt_scan(opened, a_scan(answer("dependencies.pinned", Outcome.PRESENT, ("a.lock", 1)))))
    return str(tmp_path / "a.sightline")


def entries(file: str) -> int:
    with open_audit(Path(file)) as opened:
        return len(opened.trail())


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff\xfe", "is not UTF-8 text"), (b"", "is empty"), (None, "neither a file nor a rubric")],
)
def test_a_rubric_file_that_cannot_be_read_is_said(
    file: str, tmp_path: Path, capsys: Capture, content: bytes | None, said: str
) -> None:
    rubric, output = tmp_path / "own.yaml", tmp_path / "x.sightline"
    if content is not None:
        rubric.write_bytes(content)
    new = ["audit", "new", str(tmp_path), "--client", "C", "--auditor", "A", "--output", str(output)]
    assert main([*new, "--rubric", str(rubric)]) == 2
    assert said in capsys.readouterr().err
    assert main(["rubric", "check", str(rubric)]) == 2
    assert said in capsys.readouterr().err
    assert not output.exists()


def test_recover_says_what_cannot_be_read(file: str, tmp_path: Path, capsys: Capture) -> None:
    output = ["--output", str(tmp_path / "b.sightline")]
    assert main(["audit", "recover", str(tmp_path / "nothing.sightline"), *output]) == 3
    assert "is not there" in capsys.readouterr().err
    assert main(["audit", "recover", file, *output, "--rubric", str(tmp_path / "nothing.yaml")]) == 2
    assert "is not there" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["--client", "--auditor"])
def test_an_audit_needs_names(tmp_path: Path, capsys: Capture, missing: str) -> None:
    names = {"--client": "C", "--auditor": "A", missing: " "}
    options = [part for pair in names.items() for part in pair]
    assert main(["audit", "new", str(tmp_path), "--output", str(tmp_path / "x.sightline"), *options]) == 2
    assert f"needs the name of its {missing.removeprefix('--')}" in capsys.readouterr().err


@pytest.mark.parametrize("folder", ["nowhere", "a.sightline"])
def test_a_folder_that_is_not_there_is_said(file: str, tmp_path: Path, capsys: Capture, folder: str) -> None:
    output = tmp_path / folder / "x.sightline"
    assert main(["audit", "new", str(tmp_path), "--client", "C", "--auditor", "A", "--output", str(output)]) == 3
    assert f"there is no folder {tmp_path / folder}" in capsys.readouterr().err


def test_a_rubric_named_twice_is_used_once(tmp_path: Path) -> None:
    def make(name: str, *rubrics: str) -> None:
        path = tmp_path / name
        create_audit(path, DETAILS, rubrics, time_zone="UTC", actor=ANNA, recommendations=RECOMMENDATIONS).close()

    make("a.sightline", RUBRIC, RUBRIC)
    with open_audit(tmp_path / "a.sightline") as opened:
        assert [ref.id for ref in opened.audit.rubrics] == ["example"]
    with pytest.raises(NotUsable, match="Two of the rubrics have the id example"):
        make("b.sightline", RUBRIC, RUBRIC.replace("A rubric for tests", "Another rubric"))
    assert not (tmp_path / "b.sightline").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["note", "DEL-01", "half a \udcff character"],
        ["attach", "DEL-01", "{file}", "--caption", "\udcff"],
        ["process", "add", "refund", "--rto-minutes", "nan"],
        ["process", "add", "refund", "--sla-seconds", "-5"],
    ],
)
def test_what_cannot_be_saved_is_refused_and_leaves_the_audit_as_it_was(
    file: str, capsys: Capture, arguments: list[str]
) -> None:
    before = entries(file)
    verb = 2 if arguments[0] == "process" else 1
    rest = [argument.format(file=file) for argument in arguments[verb:]]
    assert main(["audit", *arguments[:verb], file, *rest]) == 2
    assert "not closed" not in capsys.readouterr().err
    assert entries(file) == before
    assert main(["audit", "note", file, "DEL-01", "whole"]) == 0


def test_half_characters_in_names_make_no_audit(tmp_path: Path) -> None:
    details = Details("Title", "Client \udcff", Actor("a", "A"))
    with pytest.raises(NotUsable):
        create_audit(tmp_path / "a.sightline", details, [RUBRIC], time_zone="UTC", actor=ANNA)
    assert list(tmp_path.iterdir()) == []


def test_pipes_and_devices_are_not_attached(file: str, tmp_path: Path, capsys: Capture) -> None:
    os.mkfifo(tmp_path / "pipe")
    for source in (str(tmp_path / "pipe"), "/dev/zero", str(tmp_path)):
        assert main(["audit", "attach", file, "DEL-01", source]) == 2
        assert "not a file" in capsys.readouterr().err
    assert main(["audit", "show", str(tmp_path / "pipe")]) == 3
    assert "is not a file" in capsys.readouterr().err


def test_a_file_whose_name_is_no_text_is_attached_under_a_readable_one(file: str, tmp_path: Path) -> None:
    source = tmp_path / os.fsdecode(b"shot\xff\x1b[31m.png")
    source.write_bytes(b"example")
    assert main(["audit", "attach", file, "DEL-01", str(source)]) == 0
    with open_audit(Path(file)) as opened:
        (attachment,) = opened.audit.attachments.values()
    assert attachment.name == "shot\\udcff\\x1b[31m.png"


@pytest.mark.parametrize(
    "arguments", [["clear", "DEL-01"], ["not-applicable", "DEL-02", "--undo"], ["note", "DEL-01", ""]]
)
def test_what_changes_nothing_leaves_no_trace(file: str, capsys: Capture, arguments: list[str]) -> None:
    before = entries(file)
    assert main(["audit", arguments[0], file, *arguments[1:]]) == 0
    assert "Nothing to change" in capsys.readouterr().out
    assert entries(file) == before


@pytest.mark.parametrize("count", ["-3", "x", "1.5"])
def test_the_number_of_entries_is_a_number(file: str, capsys: Capture, count: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["audit", "trail", file, "--last", count])
    assert stopped.value.code == 2
    assert "is not a number of entries" in capsys.readouterr().err


def test_ticking_where_there_is_nothing_to_tick(file: str, capsys: Capture) -> None:
    assert main(["audit", "judge", file, "DEL-01", "--level", "3", "--tick", "1"]) == 2
    assert "has no conditions to tick" in capsys.readouterr().err


def test_rubric_and_code_name_a_criterion(file: str) -> None:
    assert main(["audit", "judge", file, "example/DEL-01", "--level", "3"]) == 0


def test_what_stands_in_a_file_does_not_steer_the_terminal(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "a.sightline"
    details = Details(f"Title {ESCAPE}", f"Client {ESCAPE}", Actor("a", f"A {ESCAPE}"))
    create_audit(path, details, [RUBRIC], time_zone="UTC", actor=details.lead, recommendations=RECOMMENDATIONS).close()
    for arguments in (["show", "--criteria"], ["trail"], ["judge", "DEL-01", "--level", "\x1b[31m"]):
        main(["audit", arguments[0], str(path), *arguments[1:]])
    captured = capsys.readouterr()
    for character in "\x1b\u202e":
        assert character not in captured.out + captured.err
    assert "Client red \\x1b[31m and \\u202e turned" in captured.out


def test_drafts_are_said_when_documents_are_written(file: str, tmp_path: Path, capsys: Capture) -> None:
    assert main(["audit", "judge", file, "DEL-01", "--level", "1"]) == 4
    capsys.readouterr()
    assert main(["report", file, "--output", str(tmp_path / "out"), "--format", "json"]) == 4
    captured = capsys.readouterr()
    assert captured.out.endswith(".json\n")
    assert "DEL-01: “Not met” is a draft" in captured.err


def test_a_folder_that_cannot_be_written_is_said_before_pages_are_made(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    from core.workflows import export

    monkeypatch.setattr(export, "write_documents", lambda *_a, **_k: pytest.fail("pages were made"))
    (tmp_path / "taken").write_text("a file")
    assert main(["report", file, "--output", str(tmp_path / "taken")]) == 3
    assert "taken cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sign", "a.pdf"], "No identity to sign with"),
        (["sign", "a.pdf", "--new-identity", "a.p12"], "signs nothing"),
        (["verify", "a.pdf", "--require-signer", "zzz"], "is not a SHA-256 fingerprint"),
    ],
)
def test_arguments_that_make_no_sense_are_said(capsys: Capture, arguments: list[str], said: str) -> None:
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


def _failing(error: OSError) -> Callable[[str], int]:
    def write(_text: str) -> int:
        raise error

    return write


def test_a_full_disk_behind_the_output_is_no_bug(file: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(sys.stdout, "write", _failing(OSError(errno.ENOSPC, "No space left on device")))
    assert main(["audit", "show", file]) == 3
    assert "the output could not be written: No space left on device" in capsys.readouterr().err


def test_a_reader_that_leaves_early_is_no_success(file: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(sys.stdout, "write", _failing(BrokenPipeError()))
    assert main(["audit", "show", file]) == 4
    assert capsys.readouterr().err == ""


def test_closed_streams_lead_nowhere(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["audit", "show", file]) == 0
    sys.stdout.close()


def test_a_full_disk_behind_the_audit_is_said_and_leaves_one_file(
    file: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    from core.store import attachments

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device; the disk is full")

    monkeypatch.setattr(attachments, "put", full)
    assert main(["audit", "attach", file, "DEL-01", __file__]) == 3
    assert "a.sightline was not saved: the disk is full" in capsys.readouterr().err
    assert [path.name for path in Path(file).parent.iterdir()] == ["a.sightline"]
    monkeypatch.undo()
    assert main(["audit", "check", file]) == 0


def test_a_lock_that_does_not_fit_on_the_disk_leaves_nothing(
    file: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    whole = Path.write_text

    def cut(path: Path, *arguments: Any, **options: Any) -> int:
        if ".lock." not in path.name:
            return whole(path, *arguments, **options)
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", cut)
    assert main(["audit", "note", file, "DEL-01", "x"]) == 3
    assert "The disk is full" in capsys.readouterr().err
    assert [path.name for path in Path(file).parent.iterdir()] == ["a.sightline"]


def test_a_scan_that_changed_under_a_judgement_is_said_with_both_values(file: str, capsys: Capture) -> None:
    assert main(["audit", "judge", file, "DEL-01", "--level", "3"]) == 0
    with open_audit(Path(file)) as opened:
        opened.do(edit.adopt_scan(opened, a_scan(answer("dependencies.pinned", Outcome.ABSENT))))
    capsys.readouterr()
    assert main(["audit", "show", file]) == 0
    assert "the scan said “Met” when this was judged and now says “Not met”" in capsys.readouterr().out


def test_printable_keeps_what_people_write() -> None:
    assert terminal.printable("Größe 😀 “x”") == "Größe 😀 “x”"


def test_an_override_needs_letters_and_not_spaces(file: str) -> None:
    for because in (" " * 30, "1234567890123456789", "  1234567890123456789  "):
        assert main(["audit", "judge", file, "DEL-01", "--level", "1", "--because", because]) == 4
    assert main(["audit", "judge", file, "DEL-01", "--level", "1", "--because", "12345678901234567890"]) == 0
    with open_audit(Path(file)) as opened:
        assert opened.audit.judgements[PINNED].level == 0
