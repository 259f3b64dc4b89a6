"""The only place that builds a git command line and the only place that starts git.

A client's repository is hostile until proven otherwise: its configuration can name programs. Every call therefore goes
out with the same flags and environment; only commands that read objects are called, none that compares the work tree
(status, diff, blame, archive, checkout): clean filters survive every general flag.
"""

import os
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from core.progress import Cancelled
from core.repository.errors import BrokenRepository, ForeignOwnership, GitMissing, NotARepository

NULL = os.devnull

SETTINGS: tuple[str, ...] = (
    "core.fsmonitor=false",
    f"core.hooksPath={NULL}",
    "diff.external=",
    "core.pager=cat",
    f"core.attributesFile={NULL}",
    f"core.excludesFile={NULL}",
    "log.showSignature=false",
    "log.mailmap=false",
    "i18n.logOutputEncoding=UTF-8",
    "color.ui=false",
    "protocol.allow=never",
    "core.sshCommand=false",
    "core.askPass=false",
    "credential.helper=",
    "gpg.program=false",
    "gpg.ssh.program=false",
    "gpg.x509.program=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "core.untrackedCache=false",
    "core.preloadIndex=false",
    "submodule.recurse=false",
    "uploadpack.packObjectsHook=",
)
"""Settings that win over the repository's own."""

BOUNDS: tuple[str, ...] = (
    "core.packedGitLimit=32m",
    "core.packedGitWindowSize=1m",
    "core.deltaBaseCacheLimit=16m",
)
"""How much of the packs git holds in memory at once; by default it maps them whole, and is no faster for it."""

ENVIRONMENT: dict[str, str] = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": NULL,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_PAGER": "cat",
    "GIT_SSH_COMMAND": "false",
    "GIT_PROXY_COMMAND": "false",  # of several core.gitProxy the first one counts: a later one disarms nothing
    "GIT_ASKPASS": "false",
    "SSH_ASKPASS": "false",
    "GIT_FLUSH": "0",  # else `log` writes to a pipe once a commit, which takes a third longer
}

COMMANDS = frozenset({"rev-parse", "ls-tree", "cat-file", "for-each-ref", "rev-list", "log", "symbolic-ref", "version"})
"""All that is ever called on a client's repository; each only reads objects and refs."""

MAKING = frozenset({"init", "fast-import", "read-tree"})
"""What may be called besides in a repository that we make ourselves (the sample)."""

LOG_SAFETY = ("--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-renames", "--no-notes", "--no-color")
"""Goes with every `log`."""

OLDEST = (2, 32)
_ADVICE = "Install git 2.32 or later and start Sightline again."
_MOST_DETAILS = 2000
_BETWEEN_CHECKS = 0.1


class Process:
    """A running git whose error output is drained, so that it never blocks."""

    def __init__(self, running: Any) -> None:
        self._running = running
        self.stdin: IO[bytes] | None = running.proc.stdin
        self.stdout: IO[bytes] = running.proc.stdout
        self._errors: list[bytes] = []
        self._drain = threading.Thread(target=self._read_errors, args=(running.proc.stderr,), daemon=True)
        self._drain.start()
        self._ended = threading.Event()
        self.cancelled = False

    def watch(self, check: Callable[[], None]) -> None:
        """End the process when the person asks to stop, also while we wait for its output."""
        threading.Thread(target=self._watch, args=(check,), daemon=True).start()

    def _watch(self, check: Callable[[], None]) -> None:
        while not self._ended.wait(_BETWEEN_CHECKS):
            try:
                check()
            except Cancelled:
                self.cancelled = True
                with suppress(OSError):
                    self._running.proc.kill()
                return

    def hear(self) -> None:
        """Raise `Cancelled` when that is why the process ended."""
        if self.cancelled:
            raise Cancelled

    def _read_errors(self, stream: IO[bytes]) -> None:
        size = 0
        for chunk in iter(lambda: stream.read1(4096), b""):  # type: ignore[attr-defined]
            if size < _MOST_DETAILS:
                self._errors.append(chunk)
                size += len(chunk)

    def finish(self) -> tuple[int, str]:
        """Wait for the end; return the exit status and what git said on its error output."""
        if self.stdin and not self.stdin.closed:
            with suppress(BrokenPipeError):
                self.stdin.close()
        status = int(self._running.proc.wait())
        self._ended.set()
        self._drain.join(5)
        self.stdout.close()
        if self._running.proc.stderr:
            self._running.proc.stderr.close()
        return status, b"".join(self._errors)[:_MOST_DETAILS].decode("utf-8", "replace").strip()

    def stop(self) -> None:
        """End the process at once."""
        if self._running.proc.poll() is None:
            self._running.proc.kill()
        self.finish()


