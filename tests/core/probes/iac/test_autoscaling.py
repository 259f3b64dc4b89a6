import pytest

from core.model.outcome import Outcome
from core.probes.iac.autoscaling import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"k8s/hpa.yaml": "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\n"},
        {"chart/templates/hpa.yaml": "{{- if .x }}\napiVersion: v2\nkind: HorizontalPodAutoscaler\n{{- end }}\n"},
        {"keda.yaml": "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: a}\n"},
        {"main.tf": 'resource "aws_appautoscaling_target" "a" {\n  max_capacity = 4\n}\n'},
        {"main.tf": 'module "eks" {\n  groups = {\n    a = {\n      min_size = 1\n      max_size = 5\n    }\n  }\n}\n'},
        {"main.bicep": "resource a 'Microsoft.Insights/autoscaleSettings@2022-10-01' = {}\n"},
        {"stack.yaml": "Resources:\n  A:\n    Type: AWS::AutoScaling::AutoScalingGroup\n"},
    ],
)
def test_systems(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


def test_traps() -> None:
    fixed = 'module "eks" {\n  groups = {\n    a = {\n      min_size = 2\n      max_size = 2\n    }\n  }\n}\n'
    assert ask(PROBE, {"main.tf": fixed}).outcome is Outcome.ABSENT
    assert (
        ask(PROBE, {"k8s/a.yaml": "apiVersion: apps/v1\nkind: Deployment\nspec: {replicas: 3}\n"}).outcome
        is Outcome.ABSENT
    )
    hpa = "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\n"
    assert ask(PROBE, {"test/e2e/hpa.yaml": hpa}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"docs/scaling.md": "Use a HorizontalPodAutoscaler.\n"}).outcome is Outcome.ABSENT
