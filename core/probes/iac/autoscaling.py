"""Is it declared that capacity grows and shrinks with load?"""

from typing import Any

from core.formats.infrastructure import Resource
from core.matching.pattern import Pattern
from core.probes.declared import is_on, kind_of, number, setting, settings
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.reading import CLOUD, CLUSTER, Place, resources
from core.snapshot.snapshot import Snapshot

_KINDS = {
    "HorizontalPodAutoscaler", "VerticalPodAutoscaler", "ScaledObject", "ScaledJob", "NodePool", "Provisioner",
    "FleetAutoscaler",
    "ClusterAutoscaler", "MachineAutoscaler", "WatermarkPodAutoscaler",
}  # fmt: skip
_TERRAFORM = (
    "resource.aws_autoscaling_",
    "resource.aws_appautoscaling_",
    "resource.azurerm_monitor_autoscale_setting",
    "resource.google_compute_autoscaler",
    "resource.google_compute_region_autoscaler",
    "resource.kubernetes_horizontal_pod_autoscaler",
    "resource.digitalocean_droplet_autoscale",
    "resource.alicloud_ess_scaling_",
)
_CLOUDFORMATION = ("AWS::AutoScaling::", "AWS::ApplicationAutoScaling::", "AWS::AutoScalingPlans::")
_GROUPS = {"resource.aws_autoscaling_group", "AWS::AutoScaling::AutoScalingGroup"}
_CHARTS = {"karpenter", "keda", "cluster-autoscaler"}
_AZURE = ("microsoft.insights/autoscalesetting", "microsoft.compute/virtualmachinescalesets/autoscale")
_BOUNDS = (
    ("minreplicas", "maxreplicas"),
    ("min_replicas", "max_replicas"),
    ("scaleminreplicas", "scalemaxreplicas"),
    ("minsize", "maxsize"),
    ("mincount", "maxcount"),
    ("mincapacity", "maxcapacity"),
    ("min_size", "max_size"),
    ("min_count", "max_count"),
    ("min_capacity", "max_capacity"),
    ("min_node_count", "max_node_count"),
)
_TEXT = Pattern(
    "text",
    r"Microsoft\.Insights/autoscale[sS]ettings|^[ \t]*automatic_scaling:|enableAutoScaling:[ \t]*true",
    paths=("**/*.{bicep,json,yaml,yml}",),
    classes=("infrastructure", "configuration"),
    code_only=True,
)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    for file, resource in resources(snapshot, *CLUSTER, *CLOUD):
        if _scales(resource):
            found.append((file.path, resource.line, resource.line))
    found += lines_of(hits.of("text"))
    if found:
        return present(
            "Autoscaling is declared at {places} {places:place|places}.",
            dict.fromkeys(found),
            args={"places": len(found)},
        )
    return absent("No autoscaling is declared.")


def _scales(resource: Resource) -> bool:
    if resource.kind in _GROUPS and _is_fixed(resource.values):
        return False
    if resource.kind in _KINDS or resource.kind.startswith((*_TERRAFORM, *_CLOUDFORMATION)):
        return True
    if resource.kind == "resource.helm_release" and str(resource.values.get("chart", "")).rpartition("/")[2] in _CHARTS:
        return True
    if not resource.kind.startswith(("resource.", "module", "AWS::")):
        return False
    if kind_of(resource).startswith(_AZURE) or any(map(is_on, setting(resource.values, "enableautoscaling"))):
        return True
    return any(map(number, setting(resource.values, "autoscalemaxthroughput"))) or _ranges(resource.values)


def _is_fixed(values: dict[str, Any]) -> bool:
    """Tell whether a group has one size: it replaces machines, but never has more or fewer."""
    low, high = (next(setting(values, name, name.replace("_", "")), None) for name in ("min_size", "max_size"))
    return number(low) is not None and number(low) == number(high)


def _ranges(values: Any) -> bool:
    """Tell whether a body sets a largest size above the smallest one, side by side."""
    groups = {id(group): group for _, _, group in settings(values)}
    for group in groups.values():
        named = {name.lower(): number(value) for name, value in group.items()}
        for low, high in _BOUNDS:
            smallest, largest = named.get(low), named.get(high)
            if smallest is not None and largest is not None and largest > smallest:
                return True
    return False


PROBE = Probe(
    id="iac.autoscaling",
    question="Is it declared that capacity grows and shrinks with load?",
    answer=_answer,
    patterns=(_TEXT,),
    paths=("**/*.{tf,tofu,bicep,json,yml,yaml,tpl}",),
    asks=(
        "autoscalers of Kubernetes, Helm, Terraform, CloudFormation, Bicep and ARM",
        "groups whose largest size is above the smallest",
    ),
)
