"""Job logs with timestamps: GitHub Actions, GitLab, Azure Pipelines, and any log whose lines begin with a time."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from core.instruments.ci_steps import Kind, kind_of

_STAMP = re.compile(
    r"\ufeff?\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d)?\]?(?: \d\d[OE][+ ]?)? ?"
)
_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_SECTION = re.compile(r"section_(start|end):(\d{9,11}):([\w.-]+)(?:\[[^\]]*\])?\r?")
_SCRIPT_LINE = "\x1b[36;1m"
_NO_CACHE_KEY = "(unnamed)"
_HASH = re.compile(r"[0-9a-f]{12,}")
_MOST_COMMANDS = 40

_HIT = re.compile(r"Cache restored from key: (\S+)|Found a cache from build \d+ at (\S+)")
_FOUND = re.compile(r"Cache hit for(?: restore-key)?: (\S+)")
_RESTORED = "Cache restored successfully"
_MISS = re.compile(r"Cache not found for input keys: ([^,\s]+)|No cache is found for key: (\S+)")
_PLAIN_MISS = re.compile(r"\b(\w+) cache is not found")
_ASKED = re.compile(r"Checking cache for (\S+?)\.{3}")
_FAILED = re.compile(
    r"##\[error\].*(?:exit(?:ed with)? code '?-?[1-9]|failed|timed? ?out|exceeded the maximum)|ERROR: Job failed",
    re.IGNORECASE,
)
_CANCELLED = re.compile(r"##\[error\].*\bcancell?ed", re.IGNORECASE)
_PASSED = re.compile(r"Job succeeded")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a job: seconds since 1970, and what it does."""

    name: str
    kind: Kind
    started: float
    ended: float

    @property
    def seconds(self) -> float:
        """Return how long it took."""
        return max(0.0, self.ended - self.started)


@dataclass(frozen=True, slots=True)
class CacheUse:
    """One restore of a cache; in `key` what looks like a hash is left out."""

    key: str
    hit: bool


@dataclass(frozen=True, slots=True)
class JobLog:
    """What a job's log says.

    Attributes:
        failed: None where the log does not tell.
    """

    name: str
    steps: tuple[Step, ...]
    caches: tuple[CacheUse, ...]
    failed: bool | None

    @property
    def started(self) -> float:
        """Return when its first step began."""
        return min(step.started for step in self.steps)

    @property
    def ended(self) -> float:
        """Return when its last step ended."""
        return max(step.ended for step in self.steps)


@dataclass(slots=True)
class _Open:
    """A step that is being read."""

    name: str
    started: float
    commands: list[str] = field(default_factory=list)
    hits: dict[str, bool] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)
    plain_misses: list[str] = field(default_factory=list)
    restored: bool = False


class NoTimes(ValueError):
    """A log has no timestamps, so that nothing can be timed."""


def read_log(name: str, text: str, step: str = "") -> JobLog:
    """Return the steps, cache restores and end of a job.

    Args:
        name: of the job.
        text: the log.
        step: name of the step, where the log is that of one step.

    Raises:
        NoTimes: when fewer than two lines say when they were written.
    """
    if _SECTION.search(text):
        return _gitlab(name, text)
    return _stamped(name, text, step)


def _stamped(name: str, text: str, step: str) -> JobLog:
    """Read a log whose lines begin with a time; a step begins with its header, or with a command that was echoed."""
    reader = _Reader()
    reader.begin(step or "Set up job", None)
    stamps = 0
    header = False
    for at, line in _lines(text):
        stamps += at is not None
        reader.at(at)
        if line.startswith("##[group]Run ") or line.startswith("##[section]Starting: "):
            if not step or not reader.commanded:
                if not step:
                    reader.begin(line.split(" ", 1)[1], at)
                reader.command(line.split(" ", 1)[1])
            header = True
        elif line.startswith("##[endgroup]"):
            header = False
        elif line.startswith("Post job cleanup") and not step:
            reader.begin("Post job cleanup", at)
        elif header and _SCRIPT_LINE in line:
            reader.command(_COLOUR.sub("", line))
        elif line.startswith(("+ ", "$ ")) and not reader.grouped:
            reader.begin(line[2:], at)
            reader.command(line[2:])
        else:
            reader.hear(line)
        reader.grouped |= header
    if stamps < 2:
        raise NoTimes("it has no timestamps")
    return reader.job(name)


def _gitlab(name: str, text: str) -> JobLog:
    """Read a GitLab trace: sections with their times; the time of an inner section is not the outer one's."""
    reader = _Reader()
    outer: list[str] = []
    for raw in text.split("\n"):
        at, line = _stamp(raw)
        reader.at(at)
        place = 0
        for mark in _SECTION.finditer(line):
            reader.hear(_COLOUR.sub("", line[place : mark.start()]))
            place = mark.end()
            instant, section = float(mark[2]), mark[3]
            reader.at(instant)
            if mark[1] == "start":
                outer.append(section)
                reader.begin(section, instant)
            elif section in outer:
                while outer.pop() != section:
                    pass
                reader.begin(outer[-1] if outer else "between sections", instant)
        rest = _COLOUR.sub("", line[place:].rpartition("\r")[2])
        if rest.startswith("$ "):
            if at is not None:
                reader.begin(rest[2:], at)
            reader.command(rest[2:])
        else:
            reader.hear(rest)
    return reader.job(name)


