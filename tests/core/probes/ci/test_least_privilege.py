import pytest

from core.model.outcome import Outcome
from core.probes.ci.least_privilege import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import CI, workflow

JOBS = "jobs:\n  a:\n    steps: [{run: make}]\n"
OPEN = {".github/workflows/b.yml": f"on: push\n{JOBS}"}


@pytest.mark.parametrize("permissions", ["{}", "read-all", "{contents: read}", "{contents: write, packages: write}"])
def test_a_block_at_the_top_restricts(permissions: str) -> None:
    answer = ask(PROBE, {CI: f"on: push\npermissions: {permissions}\n{JOBS}"})
    assert (answer.outcome, [e.line for e in answer.evidence]) == (Outcome.PRESENT, [2])


def test_every_job_or_none() -> None:
    job = "  {}:\n    permissions: {{contents: read}}\n    steps: [{{run: make}}]\n"
    assert ask(PROBE, {CI: "on: push\njobs:\n" + job.format("a") + job.format("b")}).outcome is Outcome.PRESENT
    answer = ask(PROBE, {CI: "on: push\njobs:\n" + job.format("a") + "  b:\n    steps: [{run: make}]\n"})
    assert answer.outcome is Outcome.ABSENT
    assert [miss.reason for miss in answer.near_misses] == ["in some jobs only"]


def test_half_of_the_workflows_is_enough() -> None:
    restricted = {CI: f"on: push\npermissions: {{}}\n{JOBS}"}
    answer = ask(PROBE, restricted | OPEN)
    assert answer.outcome is Outcome.PRESENT
    assert answer.summary == "1 of 2 workflows restrict the token's permissions."
    third = {".github/workflows/c.yml": OPEN[".github/workflows/b.yml"]}
    assert ask(PROBE, restricted | OPEN | third).outcome is Outcome.ABSENT


def test_traps() -> None:
    answer = ask(PROBE, {CI: f"on: push\npermissions: write-all\n{JOBS}"})
    assert (answer.outcome, [m.reason for m in answer.near_misses]) == (Outcome.ABSENT, ["write-all"])
    assert ask(PROBE, workflow("run: make")).outcome is Outcome.ABSENT
    assert ask(PROBE, {CI: f"on: push\n# permissions: {{}}\n{JOBS}"}).outcome is Outcome.ABSENT


def test_without_github_workflows_there_is_nothing_to_ask() -> None:
    assert ask(PROBE, {".gitlab-ci.yml": "test:\n  script: make\n"}).outcome is Outcome.NOT_APPLICABLE
