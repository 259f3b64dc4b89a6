"""Questions on operation are asked of what a cloud declares, whatever the language and the case of its types."""

import pytest

from core.model.outcome import Outcome
from core.probes.catalogue import PROBES
from tests.helpers.snapshots import ask


def _bicep(kind: str, body: str = "name: 'a'", head: str = "") -> dict[str, str]:
    return {"infra/main.bicep": f"{head}resource r '{kind}@2024-01-01' = {{\n{body}\n}}\n"}


def _module(path: str) -> dict[str, str]:
    return {"infra/main.bicep": f"module m 'br/public:avm/res/{path}:0.5.0' = {{\n  name: 'm'\n}}\n"}


def _stack(kind: str, properties: str = "{A: b}", more: str = "") -> dict[str, str]:
    return {"stack.yaml": f"Resources:\n  R:\n    Type: {kind}\n    Properties: {properties}\n{more}"}


ALARM = "  Errors:\n    Type: AWS::CloudWatch::Alarm\n    Properties: {AlarmActions: [!Ref R]}\n"

YES = [
    ("obs.alert-rules", _bicep("microsoft.insights/metricalerts")),
    ("obs.alert-rules", _module("insights/scheduled-query-rule")),
    ("obs.alert-rules", _stack("AWS::CloudWatch::CompositeAlarm")),
    ("obs.alert-routing", _bicep("microsoft.insights/actiongroups")),
    ("obs.alert-routing", _module("insights/action-group")),
    ("obs.alert-routing", _stack("AWS::SNS::Topic", "{Subscription: [{Protocol: email, Endpoint: a}]}", ALARM)),
    ("obs.dashboards", _bicep("microsoft.portal/dashboards")),
    ("obs.dashboards", _module("portal/dashboard")),
    ("obs.dashboards", _stack("AWS::CloudWatch::Dashboard")),
    ("obs.synthetic", _bicep("microsoft.insights/webtests")),
    ("obs.synthetic", _stack("AWS::Route53::HealthCheck")),
    ("rel.chaos", _bicep("microsoft.chaos/experiments")),
    ("rel.chaos", _stack("AWS::FIS::ExperimentTemplate")),
    ("rel.rate-limit", _stack("AWS::Serverless::Api", "{MethodSettings: [{ThrottlingRateLimit: 10}]}")),
    ("rec.backup", _bicep("microsoft.dataprotection/backupVaults/backupPolicies")),
    ("rec.backup", _stack("AWS::RDS::DBInstance", "{BackupRetentionPeriod: 7}")),
    ("rec.backup-schedule", _stack("AWS::DLM::LifecyclePolicy")),
    (
        "rec.backup-schedule",
        _bicep(
            "Microsoft.DBforPostgreSQL/flexibleServers",
            "properties: { backup: { backupRetentionDays: days } }",
            "param days int = 7\n",
        ),
    ),
]

NO = [
    ("obs.alert-rules", {"infra/main.bicep": "resource r 'microsoft.insights/metricalerts@2018' existing = {}\n"}),
    ("obs.alert-routing", _stack("AWS::SNS::Topic", "{Subscription: [{Protocol: email, Endpoint: a}]}")),
    ("obs.dashboards", _bicep("Microsoft.Dashboard/grafana")),
    ("rel.rate-limit", _stack("AWS::Serverless::Api", "{MethodSettings: [{LoggingLevel: INFO}]}")),
    ("rec.backup", _stack("AWS::RDS::DBInstance", "{BackupRetentionPeriod: 0}")),
]


@pytest.mark.parametrize(("name", "files"), YES)
def test_it_is_seen(name: str, files: dict[str, str]) -> None:
    answer = ask(next(p for p in PROBES if p.id == name), files)
    assert answer.outcome is Outcome.PRESENT, answer.summary


@pytest.mark.parametrize(("name", "files"), NO)
def test_what_is_not_declared_is_not_seen(name: str, files: dict[str, str]) -> None:
    answer = ask(next(p for p in PROBES if p.id == name), files)
    assert answer.outcome is Outcome.ABSENT, answer.summary
