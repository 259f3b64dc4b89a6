import pytest

from core.model.outcome import Outcome
from core.probes.iac.docs import PROBE
from tests.helpers.snapshots import ask

TF = 'resource "aws_vpc" "a" {}\n'


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("infra/main.tf", TF, "terraform apply"),
        ("chart/Chart.yaml", "name: app\n", "helm install app ."),
        ("k8s/web.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n", "kubectl apply -f ."),
        (
            "infra/main.bicep",
            "resource a 'Microsoft.Web/sites@2022' = {\n}\n",
            "az deployment sub create -f main.bicep",
        ),
    ],
)
def test_a_readme_beside_the_code(path: str, text: str, said: str) -> None:
    readme = f"{path.partition('/')[0]}/README.md"
    answer = ask(PROBE, {path: text, readme: f"# Infrastructure\n\n```sh\n{said}\n```\n"})
    assert (answer.outcome, answer.evidence[0].line) == (Outcome.PRESENT, 4)


def test_a_readme_of_the_folder_above_and_of_a_repository_that_is_infrastructure() -> None:
    above = {"infra/aws/network/main.tf": TF, "infra/README.md": "Run `terraform apply`.\n"}
    assert ask(PROBE, above).outcome is Outcome.PRESENT
    assert ask(PROBE, {"main.tf": TF, "README.md": "Run `terraform apply`.\n"}).outcome is Outcome.PRESENT


def test_traps() -> None:
    empty = ask(PROBE, {"infra/main.tf": TF, "infra/README.md": "# Infrastructure\n"})
    assert (empty.outcome, empty.near_misses[0].reason) == (Outcome.ABSENT, "does not say how to deploy")
    assert ask(PROBE, {"infra/main.tf": TF, "README.md": "Run `terraform apply`.\n"}).outcome is Outcome.ABSENT
    compose = {"docker/compose.yaml": "services: {a: {image: b}}\n", "docker/README.md": "Run docker compose up.\n"}
    assert ask(PROBE, compose).outcome is Outcome.ABSENT
    assert ask(PROBE, {"infra/README.md": "Run `terraform apply`.\n"}).outcome is Outcome.ABSENT
