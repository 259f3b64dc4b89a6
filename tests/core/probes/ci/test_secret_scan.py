import pytest

from core.model.outcome import Outcome
from core.probes.ci.secret_scan import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import CI, workflow


@pytest.mark.parametrize(
    "step",
    [
        "uses: gitleaks/gitleaks-action@v2",
        "uses: trufflesecurity/trufflehog@main",
        "uses: GitGuardian/ggshield-action@v1",
        "run: gitleaks detect --redact",
        "run: docker run -v .:/src zricethezav/gitleaks:latest detect",
        "run: detect-secrets-hook --baseline .secrets.baseline",
        "run: git-secrets --scan",
        "run: trivy fs --scanners vuln,secret .",
        "{uses: aquasecurity/trivy-action@0.30.0, with: {scan-type: fs, scanners: secret}}",
    ],
)
def test_scanners_in_ci(step: str) -> None:
    assert ask(PROBE, workflow(step)).outcome is Outcome.PRESENT


def test_other_ci_systems() -> None:
    assert ask(PROBE, {".gitlab-ci.yml": "scan:\n  script: [trufflehog git file://.]\n"}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"Jenkinsfile": "node { sh 'gitleaks detect' }\n"}).outcome is Outcome.PRESENT


def test_commit_hooks_count_without_ci() -> None:
    for hook in ("gitleaks", "detect-secrets", "trufflehog", "ggshield", "detect-aws-credentials", "gitleaks-docker"):
        files = {".pre-commit-config.yaml": f"repos:\n- repo: https://x\n  hooks:\n  - id: {hook}\n"}
        assert ask(PROBE, files).outcome is Outcome.PRESENT, hook
    assert ask(PROBE, {".husky/pre-commit": "gitleaks protect --staged\n"}).outcome is Outcome.PRESENT
    lefthook = "pre-commit:\n  commands:\n    secrets:\n      run: trufflehog git file://.\n"
    assert ask(PROBE, {"lefthook.yml": lefthook}).outcome is Outcome.PRESENT
    staged = '{\n  "lint-staged": {\n    "*": "secretlint --no-terminalLink"\n  }\n}\n'
    assert [e.line for e in ask(PROBE, {"package.json": staged}).evidence] == [3]


def test_what_runs_elsewhere_is_unproven() -> None:
    template = "include:\n  - template: Jobs/Secret-Detection.gitlab-ci.yml\n"
    assert ask(PROBE, {".gitlab-ci.yml": template}).outcome is Outcome.UNPROVEN
    call = "on: push\njobs:\n  a:\n    uses: acme/ci/.github/workflows/secret-scan.yml@v1\n"
    assert ask(PROBE, {CI: call}).outcome is Outcome.UNPROVEN


def test_settings_that_nothing_runs_are_near_misses() -> None:
    answer = ask(PROBE, {".gitleaks.toml": "title = 'x'\n", ".secrets.baseline": "{}\n"})
    assert answer.outcome is Outcome.ABSENT
    assert {miss.reason for miss in answer.near_misses} == {"settings of a scanner that nothing here runs"}


def test_traps() -> None:
    assert ask(PROBE, {"docs/security.md": "We use gitleaks to find secrets.\n"}).outcome is Outcome.ABSENT
    for step in (
        "uses: aws-actions/aws-secretsmanager-get-secrets@v2",
        "uses: hashicorp/vault-action@v3",
        "run: trivy fs .",
        "# - run: gitleaks detect",
    ):
        assert ask(PROBE, workflow(step, "run: make")).outcome is Outcome.ABSENT, step
    assert ask(PROBE, {".husky/pre-commit": "# gitleaks protect\nnpm test\n"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"package.json": '{"devDependencies": {"secretlint": "9"}}'}).outcome is Outcome.ABSENT
