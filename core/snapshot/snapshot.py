"""One commit: its files by class, their text, their parsed models, and evidence made from them."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

from core.model.evidence import LONGEST_LINE, MOST_LINES, Evidence, Searched, Skipped
from core.snapshot.classification import classify
from core.snapshot.entry import LARGEST_FILE, BlobReader, Entry, Mode, Unreadable
from core.snapshot.file_class import FileClass
from core.snapshot.globs import matches_any
from core.snapshot.masking import mask

M = TypeVar("M")

_CONTEXT = 3
_KEPT_TEXTS = 512


class Snapshot:
    """The files of one commit. Reads lazily, remembers within a bound: same commit, same answer.

    Args:
        commit: full object id.
        entries: every path of the tree, in path order.
        reader: where bytes come from.
        excluded: path globs that the audit leaves out; they never appear in `files`.
    """

    def __init__(
        self, commit: str, entries: Sequence[Entry], reader: BlobReader, excluded: Sequence[str] = ()
    ) -> None:
        self.commit = commit
        self.entries: dict[str, Entry] = {
            e.path: e for e in entries if not (excluded and matches_any(e.path, excluded))
        }
        self._reader = reader
        self._class: dict[str, FileClass] = {path: classify(path) for path in self.entries}
        self._models: dict[tuple[str, Callable[..., object]], object] = {}
        self.not_understood: dict[str, str] = {}
        self.unreadable: dict[str, str] = {}
        for entry in self.entries.values():
            if entry.mode is Mode.SUBMODULE:
                self.unreadable[entry.path] = "submodule"
            elif entry.mode is not Mode.SYMLINK and entry.size > LARGEST_FILE:
                self.unreadable[entry.path] = "over 1 MiB"
        self._text = lru_cache(maxsize=_KEPT_TEXTS)(self._read_text)

    # ---------------------------------------------------------------- the index

    def files(self, *classes: FileClass, globs: Sequence[str] = ()) -> tuple[str, ...]:
        """Return paths of regular files by class and path glob, in path order; no class means every class but vendored,
        generated and binary."""
        wanted = set(classes) or set(FileClass) - {FileClass.VENDORED, FileClass.GENERATED, FileClass.BINARY}
        return tuple(
            path
            for path, entry in self.entries.items()
            if self._class[path] in wanted
            and entry.mode in (Mode.FILE, Mode.EXECUTABLE)
            and (not globs or matches_any(path, globs))
        )

    def file_class(self, path: str) -> FileClass:
        """Return the class of a path that the tree has."""
        return self._class[path]

    def has(self, path: str) -> bool:
        """Tell whether the tree has exactly this path."""
        return path in self.entries

    # ---------------------------------------------------------------- content

    def _read_text(self, path: str) -> str | None:
        entry = self.entries.get(path)
        if entry is None or entry.mode in (Mode.SUBMODULE, Mode.SYMLINK) or path in self.unreadable:
            return None
        data = self._reader.read(entry)
        if isinstance(data, Unreadable):
            self.unreadable[path] = data.reason
            return None
        if b"\0" in data[:8000]:
            self.unreadable[path] = "binary"
            return None
        return data.decode("utf-8", "replace").replace("\r\n", "\n")

    def text(self, path: str) -> str | None:
        """Return a file's text, or None when it cannot be read (then `unreadable` says why)."""
        return self._text(path)

    def lines(self, path: str) -> list[str]:
        """Return a file's lines, none when it cannot be read."""
        text = self.text(path)
        return text.split("\n") if text else []

    def model(self, path: str, parse: Callable[[str, str], M]) -> M | None:
        """Return what a parser of core/formats makes of a file, remembered; None when it is unreadable or malformed.

        Args:
            path: the file.
            parse: a pure function of (path, text) that raises `NotUnderstood`.
        """
        known = (path, parse)
        if known not in self._models:
            text = self.text(path)
            try:
                self._models[known] = None if text is None else parse(path, text)
            except ValueError as error:
                self.not_understood[path] = str(error)[:200]
                self._models[known] = None
        return self._models[known]  # type: ignore[return-value]

    def models(self, paths: Iterable[str], parse: Callable[[str, str], M]) -> tuple[M, ...]:
        """Return the models of those of the paths that could be understood."""
        return tuple(m for m in (self.model(path, parse) for path in paths) if m is not None)

    def once(self, make: "Callable[[Snapshot], M]") -> M:
        """Return what a pure function makes of this snapshot, remembered: what many probes ask is worked out once."""
        known = ("", make)
        if known not in self._models:
            self._models[known] = make(self)
        return self._models[known]  # type: ignore[return-value]

    # ---------------------------------------------------------------- evidence

    def evidence(self, path: str, line: int, end_line: int) -> Evidence:
        """Return evidence for lines of a file, with a masked snippet and a little context."""
        lines = self.lines(path)
        end_line = max(line, min(end_line, line + 200))
        room = max(0, MOST_LINES - (end_line - line + 1))
        first = max(1, line - min(_CONTEXT, room // 2))
        last = min(len(lines), max(end_line, line) + max(0, room - (line - first)), first + MOST_LINES - 1)
        shown = "\n".join(mask(text[:LONGEST_LINE]) for text in lines[first - 1 : last])
        entry = self.entries.get(path)
        return Evidence(path, entry.blob if entry else "", line, end_line, shown.rstrip("\n"), first)

    def masked_line(self, path: str, line: int) -> str:
        """Return one line, masked and cut."""
        lines = self.lines(path)
        return mask(lines[line - 1].strip()[:LONGEST_LINE]) if 0 < line <= len(lines) else ""

    def searched(
        self,
        patterns: Sequence[str],
        paths: Sequence[str],
        classes: Sequence[str],
        eligible: Sequence[str] | None = None,
    ) -> tuple[Searched, bool]:
        """Return the record of a search, and whether a source or configuration file that mattered was skipped."""
        if eligible is None:
            wanted = [FileClass(c) for c in classes]
            if wanted or paths:
                eligible = self.files(*wanted, globs=paths)
            else:
                eligible = tuple(self.entries)
        only_names = not patterns
        reasons: dict[str, list[str]] = {}
        if not only_names:
            for path in eligible:
                reason = self.unreadable.get(path) or (self.not_understood.get(path) and "not understood")
                if reason:
                    reasons.setdefault(reason, []).append(path)
        skipped = tuple(Skipped(reason, len(found), tuple(found[:20])) for reason, found in sorted(reasons.items()))
        lost = any(
            self._class.get(path) in (FileClass.SOURCE, FileClass.CONFIGURATION, FileClass.INFRASTRUCTURE)
            for reason, found in reasons.items()
            if reason not in ("binary", "submodule")
            for path in found
        )
        record = Searched(
            tuple(patterns),
            tuple(paths),
            tuple(classes),
            len(eligible),
            len(eligible) - sum(s.count for s in skipped),
            skipped,
            self.commit,
        )
        return record, lost
