import pytest

from core.model.outcome import Outcome
from core.probes.ci.pinned_actions import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import CI, workflow

SHA = "a" * 40
DIGEST = "sha256:" + "b" * 64


def test_commits_and_digests_are_pins() -> None:
    answer = ask(
        PROBE, workflow(f"uses: acme/build@{SHA}", f"uses: docker://alpine@{DIGEST}", "uses: actions/checkout@v4")
    )
    assert (answer.outcome, [e.line for e in answer.evidence]) == (Outcome.PRESENT, [6, 7])
    call = f"on: push\njobs:\n  a:\n    uses: acme/ci/.github/workflows/x.yml@{SHA}\n"
    assert ask(PROBE, {CI: call}).outcome is Outcome.PRESENT


@pytest.mark.parametrize("ref", ["v1", "v1.2.3", "main", "a1b2c3d"])
def test_one_tag_branch_or_short_commit_is_enough_for_a_no(ref: str) -> None:
    answer = ask(PROBE, workflow(f"uses: acme/build@{SHA}", f"uses: acme/deploy@{ref}"))
    assert answer.outcome is Outcome.ABSENT
    assert [(m.line, m.reason) for m in answer.near_misses] == [(7, "a tag or branch, which can be moved")]


def test_composite_actions_and_called_workflows_are_looked_at_too() -> None:
    action = {".github/actions/a/action.yml": "runs:\n  using: composite\n  steps:\n    - uses: acme/deploy@v1\n"}
    assert ask(PROBE, action | workflow("uses: ./.github/actions/a", f"uses: acme/b@{SHA}")).outcome is Outcome.ABSENT
    call = "on: push\njobs:\n  a:\n    uses: acme/ci/.github/workflows/x.yml@main\n"
    assert ask(PROBE, {CI: call}).outcome is Outcome.ABSENT


def test_images_of_other_ci_systems_need_a_digest() -> None:
    gitlab = "test:\n  image: python:3.12{}\n  script: pytest\n"
    assert ask(PROBE, {".gitlab-ci.yml": gitlab.format("@" + DIGEST)}).outcome is Outcome.PRESENT
    assert ask(PROBE, {".gitlab-ci.yml": gitlab.format("")}).outcome is Outcome.ABSENT
    circle = "jobs:\n  t:\n    docker:\n      - image: cimg/go:1.23{}\n    steps: [{{run: go test ./...}}]\n"
    assert ask(PROBE, {".circleci/config.yml": circle.format("@" + DIGEST)}).outcome is Outcome.PRESENT
    assert ask(PROBE, {".circleci/config.yml": circle.format("")}).outcome is Outcome.ABSENT
    drone = "steps:\n- name: test\n  image: golang:1.23\n  commands: [go test ./...]\n"
    assert ask(PROBE, {".drone.yml": drone}).outcome is Outcome.ABSENT


def test_nothing_of_a_third_party_is_not_applicable() -> None:
    answer = ask(PROBE, workflow("uses: actions/checkout@v4", "uses: github/codeql-action/init@v3", "uses: ./own"))
    assert answer.outcome is Outcome.NOT_APPLICABLE
    machine = "jobs:\n  t:\n    machine:\n      image: ubuntu-2204:current\n    steps: [{run: make}]\n"
    assert ask(PROBE, {".circleci/config.yml": machine}).outcome is Outcome.NOT_APPLICABLE
    own = {".gitlab-ci.yml": "test:\n  image: $CI_REGISTRY_IMAGE:dev\n  script: make\n"}
    assert ask(PROBE, own).outcome is Outcome.NOT_APPLICABLE


def test_a_version_in_a_comment_is_no_pin() -> None:
    assert ask(PROBE, workflow(f"uses: acme/build@v1 # {SHA}")).outcome is Outcome.ABSENT
    assert ask(PROBE, workflow(f"uses: acme/build@{SHA} # v1")).outcome is Outcome.PRESENT
