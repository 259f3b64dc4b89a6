import pytest

from core.model.outcome import Outcome
from core.probes.cd.sbom import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import CI, workflow

BUILD = "{uses: docker/build-push-action@v6, with: {push: true, sbom: %s}}"


@pytest.mark.parametrize(
    "step",
    [
        BUILD % "true",
        "uses: anchore/sbom-action@v0",
        "run: syft a/b -o spdx-json",
        "run: npx @cyclonedx/cyclonedx-npm --output-file bom.json",
        "run: pnpm sbom --sbom-format spdx",
        "{uses: aquasecurity/trivy-action@v0, with: {format: cyclonedx}}",
        "run: dotnet CycloneDX app.sln -o .",
    ],
)
def test_produced_in_a_workflow(step: str) -> None:
    assert ask(PROBE, workflow(step)).outcome is Outcome.PRESENT


def test_other_systems_and_build_tools() -> None:
    assert (
        ask(PROBE, {".gitlab-ci.yml": "bom:\n  script: trivy image --format spdx-json a/b\n"}).outcome
        is Outcome.PRESENT
    )
    assert ask(PROBE, {"Jenkinsfile": "sh 'cdxgen -o bom.json'\n"}).outcome is Outcome.PRESENT
    assert ask(PROBE, {".goreleaser.yaml": "sboms:\n- artifacts: archive\n"}).outcome is Outcome.PRESENT
    pom = {"pom.xml": "<project>\n<artifactId>cyclonedx-maven-plugin</artifactId>\n</project>\n"}
    assert ask(PROBE, {**pom, **workflow("run: mvn verify")}).outcome is Outcome.PRESENT
    assert ask(PROBE, pom).outcome is Outcome.ABSENT


def test_a_workflow_kept_elsewhere_is_unproven() -> None:
    call = {CI: "on: push\njobs:\n  sbom:\n    uses: acme/ci/.github/workflows/sbom.yml@v1\n"}
    assert ask(PROBE, call).outcome is Outcome.UNPROVEN


def test_traps() -> None:
    licences = ask(PROBE, workflow("run: pip-licenses --format json"))
    assert (licences.outcome, licences.near_misses[0].reason) == (Outcome.ABSENT, "a list of licences")
    assert ask(PROBE, workflow(BUILD % "false")).outcome is Outcome.ABSENT
    assert ask(PROBE, workflow("uses: anchore/sbom-action/download-syft@v0")).outcome is Outcome.ABSENT
    assert ask(PROBE, workflow("{uses: aquasecurity/trivy-action@v0, with: {format: sarif}}")).outcome is Outcome.ABSENT
