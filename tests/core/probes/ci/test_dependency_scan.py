import pytest

from core.model.outcome import Outcome
from core.probes.ci.dependency_scan import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import CI, workflow


@pytest.mark.parametrize(
    "step",
    [
        "uses: actions/dependency-review-action@v4",
        "uses: pypa/gh-action-pip-audit@v1",
        "uses: golang/govulncheck-action@v1",
        "uses: EmbarkStudios/cargo-deny-action@v2",
        "uses: snyk/actions/node@master",
        "run: npm audit --audit-level=high",
        "run: yarn npm audit",
        "run: pip-audit -r requirements.txt",
        "run: govulncheck ./...",
        "run: cargo audit",
        "run: bundle exec bundler-audit check --update",
        "run: composer audit",
        "run: dotnet list package --vulnerable --include-transitive",
        "run: ./mvnw org.owasp:dependency-check-maven:check",
        "run: ./gradlew dependencyCheckAnalyze",
        "run: mix deps.audit",
        "run: osv-scanner scan .",
        "run: trivy fs --exit-code 1 .",
        "{uses: aquasecurity/trivy-action@0.30.0, with: {scan-type: fs}}",
        "{uses: aquasecurity/trivy-action@0.30.0, with: {image-ref: acme/shop}}",
        "run: grype acme/shop:1",
    ],
)
def test_scanners_of_many_ecosystems(step: str) -> None:
    assert ask(PROBE, workflow(step)).outcome is Outcome.PRESENT


def test_other_ci_systems_and_tasks_that_ci_runs() -> None:
    assert ask(PROBE, {".gitlab-ci.yml": "audit:\n  script: [pip-audit]\n"}).outcome is Outcome.PRESENT
    circle = {".circleci/config.yml": "jobs:\n  a:\n    steps:\n      - run: bundle audit check\n"}
    assert ask(PROBE, circle).outcome is Outcome.PRESENT
    assert ask(PROBE, {"Jenkinsfile": "node { sh 'npm audit' }\n"}).outcome is Outcome.PRESENT
    makefile = {"Makefile": "audit:\n\tgovulncheck ./...\n"}
    assert ask(PROBE, workflow("run: make audit") | makefile).outcome is Outcome.PRESENT
    assert ask(PROBE, makefile).outcome is Outcome.ABSENT


def test_a_hook_counts_when_ci_runs_hooks() -> None:
    hook = {".pre-commit-config.yaml": "repos:\n- repo: https://x\n  hooks:\n  - id: pip-audit\n"}
    assert ask(PROBE, hook | workflow("uses: pre-commit/action@v3")).outcome is Outcome.PRESENT
    answer = ask(PROBE, hook)
    assert answer.outcome is Outcome.ABSENT
    assert [miss.reason for miss in answer.near_misses] == ["a hook that CI does not run"]


def test_what_runs_elsewhere_is_unproven() -> None:
    call = "on: push\njobs:\n  a:\n    uses: acme/ci/.github/workflows/_dependency-review.yml@v1\n"
    assert ask(PROBE, {CI: call}).outcome is Outcome.UNPROVEN
    template = "include:\n  - template: Jobs/Dependency-Scanning.gitlab-ci.yml\n"
    assert ask(PROBE, {".gitlab-ci.yml": template}).outcome is Outcome.UNPROVEN
    plugin = "<artifactId>dependency-check-maven</artifactId>"
    pom = {"pom.xml": f"<project><build><plugins><plugin>{plugin}</plugin></plugins></build></project>"}
    assert ask(PROBE, pom | workflow("run: mvn verify")).outcome is Outcome.UNPROVEN
    assert ask(PROBE, pom).outcome is Outcome.ABSENT


@pytest.mark.parametrize(
    "step",
    [
        "run: npm audit fix",
        "run: npm audit signatures",
        "run: cargo deny check licenses",
        "run: trivy config .",
        "run: trivy image --vuln-type os acme/shop",
        "{uses: aquasecurity/trivy-action@0.30.0, with: {scan-type: config}}",
        "{uses: aquasecurity/trivy-action@0.30.0, with: {scan-type: fs, scanners: secret}}",
        "{uses: aquasecurity/trivy-action@0.30.0, with: {image-ref: a, vuln-type: os}}",
        "run: snyk iac test",
        "run: echo pip-audit",
        "run: pip install pip-audit",
        "uses: github/codeql-action/analyze@v3",
        "# - run: npm audit",
    ],
)
def test_traps(step: str) -> None:
    assert ask(PROBE, workflow(step, "run: make")).outcome is Outcome.ABSENT


def test_update_bots_licences_and_prose_do_not_count() -> None:
    bot = {".github/dependabot.yml": "version: 2\nupdates:\n  - package-ecosystem: npm\n    directory: /\n"}
    answer = ask(PROBE, bot | {"README.md": "Run `npm audit`.\n", "requirements-dev.txt": "pip-audit==2.7\n"})
    assert answer.outcome is Outcome.ABSENT
    assert [miss.reason for miss in answer.near_misses] == ["declared, but CI does not run it"]
