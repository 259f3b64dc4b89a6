import pytest

from core.model.outcome import Outcome
from core.probes.iac.policy_scan import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow

HOOKS = "repos:\n- repo: https://example.org/a\n  hooks:\n  - id: %s\n"


@pytest.mark.parametrize(
    "step",
    [
        "run: terraform validate",
        "run: terraform -chdir=infra plan -no-color",
        "run: helm lint charts/app",
        "run: helm template . | kubeconform -strict",
        "run: cfn-lint template.yaml",
        "uses: bridgecrewio/checkov-action@v12",
        "{uses: aquasecurity/trivy-action@v0, with: {scan-type: config}}",
        "run: az bicep build --file main.bicep",
    ],
)
def test_in_a_workflow(step: str) -> None:
    assert ask(PROBE, workflow(step)).outcome is Outcome.PRESENT


def test_in_other_systems_and_at_commit_time() -> None:
    assert ask(PROBE, {".gitlab-ci.yml": "scan:\n  script: checkov -d infra\n"}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"Jenkinsfile": "sh 'tflint --recursive'\n"}).outcome is Outcome.PRESENT
    hook = ask(PROBE, {".pre-commit-config.yaml": HOOKS % "terraform_tflint"})
    assert (hook.outcome, hook.evidence[0].line) == (Outcome.PRESENT, 4)


def test_traps() -> None:
    formats = ask(PROBE, workflow("run: terraform fmt -check"))
    assert (formats.outcome, formats.near_misses[0].reason) == (Outcome.ABSENT, "formatting only")
    assert ask(PROBE, {".pre-commit-config.yaml": HOOKS % "terraform_fmt"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {".pre-commit-config.yaml": HOOKS % "ruff" + "#  - id: tflint\n"}).outcome is Outcome.ABSENT
    assert ask(PROBE, workflow("{uses: aquasecurity/trivy-action@v0, with: {scan-type: fs}}")).outcome is Outcome.ABSENT
    assert ask(PROBE, workflow("uses: terraform-linters/setup-tflint@v4")).outcome is Outcome.ABSENT
    assert ask(PROBE, {"Makefile": "scan:\n\ttfsec .\n"}).outcome is Outcome.ABSENT