class GitDoor:
    """git in one folder, hardened.

    Args:
        folder: where git runs; it is not looked for in folders above.
        global_config: a file that takes the place of the user's configuration (see `trusting`).
        ours: the folder is a repository that we are making; never true for a client's.
    """

    def __init__(self, folder: Path, global_config: Path | None = None, *, ours: bool = False) -> None:
        for name in [n for n in os.environ if n.startswith("GIT_") and not n.startswith("GIT_PYTHON_")]:
            del os.environ[name]  # GIT_DIR, GIT_TRACE, GIT_EXTERNAL_DIFF ... of whoever started us
        os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
        from git.cmd import Git  # not before first use: 100 ms

        self.folder = folder
        self.check: Callable[[], None] | None = None
        """Asked ten times a second while git runs; may raise `Cancelled`, which ends git."""
        self._commands = COMMANDS | MAKING if ours else COMMANDS
        self._git = Git(str(folder))
        self._program = str(Git.GIT_PYTHON_GIT_EXECUTABLE or "git")
        self._environment = ENVIRONMENT | {"GIT_CEILING_DIRECTORIES": str(folder.parent)}
        if global_config:
            self._environment["GIT_CONFIG_GLOBAL"] = str(global_config)

    def command(self, *arguments: str) -> list[str]:
        """Return the full command line of a call."""
        if arguments[0] not in self._commands:
            raise ValueError(f"git {arguments[0]} is not among the commands that only read objects")
        safety = LOG_SAFETY if arguments[0] == "log" else ()
        settings = [part for setting in (*SETTINGS, *BOUNDS) for part in ("-c", setting)]
        return [
            *(self._program, *settings, "--no-pager", "--literal-pathspecs"),
            *(arguments[0], *safety, *arguments[1:]),
        ]

    def environment(self) -> Mapping[str, str]:
        """Return what is added to the environment of a call."""
        return self._environment

    def start(self, *arguments: str, with_input: bool = False) -> Process:
        """Start git and return its streams.

        Raises:
            GitMissing: when there is no git.
        """
        from git.exc import GitCommandNotFound

        istream = -1 if with_input else None  # subprocess.PIPE
        try:
            running = self._git.execute(
                self.command(*arguments),
                istream=istream,
                as_process=True,
                shell=False,
                env=self._environment,
            )
        except (GitCommandNotFound, PermissionError) as error:
            raise GitMissing("git was not found on this computer.", _ADVICE) from error
        process = Process(running)
        if self.check is not None:
            process.watch(self.check)
        return process

    def run(self, *arguments: str) -> bytes:
        """Run git to its end and return its output.

        Raises:
            BrokenRepository: when git fails; `NotARepository` or `ForeignOwnership` when it says so.
        """
        process = self.start(*arguments)
        output = process.stdout.read()
        status, said = process.finish()
        process.hear()
        if status:
            raise failure(self.folder, said)
        return output

    def lines(self, *arguments: str) -> Iterator[bytes]:
        """Yield the lines of git's output as they come; ends the process when the caller stops early.

        Raises:
            BrokenRepository: after the last line, when git failed.
        """
        process = self.start(*arguments)
        try:
            yield from process.stdout
        except BaseException:
            process.stop()
            raise
        status, said = process.finish()
        process.hear()
        if status:
            raise failure(self.folder, said)

    def check_version(self) -> str:
        """Return git's version.

        Raises:
            GitMissing: when it is too old for the settings that keep it harmless.
        """
        said = self.run("version").decode("ascii", "replace").strip()
        found = re.search(r"(\d+)\.(\d+)", said)
        if not found or (int(found[1]), int(found[2])) < OLDEST:
            raise GitMissing(f"{said or 'This git'} is too old.", _ADVICE)
        return said


def failure(folder: Path, said: str) -> Exception:
    """Return the error that fits what git said."""
    if "dubious ownership" in said:
        return ForeignOwnership(
            f"The folder {folder.name} belongs to another user of this computer.",
            "If you trust it, open it all the same; nothing of your settings changes.",
            said,
        )
    if "not a git repository" in said:
        return NotARepository(f"{folder.name} is not a git repository.", "Choose the folder of a clone.", said)
    return BrokenRepository("git could not read this repository.", "Make a fresh clone and open that.", said)


@contextmanager
def trusting(folder: Path, wanted: bool) -> Iterator[Path | None]:
    """Give a configuration file that trusts one folder's owner and says nothing else, or None."""
    import tempfile

    if not wanted:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="sightline-") as temporary:
        file = Path(temporary) / "config"
        quoted = str(folder).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        file.write_text(f'[safe]\n\tdirectory = "{quoted}"\n', encoding="utf-8")
        yield file
