import pytest

from core.model.outcome import Outcome
from core.probes.cd.approval import PROBE
from core.probes.cd.auto_rollback import PROBE as AUTO_ROLLBACK
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow

AZURE = "stages:\n- stage: prod\n  jobs:\n  - job: wait\n    steps:\n    - task: ManualValidation@0\n  - job: deploy\n"
CIRCLE = (
    "workflows:\n  main:\n    jobs:\n    - hold: {type: approval}\n    - deploy: {requires: [hold]}\n"
    "jobs:\n  deploy:\n    steps: [{run: eb deploy}]\n"
)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".gitlab-ci.yml", "deploy:\n  script: kubectl apply -f k8s\n  when: manual\n"),
        (".circleci/config.yml", CIRCLE),
        ("azure-pipelines.yml", AZURE + "    steps:\n    - script: az webapp deploy\n"),
        ("Jenkinsfile", "stage('Deploy') {\n  input message: 'Ship it?'\n  sh 'kubectl apply -f k8s'\n}\n"),
        (".buildkite/pipeline.yml", "steps:\n- block: Release?\n- command: docker push a/b\n"),
        ("k8s/app.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec:\n  autoPromotionEnabled: false\n"),
    ],
)
def test_a_person_gates(path: str, text: str) -> None:
    assert ask(PROBE, {path: text}).outcome is Outcome.PRESENT


def test_a_named_environment_is_unproven() -> None:
    answer = ask(PROBE, workflow("uses: pypa/gh-action-pypi-publish@v1", job="environment: pypi"))
    assert (answer.outcome, answer.evidence[0].line) == (Outcome.UNPROVEN, 5)
    assert answer.summary.startswith("1 job delivers through a named environment")


def test_traps() -> None:
    plan = ask(PROBE, workflow("run: terraform plan", job="environment: Test"))
    assert (plan.outcome, plan.near_misses[0].reason) == (Outcome.ABSENT, "the job delivers nothing")
    pages = ask(PROBE, workflow("uses: actions/deploy-pages@v4", job="environment: github-pages"))
    assert pages.outcome is Outcome.ABSENT
    assert ask(PROBE, {".gitlab-ci.yml": "slow:\n  script: pytest\n  when: manual\n"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"CONTRIBUTING.md": "The main branch is protected: two approvals."}).outcome is Outcome.ABSENT
    held = {".circleci/config.yml": "jobs:\n  e2e:\n    type: approval\n    steps: [{run: pytest}]\n"}
    assert ask(PROBE, held).outcome is Outcome.ABSENT


def test_a_gate_and_a_way_back_within_a_template_of_azure_pipelines() -> None:
    deploy = (
        "stages:\n- stage: prod\n  jobs:\n  - job: wait\n    pool: server\n    steps: [{task: ManualValidation@0}]\n"
        "  - deployment: web\n    dependsOn: wait\n    environment: prod\n    strategy:\n      runOnce:\n"
        "        deploy: {steps: [{script: kubectl apply -f k8s}]}\n"
        "        on: {failure: {steps: [{script: kubectl rollout undo deployment/web}]}}\n"
    )
    files = {"azure-pipelines.yml": "trigger: [main]\nstages:\n- template: deploy.yml\n", "deploy.yml": deploy}
    for probe in (PROBE, AUTO_ROLLBACK):
        answer = ask(probe, files)
        assert (answer.outcome, [e.place for e in answer.evidence]) == (Outcome.PRESENT, ["azure-pipelines.yml:3"])
