"""What supports an answer, what only looked like it, and what was searched."""

import hashlib
from dataclasses import dataclass

MOST_EVIDENCE = 50
MOST_NEAR_MISSES = 20
MOST_LINES = 12
LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class Evidence:
    """Lines of one file at the audited commit.

    Attributes:
        path: repository path with `/`.
        blob: git object id of the file's content.
        line: first line that counts, from 1.
        end_line: last line that counts.
        snippet: at most 12 lines of 300 characters, secrets masked, beginning at `snippet_line`.
        snippet_line: number of the snippet's first line (context may come before `line`).
    """

    path: str
    blob: str
    line: int
    end_line: int
    snippet: str = ""
    snippet_line: int = 1

    @property
    def id(self) -> str:
        """Return the permanent name of these lines: a hash of path, blob, first and last line."""
        key = "\0".join((self.path, self.blob, str(self.line), str(self.end_line)))
        return hashlib.sha256(key.encode()).hexdigest()[:16]

    @property
    def place(self) -> str:
        """Return `path:line` or `path:first-last`."""
        return f"{self.path}:{self.line}" if self.line == self.end_line else f"{self.path}:{self.line}-{self.end_line}"


@dataclass(frozen=True, slots=True)
class NearMiss:
    """What looked like an answer and was not counted, with the reason in a few words."""

    path: str
    line: int
    snippet: str
    reason: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """Files that could not be searched, by reason; at most 20 paths are named."""

    reason: str
    count: int
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Searched:
    """Enough to run a search again: what was looked for, where, and what could not be read.

    Attributes:
        patterns: regular expressions or what was asked of parsed files, in words.
        paths: path patterns; empty means all.
        classes: file classes; empty means all.
        eligible: number of files in which the thing could have been.
        read: number of those that were read and understood.
        skipped: the others, by reason.
        commit: the commit whose files were searched.
    """

    patterns: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    eligible: int = 0
    read: int = 0
    skipped: tuple[Skipped, ...] = ()
    commit: str = ""
