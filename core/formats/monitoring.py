"""Monitoring as code: alert rules, receivers, dashboards and outside probes of Prometheus, Alertmanager and Grafana.

Recognised by shape, not by name: a Prometheus rule file, a PrometheusRule object, an Alertmanager configuration, a
Grafana dashboard or provisioned alert. Templates that are not YAML yet (Helm, Jinja, jsonnet) are read by line.
"""

import json
import re
from dataclasses import dataclass

from core.formats.errors import NotUnderstood
from core.formats.yaml_text import Node, documents

RULES = ("**/*.{yml,yaml}", "**/*.{yml,yaml}.{tmpl,tpl,j2}", "**/*.{libsonnet,jsonnet}", "**/*.rules")
DASHBOARDS = ("**/*.json",)

_MAY_SAY_SOMETHING = re.compile(
    r"\b(?:groups|receivers|contactPoints|modules|scrape_configs|alert)[\"']?[ \t]*:"
    r"|\bkind[\"']?[ \t]*:[ \t]*[\"']?(?:PrometheusRule|VMRule|AlertmanagerConfig|Probe|GrafanaDashboard)\b"
)
"""What a YAML file must hold to say anything about monitoring: reading all others would take seconds."""

_ALERT_LINE = re.compile(r"""^\s*-?\s*alert:\s*['"]?([A-Za-z][\w .{}-]*)""")
_EXPRESSION_LINE = re.compile(r"^\s*(?:-\s+)?expr:")
_RECEIVER_LINE = re.compile(r"^\s*-?\s*(\w+_configs|\w+Configs):")
_RECEIVER_KEYS = re.compile(r"(?:_configs|Configs)$")
_PROBER = ("http", "tcp", "icmp", "dns", "grpc")


@dataclass(frozen=True, slots=True)
class AlertRule:
    """One alert rule; `expression` is its query, empty when only the name could be read."""

    name: str
    line: int
    expression: str = ""
    severity: str = ""


@dataclass(frozen=True, slots=True)
class Receiver:
    """One destination of alerts; `kinds` such as `slack`, `pagerduty`, `webhook`, empty when it sends nowhere."""

    name: str
    line: int
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dashboard:
    """One dashboard with its number of panels."""

    title: str
    line: int
    panels: int = 0


