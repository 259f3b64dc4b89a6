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
