"""Are dashboards kept as code?"""

from core.matching.pattern import Pattern
from core.model.outcome import Confidence
from core.probes.code_use import CONFIGURED, files_of
from core.probes.declared import declared_hits
from core.probes.obs.as_code import ASKED, declared_in, monitored, monitoring_paths
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.snapshot.snapshot import Snapshot

_DECLARED = (
    r"\b(?:aws_cloudwatch_dashboard|datadog_dashboard(?:_json)?|newrelic_one_dashboard(?:_json)?|grafana_dashboard"
    r"|azurerm_(?:portal_dashboard|application_insights_workbook)|google_monitoring_dashboard|signalfx_dashboard)\b"
    r"|\bMicrosoft\.Portal/dashboards\b|\bmicrosoft\.insights/workbooks\b|\bAWS::CloudWatch::Dashboard\b"
    r"|\bnew (?:\w+\.)?Dashboard\(|^kind:[ \t]*GrafanaDashboard\b|\bgrafanaDashboards\+?::?[ \t]*\+?::?"
    r"|\b(?:g|grafana)\.dashboard(?:\.new)?\(|\bdashboard\.new\("
)

_KINDS = (
    "microsoft.portal/dashboard", "microsoft.insights/workbook", "microsoft.dashboard/dashboards",
    "aws::cloudwatch::dashboard",
)  # fmt: skip


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    boards = [(m.path, d.line, d.line) for m in monitored(snapshot) for d in m.dashboards]
    found = (*declared_in(snapshot, hits, "declared"), *declared_hits(snapshot, *_KINDS))
    declared = lines_of(found)
    if not boards and not declared:
        return absent("No dashboard is kept as code.", eligible=monitoring_paths(snapshot))
    files = {path for path, _, _ in boards} | files_of(found)
    confidence = Confidence.HIGH if boards else Confidence.MEDIUM
    message = "{files} {files:file holds|files hold} dashboards as code."
    return present(message, (*boards, *declared), args={"files": len(files)}, confidence=confidence)


PROBE = Probe(
    id="obs.dashboards",
    question="Are dashboards kept as code?",
    answer=_answer,
    patterns=(Pattern("declared", _DECLARED, classes=CONFIGURED, code_only=True),),
    classes=CONFIGURED,
    asks=ASKED,
)
