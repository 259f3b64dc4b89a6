"""Is the process documented: in a registry with its fields, or in a section of its own with its flow?"""

import re

from core.formats.document import Document, Section
from core.matching.pattern import Pattern
from core.model.outcome import Confidence, Outcome
from core.model.process import CriticalProcess
from core.probes.code_use import CONFIGURED, Place
from core.probes.doc.process_registry import CATALOGUES, REGISTRY
from core.probes.probe import Found, Hits, ProcessProbe
from core.probes.process.location import is_lost, not_found, words
from core.probes.prose_search import body, documents
from core.snapshot.snapshot import Snapshot

_FIELD = re.compile(
    r"\b(?:owner|criticality|sla\w*|slo|version|description|handler|stages|steps|rto|tier|lifecycle)\b", re.IGNORECASE
)
_FLOW = re.compile(
    r"^[ \t]*(?:\d+[.)]|[-*])[ \t]+\S|→|-+>|=>|\bstages?\b|\bsteps?\b|\bflow\b|!\[", re.MULTILINE | re.IGNORECASE
)
_REACH = 20
_FEWEST_FIELDS = 2


def _registered(snapshot: Snapshot, hits: Hits, name: re.Pattern[str]) -> list[Place]:
    found = []
    starts = [(hit.path, hit.line) for hit in hits.of("registry")]
    starts += [(path, 0) for path in snapshot.files(globs=CATALOGUES)]
    for path, first in starts:
        lines = snapshot.lines(path)
        for at in range(first, len(lines)):
            if name.search(lines[at]):
                fields = {m.lower() for line in lines[at : at + _REACH] for m in _FIELD.findall(line)}
                if len(fields) >= _FEWEST_FIELDS:
                    found.append((path, at + 1, min(len(lines), at + _REACH)))
                    break
    return found


def _has_flow(document: Document, section: Section, process: CriticalProcess) -> bool:
    text = body(document, section)
    named = sum(stage.lower() in text.lower() for stage in process.stages)
    return named >= 2 or len(_FLOW.findall(text)) >= 2 or (document.diagrams > 0 and len(text) > 0)


def _answer(snapshot: Snapshot, hits: Hits, process: CriticalProcess) -> Found:
    if is_lost(snapshot, process):
        return not_found(process)
    name = words(process)
    whole: list[Place] = _registered(snapshot, hits, name)
    thin: list[Place] = []
    for document in documents(snapshot):
        for section in document.sections:
            if name.search(section.heading.text):
                place = (document.path, section.heading.line, section.end_line)
                (whole if _has_flow(document, section, process) else thin).append(place)
        if all(path != document.path for path, _, _ in (*whole, *thin)):
            line = next((n for n, text in enumerate(document.text.split("\n"), 1) if name.search(text)), 0)
            if line:
                thin.append((document.path, line, line))
    args: dict[str, str | int] = {"process": process.name, "places": len(whole), "mentions": len(thin)}
    if whole:
        message = "{process}: documented with its fields or flow in {places} {places:place|places}."
        return Found(Outcome.PRESENT, message, args, Confidence.MEDIUM, (*whole, *thin))
    if thin:
        message = "{process}: only mentioned in {mentions} {mentions:place|places}, without fields or flow."
        return Found(Outcome.PARTIAL, message, args, Confidence.LOW, tuple(thin))
    return Found(Outcome.ABSENT, "{process}: no registry entry or document names it.", args)


PROBE = ProcessProbe(
    id="process.documented",
    question="Is the process documented in a registry or in a section with its flow?",
    answer=_answer,
    patterns=(Pattern("registry", REGISTRY, classes=CONFIGURED, code_only=True),),
    asks=("registry entries, and sections of documents headed by the process's name",),
)
