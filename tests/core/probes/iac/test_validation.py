import pytest

from core.model.outcome import Outcome
from core.probes.iac.validation import PROBE
from tests.helpers.snapshots import ask

ARM = (
    "{\n"
    '"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",\n'
    '"parameters": {"a": {%s}}}'
)
STACK = (
    "AWSTemplateFormatVersion: '2010-09-09'\nParameters:\n  Size:\n    Type: String\n%sResources:\n"
    "  B:\n    Type: AWS::S3::Bucket\n"
)


@pytest.mark.parametrize(
    "files",
    [
        {"main.tf": 'variable "a" {\n  validation {\n    condition = var.a != ""\n  }\n}\n'},
        {"main.bicep": "@allowed(['a', 'b'])\nparam tier string\n"},
        {"main.bicep": "@minLength(3)\n@description('Name')\nparam name string\n"},
        {"chart/Chart.yaml": "name: app\n", "chart/values.schema.json": '{"type": "object"}'},
        {"stack.yaml": STACK % "    AllowedValues: [small, large]\n"},
        {"azuredeploy.json": ARM % '"type": "string", "allowedValues": ["a"]'},
    ],
)
def test_inputs_are_checked(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


def test_traps() -> None:
    typed = ask(PROBE, {"main.tf": 'variable "a" {\n  type = string\n}\n'})
    assert (typed.outcome, typed.near_misses[0].reason) == (Outcome.ABSENT, "only a type")
    assert ask(PROBE, {"main.bicep": "@description('Name')\nparam name string\n"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"main.bicep": "// @minLength(3)\nparam name string\n"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"stack.yaml": STACK % ""}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"azuredeploy.json": ARM % '"type": "string"'}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"api/values.schema.json": '{"type": "object"}'}).outcome is Outcome.ABSENT
