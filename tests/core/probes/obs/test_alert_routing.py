import pytest

from core.model.outcome import Outcome
from core.probes.obs.alert_routing import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {
            "alertmanager.yml": "route:\n  receiver: team\nreceivers:\n  - name: team\n    slack_configs:\n"
            "      - channel: '#alerts'\n"
        },
        {"infra/main.tf": 'resource "pagerduty_escalation_policy" "a" {\n}\n'},
        {
            "infra/main.tf": 'resource "aws_sns_topic_subscription" "a" {\n}\n'
            'resource "aws_cloudwatch_metric_alarm" "b" {\n  alarm_actions = [1]\n}\n'
        },
    ],
)
def test_a_destination_of_alerts_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"alertmanager.yml": "route:\n  receiver: team\nreceivers:\n  - name: team\n"},
        {
            ".github/workflows/ci.yml": "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n"
            "      - uses: slackapi/slack-github-action@v1\n"
        },
        {"infra/main.tf": 'resource "aws_sns_topic_subscription" "orders" {\n}\n'},
    ],
)
def test_receivers_without_destination_and_build_chat_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
