"""Is it written down or coded who is on call and how to escalate?"""

import re

from core.formats.prose import PROSE_PATHS
from core.matching.pattern import Pattern
from core.model.outcome import Confidence
from core.probes.code_use import CONFIGURED, Place
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.prose_search import body, document_paths, sections_about
from core.snapshot.globs import matches_any
from core.snapshot.snapshot import Snapshot

_DECLARED = (
    r"\b(?:pagerduty_(?:schedule|escalation_policy)|opsgenie_(?:schedule|escalation)|victorops_escalation_policy"
    r"|incidentio_schedule|betteruptime_policy|grafana_oncall_(?:schedule|escalation_chain|on_call_shift))\b"
)
_HEADING = re.compile(
    r"\bon[- ]?call\b|\bescalation\s+(?:policy|path|contacts?|matrix|procedure|chain)|^escalation\b|\bduty\s+rota\b",
    re.IGNORECASE,
)
_FOR_CUSTOMERS = re.compile(
    r"\b(?:paid|free|enterprise|premium|pro|business) (?:plans?|customers?|tiers?)\b"
    r"|\bsupport (?:tickets?|threads?|emails?|represent\w+|channels?|plans?|team)\b|\byour (?:account manager|plan)\b",
    re.IGNORECASE,
)
"""How customers press a vendor's support names nobody who operates the system."""
_OPERATED = re.compile(r"\bon[- ]?call\b|\bpag(?:er|ed)\b|\brota\b|\bincident\b|\bsev(?:erity)?[- ]?\d", re.IGNORECASE)
_FILES = ("**/*{on-call,oncall,on_call,escalation}*.{md,rst,adoc,txt,yml,yaml}",)

_NAMED = re.compile(
    r"(?:^|[/_.-])on[-_]?call(?:[/_.-]|s\b|$)|(?<!privilege)(?<!privileges)(?<!-de)(?<!/de)(?:^|[/_.-])escalation",
    re.IGNORECASE,
)
"""Neither functions to call nor privileges that escalate."""


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    sections: list[Place] = []
    near: list[tuple[str, int, str]] = []
    for document, section in sections_about(snapshot, _HEADING):
        said = f"{section.heading.text}\n{body(document, section)}"
        if _FOR_CUSTOMERS.search(said) and not _OPERATED.search(said):
            near.append((document.path, section.heading.line, "for customers of the vendor's support"))
        else:
            sections.append((document.path, section.heading.line, section.end_line))
    files = [(p, 1, 1) for p in document_paths(snapshot) if matches_any(p, _FILES) and _NAMED.search(p)]
    declared = lines_of(hits.of("declared"))
    places = tuple(dict.fromkeys((*declared, *files, *sections)))
    if not places:
        return absent("Nobody is named on call and no escalation is described.", near)
    message = (
        "On call and escalation: {code} {code:place|places} in code, {files} {files:document|documents}, "
        "{sections} {sections:section|sections}."
    )
    args = {"code": len(declared), "files": len(files), "sections": len(sections)}
    return present(message, places, args=args, confidence=Confidence.MEDIUM if declared else Confidence.LOW)


PROBE = Probe(
    id="doc.on-call",
    question="Are on-call rotas or escalation contacts documented or kept as code?",
    answer=_answer,
    patterns=(Pattern("declared", _DECLARED, classes=CONFIGURED, code_only=True),),
    paths=PROSE_PATHS,
    asks=("documents and headings about on call and escalation",),
)
