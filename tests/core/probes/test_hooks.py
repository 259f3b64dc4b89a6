from core.probes.hooks import hooks, runs_of_hooks
from tests.helpers.snapshots import snapshot
from tests.helpers.workflows import workflow

CONFIGURATION = """repos:
- repo: https://github.com/gitleaks/gitleaks
  rev: v8.0.0
  hooks:
  - id: gitleaks
- repo: local
  hooks:
  - id: types
    entry: uv run mypy
"""


def test_hooks_with_their_lines_and_what_local_ones_run() -> None:
    found = hooks(snapshot({".pre-commit-config.yaml": CONFIGURATION}))
    assert [(hook.id, hook.place[1:], hook.entry) for hook in found] == [
        ("gitleaks", (5, 5), ""),
        ("types", (8, 9), "uv run mypy"),
    ]


def test_ci_runs_them_by_command_or_action() -> None:
    for step in ("run: pre-commit run --all-files", "run: uvx prek run -a", "uses: pre-commit/action@v3"):
        assert len(runs_of_hooks(snapshot(workflow(step)))) == 1, step
    assert runs_of_hooks(snapshot(workflow("run: pip install pre-commit"))) == ()


def test_a_configuration_that_cannot_be_read_has_none() -> None:
    assert hooks(snapshot({".pre-commit-config.yaml": "repos: [\n"})) == ()
