"""Is the release process written down as steps?"""

import re

from core.formats.document import Document
from core.formats.prose import PROSE_PATHS, parse_document
from core.model.outcome import Confidence
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.prose_search import body, document_paths, sections_about
from core.snapshot.globs import matches_any
from core.snapshot.snapshot import Snapshot

_FILES = (
    "**/{releasing,release-process,release_process,release-checklist,release-guide,how-to-release,making-a-release}.{md,rst,adoc,txt}",
    "**/RELEASE.{md,rst,adoc,txt}",
    "**/RELEASING",
    "**/{docs,doc}/{releasing,release-process}/**/*.{md,rst,adoc}",
)
_CHECKLISTS = (
    "**/ISSUE_TEMPLATE/*release*.md",
    "**/issue_template/*release*.md",
    "**/{issue,merge_request}_templates/*release*.md",
)
_TO_TICK = re.compile(r"^[ \t]*[-*][ \t]+\[[ xX]\][ \t]+\S", re.MULTILINE)
_FEWEST_TO_TICK = 3
"""A template that makes each release an issue with steps to tick off."""
_HEADING = re.compile(
    r"^(?:\d[\d.]*\s+)?(?:(?:how to|the|our|making a|cutting a|creating a(?: new)?|publishing a|prepar\w+ (?:a"
    r"|the)?)\s*)*(?:new\s+)?(?:minor |major |patch |stable )?releas(?:e|es|ing)"
    r"(?:\s+(?:process|procedure|steps|checklist|workflow|guide|instructions|a new version|management))?$",
    re.IGNORECASE,
)
_STEP = re.compile(r"^[ \t]*(?:\d+[.)]|[-*]|#\.)[ \t]+\S.*", re.MULTILINE)
_VERSION = re.compile(r"[ \t]*(?:\d+[.)]|[-*]|#\.)[ \t]+\W{0,3}(?:v(?:ersion )?)?\d+\.\d+")
"""An item that lists a release: no step on the way to one."""
_BARE = re.compile(r"releases?", re.IGNORECASE)
_ACTS = re.compile(
    r"\b(?:tags?|tagged|tagging|git|merge\w*|branch\w*|bump\w*|publish(?!ed)\w*|push\w*|deploy\w*|changelog|pipeline|workflow)\b",
    re.IGNORECASE,
)
"""What is done for a release; the word alone also heads lists of what came out, and means to let go."""
_FEWEST = 2


def _has_steps(text: str, document: Document, first: int, last: int) -> bool:
    fences = sum(first <= fence.line <= last for fence in document.fences)
    return (
        len([step for step in _STEP.findall(text) if not _VERSION.match(step)]) + fences >= _FEWEST
        and re.search(r"\b(?:tag|version|branch|publish|release)", text, re.IGNORECASE) is not None
    )


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    places, thin = [], []
    for path in document_paths(snapshot):
        document = snapshot.model(path, parse_document) if matches_any(path, _FILES) else None
        if document and _has_steps(document.text + document.path, document, 1, 10**9):
            places.append((path, 1, 1))
    for path in snapshot.files(globs=_CHECKLISTS):
        if len(_TO_TICK.findall(snapshot.text(path) or "")) >= _FEWEST_TO_TICK:
            places.append((path, 1, 1))
    for document, section in sections_about(snapshot, _HEADING):
        place = (document.path, section.heading.line, section.end_line)
        if any(path == document.path for path, _, _ in places):
            continue
        text = body(document, section)
        last = section.heading.line + text.count("\n") + 10
        bare = _BARE.fullmatch(section.heading.text.strip()) is not None
        acts = not bare or _ACTS.search(text) or any(section.heading.line <= f.line <= last for f in document.fences)
        if acts and _has_steps(f"{section.heading.text}\n{text}", document, section.heading.line, last):
            places.append(place)
        else:
            thin.append((document.path, section.heading.line, "no steps"))
    if not places:
        return absent("The release process is not written down as steps.", thin)
    message = "The release process is written down in {places} {places:place|places}."
    return present(message, places, args={"places": len(places)}, confidence=Confidence.LOW)


PROBE = Probe(
    id="doc.release-process",
    question="Is the release process documented as steps?",
    answer=_answer,
    paths=PROSE_PATHS,
    classes=("document",),
    asks=("documents about releasing by name, sections headed release that list steps",),
)
