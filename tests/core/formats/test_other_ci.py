import pytest

from core.formats.errors import NotUnderstood
from core.formats.other_ci import parse


def test_circleci_jobs_orbs_caches_and_parallelism() -> None:
    text = (
        "jobs:\n  test:\n    parallelism: 3\n    steps:\n      - checkout\n      - node/install\n"
        "      - restore_cache: {keys: [a]}\n      - run: {name: t, command: npx jest}\n"
    )
    (job,) = parse(".circleci/config.yml", text).jobs
    assert [(s.uses or s.run, s.line) for s in job.steps] == [("node/install", 6), ("cache", 7), ("npx jest", 8)]
    assert (job.matrix, job.cache, job.cache_line) == (3, True, 7)


def test_azure_pipelines() -> None:
    text = (
        "trigger: none\npr: [main]\nstages:\n- stage: a\n  jobs:\n  - deployment: web\n"
        "    timeoutInMinutes: 9\n    environment: prod\n    steps:\n    - task: DotNetCoreCLI@2\n"
        "      inputs: {command: test}\n    - script: make\n"
    )
    pipeline = parse("azure-pipelines.yml", text)
    (job,) = pipeline.jobs
    assert pipeline.triggers == ("push", "pull_request")
    assert (job.id, job.environment, job.timeout) == ("web", "prod", "9")
    assert [(s.uses, s.run, s.options) for s in job.steps] == [
        ("DotNetCoreCLI@2", "", {"command": "test"}),
        ("", "make", {}),
    ]


def test_jenkinsfile_without_its_comments() -> None:
    text = (
        "pipeline {\n  options { timeout(time: 1) }\n  // sh 'no'\n"
        '  stages { parallel { stage(\'a\') { sh \'make test\' } } }\n  sh """\n  a\n  b\n  """\n}\n'
    )
    (job,) = parse("Jenkinsfile", text).jobs
    assert [(s.run.strip(), s.line) for s in job.steps] == [("make test", 4), ("a\n  b", 5)]
    assert (job.timeout, job.timeout_line, job.matrix) == ("time: 1", 2, 2)


def test_defaults_of_travis() -> None:
    (job,) = parse(".travis.yml", "language: go\n").jobs
    assert job.steps[0].run == "go test ./..."


def test_a_file_that_runs_nothing_is_not_understood() -> None:
    for path, text in ((".drone.yml", "kind: secret\n"), ("Jenkinsfile", "node {}\n")):
        with pytest.raises(NotUnderstood):
            parse(path, text)
