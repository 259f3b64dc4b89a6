"""Repositories made to break a scanner: the scan comes to its end and says what it could not read."""

import os
import subprocess
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from core import codec
from core.model.outcome import Outcome
from core.model.scan import SCAN_FORMAT, Scan
from core.probes import catalogue
from core.probes.probe import Probe
from core.snapshot.entry import LARGEST_FILE, Entry, Mode
from core.snapshot.snapshot import Snapshot
from core.workflows.scan import scan
from tests.helpers.repositories import ExampleRepository, repository
from tests.helpers.snapshots import DictReader

CI = "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n    - run: pytest\n"
FILES = {
    "README.md": "# Example\n",
    "app/main.py": "import os\n",
    "tests/test_main.py": "def test_it():\n    assert True\n",
    ".github/workflows/ci.yml": CI,
}


def _whole(found: Scan) -> Scan:
    """Return a scan that is complete, without a failed check, and with sums that fit."""
    assert found.complete
    assert found.not_run == ()
    assert {a.probe: a.summary for a in found.probes.values() if a.outcome is Outcome.ERROR} == {}
    for answer in found.probes.values():
        searched = answer.searched
        assert searched.eligible == searched.read + sum(s.count for s in searched.skipped), answer.probe
    assert codec.read_document(Scan, *SCAN_FORMAT, codec.document(*SCAN_FORMAT, found)) == found
    return found


def _skipped(found: Scan) -> dict[str, int]:
    return {s.reason: s.count for s in found.skipped}


def _absent_yet_unread(found: Scan, path: str) -> list[str]:
    """Return the probes that say "absent" without saying that an eligible file was not read."""
    silent = []
    for answer in found.probes.values():
        named = {p for s in answer.searched.skipped for p in s.paths}
        whole_tree = answer.searched.eligible == found.repository.files and answer.searched.patterns
        if answer.outcome is Outcome.ABSENT and whole_tree and path not in named:
            silent.append(answer.probe)
    return silent


def _stored(made: ExampleRepository, path: str) -> Path:
    """Return the loose object of a committed file."""
    blob = made.git("rev-parse", f"HEAD:{path}")
    return made.folder / ".git" / "objects" / blob[:2] / blob[2:]


def _import(folder: Path, files: Mapping[bytes, bytes], mode: str = "100644") -> ExampleRepository:
    """Return a repository whose work tree is empty, made in one stream; quick for very many paths."""
    made = ExampleRepository(folder)
    stream = [b"commit refs/heads/main\ncommitter E <e@example.com> 1700000000 +0000\ndata 1\nx\n"]
    for path, content in files.items():
        quoted = b'"' + path.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n") + b'"'
        stream.append(b"M %s inline %s\ndata %d\n%s\n" % (mode.encode(), quoted, len(content), content))
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    command = ["git", "-c", "core.protectNTFS=false", "fast-import", "--quiet"]
    subprocess.run(command, cwd=made.folder, input=b"".join(stream), env=environment, check=True)
    return made


def test_a_probe_that_raises_is_one_error_and_the_others_answer(tmp_path, monkeypatch):
    client = repository(tmp_path / "shop", FILES).folder
    before = scan(client)

    def broken(_snapshot: Snapshot, _hits: object) -> object:
        raise LookupError("no such thing")

    def without(probe: Probe) -> Probe:
        return replace(probe, answer=broken) if probe.id == "ci.pipeline" else probe  # type: ignore[arg-type]

    monkeypatch.setattr(catalogue, "PROBES", tuple(map(without, catalogue.PROBES)))
    found = scan(client)
    assert found.complete
    error = found.probes["ci.pipeline"]
    assert (error.outcome, error.summary) == (Outcome.ERROR, "The check could not run: LookupError: no such thing.")
    assert {**found.probes, "ci.pipeline": None} == {**before.probes, "ci.pipeline": None}


