"""What a commit's subject and author say: a fix, a revert, housekeeping, a bot."""

import re

FIX = 1
REVERT = 2
HOUSEKEEPING = 4
BOT = 8

_REVERT = re.compile(rb"(?:Revert|revert)\b|(?i:revert(?:\([^)]*\))?!?:)")
_FIX = re.compile(rb"\b(?:fix(?:e[sd]|ing)?|hotfix|bug[ -]?fix(?:es)?|regression)\b", re.IGNORECASE)
_OTHER_KIND = re.compile(rb"(?:feat|perf|refactor)(?:\([^)]*\))?!?:", re.IGNORECASE)
_HOUSEKEEPING = re.compile(
    rb"(?:docs?|chore|ci|tests?|style|build|release)(?:\([^)]*\))?!?:"
    rb"|(?:bump|release|prepare|prep|version|changelog|update changelog|start(?:ing)? (?:version|development))\b"
    rb"|v?\d+\.\d+(?:\.\d+)?(?:[-.\w]*)$|\[?(?:maven-release-plugin|ci skip|skip ci)\b",
    re.IGNORECASE,
)
_BOT = re.compile(rb"\[bot\]|(?:^|[-_.+])bot@|dependabot|renovate|greenkeeper|pre-commit-ci|snyk-bot", re.IGNORECASE)
_REVERTED = re.compile(rb"[Tt]his reverts (?:merge )?commit ([0-9a-f]{7,64})")


def kind_of(subject: bytes) -> int:
    """Return flags for a subject; conventional prefixes (`docs:`, `feat:`) win over words inside."""
    if _REVERT.match(subject):
        return REVERT
    if _HOUSEKEEPING.match(subject):
        return HOUSEKEEPING
    if _FIX.search(subject) and not _OTHER_KIND.match(subject):
        return FIX
    return 0


def is_bot(author: bytes) -> bool:
    """Tell whether an author's address is that of a bot."""
    return _BOT.search(author) is not None


def reverted_by(message: bytes) -> tuple[bytes, ...]:
    """Return the ids that a commit message says it reverts, as written (they may be short)."""
    return tuple(_REVERTED.findall(message))
