from core.model.outcome import Outcome
from core.probes.ci.timeouts import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow


def test_limits_of_jobs_and_steps() -> None:
    job = ask(PROBE, workflow("run: pytest", job="timeout-minutes: 20"))
    assert (job.outcome, job.evidence[0].line) == (Outcome.PRESENT, 5)
    assert ask(PROBE, workflow("{run: mvn verify, timeout-minutes: 20}")).outcome is Outcome.PRESENT
    gitlab = {".gitlab-ci.yml": "test:\n  script: go test ./...\n  timeout: 30m\n"}
    assert ask(PROBE, gitlab).outcome is Outcome.PRESENT
    azure = {"azure-pipelines.yml": "jobs:\n- job: t\n  timeoutInMinutes: 10\n  steps:\n  - script: npx jest\n"}
    assert ask(PROBE, azure).outcome is Outcome.PRESENT


def test_the_test_tools_own_limit_does_not_count() -> None:
    assert ask(PROBE, workflow("run: go test -timeout 5m ./...")).outcome is Outcome.ABSENT
    assert ask(PROBE, workflow("run: golangci-lint run --timeout 5m")).outcome is Outcome.ABSENT


def test_a_limit_of_a_bot_is_a_near_miss() -> None:
    answer = ask(PROBE, workflow("uses: actions/stale@v9", job="timeout-minutes: 5"))
    assert answer.outcome is Outcome.ABSENT
    assert answer.near_misses[0].reason == "in a CI file that neither builds nor tests"


def test_one_limit_around_several_steps_is_one() -> None:
    text = "node {\n  timeout(60) {\n    sh './eng/cibuild.sh -ci'\n    sh 'make check'\n  }\n}\n"
    answer = ask(PROBE, {"Jenkinsfile": text})
    assert answer.summary == "1 time limit is set in CI files that build or test; 0 jobs have none."


def test_compiling_to_run_it_is_building() -> None:
    fuzz = workflow("run: cargo run --release --bin fuzz-indexing", job="timeout-minutes: 60")
    assert ask(PROBE, fuzz).outcome is Outcome.PRESENT
