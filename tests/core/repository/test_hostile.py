"""A repository whose every setting runs a program: nothing runs, nothing changes, nothing outside is read."""

import hashlib
import os
import shutil
import stat
from pathlib import Path

import pytest

from core.repository.blobs import Blobs
from core.repository.errors import NotARepository, PointsOutside
from core.repository.git_door import COMMANDS, MAKING, GitDoor, trusting
from core.repository.opening import opened
from core.repository.tree import read_tree
from core.repository.work_tree import WorkTree
from core.snapshot.entry import Unreadable
from core.workflows.scan import scan
from tests.helpers.repositories import ExampleRepository, repository

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the trip wire is a shell script")

FILES = {
    "a.py": "print('one')\n",
    "b.txt": "text\n",
    "deep/er/c.py": "import os\n",
    ".gitattributes": "*.py diff=evil filter=evil merge=evil\n*.txt diff=evil filter=evil\n",
    ".mailmap": "Evil <evil@example.com>\n",
}


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    """A program that leaves a file behind when anybody runs it."""
    program = tmp_path / "wire"
    program.write_text(f"#!/bin/sh\necho \"$0 $@\" >> '{tmp_path}/tripped'\ncat 2>/dev/null\n", encoding="utf-8")
    program.chmod(0o755)
    return program


@pytest.fixture
def hostile(tmp_path: Path, wire: Path) -> ExampleRepository:
    made = repository(tmp_path / "client", FILES)
    made.commit("Second", {"a.py": "print('two')\n"})
    made.tag("v1.0.0", annotated=True)
    (made.folder / "b.txt").write_text("changed in the work tree\n", encoding="utf-8")
    settings = {
        "core.fsmonitor": wire,
        "core.pager": wire,
        "core.editor": wire,
        "core.sshCommand": wire,
        "core.gitProxy": wire,
        "core.askPass": wire,
        "core.alternateRefsCommand": wire,
        "core.hooksPath": made.folder / "evil-hooks",
        "diff.external": wire,
        "diff.evil.textconv": wire,
        "diff.evil.command": wire,
        "filter.evil.clean": wire,
        "filter.evil.smudge": wire,
        "filter.evil.process": wire,
        "filter.evil.required": "true",
        "merge.evil.driver": wire,
        "gpg.program": wire,
        "gpg.ssh.program": wire,
        "log.showSignature": "true",
        "credential.helper": f"!{wire}",
        "pager.log": wire,
        "pager.ls-tree": wire,
        "interactive.diffFilter": wire,
        "uploadpack.packObjectsHook": wire,
        "alias.log": f"!{wire}",
        "alias.ls-tree": f"!{wire}",
        "include.path": "/etc/hostname",
        "remote.origin.url": f"ext::{wire} x",
        "remote.origin.promisor": "true",
        "gc.auto": "1",
    }
    config = made.folder / ".git" / "config"
    lines = []
    for name, value in settings.items():
        section, _, key = name.rpartition(".")
        head, _, sub = section.partition(".")
        lines.append(f'[{head} "{sub}"]' if sub else f"[{head}]")
        lines.append(f"\t{key} = {value}")
    if Path("/etc/hostname").exists() is False:  # pragma: no cover - a system without that file
        lines = [line for line in lines if "hostname" not in line]
    text = "\n".join(line for line in lines if "/etc/hostname" not in line and line != "[include]")
    config.write_text(config.read_text(encoding="utf-8") + text + "\n", encoding="utf-8")
    for folder in (made.folder / ".git" / "hooks", made.folder / "evil-hooks"):
        folder.mkdir(exist_ok=True)
        for hook in (
            "post-index-change",
            "fsmonitor-watchman",
            "reference-transaction",
            "post-checkout",
            "pre-auto-gc",
        ):
            (folder / hook).write_bytes(wire.read_bytes())
            (folder / hook).chmod(0o755)
    return made


def _state(folder: Path) -> dict[str, tuple[str, int, int]]:
    """Content, mode and times of everything under a folder."""
    found = {}
    for top, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            path = Path(top) / name
            known = path.lstat()
            digest = hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(known.st_mode) else ""
            found[str(path)] = (digest, known.st_mode, known.st_mtime_ns)
    return found


