from pathlib import Path

import pytest

from core import codec
from core.model.outcome import Outcome
from core.model.process import CriticalProcess
from core.model.scan import SCAN_FORMAT, Scan
from core.progress import Cancelled, Silent
from core.repository.errors import NotARepository, UnknownRef
from core.rubric.rubric import OwnProbe
from core.workflows import scan as workflow
from core.workflows.inspect import inspect
from core.workflows.scan import CHECKS, CONTENT, HISTORY, INDEX, ScanCancelled, scan
from core.workflows.show import CannotShow, show
from tests.helpers.repositories import repository

FILES = {
    "README.md": "# Example shop\n",
    "app/main.py": "import os\n\nKAFKA = 'kafka'\n",
    "tests/test_main.py": "def test_it():\n    assert True\n",
    "requirements.txt": "flask==3.0\n",
    "logo.png": b"\x89PNG\0\0",
    "node_modules/a/index.js": "module.exports = 1\n",
    ".github/workflows/ci.yml": "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n    - run: pytest\n",
}


class Watcher(Silent):
    """Progress that remembers, and stops at a phase."""

    def __init__(self, stop_at: str = "", after: int = 0) -> None:
        self.phases: list[str] = []
        self.details: list[str] = []
        self.stop_at, self.after = stop_at, after

    def phase(self, name: str, total: int | None = None) -> None:
        self.phases.append(name)

    def advance(self, steps: int = 1, detail: str = "") -> None:
        self.details.append(detail)
        if self.phases[-1] == self.stop_at:
            self.after -= steps

    def check(self) -> None:
        if self.phases and self.phases[-1] == self.stop_at and self.after <= 0:
            raise Cancelled


@pytest.fixture
def client(tmp_path: Path) -> Path:
    return repository(tmp_path / "shop", FILES).folder


def test_a_scan_answers_every_probe_and_says_what_it_looked_at(client):
    watcher = Watcher()
    found = scan(client, progress=watcher)
    assert watcher.phases == [HISTORY, INDEX, CONTENT, CHECKS]
    assert found.complete
    assert found.not_run == ()
    assert [a.summary for a in found.probes.values() if a.outcome is Outcome.ERROR] == []
    assert found.probes["ci.pipeline"].outcome is Outcome.PRESENT
    assert found.probes["ci.pipeline"].searched.commit == found.repository.commit
    assert found.repository.name == "shop"
    assert found.repository.branch == "main"
    assert (found.repository.files, found.repository.commits, found.repository.authors) == (7, 1, 1)
    assert [name for name, _ in found.repository.languages] == ["Python"]
    assert {c.file_class: c.files for c in found.files} == {
        "binary": 1,
        "configuration": 2,
        "document": 1,
        "source": 1,
        "test": 1,
        "vendored": 1,
    }
    assert set(found.measurements) == {
        "dora.deployment-frequency",
        "dora.deployments-per-month",
        "dora.lead-time",
        "dora.change-fail-rate",
        "dora.recovery-time",
        "dora.rework-rate",
    }
    assert "shorter than 30 days" in found.measurements["dora.lead-time"].reason


def test_the_same_commit_gives_the_same_answers(client):
    one, two = scan(client), scan(client)
    assert (one.probes, one.measurements, one.files) == (two.probes, two.measurements, two.files)
    (client / "app/main.py").write_text("changed = True\n", encoding="utf-8")
    three = scan(client)
    assert one.probes == three.probes
    assert (one.repository.differing, three.repository.differing) == (0, 1)


def test_a_scan_survives_being_written_and_read(client):
    found = scan(client, processes=[CriticalProcess("order", "Order", paths=("app/**",))])
    data = codec.document(*SCAN_FORMAT, found)
    assert codec.read_document(Scan, *SCAN_FORMAT, data) == found
    assert set(found.processes) == {"order"}
    assert found.processes["order"]


def test_an_earlier_commit_can_be_chosen(tmp_path):
    made = repository(tmp_path / "shop", FILES)
    first = made.git("rev-parse", "HEAD")
    made.git("rm", "-rq", ".github")
    made.commit("Remove CI")
    assert scan(made.folder).probes["ci.pipeline"].outcome is Outcome.ABSENT
    earlier = scan(made.folder, first)
    assert (earlier.probes["ci.pipeline"].outcome, earlier.repository.differing) == (Outcome.PRESENT, 0)


