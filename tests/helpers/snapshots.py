"""Snapshots made of a dict, and probes asked about them with the real engine and runner."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from core.matching.engine import compile
from core.model.answer import Answer
from core.model.process import CriticalProcess
from core.probes.probe import Probe, ProcessProbe
from core.probes.running import patterns_of, run
from core.progress import Silent
from core.snapshot.entry import Entry, Mode, Unreadable
from core.snapshot.snapshot import Snapshot

COMMIT = "c0ffee" + "0" * 34


class DictReader:
    """Serves blobs out of a dict by path."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def read(self, entry: Entry) -> bytes | Unreadable:
        return self._files.get(entry.path, Unreadable("missing"))

    def read_many(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, bytes | Unreadable]]:
        for entry in entries:
            yield entry, self.read(entry)

    def head(self, entry: Entry, most: int) -> bytes | Unreadable:
        found = self.read(entry)
        return found if isinstance(found, Unreadable) else found[:most]


def snapshot(files: Mapping[str, str | bytes], excluded: tuple[str, ...] = (), name: str = "") -> Snapshot:
    """Return a snapshot of files given as text or bytes."""
    data = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    entries = [
        Entry(path, Mode.FILE, hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest(), len(content))
        for path, content in sorted(data.items())
    ]
    return Snapshot(COMMIT, entries, DictReader(data), excluded, name)


def ask(probe: Probe, files: Mapping[str, str | bytes] | Snapshot) -> Answer:
    """Return what a probe answers about some files."""
    shot = files if isinstance(files, Snapshot) else snapshot(files)
    matches = compile(patterns_of([probe])).scan(shot.contents(), Silent())
    answers, _ = run([probe], [], [], shot, matches, Silent())
    return answers[probe.id]


def ask_process(probe: ProcessProbe, files: Mapping[str, str | bytes] | Snapshot, process: CriticalProcess) -> Answer:
    """Return what a process probe answers about some files and one critical process."""
    shot = files if isinstance(files, Snapshot) else snapshot(files)
    matches = compile(patterns_of([probe])).scan(shot.contents(), Silent())
    _, by_process = run([], [probe], [process], shot, matches, Silent())
    return by_process[process.id][probe.id]