def _tripped(wire: Path) -> str:
    file = wire.parent / "tripped"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def test_the_wire_trips_when_git_is_called_carelessly(hostile, wire):
    hostile.git("status", check=False)
    assert _tripped(wire)


def test_a_scan_runs_nothing_and_changes_nothing(hostile, wire):
    before = _state(hostile.folder)
    found = scan(hostile.folder)
    assert _tripped(wire) == ""
    assert _state(hostile.folder) == before
    assert found.repository.differing == 1  # b.txt: its committed bytes were used
    assert found.complete


@pytest.mark.parametrize("command", sorted(COMMANDS - {"version"}))
def test_no_command_of_the_door_runs_anything(hostile, wire, command):
    arguments = {
        "rev-parse": ["HEAD"],
        "ls-tree": ["-r", "-l", "HEAD"],
        "for-each-ref": ["--format=%(refname) %(contents) %(upstream:track)"],
        "rev-list": ["--all"],
        "log": ["--all", "--raw", "-p", "--format=%H %an %s"],
        "symbolic-ref": ["HEAD"],
        "cat-file": ["--batch-all-objects", "--batch-check"],
    }[command]
    with opened(hostile.folder) as repo:
        repo.door.run(command, *arguments)
    assert _tripped(wire) == ""


def test_a_command_that_compares_the_work_tree_cannot_be_built(tmp_path):
    door = GitDoor(tmp_path)
    for command in ("status", "diff", "blame", "archive", "checkout", "grep", "ls-files", "fetch", *MAKING):
        with pytest.raises(ValueError, match="only read objects"):
            door.command(command)


def test_the_environment_of_whoever_started_us_does_not_reach_git(hostile, wire, monkeypatch):
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(wire))
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(wire))
    with opened(hostile.folder) as repo:
        assert repo.commit().branch == "main"
        repo.door.run("log", "-p")
    assert _tripped(wire) == ""


def _contents(folder: Path) -> dict[str, bytes | str]:
    with opened(folder) as repo:
        entries, raw = read_tree(repo, repo.commit().id)
        with Blobs(repo, raw) as blobs:
            return {
                entry.path: data.reason if isinstance(data, Unreadable) else data
                for entry, data in blobs.read_many(entries)
                if entry.mode != "submodule"
            }


