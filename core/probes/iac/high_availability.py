"""Is it declared that the failure of one machine or zone is survived?"""

import re
from typing import Any

from core.formats.infrastructure import Resource
from core.matching.pattern import Hit, Pattern
from core.probes.declared import cloud, is_on, number, setting
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.reading import CLUSTER, Place, resources
from core.snapshot.file_class import FileClass
from core.snapshot.snapshot import Snapshot

_WORKLOADS = {"Deployment", "StatefulSet", "Rollout", "ReplicaSet", "DeploymentConfig"}
_ZONES = ("availability_zones", "azs", "zones", "availability_zone_names", "availabilityzones", "vpczoneidentifier")
_SWITCHES = (
    "multiaz", "multi_az", "zoneredundant", "zone_redundant", "iszoneredundant", "zoneredundancy", "zonalredundancy",
    "multiazenabled", "multi_az_enabled", "automaticfailoverenabled", "automatic_failover_enabled", "zonebalance",
    "zone_redundancy_enabled", "zone_balancing_enabled",
)  # fmt: skip
_ZONE_STORAGE = re.compile(r"\w+_(?:RA)?G?ZRS$")
_DECLARED = Pattern(
    "declared",
    r"\b(multi_az|multi_az_enabled|zone_redundant|zone_redundancy_enabled|zone_redundant_\w+"
    r"|zone_balancing_enabled|automatic_failover_enabled)"
    r"[ \t]*=[ \t]*true|availability_type[ \t]*=[ \t]*\"REGIONAL\"|\"?MultiAZ\"?:[ \t]*[\"']?true"
    r"|\"?(is)?[zZ]one_?[rR]edundan(t|cy)\"?:[ \t]*"
    r"[\"']?(true|Enabled)|high_availability[ \t]*\{|mode[ \t]*[=:][ \t]*[\"']ZoneRedundant"
    r"|Standard_G?ZRS|account_replication_type[ \t]*=[ \t]*\"(RA)?G?ZRS\""
    r"|\bzones[\"']?[ \t]*[=:][ \t]*\[[ \t]*[\"']?\d[\"']?,|slice\([^\n]*availability_zones[^\n]*,[ \t]*0,[ \t]*[2-9]\)"
    r"|\b(azs|availability_zones)[ \t]*=[ \t]*\[[^\]\n]+,[^\]\n]+\]|maxAzs:[ \t]*[2-9]"
    r"|multiAz:[ \t]*true|ZONE_REDUNDANT"
    r"|(podDisruptionBudget|pdb)[.\w]*\"|multi_node_type|num_cache_clusters[ \t]*=[ \t]*[2-9]",
    classes=("infrastructure", "configuration", "source"),
    paths=("**/*.{tf,tofu,tfvars,bicep,bicepparam,json,yml,yaml,ts,template}",),
    code_only=True,
)
_SPREADS = Pattern(
    "spreads",
    r"^[ \t]*(topologySpreadConstraints|podDisruptionBudget|pdb)[ \t]*[:=][ \t]*(\{|\[)?[ \t]*(#.*)?$",
    classes=("infrastructure",),
    paths=("**/*.{tf,tofu}",),
    code_only=True,
)
_CHOICE = re.compile(r"^[ \t]*[\"'][\w-]+[\"'],?[ \t]*$")
"""One value of a list of those allowed: a choice, not what is chosen."""

_ZONES_LISTED = re.compile(r"\bzones[\"']?[ \t]*[=:]", re.IGNORECASE)
_IN_CODE = re.compile(r"aws-cdk|pulumi|cdktf")
_OFF = Pattern(
    "off",
    r"(multi_az|zone_redundant|zone_redundancy_enabled|[zZ]oneRedundant"
    r"|MultiAZ)[\"']?[ \t]*[=:][ \t]*[\"']?false|replicas:[ \t]*1\b",
    paths=("**/*.{tf,tofu,tfvars,bicep,json,yml,yaml}",),
    classes=("infrastructure", "configuration"),
)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    near: list[tuple[str, int, str]] = [(hit.path, hit.line, "a single one") for hit in hits.of("off")]
    for file, resource in (*resources(snapshot, *CLUSTER), *cloud(snapshot)):
        where = (file.path, resource.line, resource.line)
        if resource.kind in ("PodDisruptionBudget", "resource.kubernetes_pod_disruption_budget_v1"):
            found.append(where)
        elif resource.kind in _WORKLOADS and _replicas(resource) > 1:
            if _spread(resource.values):
                found.append(where)
            else:
                near.append((file.path, resource.line, "several replicas that may share one machine"))
        elif file.system not in CLUSTER and (_zones(resource) > 1 or _is_redundant(resource)):
            found.append(where)
    found += lines_of(hit for hit in hits.of("declared", "spreads") if not _is_other(snapshot, hit))
    if found:
        places = list(dict.fromkeys(found))
        return present(
            "Redundancy is declared at {places} {places:place|places}.",
            places,
            args={"places": len(places)},
            near_misses=tuple(near),
        )
    return absent("No redundancy across machines or zones is declared.", near)


def _is_other(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether a line only lists what is allowed, or zones of something that is no infrastructure."""
    if _CHOICE.match(hit.text):
        return True
    if not _ZONES_LISTED.search(hit.text) or snapshot.file_class(hit.path) is FileClass.INFRASTRUCTURE:
        return False
    return "Microsoft." not in (text := snapshot.text(hit.path) or "") and not _IN_CODE.search(text)


def _replicas(resource: Resource) -> int:
    spec = resource.values.get("spec")
    replicas = spec.get("replicas") if isinstance(spec, dict) else None
    return replicas if isinstance(replicas, int) else 0


def _spread(values: dict[str, Any]) -> bool:
    spec = values.get("spec", {})
    template = spec.get("template", {}) if isinstance(spec, dict) else {}
    return any(setting(template, "podantiaffinity", "topologyspreadconstraints"))


def _zones(resource: Resource) -> int:
    """Return how many zones a resource names."""
    named = setting(resource.values, *_ZONES)
    return max((len(value) for value in named if isinstance(value, list)), default=0)


def _is_redundant(resource: Resource) -> bool:
    """Tell whether a setting, put in place from variables too, keeps a second one in another zone."""
    values = resource.values
    if any(map(is_on, setting(values, *_SWITCHES))) or "ZoneRedundant" in setting(values, "mode", "highavailability"):
        return True
    if resource.kind.startswith(("resource.Microsoft.Storage/", "module")) and any(
        isinstance(name, str) and _ZONE_STORAGE.match(name) for name in setting(values, "name", "skuname")
    ):
        return True
    tasks = max((number(count) or 0 for count in setting(values, "desiredcount")), default=0)
    networks = max((len(s) for s in setting(values, "subnets") if isinstance(s, list)), default=0)
    return resource.kind == "AWS::ECS::Service" and tasks > 1 and networks > 1


PROBE = Probe(
    id="iac.high-availability",
    question="Is redundancy across machines or zones declared?",
    answer=_answer,
    patterns=(_DECLARED, _SPREADS, _OFF),
    paths=("**/*.{tf,tofu,tfvars,bicep,json,yml,yaml,tpl,template}",),
    asks=("disruption budgets", "replicas with anti-affinity or spread", "zones and switches of resources"),
)
