import pytest

from core.formats.circleci import parse
from core.formats.errors import NotUnderstood

# Commands with parameters, an executor with services and a nightly run, in the shape of a web application.
APPLICATION = """\
version: 2.1
orbs:
  node: circleci/node@5.1.0
  cov: codecov/codecov@4.0.1
executors:
  with-db:
    parameters: {tag: {type: string, default: "16"}}
    docker:
      - image: cimg/node:22.1
      - image: cimg/postgres:<< parameters.tag >>
commands:
  install:
    parameters:
      flags: {type: string, default: "--frozen-lockfile"}
    steps:
      - restore_cache: {keys: ["v1-deps"]}
      - run: yarn install << parameters.flags >>
      - save_cache: {key: v1, paths: [node_modules]}
jobs:
  test:
    executor: {name: with-db, tag: "17"}
    parallelism: 4
    parameters:
      suite: {type: string, default: unit}
      record: {type: boolean, default: false}
    steps:
      - checkout
      - install: {flags: --immutable}
      - run:
          name: Tests
          working_directory: web
          command: |
            yarn lint
            yarn test:<< parameters.suite >>
      - when:
          condition: << parameters.record >>
          steps: [{run: yarn record}]
      - unless:
          condition: {equal: [a, << pipeline.git.branch >>]}
          steps: [{run: yarn report}]
      - run: {command: ./collect.sh, when: on_fail}
      - cov/upload: {file: out.xml}
  unused:
    steps: [{run: make unused}]
workflows:
  commit:
    jobs:
      - test
      - node/test: {name: packages, npm-run: ci}
  nightly:
    triggers:
      - schedule: {cron: "0 2 * * *", filters: {branches: {only: main}}}
    jobs:
      - test
"""

# A matrix, a person's word and a release by tag, in the shape of a Go service.
RELEASE = """\
jobs:
  build: {machine: true, parameters: {os: {type: string}}, steps: [{run: make crossbuild}]}
  publish:
    docker: [{image: cimg/go:1.26}]
    steps:
      - setup_remote_docker: {docker_layer_caching: true}
      - run: make docker-push
  deploy: {docker: [{image: cimg/base}], steps: [{run: kubectl apply -f k8s}]}
workflows:
  release:
    jobs:
      - build:
          matrix: {parameters: {os: [linux, mac, win], arch: [amd64, arm64]}, exclude: [{os: mac, arch: amd64}]}
      - publish: {requires: [build]}
      - hold: {type: approval, requires: [publish]}
      - deploy: {requires: [hold], filters: {tags: {only: /^v.*/}}}
      - notify/all: {requires: [deploy]}
"""

# An orb written in the file, steps handed on as a parameter, anchors, in the shape of a library.
LIBRARY = """\
orbs:
  own:
    commands:
      within:
        parameters: {before: {type: steps, default: []}}
        steps:
          - << parameters.before >>
          - run: tox
defaults: &defaults
  docker: [{image: python:3.13}]
jobs:
  build:
    <<: *defaults
    steps:
      - own/within: {before: [{run: pip install tox}]}
      - mystery
"""


def test_commands_executors_parameters_and_orbs() -> None:
    pipeline = parse(".circleci/config.yml", APPLICATION)
    test, packages = pipeline.jobs
    assert (pipeline.system, pipeline.triggers, pipeline.not_understood) == ("circleci", ("push", "schedule"), ())
    assert (test.image, test.services, test.services_line, test.matrix, test.matrix_line) == (
        "cimg/node:22.1",
        ("cimg/postgres:17",),
        8,
        4,
        22,
    )
    assert [(s.line, s.uses or s.run, s.condition) for s in test.steps] == [
        (16, "cache", ""),
        (17, "yarn install --immutable", ""),
        (18, "cache", ""),
        (29, "yarn lint\nyarn test:unit\n", ""),
        (40, "yarn report", "unless equal a << pipeline.git.branch >>"),
        (41, "./collect.sh", "failure()"),
        (42, "codecov/upload@4.0.1", ""),
    ]
    assert (test.steps[3].folder, test.steps[3].run_line, test.steps[3].name) == ("web", 33, "Tests")
    assert (packages.id, packages.uses, packages.line) == ("packages", "orb:node/test@5.1.0", 49)


def test_matrix_approval_and_requirements() -> None:
    build, publish, hold, deploy, notify = parse(".circleci/config.yml", RELEASE).jobs
    assert (build.matrix, build.matrix_line) == (5, 13)
    assert (publish.steps[0].uses, publish.steps[0].options) == (
        "setup_remote_docker",
        {"docker_layer_caching": "true"},
    )
    assert [job.manual for job in (build, publish, hold, deploy, notify)] == [False, False, False, True, True]
    assert (hold.needs, hold.steps, deploy.needs, notify.uses) == (("publish",), (), ("hold",), "orb:notify/all")


def test_an_orb_of_the_file_itself_and_steps_handed_on() -> None:
    pipeline = parse(".circleci/config.yml", LIBRARY)
    (job,) = pipeline.jobs
    assert (job.image, [(s.run, s.line) for s in job.steps]) == ("python:3.13", [("pip install tox", 15), ("tox", 8)])
    assert pipeline.not_understood == ("step mystery",)


def test_a_schedule_alone_is_no_push() -> None:
    text = (
        "jobs: {a: {steps: [{run: make}]}}\nworkflows: {n: {triggers: [{schedule: {cron: '0 0 * * *'}}], jobs: [a]}}\n"
    )
    assert parse(".circleci/config.yml", text).triggers == ("schedule",)


def test_commands_that_call_each_other_end() -> None:
    text = "commands:\n  a: {steps: [b, b, {run: make}]}\n  b: {steps: [a, a]}\njobs:\n  t:\n    steps: [a]\n"
    pipeline = parse(".circleci/config.yml", text)
    assert pipeline.not_understood == ("commands that expand beyond measure",)


@pytest.mark.parametrize("text", ["version: 2.1\n", "", "- a\n", "workflows: {a: {jobs: []}}\n", "a: [\n"])
def test_what_runs_nothing_is_not_understood(text: str) -> None:
    with pytest.raises(NotUnderstood):
        parse(".circleci/config.yml", text)
