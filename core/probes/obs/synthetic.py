"""Is the running service checked from outside, as code?"""

import re

from core.formats.pipeline import Pipeline, Step
from core.matching.pattern import Pattern
from core.model.outcome import Confidence
from core.probes.code_use import CONFIGURED
from core.probes.declared import declared_hits
from core.probes.obs.as_code import ASKED, declared_in, monitored
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.reading import place, steps
from core.snapshot.snapshot import Snapshot

DECLARED = (
    r"\b(?:aws_route53_health_check|aws_synthetics_canary|google_monitoring_uptime_check_config"
    r"|azurerm_application_insights_\w*web_test"
    r"|datadog_synthetics_test|checkly_check|betteruptime_monitor|betterstack_monitor|uptimerobot_monitor"
    r"|statuscake_uptime_check"
    r"|pingdom_check|newrelic_synthetics_\w+|grafana_synthetic_monitoring_check|cronitor_http_monitor"
    r"|hetrixtools_uptime_monitor)\b"
    r"|\bMicrosoft\.Insights/webtests|\bAWS::(?:Synthetics::Canary|Route53::HealthCheck)\b|\binputs\.http_response\b"
    r"|\bnew (?:ApiCheck|BrowserCheck|UptimeCheck|UrlMonitor)\(|\bnew (?:\w+\.)?Canary\("
    r"|^[ \t]+http_?check(?:/[\w-]+)?:[ \t]*$"
    r"|^upptime\b|\bupptime/uptime-monitor"
)
"""Checks from outside, declared in infrastructure or code."""
_KINDS = ("microsoft.insights/webtest", "aws::synthetics::canary", "aws::route53::healthcheck")
_CALLS_OUT = re.compile(r"\b(?:curl|wget|http)\b[^\n|]*https?://(?!localhost|127\.|0\.0\.0\.0)", re.IGNORECASE)
_FETCHES = re.compile(
    r"(?:-[a-zA-Z]*[oO]\b|--output|\|[ ]*(?:sh|bash|tar|sudo|gpg|jq)|raw\.githubusercontent|api\.github"
    r"|/releases/|\.(?:sh|tar|tgz|gz|zip|deb|asc)\b)"
)
_PROBES_BY_NAME = re.compile(r"\b(?:uptime|synthetic|health[- ]?check|smoke|probe|production[- ]check)", re.IGNORECASE)


def _scheduled_probe(pipeline: Pipeline, step: Step) -> bool:
    """Tell whether a step of a scheduled pipeline asks a public address whether it works."""
    if "schedule" not in pipeline.triggers or not _CALLS_OUT.search(step.run) or _FETCHES.search(step.run):
        return False
    return bool(_PROBES_BY_NAME.search(" ".join((pipeline.name, pipeline.path, step.name, step.run))))


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    outside = [(m.path, probe.line, probe.line) for m in monitored(snapshot) for probe in m.probes]
    scheduled = [place(p, step.line, step.end_line) for p, _, step in steps(snapshot) if _scheduled_probe(p, step)]
    found = (*declared_in(snapshot, hits, "declared"), *declared_hits(snapshot, *_KINDS))
    places = (*outside, *lines_of(found), *scheduled)
    if not places:
        return absent("No check of the running service from outside is kept as code.")
    confidence = Confidence.HIGH if outside else Confidence.MEDIUM
    message = "{places} {places:check from outside is|checks from outside are} kept as code."
    return present(message, places, args={"places": len(places)}, confidence=confidence)


PROBE = Probe(
    id="obs.synthetic",
    question="Is synthetic or uptime monitoring kept as code?",
    answer=_answer,
    patterns=(Pattern("declared", DECLARED, classes=CONFIGURED, code_only=True),),
    classes=CONFIGURED,
    asks=(*ASKED, "scheduled pipelines that ask a public address"),
)
