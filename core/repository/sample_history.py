"""The sample repository as a `git fast-import` stream, made from the recipe in resources/sample.

Everything in it is example data: an invented service with two years of invented history.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from core import assets, codec

RECIPE = ("resources", "sample")


@dataclass(frozen=True, slots=True)
class Change:
    """One commit of the recipe.

    Attributes:
        at: author and committer time, UTC.
        author: index into the recipe's authors.
        set: share of a file's lines (from the top) that the commit leaves in place, by path.
        version: release that the commit prepares: raises the version, extends the changelog.
        merge: made on a branch of its own and merged.
        revert: takes the commit before it back.
    """

    at: datetime
    author: int
    subject: str = ""
    set: dict[str, float] = field(default_factory=dict)
    version: str = ""
    tag: str = ""
    merge: bool = False
    revert: bool = False


@dataclass(frozen=True, slots=True)
class Recipe:
    """The whole history."""

    note: str
    authors: tuple[str, ...]
    branch: str
    commits: tuple[Change, ...]


def recipe() -> Recipe:
    """Return the shipped recipe."""
    return codec.decode(Recipe, assets.read_bytes(*RECIPE, "history.json"))


def tree() -> dict[str, str]:
    """Return the sample's files as they are at its end, by path."""
    root = assets.path(*RECIPE, "tree")
    return {
        path.relative_to(root).as_posix().removesuffix(".txt"): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*.txt"))
    }


def _beginning(text: str, share: float) -> str:
    lines = text.splitlines(keepends=True)
    if share >= 1:
        return text
    kept = max(1, round(len(lines) * share))
    while kept < len(lines) and lines[kept].startswith((" ", "\t", ")", "}", "]")):  # end where a block ends
        kept += 1
    return "".join(lines[:kept]).rstrip("\n") + "\n"


def _release(files: dict[str, str], final: dict[str, str], version: str) -> dict[str, str]:
    changelog = final["CHANGELOG.md"]
    start = changelog.find(f"## {version}\n")
    changed = {
        path: re.sub(r'(?m)^((?:__)?version(?:__)? = )"[^"]*"', rf'\g<1>"{version}"', files[path])
        for path in ("pyproject.toml", "src/parcel_desk/__init__.py")
    }
    if start >= 0:
        changed["CHANGELOG.md"] = "# Changelog\n\n" + changelog[start:]
    elif "CHANGELOG.md" in files:
        changed["CHANGELOG.md"] = files["CHANGELOG.md"].replace(
            "# Changelog\n", f"# Changelog\n\n## {version}\n\n- Fixes.\n", 1
        )
    return changed


def _data(text: str) -> bytes:
    body = text.encode()
    return b"data %d\n%s\n" % (len(body), body)


class Stream:
    """Writes commits as fast-import commands, in segments that end where an object id is needed."""

    def __init__(self) -> None:
        self.recipe = recipe()
        self.final = tree()
        self._files: dict[str, str] = {}
        self._earlier: dict[str, str] = {}
        self._mark = 0
        self._last = 0
        self._reverted = ""

    def segments(self) -> Iterator[tuple[bytes, int | None]]:
        """Yield stream parts; with a number, the caller must import the part and call `told` with that mark's id."""
        out: list[bytes] = []
        previous = self.recipe.commits[0]
        for change in self.recipe.commits:
            if change.revert:
                yield b"".join(out), self._last
                out = []
            out.append(self._commit(change, previous))
            previous = change
        yield b"".join(out), None

    def files(self) -> dict[str, str]:
        """Return the files of the last commit written so far."""
        return dict(self._files)

    def told(self, object_id: str) -> None:
        """Say which object id the last commit of the segment has."""
        self._reverted = object_id

    def _commit(self, change: Change, previous: Change) -> bytes:
        message = change.subject
        if change.revert:
            files = dict(self._earlier)
            message = f'Revert "{previous.subject}"\n\nThis reverts commit {self._reverted}.'
        else:
            files = {**self._files, **{p: _beginning(self.final[p], share) for p, share in change.set.items()}}
            if change.version:
                files |= _release(files, self.final, change.version)
        out = self._write(change, message, files, "refs/sample/topic" if change.merge else self._branch)
        if change.merge:
            topic, base = self._mark, self._last
            out += self._write(change, f"Merge: {change.subject}", files, self._branch, parents=(base, topic))
        self._earlier, self._files, self._last = self._files, files, self._mark
        if change.tag:
            out += f"reset refs/tags/{change.tag}\nfrom :{self._mark}\n\n".encode()
        return out

    @property
    def _branch(self) -> str:
        return f"refs/heads/{self.recipe.branch}"

    def _write(
        self, change: Change, message: str, files: dict[str, str], ref: str, parents: tuple[int, ...] = ()
    ) -> bytes:
        self._mark += 1
        who = f"{self.recipe.authors[change.author]} {int(change.at.timestamp())} +0000"
        parts = [f"commit {ref}\nmark :{self._mark}\nauthor {who}\ncommitter {who}\n".encode(), _data(message + "\n")]
        parents = parents or ((self._last,) if self._last else ())
        for place, parent in enumerate(parents):
            parts.append(f"{'merge' if place else 'from'} :{parent}\n".encode())
        parts.append(b"deleteall\n")
        for path, text in sorted(files.items()):
            mode = "100755" if path.endswith(".sh") else "100644"
            parts.append(f"M {mode} inline {path}\n".encode() + _data(text))
        return b"".join(parts) + b"\n"
