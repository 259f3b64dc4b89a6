import pytest

from core.model.outcome import Outcome
from core.probes.obs.synthetic import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"infra/main.tf": 'resource "aws_route53_health_check" "a" {\n}\n'},
        {"otel/collector.yaml": "receivers:\n  http_check/shop:\n    targets:\n      - endpoint: http://shop\n"},
        {"blackbox.yml": "modules:\n  http_2xx:\n    prober: http\n"},
        {
            ".github/workflows/uptime.yml": "name: uptime\non:\n  schedule:\n    - cron: '*/5 * * * *'\n"
            "jobs:\n  a:\n    runs-on: x\n    steps:\n      - run: curl -f https://shop.example/health\n"
        },
    ],
)
def test_a_check_from_outside_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {
            ".github/workflows/ci.yml": "on: push\njobs:\n  e2e:\n    runs-on: x\n    steps:\n"
            "      - run: npx playwright test\n"
        },
        {
            ".github/workflows/n.yml": "name: nightly smoke\non:\n  schedule:\n    - cron: '0 0 * * *'\n"
            "jobs:\n  a:\n    runs-on: x\n    steps:\n      - run: curl -L https://x.example/tool.tar.gz | tar xz\n"
        },
    ],
)
def test_ci_tests_and_downloads_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
