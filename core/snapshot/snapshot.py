"""One commit: its files by class, their text, their parsed models, and evidence made from them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest
from typing import TypeVar

from core.model.evidence import LONGEST_LINE, MOST_LINES, Evidence, Searched, Skipped
from core.snapshot import large_files
from core.snapshot.classification import classify, is_example_repository
from core.snapshot.content import decoded, searchable
from core.snapshot.entry import LARGEST_FILE, BlobReader, Entry, Mode, Unreadable
from core.snapshot.file_class import FileClass
from core.snapshot.globs import matches_any
from core.snapshot.masking import mask
from core.snapshot.memory import Memory
from core.snapshot.path_index import PathIndex

M = TypeVar("M")

_CONTEXT = 3
_KEPT_TEXT = 48 * 1024 * 1024
_KEPT_MODELS = 20_000
_CUT_BEFORE_MASKING = 1000
_NAMED = 20
_HOLDS_NO_TEXT = frozenset({"binary", "submodule", "symbolic link"})

_UNASKED = frozenset({FileClass.VENDORED, FileClass.GENERATED, FileClass.BINARY, FileClass.EXAMPLE})
_MATTERS = frozenset({FileClass.SOURCE, FileClass.CONFIGURATION, FileClass.INFRASTRUCTURE})


class Snapshot:
    """The files of one commit. Reads lazily, remembers within a bound: same commit, same answer.

    Args:
        commit: full object id.
        entries: every path of the tree, in path order.
        reader: where bytes come from.
        excluded: path globs that the audit leaves out; they never appear in `files`.
        name: the repository's folder name; with the paths it decides whether the whole repository is an example, whose
            example folders then count as what they hold.
        on_read: called before each file is read or parsed on demand; may raise to stop.
    """

    def __init__(
        self,
        commit: str,
        entries: Sequence[Entry],
        reader: BlobReader,
        excluded: Sequence[str] = (),
        name: str = "",
        on_read: Callable[[], None] | None = None,
    ) -> None:
        self.commit = commit
        self.entries: dict[str, Entry] = {
            e.path: e for e in entries if not (excluded and matches_any(e.path, excluded))
        }
        self._reader = reader
        self._on_read = on_read or (lambda: None)
        self.is_example = is_example_repository(name, self.entries)
        self._class: dict[str, FileClass] = {path: classify(path, self.is_example) for path in self.entries}
        self._index = PathIndex(p for p, e in self.entries.items() if e.mode in (Mode.FILE, Mode.EXECUTABLE))
        self._selected: dict[tuple[tuple[FileClass, ...], tuple[str, ...]], tuple[str, ...]] = {}
        self._by_globs: dict[tuple[str, ...], frozenset[str]] = {}
        self._models: Memory[tuple[str, Callable[..., object]], object] = Memory(_KEPT_MODELS)
        self._once: dict[Callable[..., object], tuple[object, frozenset[str]]] = {}
        self.not_understood: dict[str, str] = {}
        self._malformed: set[tuple[str, Callable[..., object]]] = set()
        self._lost: set[str] = set()
        self._large: dict[str, bool] = {}
        self._unread_known: dict[tuple[tuple[str, ...], tuple[str, ...], int], tuple[int, dict[str, list[str]]]] = {}
        self.unreadable = {p: why for p, e in self.entries.items() if (why := _never_read(e, self._class[p]))}
        self._texts: Memory[str, str] = Memory(_KEPT_TEXT, len)
        self._lines = lru_cache(maxsize=64)(self._split)
        self.cited: dict[str, int] = {}
        """Number of lines of every file that evidence was taken from."""

    # ---------------------------------------------------------------- the index

    def files(self, *classes: FileClass, globs: Sequence[str] = ()) -> tuple[str, ...]:
        """Return paths of regular files by class and path glob, in path order.

        No class means every class but vendored, generated, example and binary.
        """
        key = (classes, tuple(globs))
        known = self._selected.get(key)
        if known is None:
            wanted = frozenset(classes) or frozenset(FileClass) - _UNASKED
            paths = self._index.select(globs) if globs else tuple(self._index.order)
            known = self._selected[key] = tuple(path for path in paths if self._class[path] in wanted)
        return known

    def matches(self, path: str, globs: Sequence[str]) -> bool:
        """Tell whether a regular file of the tree matches one of the globs; quick for many files and the same globs."""
        key = tuple(globs)
        if key not in self._by_globs:
            self._by_globs[key] = frozenset(self._index.select(key))
        return path in self._by_globs[key]

    def file_class(self, path: str) -> FileClass:
        """Return the class of a path that the tree has."""
        return self._class[path]

    def has(self, path: str) -> bool:
        """Tell whether the tree has exactly this path."""
        return path in self.entries

    # ---------------------------------------------------------------- content

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Yield (path, content with `\\n` line ends) of every file that can be searched; notes why others cannot."""
        wanted = (entry for path, entry in self.entries.items() if path not in self.unreadable)
        for entry, data in self._reader.read_many(wanted):
            content = data if isinstance(data, Unreadable) else searchable(data)
            if isinstance(content, Unreadable):
                self.unreadable[entry.path] = content.reason
            else:
                yield entry.path, content

    def text(self, path: str) -> str | None:
        """Return a file's text, or None when it cannot be read (then `unreadable` says why)."""
        self._on_read()
        known = self._texts.get(path)
        if known is not None:
            return known
        entry = self.entries.get(path)
        if entry is None or path in self.unreadable:
            return None
        data = self._reader.read(entry)
        content = data if isinstance(data, Unreadable) else searchable(data)
        if isinstance(content, Unreadable):
            self.unreadable[path] = content.reason
            return None
        return self._texts.keep(path, decoded(content))

    def _split(self, path: str) -> tuple[str, ...]:
        text = self.text(path)
        return tuple(text.split("\n")) if text else ()

    def lines(self, path: str) -> Sequence[str]:
        """Return a file's lines, none when it cannot be read."""
        return self._lines(path)

    def model(self, path: str, parse: Callable[[str, str], M]) -> M | None:
        """Return what a parser of core/formats makes of a file, remembered; None when it is unreadable or malformed.

        Args:
            path: the file.
            parse: a pure function of (path, text) that raises `NotUnderstood`.
        """
        key = (path, parse)
        if key in self._malformed:
            self._lost.add(path)
            return None
        if key in self._models:
            return self._models.get(key)  # type: ignore[return-value]
        self._on_read()
        text = self.text(path)
        model: M | None = None
        if text is not None:
            try:
                model = parse(path, text)
            except (ValueError, RecursionError) as error:
                self.not_understood[path] = (str(error) or type(error).__name__)[:200]
                self._malformed.add(key)
                self._lost.add(path)
                return None
        self._models.keep(key, model)
        return model

    def models(self, paths: Iterable[str], parse: Callable[[str, str], M]) -> tuple[M, ...]:
        """Return the models of those of the paths that could be understood."""
        return tuple(m for m in (self.model(path, parse) for path in paths) if m is not None)

    def lose(self, path: str, reason: str) -> None:
        """Note that a file was parsed, but what matters in it cannot be seen here: a no about it stays unproven.

        Args:
            path: the file.
            reason: why, in words, without the file's content.
        """
        self.not_understood.setdefault(path, reason)
        self._lost.add(path)

    def once(self, make: "Callable[[Snapshot], M]") -> M:
        """Return what a pure function makes of this snapshot, remembered: what many probes ask is worked out once."""
        if make not in self._once:
            before, self._lost = self._lost, set()
            try:
                self._once[make] = make(self), frozenset(self._lost)
            finally:
                self._lost = before
        value, lost = self._once[make]
        self._lost |= lost
        return value  # type: ignore[return-value]

    def check(self) -> None:
        """Let the scan be stopped here: called in work that reads no file."""
        self._on_read()

    def ask(self) -> None:
        """Begin a new question: from here on `searched` counts as not understood only what this question asks for.

        So an answer does not depend on which questions were asked before it.
        """
        self._lost = set()

    # ---------------------------------------------------------------- evidence

    def evidence(self, path: str, line: int, end_line: int) -> Evidence:
        """Return evidence for lines of a file, with a masked snippet and a little context."""
        lines = self.lines(path)
        self.cited[path] = len(lines)
        line = max(1, line)
        end_line = max(line, min(end_line, line + 200))
        room = max(0, MOST_LINES - (end_line - line + 1))
        first = max(1, min(line, len(lines)) - min(_CONTEXT, room // 2))
        last = min(len(lines), end_line + max(0, room - (line - first)), first + MOST_LINES - 1)
        shown = "\n".join(_shown(text) for text in lines[first - 1 : last])
        entry = self.entries.get(path)
        return Evidence(path, entry.blob if entry else "", line, end_line, shown.rstrip("\n"), first)

    def masked_line(self, path: str, line: int) -> str:
        """Return one line, masked and cut."""
        lines = self.lines(path)
        return _shown(lines[line - 1].strip()) if 0 < line <= len(lines) else ""

    def searched(
        self,
        patterns: Sequence[str],
        paths: Sequence[str],
        classes: Sequence[str],
        eligible: Sequence[str] | None = None,
    ) -> tuple[Searched, bool]:
        """Return the record of a search, and whether a source or configuration file that mattered was skipped.

        Args:
            patterns: what was looked for; empty when only names of files were looked at, which need no reading.
            paths: the globs of the files looked at.
            classes: the classes looked at.
            eligible: the files in which the thing could have been, when globs and classes do not say it.
        """
        chosen = None if eligible is None else frozenset(eligible)
        count, reasons = (
            self._unread(chosen) if chosen is not None else self._unread_among(tuple(paths), tuple(classes))
        )
        if not patterns:
            reasons = {}
        elif self._lost:
            among = self._among(tuple(paths), tuple(classes)) if chosen is None else chosen
            bad = sorted(p for p in self._lost if p not in self.unreadable and (among is None or p in among))
            reasons = {**reasons, **({"not understood": bad} if bad else {})}
        skipped = _by_reason(reasons)
        everything = chosen is None and not (paths or classes)
        lost = any(self._mattered(path, reason, everything) for reason, found in reasons.items() for path in found)
        read = count - sum(s.count for s in skipped)
        return Searched(tuple(patterns), tuple(paths), tuple(classes), count, read, skipped, self.commit), lost

    def _among(self, paths: tuple[str, ...], classes: tuple[str, ...]) -> frozenset[str] | None:
        """Return the files that globs and classes choose, None for every path of the tree."""
        if not (paths or classes):
            return None
        return frozenset(self.files(*(FileClass(c) for c in classes), globs=paths))

    def _unread_among(self, paths: tuple[str, ...], classes: tuple[str, ...]) -> tuple[int, dict[str, list[str]]]:
        """Return `_unread` of what globs and classes choose, remembered until another file turns out unreadable."""
        key = (paths, classes, len(self.unreadable))
        if key not in self._unread_known:
            self._unread_known[key] = self._unread(self._among(paths, classes))
        return self._unread_known[key]

    def _unread(self, among: frozenset[str] | None) -> tuple[int, dict[str, list[str]]]:
        """Return how many files were chosen, and which of them could not be read, by reason."""
        chosen: Iterable[str] = self.unreadable
        if among is not None:
            chosen = self.unreadable.keys() & among if len(among) > len(self.unreadable) else among
        reasons: dict[str, list[str]] = {}
        for path in chosen:
            if reason := self.unreadable.get(path):
                reasons.setdefault(reason, []).append(path)
        return len(self.entries) if among is None else len(among), reasons

    def _mattered(self, path: str, reason: str, everything: bool) -> bool:
        if reason in _HOLDS_NO_TEXT or self._class.get(path) not in _MATTERS:
            return False
        if reason != "over 1 MiB":
            return True
        asked = not everything or self._class[path] is not FileClass.INFRASTRUCTURE
        return asked and self._could_count(path)

    def _could_count(self, path: str) -> bool:
        """Tell whether a file too large to be read could have held settings or code; see `large_files`."""
        if path not in self._large:
            entry = self.entries[path]
            told = large_files.by_name(path, entry.size)
            if told is None:
                self._on_read()
                head = self._reader.head(entry, large_files.HEAD)
                told = isinstance(head, Unreadable) or large_files.by_head(head)
            self._large[path] = told
        return self._large[path]

    def skipped(self) -> tuple[Skipped, ...]:
        """Return all files that could not be read or understood so far, by reason."""
        _, reasons = self._unread(None)
        bad = [path for path in self.not_understood if path not in self.unreadable]
        return _by_reason({**reasons, **({"not understood": bad} if bad else {})})


def _by_reason(reasons: Mapping[str, Sequence[str]]) -> tuple[Skipped, ...]:
    """Return skipped files by reason, the first paths named."""
    return tuple(Skipped(r, len(paths), tuple(nsmallest(_NAMED, paths))) for r, paths in sorted(reasons.items()))


def _never_read(entry: Entry, file_class: FileClass) -> str:
    """Return why an entry is not even tried, empty when it is."""
    if entry.mode in (Mode.SUBMODULE, Mode.SYMLINK):
        return "submodule" if entry.mode is Mode.SUBMODULE else "symbolic link"
    if file_class is FileClass.BINARY:
        return "binary"
    return "over 1 MiB" if entry.size > LARGEST_FILE else ""


def _shown(line: str) -> str:
    return mask(line[:_CUT_BEFORE_MASKING])[:LONGEST_LINE]
