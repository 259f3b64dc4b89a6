"""Is restoring tried out automatically or on a schedule?"""

import re

from core.matching.pattern import Hit, Pattern
from core.model.outcome import Confidence
from core.probes.clocks import CLOCK, in_pipelines, timed
from core.probes.code_use import CONFIGURED, TESTS, Place, spread
from core.probes.commands import all_commands
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.purposes import runs_tests
from core.snapshot.snapshot import Snapshot

_DRILL = re.compile(
    r"\b(?:dr|disaster[-_ ]?recovery|restore|recovery|back[-_ ]?up[-_ ]?restore)[-_ ]?"
    r"(?:drill|exercise|rehears\w+|game[-_ ]?day)"
    r"|\b(?:backup|database|db|snapshot|dump)s?[-_ ]?(?:and[-_ ])?(?:restore|recovery)[-_ ]?(?:test|check|verif\w+)"
    r"|\b(?:restore|recovery)[-_](?:tests?|check|verif\w+)\b|\b(?:test|verify|check|rehearse|try)[-_ ](?:the[-_ ])?"
    r"(?:(?:last|latest|nightly|database|db|backup)[-_ ])*(?:restor\w+|backups?(?:[-_ ]restor\w+)?)\b"
    r"(?![^\n]*\b(?:cache|packages?|nuget|dependenc\w+|artifacts?|workspace|modules?)\b)",
    re.IGNORECASE,
)
_RESTORES = re.compile(
    r"\bpg_restore\b|\bmongorestore\b|\brestic (?:\S+ )*restore\b|\bvelero (?:restore|create restore)\b"
    r"|\bborg extract\b"
    r"|\bwal-g backup-fetch\b|\blitestream restore\b|\brestore-db-instance\b"
    r"|\brestore[-_](?:backup|database|db|snapshot)\b",
    re.IGNORECASE,
)
_MANAGED = r"\baws_backup_restore_testing_(?:plan|selection)\b|\bAWS::Backup::RestoreTesting(?:Plan|Selection)\b"
_TEST = (
    r"\b(?:def|func|function|fun|void|test|it|describe|scenario|specify)\b[^\n]*(?:backup\w*[-_ ]\w*[-_ ]?restor"
    r"|restor\w*[-_ ](?:\w+[-_ ])?(?:backup|dump|database|snapshot)|(?:backup|dump)(?:and|then)?restor"
    r"|restore(?:from)?(?:the)?(?:backup|dump|database))"
)
_AN_ERROR = re.compile(r"(?:database|db|snapshot|backup|dump)_?(?:error|exception)", re.IGNORECASE)
"""A record is restored and the database's error expected: no backup is."""


_OF_DATA = re.compile(r"database|dump|snapshot|db(?![a-z])", re.IGNORECASE)
_NAMED_AFTER = re.compile(r"back[-_]?up|restor|recover|dump|snapshot|disaster|(?<![a-z])dr(?![a-z])", re.IGNORECASE)
"""A test restores data when its file is named after that; an editor of settings keeps a backup of a file too."""


def _cases(hits: Hits) -> tuple[Hit, ...]:
    """Return the tests that restore data."""
    return tuple(
        hit
        for hit in hits.of("test")
        if not _AN_ERROR.search(hit.text) and (_NAMED_AFTER.search(hit.path) or _OF_DATA.search(hit.text))
    )


def _tested(snapshot: Snapshot, cases: tuple[Hit, ...]) -> tuple[Place, ...]:
    """Return the tests that restore something, when a pipeline runs tests."""
    places = lines_of(cases)
    return places if places and any(runs_tests(command) for *_, command in all_commands(snapshot)) else ()


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    run = (*in_pipelines(snapshot, _DRILL, _DRILL, ()), *in_pipelines(snapshot, _DRILL, _RESTORES))
    clocks = (*timed(snapshot, hits.of("clock"), _DRILL), *timed(snapshot, hits.of("clock"), _RESTORES))
    cases = _cases(hits)
    tests = _tested(snapshot, cases)
    places = dict.fromkeys((*lines_of(hits.of("managed")), *run, *clocks, *tests))
    if not places:
        near = [] if tests else [(hit.path, hit.line, "a test that no pipeline runs") for hit in cases]
        return absent("No restore is tried out automatically.", near)
    message = "Restoring is tried out at {places} {places:place|places}."
    return present(message, spread(places), args={"places": len(places)}, confidence=Confidence.LOW)


PROBE = Probe(
    id="rec.restore-drill",
    question="Is restoring tried out automatically or on a schedule?",
    answer=_answer,
    patterns=(
        Pattern("managed", _MANAGED, classes=CONFIGURED, code_only=True),
        CLOCK,
        Pattern("test", _TEST, ignore_case=True, classes=TESTS, code_only=True),
    ),
    classes=(*CONFIGURED, *TESTS),
    asks=("steps of pipelines that restore a backup or are named after a drill",),
)