class _Reader:
    """Collects steps while the lines of a log go by."""

    def __init__(self) -> None:
        self.grouped = False
        self._now: float | None = None
        self._open: _Open | None = None
        self._waiting = ""
        self._steps: list[Step] = []
        self._caches: list[CacheUse] = []
        self._failed: bool | None = None
        self._cancelled = False
        self._asked = ""

    @property
    def commanded(self) -> bool:
        """Return whether the present step has a command already."""
        return self._open is not None and bool(self._open.commands)

    def at(self, instant: float | None) -> None:
        """Take the time of a line; time never goes back."""
        if instant is None:
            return
        self._now = instant if self._now is None else max(self._now, instant)
        if self._waiting:
            waiting, self._waiting = self._waiting, ""
            self._open = _Open(waiting, self._now)

    def begin(self, name: str, instant: float | None) -> None:
        """Close the present step and begin another."""
        self._close()
        if instant is None and self._now is None:
            self._waiting = name
        else:
            self._open = _Open(name, self._now if self._now is not None else instant or 0.0)

    def command(self, line: str) -> None:
        """Note a line of the step's script."""
        if self._open is not None and len(self._open.commands) < _MOST_COMMANDS:
            self._open.commands.append(line.strip())

    def hear(self, line: str) -> None:
        """Look for what a line says of caches and of the end."""
        step = self._open
        if step is None:
            return
        if "ache" in line:
            self._hear_cache(step, line)
        if "##[error]" in line or "Job failed" in line:
            self._failed = True if _FAILED.search(line) else self._failed
            self._cancelled |= bool(_CANCELLED.search(line))
        elif self._failed is None and "Job succeeded" in line and _PASSED.search(line):
            self._failed = False

    def _hear_cache(self, step: _Open, line: str) -> None:
        if hit := _HIT.search(line):
            step.hits[hit[1] or hit[2]] = True
        elif miss := _MISS.search(line):
            step.hits[miss[1] or miss[2]] = False
        elif found := _FOUND.search(line):
            step.found.append(found[1])
        elif _RESTORED in line:
            step.restored = True
        elif plain := _PLAIN_MISS.search(line):
            step.plain_misses.append(plain[1])
        elif asked := _ASKED.search(line):
            self._answer(step, hit=False)
            self._asked = asked[1]
        elif "Successfully extracted cache" in line:
            self._answer(step, hit=True)

    def _answer(self, step: _Open, *, hit: bool) -> None:
        """Note what became of the cache that GitLab's runner looked for; it says nothing certain of a miss."""
        if self._asked:
            step.hits[self._asked] = hit
            self._asked = ""

    def _close(self) -> None:
        step, self._open = self._open, None
        if step is None or self._now is None:
            return
        self._answer(step, hit=False)
        if step.restored:
            for key in step.found:
                step.hits.setdefault(key, True)
        if not step.hits:
            step.hits.update(dict.fromkeys(step.plain_misses, False))
        self._caches += (CacheUse(_HASH.sub("…", key)[:120] or _NO_CACHE_KEY, hit) for key, hit in step.hits.items())
        name = _COLOUR.sub("", step.name).strip()[:120] or "(unnamed)"
        if self._now > step.started or step.commands:
            self._steps.append(Step(name, kind_of(name, tuple(step.commands)), step.started, self._now))

    def job(self, name: str) -> JobLog:
        """Return the job when the log has ended.

        Raises:
            NoTimes: when nothing could be timed.
        """
        self._close()
        if not self._steps:
            raise NoTimes("nothing in it can be timed")
        failed = self._failed
        if failed is None and self.grouped and not self._cancelled:
            failed = False  # a job of GitHub or Azure says nothing when it passed
        return JobLog(name, tuple(self._steps), tuple(self._caches), failed)


def _lines(text: str) -> Iterator[tuple[float | None, str]]:
    for raw in text.split("\n"):
        yield _stamp(raw)


def _stamp(raw: str) -> tuple[float | None, str]:
    """Return the time of a line and what follows it; a time without a zone is taken as UTC, as only spans matter."""
    found = _STAMP.match(raw)
    if not found:
        return None, raw
    zone = "+00:00" if found[3] in (None, "Z") else found[3]
    try:
        at = datetime.fromisoformat(f"{found[1]}{zone}").timestamp() + float(f"0.{found[2] or 0}")
    except (ValueError, OverflowError):
        return None, raw
    return at, raw[found.end() :]


def joined(name: str, steps: Iterable[JobLog]) -> JobLog:
    """Return a job from the logs of its steps, in order; a step lasts until the next begins."""
    logs = sorted(steps, key=lambda log: log.started)
    found: list[Step] = []
    for log, following in zip(logs, (*logs[1:], None), strict=True):
        last = log.steps[-1]
        end = max(last.ended, following.started) if following is not None else last.ended
        found += (*log.steps[:-1], Step(last.name, last.kind, last.started, end))
    failed = [log.failed for log in logs]
    caches = tuple(cache for log in logs for cache in log.caches)
    return JobLog(name, tuple(found), caches, any(failed) if None not in failed or any(failed) else None)
