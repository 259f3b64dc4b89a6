"""Does a deployment wait until the new version is healthy?"""

import re

from core.formats.infrastructure import Resource
from core.matching.pattern import Hit, Pattern
from core.probes.commands import all_commands
from core.probes.declared import kind_of, setting, settings
from core.probes.deployments import on_test_cluster
from core.probes.platforms import NOMAD
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.reading import CLOUD, CLUSTER, PIPELINE_PATHS, Place, dockerfiles, resources
from core.snapshot.snapshot import Snapshot

_PROBES = {"readinessprobe", "startupprobe", "readiness_probe", "startup_probe"}
_HEALTH = {
    "resource.aws_lb_target_group": "health_check", "resource.aws_alb_target_group": "health_check",
    "resource.google_compute_health_check": "", "resource.google_compute_backend_service": "health_checks",
    "resource.aws_elb": "health_check", "AWS::ElasticLoadBalancingV2::TargetGroup": "Properties",
}  # fmt: skip
_DEFINITION = "CustomResourceDefinition"
"""Its schema names all that a pod can have."""
_EMPTY = re.compile(r":\s*(?:\{\s*\}|null|~)\s*(?:#.*)?$")
_DISABLED = re.compile(r"\s*enabled:\s*false\b")
_WAITS = re.compile(
    r"kubectl\b.*\b(?:rollout status|wait\b)|helm\b.*(?:upgrade|install)\b.*(?:--wait|--atomic)|aws ecs wait"
    r"|--wait-for-steady-state"
    r"|argocd app wait|aws deploy wait|flux reconcile|kapp deploy|az webapp\b.*healthy"
)
_TEMPLATE = Pattern(
    "template",
    r"^[ \t]*-?[ \t]*(readinessProbe|startupProbe):",
    classes=("infrastructure", "configuration"),
    paths=("**/*.{yaml,yml,tpl,jsonnet,libsonnet}",),
)
_PLATFORM = Pattern(
    "platform",
    r"healthCheckPath|health_check_path|readiness_check:|\[\[?(http_service|services\.http|services\.tcp)?\.?checks\]\]?"
    r"|^[ \t]*\[\[services\.(http|tcp)_checks\]\]|\bhealthcheckPath\b"
    r"|wait-for-service-stability|waitForServiceStability",
    classes=("infrastructure", "configuration"),
    paths=("**/*.{tf,bicep,yaml,yml,json,toml}",),
)
_KAMAL = Pattern("kamal", r"^[ \t]+healthcheck:", paths=("**/config/deploy{,.*}.{yml,yaml}",), code_only=True)
_NOMAD = Pattern("nomad", r"^[ \t]*(?:check[ \t]*\{|health_check[ \t]*=[ \t]*\")", paths=NOMAD, code_only=True)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    for file, resource in resources(snapshot, *CLUSTER, *CLOUD):
        wanted = _HEALTH.get(resource.kind)
        if resource.kind == _DEFINITION:
            continue
        gated = wanted is not None and (not wanted or wanted in resource.values)
        waits = resource.kind == "resource.helm_release" and any(
            resource.values.get(k) is True for k in ("wait", "atomic")
        )
        if gated or waits or _checks(resource):
            found.append((file.path, resource.line, resource.line))
    for _, job, _, command in all_commands(snapshot):
        if _WAITS.search(command.text) and not on_test_cluster(job):
            found += command.places
    schemas = {file.path for file, resource in resources(snapshot, "kubernetes") if resource.kind == _DEFINITION}
    texts = [
        hit
        for hit in hits.of("template", "platform", "kamal", "nomad")
        if hit.path not in schemas and not _is_off(snapshot, hit)
    ]
    found += lines_of(texts)
    if found:
        places = list(dict.fromkeys(found))
        return present(
            "Deployments wait for health at {places} {places:place|places}.", places, args={"places": len(places)}
        )
    near = [
        (file.path, i.line, "a health check of the image; no deployment here waits for it")
        for file in dockerfiles(snapshot)
        for i in file.instructions
        if i.keyword == "HEALTHCHECK" and i.value.upper() != "NONE"
    ]
    return absent("No deployment in the repository waits for health.", near)


def _is_off(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether a probe is given as empty, or switched off on the next line, as values of charts are."""
    return bool(_EMPTY.search(hit.text) or _DISABLED.match("".join(snapshot.lines(hit.path)[hit.line : hit.line + 1])))


def _checks(resource: Resource) -> bool:
    """Tell whether a workload or a group has a check that its deployment waits for."""
    values = resource.values
    if any(value and name in _PROBES for name, value, _ in settings(values)):
        return True
    kind = kind_of(resource)
    if kind.startswith("microsoft."):
        probes = (str(value).lower() for value in setting(values, "type"))
        paths = [path for path in setting(values, "healthcheckpath", "healthprobe") if path]
        return bool(paths) or ("/containerapp" in kind and any(p in ("readiness", "startup") for p in probes))
    if kind == "aws::ecs::taskdefinition":
        return any(setting(values, "healthcheck"))
    signals = setting(values, "resourcesignal", "waitonresourcesignals", "pretraffic", "pretraffichook")
    return "::" in kind and any(signals)


PROBE = Probe(
    id="cd.health-gate",
    question="Does a deployment wait until the new version is healthy?",
    answer=_answer,
    patterns=(_TEMPLATE, _PLATFORM, _KAMAL, _NOMAD),
    classes=("infrastructure", "configuration"),
    paths=(*PIPELINE_PATHS, "**/*.{yml,yaml,json,toml}", "**/*.tf", "**/*.bicep", "**/*.tpl"),
    asks=("readiness and start-up probes", "health checks of load balancers", "CI commands that wait for a rollout"),
)
