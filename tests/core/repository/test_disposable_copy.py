import os
import subprocess
from pathlib import Path

import pytest

from core.progress import Cancelled, Silent
from core.repository.disposable_copy import PREFIX, CopyNotMade, disposable_copy, sweep
from core.repository.opening import opened
from tests.helpers.repositories import ExampleRepository, repository


def state_of(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Return mode, time of change and bytes of everything below a folder, `.git` included."""
    return {
        str(p.relative_to(folder)): (p.lstat().st_mode, p.lstat().st_mtime_ns, p.read_bytes() if p.is_file() else b"")
        for p in sorted(folder.rglob("*"))
    }


@pytest.fixture
def example(tmp_path: Path) -> ExampleRepository:
    made = repository(
        tmp_path / "client",
        {
            "README.md": "# Example\n",
            'src/a b/ünï "q".txt': "text\r\nwith windows ends\r\n",
            "run.sh": "#!/bin/sh\necho hello\n",
            "large.bin": b"x" * (3 * 1024 * 1024 + 7),
        },
    )
    (made.folder / "run.sh").chmod(0o755)
    (made.folder / "inside").symlink_to("src")
    (made.folder / "outside").symlink_to("../../secret")
    made.commit("Links")
    return made


def test_a_copy_has_the_committed_files_and_goes_away(example: ExampleRepository, tmp_path: Path) -> None:
    (example.folder / "README.md").write_text("changed, not committed\n")
    (example.folder / "new.txt").write_text("not committed\n")
    before = state_of(example.folder)
    place = tmp_path / "place"
    place.mkdir()
    with opened(example.folder) as client, disposable_copy(client, client.commit().id, Silent(), place) as copy:
        assert (copy.folder / "README.md").read_text() == "# Example\n"
        assert (copy.folder / 'src/a b/ünï "q".txt').read_bytes() == b"text\r\nwith windows ends\r\n"
        assert (copy.folder / "large.bin").stat().st_size == 3 * 1024 * 1024 + 7
        assert os.access(copy.folder / "run.sh", os.X_OK)
        assert (copy.folder / "inside").readlink() == Path("src")
        assert not (copy.folder / "new.txt").exists()
        assert not (copy.folder / "outside").is_symlink()
        assert copy.left_out == (("outside", "a link that leads outside"),)
        # tools that ask git see a clean clone
        status = subprocess.run(
            ["git", "status", "--porcelain"], cwd=copy.folder, capture_output=True, text=True, check=True
        )
        assert status.stdout == ""
        (copy.folder / "cache").mkdir()
        (copy.folder / "cache/module.txt").write_text("x")
        (copy.folder / "cache").chmod(0o500)
    assert list(place.iterdir()) == []
    assert state_of(example.folder) == before


def test_settings_of_the_repository_run_nothing(example: ExampleRepository, tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    evil = f"touch {trace}; cat"
    example.commit("Attributes", {".gitattributes": "* filter=evil\n"})
    for name, value in {
        "filter.evil.smudge": evil,
        "filter.evil.clean": evil,
        "filter.evil.process": evil,
        "core.fsmonitor": evil,
        "core.sshCommand": evil,
    }.items():
        example.git("config", name, value)
    hooks = example.folder / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("post-checkout", "post-commit", "post-index-change", "reference-transaction"):
        (hooks / hook).write_text(f"#!/bin/sh\ntouch {trace}\n")
        (hooks / hook).chmod(0o755)
    before = state_of(example.folder)
    with opened(example.folder) as client, disposable_copy(client, client.commit().id, Silent(), tmp_path) as copy:
        assert (copy.folder / "README.md").read_text() == "# Example\n"
        assert list((copy.folder / ".git/hooks").glob("*")) == []
    assert not trace.exists()
    assert state_of(example.folder) == before


def test_a_copy_left_behind_by_a_crash_goes_and_one_in_use_stays(example: ExampleRepository, tmp_path: Path) -> None:
    left = tmp_path / f"{PREFIX}left"
    (left / "copy").mkdir(parents=True)
    (left / "in-use").touch()
    (left / "copy/file").write_text("x")
    with opened(example.folder) as client, disposable_copy(client, client.commit().id, Silent(), tmp_path) as copy:
        assert not left.exists()
        assert sweep(tmp_path) == 0
        assert (copy.folder / "README.md").exists()


def test_a_link_in_the_temporary_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/in-use").touch()
    (tmp_path / f"{PREFIX}link").symlink_to(tmp_path / "mine")
    assert sweep(tmp_path) == 0
    assert (tmp_path / "mine/in-use").exists()


def test_cancelling_leaves_nothing(example: ExampleRepository, tmp_path: Path) -> None:
    class Cancelling(Silent):
        def check(self) -> None:
            raise Cancelled

    place = tmp_path / "place"
    place.mkdir()
    with (
        opened(example.folder) as client,
        pytest.raises(Cancelled),
        disposable_copy(client, client.commit().id, Cancelling(), place),
    ):
        pass
    assert list(place.iterdir()) == []


def test_no_room_is_said(example: ExampleRepository, tmp_path: Path) -> None:
    with (
        opened(example.folder) as client,
        pytest.raises(CopyNotMade, match="temporary folder"),
        disposable_copy(client, client.commit().id, Silent(), tmp_path / "missing"),
    ):
        pass


@pytest.mark.parametrize(
    ("path", "target", "kept"),
    [
        ("a", b"b", True),
        ("deep/a", b"../b", True),
        ("a", b"../b", False),
        ("deep/a", b"../../b", False),
        ("a", b"/etc/passwd", False),
        ("a", b"link/../b", False),
    ],
)
def test_only_links_that_stay_inside_are_made(path: str, target: bytes, kept: bool, tmp_path: Path) -> None:
    made = repository(tmp_path / "client")
    link = made.folder / path
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(os.fsdecode(target))
    made.commit("Link")
    with opened(made.folder) as client, disposable_copy(client, client.commit().id, Silent(), tmp_path) as copy:
        assert (copy.folder / path).is_symlink() is kept


def mktree(made: ExampleRepository, *lines: bytes) -> bytes:
    """Make a tree of any names and return its id."""
    done = subprocess.run(
        ["git", "mktree", "-z"], cwd=made.folder, input=b"\0".join(lines), capture_output=True, check=True
    )
    return done.stdout.strip()


def test_a_tree_that_no_git_would_write_cannot_leave_the_copy(tmp_path: Path) -> None:
    made = repository(tmp_path / "client", {"good.txt": "good\n"})

    blob = made.git("rev-parse", "HEAD:good.txt").encode()
    hooks = mktree(made, b"100755 blob %s\tpost-checkout" % blob)
    root = mktree(
        made,
        b"100644 blob %s\tgood.txt" % blob,
        b"100644 blob %s\tline\nbreak" % blob,
        b"100644 blob %s\t\xff\xfe.txt" % blob,
        b"040000 tree %s\t.." % mktree(made, b"100644 blob %s\tescaped" % blob),
        b"040000 tree %s\t.GIT" % mktree(made, b"040000 tree %s\thooks" % hooks),
        b"040000 tree %s\tgit~1" % mktree(made, b"040000 tree %s\thooks" % hooks),
    )
    commit = made.git("commit-tree", "-m", "Hostile", root.decode())
    place = tmp_path / "place"
    place.mkdir()
    with opened(made.folder) as client, disposable_copy(client, commit, Silent(), place) as copy:
        names = {os.fsencode(p.name) for p in copy.folder.iterdir()}
        assert names == {b".git", b"good.txt", b"line\nbreak", b"\xff\xfe.txt"}
        assert not (copy.folder.parent / "escaped").exists()
        assert not (copy.folder / ".git/hooks/post-checkout").exists()
        assert {path for path, _ in copy.left_out} == {
            "../escaped",
            ".GIT/hooks/post-checkout",
            "git~1/hooks/post-checkout",
        }
    assert list(place.iterdir()) == []


def test_a_link_and_a_folder_of_one_name_write_nothing_outside(tmp_path: Path) -> None:
    made = repository(tmp_path / "client", {"good.txt": "good\n", "target/keep": "x"})
    (made.folder / "link").symlink_to("target")
    made.commit("Link")
    blob, link = (made.git("rev-parse", f"HEAD:{name}").encode() for name in ("good.txt", "link"))
    inner = mktree(made, b"100644 blob %s\twritten" % blob)
    root = mktree(made, b"120000 blob %s\tlink" % link, b"040000 tree %s\tlink" % inner)
    commit = made.git("commit-tree", "-m", "Hostile", root.decode())
    place = tmp_path / "place"
    place.mkdir()
    with (
        opened(made.folder) as client,
        pytest.raises(CopyNotMade),
        disposable_copy(client, commit, Silent(), place),
    ):
        pass
    assert list(place.iterdir()) == []
    assert sorted(p.name for p in (made.folder / "target").iterdir()) == ["keep"]
