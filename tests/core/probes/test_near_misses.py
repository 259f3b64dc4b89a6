"""What is cited as evidence is never listed again as something that only looked like it."""

from core.model.outcome import Outcome
from core.probes.probe import Found, Hits, Probe
from core.snapshot.snapshot import Snapshot
from tests.helpers.snapshots import ask


def test_a_cited_line_is_no_near_miss() -> None:
    def answer(snapshot: Snapshot, hits: Hits) -> Found:
        near = (("a.py", 2, "test"), ("a.py", 3, "comment"))
        return Found(Outcome.PRESENT, "Yes.", evidence=(("a.py", 1, 2),), near_misses=near)

    said = ask(Probe("x.y", "Is it?", answer), {"a.py": "one\ntwo\nthree\n"})
    assert [(miss.path, miss.line) for miss in said.near_misses] == [("a.py", 3)]
