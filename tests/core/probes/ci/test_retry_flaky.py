import pytest

from core.model.outcome import Outcome
from core.probes.ci.retry_flaky import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow


@pytest.mark.parametrize(
    "step",
    [
        "run: pytest --reruns 3",
        "run: gotestsum --rerun-fails ./...",
        "run: mvn verify -Dsurefire.rerunFailingTestsCount=2",
        "run: cargo nextest run --retries 2",
        "run: npx playwright test --retries=2",
        "run: ginkgo --flake-attempts=3 ./...",
        "run: bazel test --flaky_test_attempts=3 //...",
        "{uses: nick-fields/retry@v3, with: {command: make e2e, max_attempts: 3}}",
    ],
)
def test_commands_and_actions(step: str) -> None:
    assert ask(PROBE, workflow(step)).outcome is Outcome.PRESENT


def test_other_ci_systems() -> None:
    gitlab = {".gitlab-ci.yml": "test:\n  script: pytest\n  retry: 2\n"}
    assert [e.line for e in ask(PROBE, gitlab).evidence] == [3]
    azure = {"azure-pipelines.yml": "steps:\n- script: npm test\n  retryCountOnTaskFailure: 2\n"}
    assert ask(PROBE, azure).outcome is Outcome.PRESENT
    jenkins = {"Jenkinsfile": "node {\n  retry(3) {\n    sh 'make test'\n  }\n}\n"}
    assert ask(PROBE, jenkins).outcome is Outcome.PRESENT
    buildkite = {".buildkite/pipeline.yml": "steps:\n- command: make test\n  retry:\n    automatic:\n    - limit: 2\n"}
    assert ask(PROBE, buildkite).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("playwright.config.ts", "export default {\n  retries: process.env.CI ? 2 : 0,\n};\n"),
        ("cypress.config.js", "module.exports = {\n  retries: { runMode: 2 },\n};\n"),
        ("vitest.config.ts", "export default {\n  test: {\n    retry: 2,\n  },\n};\n"),
        (".config/nextest.toml", "[profile.ci]\nretries = 2\n"),
        ("pyproject.toml", '[tool.pytest.ini_options]\naddopts = "--reruns 2"\n'),
        ("pom.xml", "<project>\n<rerunFailingTestsCount>2</rerunFailingTestsCount>\n</project>\n"),
        ("build.gradle.kts", 'plugins {\n  id("org.gradle.test-retry") version "1.6"\n}\n'),
        ("tests/test_mail.py", "@pytest.mark.flaky(reruns=2)\ndef test_mail(): ...\n"),
        ("src/mail.test.js", "jest.retryTimes(3);\n"),
        ("spec/spec_helper.rb", "require 'rspec/retry'\n"),
        ("test/MailTests.cs", "class MailTests {\n  [RetryFact]\n  void Sends() {}\n}\n"),
    ],
)
def test_settings_of_test_tools(path: str, text: str) -> None:
    assert ask(PROBE, {path: text}).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    "step",
    [
        "run: curl --retry 5 https://example.org",
        "run: npm ci --fetch-retries 5",
        "run: pip install --retries 5 -r requirements.txt",
        "run: docker run --health-retries 5 postgres",
        "{uses: nick-fields/retry@v3, with: {command: 'curl -f https://example.org', max_attempts: 3}}",
        "{uses: lycheeverse/lychee-action@v2, with: {args: --max-retries 3 .}}",
        "run: pytest --reruns 0",
        "run: pytest",
    ],
)
def test_network_retries_do_not_count(step: str) -> None:
    assert ask(PROBE, workflow(step)).outcome is Outcome.ABSENT


def test_services_and_application_code_do_not_count() -> None:
    compose = {"compose.yaml": "services:\n  db:\n    healthcheck:\n      retries: 5\n"}
    assert ask(PROBE, compose).outcome is Outcome.ABSENT
    assert ask(PROBE, {"src/client.py": "@retry(reruns=3)\ndef call(): ...\n"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {".gitlab-ci.yml": "test:\n  script: pytest\n  retry: 0\n"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"tests/test_a.py": "# @pytest.mark.flaky(reruns=2)\n"}).outcome is Outcome.ABSENT


def test_switched_off_is_a_near_miss() -> None:
    answer = ask(PROBE, {"playwright.config.ts": "export default {\n  retries: 0,\n};\n"})
    assert answer.outcome is Outcome.ABSENT
    assert [miss.reason for miss in answer.near_misses] == ["switched off"]
