"""Questions to infrastructure are asked of Bicep, CloudFormation, Helm and Terraform alike: a yes and a no each."""

import pytest

from core.model.outcome import Outcome
from core.probes.catalogue import PROBES
from core.probes.probe import Probe
from tests.helpers.snapshots import ask

CHART = "apiVersion: v2\nname: web\n"
VALUES = "replicas: 3\nspread:\n- maxSkew: 1\n"
WORKLOAD = (
    "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n"
    "  replicas: {{ .Values.replicas }}\n  template:\n    spec:\n"
    "      {{- with .Values.spread }}\n      topologySpreadConstraints:\n"
    "        {{- toYaml . | nindent 8 }}\n      {{- end }}\n"
)
SCALER = (
    "{{- if .Values.autoscaling.enabled }}\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n"
    "  name: {{ .Release.Name }}\n{{- end }}\n"
)


def _stack(kind: str, properties: str = "{A: b}", head: str = "") -> dict[str, str]:
    return {"stack.yaml": f"{head}Resources:\n  R:\n    Type: {kind}\n    Properties: {properties}\n"}


def _bicep(kind: str, body: str, head: str = "") -> dict[str, str]:
    return {"infra/main.bicep": f"{head}resource r '{kind}@2024-01-01' = {{\n{body}\n}}\n"}


def _chart(**files: str) -> dict[str, str]:
    named = {
        "values": "chart/values.yaml",
        "template": "chart/templates/web.yaml",
        "schema": "chart/values.schema.json",
    }
    return {"chart/Chart.yaml": CHART, **{named[key]: text for key, text in files.items()}}


YES: tuple[tuple[str, str, dict[str, str]], ...] = (
    (
        "iac.autoscaling",
        "bicep",
        _bicep(
            "Microsoft.App/containerApps",
            "properties: {template: {scale: {minReplicas: low, maxReplicas: 5}}}",
            "param low int = 1\n",
        ),
    ),
    ("iac.autoscaling", "bicep in lower case", _bicep("microsoft.insights/autoscaleSettings", "name: 'a'")),
    ("iac.autoscaling", "cloudformation", _stack("AWS::EKS::Nodegroup", "{ScalingConfig: {MinSize: '1', MaxSize: 4}}")),
    ("iac.autoscaling", "helm", _chart(template=SCALER)),
    (
        "iac.autoscaling",
        "terraform",
        {
            "main.tf": 'variable "most" {\n  default = 9\n}\nresource "aws_eks_node_group" "a" {\n'
            "  scaling_config {\n    min_size = 1\n    max_size = var.most\n  }\n}\n"
        },
    ),
    ("iac.cloud", "bicep", _bicep("Microsoft.Web/sites", "name: 'a'")),
    ("iac.cloud", "cloudformation", _stack("AWS::SQS::Queue")),
    (
        "iac.cloud",
        "serverless",
        {"serverless.yml": "service: a\nprovider: {name: aws}\nfunctions:\n  go: {handler: x}\n"},
    ),
    ("iac.cloud", "terraform", {"main.tf": 'resource "aws_sqs_queue" "a" {}\n'}),
    ("iac.kubernetes", "helm", _chart(template=WORKLOAD)),
    (
        "iac.geo-redundancy",
        "bicep",
        _bicep(
            "Microsoft.DocumentDB/databaseAccounts",
            "properties: {locations: [\n{locationName: 'a'}\n{locationName: 'b'}\n]}",
        ),
    ),
    (
        "iac.geo-redundancy",
        "bicep by a parameter",
        _bicep(
            "Microsoft.DBforPostgreSQL/flexibleServers",
            "properties: {backup: {geoRedundantBackup: geo}}",
            "param geo string = 'Enabled'\n",
        ),
    ),
    ("iac.geo-redundancy", "cloudformation", _stack("AWS::SecretsManager::Secret", "{ReplicaRegions: [{Region: a}]}")),
    ("iac.geo-redundancy", "terraform", {"main.tf": 'resource "aws_rds_global_cluster" "a" {}\n'}),
    (
        "iac.high-availability",
        "bicep through a module",
        {
            "infra/main.bicep": "module web './web.bicep' = {\n  params: { zones: true }\n}\n",
            "infra/web.bicep": "param zones bool = false\nresource p 'Microsoft.Web/serverfarms@2024-04-01' = {\n"
            "  properties: { zoneRedundant: zones }\n}\n",
        },
    ),
    ("iac.high-availability", "cloudformation", _stack("AWS::RDS::DBInstance", "{MultiAZ: !If [Prod, true, false]}")),
    (
        "iac.high-availability",
        "cloudformation service",
        _stack(
            "AWS::ECS::Service",
            "{DesiredCount: 2, NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref A, !Ref B]}}}",
        ),
    ),
    ("iac.high-availability", "helm", _chart(template=WORKLOAD, values=VALUES)),
    (
        "iac.high-availability",
        "terraform through a module",
        {
            "main.tf": 'module "db" {\n  source = "./db"\n  redundant = true\n}\n',
            "db/main.tf": 'variable "redundant" {\n  default = false\n}\nresource "aws_db_instance" "a" {\n'
            "  multi_az = var.redundant\n}\n",
        },
    ),
    ("iac.modules", "bicep", {"main.bicep": "module a './a.bicep' = {\n}\n", "a.bicep": "param b string\n"}),
    (
        "iac.modules",
        "arm",
        {
            "azuredeploy.json": '{"$schema": "x/deploymentTemplate.json#", "resources": [{"type": '
            '"Microsoft.Resources/deployments", "properties": {"templateLink": {"relativePath": "nested/a.json"}}}]}',
            "nested/a.json": "{}",
        },
    ),
    (
        "iac.modules",
        "cloudformation",
        {**_stack("AWS::Serverless::Application", "{Location: ./a.yaml}"), "a.yaml": "a: 1\n"},
    ),
    ("iac.modules", "helm", _chart() | {"chart/charts/db/Chart.yaml": "apiVersion: v2\nname: db\n"}),
    ("iac.per-environment", "bicep", {"main.bicep": "var sizes = {\n  dev: { count: 1 }\n  prod: { count: 3 }\n}\n"}),
    (
        "iac.per-environment",
        "cloudformation",
        _stack("AWS::SQS::Queue", head="Mappings:\n  Sizes:\n    dev: {Count: 1}\n    prod: {Count: 2}\n"),
    ),
    (
        "iac.per-environment",
        "serverless",
        {
            "serverless.yml": "service: a\nprovider: aws\nfunctions: {}\ncustom:\n  sizes:\n"
            "    dev: {memory: 1}\n    production: {memory: 2}\n"
        },
    ),
    ("iac.per-environment", "helm", {"chart/values-dev.yaml": "a: 1\n", "chart/values-prod.yaml": "a: 2\n"}),
    (
        "iac.per-environment",
        "terraform",
        {"main.tf": "locals {\n  sizes = {\n    dev = { count = 1 }\n    prod = { count = 2 }\n  }\n}\n"},
    ),
    ("iac.validation", "bicep", {"main.bicep": "param tier 'a' | 'b'\n"}),
    (
        "iac.validation",
        "cloudformation",
        _stack("AWS::SQS::Queue", head="Parameters:\n  A: {Type: String, AllowedPattern: x}\n"),
    ),
    ("iac.validation", "helm", _chart(schema='{"type": "object", "required": ["a"]}')),
    ("iac.validation", "terraform", {"main.tf": 'variable "a" {\n  validation {\n    condition = true\n  }\n}\n'}),
    ("iac.docs", "bicep", {**_bicep("Microsoft.Web/sites", "name: 'a'"), "infra/README.md": "# Infra\n\n    azd up\n"}),
    (
        "iac.docs",
        "serverless",
        {
            "api/serverless.yml": "service: a\nprovider: aws\nfunctions: {}\n",
            "api/README.md": "# API\n\n    serverless deploy --stage dev\n",
        },
    ),
)

