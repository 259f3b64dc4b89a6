"""The fast engine: all patterns in one automaton, about 1 MiB of files a call. The only importer of hyperscan."""

import contextlib
import hashlib
import os
import platform
import tempfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import hyperscan

from core.matching.engine import LONGEST_TEXT, MOST_LINES_PER_FILE, Expression, Found
from core.matching.expression import BadPattern, refuse_empty
from core.progress import Cancelled, Progress

_VERSION = version("hyperscan")
_BATCH = 1024 * 1024
_CHECK_EVERY = 4096
_FORMAT = 1
"""Raised when the checks before compiling or the flags change, so that no older database is loaded."""


def _cache_file(expressions: Sequence[Expression]) -> Path | None:
    """Return where the compiled database of these expressions for this library and this CPU is kept."""
    try:
        import platformdirs

        folder = Path(platformdirs.user_cache_dir("sightline", appauthor=False)) / "patterns"
    except (ImportError, RuntimeError, OSError):
        return None
    key = hashlib.sha256(repr((_FORMAT, tuple(expressions), _VERSION, platform.machine(), _cpu())).encode()).hexdigest()
    return folder / f"{key[:40]}.hs"


def _cpu() -> str:
    """Return what tells CPUs apart: a database compiled for one may not run on another."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith(("flags", "Features")):
                return line
    return platform.processor()


def _load(file: Path | None) -> hyperscan.Database | None:
    if file is None:
        return None
    try:
        data = file.read_bytes()
        digest, _, body = data.partition(b"\n")
        if digest != hashlib.sha256(body).hexdigest().encode():
            return None
        return hyperscan.loadb(body, hyperscan.HS_MODE_BLOCK)
    except (OSError, hyperscan.error):
        return None


def _save(file: Path | None, database: hyperscan.Database) -> None:
    """Keep a compiled database; a cache that cannot be written is no error."""
    if file is None:
        return
    with contextlib.suppress(OSError, hyperscan.error):
        body = hyperscan.dumpb(database)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        Path(temporary).replace(file)


def _compile(expressions: Sequence[Expression]) -> hyperscan.Database:
    for regex, _ in expressions:
        refuse_empty(regex)
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    flags = [hyperscan.HS_FLAG_MULTILINE | (hyperscan.HS_FLAG_CASELESS if fold else 0) for _, fold in expressions]
    try:
        database.compile([regex.encode() for regex, _ in expressions], range(len(expressions)), len(flags), flags)
    except hyperscan.error:
        for (regex, _), flag in zip(expressions, flags, strict=True):  # to name the one at fault
            try:
                hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK).compile([regex.encode()], [0], 1, [flag])
            except hyperscan.error as error:
                raise BadPattern(regex, f"cannot be searched ({error})") from error
        raise
    return database


class HyperscanEngine:
    """One compiled database for all expressions, kept in the user's cache folder for the next start."""

    name = f"hyperscan {_VERSION}"

    def __init__(self, expressions: Sequence[Expression]) -> None:
        self._count = len(expressions)
        file = _cache_file(expressions) if expressions else None
        database = _load(file)
        if database is None and expressions:
            database = _compile(expressions)
            _save(file, database)
        self._database = database
        if database:
            database.scratch = hyperscan.Scratch(database)

    def scan(self, files: Iterable[tuple[str, bytes]], found: Found, progress: Progress) -> None:
        """Report every line of every file that an expression matches."""
        for paths, contents in _batches(files):
            progress.check()
            self._scan_batch(paths, contents, found, progress)

    def _scan_batch(self, paths: list[str], contents: list[bytes], found: Found, progress: Progress) -> None:
        data = b"\n".join(contents)
        ends: list[int] = []
        end = -1
        for content in contents:
            end += len(content) + 1
            ends.append(end)
        events = self._events(data, ends, progress)
        events.sort(key=lambda event: event[1])
        file, counted, line, text = 0, 0, 1, None
        for expression, end in events:
            while ends[file] < end:
                file, counted, line, text = file + 1, ends[file] + 1, 1, None
            newlines = data.count(b"\n", counted, end)
            if newlines or text is None:
                line += newlines
                first = data.rfind(b"\n", 0, end) + 1
                last = data.find(b"\n", first, first + LONGEST_TEXT)
                text = data[first : last if last >= 0 else first + LONGEST_TEXT].decode("utf-8", "replace")
            counted = end
            found(expression, paths[file], line, text)

    def _events(self, data: bytes, ends: list[int], progress: Progress) -> list[tuple[int, int]]:
        """Return (expression, end of match), the first of each line, at most 200 lines a file and expression."""
        events: list[tuple[int, int]] = []
        known_to = [0] * self._count  # events up to here add nothing: same line, or the file is full
        file_end = [-1] * self._count
        lines = [0] * self._count
        calls = 0
        cancelled = False

        def event(expression: int, _start: int, end: int, _flags: int, _context: object) -> bool | None:
            nonlocal calls, cancelled
            calls += 1
            if not calls % _CHECK_EVERY:
                try:
                    progress.check()
                except Cancelled:
                    cancelled = True
                    return True
            if end <= known_to[expression]:
                return None
            newline = data.find(b"\n", end)
            known_to[expression] = newline if newline >= 0 else len(data)
            events.append((expression, end))
            if end > file_end[expression]:
                file_end[expression] = ends[bisect_left(ends, end)]
                lines[expression] = 1
            else:
                lines[expression] += 1
            if lines[expression] >= MOST_LINES_PER_FILE:
                known_to[expression] = file_end[expression]
            return None

        assert self._database is not None
        try:
            self._database.scan(data, match_event_handler=event)
        except hyperscan.ScanTerminated:
            if not cancelled:
                raise
        if cancelled:
            raise Cancelled
        return events


def _batches(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[list[str], list[bytes]]]:
    paths: list[str] = []
    contents: list[bytes] = []
    size = 0
    for path, content in files:
        paths.append(path)
        contents.append(content)
        size += len(content) + 1
        if size >= _BATCH:
            yield paths, contents
            paths, contents, size = [], [], 0
    if paths:
        yield paths, contents
