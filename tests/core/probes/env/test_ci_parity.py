import pytest

from core.model.outcome import Outcome
from core.probes.env.ci_parity import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import CI, workflow

MAKEFILE = {"Makefile": "test:\n\tpytest -q\n"}
PACKAGE = {"package.json": '{\n  "scripts": {\n    "test": "jest",\n    "lint": "eslint ."\n  }\n}\n'}


def test_both_ends_are_shown() -> None:
    answer = ask(PROBE, workflow("run: make test") | MAKEFILE)
    assert answer.outcome is Outcome.PRESENT
    assert [(e.path, e.line) for e in answer.evidence] == [(CI, 6), ("Makefile", 2)]


@pytest.mark.parametrize(
    ("step", "files"),
    [
        ("run: npm test", PACKAGE),
        ("run: pnpm run lint", PACKAGE),
        ("run: tox", {"tox.ini": "[testenv]\ncommands = pytest\n"}),
        ("run: composer test", {"composer.json": '{"scripts": {"test": "phpunit"}}'}),
        ("run: just test", {"justfile": "test:\n    cargo test\n"}),
        ("run: bin/test", {"bin/test": "#!/bin/sh\ngo test ./...\n"}),
        ("run: bin/prettier --check", {}),
        ("run: ./gradlew test", {}),
        ("run: ./mvnw -B verify", {}),
        ("run: bundle exec rake test", {}),
        ("{uses: gradle/gradle-build-action@v3, with: {arguments: check}}", {}),
    ],
)
def test_task_runners_of_many_ecosystems(step: str, files: dict[str, str]) -> None:
    assert ask(PROBE, workflow(step) | files).outcome is Outcome.PRESENT


def test_the_hooks_that_contributors_run() -> None:
    hooks = {".pre-commit-config.yaml": "repos:\n- repo: https://x\n  hooks:\n  - id: ruff\n"}
    assert ask(PROBE, workflow("run: pre-commit run -a") | hooks).outcome is Outcome.PRESENT
    assert ask(PROBE, workflow("run: pre-commit run -a")).outcome is Outcome.ABSENT


def test_other_ci_systems() -> None:
    assert ask(PROBE, {".gitlab-ci.yml": "t:\n  script: make test\n"} | MAKEFILE).outcome is Outcome.PRESENT
    circle = {".circleci/config.yml": "jobs:\n  t:\n    steps:\n      - run: npm test\n"}
    assert ask(PROBE, circle | PACKAGE).outcome is Outcome.PRESENT
    assert ask(PROBE, {"Jenkinsfile": "node { sh './mvnw verify' }\n"}).outcome is Outcome.PRESENT


def test_commands_spelled_out_by_hand_are_near_misses() -> None:
    answer = ask(PROBE, workflow("run: pytest -q -n auto") | MAKEFILE)
    assert answer.outcome is Outcome.ABSENT
    assert [(m.line, m.reason) for m in answer.near_misses] == [(6, "spelled out, not a task of the repository")]


def test_traps() -> None:
    assert ask(PROBE, MAKEFILE | PACKAGE).outcome is Outcome.ABSENT
    build = {"Makefile": "build:\n\tgo build ./...\n"}
    assert ask(PROBE, workflow("run: make build") | build).outcome is Outcome.ABSENT
    only_ci = {".github/scripts/test.sh": "pytest -q\n"}
    assert ask(PROBE, workflow("run: ./.github/scripts/test.sh") | only_ci).outcome is Outcome.ABSENT
    call = "on: push\njobs:\n  test:\n    uses: acme/ci/.github/workflows/test.yml@v1\n"
    assert ask(PROBE, {CI: call} | MAKEFILE).outcome is Outcome.ABSENT
