"""Are the inputs of infrastructure code checked?"""

import re

from core.formats.infrastructure import Infrastructure, Resource
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.reading import Place, own_files, resources
from core.snapshot.snapshot import Snapshot

_DECORATORS = {"allowed", "minLength", "maxLength", "minValue", "maxValue"}
_ARM = {"allowedValues", "minLength", "maxLength", "minValue", "maxValue"}
_CLOUDFORMATION = re.compile(
    r"^\s*\"?(?:AllowedValues|AllowedPattern|MinLength|MaxLength|MinValue|MaxValue|ConstraintDescription)\"?:"
)
_SCHEMAS = ("**/values.schema.json",)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    typed: list[tuple[str, int, str]] = []
    templates: dict[str, None] = {}
    for file, resource in resources(snapshot, "terraform", "bicep", "arm", "cloudformation"):
        if file.system == "cloudformation":
            templates[file.path] = None
        elif _checked(file, resource):
            found.append((file.path, resource.line, resource.end_line))
        elif resource.kind == "variable" and "type" in resource.values:
            typed.append((file.path, resource.line, "only a type"))
    for path in templates:
        found += [(path, n, n) for n, line in enumerate(snapshot.lines(path), 1) if _CLOUDFORMATION.match(line)]
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
        return resource.kind == "param" and bool(_DECORATORS & set(resource.values["decorators"]))
    return resource.kind == "parameter" and bool(_ARM & set(resource.values))


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
