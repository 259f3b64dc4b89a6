"""Is the response to incidents documented?"""

import re

from core.formats.prose import PROSE_PATHS, parse_document
from core.model.outcome import Confidence, Outcome
from core.probes.probe import Found, Hits, Probe, absent
from core.probes.prose_search import body, document_paths, sections_about
from core.snapshot.globs import matches_any
from core.snapshot.snapshot import Snapshot

_FILES = (
    "**/*incident*{response,management,process,handling,plan,procedure,playbook}*.{md,mdx,rst,adoc,txt}",
    "**/{incidents,incident}/**/*.{md,rst,adoc}",
)
_HEADING = re.compile(
    r"\bincident\s+(?:response|management|process|handling|procedure|severity|levels?|commander"
    r"|communication|classification)"
    r"|\bmajor incidents?\b|\brespond(?:ing)? to (?:an )?incidents?\b|\bseverity levels?\b",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"\bseverit(?:y|ies)\b|\bSEV[- ]?\d|\bP[0-4]\b|\bcommander\b|\bcommunicat\w+|\bstatus page\b"
    r"|\bescalat\w+|\broles?\b|\bstakeholders?\b",
    re.IGNORECASE,
)
_LEVELS = re.compile(r"^\W*(?:the )?severity levels?\W*$", re.IGNORECASE)
_OF_INCIDENTS = re.compile(
    r"\bincidents?\b|\boutages?\b|\bon[- ]?call\b|\bSEV[- ]?\d|\bpager\b|\bescalat\w+", re.IGNORECASE
)
_SECURITY = ("**/{security,security.*}", "**/security.{md,rst,txt,adoc}")


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    whole: list[tuple[str, int, int]] = []
    thin: list[tuple[str, int, int]] = []
    near = []
    for path in document_paths(snapshot):
        if matches_any(path, _FILES):
            document = snapshot.model(path, parse_document)
            (whole if document and _CONTENT.search(document.text) else thin).append((path, 1, 1))
    for document, section in sections_about(snapshot, _HEADING):
        place = (document.path, section.heading.line, section.end_line)
        if _LEVELS.search(section.heading.text) and not _OF_INCIDENTS.search(document.text):
            near.append((document.path, section.heading.line, "severities of something else"))
        elif matches_any(document.path, _SECURITY):
            near.append((document.path, section.heading.line, "vulnerability reporting"))
        elif all(path != document.path for path, _, _ in (*whole, *thin)):
            (whole if _CONTENT.search(body(document, section)) else thin).append(place)
    if whole:
        message = (
            "Incident response is described in {places} {places:place|places} with severities, roles or communication."
        )
        return Found(Outcome.PRESENT, message, {"places": len(whole)}, Confidence.LOW, (*whole, *thin), tuple(near))
    if thin:
        message = (
            "Incident response is named in {places} {places:place|places} without severities, roles or communication."
        )
        return Found(Outcome.PARTIAL, message, {"places": len(thin)}, Confidence.LOW, tuple(thin), tuple(near))
    return absent("No process of responding to incidents is documented.", near)


PROBE = Probe(
    id="doc.incident-response",
    question="Is the process of responding to incidents documented (severities, roles, communication)?",
    answer=_answer,
    paths=PROSE_PATHS,
    classes=("document",),
    asks=("documents and headings about incident response",),
)
