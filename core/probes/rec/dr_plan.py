"""Is there a plan for disasters?"""

import re

from core.formats.prose import PROSE_PATHS, parse_document
from core.model.outcome import Confidence, Outcome
from core.probes.probe import Found, Hits, Probe, absent
from core.probes.prose_search import body, document_paths, sections_about
from core.snapshot.globs import matches_any
from core.snapshot.snapshot import Snapshot

_FILES = (
    "**/*{disaster-recovery,disaster_recovery,disasterrecovery,business-continuity,business_continuity}*.{md,mdx,rst,adoc,txt}",
    "**/{dr-plan,dr_plan,drp,bcp,dr-runbook,dr_runbook,dr-procedure}.{md,mdx,rst,adoc,txt}",
    "**/{disaster-recovery,disaster_recovery,business-continuity,dr}/**/*.{md,mdx,rst,adoc}",
)
_SUBJECT = re.compile(r"\bdisaster[- ]recover\w*|\bbusiness[- ]continuity\b|\bDR[- ](?:plan|runbook|procedure)\b", re.I)
_NOT_A_PLAN = re.compile(r"(?:^|/)readme\.|(?:^|/)(?:blogs?|posts?|news|proposals?[\w-]*)/", re.IGNORECASE)
_STEPS = re.compile(r"^[ \t]*(?:\d+[.)]|[-*])[ \t]+\S", re.MULTILINE)
_SHORT = 200
_LONG = 300


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    plans, near = [], []
    for path in document_paths(snapshot):
        if _NOT_A_PLAN.search(path) and not matches_any(path, _FILES):
            continue
        document = snapshot.model(path, parse_document)
        if document and (matches_any(path, _FILES) or _SUBJECT.search(document.title)):
            if len(document.text.strip()) >= _SHORT or document.fences:
                plans.append((path, 1, 1))
            else:
                near.append((path, 1, "a document with little text"))
    known = {path for path, _, _ in plans}
    sections = []
    for document, section in sections_about(snapshot, _SUBJECT):
        if document.path in known:
            continue
        text = body(document, section)
        if not _NOT_A_PLAN.search(document.path) and len(text) >= _LONG and len(_STEPS.findall(text)) >= 2:
            sections.append((document.path, section.heading.line, section.end_line))
        else:
            near.append((document.path, section.heading.line, "a section, no plan"))
    if plans:
        message = "{plans} {plans:plan|plans} for disaster recovery or business continuity."
        args: dict[str, str | int] = {"plans": len(plans)}
        return Found(Outcome.PRESENT, message, args, Confidence.MEDIUM, (*plans, *sections))
    if sections:
        message = "{sections} {sections:section tells|sections tell} how to recover from a disaster; there is no plan."
        return Found(Outcome.PARTIAL, message, {"sections": len(sections)}, Confidence.LOW, tuple(sections))
    return absent("No plan for disaster recovery or business continuity.", near)


PROBE = Probe(
    id="rec.dr-plan",
    question="Is there a disaster recovery or business continuity plan?",
    answer=_answer,
    paths=PROSE_PATHS,
    classes=("document",),
    asks=("documents named or titled disaster recovery or business continuity, sections so headed with steps",),
)
