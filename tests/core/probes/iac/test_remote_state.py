from core.model.outcome import Outcome
from core.probes.iac.remote_state import PROBE
from tests.helpers.snapshots import ask


def test_backends() -> None:
    for backend in ("s3", "azurerm", "gcs", "http", "remote"):
        answer = ask(PROBE, {"backend.tf": f'terraform {{\n  backend "{backend}" {{\n    key = "a"\n  }}\n}}\n'})
        assert (answer.outcome, answer.evidence[0].place) == (Outcome.PRESENT, "backend.tf:2-4"), backend
    assert (
        ask(PROBE, {"main.tf": 'terraform {\n  cloud {\n    organization = "a"\n  }\n}\n'}).outcome is Outcome.PRESENT
    )
    terragrunt = {"main.tf": 'variable "a" {}\n', "terragrunt.hcl": 'remote_state {\n  backend = "s3"\n}\n'}
    assert ask(PROBE, terragrunt).outcome is Outcome.PRESENT


def test_traps() -> None:
    local = ask(PROBE, {"main.tf": 'terraform {\n  backend "local" {}\n}\n'})
    assert local.outcome is Outcome.ABSENT
    assert local.near_misses[0].reason == "state is kept on the machine that runs Terraform"
    commented = ask(PROBE, {"main.tf": 'terraform {\n  required_version = ">= 1.0"\n  # backend "s3" {\n  # }\n}\n'})
    assert commented.outcome is Outcome.ABSENT
    assert [(m.line, m.reason) for m in commented.near_misses] == [(3, "commented out")]


def test_without_terraform_the_question_makes_no_sense() -> None:
    assert ask(PROBE, {"main.bicep": "param a string\n"}).outcome is Outcome.NOT_APPLICABLE
