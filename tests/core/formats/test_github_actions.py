import pytest

from core.formats.errors import NotUnderstood
from core.formats.github_actions import parse

WORKFLOW = """name: CI
on:
  push: {branches: [main]}
  pull_request:
permissions:
  contents: read
concurrency:
  group: ci
  cancel-in-progress: true
jobs:
  test:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    environment: {name: staging}
    strategy:
      matrix:
        os: [linux, mac]
        py: ['3.11', '3.12', '3.13']
        exclude: [{os: mac, py: '3.11'}]
    services:
      db: {image: 'postgres:16'}
    steps:
      - uses: actions/checkout@v4
      - name: Test
        if: success()
        working-directory: app
        run: |
          make deps
          make test
        env: {A: b}
  ship:
    needs: test
    uses: acme/ci/.github/workflows/ship.yml@v1
    with: {target: prod}
    secrets: {TOKEN: x}
"""


def test_a_workflow() -> None:
    pipeline = parse("ci.yml", WORKFLOW)
    test, ship = pipeline.jobs
    assert pipeline.triggers == ("push", "pull_request")
    assert (pipeline.permissions, pipeline.cancels, pipeline.cancels_line) == ("contents: read", True, 9)
    assert (test.line, test.timeout, test.timeout_line, test.environment) == (11, "10", 13, "staging")
    assert (test.matrix, test.services) == (5, ("postgres:16",))
    step = test.steps[1]
    assert (step.line, step.end_line, step.run, step.run_line) == (24, 30, "make deps\nmake test\n", 28)
    assert (step.folder, step.condition, step.env) == ("app", "success()", {"A": "b"})
    assert (ship.needs, ship.uses) == (("test",), "acme/ci/.github/workflows/ship.yml@v1")
    assert ship.options == {"target": "prod", "secrets.TOKEN": ""}


@pytest.mark.parametrize(
    ("matrix", "jobs"),
    [
        ("{a: [1]}", 1),
        ("{a: [1, 2], b: [1, 2]}", 4),
        ("{include: [{a: 1}, {a: 2}, {a: 3}]}", 3),
        ("'${{ fromJSON(needs.a.outputs.b) }}'", 2),
        ("{a: '${{ fromJSON(x) }}'}", 2),
    ],
)
def test_matrices(matrix: str, jobs: int) -> None:
    text = f"on: push\njobs:\n  a:\n    strategy: {{matrix: {matrix}}}\n    steps: []\n"
    assert parse("a.yml", text).jobs[0].matrix == jobs


def test_a_composite_action() -> None:
    action = parse(
        "action.yml", "name: set up\nruns:\n  using: composite\n  steps:\n    - run: npm ci\n      shell: bash\n"
    )
    assert action.action
    assert [step.run for _, step in action.steps()] == ["npm ci"]


def test_other_files_are_not_understood() -> None:
    for text in ("a: 1\n", "- a\n", "jobs: [\n"):
        with pytest.raises(NotUnderstood):
            parse("x.yml", text)
    odd = parse("x.yml", "on: push\njobs:\n  a: nonsense\n")
    assert (odd.jobs, odd.not_understood) == ((), ("job a",))


def test_a_job_says_where_it_restricts_the_token_and_cancels_what_is_superseded() -> None:
    text = (
        "on: push\njobs:\n  a:\n    permissions: {}\n    concurrency:\n      group: x\n      cancel-in-progress: true\n"
    )
    (job,) = parse("w.yml", text).jobs
    assert (job.permissions, job.permissions_line, job.interruptible, job.interruptible_line) == ("{}", 4, True, 7)


def test_the_working_directory_of_steps_that_name_none() -> None:
    text = (
        "on: push\ndefaults: {run: {working-directory: server}}\njobs:\n"
        "  a:\n    steps: [{run: ./test.sh}, {run: make, working-directory: ./web}]\n"
        "  b:\n    defaults: {run: {working-directory: api}}\n    steps: [{run: make}]\n"
    )
    folders = [step.folder for _, step in parse(".github/workflows/ci.yml", text).steps()]
    assert folders == ["server", "./web", "api"]
