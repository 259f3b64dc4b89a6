import pytest

from core.model.outcome import Outcome
from core.probes.ci.image_scan import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import CI, workflow


@pytest.mark.parametrize(
    "step",
    [
        "{uses: aquasecurity/trivy-action@0.30.0, with: {image-ref: acme/shop}}",
        "{uses: anchore/scan-action@v6, with: {image: acme/shop}}",
        "uses: snyk/actions/docker@master",
        "uses: docker/scout-action@v1",
        "run: trivy image --exit-code 1 acme/shop",
        "run: trivy --severity HIGH image acme/shop",
        "run: grype acme/shop:1",
        "run: snyk container test acme/shop",
        "run: docker scout cves acme/shop",
        "run: clair-scanner acme/shop",
    ],
)
def test_scanners(step: str) -> None:
    assert ask(PROBE, workflow(step)).outcome is Outcome.PRESENT


def test_other_ci_systems() -> None:
    assert ask(PROBE, {".gitlab-ci.yml": "scan:\n  script: [trivy image $IMAGE]\n"}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"Jenkinsfile": 'node { sh "grype acme/shop" }\n'}).outcome is Outcome.PRESENT
    azure = {"azure-pipelines.yml": "steps:\n  - script: trivy image acme/shop\n"}
    assert ask(PROBE, azure).outcome is Outcome.PRESENT


def test_a_template_or_workflow_kept_elsewhere_is_unproven() -> None:
    template = "include:\n  - template: Security/Container-Scanning.gitlab-ci.yml\n"
    assert ask(PROBE, {".gitlab-ci.yml": template}).outcome is Outcome.UNPROVEN
    call = "on: push\njobs:\n  a:\n    uses: acme/ci/.github/workflows/scan-image.yml@v1\n"
    assert ask(PROBE, {CI: call}).outcome is Outcome.UNPROVEN


def test_a_scan_of_files_is_a_near_miss() -> None:
    answer = ask(PROBE, workflow("{uses: aquasecurity/trivy-action@0.30.0, with: {scan-type: fs}}"))
    assert answer.outcome is Outcome.ABSENT
    assert [miss.reason for miss in answer.near_misses] == ["scans files, not an image"]


@pytest.mark.parametrize(
    "step",
    [
        "run: trivy fs .",
        "run: trivy --quiet config deploy",
        "run: grype dir:.",
        "run: trivy --version",
        "{uses: anchore/scan-action@v6, with: {path: .}}",
        "run: docker build -t acme/shop .",
        "uses: anchore/sbom-action@v0",
    ],
)
def test_traps(step: str) -> None:
    assert ask(PROBE, workflow(step)).outcome is Outcome.ABSENT


def test_a_registry_that_scans_is_a_near_miss() -> None:
    registry = {"infra/main.tf": 'resource "aws_ecr_repository" "a" {\n  scan_on_push = true\n}\n'}
    answer = ask(PROBE, registry)
    assert answer.outcome is Outcome.ABSENT
    assert [miss.reason for miss in answer.near_misses] == ["the registry scans, not CI"]
