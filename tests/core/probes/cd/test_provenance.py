import pytest

from core.model.outcome import Outcome
from core.probes.cd.provenance import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import CI, workflow

BUILD = "{uses: docker/build-push-action@v6, with: {push: true%s}}"
PYPI = "{uses: pypa/gh-action-pypi-publish@v1%s}"


@pytest.mark.parametrize(
    "step",
    [
        BUILD % ", provenance: mode=max",
        BUILD % ", provenance: true",
        "uses: actions/attest-build-provenance@v2",
        "run: npm publish --provenance --access public",
        "run: docker buildx build --push --attest type=provenance,mode=max -t a/b .",
        PYPI % ", with: {attestations: true}",
    ],
)
def test_provenance_of_a_workflow(step: str) -> None:
    assert ask(PROBE, workflow(step)).outcome is Outcome.PRESENT


def test_generators_and_other_systems() -> None:
    slsa = "slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@v2.1.0"
    assert ask(PROBE, {CI: f"on: push\njobs:\n  p:\n    uses: {slsa}\n"}).evidence[0].line == 3
    gitlab = {".gitlab-ci.yml": "pack:\n  script: docker buildx build --provenance=true --push .\n"}
    assert ask(PROBE, gitlab).outcome is Outcome.PRESENT
    assert ask(PROBE, {"package.json": '{\n"publishConfig": {\n"provenance": true\n}\n}'}).evidence[0].line == 3


def test_a_default_is_unproven() -> None:
    trusted = workflow(PYPI % "", job="permissions: {id-token: write}")
    assert ask(PROBE, trusted).outcome is Outcome.UNPROVEN


def test_traps() -> None:
    off = ask(PROBE, workflow(BUILD % ", provenance: false"))
    assert (off.outcome, off.near_misses[0].reason) == (Outcome.ABSENT, "switched off")
    assert ask(PROBE, workflow(BUILD % "")).outcome is Outcome.ABSENT
    sums = ask(PROBE, workflow("run: sha256sum dist/* > SHA256SUMS"))
    assert (sums.outcome, sums.near_misses[0].reason) == (Outcome.ABSENT, "a checksum says nothing about the build")
    assert ask(PROBE, {"docs/security.md": "We publish SLSA provenance."}).outcome is Outcome.ABSENT
