"""Small real git repositories, made with fixed dates and names, away from the user's configuration."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

START = 1_700_000_000
"""2023-11-14T22:13:20Z."""
DAY = 86_400

_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "Example Author",
    "GIT_AUTHOR_EMAIL": "author@example.com",
    "GIT_COMMITTER_NAME": "Example Author",
    "GIT_COMMITTER_EMAIL": "author@example.com",
}


class ExampleRepository:
    """A repository under a temporary folder; its clock goes on by one hour a commit.

    Args:
        folder: where it is made.
        options: further arguments of `git init`.
    """

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.now = START
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main", *options)

    def git(self, *arguments: str, check: bool = True) -> str:
        """Run git here and return what it prints."""
        base = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        dates = {"GIT_AUTHOR_DATE": f"{self.now} +0000", "GIT_COMMITTER_DATE": f"{self.now} +0000"}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=base | _ENVIRONMENT | dates,
            capture_output=True,
            check=False,
        )
        if check and done.returncode:
            raise AssertionError(f"git {' '.join(arguments)}: {done.stderr.decode()}")
        return done.stdout.decode("utf-8", "replace").strip()

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files of the work tree."""
        for path, content in files.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(self, message: str = "Change", files: Mapping[str, str | bytes] | None = None, hours: float = 1) -> str:
        """Commit files (and everything else that is new) and return the id."""
        self.now += int(hours * 3600)
        self.write(files or {})
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def tag(self, name: str, annotated: bool = False) -> None:
        """Tag what is checked out."""
        self.git("tag", *(("-a", "-m", name) if annotated else ()), name)

    def merge(self, branch: str, hours: float = 1) -> str:
        """Merge a branch with a merge commit and return its id."""
        self.now += int(hours * 3600)
        self.git("merge", "-q", "--no-ff", "-m", f"Merge branch '{branch}'", branch)
        return self.git("rev-parse", "HEAD")


def repository(folder: Path, files: Mapping[str, str | bytes] | None = None) -> ExampleRepository:
    """Return a repository with one commit."""
    made = ExampleRepository(folder)
    made.commit("Begin", files or {"README.md": "# Example\n"})
    return made
