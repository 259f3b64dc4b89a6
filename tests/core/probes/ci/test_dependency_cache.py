from core.model.outcome import Outcome
from core.probes.ci.dependency_cache import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow


def test_cache_action_is_shown_with_its_lines() -> None:
    answer = ask(PROBE, workflow("uses: actions/checkout@v4", "uses: actions/cache@v4\n        with: {path: ~/.m2}"))
    assert answer.outcome is Outcome.PRESENT
    assert [e.place for e in answer.evidence] == [".github/workflows/ci.yml:7-8"]
    assert answer.summary == "1 CI file keeps dependencies or build output between runs, in 1 place."


def test_inputs_of_set_up_actions_count_in_every_ecosystem() -> None:
    for step in (
        "{uses: actions/setup-node@v4, with: {cache: npm}}",
        "{uses: actions/setup-python@v5, with: {cache: pip}}",
        "{uses: actions/setup-java@v4, with: {cache: maven}}",
        "{uses: ruby/setup-ruby@v1, with: {bundler-cache: true}}",
        "{uses: astral-sh/setup-uv@v5, with: {enable-cache: true}}",
        "uses: Swatinem/rust-cache@v2",
        "uses: gradle/actions/setup-gradle@v4",
    ):
        assert ask(PROBE, workflow(step)).outcome is Outcome.PRESENT, step


def test_gitlab_circleci_and_azure_count() -> None:
    gitlab = {".gitlab-ci.yml": "default:\n  cache: {key: gems, paths: [vendor/ruby]}\ntest:\n  script: rspec\n"}
    answer = ask(PROBE, gitlab)
    assert answer.outcome is Outcome.PRESENT
    assert answer.evidence[0].line == 2
    circle = "jobs:\n  test:\n    steps:\n      - restore_cache: {keys: [a]}\n      - run: npm test\n"
    assert ask(PROBE, {".circleci/config.yml": circle}).outcome is Outcome.PRESENT
    azure = "trigger: [main]\nsteps:\n  - task: Cache@2\n    inputs: {key: npm}\n  - script: npm ci\n"
    assert ask(PROBE, {"azure-pipelines.yml": azure}).outcome is Outcome.PRESENT
    orb = "orbs: {node: circleci/node@5.1}\njobs:\n  t:\n    steps: [node/install-packages, {run: npm test}]\n"
    assert ask(PROBE, {".circleci/config.yml": orb}).outcome is Outcome.UNPROVEN


def test_composite_action_counts_only_when_a_workflow_uses_it() -> None:
    action = "name: set up\nruns:\n  using: composite\n  steps:\n    - uses: actions/cache@v4\n"
    files = {".github/actions/setup/action.yml": action}
    assert ask(PROBE, files | workflow("uses: ./.github/actions/setup")).outcome is Outcome.PRESENT
    assert ask(PROBE, files | workflow("run: make")).outcome is Outcome.ABSENT


def test_image_layers_are_a_near_miss() -> None:
    answer = ask(PROBE, workflow("{uses: actions/cache@v4, with: {path: /tmp/.buildx-cache, key: x}}"))
    assert answer.outcome is Outcome.ABSENT
    assert [miss.reason for miss in answer.near_misses] == ["caches image layers only"]


def test_default_of_an_action_is_unproven_and_switched_off_is_absent() -> None:
    assert ask(PROBE, workflow("uses: actions/setup-go@v5")).outcome is Outcome.UNPROVEN
    assert ask(PROBE, workflow("{uses: actions/setup-go@v5, with: {cache: false}}")).outcome is Outcome.ABSENT
    assert ask(PROBE, workflow("uses: actions/setup-go@v2")).outcome is Outcome.ABSENT


def test_absence_says_what_was_searched() -> None:
    answer = ask(PROBE, workflow("# - uses: actions/cache@v4", "run: pip install -r requirements.txt"))
    assert answer.outcome is Outcome.ABSENT
    assert (answer.searched.eligible, answer.searched.read) == (1, 1)


def test_a_remote_cache_of_build_output() -> None:
    text = "on: [push]\nenv:\n  %s: x\njobs:\n  a:\n    steps:\n      - run: npx turbo run build\n"
    assert ask(PROBE, {".github/workflows/ci.yml": text % "TURBO_TOKEN"}).outcome is Outcome.PRESENT
    assert ask(PROBE, {".github/workflows/ci.yml": text % "TURBO_TEAM"}).outcome is Outcome.ABSENT
