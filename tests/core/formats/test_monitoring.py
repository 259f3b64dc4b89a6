import pytest

from core.formats.errors import NotUnderstood
from core.formats.monitoring import AlertRule, Dashboard, Monitoring, OutsideProbe, Receiver, parse

RULES = (
    "groups:\n- name: a\n  rules:\n  - record: x:y\n    expr: sum(x)\n  - alert: Down\n"
    "    expr: up == 0\n    labels: {severity: page}\n"
)


def test_prometheus_rules_and_the_operator_object() -> None:
    model = parse("rules.yml", RULES)
    assert (model.alerts, model.recordings) == ((AlertRule("Down", 6, "up == 0", "page"),), 1)
    body = "".join(f"  {line}\n" for line in RULES.splitlines())
    crd = parse("rule.yaml", f"apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n{body}")
    assert [(a.name, a.line) for a in crd.alerts] == [("Down", 9)]


def test_recording_rules_alone_are_no_alert() -> None:
    assert parse("r.yml", "groups:\n- rules:\n  - {record: a, expr: b}\n").alerts == ()


def test_receivers_need_a_destination() -> None:
    text = "route: {receiver: team}\nreceivers:\n- name: team\n  slack_configs: [{channel: '#ops'}]\n- name: nowhere\n"
    assert parse("am.yml", text).receivers == (Receiver("team", 3, ("slack",)), Receiver("nowhere", 5, ()))
    collector = "receivers:\n  otlp:\n    protocols: {grpc: {}}\nservice: {}\n"
    assert parse("otel.yml", collector).receivers == ()


def test_grafana_alerts_contact_points_and_dashboards() -> None:
    alert = "apiVersion: 1\ngroups:\n- rules:\n  - title: Slow\n    condition: A\n    data: [{refId: A}]\n"
    assert [a.name for a in parse("a.yaml", alert).alerts] == ["Slow"]
    point = "apiVersion: 1\ncontactPoints:\n- name: mail\n  receivers: [{type: email}]\n"
    assert parse("p.yaml", point).receivers == (Receiver("mail", 3, ("email",)),)
    board = '{\n"title": "Web",\n"panels": [{"type": "graph"}],\n"schemaVersion": 39}'
    assert parse("web.json", board).dashboards == (Dashboard("Web", 3, 1),)
    assert parse("package.json", '{"title": "x", "panels": 3}').dashboards == ()


def test_outside_probes() -> None:
    assert parse("bb.yml", "modules:\n  http_2xx: {prober: http}\n").probes == (OutsideProbe("http_2xx", 2),)
    scrape = "scrape_configs:\n- job_name: bb\n  metrics_path: /probe\n  params: {module: [http_2xx]}\n"
    assert parse("prom.yml", scrape).probes == (OutsideProbe("bb", 2),)


def test_templates_are_read_by_line_and_broken_files_are_not_understood() -> None:
    template = "{{- range .x }}\n- alert: Down\n  expr: up == 0\n{{- end }}\n"
    assert [(a.name, a.line) for a in parse("chart/templates/r.yaml", template).alerts] == [("Down", 2)]
    with pytest.raises(NotUnderstood):
        parse("a.yml", "groups: [\n")
    assert parse("a.yml", "a: [\n") == Monitoring("a.yml")  # not about monitoring, so nothing of it is lost
    with pytest.raises(NotUnderstood):
        parse("a.json", '{"panels": [')
