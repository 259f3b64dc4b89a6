import pytest

from core.formats.errors import NotUnderstood
from core.formats.gitlab_ci import parse

TEXT = """include:
  - local: /ci/build.yml
  - template: Jobs/SAST.gitlab-ci.yml
stages: [lint, test, deploy]
default:
  interruptible: true
  retry: 2
.cache: &cache
  cache: {key: pip, paths: [.cache]}
.setup:
  before_script: [pip install -r requirements.txt]
  timeout: 1h
test:
  extends: .setup
  <<: *cache
  parallel: {matrix: [{PY: ['3.11', '3.12'], DB: [pg, my]}]}
  services: ['postgres:16', {name: redis}]
  script:
    - !reference [.setup, before_script]
    - |
      pytest
      coverage xml
  artifacts: {expire_in: 1 week, reports: {coverage_report: {coverage_format: cobertura, path: c.xml}}}
deploy:
  stage: deploy
  needs: [test, {job: lint}]
  script: [./deploy.sh]
  environment: {name: production}
  rules: [{if: '$CI_COMMIT_TAG', when: manual}]
"""


def test_extends_references_anchors_and_defaults() -> None:
    pipeline = parse(".gitlab-ci.yml", TEXT)
    test, deploy, template = pipeline.jobs
    assert pipeline.includes == ("ci/build.yml",)
    assert [(s.name, s.run, s.run_line) for s in test.steps] == [
        ("before_script", "pip install -r requirements.txt", 11),
        ("script", "pip install -r requirements.txt", 11),
        ("script", "pytest\ncoverage xml\n", 21),
    ]
    assert (test.matrix, test.services, test.timeout, test.timeout_line) == (4, ("postgres:16", "redis"), "1h", 12)
    assert (test.cache, test.cache_line, test.retry, test.interruptible) == (True, 9, True, True)
    assert (test.retry_line, test.interruptible_line, test.retention_line) == (7, 6, 23)
    assert (test.retention, test.options["coverage_report"]) == ("1 week", "c.xml")
    assert (deploy.needs, deploy.environment, deploy.manual, deploy.stage) == (
        ("test", "lint"),
        "production",
        True,
        "deploy",
    )
    assert template.uses == "template:Jobs/SAST.gitlab-ci.yml"


def test_hidden_jobs_count_only_in_included_files() -> None:
    text = ".base:\n  script: make\nbuild:\n  extends: .base\n"
    assert [job.id for job in parse(".gitlab-ci.yml", text).jobs] == ["build"]
    assert [job.id for job in parse("ci/base.yml", text).jobs] == [".base", "build"]


def test_triggers_come_from_rules() -> None:
    text = "t:\n  script: a\n  rules: [{if: '$CI_PIPELINE_SOURCE == \"merge_request_event\"'}]\n"
    assert parse(".gitlab-ci.yml", text).triggers == ("push", "merge_request")


def test_what_is_no_job_is_said() -> None:
    assert parse(".gitlab-ci.yml", "a:\n  script: x\nb: 1\n").not_understood == ("job b",)
    with pytest.raises(NotUnderstood):
        parse(".gitlab-ci.yml", "variables: {A: b}\n")


def test_circular_extends_ends() -> None:
    assert parse(".gitlab-ci.yml", "a:\n  extends: b\n  script: x\nb:\n  extends: a\n").jobs[0].steps[0].run == "x"


def test_retries_of_nought_are_none() -> None:
    values = ("0", "{max: 0}", "{when: script_failure}")
    text = "".join(f"job{n}:\n  script: x\n  retry: {value}\n" for n, value in enumerate(values))
    assert [job.retry for job in parse(".gitlab-ci.yml", text).jobs] == [False, False, True]
