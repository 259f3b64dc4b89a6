"""Are alert rules kept as code?"""

from core.matching.pattern import Pattern
from core.model.outcome import Confidence
from core.probes.code_use import CONFIGURED
from core.probes.declared import declared_hits
from core.probes.obs.as_code import ASKED, declared_in, monitored, monitoring_paths
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.snapshot.snapshot import Snapshot

_DECLARED = (
    r"\b(?:aws_cloudwatch_(?:metric|composite)_alarm|azurerm_monitor_(?:metric_alert"
    r"|scheduled_query_rules_alert\w*|activity_log_alert)"
    r"|datadog_monitor|newrelic_(?:nrql_|infra_)?alert_condition|google_monitoring_alert_policy|grafana_rule_group"
    r"|sentry_(?:issue|metric)_alert|sentry_rule|signalfx_detector|opsgenie_alert_policy)\b"
    r"|\bMicrosoft\.Insights/(?:metricAlerts|scheduledQueryRules|activityLogAlerts)|\bAWS::CloudWatch::Alarm\b"
    r"|\bnew (?:\w+\.)?Alarm\(|\.createAlarm\(|\bprometheusAlerts\+?::?\+?|\balerting\.googleapis\b"
)

_KINDS = (
    "microsoft.insights/metricalert", "microsoft.insights/scheduledqueryrule", "microsoft.insights/activitylogalert",
    "microsoft.alertsmanagement/prometheusrulegroup", "microsoft.alertsmanagement/smartdetectoralertrule",
    "aws::cloudwatch::alarm", "aws::cloudwatch::compositealarm",
)  # fmt: skip


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    models = monitored(snapshot)
    rules = [(m.path, rule.line, rule.line) for m in models for rule in m.alerts]
    declared = lines_of((*declared_in(snapshot, hits, "declared"), *declared_hits(snapshot, *_KINDS)))
    if not rules and not declared:
        recorded = [(m.path, 1, "recording rules only") for m in models if m.recordings]
        return absent("No alert rule is kept as code.", recorded, eligible=monitoring_paths(snapshot))
    message = "{rules} alert {rules:rule is|rules are} kept as code in {files} {files:file|files}."
    files = {path for path, _, _ in (*rules, *declared)}
    confidence = Confidence.HIGH if rules else Confidence.MEDIUM
    args = {"rules": len(rules) + len(declared), "files": len(files)}
    return present(message, (*rules, *declared), args=args, confidence=confidence)


PROBE = Probe(
    id="obs.alert-rules",
    question="Are alert rules kept as code?",
    answer=_answer,
    patterns=(Pattern("declared", _DECLARED, classes=CONFIGURED, code_only=True),),
    classes=CONFIGURED,
    asks=ASKED,
)
