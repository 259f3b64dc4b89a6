"""Answers "which paths match these globs" without trying every path of a large tree."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from core.snapshot.globs import expand, matcher

_WILD = "*?"
_LETTERS = re.compile(r"[^*?]+")
_FEWEST_LETTERS = 2


class PathIndex:
    """Paths by their last part, by their extension and by their folder, all in lower case."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.order: dict[str, int] = {path: number for number, path in enumerate(paths)}
        self._by_name: dict[str, list[str]] = {}
        self._by_extension: dict[str, list[str]] = {}
        self._by_folder: dict[str, list[str]] = {}
        self._by_glob: dict[str, tuple[str, ...]] = {}
        self._names: _Searchable | None = None
        self._folders: _Searchable | None = None

    def _sort_in(self) -> None:
        """Fill the groups, at the first question: while files are read, their memory is not needed."""
        for path in self.order:
            folder, _, name = path.rpartition("/")
            name = name.lower()
            self._by_name.setdefault(name, []).append(path)
            self._by_extension.setdefault(name.rpartition(".")[2], []).append(path)
            self._by_folder.setdefault(folder, []).append(path)

    def select(self, globs: Sequence[str]) -> tuple[str, ...]:
        """Return the paths that match at least one glob, in path order."""
        found: set[str] = set()
        for glob in dict.fromkeys(simple for each in globs for simple in expand(each)):
            if glob not in self._by_glob:  # many questions look at the same files
                self._by_glob[glob] = tuple(filter(matcher(glob), self._candidates(glob)))
            found.update(self._by_glob[glob])
        return tuple(sorted(found, key=self.order.__getitem__))

    def _candidates(self, glob: str) -> Iterable[str]:
        if not self._by_name:
            self._sort_in()
        folder, _, last = glob.lower().rpartition("/")
        if not any(wild in last for wild in _WILD):
            return self._by_name.get(last, ())
        extension = last.rpartition(".")[2]
        if "." in last and not any(wild in extension for wild in _WILD):
            return self._by_extension.get(extension, ())
        in_name = max(_LETTERS.findall(last), key=len, default="")
        parts = [part for part in folder.split("/") if part not in ("", "**")]
        if any("**" in part for part in parts) or ("**" in last and last != "**"):  # may cross a slash
            return self.order
        in_folder = max((letters for part in parts for letters in _LETTERS.findall(part)), key=len, default="")
        if max(len(in_name), len(in_folder)) < _FEWEST_LETTERS:
            return self.order
        if len(in_name) >= len(in_folder):
            self._names = self._names or _Searchable(self._by_name)
            return self._names.holding(in_name)
        self._folders = self._folders or _Searchable(self._by_folder)
        return self._folders.holding(in_folder)


class _Searchable:
    """Groups of paths, their keys in one text: a search for letters in it is far quicker than one in each key."""

    def __init__(self, groups: Mapping[str, list[str]]) -> None:
        self._groups = tuple(groups.values())
        keys = [key.lower() for key in groups]
        self._text = "\n".join(keys)
        self._starts = [0, *accumulate(len(key) + 1 for key in keys)]

    def holding(self, letters: str) -> Iterator[str]:
        """Yield the paths of the keys that hold some letters."""
        at = self._text.find(letters)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield from self._groups[number]
            at = self._text.find(letters, self._starts[number + 1])
