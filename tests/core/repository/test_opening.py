import os
import subprocess
from pathlib import Path

import pytest

from core.repository import git_door
from core.repository.blobs import GONE, Blobs
from core.repository.errors import (
    BrokenRepository,
    ForeignOwnership,
    GitMissing,
    NoCommits,
    NotARepository,
    PointsOutside,
    UnknownRef,
)
from core.repository.opening import opened
from core.repository.tree import MissingTree, read_tree
from core.snapshot.entry import Mode
from tests.helpers.repositories import ExampleRepository, repository


def _paths(folder: Path, **options: bool) -> list[str]:
    with opened(folder, **options) as repo:
        return [e.path for e in read_tree(repo, repo.commit().id)[0]]


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-c", "protocol.file.allow=always", *arguments], cwd=folder, check=True, capture_output=True)


def test_a_folder_without_git_is_refused_with_advice(tmp_path):
    with pytest.raises(NotARepository) as caught, opened(tmp_path):
        pass
    assert "Choose the folder of a clone" in caught.value.advice


def test_a_folder_inside_a_repository_names_the_one_above(tmp_path):
    made = repository(tmp_path / "client", {"src/a.py": "x\n"})
    with pytest.raises(NotARepository) as caught, opened(made.folder / "src"):
        pass
    assert "client" in caught.value.advice


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(NotARepository), opened(tmp_path / "nothing"):
        pass


def test_no_commits(tmp_path):
    made = ExampleRepository(tmp_path / "new")
    with opened(made.folder) as repo, pytest.raises(NoCommits):
        repo.commit()


@pytest.mark.parametrize("ref", ["nonsense", "--output=x", "HEAD\n", ""])
def test_an_unknown_ref(tmp_path, ref):
    made = repository(tmp_path / "client")
    if not ref:
        made.git("checkout", "-q", "--orphan", "empty")
    with opened(made.folder) as repo, pytest.raises(UnknownRef):
        repo.commit(ref or None)


def test_branch_tag_and_commit_can_be_chosen(tmp_path):
    made = repository(tmp_path / "client")
    first = made.git("rev-parse", "HEAD")
    made.tag("v1.0", annotated=True)
    made.git("checkout", "-q", "-b", "topic")
    second = made.commit("More")
    with opened(made.folder) as repo:
        assert repo.commit("v1.0").id == first
        assert repo.commit("main").branch == "main"
        assert repo.commit(second[:10]).id == second
        assert (repo.commit().id, repo.commit().branch) == (second, "topic")
        assert [(r.name, r.commit) for r in repo.refs()] == [("main", first), ("topic", second), ("v1.0", first)]
        assert repo.default_branch(second).full_name == "refs/heads/main"


def test_detached(tmp_path):
    made = repository(tmp_path / "client")
    made.git("checkout", "-q", "--detach")
    with opened(made.folder) as repo:
        assert repo.commit().branch == ""


def test_bare(tmp_path):
    made = repository(tmp_path / "client")
    _git(tmp_path, "clone", "-q", "--bare", str(made.folder), "bare.git")
    with opened(tmp_path / "bare.git") as repo:
        assert (repo.bare, repo.name) == (True, "bare")
        entries, raw = read_tree(repo, repo.commit().id)
        with Blobs(repo, raw) as blobs:
            assert (blobs.read(entries[0]), blobs.differing) == (b"# Example\n", set())


def test_a_linked_work_tree_needs_leave_because_it_points_outside(tmp_path):
    made = repository(tmp_path / "client")
    made.git("worktree", "add", "-q", str(tmp_path / "linked"))
    with pytest.raises(PointsOutside), opened(tmp_path / "linked"):
        pass
    assert _paths(tmp_path / "linked", allow_outside=True) == ["README.md"]


def test_alternates_outside_need_leave(tmp_path):
    made = repository(tmp_path / "client")
    _git(tmp_path, "clone", "-q", "--shared", str(made.folder), "copy")
    with pytest.raises(PointsOutside) as caught, opened(tmp_path / "copy"):
        pass
    assert "objects" in caught.value.details
    assert _paths(tmp_path / "copy", allow_outside=True) == ["README.md"]


def test_shallow_is_said(tmp_path):
    made = repository(tmp_path / "client")
    made.commit("Two")
    _git(tmp_path, "clone", "-q", "--depth=1", f"file://{made.folder}", "shallow")
    with opened(tmp_path / "shallow") as repo:
        assert repo.shallow


def test_a_partial_clone_gives_what_it_has_and_asks_nobody(tmp_path):
    made = repository(tmp_path / "client", {"a.txt": "one\n", "b.txt": "two\n"})
    made.git("config", "uploadpack.allowFilter", "true")
    _git(tmp_path, "clone", "-q", "--filter=blob:none", "--no-checkout", f"file://{made.folder}", "partial")
    with opened(tmp_path / "partial") as repo:
        assert repo.partial
        entries, raw = read_tree(repo, repo.commit().id)
        with Blobs(repo, raw) as blobs:
            assert {e.path: d for e, d in blobs.read_many(entries)} == {
                "a.txt": GONE,
                "b.txt": GONE,
            }


def test_sha256(tmp_path):
    made = ExampleRepository(tmp_path / "client", "--object-format=sha256")
    made.commit("Begin", {"a.txt": "one\n"})
    with opened(made.folder) as repo:
        entries, raw = read_tree(repo, repo.commit().id)
        with Blobs(repo, raw) as blobs:
            assert (repo.object_format, blobs.read(entries[0]), blobs.differing) == ("sha256", b"one\n", set())


