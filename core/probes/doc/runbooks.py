"""Are there runbooks that say what to do when an alert or failure occurs?"""

import re
from dataclasses import dataclass

from core.formats.document import Document
from core.formats.prose import PROSE_PATHS, parse_document
from core.model.outcome import Confidence, Outcome
from core.probes.code_use import Place
from core.probes.probe import Found, Hits, Probe, absent
from core.probes.prose_search import body, document_paths, parents, sections_about
from core.snapshot.snapshot import Snapshot

RUNBOOKS = (
    "**/{runbook,runbooks,run-books,playbooks,playbook,operating,operations,ops,sop,sops}/**/*.{md,mdx,rst,adoc,txt}",
    "**/*{runbook,playbook,troubleshoot,oncall-guide,on-call-guide}*.{md,mdx,rst,adoc,txt}",
)
_HEADING = re.compile(
    r"\brunbooks?\b|\bplaybooks?\b(?!.*ansible)|^troubleshoot\w*\b|\bwhen (?:an alert|things go wrong)"
    r"|\b(?:server|cluster|production|operat\w+)\b.*\bdebugging\b",
    re.IGNORECASE,
)
_FOR_USERS = re.compile(
    r"(?:^|/)(?:install\w*|user|users|getting[-_]started|integrations?|plugins?|features?|development"
    r"|contributing)(?:/|\.|-|$)",
    re.IGNORECASE,
)
_NOT_OURS_TO_RUN = re.compile(r"(?:^|/)(?:ansible|api|graphql|openapi)/", re.IGNORECASE)
"""Playbooks of Ansible are code, operations of an API are calls."""
_SETTING_UP = re.compile(
    r"^(?:\d[\d.]*\s+)?(?:install\w*|development|contributing|getting started|setup|set up|building)\b", re.I
)
_DEVELOPING = re.compile(
    r"^(?:(?:remote(?:ly)?|local(?:ly)?)\s+)?debug(?:ging)?\b|\bdebuggers?\b"
    r"|\b(?:IntelliJ|Eclipse|VS ?Code|Visual Studio|Xcode|IDE)\b"
    r"|\b(?:development|developer'?s?'?) (?:guide|environment|set-?up|handbook|workflow)\b|^(?:hacking|contributing)\b",
    re.IGNORECASE,
)
_OF_SYSTEMS = re.compile(r"\b(?:production|servers?|clusters?|operat\w+|deploy\w*)\b", re.IGNORECASE)
_FOR_DEVELOPERS = re.compile(
    r"(?:^|/)(?:debug|debugging|hacking|build|building|dev|developers?|developing)(?:/|\.\w+$)", re.IGNORECASE
)

_ACTS = re.compile(
    r"\b(?:alert|incident|outage|fail\w*|error|down|stuck|crash\w*|unhealthy|backlog|recover\w*|restart|symptom"
    r"|stop\w*|halt\w*|problem|issue)\b",
    re.IGNORECASE,
)
_LONG = 300


@dataclass(frozen=True, slots=True)
class Guides:
    """What tells operators what to do: documents of their own, sections elsewhere, sections that are too short."""

    files: tuple[Place, ...]
    sections: tuple[Place, ...]
    short: tuple[Place, ...]


def guides(snapshot: Snapshot) -> Guides:
    """Return the operators' guides, worked out once a snapshot."""
    return snapshot.once(_guides)


def _guides(snapshot: Snapshot) -> Guides:
    paths = [p for p in document_paths(snapshot) if snapshot.matches(p, RUNBOOKS)]
    paths = [p for p in paths if not (_FOR_USERS.search(p) or _NOT_OURS_TO_RUN.search(p))]
    files: list[Place] = []
    for path in paths:
        document = snapshot.model(path, parse_document)
        if document and _ACTS.search(document.text) and not _for_developers(document):
            files.append((path, 1, 1))
    sections: list[Place] = []
    short: list[Place] = []
    for document, section in sections_about(snapshot, _HEADING):
        place = (document.path, section.heading.line, section.end_line)
        if (
            _FOR_USERS.search(document.path)
            or _for_developers(document)
            or any(document.path == path for path, _, _ in files)
        ):
            continue
        if any(_SETTING_UP.search(above.text) for above in parents(document, section.heading)):
            continue
        long = "runbook" in section.heading.text.lower() or len(body(document, section)) >= _LONG
        (sections if long else short).append(place)
    return Guides(tuple(files), tuple(sections), tuple(short))


def _for_developers(document: Document) -> bool:
    """Tell whether a document is about building or debugging the program on a developer's machine, by name or title."""
    title = document.headings[0].text if document.headings else ""
    if _OF_SYSTEMS.search(title):
        return False
    return bool(_FOR_DEVELOPERS.search(document.path) or _DEVELOPING.search(title.strip()))


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found = guides(snapshot)
    files, sections = found.files, found.sections
    if files:
        message = (
            "{files} {files:runbook or operators' guide|runbooks or operators' guides}, "
            "{sections} {sections:section|sections} in other documents."
        )
        args: dict[str, str | int] = {"files": len(files), "sections": len(sections)}
        return Found(Outcome.PRESENT, message, args, Confidence.MEDIUM, (*files, *sections))
    if sections:
        message = (
            "{sections} {sections:section tells|sections tell} what to do when something fails; there is no runbook of "
            "its own."
        )
        return Found(Outcome.PARTIAL, message, {"sections": len(sections)}, Confidence.LOW, sections)
    near = [(path, line, "a short section only") for path, line, _ in found.short]
    return absent("No runbook or operators' troubleshooting guide.", near)


PROBE = Probe(
    id="doc.runbooks",
    question="Are there runbooks for operators?",
    answer=_answer,
    paths=PROSE_PATHS,
    classes=("document",),
    asks=("documents named or placed as runbooks, sections about troubleshooting for operators",),
)
