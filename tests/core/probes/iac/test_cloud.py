import pytest

from core.model.outcome import Outcome
from core.probes.iac.cloud import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"infra/main.tf": 'resource "aws_s3_bucket" "a" {\n  bucket = "b"\n}\n'},
        {"main.tf": 'module "vpc" {\n  source = "terraform-aws-modules/vpc/aws"\n}\n'},
        {"infra/main.bicep": "param location string\n"},
        {
            "arm/deploy.json": '{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"}'
        },
        {"template.yaml": "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Q:\n    Type: AWS::SQS::Queue\n"},
        {"stack.json": '{"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}}'},
        {"cdk.json": '{"app": "node app.js"}'},
        {"Pulumi.yaml": "name: a\nruntime: go\n"},
        {"site.yml": "- hosts: web\n  tasks:\n    - ping:\n"},
    ],
    ids=lambda files: next(iter(files)),
)
def test_systems(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


def test_evidence_covers_the_block() -> None:
    answer = ask(PROBE, {"main.tf": '\nresource "aws_db_instance" "a" {\n  multi_az = true\n}\n'})
    assert [e.place for e in answer.evidence] == ["main.tf:2-4"]


def test_traps() -> None:
    inside = ask(PROBE, {"k8s.tf": 'resource "kubernetes_namespace" "a" {\n  metadata {\n    name = "a"\n  }\n}\n'})
    assert inside.outcome is Outcome.ABSENT
    assert inside.near_misses[0].reason == "declares what runs inside a cluster"
    assert ask(PROBE, {"k8s/a.yaml": "apiVersion: v1\nkind: Service\n"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"compose.yaml": "services:\n  db: {image: postgres}\n"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"ingress.yaml": "spec:\n  rules:\n  - hosts: a.example\n"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"README.md": "We use Terraform.\n"}).outcome is Outcome.ABSENT


def test_a_blueprint_of_a_platform_declares_services_and_databases() -> None:
    text = "services:\n  - type: web\n    name: shop\ndatabases:\n  - name: shop-db\n"
    assert ask(PROBE, {"render.yaml": text}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"compose.yaml": text}).outcome is Outcome.ABSENT
