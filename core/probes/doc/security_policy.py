"""Is there a security policy or a way to report vulnerabilities?"""

import re

from core.formats.prose import PROSE_PATHS
from core.matching.pattern import Pattern
from core.model.outcome import Confidence
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.prose_search import body, sections_about
from core.snapshot.snapshot import Snapshot

_FILES = (
    "{,.github/,docs/,.gitlab/}SECURITY{,.md,.rst,.txt,.adoc}",
    "**/.well-known/security.txt",
    "**/security.txt",
    "**/SECURITY.md",
)
_IS_POLICY = re.compile(r"(?:^|/)SECURITY(?:\.\w+)?$|^(?:\.github/|\.gitlab/)?(?i:security)(?:\.\w+)?$|security\.txt$")
"""Letters matter: docs/security.md is about features more often than about reporting."""

_HEADING = re.compile(
    r"\bvulnerabilit(?:y|ies)\b|\bsecurity (?:polic\w+|issues?|reports?|reporting|disclosure|notifications?"
    r"|contacts?)\b|\bresponsible disclosure\b"
    r"|\breport\w* (?:a )?security\b",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\breport\w*|\bdisclos\w+|\bnotif\w+|\bcontact\b|\b[\w.+-]+@[\w-]+\.\w+|\bsecurity\.txt\b|\bhackerone\b",
    re.IGNORECASE,
)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    files = [(path, 1, 1) for path in snapshot.files(globs=_FILES) if _IS_POLICY.search(path)]
    sections, near = [], []
    for document, section in sections_about(snapshot, _HEADING):
        place = (document.path, section.heading.line, section.end_line)
        if _REPORT.search(body(document, section)):
            sections.append(place)
        else:
            near.append((document.path, section.heading.line, "no way to report"))
    served = lines_of(hits.of("served"))
    places = (*files, *sections, *served)
    if not places:
        return absent("No security policy and no way to report vulnerabilities.", near)
    message = (
        "{files} security {files:policy|policies}, {sections} {sections:section|sections} on reporting vulnerabilities."
    )
    args = {"files": len(files), "sections": len(sections)}
    return present(message, places, args=args, confidence=Confidence.HIGH if files else Confidence.MEDIUM)


PROBE = Probe(
    id="doc.security-policy",
    question="Is there a security policy or a vulnerability disclosure policy?",
    answer=_answer,
    patterns=(Pattern("served", r"\.well-known/security\.txt", classes=("source",), code_only=True),),
    paths=(*PROSE_PATHS, *_FILES),
    asks=("security policies by name, sections about reporting vulnerabilities",),
)
