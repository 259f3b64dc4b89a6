from core.model.outcome import Outcome
from core.probes.ci.artifact_retention import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow


def test_retention_in_three_systems() -> None:
    upload = "{uses: actions/upload-artifact@v4, with: {path: out, retention-days: 5}}"
    assert ask(PROBE, workflow(upload)).outcome is Outcome.PRESENT
    gitlab = "build:\n  script: make\n  artifacts:\n    paths: [out]\n    expire_in: 1 week\n"
    assert [e.line for e in ask(PROBE, {".gitlab-ci.yml": gitlab}).evidence] == [5]
    jenkins = "pipeline {\n  options { buildDiscarder(logRotator(artifactDaysToKeepStr: '7')) }\n  sh 'make'\n}\n"
    assert [e.line for e in ask(PROBE, {"Jenkinsfile": jenkins}).evidence] == [2]
    purge = "{uses: c-hive/gha-remove-artifacts@v1, with: {age: 1 month}}"
    assert ask(PROBE, workflow(purge)).outcome is Outcome.PRESENT


def test_a_setting_outside_the_repository_is_unproven() -> None:
    upload = "{uses: actions/upload-artifact@v4, with: {path: out, retention-days: '${{ vars.KEEP }}'}}"
    assert ask(PROBE, workflow(upload)).outcome is Outcome.UNPROVEN


def test_defaults_and_artifacts_kept_for_ever_are_near_misses() -> None:
    answer = ask(PROBE, workflow("{uses: actions/upload-artifact@v4, with: {path: out}}"))
    assert answer.outcome is Outcome.ABSENT
    assert [miss.reason for miss in answer.near_misses] == ["kept as long as the default says"]
    gitlab = "build:\n  script: make\n  artifacts: {paths: [out], expire_in: never}\n"
    answer = ask(PROBE, {".gitlab-ci.yml": gitlab})
    assert (answer.outcome, [m.reason for m in answer.near_misses]) == (Outcome.ABSENT, ["kept for ever"])


def test_traps() -> None:
    prune = "{uses: acme/ghcr-prune@v1, with: {keep-younger-than: 15}}"
    assert ask(PROBE, workflow(prune)).outcome is Outcome.ABSENT
    assert (
        ask(PROBE, workflow("{uses: actions/upload-artifact@v4, with: {retention-days: 0}}")).outcome is Outcome.ABSENT
    )
    assert ask(PROBE, {"README.md": "Set retention-days: 5.\n"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"loki.yaml": "retention-days: 5\n"}).outcome is Outcome.ABSENT
