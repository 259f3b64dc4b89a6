"""The worker's verbs for documents, as the window calls them."""

import io
import json
import threading
from pathlib import Path
from typing import Any

from core.audit.published import to_bytes
from core.worker import VERBS, Lines, work
from tests.helpers.audits import new_audit
from tests.helpers.published import PASSPHRASE, short_published


def ask(verb: str, **args: object) -> dict[str, Any]:
    stream = io.BytesIO()
    work({"id": 1, "verb": verb, "args": args}, Lines(stream), threading.Event())
    answers: list[dict[str, Any]] = [json.loads(line) for line in stream.getvalue().splitlines()]
    return answers[-1]


def test_verbs_are_in_the_table() -> None:
    assert {"report", "sign", "verify", "identity_new", "identity_inspect"} <= set(VERBS)


def test_report_sign_verify(tmp_path: Path) -> None:
    published = to_bytes(short_published()).decode()
    made = ask("report", published=published, output=str(tmp_path), documents=["report"])
    path = made["value"][0]["path"]
    identity = str(tmp_path / "lead.p12")
    shown = ask("identity_new", path=identity, name="Lead Example", passphrase=PASSPHRASE)["value"]
    assert ask("identity_inspect", path=identity, passphrase=PASSPHRASE)["value"] == shown
    signed = ask("sign", paths=[path], identity=identity, passphrase=PASSPHRASE, place="lead")
    assert signed["value"][0]["identity"]["name"] == "Lead Example"
    found = ask("verify", path=path, required=[shown["fingerprint"]])["value"]
    assert (found["verdict"], found["exit_code"], found["signatures"][0]["place"]) == ("valid", 0, "lead")


def test_report_of_an_audit_file(tmp_path: Path) -> None:
    new_audit(tmp_path).close()
    made = ask("report", audit=str(tmp_path / "a.sightline"), output=str(tmp_path / "out"), formats=["json"])
    assert [row["document"] for row in made["value"]] == ["audit"]


def test_wrong_passphrase_is_an_error_for_people(tmp_path: Path) -> None:
    identity = str(tmp_path / "lead.p12")
    ask("identity_new", path=identity, name="Lead Example", passphrase=PASSPHRASE)
    answer = ask("identity_inspect", path=identity, passphrase="something else")
    assert (answer["kind"], answer["message"], answer["ours"]) == ("error", "The passphrase is wrong.", False)


def test_a_logo_is_tried_as_reports_use_it(tmp_path: Path) -> None:
    from PIL import Image

    good, bad = tmp_path / "good.png", tmp_path / "bad.png"
    Image.new("RGB", (4, 2), "red").save(good)
    bad.write_bytes(b"no picture")
    assert ask("logo", path=str(good))["kind"] == "result"
    answer = ask("logo", path=str(bad))
    assert (answer["kind"], answer["message"], answer["ours"]) == ("error", "The image could not be read.", False)