@pytest.mark.parametrize("damage", ["missing", "corrupt", "empty"])
def test_a_damaged_file_that_is_nowhere_else_is_skipped_and_said(tmp_path, damage):
    made = repository(tmp_path / "shop", {**FILES, "app/other.py": "import kafka\n"})
    lost = _stored(made, "app/main.py")
    lost.chmod(0o644)
    if damage == "missing":
        lost.unlink()
    else:
        lost.write_bytes(b"" if damage == "empty" else b"\x78\x9c" + os.urandom(64))
    (made.folder / "app/main.py").unlink()
    found = _whole(scan(made.folder))
    assert _skipped(found) == {"missing or damaged": 1}
    assert found.skipped[0].paths == ("app/main.py",)
    assert _absent_yet_unread(found, "app/main.py") == []
    assert any(a.skipped_source for a in found.probes.values())
    assert found.probes["ci.pipeline"].outcome is Outcome.PRESENT


def test_a_damaged_object_does_no_harm_where_the_work_tree_has_the_same_bytes(tmp_path):
    made = repository(tmp_path / "shop", FILES)
    before = scan(made.folder)
    _stored(made, "app/main.py").unlink()
    assert _whole(scan(made.folder)).probes == before.probes


def test_a_damaged_workflow_is_no_missing_pipeline_in_silence(tmp_path):
    made = repository(tmp_path / "shop", FILES)
    _stored(made, ".github/workflows/ci.yml").unlink()
    (made.folder / ".github/workflows/ci.yml").unlink()
    answer = _whole(scan(made.folder)).probes["ci.pipeline"]
    assert answer.outcome is not Outcome.PRESENT
    assert answer.skipped_source
    assert [(s.reason, s.paths) for s in answer.searched.skipped] == [
        ("missing or damaged", (".github/workflows/ci.yml",))
    ]


def test_a_history_with_a_hole_is_not_measured_and_the_files_are_answered(tmp_path):
    made = repository(tmp_path / "shop", FILES)
    first = made.git("rev-parse", "HEAD")
    made.commit("Two", {"b.py": "b = 1\n"})
    (made.folder / ".git" / "objects" / first[:2] / first[2:]).unlink()
    found = _whole(scan(made.folder))
    assert {m.value for m in found.measurements.values()} == {None}
    assert all("could not read the whole history" in m.reason for m in found.measurements.values())
    assert found.probes["ci.pipeline"].outcome is Outcome.PRESENT


def test_a_file_over_the_limit_is_skipped_by_its_size_alone():
    class Untouched(DictReader):
        def read(self, entry: Entry) -> bytes:
            assert entry.path != "huge.py"
            return b"x = 1\n"

    entries = [Entry("a.py", Mode.FILE, "a" * 40, 6), Entry("huge.py", Mode.FILE, "b" * 40, 200 * 1024 * 1024)]
    shot = Snapshot("c" * 40, entries, Untouched({}))
    assert [path for path, _ in shot.contents()] == ["a.py"]
    assert shot.text("huge.py") is None
    record, lost = shot.searched(["needle"], (), ())
    assert (record.eligible, record.read, record.skipped[0].reason, lost) == (2, 1, "over 1 MiB", True)


def test_a_huge_file_in_the_work_tree_under_a_small_committed_name_is_not_read(tmp_path):
    made = repository(tmp_path / "shop", FILES)
    with (made.folder / "app/main.py").open("wb") as file:
        file.truncate(200 * 1024 * 1024)  # sparse: takes no room
    found = _whole(scan(made.folder))
    assert (found.repository.differing, found.skipped) == (1, ())


