"""How strong a new passphrase is, in words."""

import math

from gui.words import tr

SHORTEST = 8
_FAIR = 45.0
_STRONG = 70.0
"""Bits, by length and the kinds of characters: a rough measure that only warns."""


def bits(passphrase: str) -> float:
    """Return a rough measure of how many guesses a passphrase withstands, in bits."""
    kinds = (
        (any(c.islower() for c in passphrase), 26),
        (any(c.isupper() for c in passphrase), 26),
        (any(c.isdigit() for c in passphrase), 10),
        (any(not c.isalnum() for c in passphrase), 32),
    )
    size = sum(count for there, count in kinds if there)
    different = len(set(passphrase))
    return min(len(passphrase), 2 * different) * math.log2(size) if size else 0.0


def strength(passphrase: str) -> tuple[str, str]:
    """Return the look (`error`, `warning`, `good`) and the word for a passphrase."""
    if len(passphrase) < SHORTEST:
        return "error", tr("Too short: at least {n} characters.", n=SHORTEST)
    found = bits(passphrase)
    if found < _FAIR:
        return "warning", tr("Weak: longer is better, four or five words for instance.")
    return ("warning", tr("Fair.")) if found < _STRONG else ("good", tr("Strong."))
