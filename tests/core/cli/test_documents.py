"""`sightline report`, `sign` and `verify` as a person uses them."""

import json
from pathlib import Path

import pytest

from core.cli.main import main
from core.cli.passphrase import VARIABLE
from tests.helpers.audits import new_audit
from tests.helpers.published import PASSPHRASE


@pytest.fixture
def audit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    new_audit(tmp_path).close()
    return tmp_path / "a.sightline"


def test_report_sign_verify(audit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(audit), "--output", str(tmp_path / "out")]) == 0
    names = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert [p.name for p in names] == [
        "example-client-example-audit-report-v1.0.pdf", "example-client-example-audit-roadmap-v1.0.pdf"
    ]  # fmt: skip
    identity = tmp_path / "lead.p12"
    assert main(["verify", str(names[0])]) == 12
    assert main(["sign", "--new-identity", str(identity), "--name", "Anna Example"]) == 0
    fingerprint = capsys.readouterr().out.split("fingerprint (SHA-256): ")[1].splitlines()[0]
    assert main(["sign", *map(str, names), "--identity", str(identity), "--reason", "Example"]) == 0
    assert "signed by Anna Example (lead)" in capsys.readouterr().out
    assert main(["verify", str(names[0])]) == 0
    shown = capsys.readouterr()
    assert "VALID, BUT THE SIGNER IS UNKNOWN" in shown.out
    assert "the signer is unknown" in shown.err
    assert main(["verify", str(names[1]), "--require-signer", fingerprint, "--audit", str(audit), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["format"]["name"], found["verdict"]) == ("sightline-verification", "valid")
    assert {c["result"] for c in found["checks"]} == {"passed"}
    assert main(["verify", str(names[0]), "--require-signer", "00" * 32]) == 10
    names[0].write_bytes(names[0].read_bytes() + b"% more\n")
    assert main(["verify", str(names[0])]) == 11


def test_json_and_markdown(audit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(audit), "--output", str(tmp_path / "out"), "--format", "json", "--format", "md"]) == 0
    assert [Path(line).suffix for line in capsys.readouterr().out.splitlines()] == [".json", ".md"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["sign"], 2, "Nothing to sign"),
        (["report", "nothing.sightline"], 3, "nothing.sightline"),
        (["verify", "nothing.pdf"], 3, "cannot be read"),
        (["sign", "--new-identity", "x.p12", "--passphrase-file", "no-such-file", "--name", "A"], 2, "cannot be read"),
    ],
)
def test_mistakes_are_one_sentence(
    arguments: list[str], code: int, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == code
    assert says in capsys.readouterr().err


def test_passphrase_is_asked_only_of_a_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    assert main(["sign", "--new-identity", str(tmp_path / "x.p12"), "--name", "Anna Example"]) == 2
    assert VARIABLE in capsys.readouterr().err


def test_passphrase_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    secret = tmp_path / "secret.txt"
    secret.write_text(f"{PASSPHRASE}\r\nignored\n", encoding="utf-8", newline="")
    assert (
        main(["sign", "--new-identity", str(tmp_path / "x.p12"), "--name", "A", "--passphrase-file", str(secret)]) == 0
    )
