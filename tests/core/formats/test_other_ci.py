import pytest

from core.formats.errors import NotUnderstood
from core.formats.other_ci import parse


def test_services_caches_and_limits_by_key() -> None:
    text = (
        "pipelines:\n  default:\n    - step:\n        max-time: 9\n        caches: [node]\n"
        "        services: [redis]\n        script:\n          - npm test\n"
    )
    (job,) = parse("bitbucket-pipelines.yml", text).jobs
    assert [(s.uses or s.run, s.line) for s in job.steps] == [("cache", 5), ("npm test", 8)]
    assert (job.timeout, job.timeout_line, job.cache, job.cache_line) == ("9", 4, True, 5)


def test_defaults_of_travis() -> None:
    (job,) = parse(".travis.yml", "language: go\n").jobs
    assert job.steps[0].run == "go test ./..."


def test_a_file_that_runs_nothing_is_not_understood() -> None:
    with pytest.raises(NotUnderstood):
        parse(".drone.yml", "kind: secret\n")


@pytest.mark.parametrize(
    ("path", "text", "runs"),
    [
        (
            "delivery.yaml",
            "pipeline:\n- id: a\n  commands:\n  - desc: Test\n    cmd: ./gradlew test\n",
            ["./gradlew test"],
        ),
        (
            ".semaphore/semaphore.yml",
            "blocks:\n- name: A\n  task:\n    jobs:\n    - name: Tests\n      commands: [checkout, npm test]\n",
            ["checkout", "npm test"],
        ),
        ("appveyor.yml", "build_script:\n- cmd: msbuild\ntest_script:\n- dotnet test\n", ["msbuild", "dotnet test"]),
        (".cirrus.yml", "test_task:\n  container: {image: a}\n  test_script: cargo test\n", ["cargo test"]),
        ("codefresh.yml", "steps:\n  unit:\n    image: node\n    commands: [npm test]\n", ["npm test"]),
        (
            "ci.gocd.yaml",
            "pipelines:\n  a:\n    stages:\n    - t:\n        jobs:\n          j:\n            tasks:\n"
            "            - exec: {command: make, arguments: [test]}\n",
            ["make test"],
        ),
        (
            "screwdriver.yaml",
            "jobs:\n  main:\n    steps:\n    - a: npm ci\n    - b: npm test\n",
            ["npm ci", "npm test"],
        ),
        (
            ".harness/pipeline.yaml",
            "pipeline:\n  stages:\n  - stage:\n      spec:\n        execution:\n          steps:\n          - step:\n"
            "              type: Run\n              spec: {shell: Sh, command: go test ./...}\n",
            ["go test ./..."],
        ),
        ("buildspec.yml", "phases:\n  build:\n    commands:\n    - mvn package\n", ["mvn package"]),
        (".build.yml", "image: alpine/edge\ntasks:\n- test: |\n    go test ./...\n", ["go test ./...\n"]),
    ],
)
def test_commands_of_systems_that_are_recognised(path: str, text: str, runs: list[str]) -> None:
    assert [step.run for _, step in parse(path, text).steps()] == runs
