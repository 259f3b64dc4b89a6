"""Dockerfile, Compose, Terraform, Kubernetes, Helm and CloudFormation into one model."""

import pytest

from core.formats import compose, dockerfile, kubernetes, terraform
from core.formats.errors import NotUnderstood
from core.formats.infrastructure import Instruction

TERRAFORM = """terraform {
  required_version = ">= 1.5"
  backend "s3" {
    bucket = "state"
  }
}

variable "size" {
  type = number
  validation {
    condition     = var.size > 0
    error_message = "Too small."
  }
}

resource "aws_db_instance" "main" {
  multi_az                = true
  backup_retention_period = 14
  name                    = "db-${var.env}"
  tags = {
    owner = "team"
    zones = ["a", "b"]
  }
  dynamic "ingress" {
    for_each = var.ports
    content {
      port = 80
    }
  }
}
"""


def test_terraform() -> None:
    model = terraform.parse("main.tf", TERRAFORM)
    assert [(r.kind, r.name, r.line, r.end_line) for r in model.resources] == [
        ("terraform", "", 1, 6),
        ("terraform.backend.s3", "", 3, 5),
        ("variable", "size", 8, 14),
        ("resource.aws_db_instance", "main", 16, 30),
    ]
    assert model.resources[1].values == {"bucket": "state"}
    assert model.resources[2].values["validation"][0]["error_message"] == "Too small."
    database = model.resources[3].values
    assert (database["multi_az"], database["backup_retention_period"]) == (True, 14)
    assert (database["name"], database["tags"]) == ("db-${var.env}", {"owner": "team", "zones": ["a", "b"]})
    assert database["ingress"] == [{"port": 80}]


def test_broken_terraform_keeps_what_it_understood() -> None:
    model = terraform.parse("main.tf", 'variable "a" {}\nresource "x" {{{\n')
    assert [r.kind for r in model.resources][:1] == ["variable"] or model.not_understood
    assert terraform.parse("empty.tf", "# nothing\n").resources == ()


def test_kubernetes_objects_lists_and_other_yaml() -> None:
    text = (
        "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n---\napiVersion: v1\nkind: List\nitems:\n"
        "- apiVersion: v1\n  kind: Secret\n"
    )
    model = kubernetes.parse("a.yaml", text)
    assert [(r.kind, r.name, r.line) for r in model.resources] == [("Service", "a", 1), ("Secret", "", 8)]
    assert kubernetes.parse("a.yaml", "a: 1\n").resources == ()
    with pytest.raises(NotUnderstood):
        kubernetes.parse("a.yaml", "apiVersion: v1\nkind: Service\nspec: [\n")


def test_helm_templates_are_read_by_line() -> None:
    text = (
        "{{- if .Values.on }}\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n"
        "  name: {{ .Release.Name }}\n{{- end }}\n"
    )
    model = kubernetes.parse("chart/templates/web.yaml", text)
    assert (model.system, [(r.kind, r.name, r.line) for r in model.resources]) == (
        "helm-template",
        [("Deployment", "{{ .Release.Name }}", 3)],
    )
    chart = kubernetes.parse("chart/Chart.yaml", "apiVersion: v2\nname: web\ndependencies: [{name: redis}]\n")
    assert (chart.system, chart.resources[0].values["dependencies"]) == ("helm-chart", [{"name": "redis"}])


def test_cloudformation_with_its_short_tags() -> None:
    text = (
        "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Db:\n    Type: AWS::RDS::DBInstance\n"
        "    Properties:\n      MultiAZ: !If [P, true, false]\n"
    )
    model = kubernetes.parse("stack.yaml", text)
    assert [(r.kind, r.name, r.line, r.end_line) for r in model.resources] == [("AWS::RDS::DBInstance", "Db", 3, 6)]


def test_compose() -> None:
    text = (
        "x-a: &a {restart: always}\nservices:\n  web:\n    <<: *a\n    build: .\n"
        "  db: {image: postgres}\nvolumes:\n  data:\n"
    )
    model = compose.parse("compose.yaml", text)
    assert [(r.kind, r.name, r.line) for r in model.resources] == [
        ("service", "web", 3),
        ("service", "db", 6),
        ("volume", "data", 8),
    ]
    assert model.resources[0].values == {"build": ".", "restart": "always"}
    assert compose.parse("compose.yaml", "# overrides nothing\n").resources == ()
    with pytest.raises(NotUnderstood):
        compose.parse("compose.yaml", "a: 1\n")


def test_dockerfile() -> None:
    text = (
        "# syntax=docker/dockerfile:1\nFROM python:3.12 AS base\nRUN apt-get update && \\\n"
        "    # a comment\n    apt-get install -y git\nCOPY <<EOF /a\nRUN not an instruction\nEOF\n"
        "healthcheck CMD true\n"
    )
    assert dockerfile.parse("Dockerfile", text).instructions == (
        Instruction("FROM", "python:3.12 AS base", 2),
        Instruction("RUN", "apt-get update && apt-get install -y git", 3),
        Instruction("COPY", "<<EOF /a\nRUN not an instruction", 6),
        Instruction("HEALTHCHECK", "CMD true", 9),
    )
    with pytest.raises(NotUnderstood):
        dockerfile.parse("Dockerfile", "hello\n")
