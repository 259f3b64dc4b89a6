from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import ExitCode
from core.model.outcome import Outcome
from core.model.process import CriticalProcess
from core.repository.errors import UnknownRef
from core.rubric.rubric import OwnProbe
from core.workflows.scan import scan
from core.workflows.search import CannotSearch, Verdict, search
from tests.helpers.repositories import ExampleRepository, repository

FILES = {
    "README.md": "# Example shop\n",
    "app/orders.py": "import kafka\n\n\ndef place_order():\n    return 1\n",
    "app/large.py": "y = 1\n" * 300_000,
    "logo.png": b"\x89PNG\0\0",
    ".github/workflows/ci.yml": "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n    - run: pytest\n",
    ".github/workflows/broken.yml": "on: [push\njobs: {\n",
    "examples/mail/send.py": "import kafka\nimport sentry_sdk\n\nsentry_sdk.init()\n",
    "k8s/web.yaml": "kind: Deployment\nmetadata: {name: web\n",
}
ORDER = CriticalProcess("order", "Place an order", paths=("app/**",), names=("place_order",))


class Own:
    id = "shop"
    own_probes = (OwnProbe(name="queue", question="?", patterns=("kafka",)),)


@pytest.fixture
def client(tmp_path: Path) -> ExampleRepository:
    return repository(tmp_path / "shop", FILES)


def test_every_answer_of_a_scan_can_be_repeated_by_itself(client):
    found = scan(client.folder, processes=[ORDER], rubrics=[Own()])
    for name in found.probes:
        again = search(client.folder, found, [name], rubrics=[Own()])
        assert (again.exit_code, again.searches[0].differences, again.scanner) == (ExitCode.DONE, (), ()), name
    for name in found.processes["order"]:
        again = search(client.folder, found, [name], process=ORDER, rubrics=[Own()])
        assert (again.exit_code, again.searches[0].differences) == (ExitCode.DONE, ()), name


def test_what_a_scan_overlooked_is_found_again(client, monkeypatch):
    """A repeated search shares no filter with a scan, so that what a filter lost is not lost twice."""
    with monkeypatch.context() as patched:
        patched.setattr("core.matching.re2_engine.Re2Engine._matching", lambda engine, piece: [])
        blind = scan(client.folder, rubrics=[Own()])
        again = search(client.folder, blind, ["own.shop.queue"], rubrics=[Own()])
    assert blind.probes["own.shop.queue"].outcome is Outcome.ABSENT
    assert (again.exit_code, again.searches[0].repeated.outcome) == (ExitCode.CHANGED, Outcome.PRESENT)
    assert again.engine != blind.engine


def test_the_recorded_commit_name_and_exclusions_count_not_what_lies_there_now(client, tmp_path):
    found = scan(client.folder, excluded=["k8s/**"], rubrics=[Own()])
    client.git("rm", "-rq", ".github")
    client.commit("Remove CI", {"app/orders.py": "import pika\n"})
    moved = client.folder.rename(tmp_path / "examples")
    again = search(moved, found, ["ci.pipeline", "own.shop.queue"], rubrics=[Own()])
    assert again.exit_code is ExitCode.DONE
    assert again.searches[0].repeated.searched.commit == found.repository.commit


def test_an_altered_record_is_told_part_by_part(client):
    found = scan(client.folder)
    true = found.probes["ci.pipeline"]
    false = replace(true, outcome=Outcome.ABSENT, evidence=(), searched=replace(true.searched, eligible=9, skipped=()))
    again = search(client.folder, replace(found, probes={**found.probes, "ci.pipeline": false}), ["ci.pipeline"])
    assert (again.exit_code, again.searches[0].verdict) == (ExitCode.CHANGED, Verdict.DIFFERENT)
    told = {d.what: (d.recorded, d.repeated) for d in again.searches[0].differences}
    assert told["outcome"] == ("absent", "present")
    assert told["evidence"][0] == "nothing else"
    assert told["evidence"][1].startswith(".github/workflows/ci.yml:")
    assert told["files eligible"] == ("9", str(true.searched.eligible))
    assert told["files skipped (not understood)"] == ("0", "1")


@pytest.mark.parametrize("part", ["sightline", "probe_set", "engine"])
def test_another_scanner_is_never_called_a_wrong_scan(client, part):
    found = replace(scan(client.folder), **{part: "other"})
    again = search(client.folder, found, ["ci.pipeline"])
    assert (again.exit_code, again.searches[0].verdict) == (ExitCode.DONE, Verdict.EQUAL)
    assert len(again.scanner) == 1
    false = replace(found.probes["ci.pipeline"], evidence=())
    again = search(client.folder, replace(found, probes={**found.probes, "ci.pipeline": false}), ["ci.pipeline"])
    assert (again.exit_code, again.searches[0].verdict) == (ExitCode.NOT_AS_EXPECTED, Verdict.SCANNER_CHANGED)


def test_what_cannot_be_repeated_is_said_with_advice(client, tmp_path):
    found = scan(client.folder, processes=[ORDER], rubrics=[Own()])
    name = next(iter(found.processes["order"]))
    with pytest.raises(CannotSearch, match="add --process"):
        search(client.folder, found, [name])
    with pytest.raises(CannotSearch, match=r"no answer of ci\.nothing"):
        search(client.folder, found, ["ci.nothing"])
    with pytest.raises(CannotSearch, match="nothing about the process pay"):
        search(client.folder, found, [name], process=replace(ORDER, id="pay"))
    with pytest.raises(CannotSearch, match="Give its rubric"):
        search(client.folder, found, ["own.shop.queue"])
    with pytest.raises(UnknownRef):
        search(repository(tmp_path / "other").folder, found, ["ci.pipeline"])