def test_a_file_replaced_by_a_link_is_read_from_the_commit(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("print('one')\n", encoding="utf-8")  # even the same bytes are not read through a link
    made = repository(tmp_path / "client", FILES)
    (made.folder / "a.py").unlink()
    (made.folder / "a.py").symlink_to(secret)
    assert _contents(made.folder)["a.py"] == b"print('one')\n"


def test_a_file_replaced_by_a_link_is_not_followed(tmp_path):
    made = repository(tmp_path / "client", FILES)
    (made.folder / "a.py").rename(tmp_path / "elsewhere")
    (made.folder / "a.py").symlink_to(tmp_path / "elsewhere")
    with opened(made.folder) as repo:
        entries, raw = read_tree(repo, repo.commit().id)
        with Blobs(repo, raw) as blobs:
            assert blobs.read(next(e for e in entries if e.path == "a.py")) == b"print('one')\n"
            assert blobs.differing == {"a.py"}  # that is: not taken from behind the link


def test_a_file_of_the_same_size_with_other_bytes_is_read_from_the_commit(tmp_path):
    made = repository(tmp_path / "client", FILES)
    (made.folder / "b.txt").write_text("lies\n", encoding="utf-8")
    assert _contents(made.folder)["b.txt"] == b"text\n"


@pytest.mark.parametrize(
    "path", [b"../secret", b"deep/../../secret", b".git/config", b".GIT/config", b"deep/../b.txt", b"deep/.git"]
)
def test_no_path_leads_out_of_the_work_tree_or_into_git(tmp_path, path):
    made = repository(tmp_path / "client", FILES)
    (tmp_path / "secret").write_text("secret\n", encoding="utf-8")
    (made.folder / "deep" / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    (made.folder / ".GIT").mkdir(exist_ok=True)
    (made.folder / ".GIT" / "config").write_text("x\n", encoding="utf-8")
    tree = WorkTree(made.folder)
    assert tree.read(path, 1000) is None
    assert tree.read(b"b.txt", 1000) == b"text\n"
    tree.close()


def test_a_file_that_grew_beyond_all_measure_is_not_read(tmp_path):
    (tmp_path / "grown").write_bytes(b"x" * 1001)
    tree = WorkTree(tmp_path)
    assert (tree.read(b"grown", 1000), tree.read(b"grown", 1001)) == (None, b"x" * 1001)
    tree.close()


def test_a_pipe_in_the_work_tree_keeps_what_is_in_it(tmp_path):
    made = repository(tmp_path / "client", FILES)
    (made.folder / "b.txt").unlink()
    os.mkfifo(made.folder / "b.txt")
    pipe = os.open(made.folder / "b.txt", os.O_RDWR | os.O_NONBLOCK)
    os.write(pipe, b"text\n")
    assert _contents(made.folder)["b.txt"] == b"text\n"
    assert os.read(pipe, 100) == b"text\n"
    os.close(pipe)


@pytest.mark.skipif(not hasattr(os, "O_NOATIME"), reason="only Linux can leave it alone")
def test_the_time_of_last_access_stays(tmp_path):
    made = repository(tmp_path / "client", FILES)
    os.utime(made.folder / "a.py", (1_000_000_000, 1_700_000_000))
    assert _contents(made.folder)["a.py"] == b"print('one')\n"
    assert (made.folder / "a.py").stat().st_atime == 1_000_000_000


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open handles are counted there")
def test_many_folders_do_not_use_up_the_handles_of_the_process(tmp_path):
    files = {f"f{n}/a.txt": "x\n" for n in range(100)}
    made = repository(tmp_path / "client", files)
    with opened(made.folder) as repo:
        entries, raw = read_tree(repo, repo.commit().id)
        before = len(list(Path("/proc/self/fd").iterdir()))
        with Blobs(repo, raw) as blobs:
            assert len(list(blobs.read_many(entries))) == 100
            assert len(list(Path("/proc/self/fd").iterdir())) < before + 50
        assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_replaced_object_is_not_shown_in_place_of_the_committed_one(tmp_path):
    made = repository(tmp_path / "client", {"a.txt": "committed\n"})
    true, other = made.git("rev-parse", "HEAD"), made.commit("Other", {"a.txt": "another\n"})
    made.git("reset", "-q", "--hard", true)
    made.git("replace", true, other)
    made.git("replace", made.git("rev-parse", f"{true}:a.txt"), made.git("rev-parse", f"{other}:a.txt"), check=False)
    (made.folder / "a.txt").unlink()
    assert _contents(made.folder) == {"a.txt": b"committed\n"}


def test_what_only_looks_like_a_repository_does_not_open_the_one_around_it(tmp_path):
    made = repository(tmp_path / "client", FILES)
    inner = made.folder / "deep" / "er"
    for part in ("objects", "refs"):
        (inner / part).mkdir()
    (inner / "HEAD").write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(NotARepository), opened(inner):
        pass


def test_trust_in_an_owner_says_nothing_else(tmp_path):
    folder = tmp_path / 'a "b\n[core]\n\tpager = x'
    with trusting(folder, True) as config:
        assert config is not None
        said = config.read_text(encoding="utf-8")
    assert said == f'[safe]\n\tdirectory = "{tmp_path}/a \\"b\\n[core]\\n\tpager = x"\n'
    assert not config.exists()


def _elsewhere(tmp_path: Path) -> tuple[ExampleRepository, ExampleRepository]:
    return repository(tmp_path / "client", FILES), repository(tmp_path / "elsewhere", FILES)


def _linked(part: str):
    def prepare(client: Path, elsewhere: Path) -> Path:
        target = client / ".git" / part
        place = elsewhere / ".git" / part
        place.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            shutil.rmtree(target)
        target.unlink(missing_ok=True)
        if not place.exists():
            place.write_text("", encoding="utf-8")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(place)
        return place

    return prepare


def _git_file(client: Path, elsewhere: Path) -> Path:
    (client / ".git").rename(client / "real")
    (client / ".git").write_text(f"gitdir: {elsewhere / '.git'}\n", encoding="utf-8")
    return elsewhere / ".git"


def _git_link(client: Path, elsewhere: Path) -> Path:
    (client / ".git").rename(client / "real")
    (client / ".git").symlink_to(elsewhere / ".git")
    return elsewhere / ".git"


def _common(client: Path, elsewhere: Path) -> Path:
    (client / ".git" / "commondir").write_text(f"{elsewhere / '.git'}\n", encoding="utf-8")
    return elsewhere / ".git"


def _alternates_of_alternates(client: Path, elsewhere: Path) -> Path:
    (client / "inner" / "info").mkdir(parents=True)
    (client / ".git" / "objects" / "info" / "alternates").write_text("../../inner\n", encoding="utf-8")
    (client / "inner" / "info" / "alternates").write_text(f"{elsewhere}/.git/objects\n", encoding="utf-8")
    return elsewhere / ".git" / "objects"


def _objects_of_one_letter(client: Path, elsewhere: Path) -> Path:
    (client / ".git" / "objects" / "00").symlink_to(elsewhere / ".git" / "objects")
    return client / ".git" / "objects" / "00"


def _a_pack(client: Path, elsewhere: Path) -> Path:
    pack = client / ".git" / "objects" / "pack" / f"pack-{'0' * 40}.pack"
    pack.symlink_to(elsewhere / ".git" / "HEAD")
    return pack


LINKED = ("objects", "objects/pack", "objects/info", "refs", "packed-refs", "config", "HEAD")
WAYS_OUT = {
    "git file": _git_file,
    "git link": _git_link,
    "common folder": _common,
    "alternates of alternates": _alternates_of_alternates,
    "objects of one letter": _objects_of_one_letter,
    "a pack": _a_pack,
    **{part: _linked(part) for part in LINKED},
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_every_way_out_of_the_folder_is_refused_and_named(tmp_path, way):
    client, elsewhere = _elsewhere(tmp_path)
    place = WAYS_OUT[way](client.folder, elsewhere.folder)
    with pytest.raises(PointsOutside) as caught, opened(client.folder):
        pass
    assert Path(caught.value.details).resolve() == place.resolve()


def test_a_folder_replaced_by_a_link_is_not_followed(tmp_path):
    made = repository(tmp_path / "client", FILES)
    elsewhere = tmp_path / "elsewhere"
    (made.folder / "deep").rename(elsewhere)
    (made.folder / "deep").symlink_to(elsewhere)
    with opened(made.folder) as repo:
        entries, raw = read_tree(repo, repo.commit().id)
        with Blobs(repo, raw) as blobs:
            entry = next(e for e in entries if e.path == "deep/er/c.py")
            assert blobs.read(entry) == b"import os\n"
            assert blobs.differing == {"deep/er/c.py"}  # that is: not taken from behind the link


def test_a_fifo_in_the_work_tree_does_not_hang(tmp_path):
    made = repository(tmp_path / "client", FILES)
    (made.folder / "b.txt").unlink()
    os.mkfifo(made.folder / "b.txt")
    assert _contents(made.folder)["b.txt"] == b"text\n"


def test_line_ends_of_a_windows_checkout_are_no_difference(tmp_path):
    made = repository(tmp_path / "client", FILES)
    (made.folder / "b.txt").write_bytes(b"text\r\n")
    with opened(made.folder) as repo:
        entries, raw = read_tree(repo, repo.commit().id)
        with Blobs(repo, raw) as blobs:
            assert blobs.read(next(e for e in entries if e.path == "b.txt")) == b"text\n"
            assert blobs.differing == set()


def test_a_symbolic_link_of_the_commit_is_text(tmp_path):
    made = repository(tmp_path / "client", FILES)
    (made.folder / "link").symlink_to("/etc/passwd")
    made.commit("Link")
    with opened(made.folder) as repo:
        entries, raw = read_tree(repo, repo.commit().id)
        with Blobs(repo, raw) as blobs:
            assert dict(blobs.read_many(entries))[next(e for e in entries if e.path == "link")] == b"/etc/passwd"
            assert blobs.differing == set()
    assert scan(made.folder).repository.differing == 0
    assert [(s.reason, s.paths) for s in scan(made.folder).skipped] == [("symbolic link", ("link",))]
