"""Answers "which paths match these globs" without trying every path of a large tree."""

from collections.abc import Iterable, Sequence

from core.snapshot.globs import expand, matcher

_WILD = "*?"


class PathIndex:
    """Paths by their last part and by their extension, both in lower case."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.order: dict[str, int] = {}
        self._by_name: dict[str, list[str]] = {}
        self._by_extension: dict[str, list[str]] = {}
        self._by_glob: dict[str, tuple[str, ...]] = {}
        for number, path in enumerate(paths):
            self.order[path] = number
            name = path.rpartition("/")[2].lower()
            self._by_name.setdefault(name, []).append(path)
            self._by_extension.setdefault(name.rpartition(".")[2], []).append(path)

    def select(self, globs: Sequence[str]) -> tuple[str, ...]:
        """Return the paths that match at least one glob, in path order."""
        found: set[str] = set()
        for glob in dict.fromkeys(simple for each in globs for simple in expand(each)):
            if glob not in self._by_glob:  # many questions look at the same files
                self._by_glob[glob] = tuple(filter(matcher(glob), self._candidates(glob)))
            found.update(self._by_glob[glob])
        return tuple(sorted(found, key=self.order.__getitem__))

    def _candidates(self, glob: str) -> Iterable[str]:
        last = glob.rpartition("/")[2].lower()
        if not any(wild in last for wild in _WILD):
            return self._by_name.get(last, ())
        extension = last.rpartition(".")[2]
        if "." in last and not any(wild in extension for wild in _WILD):
            return self._by_extension.get(extension, ())
        return self.order
