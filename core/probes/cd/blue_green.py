"""Are two versions kept side by side, so that traffic can be switched between them?"""

import re
from collections.abc import Iterator

from core.formats.infrastructure import Resource
from core.matching.pattern import Pattern
from core.probes.commands import all_commands
from core.probes.declared import cloud, declared, setting
from core.probes.platforms import FLY
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.reading import CLOUD, CLUSTER, PIPELINE_PATHS, Place, resources
from core.probes.rollouts import rollouts
from core.snapshot.snapshot import Snapshot

_DECLARED = Pattern(
    "declared",
    r"blue_green_deployment_config|\"BLUE_GREEN\"|DeploymentType:[ \t]*[\"']?BLUE_GREEN|AWS::CodeDeploy::BlueGreen"
    r"|[a-z]_web_app_slot\"|[a-z]_function_app_slot\"|[a-z]_app_service_slot\"|_web_app_active_slot\""
    r"|Microsoft\.Web/sites/slots@|\"Microsoft\.Web/sites/slots\"|BlueGreenDeployment|strategy:[ \t]*[\"']?BLUE_GREEN"
    r"|blue_green_update\"?[ \t]*\{|EcsBlueGreen|deploymentStrategy:[ \t]*[\"']?BlueGreen",
    classes=("infrastructure", "configuration", "source"),
    paths=("**/*.{tf,bicep,yml,yaml,json,tpl,ts,py,template}",),
    code_only=True,
)
_PLATFORM = Pattern("platform", r"^[ \t]*strategy[ \t]*=[ \t]*[\"']bluegreen[\"']", paths=FLY, code_only=True)
_ACTION = Pattern(
    "action",
    r"Action:[ \t]*[\"']?Swap Slots|^[ \t]*[sS]wap[wW]ithProduction|DeployToSlotOrASE:[ \t]*[\"']?true",
    paths=PIPELINE_PATHS,
    code_only=True,
)
_SWITCHES = re.compile(
    r"deployment slot swap|swap-environment-cnames|cf (?:blue-green-deploy|bgd)\b|eb swap"
    r"|update-traffic\b.*--to-(?:latest|tags)"
    r"|--deployment-group-name .*blue|patch (?:svc|service)\b.*(?:blue|green|color|colour|slot)|blue[-_]?green\S*\.sh"
    r"|make \S*blue-?green|containerapp ingress traffic set.*=100|switch[-_]traffic"
)
_COLOUR = re.compile(r"(?<![a-z])(blue|green)(?![a-z])", re.IGNORECASE)
_KINDS = {"Deployment", "StatefulSet", "Service", "Rollout", "DeploymentConfig", "service", "module"}
_NAMING = re.compile(r"(?:name|slot|version|environment|variant)$")


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = [rollout.place for rollout in rollouts(snapshot) if rollout.blue_green]
    found += lines_of(hits.of("declared", "platform", "action"))
    found += declared(snapshot, ("microsoft.web/sites/slots", "microsoft.app/spring/apps/bluegreen"))
    found += [(f.path, r.line, r.end_line) for f, r in cloud(snapshot) if _is_switched(r)]
    for _, _, _, command in all_commands(snapshot):
        if _SWITCHES.search(command.text):
            found += command.places
    found += _pairs(snapshot)
    if found:
        places = list(dict.fromkeys(found))
        return present(
            "Two versions side by side are configured at {places} {places:place|places}.",
            places,
            args={"places": len(places)},
        )
    return absent("No deployment keeps two versions side by side.")


def _is_switched(resource: Resource) -> bool:
    """Tell whether a service is deployed by a controller that stands the new version beside the old one."""
    controllers = setting(resource.values, "deploymentcontroller", "deployment_controller")
    return "CODE_DEPLOY" in str(list(controllers)) or "BLUE_GREEN" in setting(resource.values, "deploymentoption")


def _pairs(snapshot: Snapshot) -> list[Place]:
    """Return things declared twice under names that differ only in blue and green."""
    seen: dict[str, dict[str, Place]] = {}
    for file, resource in resources(snapshot, *CLOUD, *CLUSTER, "compose"):
        if resource.kind in _KINDS or resource.kind.startswith(("resource.", "AWS::")):
            for name in _names(resource):
                colour = _COLOUR.search(name)
                if colour:
                    stem = f"{resource.kind} {_COLOUR.sub('*', name)}"
                    where = (file.path, resource.line, resource.line)
                    seen.setdefault(stem, {}).setdefault(colour[1].lower(), where)
    return [place for colours in seen.values() if len(colours) == 2 for place in colours.values()]


def _names(resource: Resource) -> Iterator[str]:
    yield f"name {resource.name}"
    for name, value in resource.values.items():
        if isinstance(value, str) and _NAMING.search(name):
            yield f"{name} {value}"


PROBE = Probe(
    id="cd.blue-green",
    question="Is a deployment with two versions side by side and a switch of traffic configured?",
    answer=_answer,
    patterns=(_DECLARED, _PLATFORM, _ACTION),
    paths=(*PIPELINE_PATHS, "**/*.{tf,bicep,yml,yaml,json,tpl,template}"),
    asks=("objects of Argo Rollouts and Flagger", "deployment slots and swaps", "resources named blue and green"),
)
