"""Are backups checked after they were made?"""

import re

from core.formats.source import code_only
from core.matching.pattern import Hit, Pattern
from core.model.outcome import Confidence
from core.probes.code_use import CONFIGURED, spread
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.rec.backup import PAGES
from core.snapshot.snapshot import Snapshot

_VERIFIES = (
    r"\bpg_verifybackup\b|\brestic (?:\S+ )*check\b|\bborg(?:matic)? (?:\S+ )*check\b|\bkopia snapshot verify\b"
    r"|\bduplicity verify\b|\bbarman (?:check|verify-backup)\b|\bwal-g (?:wal-verify|backup-verify)\b"
    r"|\bpgbackrest\b.*\b(?:check|verify)\b|\bgit bundle verify\b|\bRESTORE VERIFYONLY\b|\bxtrabackup --validate\b"
    r"|\b(?:verify|validate|check|test)_?(?:the_?)?(?:last_?|latest_?)?backups?\b"
    r"|\bbackups?_?(?:verif\w+|validat\w+|integrity\w*|check(?:er|sum)?)\b|\btest_?restore\b|\brestore_?test\b"
    r"|\baws_backup_restore_testing_plan\b|\bAWS::Backup::RestoreTestingPlan\b"
    r"|\b(?:verify|validate|check|test)-(?:the-)?backups?\b|\bbackups?-(?:verify|verification|check)\b|\brestore-test\b"
)
_INTEGRITY = (
    r"\b(?:gunzip|gzip|zstd|xz|bzip2|pigz|unzip|7z)\b[^|;&\n]*[ \t](?:-\w*t\w*|--test|t)\b"
    r"|\btar\b[ \t]+(?:--list|-?t\w*)\b"
    r"|\b(?:sha\d+sum|md5sum|shasum|b3sum)\b|\bpg_restore\b.*(?:--list|[ \t]-l)\b|\bintegrity_check\b|\bhashlib\.\w+\("
    r"|\bMessageDigest\b|\bcreateHash\(|\bsha256\.(?:New|Sum256)\(|\bDigest::SHA256\b|\bzipfile\.\w+.*\.testzip\("
)
_MAKES = re.compile(
    r"\bpg_?dump|\bmysqldump\b|\bmongodump\b|\bpg_basebackup\b|\brestic\b|\bborg\b|\bsqlite3\b|\btar\b.*-?c\w*z"
)
_OF_AN_ACCOUNT = re.compile(r"back[-_ ]?up[-_ ]?(?:code|key|token|phone|e?mail|method)", re.IGNORECASE)
"""Ways to sign in without the usual one."""
_RELEASES = re.compile(r"releas|packag|publish|(?:^|/)dist/", re.IGNORECASE)
"""Scripts that pack the product: the sums are of what is published."""
_REACH = 12


def _of_a_backup(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether an integrity check stands in a file about backups, close to one."""
    if _RELEASES.search(hit.path):
        return False
    lines = code_only(hit.path, snapshot.text(hit.path) or "").split("\n")
    near = lines[max(0, hit.line - 1 - _REACH) : hit.line + _REACH]
    named = any(re.search(r"back[-_ ]?up", line, re.IGNORECASE) for line in near)
    return "backup" in hit.path.lower() or (named and any(_MAKES.search(line) for line in lines))


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    checks: list[Hit] = []
    others: list[Hit] = []
    for hit in hits.of("integrity"):
        (checks if _of_a_backup(snapshot, hit) else others).append(hit)
    of_data = [hit for hit in (*hits.of("verifies"), *checks) if not _OF_AN_ACCOUNT.search(hit.text)]
    found = [hit for hit in of_data if not PAGES.search(hit.path)]
    if not found:
        return absent("Nothing verifies a backup.", [(h.path, h.line, "checks something else") for h in others])
    places = spread(lines_of(found))
    message = "Backups are verified at {places} {places:place|places}."
    return present(message, places, args={"places": len(places)}, confidence=Confidence.LOW)


PROBE = Probe(
    id="rec.backup-verify",
    question="Are backups verified after they were made?",
    answer=_answer,
    patterns=(
        Pattern("verifies", _VERIFIES, ignore_case=True, classes=CONFIGURED, code_only=True),
        Pattern("integrity", _INTEGRITY, classes=CONFIGURED, code_only=True),
    ),
    classes=CONFIGURED,
)
