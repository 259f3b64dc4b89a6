"""Is it recorded, in a way that can be checked, how an artifact was built?"""

import re

from core.matching.pattern import Pattern
from core.probes.probe import Found, Hits, Probe, lines_of
from core.probes.reading import PIPELINE_PATHS
from core.probes.release_evidence import (
    PROVENANCE_OF_NPM,
    attested,
    calls_elsewhere,
    image_builds,
    judged,
    produced,
)
from core.snapshot.snapshot import Snapshot

_ACTIONS = re.compile(
    r"^(slsa-framework/slsa-github-generator/.*|actions/attest(-build-provenance)?|testifysec/witness-run-action)$"
)
_COMMANDS = re.compile(
    r"--provenance[= ](?:true|mode=)|--attest[= ]\S*type=provenance|--provenance(?=\s|$).*\bbuildx\b"
    r"|cosign attest\S* .*slsaprovenance|\bwitness run\b|in-toto-run|slsa-generator|gh attestation create"
    r"|gem push .*--attestation|bnd .*attest"
)
_CHAINS = Pattern("chains", r"chains\.tekton\.dev/", paths=("**/*.{yml,yaml}",), code_only=True)
_BAKE = Pattern("bake", r"type=provenance", paths=("**/docker-bake*.{hcl,json}",), code_only=True)
_CHECKSUMS = Pattern(
    "checksums", r"sha(?:256|512)sum\b|shasum -a", paths=(".github/workflows/*.{yml,yaml}", ".gitlab-ci.yml")
)
_PURPOSE = re.compile(r"(?:^|[^a-z])(?:provenance|attest\w*|slsa)(?:[^a-z]|$)", re.IGNORECASE)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    asked, default = attested(snapshot)
    on, off = image_builds(snapshot, "provenance")
    found = [*produced(snapshot, _ACTIONS, _COMMANDS), *on, *asked]
    found += lines_of(hits.of("chains", "bake", PROVENANCE_OF_NPM.name))
    near = [(path, line, "switched off") for path, line, _ in off]
    near += [(hit.path, hit.line, "a checksum says nothing about the build") for hit in hits.of("checksums")]
    messages = (
        "Build provenance is produced at {places} {places:place|places}.",
        "Build provenance comes only from a default or from elsewhere, at {places} {places:place|places}; "
        "it cannot be seen here.",
        "No pipeline produces build provenance.",
    )
    elsewhere = [place for place in calls_elsewhere(snapshot, _PURPOSE) if place not in found]
    return judged(snapshot, found, [*default, *elsewhere], messages, tuple(near))


PROBE = Probe(
    id="cd.provenance",
    question="Is provenance of the build attested for what is released?",
    answer=_answer,
    patterns=(_CHAINS, _BAKE, _CHECKSUMS, PROVENANCE_OF_NPM),
    paths=(*PIPELINE_PATHS, "**/docker-bake*.{hcl,json}", "**/package.json", "**/.npmrc", "**/*.{yml,yaml}"),
    asks=("actions and commands of CI steps that attest", "the option `provenance` of image builds"),
)
