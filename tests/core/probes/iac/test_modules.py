import pytest

from core.model.outcome import Outcome
from core.probes.iac.modules import PROBE
from tests.helpers.snapshots import ask

CHART = "apiVersion: v2\nname: app\n"


@pytest.mark.parametrize(
    "files",
    [
        {"infra/main.tf": 'module "net" {\n  source = "./net"\n}\n', "infra/net/variables.tf": 'variable "cidr" {}\n'},
        {
            "infra/main.bicep": "module web './app/web.bicep' = {\n  name: 'web'\n}\n",
            "infra/app/web.bicep": "param a string\n",
        },
        {
            "k8s/base/kustomization.yaml": "resources: [web.yaml]\n",
            "k8s/prod/kustomization.yaml": "resources: [../base]\n",
        },
        {"chart/Chart.yaml": CHART, "chart/charts/db/Chart.yaml": CHART},
        {"lib/Chart.yaml": CHART + "type: library\n"},
        {"lib/network.ts": "export class Network extends Construct {\n}\n"},
        {"infra/db.py": "class Database(pulumi.ComponentResource):\n    pass\n"},
        {
            "a.yaml": (
                "Resources:\n  N:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: ./net.yaml}\n"
            ),
            "net.yaml": "a: 1\n",
        },
        {"roles/web/tasks/main.yml": "- debug:\n", "roles/db/tasks/main.yml": "- debug:\n"},
    ],
)
def test_parts_of_its_own(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


def test_traps() -> None:
    public = ask(PROBE, {"infra/main.tf": 'module "vpc" {\n  source = "terraform-aws-modules/vpc/aws"\n}\n'})
    assert (public.outcome, public.near_misses[0].reason) == (
        Outcome.ABSENT,
        "a module kept elsewhere, or without variables",
    )
    assert ask(PROBE, {"infra/main.tf": 'variable "a" {}\nresource "aws_vpc" "a" {}\n'}).outcome is Outcome.ABSENT
    plain = {
        "infra/main.tf": 'module "net" {\n  source = "./net"\n}\n',
        "infra/net/main.tf": 'resource "aws_vpc" "a" {}\n',
    }
    assert ask(PROBE, plain).outcome is Outcome.ABSENT
    assert ask(PROBE, {"k8s/kustomization.yaml": "resources: [web.yaml]\n"}).outcome is Outcome.ABSENT
    public_bicep = "module web 'br/public:avm/res/web/site:0.2.0' = {\n}\n"
    assert ask(PROBE, {"infra/main.bicep": public_bicep}).outcome is Outcome.ABSENT