NO: tuple[tuple[str, str, dict[str, str]], ...] = (
    (
        "iac.autoscaling",
        "bicep",
        _bicep("Microsoft.App/containerApps", "properties: {template: {scale: {minReplicas: 2, maxReplicas: 2}}}"),
    ),
    ("iac.autoscaling", "cloudformation", _stack("AWS::EKS::Nodegroup", "{ScalingConfig: {MinSize: 2, MaxSize: 2}}")),
    ("iac.autoscaling", "helm", _chart(template=WORKLOAD, values=VALUES)),
    ("iac.cloud", "helm", _chart(template=WORKLOAD)),
    (
        "iac.geo-redundancy",
        "bicep",
        _bicep("Microsoft.DocumentDB/databaseAccounts", "properties: {locations: [\n{locationName: 'a'}\n]}"),
    ),
    ("iac.geo-redundancy", "cloudformation", _stack("AWS::DynamoDB::GlobalTable", "{Replicas: [{Region: a}]}")),
    (
        "iac.geo-redundancy",
        "a switch that is off",
        _bicep(
            "Microsoft.DBforPostgreSQL/flexibleServers",
            "properties: {backup: {geoRedundantBackup: geo}}",
            "param geo string = 'Disabled'\n",
        ),
    ),
    (
        "iac.high-availability",
        "bicep",
        _bicep("Microsoft.Web/serverfarms", "properties: {zoneRedundant: zones}", "param zones bool = false\n"),
    ),
    ("iac.high-availability", "cloudformation", _stack("AWS::RDS::DBInstance", "{MultiAZ: false}")),
    ("iac.high-availability", "helm without spread", _chart(template=WORKLOAD, values="replicas: 3\nspread: []\n")),
    ("iac.high-availability", "helm with one replica", _chart(template=WORKLOAD, values=VALUES.replace("3", "1"))),
    (
        "iac.per-environment",
        "bicep",
        {"main.bicep": "var sizes = {\n  small: { count: 1 }\n  large: { count: 3 }\n}\n"},
    ),
    ("iac.validation", "bicep", {"main.bicep": "param tier string\nparam more { a: string }\n"}),
    ("iac.validation", "cloudformation", _stack("AWS::SQS::Queue", head="Parameters:\n  A: {Type: String}\n")),
    ("iac.validation", "helm", _chart(schema="{}")),
)


def _probe(name: str) -> Probe:
    return next(probe for probe in PROBES if probe.id == name)


@pytest.mark.parametrize(("name", "system", "files"), YES, ids=[f"{name}: {system}" for name, system, _ in YES])
def test_it_is_seen_in_every_system(name: str, system: str, files: dict[str, str]) -> None:
    answer = ask(_probe(name), files)
    assert answer.outcome is Outcome.PRESENT, answer.summary


@pytest.mark.parametrize(("name", "system", "files"), NO, ids=[f"{name}: {system}" for name, system, _ in NO])
def test_what_is_not_declared_is_not_seen(name: str, system: str, files: dict[str, str]) -> None:
    answer = ask(_probe(name), files)
    assert answer.outcome is Outcome.ABSENT, answer.summary
