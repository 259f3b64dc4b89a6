import pytest

from core.model.outcome import Outcome
from core.probes.iac.per_environment import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "paths",
    [
        ("infra/dev.tfvars", "infra/prod.tfvars"),
        ("infra/environments/staging/main.tf", "infra/environments/production/main.tf"),
        ("k8s/overlays/dev/kustomization.yaml", "k8s/overlays/prod/kustomization.yaml"),
        ("chart/values-staging.yaml", "chart/values-production.yaml"),
        ("infra/main.dev.bicepparam", "infra/main.prod.bicepparam"),
        ("infra/azuredeploy.parameters.dev.json", "infra/azuredeploy.parameters.prod.json"),
        ("Pulumi.dev.yaml", "Pulumi.prod.yaml"),
        ("inventories/staging/hosts", "inventories/production/hosts"),
    ],
)
def test_two_environments(paths: tuple[str, str]) -> None:
    assert ask(PROBE, dict.fromkeys(paths, "a: 1\n")).outcome is Outcome.PRESENT


def test_workspaces_of_terraform_and_stages_of_sam() -> None:
    code = 'locals {\n  size = terraform.workspace == "prod" ? 3 : 1\n}\n'
    assert ask(PROBE, {"infra/main.tf": code}).outcome is Outcome.PRESENT
    sam = "[dev.deploy.parameters]\na = 1\n[prod.deploy.parameters]\na = 2\n"
    assert ask(PROBE, {"samconfig.toml": sam}).summary == "2 files configure one environment each (SAM configurations)."


def test_traps() -> None:
    one = ask(PROBE, {"chart/values.yaml": "a: 1\n", "chart/values-prod.yaml": "a: 2\n"})
    assert (one.outcome, one.near_misses[0].reason) == (Outcome.ABSENT, "one environment alone")
    kinds = {"k8s/cluster-install/kustomization.yaml": "a: 1\n", "k8s/namespace-install/kustomization.yaml": "a: 1\n"}
    assert ask(PROBE, kinds).outcome is Outcome.ABSENT
    assert ask(PROBE, {"infra/main.parameters.json": "{}"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {".env.dev": "A=1\n", ".env.prod": "A=2\n"}).outcome is Outcome.ABSENT
    devices = {"infra/device.tfvars": "a = 1\n", "infra/product.tfvars": "a = 1\n"}
    assert ask(PROBE, devices).outcome is Outcome.ABSENT
