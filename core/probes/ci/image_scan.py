"""Are container images scanned for vulnerabilities?"""

import re

from core.formats.pipeline import Step
from core.matching.pattern import Pattern
from core.probes.answers import Words, settled
from core.probes.ci_tools import Tools, calls_elsewhere, steps_calling, uses_of, with_reason
from core.probes.probe import Found, Hits, Probe
from core.probes.reading import PIPELINE_PATHS, action, pipeline_paths
from core.snapshot.snapshot import Snapshot

_ACTIONS = re.compile(
    r"^(snyk/actions/docker|docker/scout-action|azure/container-scan|crazy-max/ghaction-container-scan"
    r"|sysdiglabs/scan-action|.*clair.*|anchore/(analyze_local_image|analyze_image)|.*/prisma-cloud-scan"
    r"|aquasec(urity)?/aqua-?scanner@?.*|.*/(container|docker|image)-(image-)?scan(ner|ning)?(-action)?)$"
)
_TRIVY = re.compile(r"(^|/)(trivy-action|trivy@\d)$")
_GRYPE = re.compile(r"^anchore/(scan-action|grype-action)$")
_NAMES_IMAGE = {"image", "image-ref", "image_ref", "docker", "docker-image-name", "docker_image_name", "input"}
_COMMANDS = re.compile(
    r"(?:^|[\s\"'/])(?:trivy(?=\s)(?!\s+(?:--version|version|plugin))|grype\s+\S|snyk container (?:test|monitor)"
    r"|docker scout (?:cves|quickview|compare)|docker scan\s|clair-scanner|clairctl|clair-action|anchore-cli image"
    r"|anchorectl image|grype_scan|inline_scan|twistcli images scan|gcloud artifacts docker images scan"
    r"|snyk test [^|]*--docker)"
)
_OTHER = re.compile(
    r"\btrivy\b[^|]*?\s(?:fs|filesystem|repo|repository|config|conf|rootfs|sbom|k8s|kubernetes|vm|server"
    r"|--version)(?=\s|$)"
    r"|\btrivy\b.*\s--(?:download-(?:java-)?db-only|clear-cache|reset)\b"
    r"|\bgrype\s+[^|]*?(?:dir|file|sbom):|\bgrype\s+(?:db|version|--version|\.)(?=\s|$)"
)
_CALLS = re.compile(
    r"(?:container|image|docker)-(?:\w+-)?(?:scan|vulnerab)|scan-(?:\w+-)?(?:container|image|docker)|trivy|grype"
    r"|anchore"
    r"|docker-scout",
    re.IGNORECASE,
)
_REGISTRY = Pattern(
    "registry", r"^[ \t]*\"?(scan_on_push|scanOnPush|ScanOnPush)\"?[ \t]*[=:][ \t]*[\"']?(true|True)",
    paths=("**/*.{tf,tofu,yml,yaml,json,ts,py}",), code_only=True,
)  # fmt: skip


def _by_action(step: Step) -> bool:
    name = action(step.uses)
    if _TRIVY.search(name):
        return step.options.get("scan-type", "image").lower() == "image" or bool(_NAMES_IMAGE & set(step.options))
    if _GRYPE.match(name):
        return bool(step.options.get("image"))
    return bool(_ACTIONS.match(name))


def _scans_files(step: Step) -> bool:
    name = action(step.uses)
    return bool(_TRIVY.search(name) or _GRYPE.match(name)) and not _by_action(step)


TOOLS = Tools(_by_action, _COMMANDS, _CALLS, _OTHER)
"""Scanners of container images."""


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    near = with_reason(steps_calling(snapshot, _scans_files), "scans files, not an image")
    near += [(hit.path, hit.line, "the registry scans, not CI") for hit in hits.of("registry")]
    maybe = calls_elsewhere(snapshot, _CALLS)
    return settled(_WORDS, uses_of(snapshot, TOOLS), maybe, near, pipeline_paths(snapshot))


_WORDS = Words(
    "CI scans container images at {places} {places:place|places}.",
    "CI does not scan container images.",
    "{places} CI {places:job calls|jobs call} a scan of images kept outside this repository.",
)

PROBE = Probe(
    id="ci.image-scan",
    question="Does CI scan container images for vulnerabilities?",
    answer=_answer,
    patterns=(_REGISTRY,),
    paths=PIPELINE_PATHS,
    asks=("scanners called by CI steps and their commands", "names of workflows kept elsewhere"),
)
