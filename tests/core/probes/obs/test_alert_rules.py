import pytest

from core.model.outcome import Outcome
from core.probes.obs.alert_rules import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"monitoring/rules.yml": "groups:\n  - name: a\n    rules:\n      - alert: Down\n        expr: up == 0\n"},
        {
            "k8s/rule.yaml": "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n  groups:\n"
            "    - name: a\n      rules:\n        - alert: Down\n          expr: up == 0\n"
        },
        {"infra/main.tf": 'resource "aws_cloudwatch_metric_alarm" "a" {\n}\n'},
        {"infra/alert.bicep": "resource a 'Microsoft.Insights/metricAlerts@2018-03-01' = {\n}\n"},
    ],
)
def test_a_rule_as_code_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"monitoring/rules.yml": "groups:\n  - name: a\n    rules:\n      - record: job:up\n        expr: sum(up)\n"},
        {
            "docs/alerts.md": "```yaml\ngroups:\n  - name: a\n    rules:\n      - alert: Down\n"
            "        expr: up == 0\n```\n"
        },
        {"src/a.js": "alert('down');\n"},
        {"lib/runtime.yml": "modules:\n  datadog_monitor:\n    redirect: x\n"},
    ],
)
def test_recording_rules_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
