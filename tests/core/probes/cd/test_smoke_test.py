import pytest

from core.model.outcome import Outcome
from core.probes.cd.smoke_test import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import CI, workflow

DEPLOY = "run: kubectl apply -f k8s"


@pytest.mark.parametrize(
    "after",
    [
        "run: curl --fail https://example.org/health",
        "run: npx playwright test",
        "{name: Smoke test, run: ./check.sh}",
        "run: helm test app",
    ],
)
def test_a_step_after_the_deployment(after: str) -> None:
    answer = ask(PROBE, workflow(DEPLOY, after))
    assert (answer.outcome, answer.evidence[0].line) == (Outcome.PRESENT, 7)


def test_a_job_after_the_deployment() -> None:
    needs = (
        "on: push\njobs:\n  deploy:\n"
        "    steps: [{run: fly deploy}]\n"
        "  check:\n"
        "    needs: deploy\n"
        "    steps: [{run: pytest e2e}]\n"
    )
    assert ask(PROBE, {CI: needs}).outcome is Outcome.PRESENT
    gitlab = (
        "stages: [deploy, verify]\ndeploy:\n"
        "  stage: deploy\n"
        "  script: helm upgrade app .\nsmoke:\n"
        "  stage: verify\n  script: ./smoke.sh\n"
    )
    assert ask(PROBE, {".gitlab-ci.yml": gitlab}).outcome is Outcome.PRESENT
    jenkins = "sh 'kubectl apply -f k8s'\nsh 'curl -f https://example.org/health'\n"
    assert ask(PROBE, {"Jenkinsfile": jenkins}).outcome is Outcome.PRESENT
    assert ask(PROBE, workflow("run: npx cypress run", on="deployment_status")).outcome is Outcome.PRESENT


def test_traps() -> None:
    before = ask(PROBE, workflow("{name: Smoke test, run: pytest smoke}", DEPLOY))
    assert (before.outcome, before.near_misses[0].reason) == (Outcome.ABSENT, "runs before, not after the delivery")
    assert ask(PROBE, workflow("run: npx playwright test")).outcome is Outcome.ABSENT
    built = (
        "on: push\njobs:\n  image:\n"
        "    steps: [{run: docker push a/b}]\n  e2e:\n"
        "    needs: image\n"
        "    steps: [{run: pytest}]\n"
    )
    assert ask(PROBE, {CI: built}).outcome is Outcome.ABSENT
    kind = workflow("run: kind create cluster", DEPLOY, "run: pytest e2e")
    assert ask(PROBE, kind).outcome is Outcome.ABSENT
    notify = workflow(DEPLOY, "run: curl -sf -X POST https://chat.example.org/hook")
    assert ask(PROBE, notify).outcome is Outcome.ABSENT
    told = workflow(DEPLOY, "{name: Check if the last commit is a release, run: node check-if-release.js}")
    assert ask(PROBE, told).outcome is Outcome.ABSENT