def test_a_source_file_of_more_than_a_mebibyte_leaves_absence_unproven(tmp_path):
    made = repository(tmp_path / "shop", {**FILES, "app/all.py": "x = 1\n" * (LARGEST_FILE // 6 + 1)})
    found = _whole(scan(made.folder))
    assert _skipped(found) == {"over 1 MiB": 1}
    assert _absent_yet_unread(found, "app/all.py") == []
    for answer in found.probes.values():
        if any("app/all.py" in s.paths for s in answer.searched.skipped):
            assert answer.skipped_source, answer.probe


def test_a_workflow_of_fifty_thousand_lines_is_read(tmp_path):
    steps = ("    - run: |\n        make x\n" + "        echo x\n" * 18) * 2_500 + "    - run: pytest\n"
    long = CI.replace("    - run: pytest\n", steps)
    values = "".join(f"key{n}:\n  name: n{n}\n" for n in range(25_000))
    files = {".github/workflows/ci.yml": long, "k8s/values.yaml": values, "config/large.yml": values}
    made = repository(tmp_path / "shop", {**FILES, **files})
    assert min(text.count("\n") for text in files.values()) >= 50_000
    assert max(len(text) for text in files.values()) < LARGEST_FILE
    found = _whole(scan(made.folder))
    assert (found.probes["ci.pipeline"].outcome, found.skipped) == (Outcome.PRESENT, ())


def test_an_alias_bomb_is_not_understood_and_costs_nothing(tmp_path):
    names = "abcdefghij"
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [{', '.join(['*' + a] * 9)}]" for a, b in pairwise(names)]
    bomb = "\n".join(lines) + "\njobs: *j\n"
    deep = "on: push\njobs: " + "[" * 5_000 + "]" * 5_000 + "\n"
    made = repository(
        tmp_path / "shop",
        {
            "README.md": "# A\n",
            ".github/workflows/bomb.yml": bomb,
            ".github/workflows/deep.yml": deep,
            "k8s/a.yaml": bomb,
        },
    )
    answer = _whole(scan(made.folder)).probes["ci.pipeline"]
    assert answer.skipped_source
    [skipped] = answer.searched.skipped
    assert skipped.reason == "not understood"
    assert {".github/workflows/bomb.yml", ".github/workflows/deep.yml"} & set(skipped.paths)


def test_a_repository_without_any_text(tmp_path):
    made = repository(tmp_path / "shop", {f"images/{n}.png": b"\x89PNG\0" + bytes([n]) for n in range(5)})
    made.commit("Unnamed", {"data": b"\0\1\2"})
    found = _whole(scan(made.folder))
    assert _skipped(found) == {"binary": 6}
    assert {a.outcome for a in found.probes.values()} <= {Outcome.ABSENT, Outcome.NOT_APPLICABLE, Outcome.UNPROVEN}
    assert all(a.searched.read == 0 for a in found.probes.values() if a.searched.patterns)


def test_a_hundred_thousand_links_are_links(tmp_path):
    files = {b"links/%03d/%03d.py" % (n // 1000, n % 1000): b"../../../etc/passwd" for n in range(100_000)}
    made = _import(tmp_path / "shop", files, "120000")
    found = _whole(scan(made.folder))
    assert found.repository.files == 100_000
    assert _skipped(found) == {"symbolic link": 100_000}
    assert found.skipped[0].paths[0] == "links/000/000.py"
    assert Counter(a.outcome for a in found.probes.values())[Outcome.PRESENT] == 0


def test_names_of_all_kinds_are_read_and_shown(tmp_path):
    names = {
        b"caf\xe9.py": "latin",
        b"app/\xff\xfe/x.py": "no UTF-8",
        b"two\nlines.py": "a line end",
        b"bidi-\xe2\x80\xae.py": "a direction",
        b"con.py": "a device",
        b"-rf.py": "an option",
        b"back\\slash.py": "a backslash",
        b"'quote\".py": "quotes",
    }
    made = _import(tmp_path / "shop", dict.fromkeys(names, b"import kafka\n"))
    found = _whole(scan(made.folder))
    assert (found.repository.files, found.skipped) == (len(names), ())
    read = {a.searched.read for a in found.probes.values() if a.searched.patterns and not a.searched.paths}
    assert max(read) == len(names)


def test_folders_of_any_depth(tmp_path):
    deep = b"/".join([b"d"] * 2000) + b"/app.py"
    long = b"/".join([b"n" * 200] * 20) + b"/app.py"
    made = _import(tmp_path / "shop", {deep: b"x = 1\n", long: b"x = 1\n", b"app.py": b"x = 1\n"})
    found = _whole(scan(made.folder))
    assert (found.repository.files, found.skipped) == (3, ())
