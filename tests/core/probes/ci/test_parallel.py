from core.model.outcome import Outcome
from core.probes.ci.parallel import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import CI, workflow

TWO = "on: push\njobs:\n  lint:\n    steps: [{run: ruff check .}]\n  test:\n{needs}    steps: [{run: pytest}]\n"


def test_matrix_over_more_than_one_value() -> None:
    assert (
        ask(PROBE, workflow("run: go test ./...", job="strategy: {matrix: {go: ['1.22', '1.23']}}")).outcome
        is Outcome.PRESENT
    )
    assert (
        ask(PROBE, workflow("run: go test ./...", job="strategy: {matrix: {go: ['1.23']}}")).outcome is Outcome.ABSENT
    )


def test_jobs_that_do_not_wait_for_each_other() -> None:
    answer = ask(PROBE, {CI: TWO.replace("{needs}", "")})
    assert answer.outcome is Outcome.PRESENT
    assert [e.line for e in answer.evidence] == [3, 5]
    assert ask(PROBE, {CI: TWO.replace("{needs}", "    needs: lint\n")}).outcome is Outcome.ABSENT


def test_gitlab_jobs_of_one_stage_and_parallel() -> None:
    same = "a:\n  stage: test\n  script: rspec\nb:\n  stage: test\n  script: rubocop\n"
    assert ask(PROBE, {".gitlab-ci.yml": same}).outcome is Outcome.PRESENT
    after = "stages: [check, test]\na:\n  stage: check\n  script: rubocop\nb:\n  stage: test\n  script: rspec\n"
    assert ask(PROBE, {".gitlab-ci.yml": after}).outcome is Outcome.ABSENT
    split = "a:\n  parallel: 4\n  script: rspec\n"
    assert ask(PROBE, {".gitlab-ci.yml": split}).outcome is Outcome.PRESENT


def test_circleci_parallelism() -> None:
    text = "jobs:\n  test:\n    parallelism: 4\n    steps:\n      - run: npx jest\n"
    assert ask(PROBE, {".circleci/config.yml": text}).outcome is Outcome.PRESENT


def test_a_bot_beside_one_job_is_not_parallel() -> None:
    bot = workflow("uses: actions/stale@v9", on="{schedule: []}", path=".github/workflows/stale.yml")
    assert ask(PROBE, workflow("run: pytest") | bot).outcome is Outcome.ABSENT


def test_jobs_after_one_build_run_side_by_side() -> None:
    steps = "\n    steps: [{run: pytest}]\n"
    fan = f"on: push\njobs:\n  build:{steps}  unit:\n    needs: build{steps}  e2e:\n    needs: build{steps}"
    assert {e.line for e in ask(PROBE, {CI: fan}).evidence} >= {5, 8}
    chain = fan.replace("  e2e:\n    needs: build", "  e2e:\n    needs: unit")
    assert ask(PROBE, {CI: chain}).outcome is Outcome.ABSENT
