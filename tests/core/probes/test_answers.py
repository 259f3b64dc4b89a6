from core.model.outcome import Confidence, Outcome
from core.probes.answers import Words, settled

WORDS = Words("{places} {places:place|places} in {files} {files:file|files}.", "None.", "{places} may.")


def test_what_was_seen_wins_over_what_may_be() -> None:
    found = settled(WORDS, [("a", 1, 1), ("a", 1, 1), ("a", 2, 2)], [("b", 1, 1)], [("c", 1, "near")])
    assert (found.outcome, found.evidence) == (Outcome.PRESENT, (("a", 1, 1), ("a", 2, 2)))
    assert (found.args, found.near_misses) == ({"places": 2, "files": 1}, (("c", 1, "near"),))


def test_what_may_be_is_unproven_and_nothing_is_absent() -> None:
    maybe = settled(WORDS, [], [("b", 1, 1)])
    assert (maybe.outcome, maybe.confidence, maybe.message) == (Outcome.UNPROVEN, Confidence.MEDIUM, "{places} may.")
    none = settled(WORDS, [], [], [("c", 1, "near")], eligible=("x",))
    assert (none.outcome, none.message, none.eligible) == (Outcome.ABSENT, "None.", ("x",))
