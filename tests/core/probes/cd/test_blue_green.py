import pytest

from core.model.outcome import Outcome
from core.probes.cd.blue_green import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow

ROLLOUT = (
    "apiVersion: argoproj.io/v1alpha1\n"
    "kind: Rollout\n"
    "metadata: {name: web}\nspec:\n"
    "  strategy:\n"
    "    blueGreen: {activeService: web}\n"
)
DEFINITION = (
    "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: rollouts.argoproj.io}\n"
)
ROLLING = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {strategy: {type: RollingUpdate}}\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("k8s/web.yaml", ROLLOUT),
        ("infra/ecs.tf", 'resource "aws_codedeploy_deployment_group" "web" {\n  blue_green_deployment_config {}\n}\n'),
        ("infra/app.bicep", "resource slot 'Microsoft.Web/sites/slots@2022-09-01' = {\n  name: 'staging'\n}\n"),
        ("compose.yaml", "services:\n  web-blue: {image: a}\n  web-green: {image: a}\n"),
        ("infra/main.tf", 'module "a" {\n  service_name = "blue"\n}\nmodule "b" {\n  service_name = "green"\n}\n'),
        ("azure-pipelines.yml", "steps:\n- task: AzureAppServiceManage@0\n  inputs:\n    Action: Swap Slots\n"),
    ],
)
def test_two_versions_side_by_side(path: str, text: str) -> None:
    assert ask(PROBE, {path: text}).outcome is Outcome.PRESENT


def test_a_command_that_switches_traffic() -> None:
    answer = ask(PROBE, workflow("run: az webapp deployment slot swap --slot staging"))
    assert (answer.outcome, answer.evidence[0].line) == (Outcome.PRESENT, 6)


def test_examples_of_a_tool_that_implements_it() -> None:
    assert ask(PROBE, {"examples/web.yaml": ROLLOUT}).outcome is Outcome.ABSENT
    tool = {"examples/web.yaml": ROLLOUT, "crds/rollout.yaml": DEFINITION}
    assert ask(PROBE, tool).outcome is Outcome.PRESENT


def test_traps() -> None:
    assert ask(PROBE, {"k8s/web.yaml": ROLLING}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"docs/deploy.md": "# Blue-green\nWe use blue-green deployment."}).outcome is Outcome.ABSENT
    assert (
        ask(PROBE, {"compose.yaml": "services:\n  greenmail: {image: a}\n  blue: {image: b}\n"}).outcome
        is Outcome.ABSENT
    )
    assert ask(PROBE, {"src/theme.ts": "const colours = ['blue', 'green']\n"}).outcome is Outcome.ABSENT


def test_a_platform_that_switches_between_two_versions() -> None:
    assert ask(PROBE, {"fly.toml": '[deploy]\nstrategy = "bluegreen"\n'}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"fly.toml": '[deploy]\nstrategy = "rolling"\n'}).outcome is Outcome.ABSENT
