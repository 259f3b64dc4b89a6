"""Is it declared that capacity grows and shrinks with load?"""

from typing import Any

from core.formats.infrastructure import Resource
from core.matching.pattern import Pattern
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.reading import Place, resources
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
_CHARTS = {"karpenter", "keda", "cluster-autoscaler"}
_BOUNDS = (
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
    for file, resource in resources(snapshot, "kubernetes", "helm-template", "terraform", "cloudformation"):
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
    if resource.kind == "resource.aws_autoscaling_group" and _is_fixed(resource.values):
        return False
    if resource.kind in _KINDS or resource.kind.startswith((*_TERRAFORM, *_CLOUDFORMATION)):
        return True
    if resource.kind == "resource.helm_release" and str(resource.values.get("chart", "")).rpartition("/")[2] in _CHARTS:
        return True
    return resource.kind.startswith(("resource.", "module")) and _ranges(resource.values, 0)


def _is_fixed(values: dict[str, Any]) -> bool:
    """Tell whether a group has one size: it replaces machines, but never has more or fewer."""
    low, high = values.get("min_size"), values.get("max_size")
    return isinstance(low, int) and low == high


def _ranges(value: Any, depth: int) -> bool:
    """Tell whether a body sets a largest size above the smallest one."""
    if isinstance(value, list):
        return depth < 8 and any(_ranges(inner, depth + 1) for inner in value)
    if not isinstance(value, dict):
        return False
    for low, high in _BOUNDS:
        if isinstance(value.get(low), int) and isinstance(value.get(high), int) and value[high] > value[low]:
            return True
    return depth < 8 and any(_ranges(inner, depth + 1) for inner in value.values())


PROBE = Probe(
    id="iac.autoscaling",
    question="Is it declared that capacity grows and shrinks with load?",
    answer=_answer,
    patterns=(_TEXT,),
    paths=("**/*.{tf,tofu,bicep,json,yml,yaml,tpl}",),
    asks=("autoscalers of Kubernetes, Terraform and CloudFormation", "groups whose largest size is above the smallest"),
)
