"""Where a critical process lives: the files and definitions that the auditor named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.formats.definitions import Definition, definitions
from core.formats.source import code_only
from core.model.outcome import Confidence, Outcome
from core.model.process import CriticalProcess
from core.probes.code_use import Place
from core.probes.probe import Found
from core.snapshot.file_class import FileClass
from core.snapshot.snapshot import Snapshot

_VERB = re.compile(r"^(?:GET|POST|PUT|PATCH|DELETE|ANY)\s+", re.IGNORECASE)
_CLASSES = (FileClass.SOURCE, FileClass.CONFIGURATION, FileClass.INFRASTRUCTURE, FileClass.EXAMPLE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of a file; `exact` when they are a definition that was named, not just its file."""

    path: str
    line: int
    end_line: int
    exact: bool
    routed: bool = False


@dataclass(frozen=True, slots=True)
class Home:
    """Where a process lives: definitions first, then the rest of their files."""

    stretches: tuple[Stretch, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """Return the paths, each once."""
        return tuple(dict.fromkeys(stretch.path for stretch in self.stretches))


@dataclass(frozen=True, slots=True)
class _Locate:
    """The question where something lives; equal questions are answered once a snapshot."""

    paths: tuple[str, ...]
    names: tuple[str, ...]

    def __call__(self, snapshot: Snapshot) -> Home:
        inside = snapshot.files(*_CLASSES, globs=self.paths) if self.paths else snapshot.files(FileClass.SOURCE)
        if not self.names:
            whole = [Stretch(p, 1, len(snapshot.lines(p)), True, _has_route(snapshot, p)) for p in inside]
            return Home(tuple(whole) if self.paths else ())
        exact, found = [], set()
        for path in inside:
            text = snapshot.text(path)
            if not text or not any(_last(name) in text for name in self.names):
                continue
            known = definitions(path, text)
            for name in self.names:
                for item in known:
                    if same_name(name, item):
                        found.add(name)
                        routed = item.kind == "route" or any(
                            r.kind == "route" and item.line <= r.line <= item.end_line for r in known
                        )
                        exact.append(Stretch(path, item.line, item.end_line, True, routed))
                        exact += [Stretch(path, c.line, c.end_line, True) for c in _called(path, text, item, known)]
        files = inside if self.paths else tuple(dict.fromkeys(s.path for s in exact))
        rest = [Stretch(path, 1, len(snapshot.lines(path)), False) for path in files]
        missing = tuple(name for name in self.names if name not in found)
        return Home((*dict.fromkeys(exact), *rest), missing)


def _last(name: str) -> str:
    return re.split(r"[.:#]+|::", _VERB.sub("", name).rstrip("()"))[-1] if "/" not in name else _VERB.sub("", name)


def _has_route(snapshot: Snapshot, path: str) -> bool:
    return any(d.kind == "route" for d in definitions(path, snapshot.text(path) or ""))


def same_name(name: str, item: Definition) -> bool:
    """Tell whether a name as an auditor writes it (`Class.method`, `run()`, `POST /pay`) means a definition."""
    wanted = _VERB.sub("", name.strip()).removesuffix("()")
    if "/" in wanted:
        return item.kind == "route" and item.name.strip("^/$") == wanted.strip("/")
    *outer, last = re.split(r"::|[.#]", wanted)
    return item.kind != "route" and item.name == last and (not outer or not item.parent or item.parent == outer[-1])


def _called(path: str, text: str, item: Definition, known: tuple[Definition, ...]) -> Iterator[Definition]:
    """Yield the functions of the same file that a definition calls: one step further."""
    if item.kind == "class":
        return
    body = "\n".join(code_only(path, text).split("\n")[item.line - 1 : item.end_line])
    for other in known:
        if other.kind == "function" and other.name != item.name and re.search(rf"\b{re.escape(other.name)}\(", body):
            yield other


def home_of(snapshot: Snapshot, process: CriticalProcess) -> Home:
    """Return where a process lives, worked out once for all probes."""
    return snapshot.once(_Locate(process.paths, process.names))


def code_lines(snapshot: Snapshot, stretch: Stretch) -> Iterator[tuple[int, str]]:
    """Yield (number, code) of the lines of a stretch, comments and prose strings blanked."""
    lines = code_only(stretch.path, snapshot.text(stretch.path) or "").split("\n")
    yield from enumerate(lines[stretch.line - 1 : stretch.end_line], stretch.line)


def matching(snapshot: Snapshot, home: Home, pattern: re.Pattern[str]) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """Return the places that match inside the named definitions, and those elsewhere in their files."""
    exact: dict[Place, None] = {}
    near: dict[Place, None] = {}
    for stretch in home.stretches:
        for number, code in code_lines(snapshot, stretch):
            if pattern.search(code):
                place = (stretch.path, number, number)
                if stretch.exact:
                    exact[place] = None
                elif place not in exact:
                    near[place] = None
    return tuple(exact), tuple(near)


def is_lost(snapshot: Snapshot, process: CriticalProcess) -> bool:
    """Tell whether it is recorded where a process lives, and nothing is there at this commit."""
    return bool(process.paths or process.names) and not home_of(snapshot, process).files


def not_found(process: CriticalProcess) -> Found:
    """Return the answer for a process whose place in the code is not known: open, because nothing could be asked."""
    message = (
        "{process}: none of its paths or names exist in the code at this commit; correct where it lives, or remove "
        "the process."
    )
    if not process.paths and not process.names:
        message = "{process}: it is not recorded where it lives in the code; record its paths or names."
    return Found(Outcome.ERROR, message, {"process": process.name}, Confidence.LOW, eligible=())


def words(process: CriticalProcess) -> re.Pattern[str]:
    """Return what matches a process by its name, id or the names of its definitions, however they are joined."""
    names = {process.name, process.id, *(n for n in process.names if "/" not in n)}
    joined = []
    for name in sorted(names):
        parts = [re.escape(part) for part in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", name)]
        if parts and sum(map(len, parts)) >= 3:
            joined.append(r"[\s_./-]*".join(parts))
    routes = [re.escape(_VERB.sub("", n)) for n in process.names if "/" in n and len(n) > 3]
    return re.compile(rf"(?<![a-z])(?:{'|'.join([*joined, *routes]) or '(?!)'})(?![a-z])", re.IGNORECASE)
