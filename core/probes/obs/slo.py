"""Are service level objectives defined, as code or in a document with target numbers?"""

import re

from core.matching.pattern import Hit, Pattern
from core.model.outcome import Confidence
from core.probes.code_use import CONFIGURED
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.prose_search import body, sections_about
from core.snapshot.snapshot import Snapshot

_DECLARED = (
    r"^[ \t]*kind:[ \t]*[\"']?(?:SLO|SLI|PrometheusServiceLevel|ServiceLevelObjective|DatadogSLO)\b"
    r"|\bopenslo/v|\bsloth\.slok\.dev"
    r"|\bpyrra\.dev|\b(?:datadog_service_level_objective|google_monitoring_slo|newrelic_service_level"
    r"|dynatrace_slo\w*|grafana_slo"
    r"|aws_applicationsignals_service_level_objective|nobl9_service_objective)\b"
    r"|\berror_?budget\w*[\"']?[ \t]*[:=>]|\b\w*(?:slo|slo_errors)[:_]\w*burn_?rate|\bburn_?rate\w*[\"']?[ \t]*[:=>(]"
    r"|\bslo_?targets?[\"']?[ \t]*[:=]|\bobjective:[ \t]*[\"']?9\d(?:\.\d+)?"
)
_SUBJECT = re.compile(r"\bSL[OI]s?\b|\bservice[- ]level[- ](?:objective|indicator)", re.IGNORECASE)
_TARGET = re.compile(r"\b\d{2}(?:\.\d+)?[ ]?%|\b\d+(?:\.\d+)?[ ]?(?:ms|milliseconds|seconds|minutes)\b|\b0\.9\d*\b")


_BURNS = re.compile(r"burn_?rate", re.IGNORECASE)
_BUDGET = re.compile(r"(?:\b|_)sl[oi]s?(?:\b|_)|error_?budget|service[- _]?level|\balert", re.IGNORECASE)


def _is_other_burn(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether what burns is money, fuel or calories: its file speaks of no objective, budget or alert."""
    return _BURNS.search(hit.text) is not None and _BUDGET.search(snapshot.text(hit.path) or "") is None


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    declared = lines_of(hit for hit in hits.of("declared") if not _is_other_burn(snapshot, hit))
    written, without = [], []
    for document, section in sections_about(snapshot, _SUBJECT):
        place = (document.path, section.heading.line, section.end_line)
        if _TARGET.search(body(document, section)):
            written.append(place)
        else:
            without.append((document.path, section.heading.line, "no target number"))
    if not declared and not written:
        return absent("No service level objective with a target is defined.", without)
    message = (
        "Service level objectives: {code} {code:place|places} in code, {written} {written:section|sections} with "
        "target numbers."
    )
    confidence = Confidence.MEDIUM if declared else Confidence.LOW
    args = {"code": len(declared), "written": len(written)}
    return present(message, (*declared, *written), args=args, confidence=confidence)


PROBE = Probe(
    id="obs.slo",
    question="Are service level objectives defined with target numbers?",
    answer=_answer,
    patterns=(Pattern("declared", _DECLARED, ignore_case=True, classes=CONFIGURED, code_only=True),),
    asks=("sections of documents about service levels that give a number",),
)