@dataclass(frozen=True, slots=True)
class OutsideProbe:
    """One check from outside: a blackbox-exporter module or a scrape job through it, a Probe object."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Monitoring:
    """What one file contributes to monitoring."""

    path: str
    alerts: tuple[AlertRule, ...] = ()
    receivers: tuple[Receiver, ...] = ()
    dashboards: tuple[Dashboard, ...] = ()
    recordings: int = 0
    probes: tuple[OutsideProbe, ...] = ()


def parse(path: str, text: str) -> Monitoring:
    """Return what a YAML, JSON or template file says about monitoring, empty when nothing.

    Raises:
        NotUnderstood: it is neither valid YAML or JSON nor a template with recognisable lines.
    """
    if path.endswith(".json"):
        return _dashboard(path, text)
    if not path.endswith((".yml", ".yaml", ".rules")):
        return _by_line(path, text)
    if not _MAY_SAY_SOMETHING.search(text):
        return Monitoring(path)
    try:
        found = [_document(path, node) for node in documents(text)]
    except NotUnderstood:
        if "{{" in text or "{%" in text:
            return _by_line(path, text)
        raise
    return Monitoring(
        path,
        alerts=tuple(a for m in found for a in m.alerts),
        receivers=tuple(r for m in found for r in m.receivers),
        dashboards=tuple(d for m in found for d in m.dashboards),
        recordings=sum(m.recordings for m in found),
        probes=tuple(p for m in found for p in m.probes),
    )


def _document(path: str, root: Node) -> Monitoring:
    kind, spec = root.text_of("kind"), root.get("spec")
    if kind in ("PrometheusRule", "VMRule") and spec:
        alerts, recordings = _groups(spec.get("groups"))
        return Monitoring(path, alerts=alerts, recordings=recordings)
    if kind == "AlertmanagerConfig" and spec:
        return Monitoring(path, receivers=_receivers(spec.get("receivers")))
    if kind == "Probe" and spec and root.text_of("apiVersion").startswith("monitoring.coreos.com"):
        return Monitoring(path, probes=(OutsideProbe(root.text_of("metadata", "name"), root.line_of("kind")),))
    if kind == "GrafanaDashboard":
        title = root.text_of("metadata", "name")
        return Monitoring(path, dashboards=(Dashboard(title, root.line_of("kind")),))
    alerts, recordings = _groups(root.get("groups"))
    receivers = _receivers(root.get("receivers")) if root.get("route") or root.get("global") else ()
    points = root.get("contactPoints")
    return Monitoring(
        path,
        alerts=alerts,
        receivers=receivers + (_contact_points(points) if points else ()),
        recordings=recordings,
        probes=_blackbox(root),
    )


def _groups(groups: Node | None) -> tuple[tuple[AlertRule, ...], int]:
    alerts, recordings = [], 0
    for group in groups.list() if groups else []:
        rules = group.get("rules")
        for rule in rules.list() if rules else []:
            name = rule.text_of("alert")
            recordings += bool(rule.text_of("record"))
            if not name and rule.get("condition") and rule.get("data"):  # Grafana's provisioned alert
                name = rule.text_of("title")
            if name:
                line = rule.line_of("alert") or rule.line
                alerts.append(AlertRule(name, line, rule.text_of("expr"), rule.text_of("labels", "severity")))
    return tuple(alerts), recordings


def _receivers(node: Node | None) -> tuple[Receiver, ...]:
    found = []
    for receiver in node.list() if node else []:
        kinds = tuple(
            _RECEIVER_KEYS.sub("", key) for key, _, v in receiver.items() if _RECEIVER_KEYS.search(key) and v.list()
        )
        found.append(Receiver(receiver.text_of("name"), receiver.line, kinds))
    return tuple(found)


def _contact_points(node: Node) -> tuple[Receiver, ...]:
    found = []
    for point in node.list():
        receivers = point.get("receivers")
        kinds = tuple(r.text_of("type") for r in receivers.list() if r.text_of("type")) if receivers else ()
        found.append(Receiver(point.text_of("name"), point.line, kinds))
    return tuple(found)


def _blackbox(root: Node) -> tuple[OutsideProbe, ...]:
    found = []
    modules = root.get("modules")
    for name, line, module in modules.items() if modules else ():
        if module.text_of("prober") in _PROBER:
            found.append(OutsideProbe(name, line))
    scrapes = root.get("scrape_configs")
    for scrape in scrapes.list() if scrapes else []:
        parameters = scrape.get("params")
        if scrape.text_of("metrics_path") == "/probe" and parameters and parameters.get("module"):
            found.append(OutsideProbe(scrape.text_of("job_name"), scrape.line))
    return tuple(found)


def _dashboard(path: str, text: str) -> Monitoring:
    if '"panels"' not in text and '"rows"' not in text and '"widgets"' not in text:
        return Monitoring(path)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise NotUnderstood("not valid JSON") from None
    board = data.get("dashboard", data) if isinstance(data, dict) else None
    if not isinstance(board, dict):
        return Monitoring(path)
    panels = board.get("panels") or [p for row in _dicts(board.get("rows")) for p in _dicts(row.get("panels"))]
    grafana = "title" in board and bool({"schemaVersion", "templating", "rows"} & set(board)) and panels
    datadog = "widgets" in board and "layout_type" in board
    if not grafana and not datadog:
        return Monitoring(path)
    line = next((n for n, row in enumerate(text.split("\n"), 1) if '"panels"' in row or '"widgets"' in row), 1)
    count = len(panels) if isinstance(panels, list) else 0
    return Monitoring(path, dashboards=(Dashboard(str(board.get("title", "")), line, count),))


def _dicts(value: object) -> list[dict[str, object]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def _by_line(path: str, text: str) -> Monitoring:
    lines = text.split("\n")
    has_expression = any(_EXPRESSION_LINE.match(line) for line in lines)
    alerts = [
        AlertRule(match[1].strip(), n)
        for n, line in enumerate(lines, 1)
        if has_expression and (match := _ALERT_LINE.match(line))
    ]
    receivers = [
        Receiver(match[1], n, (_RECEIVER_KEYS.sub("", match[1]),))
        for n, line in enumerate(lines, 1)
        if "receivers:" in text and (match := _RECEIVER_LINE.match(line)) and "scrape" not in match[1]
    ]
    return Monitoring(path, alerts=tuple(alerts), receivers=tuple(receivers))
