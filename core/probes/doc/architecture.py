"""Is the architecture documented?"""

import re

from core.formats.markdown import DIAGRAMS
from core.formats.prose import PROSE_PATHS
from core.model.outcome import Confidence
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.prose_search import body, document_paths, documents, sections_about
from core.probes.reading import Place
from core.snapshot.file_class import FileClass
from core.snapshot.globs import matches_any
from core.snapshot.snapshot import Snapshot

_DOCUMENTS = (
    "**/*architecture*.{md,mdx,rst,adoc,txt}",
    "**/architecture/**/*.{md,mdx,rst,adoc}",
    "**/{adr,adrs,decisions,architecture-decisions}/**/*.{md,rst,adoc}",
    "**/{docs,doc}/arch/**",
    "**/adr-*.md",
    "**/{docs,doc}/{design,lifecycle,internals,overview/architecture}.{md,rst,adoc}",
    "**/{docs,doc}/**/{proposals,proposals-accepted,rfcs,design,design-docs}/**/*.{md,rst,adoc}",
    "{design,DESIGN}.{md,rst}",
)
_DRAWINGS = (
    "**/*.{drawio,puml,plantuml,mmd,c4,dsl,excalidraw}",
    "**/*{architecture,archi-}*.{png,svg,jpg,drawio.png,drawio.svg}",
)
_HEADING = re.compile(
    r"^(?:\d[\d.]*\s+)?(?:(?:system|application|app|software|technical|overall|high[- ]level|solution"
    r"|project|service|code|the)\s+)*"
    r"architecture(?:\s+(?:overview|diagram|summary|and design))?$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"template|(?:multi|supported|cpu|processor|target|platform|gpu)s?[-_]?(?:cpu[-_])?architectures?[^/]*$|architectures[^/]*$",
    re.IGNORECASE,
)
"""Forms to fill in, and processors that a program runs on."""
_SHORT = 200
_STRUCTURE = re.compile(
    r"^[ \t]*(?:graph|flowchart|C4\w*|architecture|block|sequenceDiagram|@startuml|digraph)\b",
    re.MULTILINE | re.IGNORECASE,
)
_PARTS = re.compile(
    r"\b(nodes?|services?|servers?|clients?|databases?|db|postgres\w*|clusters?|queues?|brokers?|workers?|gateways?"
    r"|prox(?:y|ies)|load balancers?|caches?|redis|modules?|components?|frontend|backend|routers?|storage|schedulers?"
    r"|controllers?)\b",
    re.IGNORECASE,
)
_FEWEST_PARTS = 2
_OF_WORK = re.compile(r"(?:^|/)(?:contributing|\.github|\.\w+|plans?|tutorials?|examples?|blog)(?:/|\.)", re.IGNORECASE)
"""Drawings of how people work, of plans and lessons."""


def _drawn_in_text(snapshot: Snapshot) -> list[Place]:
    """Return the diagrams written as text that show parts of the system."""
    found: list[Place] = []
    for document in documents(snapshot):
        if not document.diagrams or _OF_WORK.search(document.path):
            continue
        for fence in document.fences:
            parts = {part.lower().rstrip("s") for part in _PARTS.findall(fence.text)}
            if fence.language in DIAGRAMS and _STRUCTURE.search(fence.text) and len(parts) >= _FEWEST_PARTS:
                found.append((document.path, fence.line, fence.line + fence.text.count("\n")))
    return found


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    files = [p for p in document_paths(snapshot) if matches_any(p, _DOCUMENTS) and not _OTHER.search(p)]
    classes = tuple(set(FileClass) - {FileClass.VENDORED, FileClass.GENERATED, FileClass.TEST, FileClass.EXAMPLE})
    drawings = list(snapshot.files(*sorted(classes), globs=_DRAWINGS))
    drawn = [(path, 1, 1) for path in drawings] + _drawn_in_text(snapshot)
    sections, short = [], []
    for document, section in sections_about(snapshot, _HEADING):
        text = body(document, section)
        if len(text) >= _SHORT or "![" in text or document.diagrams:
            sections.append((document.path, section.heading.line, section.end_line))
        else:
            short.append((document.path, section.heading.line, "a heading with little text"))
    places = [(path, 1, 1) for path in files] + sections + drawn
    if not places:
        return absent("The architecture is not documented.", short)
    message = (
        "{files} architecture {files:document|documents}, {sections} {sections:section|sections}, "
        "{drawings} {drawings:drawing|drawings}."
    )
    args = {"files": len(files), "sections": len(sections), "drawings": len(drawn)}
    return present(message, places, args=args, confidence=Confidence.MEDIUM)


PROBE = Probe(
    id="doc.architecture",
    question="Is the architecture documented (overview, decision records, diagrams)?",
    answer=_answer,
    paths=(*PROSE_PATHS, *_DRAWINGS),
    asks=(
        "architecture documents, decision records and drawings by name; sections headed architecture; diagrams as text",
    ),
)
