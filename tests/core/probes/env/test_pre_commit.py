from core.model.outcome import Outcome
from core.probes.env.pre_commit import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow


def test_hook_managers() -> None:
    for path in (
        ".pre-commit-config.yaml",
        "lefthook.yml",
        ".husky/pre-commit",
        ".overcommit.yml",
        "captainhook.json",
        "grumphp.yml",
    ):
        assert ask(PROBE, {path: "x: 1\n"}).outcome is Outcome.PRESENT, path
    npm = {"package.json": '{\n  "lint-staged": {\n    "*.ts": "eslint"\n  }\n}\n'}
    assert [e.line for e in ask(PROBE, npm).evidence] == [2]


def test_own_hooks_count_when_something_switches_them_on() -> None:
    hook = {".githooks/pre-commit": "#!/bin/sh\nmake lint\n"}
    assert ask(PROBE, hook | {"Makefile": "init:\n\tgit config core.hooksPath .githooks\n"}).outcome is Outcome.PRESENT
    answer = ask(PROBE, hook)
    assert answer.outcome is Outcome.ABSENT
    assert answer.near_misses[0].reason == "a hook that nothing in the repository switches on"


def test_traps() -> None:
    assert ask(PROBE, workflow("run: ruff check .")).outcome is Outcome.ABSENT
    assert ask(PROBE, {".pre-commit-config.yaml": "\n"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"package.json": '{"devDependencies": {"husky": "9"}}'}).outcome is Outcome.ABSENT
