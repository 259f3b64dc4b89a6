"""Each setting that the door gives git is tried alone: without it a program of the repository runs, with it none does.

Several of them guard the same thing, and the commands that the door allows would run none of these programs by
themselves. So that every layer holds when another one fails, the commands here are the careless ones that the door
never allows, and nothing but the one setting is given to git.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from core.repository.git_door import BOUNDS, COMMANDS, ENVIRONMENT, LOG_SAFETY, NULL, SETTINGS, GitDoor
from tests.helpers.repositories import ExampleRepository, repository

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the trip wire is a shell script")

SSH = {"core.sshCommand": "WIRE", "remote.origin.url": "ssh://example.invalid/x"}
PROMISOR = {**SSH, "core.repositoryFormatVersion": "1", "extensions.partialClone": "origin"}
CREDENTIAL = b"protocol=https\nhost=example.invalid\n\n"


@dataclass(frozen=True)
class Case:
    """A careless command in a repository with these settings, and what alone keeps it harmless.

    Attributes:
        alone: a setting, a variable of the environment, or an option of `log`.
        config: WIRE stands for the program, FOLDER for the folder around the repository.
        prepare: what else the repository needs.
        environment: of whoever started us.
        terminal: git writes to one.
    """

    alone: str
    command: tuple[str, ...]
    config: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[ExampleRepository], None] = lambda _: None
    environment: Mapping[str, str] = field(default_factory=dict)
    input: bytes = b""
    terminal: bool = False


def _hook(name: str) -> Callable[[ExampleRepository], None]:
    def prepare(made: ExampleRepository) -> None:
        folder = made.folder / ".git" / "hooks"
        folder.mkdir(exist_ok=True)
        shutil.copy(made.folder.parent / "wire", folder / name)

    return prepare


def _signed(kind: str) -> Callable[[ExampleRepository], None]:
    def prepare(made: ExampleRepository) -> None:
        person = "Example Author <author@example.com> 1700000000 +0000"
        tree = made.git("rev-parse", "HEAD^{tree}")
        commit = f"tree {tree}\nauthor {person}\ncommitter {person}\n"
        commit += f"gpgsig -----BEGIN {kind}-----\n \n aGVsbG8=\n -----END {kind}-----\n\nSigned\n"
        (made.folder.parent / "commit").write_text(commit, encoding="utf-8")
        written = made.git("hash-object", "-t", "commit", "-w", "../commit")
        made.git("update-ref", "refs/heads/main", written)

    return prepare


def _packs(made: ExampleRepository) -> None:
    for number in range(3):
        made.commit("More", {"b.txt": f"{number}\n"})
        made.git("repack", "-q")
    _hook("pre-auto-gc")(made)


COLLECT = {"gc.auto": "1", "gc.autoPackLimit": "1", "gc.autoDetach": "false"}
SIGNATURE = {"log.showSignature": "true", "gpg.ssh.allowedSignersFile": "FOLDER/attributes"}
DRIVER = {"core.attributesFile": "FOLDER/attributes"}
CASES = (
    Case("core.fsmonitor=false", ("status",), {"core.fsmonitor": "WIRE"}),
    Case(f"core.hooksPath={NULL}", ("update-ref", "refs/heads/x", "HEAD"), {}, _hook("reference-transaction")),
    Case("diff.external=", ("diff", "HEAD~1", "HEAD"), {"diff.external": "WIRE"}),
    Case("core.pager=cat", ("log",), {"core.pager": "WIRE"}, terminal=True),
    Case("GIT_PAGER", ("log",), {"core.pager": "WIRE", "pager.log": "WIRE"}, terminal=True),
    Case(f"core.attributesFile={NULL}", ("diff", "HEAD~1"), {**DRIVER, "diff.evil.command": "WIRE"}),
    Case("log.showSignature=false", ("log",), {**SIGNATURE, "gpg.program": "WIRE"}, _signed("PGP SIGNATURE")),
    Case("gpg.program=false", ("log",), {**SIGNATURE, "gpg.program": "WIRE"}, _signed("PGP SIGNATURE")),
    Case("gpg.ssh.program=false", ("log",), {**SIGNATURE, "gpg.ssh.program": "WIRE"}, _signed("SSH SIGNATURE")),
    Case("gpg.x509.program=false", ("log",), {**SIGNATURE, "gpg.x509.program": "WIRE"}, _signed("SIGNED MESSAGE")),
    Case("protocol.allow=never", ("fetch",), SSH),
    Case("protocol.allow=never", ("cat-file", "-p", "1" * 40), PROMISOR),
    Case("GIT_ALLOW_PROTOCOL", ("fetch",), {**SSH, "protocol.ssh.allow": "always"}),
    Case("GIT_ALLOW_PROTOCOL", ("cat-file", "-p", "1" * 40), {**PROMISOR, "protocol.ssh.allow": "always"}),
    Case("core.sshCommand=false", ("fetch",), SSH),
    Case("GIT_SSH_COMMAND", ("fetch",), SSH),
    Case("GIT_PROXY_COMMAND", ("fetch",), {"core.gitProxy": "WIRE", "remote.origin.url": "git://example.invalid/x"}),
    Case("credential.helper=", ("credential", "fill"), {"credential.helper": "!WIRE"}, input=CREDENTIAL),
    Case("core.askPass=false", ("credential", "fill"), {"core.askPass": "WIRE"}, input=CREDENTIAL),
    Case("GIT_ASKPASS", ("credential", "fill"), {"core.askPass": "WIRE"}, input=CREDENTIAL),
    Case("SSH_ASKPASS", ("credential", "fill"), environment={"SSH_ASKPASS": "WIRE"}, input=CREDENTIAL),
    Case("GIT_CONFIG_NOSYSTEM", ("status",), environment={"GIT_CONFIG_SYSTEM": "FOLDER/settings"}),
    Case("GIT_CONFIG_GLOBAL", ("status",), environment={"XDG_CONFIG_HOME": "FOLDER"}),
    Case("gc.auto=0", ("gc", "--auto"), COLLECT, _packs),
    Case("maintenance.auto=false", ("fetch", "."), {**COLLECT, "protocol.file.allow": "always"}, _packs),
    Case("--no-textconv", ("log", "-p"), {**DRIVER, "diff.evil.textconv": "WIRE"}),
    Case("--no-ext-diff", ("log", "-p", "--ext-diff"), {**DRIVER, "diff.evil.command": "WIRE"}),
    Case("--no-show-signature", ("log",), {**SIGNATURE, "gpg.program": "WIRE"}, _signed("PGP SIGNATURE")),
)

WITHOUT_A_TRIAL: dict[str, str] = {
    f"core.excludesFile={NULL}": "no command that lists untracked files is allowed; keeps git from a file elsewhere",
    "log.mailmap=false": "below",
    "i18n.logOutputEncoding=UTF-8": "no program; subjects come in one encoding",
    "color.ui=false": "no program; output has no colours",
    "core.untrackedCache=false": "no allowed command reads the index",
    "core.preloadIndex=false": "no allowed command reads the index",
    "submodule.recurse=false": "no allowed command enters submodules",
    "uploadpack.packObjectsHook=": "git itself does not take it from a repository; nothing is served",
    "GIT_OPTIONAL_LOCKS": "below",
    "GIT_FLUSH": "a matter of speed",
    "GIT_TERMINAL_PROMPT": "asks a person, runs nothing",
    "GIT_ATTR_NOSYSTEM": "the file of the system cannot be replaced in a test",
    "GIT_NO_LAZY_FETCH": "not every git knows it; the two for the protocol are tried",
    "GIT_NO_REPLACE_OBJECTS": "test_hostile.py",
    "--no-renames": "no program; a matter of speed",
    "--no-notes": "no program; keeps notes out of messages",
    "--no-color": "no program; output has no colours",
}
"""What guards against something else than a program, with what."""


def test_each_is_tried_or_has_a_reason() -> None:
    assert {case.alone for case in CASES} | set(WITHOUT_A_TRIAL) == {*SETTINGS, *ENVIRONMENT, *LOG_SAFETY}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_call_goes_out_with_all_of_them(command: str, tmp_path: Path) -> None:
    line = GitDoor(tmp_path).command(command, "x")
    before, after = line[: line.index(command)], line[line.index(command) :]
    assert {setting for flag, setting in pairwise(before) if flag == "-c"} == {*SETTINGS, *BOUNDS}
    assert {"--no-pager", "--literal-pathspecs"} <= set(before)
    assert set(LOG_SAFETY) <= set(after) or command != "log"
    assert ENVIRONMENT.items() <= dict(GitDoor(tmp_path).environment()).items()


def _alone(case: Case) -> tuple[list[str], dict[str, str]]:
    """Return the whole command line, and what is added to the environment, with the one setting in place."""
    if case.alone in ENVIRONMENT:
        return ["git", *case.command], {case.alone: ENVIRONMENT[case.alone]}
    if case.alone in SETTINGS:
        return ["git", "-c", case.alone, *case.command], {}
    assert case.alone in LOG_SAFETY
    return ["git", *case.command, case.alone], {}


def _terminal() -> tuple[int, int]:
    try:
        return os.openpty()
    except OSError:
        pytest.skip("a pager needs a terminal, and this machine has no /dev/pts")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.alone} {case.command[0]}")
def test_it_is_what_keeps_a_careless_command_harmless(case: Case, tmp_path: Path) -> None:
    wire, tripped = tmp_path / "wire", tmp_path / "tripped"
    wire.write_text(f"#!/bin/sh\necho x >> '{tripped}'\n", encoding="utf-8")
    wire.chmod(0o755)
    (tmp_path / "attributes").write_text("*.txt diff=evil\n", encoding="utf-8")
    for place in ("settings", "git/config"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text(f"[core]\n\tfsmonitor = {wire}\n", encoding="utf-8")
    made = repository(tmp_path / "client", {"a.txt": "one\n"})
    made.commit("Second", {"a.txt": "two\n"})
    case.prepare(made)

    def named(value: str) -> str:
        return value.replace("WIRE", str(wire)).replace("FOLDER", str(tmp_path))

    for name, value in case.config.items():
        made.git("config", name, named(value))
    tripped.unlink(missing_ok=True)
    ours = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    ours |= {"HOME": str(tmp_path / "home"), "TERM": "xterm", "XDG_CONFIG_HOME": str(tmp_path / "none")}
    ours |= {name: named(value) for name, value in case.environment.items()}

    def runs_it(command: list[str], environment: Mapping[str, str]) -> bool:
        tripped.unlink(missing_ok=True)
        terminal, other = _terminal() if case.terminal else (-1, -1)
        subprocess.run(
            command,
            cwd=made.folder,
            env={**ours, **environment},
            input=case.input,
            stdout=other if case.terminal else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            check=False,
        )
        if case.terminal:
            os.close(other)
            os.close(terminal)
        return tripped.exists()

    assert runs_it(["git", *case.command], {})
    assert not runs_it(*_alone(case))


def test_a_list_of_names_elsewhere_is_not_read(tmp_path: Path) -> None:
    """`mailmap.file` may name any file of the computer; git complains about one that cannot be opened."""
    made = repository(tmp_path / "client")
    made.git("config", "mailmap.file", str(made.folder / "README.md" / "below a file"))

    def said(*options: str) -> bytes:
        command = ["git", *options, "log", "--format=%H %ae"]
        return subprocess.run(command, cwd=made.folder, capture_output=True, check=True).stderr

    assert b"mailmap" in said()
    assert "log.mailmap=false" in SETTINGS
    assert said("-c", "log.mailmap=false") == b""


def test_the_index_is_not_refreshed(tmp_path: Path) -> None:
    made = repository(tmp_path / "client", {"a.txt": "one\n"})
    index = made.folder / ".git" / "index"

    def changes(environment: Mapping[str, str]) -> bool:
        os.utime(made.folder / "a.txt", ns=(10**18 + index.stat().st_mtime_ns % 1000, 10**18))
        before = index.read_bytes()
        environment = {**os.environ, **environment}
        subprocess.run(["git", "status"], cwd=made.folder, env=environment, capture_output=True, check=True)
        return index.read_bytes() != before

    assert not changes({"GIT_OPTIONAL_LOCKS": ENVIRONMENT["GIT_OPTIONAL_LOCKS"]})
    assert changes({})