def test_excluded_files_are_left_out_and_recorded(client):
    found = scan(client, excluded=[".github/**"])
    assert (found.probes["ci.pipeline"].outcome, found.excluded) == (Outcome.ABSENT, (".github/**",))


def test_a_rubrics_own_probe_is_asked(client):
    class Own:
        id = "shop"
        own_probes = (OwnProbe(name="queue", question="?", patterns=("kafka",)),)

    assert scan(client, rubrics=[Own()]).probes["own.shop.queue"].outcome is Outcome.PRESENT


@pytest.mark.parametrize("phase", [HISTORY, INDEX, CONTENT])
def test_a_cancel_before_the_checks_keeps_the_repository_and_names_what_was_not_run(client, phase):
    with pytest.raises(ScanCancelled) as caught:
        scan(client, progress=Watcher(stop_at=phase))
    partial = caught.value.partial
    assert partial is not None
    assert (partial.complete, partial.probes) == (False, {})
    assert "ci.pipeline" in partial.not_run


def test_a_cancel_during_the_checks_keeps_the_answers_so_far(client):
    full = scan(client)
    with pytest.raises(ScanCancelled) as caught:
        scan(client, progress=Watcher(stop_at=CHECKS, after=3))
    partial = caught.value.partial
    assert partial is not None
    assert len(partial.probes) == 3
    assert partial.probes == {name: full.probes[name] for name in partial.probes}
    assert set(partial.not_run) == set(full.probes) - set(partial.probes)


def test_errors_come_before_any_work(tmp_path, client):
    with pytest.raises(NotARepository):
        scan(tmp_path)
    with pytest.raises(UnknownRef):
        scan(client, "nothing")


def test_odd_repositories_are_scanned(tmp_path):
    made = repository(tmp_path / "odd", {"a.py": "x = 1\n", "large.py": "y = 1\n" * 300_000})
    made.git("update-index", "--add", "--cacheinfo", "160000," + "1" * 40 + ",sub")
    made.git("commit", "-q", "-m", "Submodule")
    Path(bytes(made.folder).decode() + "/bad\udcff.py").write_bytes(b"z = 1\n")
    made.git("add", "bad*")
    made.git("commit", "-q", "-m", "Name")
    found = scan(made.folder)
    assert found.repository.submodules == ("sub",)
    assert {(s.reason, s.paths) for s in found.skipped} == {("over 1 MiB", ("large.py",)), ("submodule", ("sub",))}
    codec.document(*SCAN_FORMAT, found)


def test_nothing_heavy_is_used_to_look_at_a_repository(client):
    seen = inspect(client)
    assert (seen.head, seen.files, seen.commits, seen.problems) == ("main", 7, 1, ())
    assert [(r.name, r.kind) for r in seen.refs] == [("main", "branch")]
    assert seen.languages[0][0] == "Python"


def test_what_stands_in_the_way_is_told_not_raised(tmp_path):
    [problem] = inspect(tmp_path).problems
    assert (problem.blocks, problem.allow) == (True, "")
    made = repository(tmp_path / "shop")
    made.git("worktree", "add", "-q", str(tmp_path / "linked"))
    [problem] = inspect(tmp_path / "linked").problems
    assert (problem.blocks, problem.allow) == (True, "allow_outside")
    assert inspect(tmp_path / "linked", allow_outside=True).problems == ()


def test_a_shallow_clone_is_a_warning(tmp_path):
    made = repository(tmp_path / "shop")
    made.commit("Two")
    made.git("clone", "-q", "--depth=1", f"file://{made.folder}", str(tmp_path / "shallow"))
    [problem] = inspect(tmp_path / "shallow").problems
    assert problem.blocks is False
    assert "shallow" in problem.message


def test_a_file_is_shown_as_it_was(client):
    commit = scan(client).repository.commit
    (client / "app/main.py").write_text("changed\n", encoding="utf-8")
    assert show(client, commit, "app/main.py").text == FILES["app/main.py"]
    for name in ("nothing.py", "logo.png"):
        with pytest.raises(CannotShow):
            show(client, commit, name)


def test_the_four_phases_are_timed(client):
    assert set(scan(client).timings) == {workflow.HISTORY, workflow.INDEX, workflow.CONTENT, workflow.CHECKS}
