"""Does a new version first get a small part of the traffic?"""

import re
from typing import Any

from core.formats.infrastructure import Resource
from core.matching.pattern import Pattern
from core.probes.commands import all_commands
from core.probes.declared import cloud, kind_of, setting, settings
from core.probes.platforms import FLY
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.reading import CLUSTER, PIPELINE_PATHS, Place, resources
from core.probes.rollouts import rollouts
from core.snapshot.snapshot import Snapshot

_ROUTES = {"VirtualService", "HTTPRoute", "GRPCRoute", "TraefikService", "TrafficSplit", "VirtualRouter", "Service"}
_DECLARED = Pattern(
    "declared",
    r"weighted_routing_policy|\b\w*(route53|traffic|canary|dns)_weight\w*[ \t]*[=:][ \t]*[\"']?\d|aws-weight[\"']?:"
    r"|additional_version_weights|AdditionalVersionWeights|nginx\.ingress\.kubernetes\.io/canary[\w-]*:"
    r"|traefik\.ingress\.kubernetes\.io/service-weights|(Canary|Linear)\d+Percent|canaryDeployment:"
    r"|canary_deployment[ \t]*\{"
    r"|deployment_type[ \t]*=[ \t]*\"(CANARY|LINEAR)\"|traffic_weight[ \t]*\{"
    r"|canary:[ \t]*[1-9]\d*[ \t]*$|strategy:[ \t]*[\"']?canary|canary[ \t]*=[ \t]*[1-9]",
    classes=("infrastructure", "configuration", "source"),
    paths=("**/*.{tf,tfvars,bicep,yml,yaml,json,tpl,hcl,nomad,template}",),
    code_only=True,
)
_PLATFORM = Pattern("platform", r"^[ \t]*strategy[ \t]*=[ \t]*[\"']canary[\"']", paths=FLY, code_only=True)
_STAGED = Pattern(
    "staged",
    r"user_?[fF]raction:[ \t]*[\"']?0?\.\d|rollout:[ \t]*[\"']?0?\.\d|phased_release|canary-percentage"
    r"|INCREMENTAL_ROLLOUT"
    r"|ROLLOUT_PERCENTAGE",
    paths=(*PIPELINE_PATHS, "**/Fastfile"),
    code_only=True,
)
_LISTENERS = (
    "aws_lb_listener",
    "aws_alb_listener",
    "aws::elasticloadbalancingv2::listener",
    "microsoft.app/containerapp",
)
_STEPS = re.compile(r"(?:Canary|Linear)\d+Percent")
_PARTS = {"canarysetting", "canarysettings", "canary_settings", "deploymentcanarysettings", "additionalversionweights"}
_SHIFTS = re.compile(
    r"update-traffic\b.*=\d|containerapp ingress traffic set|traffic-routing set .*--distribution|--canary-percent\S*"
    r"|set-traffic\b.*--splits|argo rollouts (?:set|promote)|flagger|supply\b.*--rollout|weight\b.*canary"
    r"|--traffic-split"
)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = [rollout.place for rollout in rollouts(snapshot) if rollout.canary]
    for file, resource in resources(snapshot, *CLUSTER):
        if resource.kind in _ROUTES and _weights(resource.values, 0) > 1:
            found.append((file.path, resource.line, resource.line))
    found += lines_of(hits.of("declared", "platform", "staged"))
    for file, resource in cloud(snapshot):
        if _is_weighted_forward(resource) or _is_in_steps(resource):
            found.append((file.path, resource.line, resource.line))
    for _, _, _, command in all_commands(snapshot):
        if _SHIFTS.search(command.text):
            found += command.places
    if found:
        places = list(dict.fromkeys(found))
        return present(
            "Traffic is shifted step by step at {places} {places:place|places}.", places, args={"places": len(places)}
        )
    return absent("No deployment shifts traffic step by step.")


def _weights(value: Any, depth: int) -> int:
    """Return how many destinations of one route carry a weight, of the route that has most."""
    if depth > 12:
        return 0
    if isinstance(value, dict):
        return max((_weights(inner, depth + 1) for inner in value.values()), default=0)
    if isinstance(value, list):
        here = sum(
            1
            for inner in value
            if isinstance(inner, dict) and isinstance(inner.get("weight", inner.get("Weight")), int | str)
        )
        return max([here, *(_weights(inner, depth + 1) for inner in value)])
    return 0


def _is_weighted_forward(resource: Resource) -> bool:
    """Tell whether a load balancer's listener shares its traffic between target groups."""
    return kind_of(resource).startswith(_LISTENERS) and _weights(resource.values, 0) > 1


def _is_in_steps(resource: Resource) -> bool:
    """Tell whether the deployment of a function or a stage shifts its traffic step by step."""
    preferences = setting(resource.values, "deploymentpreference", "deploymentsettings", "deploymentconfigname")
    named = [value.get("Type", value.get("type")) if isinstance(value, dict) else value for value in preferences]
    if any(isinstance(name, str) and _STEPS.search(name) for name in named):
        return True
    return any(
        value and (name in _PARTS or (name == "percenttraffic" and value not in (0, 100)))
        for name, value, _ in settings(resource.values)
    )


PROBE = Probe(
    id="cd.canary",
    question="Is it configured that a new version first gets a part of the traffic?",
    answer=_answer,
    patterns=(_DECLARED, _PLATFORM, _STAGED),
    paths=(*PIPELINE_PATHS, "**/*.{tf,tfvars,bicep,yml,yaml,json,tpl,hcl,template}"),
    asks=("objects of Argo Rollouts and Flagger", "routes with several weights", "CI commands that shift traffic"),
)
