from core.model.outcome import Outcome
from core.probes.ci.concurrency_cancel import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import CI, workflow

TOP = "on: push\nconcurrency:\n  group: ci\n  cancel-in-progress: {}\njobs:\n  a:\n    steps: [{{run: make}}]\n"


def test_workflows_and_jobs_that_cancel_earlier_runs() -> None:
    for value in ("true", "${{ github.event_name == 'pull_request' }}"):
        answer = ask(PROBE, {CI: TOP.format(value)})
        assert (answer.outcome, [e.line for e in answer.evidence]) == (Outcome.PRESENT, [4]), value
    job = workflow("run: make", job="concurrency:\n  group: x\n  cancel-in-progress: true")
    assert [e.line for e in ask(PROBE, job).evidence] == [7]
    assert ask(PROBE, workflow("uses: styfle/cancel-workflow-action@0.12.1")).outcome is Outcome.PRESENT
    skip = "{uses: fkirc/skip-duplicate-actions@v5, with: {cancel_others: 'true'}}"
    assert ask(PROBE, workflow(skip)).outcome is Outcome.PRESENT


def test_other_ci_systems() -> None:
    gitlab = {".gitlab-ci.yml": "default:\n  interruptible: true\ntest:\n  script: make\n"}
    assert [e.line for e in ask(PROBE, gitlab).evidence] == [2]
    azure = {"azure-pipelines.yml": "pr:\n  autoCancel: true\nsteps:\n  - script: make\n"}
    assert ask(PROBE, azure).outcome is Outcome.PRESENT
    jenkins = "pipeline {\n  options { disableConcurrentBuilds(abortPrevious: true) }\n  sh 'make'\n}\n"
    assert ask(PROBE, {"Jenkinsfile": jenkins}).outcome is Outcome.PRESENT


def test_what_an_input_decides_is_unproven() -> None:
    assert ask(PROBE, {CI: TOP.format("${{ inputs.cancel }}")}).outcome is Outcome.UNPROVEN


def test_groups_that_never_cancel_are_near_misses() -> None:
    for text in (TOP.format("false"), "on: push\nconcurrency: ci\njobs:\n  a:\n    steps: [{run: make}]\n"):
        answer = ask(PROBE, {CI: text})
        assert answer.outcome is Outcome.ABSENT
        assert [miss.reason for miss in answer.near_misses] == ["a group that does not cancel"]


def test_traps() -> None:
    gitlab = {".gitlab-ci.yml": "test:\n  interruptible: false\n  script: make\n"}
    assert ask(PROBE, gitlab).outcome is Outcome.ABSENT
    jenkins = "pipeline {\n  options { disableConcurrentBuilds() }\n  sh 'make'\n}\n"
    assert ask(PROBE, {"Jenkinsfile": jenkins}).outcome is Outcome.ABSENT
    commented = TOP.format("true").replace("  cancel", "  # cancel")
    assert ask(PROBE, {CI: commented}).outcome is Outcome.ABSENT
    assert ask(PROBE, workflow("uses: fkirc/skip-duplicate-actions@v5")).outcome is Outcome.ABSENT
