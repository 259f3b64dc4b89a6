import pytest

from core.model.outcome import Outcome
from core.probes.ci.pipeline import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow


def test_systems_that_run_on_changes() -> None:
    for files in (
        workflow("run: make"),
        {".gitlab-ci.yml": "build:\n  script: make\n"},
        {"Jenkinsfile": "pipeline { stages { stage('b') { steps { sh 'make' } } } }"},
        {".travis.yml": "language: go\n"},
        {"bitbucket-pipelines.yml": "pipelines:\n  default:\n    - step:\n        script: [npm test]\n"},
        {".buildkite/pipeline.yml": "steps:\n  - command: make\n"},
    ):
        assert ask(PROBE, files).outcome is Outcome.PRESENT, files


def test_bots_do_not_count() -> None:
    answer = ask(PROBE, workflow("uses: actions/labeler@v5", on="pull_request_target"))
    assert answer.outcome is Outcome.ABSENT
    assert answer.near_misses[0].reason == "only looks after issues and pull requests"


def test_manual_or_scheduled_runs_do_not_count() -> None:
    assert ask(PROBE, workflow("run: make", on="workflow_dispatch")).outcome is Outcome.ABSENT
    assert ask(PROBE, workflow("run: make", on="{schedule: [{cron: '0 0 * * *'}]}")).outcome is Outcome.ABSENT


def test_unreadable_file_is_said() -> None:
    answer = ask(PROBE, {".github/workflows/ci.yml": "on: [push\njobs: {"})
    assert answer.outcome is Outcome.ABSENT
    assert [(s.reason, s.count) for s in answer.searched.skipped] == [("not understood", 1)]


@pytest.mark.parametrize("folder", [".gitea", ".forgejo"])
def test_workflows_of_gitea_and_forgejo(folder: str) -> None:
    text = "on: [push]\njobs:\n  a:\n    runs-on: docker\n    steps:\n    - run: make test\n"
    assert ask(PROBE, {f"{folder}/workflows/ci.yaml": text}).outcome is Outcome.PRESENT
