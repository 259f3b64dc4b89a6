import pytest

from core.model.outcome import Outcome
from core.probes.cd.image_immutable_tag import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow

META = "{uses: docker/metadata-action@v5, with: {images: a/b, tags: 'type=%s'}}"


@pytest.mark.parametrize(
    "step",
    [
        META % "sha",
        META % "semver,pattern={{version}}",
        "{uses: docker/build-push-action@v6, with: {push: true, tags: 'a/b:${{ github.sha }}'}}",
        "run: docker build -t a/b:$GITHUB_SHA .",
        "run: docker push a/b:${{ github.ref_name }}",
        "{run: 'docker push a/b:$TAG', env: {TAG: '${{ github.sha }}'}}",
    ],
)
def test_fixed_tags_in_workflows(step: str) -> None:
    assert ask(PROBE, workflow(step)).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".gitlab-ci.yml", "pack:\n  script: docker push $CI_REGISTRY_IMAGE:$CI_COMMIT_SHORT_SHA\n"),
        (
            "azure-pipelines.yml",
            "steps:\n- task: Docker@2\n  inputs:\n    command: buildAndPush\n    tags: $(Build.BuildId)\n",
        ),
        ("cloudbuild.yaml", "steps:\n- name: docker\n  args: [build, -t, 'gcr.io/a/b:$COMMIT_SHA', .]\n"),
        ("Jenkinsfile", "sh 'docker push a/b:${GIT_COMMIT}'\n"),
        (".goreleaser.yml", 'dockers:\n- image_templates:\n  - "a/b:{{ .Version }}"\n'),
    ],
)
def test_other_systems(path: str, text: str) -> None:
    assert ask(PROBE, {path: text}).outcome is Outcome.PRESENT


def test_a_make_target_that_tags_by_commit() -> None:
    make = "TAG ?= $(shell git rev-parse --short HEAD)\npush:\n\tdocker push a/b:$(TAG)\n"
    files = {**workflow("run: make push"), "Makefile": make}
    assert {e.path for e in ask(PROBE, files).evidence} == {".github/workflows/ci.yml", "Makefile"}


def test_a_list_of_tags_put_together_in_a_script() -> None:
    script = (
        'run: |\n          TAGS=$TAGS",$REGISTRY/app:dev-${SHORT_SHA}"\n          echo "tags=$TAGS" >> "$GITHUB_OUTPUT"'
    )
    assert ask(PROBE, workflow(script)).outcome is Outcome.PRESENT
    assert ask(PROBE, workflow(script.replace("dev-${SHORT_SHA}", "dev"))).outcome is Outcome.ABSENT


def test_default_tags_of_an_action_are_unproven() -> None:
    step = "{uses: docker/metadata-action@v5, with: {images: a/b}}"
    assert ask(PROBE, workflow(step, on="release")).outcome is Outcome.UNPROVEN


def test_traps() -> None:
    latest = ask(PROBE, workflow("run: docker push a/b:latest"))
    assert (latest.outcome, latest.near_misses[0].reason) == (Outcome.ABSENT, "a tag that moves")
    assert (
        ask(
            PROBE, {**workflow("run: make push"), "Makefile": "TAG ?= latest\npush:\n\tdocker push a/b:$(TAG)\n"}
        ).outcome
        is Outcome.ABSENT
    )
    assert ask(PROBE, workflow(META % "ref,event=branch")).outcome is Outcome.ABSENT
    assert (
        ask(PROBE, workflow("{uses: actions/cache@v4, with: {key: 'pip:${{ github.sha }}'}}")).outcome is Outcome.ABSENT
    )
    assert ask(PROBE, {"build.sh": "docker build -t a/b:$GIT_SHA .\n"}).outcome is Outcome.ABSENT


def test_a_tag_handed_to_a_later_step_by_the_environment_counts() -> None:
    tag = 'run: echo "TAG=${{ github.sha }}" >> $GITHUB_ENV'
    make = {"Makefile": "docker.push:\n\tdocker buildx build --push .\n"}
    assert ask(PROBE, workflow(tag, "run: make docker.push") | make).outcome is Outcome.PRESENT
    assert ask(PROBE, workflow(tag, "run: make help") | make).outcome is Outcome.ABSENT
    moving = 'run: echo "TAG=latest" >> $GITHUB_ENV'
    assert ask(PROBE, workflow(moving, "run: make docker.push") | make).outcome is Outcome.ABSENT