def test_a_damaged_object_is_skipped_and_the_rest_is_read(tmp_path):
    made = repository(tmp_path / "client", {name: f"{name}\n" for name in "abcde"})
    for name in "bd":
        blob = made.git("rev-parse", f"HEAD:{name}")
        file = made.folder / ".git" / "objects" / blob[:2] / blob[2:]
        file.chmod(0o644)
        file.write_bytes(b"not an object")
        (made.folder / name).unlink()
    (made.folder / "c").unlink()
    with opened(made.folder) as repo:
        entries, raw = read_tree(repo, repo.commit().id)
        with Blobs(repo, raw) as blobs:
            got = {e.path: d for e, d in blobs.read_many(entries)}
    assert got == {
        "a": b"a\n",
        "b": GONE,
        "c": b"c\n",
        "d": GONE,
        "e": b"e\n",
    }


def test_a_truncated_object_is_skipped_and_the_rest_is_read(tmp_path):
    made = repository(tmp_path / "client", {name: os.urandom(30_000) for name in "abcde"})
    blob = made.git("rev-parse", "HEAD:c")
    file = made.folder / ".git" / "objects" / blob[:2] / blob[2:]
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:9000])
    for name in "abcde":
        (made.folder / name).unlink()
    with opened(made.folder) as repo:
        entries, raw = read_tree(repo, repo.commit().id)
        with Blobs(repo, raw) as blobs:
            got = {e.path: d if d == GONE else len(d) for e, d in blobs.read_many(entries)}
    assert got == {"a": 30_000, "b": 30_000, "c": GONE, "d": 30_000, "e": 30_000}


def test_a_missing_object_is_skipped(tmp_path):
    made = repository(tmp_path / "client", {"a": "a\n", "b": "b\n"})
    blob = made.git("rev-parse", "HEAD:a")
    (made.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    (made.folder / "a").unlink()
    with opened(made.folder) as repo:
        entries, raw = read_tree(repo, repo.commit().id)
        with Blobs(repo, raw) as blobs:
            assert {e.path: d for e, d in blobs.read_many(entries)} == {"a": GONE, "b": b"b\n"}


def test_the_head_of_a_large_file_is_had_and_git_ended(tmp_path):
    made = repository(tmp_path / "client", {"a.yaml": "a: 1\n" * 1_000_000, "b.txt": ""})
    with opened(made.folder) as repo:
        entries, raw = read_tree(repo, repo.commit().id)
        with Blobs(repo, raw) as blobs:
            assert blobs.head(entries[0], 10) == b"a: 1\na: 1\n"
            assert blobs.head(entries[1], 10) == GONE


def test_a_missing_tree_is_said(tmp_path):
    made = repository(tmp_path / "client", {"a": "a\n"})
    tree = made.git("rev-parse", "HEAD^{tree}")
    (made.folder / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    with opened(made.folder) as repo, pytest.raises(MissingTree):
        read_tree(repo, repo.commit().id)


def test_a_broken_configuration_is_said(tmp_path):
    made = repository(tmp_path / "client")
    (made.folder / ".git" / "config").write_text("[core\n", encoding="utf-8")
    with pytest.raises(BrokenRepository), opened(made.folder):
        pass


def test_another_owner_is_a_choice_for_this_repository_only(tmp_path, monkeypatch):
    made = repository(tmp_path / "client")
    monkeypatch.setitem(git_door.ENVIRONMENT, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(ForeignOwnership), opened(made.folder):
        pass
    assert _paths(made.folder, trust_owner=True) == ["README.md"]
    other = repository(tmp_path / "other")
    with pytest.raises(ForeignOwnership), opened(other.folder):
        pass


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for git")
@pytest.mark.parametrize("said", ["git version 2.31.9", "nonsense"])
def test_an_old_git_is_refused(tmp_path, monkeypatch, said):
    made = repository(tmp_path / "client")
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho {said}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(GitMissing), opened(made.folder):
        pass


def test_no_git_at_all(tmp_path, monkeypatch):
    made = repository(tmp_path / "client")
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    with pytest.raises(GitMissing) as caught, opened(made.folder):
        pass
    assert "2.32" in caught.value.advice


def test_modes_and_odd_names(tmp_path):
    made = repository(tmp_path / "client", {"run.sh": "#!/bin/sh\n", "wörk.txt": "x\n", "new\nline.txt": "y\n"})
    (made.folder / "run.sh").chmod(0o755)
    (made.folder / "link").symlink_to("run.sh")
    Path(os.fsdecode(os.fsencode(made.folder) + b"/bad\xff.txt")).write_bytes(b"bytes\n")
    made.commit("More")
    made.git("update-index", "--add", "--cacheinfo", "160000," + "1" * 40 + ",sub")
    made.git("commit", "-q", "-m", "Submodule")
    with opened(made.folder) as repo:
        entries, raw = read_tree(repo, repo.commit().id)
        with Blobs(repo, raw) as blobs:
            odd = next(e for e in entries if e.path.startswith("bad"))
            assert (odd.path, blobs.read(odd), blobs.differing) == ("bad\\xff.txt", b"bytes\n", set())
    assert {e.path: e.mode for e in entries} == {
        "bad\\xff.txt": Mode.FILE,
        "link": Mode.SYMLINK,
        "new\nline.txt": Mode.FILE,
        "run.sh": Mode.EXECUTABLE,
        "sub": Mode.SUBMODULE,
        "wörk.txt": Mode.FILE,
    }
