import pytest

from core.model.outcome import Outcome
from core.probes.cd.signing import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow

PYPI = "{uses: pypa/gh-action-pypi-publish@v1, with: {%s}}"
IDENTITY = "permissions: {id-token: write}"


@pytest.mark.parametrize(
    "step",
    [
        "run: cosign sign --yes a/b@$DIGEST",
        "run: gpg --batch --detach-sign --armor app.tar.gz",
        "run: npm publish --provenance",
        "run: codesign --force -s Developer app.app",
        "uses: actions/attest-build-provenance@v2",
        "run: dotnet nuget sign app.nupkg",
        PYPI % "attestations: true",
    ],
)
def test_signed_in_a_workflow(step: str) -> None:
    assert ask(PROBE, workflow(step)).outcome is Outcome.PRESENT


def test_other_systems_and_tools() -> None:
    assert ask(PROBE, {".gitlab-ci.yml": "sign:\n  script: cosign sign $IMAGE\n"}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"Jenkinsfile": "sh 'jarsigner app.jar key'\n"}).outcome is Outcome.PRESENT
    assert ask(PROBE, {".goreleaser.yml": "signs:\n- artifacts: checksum\n"}).outcome is Outcome.PRESENT
    pom = {"pom.xml": "<project>\n<artifactId>maven-gpg-plugin</artifactId>\n</project>\n"}
    assert ask(PROBE, {**pom, **workflow("run: ./mvnw -B deploy")}).outcome is Outcome.PRESENT
    unused = ask(PROBE, pom)
    assert (unused.outcome, unused.near_misses[0].reason) == (Outcome.ABSENT, "no pipeline publishes what this signs")


def test_a_default_of_trusted_publishing_is_unproven() -> None:
    assert ask(PROBE, workflow(PYPI % "", job=IDENTITY)).outcome is Outcome.UNPROVEN
    assert ask(PROBE, workflow(PYPI % "attestations: false", job=IDENTITY)).outcome is Outcome.ABSENT
    assert ask(PROBE, workflow(PYPI % "password: secret", job=IDENTITY)).outcome is Outcome.ABSENT


def test_traps() -> None:
    assert ask(PROBE, workflow("run: git commit -S -m release")).outcome is Outcome.ABSENT
    assert (
        ask(PROBE, {"CONTRIBUTING.md": "Sign off your commits (DCO) and sign with cosign sign."}).outcome
        is Outcome.ABSENT
    )
    assert ask(PROBE, workflow("uses: sigstore/cosign-installer@v3")).outcome is Outcome.ABSENT
    assert ask(PROBE, workflow("run: gpg --import key.asc")).outcome is Outcome.ABSENT


@pytest.mark.parametrize("key", ["CSC_LINK", "APPLE_CERTIFICATE", "TAURI_SIGNING_PRIVATE_KEY"])
def test_a_builder_of_applications_that_is_given_the_key_signs(key: str) -> None:
    build = "{uses: tauri-apps/tauri-action@v0, env: {%s: '${{ secrets.KEY }}'}}"
    assert ask(PROBE, workflow("run: build", build % key)).outcome is Outcome.PRESENT
    assert ask(PROBE, workflow("run: build", build % "APPLE_ID")).outcome is Outcome.ABSENT
