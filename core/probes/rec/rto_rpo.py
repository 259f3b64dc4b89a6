"""Are recovery time and recovery point objectives written down with numbers?"""

import re
from collections.abc import Sequence
from itertools import takewhile

from core.matching.pattern import Hit, Pattern
from core.model.outcome import Confidence
from core.probes.probe import Found, Hits, Probe, absent, present
from core.snapshot.snapshot import Snapshot

_TERM = (
    r"\b(?:RTO|RPO)\b|\b[rR]ecovery [tT]ime [oO]bjective"
    r"|\b[rR]ecovery [pP]oint [oO]bjective|\brto_(?:minutes|hours)\b|\brpo_(?:minutes|hours)\b"
)
_NUMBER = re.compile(
    r"\d+(?:\.\d+)?[ ]?(?:h\b|hrs?\b|hours?\b|m\b|mins?\b|minutes?\b|s\b|sec\w*|days?\b)|[:=|][ \t]*[\"']?\d+",
    re.IGNORECASE,
)
_REACH = 2


_OTHER_TERMS = re.compile(r"retransmi|return[- ]to[- ](?:origin|office|sender)|\bTCP\b", re.IGNORECASE)
_ITEM = re.compile(r"[ \t]*(?:\||[-*+][ \t]|\d+[.)][ \t])")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{3,}")


def _of_it(lines: Sequence[str]) -> list[str]:
    """Return the lines that speak of the term on the first: not the next rows of a table that it is no head of."""
    if not _ITEM.match(lines[0]) or (len(lines) > 1 and _RULE.match(lines[1])):
        return list(lines)
    return [lines[0], *takewhile(lambda line: not _ITEM.match(line), lines[1:])]


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    places: list[Hit] = []
    terms: list[Hit] = []
    for hit in hits.of("term"):
        other = _OTHER_TERMS.search(snapshot.text(hit.path) or "")
        near = _of_it(snapshot.lines(hit.path)[hit.line - 1 : hit.line + _REACH])
        (places if not other and any(_NUMBER.search(line) for line in near) else terms).append(hit)
    if not places:
        return absent("No recovery objective has a number.", [(h.path, h.line, "the term alone") for h in terms])
    evidence = [(hit.path, hit.line, min(len(snapshot.lines(hit.path)), hit.line + _REACH)) for hit in places]
    message = "Recovery objectives with numbers in {places} {places:place|places}."
    return present(message, evidence, args={"places": len(places)}, confidence=Confidence.LOW)


_CLASSES = ("document", "configuration", "infrastructure")

PROBE = Probe(
    id="rec.rto-rpo",
    question="Are recovery time and recovery point objectives documented with numbers?",
    answer=_answer,
    patterns=(Pattern("term", _TERM, classes=_CLASSES),),
    classes=_CLASSES,
)
