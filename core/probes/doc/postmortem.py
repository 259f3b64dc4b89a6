"""Are failures written up, or is there a template for it?"""

import re

from core.formats.prose import PROSE_PATHS, parse_document
from core.model.outcome import Confidence
from core.probes.code_use import Place
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.prose_search import body, document_paths, sections_about
from core.snapshot.file_class import FileClass
from core.snapshot.globs import matches_any
from core.snapshot.snapshot import Snapshot

_FILES = (
    "**/*{postmortem,post-mortem,post_mortem}*.{md,mdx,rst,adoc,txt}",
    "**/{postmortems,postmortem,post-mortems,post_mortems,incident-reviews,incident_reviews}/**/*.{md,mdx,rst,adoc,txt}",
    "**/*{incident-review,incident_review,incident-report,incident_report,root-cause-analysis}*.{md,mdx,rst,adoc,txt}",
)
_FORMS = (
    ".github/ISSUE_TEMPLATE/*{postmortem,post-mortem,post_mortem,incident-review,incident-report}*.{md,yml,yaml}",
    ".gitlab/issue_templates/*{postmortem,post-mortem,Postmortem,incident-review}*.md",
)
_TITLE = re.compile(
    r"\bpost[- ]?mortems?\b|\bincident (?:review|report|retrospective)\b|\broot cause analysis\b", re.IGNORECASE
)
_PARTS = (
    re.compile(r"\btime\s?line\b", re.IGNORECASE),
    re.compile(r"\bimpact\b", re.IGNORECASE),
    re.compile(r"\broot[- ]cause\b|\bcontributing factors?\b|\bwhat (?:went wrong|happened)\b", re.IGNORECASE),
    re.compile(r"\b(?:action items?|follow[- ]ups?|lessons? learned|corrective actions?|prevention)\b", re.IGNORECASE),
    re.compile(r"\b(?:detection|resolution|mitigation)\b", re.IGNORECASE),
)
_FEWEST_PARTS = 2


_DEBUGGED = re.compile(r"post[-_ ]?mortem[-_ ]debug\w*|\bload\w* (?:a|the) core[- ]dump|\bpdb\.pm\b", re.IGNORECASE)
"""The other use of the word: what is dead is a process."""


def _tells(text: str) -> bool:
    """Tell whether a text has parts of a write-up: timeline, impact, cause, what follows."""
    return sum(bool(part.search(text)) for part in _PARTS) >= _FEWEST_PARTS


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    classes = (FileClass.DOCUMENT, FileClass.CONFIGURATION)
    places: list[Place] = [(path, 1, 1) for path in snapshot.files(*classes, globs=_FORMS)]
    near = []
    for path in document_paths(snapshot):
        document = snapshot.model(path, parse_document)
        if document is None or any(path == place[0] for place in places):
            continue
        if _DEBUGGED.search(f"{path}\n{document.title}\n{document.text}"):
            near.append((path, 1, "speaks of debugging a program"))
            continue
        named = matches_any(path, _FILES)
        if (named or _TITLE.search(document.title)) and _tells(document.text):
            places.append((path, 1, 1))
        elif named:
            near.append((path, 1, "the name, but no timeline, impact, cause or actions"))
    for document, section in sections_about(snapshot, _TITLE):
        if any(document.path == path for path, _, _ in places):
            continue
        if _tells(body(document, section)) and "template" in section.heading.text.lower():
            places.append((document.path, section.heading.line, section.end_line))
        else:
            near.append((document.path, section.heading.line, "speaks of postmortems"))
    if not places:
        return absent("No postmortem and no template for one.", near)
    message = "{files} {files:postmortem or template|postmortems or templates}."
    return present(message, places, args={"files": len(places)}, confidence=Confidence.MEDIUM)


PROBE = Probe(
    id="doc.postmortem",
    question="Are there postmortems or a template for them?",
    answer=_answer,
    paths=(*PROSE_PATHS, *_FORMS),
    asks=("documents named or titled postmortem with timeline, impact, cause or actions",),
)
