"""Does the pipeline produce a software bill of materials?"""

import re

from core.matching.pattern import Pattern
from core.probes.commands import all_commands
from core.probes.probe import Found, Hits, Probe, lines_of
from core.probes.purposes import builds, builds_by_action, runs_tests
from core.probes.reading import PIPELINE_PATHS, Place, action, pipelines, place
from core.probes.release_evidence import calls_elsewhere, goreleaser, image_builds, judged, produced
from core.snapshot.snapshot import Snapshot

_ACTIONS = re.compile(
    r"^(anchore/sbom-action(/(?!download).*)?|cyclonedx/.*|actions/attest-sbom|microsoft/sbom-action|psastras/sbom-rs.*"
    r"|.*/(generate-)?sbom(-generator)?(-action)?|advanced-security/(sbom-generator|component-detection).*"
    r"|fossas/.*sbom.*|philips-labs/spdx-action|kubewarden/.*sbom.*|manifest@\d)$"
)
_COMMANDS = re.compile(
    r"(?:^|[\s/\"'(])(?:syft\s|cyclonedx\S*|dotnet[ -]CycloneDX|cdxgen|spdx-sbom-generator|bom generate"
    r"|sbom-tool generate|docker sbom|(?:p?npm|yarn)\b.*\ssbom\b|mix sbom|cargo (?:cyclonedx|sbom)|ko build.*--sbom"
    r"|trivy\b.*(?:cyclonedx|spdx)|grype\b.*-o (?:cyclonedx|spdx)|tern report|go version -m.*sbom|apko\b.*--sbom"
    r"|uv export .*cyclonedx)"
    r"|--sbom(?:[= ]true|=generator|(?=\s|$))|--attest[= ]\S*type=sbom|:cyclonedx|cyclonedx:make\w+|cyclonedxBom",
    re.IGNORECASE,
)
_BUILD = Pattern(
    "build",
    r"cyclonedx-(?:maven|gradle)-plugin|org\.cyclonedx\.bom|spdx-(?:maven|gradle)-plugin|org\.spdx\.sbom|Microsoft\.Sbom\.Targets"
    r"|GenerateSBOM>true",
    paths=("**/pom.xml", "**/*.{gradle,kts,toml,csproj,props,targets}"),
    code_only=True,
)
_GORELEASER = goreleaser("goreleaser", "sboms")
_BAKE = Pattern("bake", r"type=sbom", paths=("**/docker-bake*.{hcl,json}",), code_only=True)
_LICENCES = Pattern(
    "licences", r"license-checker|pip-licenses|go-licenses|licensed (?:cache|status)|cargo about", paths=PIPELINE_PATHS
)
_PURPOSE = re.compile(r"(?:^|[^a-z])(?:sbom|bom)(?:[^a-z]|$)", re.IGNORECASE)
_FORMATS = re.compile(r"cyclonedx|spdx", re.IGNORECASE)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    on, off = image_builds(snapshot, "sbom")
    found = [*produced(snapshot, _ACTIONS, _COMMANDS), *on, *_scanners(snapshot)]
    found += lines_of(hits.of("goreleaser", "bake"))
    near = [(path, line, "switched off") for path, line, _ in off]
    near += [(hit.path, hit.line, "a list of licences") for hit in hits.of("licences")]
    if _is_built(snapshot):
        found += lines_of(hits.of("build"))
    else:
        near += [(hit.path, hit.line, "no pipeline builds with it") for hit in hits.of("build")]
    messages = (
        "A bill of materials is produced at {places} {places:place|places}.",
        "{places} CI {places:job calls a workflow|jobs call workflows} for a bill of materials kept outside this "
        "repository.",
        "No pipeline produces a bill of materials.",
    )
    return judged(snapshot, found, calls_elsewhere(snapshot, _PURPOSE), messages, tuple(near))


def _scanners(snapshot: Snapshot) -> list[Place]:
    """Return steps of the Trivy action that write a bill of materials instead of findings."""
    return [
        place(pipeline, step.line, step.end_line)
        for pipeline in pipelines(snapshot)
        for _, step in pipeline.steps()
        if action(step.uses) == "aquasecurity/trivy-action" and _FORMATS.search(step.options.get("format", ""))
    ]


def _is_built(snapshot: Snapshot) -> bool:
    """Tell whether CI runs a build, to which a plug-in of the build tool belongs."""
    if any(builds_by_action(step) for pipeline in pipelines(snapshot) for _, step in pipeline.steps()):
        return True
    return any(builds(command) or runs_tests(command) for _, _, _, command in all_commands(snapshot))


PROBE = Probe(
    id="cd.sbom",
    question="Does the pipeline produce a software bill of materials?",
    answer=_answer,
    patterns=(_BUILD, _GORELEASER, _BAKE, _LICENCES),
    paths=(*PIPELINE_PATHS, "**/{,.}goreleaser*.{yml,yaml}", "**/pom.xml", "**/*.{gradle,kts,toml,csproj,props}"),
    asks=("actions and commands of CI steps that list components", "the option `sbom` of image builds"),
)
