"""Are the inputs of infrastructure code checked?"""

import re

from core.formats.infrastructure import Infrastructure, Resource
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.reading import CLOUD, Place, own_files, resources
from core.snapshot.snapshot import Snapshot

_DECORATORS = {"allowed", "minLength", "maxLength", "minValue", "maxValue"}
_ARM = {"allowedValues", "minLength", "maxLength", "minValue", "maxValue"}
_CLOUDFORMATION = {"AllowedValues", "AllowedPattern", "MinLength", "MaxLength", "MinValue", "MaxValue"}
_UNION = re.compile(r"\(?'[^']*'(?:\s*\|\s*'[^']*')+\)?\??")
_SCHEMAS = ("**/values.schema.json",)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    typed: list[tuple[str, int, str]] = []
    for file, resource in resources(snapshot, *CLOUD):
        if _checked(file, resource):
            found.append((file.path, resource.line, resource.end_line))
        elif resource.kind == "variable" and "type" in resource.values:
            typed.append((file.path, resource.line, "only a type"))
    charts = {file.path.rpartition("/")[0] for file, _ in resources(snapshot, "helm-chart")}
    for path in own_files(snapshot, _SCHEMAS):
        if path.rpartition("/")[0] in charts and (snapshot.text(path) or "").strip() not in ("", "{}"):
            found.append((path, 1, 1))
    if found:
        return present(
            "Inputs of infrastructure code are checked at {places} {places:place|places}.",
            found,
            args={"places": len(found)},
            near_misses=tuple(typed[:20]),
        )
    return absent("No input of infrastructure code is checked beyond its type.", typed)


def _checked(file: Infrastructure, resource: Resource) -> bool:
    if file.system == "terraform":
        return resource.kind == "variable" and "validation" in resource.values
    if file.system == "bicep":
        return resource.kind == "param" and (
            bool(_DECORATORS & set(resource.values["decorators"])) or _lists(resource.values.get("type"))
        )
    return resource.kind == "parameter" and bool((_ARM | _CLOUDFORMATION) & set(resource.values))


def _lists(declared: object) -> bool:
    """Tell whether a Bicep type lists the values that it allows: `'dev' | 'prod'`."""
    return isinstance(declared, str) and _UNION.fullmatch(declared) is not None


PROBE = Probe(
    id="iac.validation",
    question="Are inputs of infrastructure code checked beyond their type?",
    answer=_answer,
    paths=("**/*.{tf,tofu,bicep,json,yml,yaml,template}", *_SCHEMAS),
    asks=(
        "validation blocks of Terraform variables",
        "decorators of Bicep parameters",
        "rules of ARM and CloudFormation parameters",
        "schemas of Helm values",
    ),
)
