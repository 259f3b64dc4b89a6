"""Deployments declared in Bicep, CloudFormation, SAM, the Serverless Framework and Helm are asked like pipelines."""

import pytest

from core.model.outcome import Outcome
from core.probes.catalogue import PROBES
from tests.helpers.snapshots import ask


def _stack(kind: str, properties: str, head: str = "") -> dict[str, str]:
    return {"stack.yaml": f"{head}Resources:\n  R:\n    Type: {kind}\n    Properties: {properties}\n"}


def _bicep(kind: str, body: str) -> dict[str, str]:
    return {"infra/main.bicep": f"resource r '{kind}@2024-01-01' = {{\n{body}\n}}\n"}


def _serverless(settings: str) -> dict[str, str]:
    text = f"service: a\nprovider: aws\nfunctions:\n  go:\n    handler: x\n    deploymentSettings: {settings}\n"
    return {"serverless.yml": text}


def _chart(template: str, values: str) -> dict[str, str]:
    return {"c/Chart.yaml": "apiVersion: v2\nname: c\n", "c/values.yaml": values, "c/templates/a.yaml": template}


SHARED = (
    "Parameters:\n  Kind: {Type: String, Default: Linear10PercentEvery1Minute}\n"
    "Globals:\n  Function:\n    DeploymentPreference:\n      Type: !Ref Kind\n      Alarms: [!Ref Errors]\n"
)
REVISIONS = "properties: { configuration: { ingress: { traffic: [\n{ weight: 90 }\n{ weight: 10 }\n] } } }"
PROBED = "properties: { template: { containers: [\n{ probes: [\n{ type: 'Readiness' }\n] }\n] } }"
HELD = (
    "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n"
    "      - name: a\n        {{- toYaml .Values.checks | nindent 8 }}\n"
)
UPDATED = "properties: { upgradePolicy: { automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true%s } } }"

YES = [
    ("cd.canary", _stack("AWS::Serverless::Function", "{Timeout: 3}", SHARED)),
    ("cd.canary", _serverless("{type: Canary10Percent5Minutes}")),
    ("cd.canary", _bicep("Microsoft.App/containerApps", REVISIONS)),
    ("cd.canary", _stack("AWS::ApiGateway::Stage", "{CanarySetting: {PercentTraffic: 10}}")),
    ("cd.blue-green", _bicep("Microsoft.Web/sites", "name: 'a'\nresource s 'slots' = {\n  name: 'staging'\n}")),
    ("cd.blue-green", _stack("AWS::ECS::Service", "{DeploymentController: {Type: CODE_DEPLOY}}")),
    ("cd.auto-rollback", _stack("AWS::Serverless::Function", "{Timeout: 3}", SHARED)),
    ("cd.auto-rollback", _serverless("{type: AllAtOnce, alarms: [errors]}")),
    (
        "cd.auto-rollback",
        _stack(
            "AWS::ECS::Service",
            "{DeploymentConfiguration: {DeploymentAlarms: {Enable: true, Rollback: true, AlarmNames: [a]}}}",
        ),
    ),
    ("cd.auto-rollback", _bicep("Microsoft.Compute/virtualMachineScaleSets", UPDATED % "")),
    ("cd.health-gate", _bicep("Microsoft.App/containerApps", PROBED)),
    ("cd.health-gate", _stack("AWS::ECS::TaskDefinition", "{ContainerDefinitions: [{HealthCheck: {Command: [x]}}]}")),
    ("cd.health-gate", _chart(HELD, "checks:\n  readinessProbe: {httpGet: {path: /ready}}\n")),
]

NO = [
    ("cd.canary", _stack("AWS::Serverless::Function", "{DeploymentPreference: {Type: AllAtOnce}}")),
    ("cd.canary", _serverless("{type: AllAtOnce}")),
    ("cd.canary", _bicep("Microsoft.App/containerApps", REVISIONS.replace("\n{ weight: 10 }", ""))),
    ("cd.blue-green", _bicep("Microsoft.Web/sites", "name: 'a'")),
    ("cd.blue-green", _stack("AWS::ECS::Service", "{DeploymentController: {Type: ECS}}")),
    ("cd.auto-rollback", _stack("AWS::Serverless::Function", "{DeploymentPreference: {Type: Linear10Percent}}")),
    (
        "cd.auto-rollback",
        _stack("AWS::ECS::Service", "{DeploymentConfiguration: {DeploymentAlarms: {Enable: true, Rollback: false}}}"),
    ),
    (
        "cd.auto-rollback",
        _bicep("Microsoft.Compute/virtualMachineScaleSets", UPDATED % ", disableAutomaticRollback: true"),
    ),
    ("cd.health-gate", _bicep("Microsoft.App/containerApps", PROBED.replace("Readiness", "Liveness"))),
    ("cd.health-gate", _chart(HELD, "checks: {}\n")),
]


@pytest.mark.parametrize(("name", "files"), YES)
def test_it_is_seen(name: str, files: dict[str, str]) -> None:
    answer = ask(next(p for p in PROBES if p.id == name), files)
    assert answer.outcome is Outcome.PRESENT, answer.summary


@pytest.mark.parametrize(("name", "files"), NO)
def test_what_is_not_declared_is_not_seen(name: str, files: dict[str, str]) -> None:
    answer = ask(next(p for p in PROBES if p.id == name), files)
    assert answer.outcome is Outcome.ABSENT, answer.summary
