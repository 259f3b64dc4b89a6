import pytest

from core.model.outcome import Outcome
from core.probes.obs.dashboards import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"grafana/orders.json": '{"title": "Orders", "schemaVersion": 39, "panels": [{"type": "graph"}]}\n'},
        {"infra/main.tf": 'resource "aws_cloudwatch_dashboard" "a" {\n}\n'},
        {"mixin/a.libsonnet": "{\n  grafanaDashboards+:: {\n  },\n}\n"},
    ],
)
def test_a_dashboard_as_code_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"docs/dashboard.png": "x", "README.md": "See the dashboard.\n"},
        {"src/layout.json": '{"panels": [1, 2]}\n'},
        {"tests/fixtures/orders.json": '{"title": "Orders", "schemaVersion": 39, "panels": [{"type": "graph"}]}\n'},
    ],
)
def test_screenshots_and_other_json_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
