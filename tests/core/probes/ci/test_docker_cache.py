import pytest

from core.model.outcome import Outcome
from core.probes.ci.docker_cache import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow


@pytest.mark.parametrize(
    "step",
    [
        "{uses: docker/build-push-action@v6, with: {cache-from: type=gha}}",
        "{uses: docker/build-push-action@v6, with: {cache-to: 'type=registry,ref=acme/shop:cache'}}",
        "{uses: docker/bake-action@v5, with: {set: '*.cache-from=type=gha'}}",
        "uses: depot/build-push-action@v1",
        "run: docker build --cache-from acme/shop:latest .",
        "run: docker buildx build --cache-to type=registry,ref=acme/shop:cache .",
        "run: /kaniko/executor --context . --cache=true",
        "run: depot build .",
    ],
)
def test_image_builds_with_a_cache(step: str) -> None:
    assert ask(PROBE, workflow(step)).outcome is Outcome.PRESENT


def test_other_ci_systems() -> None:
    gitlab = {".gitlab-ci.yml": "build:\n  script:\n    - docker build --cache-from $IMAGE .\n"}
    assert ask(PROBE, gitlab).outcome is Outcome.PRESENT
    circle = (
        "jobs:\n  a:\n    steps:\n      - setup_remote_docker:\n          docker_layer_caching: true\n      - run: x\n"
    )
    assert [e.line for e in ask(PROBE, {".circleci/config.yml": circle}).evidence] == [5]
    google = "steps:\n- name: gcr.io/kaniko-project/executor:latest\n  args:\n  - --cache=true\n"
    assert ask(PROBE, {"cloudbuild.yaml": google}).outcome is Outcome.PRESENT
    drone = "steps:\n- name: p\n  image: plugins/docker\n  settings:\n    cache_from: acme/shop\n"
    assert ask(PROBE, {".drone.yml": drone}).outcome is Outcome.PRESENT


def test_a_bake_file_counts_when_ci_bakes() -> None:
    bake = {"docker-bake.hcl": 'target "app" {\n  cache-from = ["type=gha"]\n}\n'}
    assert ask(PROBE, bake | workflow("uses: docker/bake-action@v5")).outcome is Outcome.PRESENT
    answer = ask(PROBE, bake | workflow("run: make"))
    assert answer.outcome is Outcome.ABSENT
    assert [miss.reason for miss in answer.near_misses] == ["declared, but CI does not build from it"]


def test_the_default_of_an_action_is_unproven() -> None:
    assert ask(PROBE, workflow("uses: useblacksmith/build-push-action@v2")).outcome is Outcome.UNPROVEN


@pytest.mark.parametrize(
    "step",
    [
        "run: docker build -t acme/shop .",
        "uses: docker/build-push-action@v6",
        "{uses: docker/build-push-action@v6, with: {cache-from: '', no-cache: true}}",
        "uses: docker/setup-buildx-action@v3",
        "{uses: actions/cache@v4, with: {path: ~/.npm, key: x}}",
        "run: docker build --no-cache .",
        "# - run: docker build --cache-from a .",
    ],
)
def test_traps(step: str) -> None:
    assert ask(PROBE, workflow(step, "run: make")).outcome is Outcome.ABSENT


def test_a_cache_of_packages_in_other_systems_does_not_count() -> None:
    gitlab = {".gitlab-ci.yml": "build:\n  cache: {key: a, paths: [.npm]}\n  script: docker build .\n"}
    assert ask(PROBE, gitlab).outcome is Outcome.ABSENT
    off = (
        "jobs:\n  a:\n    steps:\n      - setup_remote_docker:\n          docker_layer_caching: false\n      - run: x\n"
    )
    assert ask(PROBE, {".circleci/config.yml": off}).outcome is Outcome.ABSENT
