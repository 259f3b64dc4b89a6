import re

from core.formats.pipeline import Step
from core.probes.ci_tools import Tools, calls_elsewhere, uses_of
from tests.helpers.snapshots import snapshot
from tests.helpers.workflows import CI, workflow

HOOKS = {".pre-commit-config.yaml": "repos:\n- repo: local\n  hooks:\n  - id: own\n    entry: uv run scanner src\n"}


def _action(step: Step) -> bool:
    return step.uses.startswith("acme/scan@")


TOOLS = Tools(
    _action, re.compile(r"\bscanner\b"), re.compile("scan-deps"), re.compile("--version"), re.compile("scanner")
)


def _lines(files: dict[str, str]) -> list[tuple[str, int]]:
    return [(path, line) for path, line, _ in uses_of(snapshot(files), TOOLS)]


def test_actions_commands_and_what_spoils_them() -> None:
    files = workflow("uses: acme/scan@v1", "run: scanner --version", "run: scanner src", "run: echo scanner")
    assert _lines(files) == [(CI, 6), (CI, 8)]


def test_a_command_behind_a_task_counts_with_both_ends() -> None:
    makefile = {"Makefile": "audit:\n\tscanner src\n"}
    assert _lines(workflow("run: make audit") | makefile) == [(CI, 6), ("Makefile", 2)]


def test_a_hook_counts_when_ci_runs_hooks() -> None:
    assert _lines(HOOKS) == []
    assert _lines(HOOKS | workflow("run: pre-commit run -a")) == [(CI, 6), (".pre-commit-config.yaml", 4)]


def test_only_calls_that_leave_the_repository_are_elsewhere() -> None:
    call = "on: push\njobs:\n  a:\n    uses: {}\n"
    for uses, count in (("acme/ci/.github/workflows/scan_deps.yml@v1", 1), ("./.github/workflows/scan-deps.yml", 0)):
        assert len(calls_elsewhere(snapshot({CI: call.format(uses)}), TOOLS.calls)) == count, uses
    gitlab = {".gitlab-ci.yml": "include:\n  - template: Jobs/Scan_Deps.yml\n"}
    assert calls_elsewhere(snapshot(gitlab), re.compile("scan-deps", re.IGNORECASE)) == [(".gitlab-ci.yml", 2, 2)]
