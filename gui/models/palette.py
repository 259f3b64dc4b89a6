"""What the palette finds: commands, criteria of all rubrics, files with evidence, critical processes."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from core.model.judgement import key as criterion_key
from gui import settings
from gui.models.fuzzy import Match, match
from gui.models.row_list import RowList
from gui.words import tr

if TYPE_CHECKING:
    from core.model.answer import Answer
    from core.rubric.rubric import Criterion
    from core.workflows.open import OpenAudit

COMMAND, CRITERION, FILE, PROCESS = "command", "criterion", "file", "process"
PREFIXES: dict[str, str] = {">": COMMAND, "c ": CRITERION, "f ": FILE, "p ": PROCESS}
"""What a text begins with to find one kind alone."""
_MOST = 60
"""Rows shown; who wants another one types on."""
_RECENT = "palette"
_RECENT_POINTS = 15


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to go to or to do.

    Attributes:
        id: names it for good, also between runs.
        target: id of the action, key of the criterion, or id of the process.
        note: said beside the title: where it belongs.
        keys: the shortcut.
        why_not: why it cannot be done now, empty when it can.
        path: of a file with evidence.
    """

    id: str
    kind: str
    title: str
    target: str
    note: str = ""
    keys: str = ""
    why_not: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it is shown: with the letters that were meant."""

    entry: Entry
    places: tuple[int, ...] = ()
    recent: bool = False

    @property
    def id(self) -> str:
        """Return what names the row for good."""
        return self.entry.id

    @property
    def whole(self) -> str:
        """Return the text that may be cut in the row."""
        return "\n".join(part for part in (self.entry.title, self.entry.why_not or self.entry.note) if part)

    @property
    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        entry = self.entry
        return ", ".join(part for part in (entry.title, entry.note, entry.keys, entry.why_not) if part)


class PaletteRows(RowList[Row]):
    """The rows of the palette."""


def split(text: str) -> tuple[str, str]:
    """Return the kind that a prefix asks for, empty for all, and the rest of the text."""
    bare = text.lstrip()
    for prefix, kind in PREFIXES.items():
        if bare.casefold().startswith(prefix):
            return kind, bare[len(prefix) :].strip()
    return "", bare.strip()


class Index:
    """All entries with their text to search in, made once for a state of the audit."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple((entry, f"{entry.title} {entry.note}".casefold()) for entry in entries)

    def find(self, text: str) -> tuple[Row, ...]:
        """Return the rows for what is typed: recent ones first where nothing is, else the best first."""
        kind, rest = split(text)
        words = tuple(rest.casefold().split())
        latest = settings.latest(_RECENT)
        rank = {entry_id: len(latest) - at for at, entry_id in enumerate(latest)}
        found: list[tuple[int, int, Entry, tuple[int, ...]]] = []
        for number, (entry, searched) in enumerate(self._entries):
            if kind and entry.kind != kind:
                continue
            fits = match(words, searched) if words else Match(0)
            if fits is None:
                continue
            recent = rank.get(entry.id, 0)
            points = fits.points + (_RECENT_POINTS if recent else 0) + (recent if not words else 0)
            found.append((1 if entry.why_not else -points, number, entry, fits.places))
        return tuple(
            Row(entry, tuple(at for at in places if at < len(entry.title)), entry.id in rank and not words)
            for _, _, entry, places in heapq.nsmallest(_MOST, found, key=itemgetter(0, 1))
        )


def remember(entry: Entry) -> None:
    """Put an entry first among the recent ones."""
    settings.add_latest(_RECENT, entry.id)


def audit_entries(opened: OpenAudit) -> tuple[Entry, ...]:
    """Return criteria, files and processes of an audit."""
    return (*_criteria(opened), *_processes(opened), *_files(opened))


def _criteria(opened: OpenAudit) -> Iterable[Entry]:
    for rubric_id in opened.scores:
        rubric = opened.rubrics[rubric_id]
        for category in rubric.categories:
            note = f"{rubric.name}  ·  {category.name}"
            for criterion in category.criteria:
                key = criterion_key(rubric_id, criterion.id)
                yield Entry(f"{CRITERION}:{key}", CRITERION, f"{criterion.code}  {criterion.question}", key, note)


def _processes(opened: OpenAudit) -> Iterable[Entry]:
    for process in opened.audit.processes:
        yield Entry(
            f"{PROCESS}:{process.id}", PROCESS, process.name, process.id, tr("Critical process"), path=process.name
        )


def _files(opened: OpenAudit) -> Iterable[Entry]:
    """Yield each file that evidence of a criterion lies in; it leads to the first of these criteria."""
    codes: dict[str, dict[str, str]] = {}
    for rubric_id in opened.scores if opened.scan is not None else ():
        for criterion in opened.rubrics[rubric_id].criteria():
            for process, answer in _answers(opened, criterion):
                for piece in answer.evidence:
                    key = criterion_key(rubric_id, criterion.id, process)
                    codes.setdefault(piece.path, {}).setdefault(key, criterion.code)
    for path, keys in sorted(codes.items()):
        named = list(dict.fromkeys(keys.values()))
        shown = ", ".join(named[:4]) + (tr(" and {n} more", n=len(named) - 4) if len(named) > 4 else "")
        yield Entry(f"{FILE}:{path}", FILE, path, next(iter(keys)), tr("Evidence of {codes}", codes=shown), path=path)


def _answers(opened: OpenAudit, criterion: Criterion) -> Iterable[tuple[str | None, Answer]]:
    scan = opened.scan
    if scan is None:
        return
    for probe in criterion.probes():
        if criterion.per_process is None:
            if probe in scan.probes:
                yield None, scan.probes[probe]
        else:
            for process in opened.audit.processes:
                answer = scan.processes.get(process.id, {}).get(probe)
                if answer is not None:
                    yield process.id, answer
