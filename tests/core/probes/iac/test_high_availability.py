import pytest

from core.model.outcome import Outcome
from core.probes.iac.high_availability import PROBE
from tests.helpers.snapshots import ask

WEB = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: %d\n  template:\n    spec:\n%s"
SPREAD = "      topologySpreadConstraints: [{maxSkew: 1}]\n"
ALONE = "      containers: []\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("k8s/pdb.yaml", "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\n"),
        ("chart/templates/pdb.yaml", "apiVersion: policy/v1\nkind: PodDisruptionBudget\nname: {{ .Release.Name }}\n"),
        ("k8s/web.yaml", WEB % (2, SPREAD)),
        ("infra/db.tf", 'resource "aws_db_instance" "a" {\n  multi_az = true\n}\n'),
        ("infra/net.tf", 'resource "aws_elasticache" "a" {\n  availability_zones = ["a", "b"]\n}\n'),
        ("infra/db.bicep", "resource a 'Microsoft.Sql/servers/databases@2022' = {\n  zoneRedundant: true\n}\n"),
        ("stack.yaml", "Resources:\n  D:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      MultiAZ: true\n"),
    ],
)
def test_redundancy(path: str, text: str) -> None:
    assert ask(PROBE, {path: text}).outcome is Outcome.PRESENT


def test_traps() -> None:
    assert ask(PROBE, {"k8s/web.yaml": WEB % (1, SPREAD)}).outcome is Outcome.ABSENT
    shared = ask(PROBE, {"k8s/web.yaml": WEB % (3, ALONE)})
    assert (shared.outcome, shared.near_misses[0].reason) == (
        Outcome.ABSENT,
        "several replicas that may share one machine",
    )
    off = ask(PROBE, {"infra/db.bicep": "module a './a.bicep' = {\n  isZoneRedundant: false\n  zones: []\n}\n"})
    assert (off.outcome, off.near_misses[0].reason) == (Outcome.ABSENT, "a single one")
    assert ask(PROBE, {"infra/db.tf": "# multi_az = true\n"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"docs/ha.md": "Use multi_az = true."}).outcome is Outcome.ABSENT
