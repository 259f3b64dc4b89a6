import pytest

from core.model.outcome import Outcome
from core.probes.cd.canary import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow

ROLLOUT = (
    "apiVersion: argoproj.io/v1alpha1\n"
    "kind: Rollout\n"
    "metadata: {name: web}\nspec:\n"
    "  strategy:\n"
    "    canary:\n"
    "      steps: [{setWeight: 20}, {pause: {}}]\n"
)
FLAGGER = (
    "apiVersion: flagger.app/v1beta1\nkind: Canary\n"
    "metadata: {name: web}\nspec:\n"
    "  analysis: {stepWeight: 10, maxWeight: 50}\n"
)
ISTIO = (
    "apiVersion: networking.istio.io/v1\n"
    "kind: VirtualService\n"
    "metadata: {name: web}\n"
    "spec:\n  http:\n"
    "  - route:\n"
    "    - {destination: {host: a}, weight: 90}\n    - {destination: {host: b}, weight: 10}\n"
)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("k8s/web.yaml", ROLLOUT),
        ("k8s/web.yaml", FLAGGER),
        ("k8s/web.yaml", ISTIO),
        ("chart/templates/web.yaml", "apiVersion: a/v1\nkind: Rollout\nspec:\n  canary:\n{{- toYaml . }}\n"),
        ("infra/dns.tf", 'resource "aws_route53_record" "a" {\n  weighted_routing_policy {\n    weight = 10\n  }\n}\n'),
        (
            "template.yaml",
            (
                "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n"
                "      DeploymentPreference: {Type: Canary10Percent5Minutes}\n"
            ),
        ),
    ],
)
def test_traffic_in_steps(path: str, text: str) -> None:
    assert ask(PROBE, {path: text}).outcome is Outcome.PRESENT


def test_commands_that_shift_traffic() -> None:
    assert (
        ask(PROBE, workflow("run: gcloud run services update-traffic web --to-revisions new=10")).evidence[0].line == 6
    )


def test_traps() -> None:
    assert ask(PROBE, workflow("run: npm publish --tag canary")).outcome is Outcome.ABSENT
    assert ask(PROBE, {"CHANGELOG.md": "canary weight: 10"}).outcome is Outcome.ABSENT
    whole = ISTIO.replace("    - {destination: {host: b}, weight: 10}\n", "")
    assert ask(PROBE, {"k8s/web.yaml": whole}).outcome is Outcome.ABSENT
    assert (
        ask(PROBE, {"package.json": '{"scripts": {"release:canary": "lerna publish --canary"}}'}).outcome
        is Outcome.ABSENT
    )
    assert ask(PROBE, {"infra/dns.tf": "# route53_weight = 10\n"}).outcome is Outcome.ABSENT


def test_a_platform_that_begins_with_one_machine() -> None:
    assert ask(PROBE, {"fly.toml": '[deploy]\nstrategy = "canary"\n'}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"fly.toml": '[deploy]\nstrategy = "immediate"\n'}).outcome is Outcome.ABSENT
