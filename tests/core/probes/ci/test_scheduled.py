import pytest

from core.model.outcome import Outcome
from core.probes.ci.scheduled import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import CI, workflow

CRON = "{schedule: [{cron: '0 3 * * *'}]}"
NIGHTLY = "on:\n  schedule:\n    - cron: '0 3 * * *'\njobs:\n  a:\n    "


@pytest.mark.parametrize(
    "step",
    [
        "run: pytest",
        "run: docker build .",
        "run: golangci-lint run",
        "uses: github/codeql-action/analyze@v3",
        "uses: ossf/scorecard-action@v2",
        "run: npm audit",
        "run: trivy image acme/shop",
        "run: gitleaks detect",
        "run: cargo test",
    ],
)
def test_scheduled_work(step: str) -> None:
    assert ask(PROBE, workflow(step, on=CRON)).outcome is Outcome.PRESENT


def test_the_line_of_the_schedule_is_shown() -> None:
    answer = ask(PROBE, {CI: NIGHTLY + "steps: [{run: make test}]\n", "Makefile": "test:\n\tgo test ./...\n"})
    assert [(e.path, e.line) for e in answer.evidence] == [(CI, 3)]


def test_a_workflow_of_the_repository_that_it_calls_counts() -> None:
    build = workflow("run: docker build .", on="workflow_call", path=".github/workflows/build.yml")
    nightly = {".github/workflows/nightly.yml": NIGHTLY + "uses: ./.github/workflows/build.yml\n"}
    assert ask(PROBE, nightly | build).outcome is Outcome.PRESENT


def test_other_ci_systems() -> None:
    jenkins = "pipeline {\n  triggers { cron('H 2 * * *') }\n  sh 'mvn verify'\n}\n"
    assert [e.line for e in ask(PROBE, {"Jenkinsfile": jenkins}).evidence] == [2]
    azure = "schedules:\n- cron: '0 3 * * *'\nsteps:\n- script: dotnet test\n"
    assert ask(PROBE, {"azure-pipelines.yml": azure}).outcome is Outcome.PRESENT
    circle = (
        "jobs:\n  t:\n    steps: [{run: npx jest}]\nworkflows:\n  n:\n    triggers:\n      - schedule:\n"
        "          cron: '0 0 * * *'\n    jobs: [t]\n"
    )
    assert [e.line for e in ask(PROBE, {".circleci/config.yml": circle}).evidence] == [8]


def test_a_schedule_or_work_outside_the_repository_is_unproven() -> None:
    rule = 'test:\n  script: pytest\n  rules:\n    - if: $CI_PIPELINE_SOURCE == "schedule"\n{}'
    assert ask(PROBE, {".gitlab-ci.yml": rule.format("")}).outcome is Outcome.UNPROVEN
    assert ask(PROBE, {".gitlab-ci.yml": rule.format("      when: never\n")}).outcome is Outcome.ABSENT
    call = NIGHTLY + "uses: acme/ci/.github/workflows/codeql.yml@v1\n"
    assert ask(PROBE, {CI: call}).outcome is Outcome.UNPROVEN
    drone = {".drone.yml": "steps:\n- name: t\n  commands: [go test ./...]\ntrigger:\n  event: [cron]\n"}
    assert ask(PROBE, drone).outcome is Outcome.UNPROVEN


@pytest.mark.parametrize(
    "step",
    [
        "uses: actions/stale@v9",
        "uses: dessant/lock-threads@v5",
        "run: ./cleanup.sh",
        "uses: renovatebot/github-action@v40",
    ],
)
def test_bots_are_near_misses(step: str) -> None:
    answer = ask(PROBE, workflow(step, on=CRON))
    assert answer.outcome is Outcome.ABSENT
    assert [miss.reason for miss in answer.near_misses] == ["neither builds, tests nor scans"]


def test_traps() -> None:
    assert ask(PROBE, workflow("run: pytest")).outcome is Outcome.ABSENT
    assert ask(PROBE, workflow("run: pytest", on="push  # schedule: cron")).outcome is Outcome.ABSENT
    job = {"k8s/backup.yaml": "kind: CronJob\nspec:\n  schedule: '0 3 * * *'\n"}
    assert ask(PROBE, job | workflow("run: pytest")).outcome is Outcome.ABSENT
    upkeep = NIGHTLY + "uses: acme/ci/.github/workflows/stale-check.yml@v1\n"
    assert ask(PROBE, {CI: upkeep}).outcome is Outcome.ABSENT
