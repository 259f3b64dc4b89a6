import pytest

from core.model.outcome import Outcome
from core.probes.cd.auto_rollback import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow

ECS = (
    'resource "aws_ecs_service" "web" {\n  deployment_circuit_breaker {\n    enable = true\n    rollback = %s\n  }\n}\n'
)
FLUX = (
    "apiVersion: helm.toolkit.fluxcd.io/v2\n"
    "kind: HelmRelease\n"
    "metadata: {name: a}\n"
    "spec: {upgrade: {remediation: {retries: 3}}}\n"
)
FLAGGER = "apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: {name: web}\nspec: {analysis: {stepWeight: 10}}\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("infra/ecs.tf", ECS % "true"),
        ("infra/app.tf", 'resource "helm_release" "a" {\n  atomic = true\n}\n'),
        ("k8s/release.yaml", FLUX),
        ("k8s/canary.yaml", FLAGGER),
        ("compose.prod.yaml", "services:\n  a:\n    deploy:\n      update_config:\n        failure_action: rollback\n"),
        ("web.nomad", "update {\n  auto_revert = true\n}\n"),
        (".gitlab-ci.yml", "rollback:\n  script: helm rollback app\n  when: on_failure\n"),
    ],
)
def test_taken_back_without_a_person(path: str, text: str) -> None:
    assert ask(PROBE, {path: text}).outcome is Outcome.PRESENT


def test_steps_of_a_workflow() -> None:
    assert ask(PROBE, workflow("run: helm upgrade app . --atomic")).evidence[0].line == 6
    undo = workflow("run: kubectl apply -f k8s", "{if: failure(), run: kubectl rollout undo deployment/web}")
    assert ask(PROBE, undo).evidence[0].line == 7
    at_once = workflow("run: kubectl rollout status deployment/web || kubectl rollout undo deployment/web")
    assert ask(PROBE, at_once).outcome is Outcome.PRESENT


def test_traps() -> None:
    by_hand = ask(PROBE, {"bin/rollback.sh": "kubectl rollout undo deployment/web\n"})
    assert (by_hand.outcome, by_hand.near_misses[0].reason) == (Outcome.ABSENT, "nothing starts it but a person")
    assert (
        ask(PROBE, workflow("run: kubectl rollout undo deployment/web", on="workflow_dispatch")).outcome
        is Outcome.ABSENT
    )
    assert ask(PROBE, {"infra/ecs.tf": ECS % "false"}).outcome is Outcome.ABSENT
    assert ask(PROBE, workflow("{if: failure(), run: ./notify.sh}")).outcome is Outcome.ABSENT
