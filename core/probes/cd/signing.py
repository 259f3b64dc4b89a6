"""Are released artifacts signed?"""

import re

from core.matching.pattern import Pattern
from core.probes.deliveries import deliveries
from core.probes.probe import Found, Hits, Probe, lines_of
from core.probes.reading import PIPELINE_PATHS, pipelines, place
from core.probes.release_evidence import (
    PROVENANCE_OF_NPM,
    attested,
    calls_elsewhere,
    goreleaser,
    judged,
    produced,
)
from core.snapshot.snapshot import Snapshot

_ACTIONS = re.compile(
    r"^(sigstore/gh-action-sigstore-python|actions/attest(-build-provenance|-sbom)?|azure/(trusted"
    r"|artifact)-signing-action"
    r"|slsa-framework/slsa-github-generator/.*|r0adkll/sign-android-release|.*/sign-android.*"
    r"|indygreg/apple-code-sign.*"
    r"|skymatic/code-sign-action|dlemstra/code-sign-action|notaryproject/notation-action/sign|.*code-?sign.*"
    r"|signpath/github-action-submit-signing-request|esrpcodesigning@\d)$"
)
_COMMANDS = re.compile(
    r"(?:^|[\s/\"'(])(?:cosign (?:sign|attest)\S*|notation sign|minisign .*-S|signify .*-S|jarsigner(?! +-verify)"
    r"|apksigner sign"
    r"|signtool\S* sign|osslsigncode sign|codesign .*(?:-s|--sign)|xcrun (?:notarytool|altool) .*|rpmsign|rpm --addsign"
    r"|debsign|dpkg-sig|dotnet nuget sign|nuget sign|docker trust sign|helm package .*--sign|sigstore sign"
    r"|AzureSignTool\S* sign|zipsigner|rcodesign sign)(?=\s|$|-)"
    r"|\bgpg2?\b.*\s(?:--(?:detach-sign?|clear-?sign|sign)|-(?:[a-z]*s|b)|-ab)\b"
    r"|\bgh attestation sign|gem push .*--attestation"
    r"|gradlew?\b.*\bsign\w*Publication",
    re.IGNORECASE,
)
_BUILD = Pattern(
    "build",
    r"<artifactId>maven-gpg-plugin|^[ \t]*signing[ \t]*\{|signAllPublications\(|sbt-pgp|addSbtPlugin\(.*sbt-ci-release",
    paths=("**/pom.xml", "**/*.{gradle,kts,sbt}"),
    code_only=True,
)
_GORELEASER = goreleaser("goreleaser", "signs|docker_signs|binary_signs")
_TRUST = Pattern("trust", r"DOCKER_CONTENT_TRUST:?=?[ \t]*[\"']?1", paths=PIPELINE_PATHS, code_only=True)
_COMMITS = Pattern("commits", r"git commit .*-S|commit\.gpgsign|git tag .*-s\b|signoff", paths=PIPELINE_PATHS)
_KEYS = re.compile(
    r"^(?:CSC_LINK|WIN_CSC_LINK|(?:MACOS?_)?CERTIFICATE_P12|APPLE_(?:CERTIFICATE|SIGNING_IDENTITY|APP_SPECIFIC_PASSWORD)"
    r"|TAURI(?:_SIGNING)?_PRIVATE_KEY|WINDOWS_CERTIFICATE|AZURE_(?:TRUSTED_SIGNING|CODE_SIGNING)_ACCOUNT_NAME"
    r"|ORG_GRADLE_PROJECT_signing\w+|COSIGN_PRIVATE_KEY|MINISIGN_(?:PASSWORD|SECRET_KEY))$"
)
"""What builders of desktop applications and packages sign with as soon as it is given to them."""
_PURPOSE = re.compile(r"(?:^|[^a-z])(?:sign|signing|cosign|codesign)(?:[^a-z]|$)", re.IGNORECASE)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    asked, default = attested(snapshot)
    found = [*produced(snapshot, _ACTIONS, _COMMANDS), *asked]
    found += lines_of(hits.of("goreleaser", "trust", PROVENANCE_OF_NPM.name))
    near = [(hit.path, hit.line, "signs a commit or tag, not an artifact") for hit in hits.of("commits")]
    if deliveries(snapshot):
        found += lines_of(hits.of("build"))
    else:
        near += [(hit.path, hit.line, "no pipeline publishes what this signs") for hit in hits.of("build")]
    for pipeline in pipelines(snapshot):
        signing = [step for _, step in pipeline.steps() if any(_KEYS.match(name) for name in step.env)]
        found += [place(pipeline, step.line, step.end_line) for step in signing]
    unseen = [*default, *calls_elsewhere(snapshot, _PURPOSE)]
    messages = (
        "Artifacts are signed at {places} {places:place|places}.",
        "Artifacts are signed only by a default or elsewhere, at {places} {places:place|"
        "places}; it cannot be seen here.",
        "No pipeline signs an artifact.",
    )
    return judged(snapshot, found, unseen, messages, tuple(near))


PROBE = Probe(
    id="cd.signing",
    question="Are released artifacts signed?",
    answer=_answer,
    patterns=(_BUILD, _GORELEASER, _TRUST, _COMMITS, PROVENANCE_OF_NPM),
    paths=(*PIPELINE_PATHS, "**/{,.}goreleaser*.{yml,yaml}", "**/pom.xml", "**/*.{gradle,kts,sbt}", "**/package.json"),
    asks=(
        "actions and commands of CI steps that sign",
        "keys that builders of applications sign with",
        "attestations of package registries",
    ),
)
