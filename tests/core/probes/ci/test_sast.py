from core.model.outcome import Outcome
from core.probes.ci.sast import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import CI, workflow


def test_analysers() -> None:
    for step in (
        "uses: github/codeql-action/analyze@v3",
        "run: semgrep ci",
        "run: gosec ./...",
        "run: bandit -r src",
        "run: bundle exec brakeman",
        "run: mvn verify sonar:sonar",
        "uses: SonarSource/sonarqube-scan-action@v4",
    ):
        assert ask(PROBE, workflow(step)).outcome is Outcome.PRESENT, step
    assert ask(PROBE, {"sonar-project.properties": "sonar.projectKey=a\n"}).outcome is Outcome.PRESENT


def test_security_rules_of_a_linter_count_only_when_ci_runs_it() -> None:
    ruff = {"pyproject.toml": '[tool.ruff.lint]\nselect = ["E", "S"]\n'}
    assert ask(PROBE, workflow("run: ruff check") | ruff).outcome is Outcome.PRESENT
    golang = {".golangci.yml": "linters:\n  enable:\n    - gosec\n"}
    assert ask(PROBE, workflow("uses: golangci/golangci-lint-action@v6") | golang).outcome is Outcome.PRESENT
    answer = ask(PROBE, workflow("run: make") | golang | ruff)
    assert answer.outcome is Outcome.ABSENT
    assert "configured, but CI does not run it" in {miss.reason for miss in answer.near_misses}


def test_hooks_count_when_ci_runs_them() -> None:
    hooks = {".pre-commit-config.yaml": "repos:\n- repo: https://x\n  hooks:\n  - id: semgrep\n"}
    assert ask(PROBE, workflow("uses: pre-commit/action@v3") | hooks).outcome is Outcome.PRESENT
    assert ask(PROBE, hooks).outcome is Outcome.ABSENT


def test_a_call_elsewhere_that_names_it_is_unproven() -> None:
    call = "on: push\njobs:\n  scan:\n    uses: acme/ci/.github/workflows/_run-codeql-scan.yml@v1\n"
    assert ask(PROBE, {CI: call}).outcome is Outcome.UNPROVEN
    token = "on: push\njobs:\n  t:\n    uses: acme/ci/.github/workflows/t.yml@v1\n    secrets: {SONAR_TOKEN: x}\n"
    assert ask(PROBE, {CI: token}).outcome is Outcome.UNPROVEN


def test_traps() -> None:
    for step in (
        "uses: zizmorcore/zizmor-action@v0",
        "run: ruff check .",
        "uses: ossf/scorecard-action@v2",
        "run: eslint .",
    ):
        assert ask(PROBE, workflow(step)).outcome is Outcome.ABSENT, step


def test_an_engine_that_a_platform_is_told_to_run_counts() -> None:
    engines = "---\nengines:\n  brakeman:\n    enabled: true\n  eslint:\n    enabled: true\n"
    answer = ask(PROBE, {".codeclimate.yml": engines})
    assert [(e.path, e.line) for e in answer.evidence] == [(".codeclimate.yml", 3)]
    assert ask(PROBE, {".codeclimate.yml": engines.replace("true", "false", 1)}).outcome is Outcome.ABSENT
