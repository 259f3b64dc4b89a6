from core.model.outcome import Outcome
from core.probes.cd.release_pipeline import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import CI, workflow


def test_publishing_and_deploying() -> None:
    for step in (
        "{uses: docker/build-push-action@v6, with: {push: true}}",
        "uses: pypa/gh-action-pypi-publish@v1",
        "run: npm publish",
        "run: mvn -B deploy",
        "run: ./gradlew --no-daemon :server:jib -x test",
        "run: mvn compile jib:build",
        "run: dotnet nuget push x.nupkg",
        "run: gem push a.gem",
        "run: cargo publish",
        "run: goreleaser release",
        "run: helm upgrade --install app chart",
        "run: kubectl apply -f k8s",
        "run: terraform apply -auto-approve",
        "run: azd deploy",
        "uses: aws-actions/amazon-ecs-deploy-task-definition@v2",
    ):
        assert ask(PROBE, workflow(step)).outcome is Outcome.PRESENT, step
    gitlab = {".gitlab-ci.yml": "ship:\n  script: docker push registry.example.com/app\n"}
    assert ask(PROBE, gitlab).outcome is Outcome.PRESENT
    woodpecker = {".woodpecker.yml": "steps:\n  ship:\n    image: woodpeckerci/plugin-docker-buildx:5\n"}
    assert ask(PROBE, woodpecker).outcome is Outcome.PRESENT


def test_a_deployment_comes_before_a_publication() -> None:
    answer = ask(PROBE, workflow("run: docker push a/b", "run: kubectl apply -f k8s"))
    assert answer.summary == "CI deploys at 1 place and publishes at 1."
    assert [e.line for e in answer.evidence] == [7, 6]


def test_make_target_is_followed() -> None:
    makefile = "release:\n\ttwine upload dist/*\n"
    assert ask(PROBE, workflow("run: make release") | {"Makefile": makefile}).outcome is Outcome.PRESENT


def test_traps() -> None:
    for step in (
        "{uses: docker/build-push-action@v6, with: {push: false}}",
        "run: docker build .",
        "run: ./gradlew :server:jibDockerBuild",
        "run: npm publish --dry-run",
        "run: terraform plan",
        "run: helm lint chart",
        "run: goreleaser release --snapshot",
    ):
        assert ask(PROBE, workflow(step)).outcome is Outcome.ABSENT, step
    manual = {"docs/release.md": "Run `twine upload dist/*`.\n", "scripts/release.sh": "#!/bin/sh\nnpm publish\n"}
    assert ask(PROBE, workflow("run: pytest") | manual).outcome is Outcome.ABSENT


def test_a_cluster_made_for_the_tests_is_no_deployment() -> None:
    steps = ("uses: helm/kind-action@v1", "run: kubectl apply -f k8s", "run: go test ./e2e")
    assert ask(PROBE, workflow(*steps)).outcome is Outcome.ABSENT


def test_a_call_elsewhere_is_unproven() -> None:
    call = "on: push\njobs:\n  ship:\n    uses: acme/ci/.github/workflows/publish.yml@v1\n"
    assert ask(PROBE, {CI: call}).outcome is Outcome.UNPROVEN


def test_tasks_and_scripts_of_the_repository_that_publish() -> None:
    make = {
        "Makefile": "build.all:\n\tmvn package\npush.oap: build.all\n\t$(BUILD) oap\ndocker.push: $(TARGETS:%=push.%)\n"
    }
    assert ask(PROBE, workflow("run: make build.all docker.push") | make).outcome is Outcome.PRESENT
    script = {"bin/release/publish-release": "#!/usr/bin/env ruby\nOCTOKIT.update_release(url, draft: false)\n"}
    assert ask(PROBE, workflow("run: bin/release/publish-release v1") | script).outcome is Outcome.PRESENT
    for name in ("scripts/publish-coverage.sh", "scripts/release-notes.sh", "scripts/push-translations.sh"):
        files = workflow(f"run: ./{name}") | {name: "#!/bin/sh\n./go\n"}
        assert ask(PROBE, files).outcome is Outcome.ABSENT, name


def test_a_bake_that_pushes_by_its_settings() -> None:
    bake = "{uses: docker/bake-action@v7, with: {set: '*.output=type=image,push-by-digest=true%s'}}"
    assert ask(PROBE, workflow(bake % ",push=true")).outcome is Outcome.PRESENT
    assert ask(PROBE, workflow(bake % "")).outcome is Outcome.ABSENT


def test_an_action_that_applies_releases_to_a_cluster_deploys() -> None:
    apply = "{uses: helmfile/helmfile-action@v2, with: {helmfile-args: apply}}"
    assert ask(PROBE, workflow(apply)).outcome is Outcome.PRESENT


def test_a_step_named_for_a_deployment_that_works_on_another_machine_deploys() -> None:
    step = "{name: Deploy to Staging, run: ssh deploy@example.org -o LogLevel=ERROR pull}"
    assert ask(PROBE, workflow(step)).outcome is Outcome.PRESENT
    for other in (
        "{name: Configure deploy key, run: ssh deploy@example.org true}",
        "{name: Deploy to Staging, run: ssh-keyscan example.org}",
        "{name: Collect logs, run: rsync host:/log .}",
    ):
        assert ask(PROBE, workflow(other)).outcome is Outcome.ABSENT, other


def test_options_kept_in_a_variable_of_the_step() -> None:
    text = "jobs:\n  ship:\n    docker: [{image: a}]\n    steps:\n    - run: |\n"
    text += '        OPTIONS="--platform linux/amd64 %s"\n        docker buildx build $OPTIONS -t $REPO:$TAG .\n'
    assert ask(PROBE, {".circleci/config.yml": text % "--push"}).outcome is Outcome.PRESENT
    assert ask(PROBE, {".circleci/config.yml": text % "--load"}).outcome is Outcome.ABSENT
