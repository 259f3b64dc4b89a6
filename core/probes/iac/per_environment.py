"""Is infrastructure configured separately for each environment?"""

import re
from collections.abc import Iterable

from core.formats.infrastructure import Resource
from core.matching.pattern import Pattern
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.reading import CLOUD, Place, own_files, resources
from core.snapshot.snapshot import Snapshot

_ENVIRONMENT = re.compile(
    r"(?:dev(?:elop(?:ment)?)?|test(?:ing)?|qa|uat|int(?:egration)?|stage|stg|staging|pre-?prod(?:uction)?|prd"
    r"|prod(?:uction)?|live|sandbox|sbx|perf|acc(?:eptance)?|nonprod)\d?",
    re.IGNORECASE,
)

# Name of the kind of files, globs, and what of the path must be an environment.
_KINDS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("Terraform variables", ("**/*.{tfvars,tfvars.json,tfbackend}",),
     r"([\w-]+)(?:\.auto)?\.tf(?:vars|backend)(?:\.json)?$"),
    ("Terraform variables", ("**/*.{tfvars,tfvars.json}",), r"([\w-]+)/[\w.-]+\.tfvars(?:\.json)?$"),
    ("Terraform folders", ("**/{env,envs,environments,environment,live,stages,accounts}/**/*.{tf,hcl}",),
     r"(?:env|envs|environments|environment|live|stages|accounts)/(?:[\w-]+/)?([\w-]+)/(?:[\w-]+/)*[\w.-]+$"),
    ("Kustomize overlays", ("**/kustomization.{yml,yaml}",), r"([\w-]+)/kustomization\.ya?ml$"),
    ("Helm values", ("**/*values*.{yml,yaml}",), r"(?:values[-._])([\w-]+?)(?:\.ya?ml)$"),
    ("Helm values", ("**/*values.{yml,yaml}",), r"([\w-]+?)[-._]values\.ya?ml$"),
    ("Helm values", ("**/{values,environments,env,envs}/*.{yml,yaml}",),
     r"(?:values|environments|envs?)/([\w-]+)\.ya?ml$"),
    ("Helm values", ("**/*/values.{yml,yaml}",), r"([\w-]+)/values\.ya?ml$"),
    ("Bicep parameters", ("**/*.bicepparam",), r"([\w-]+)\.bicepparam$"),
    ("ARM parameters", ("**/*param*.json",), r"(?:^|[./])([\w-]+?)\.param(?:eter)?s?\.json$"),
    ("ARM parameters", ("**/*param*.json",), r"param(?:eter)?s?[.-]([\w-]+)\.json$"),
    ("Pulumi stacks", ("**/Pulumi.*.{yml,yaml}",), r"Pulumi\.([\w-]+)\.ya?ml$"),
    ("Ansible inventories", ("**/{inventory,inventories}/**",), r"inventor(?:y|ies)/([\w-]+)(?:[./].*)?$"),
)  # fmt: skip
_NOT_VALUES = re.compile(r"^(?:channels|dependencies):", re.MULTILINE)
"""What tells conda's environments of developers, which have the same file names, from values of charts."""

_STACKS = Pattern("stacks", r"^\[[\w-]+\.(deploy|global)\.", paths=("**/samconfig.toml",))
_STACK = re.compile(r"^\[([\w-]+)\.")
_FEWEST = 2
_MAPS = {
    "locals": "Terraform locals",
    "var": "Bicep and ARM variables",
    "mapping": "CloudFormation mappings",
    "custom": "Serverless settings",
}
"""Kinds of declarations that may hold the settings of every environment, by its name."""


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    by_kind: dict[str, dict[str, Place]] = {}
    for kind, globs, shape in _KINDS:
        pattern = re.compile(shape)
        for path in own_files(snapshot, globs):
            match = pattern.search(path)
            name = _environment(match[1]) if match else ""
            if name and not (kind == "Helm values" and _is_something_else(snapshot, path)):
                by_kind.setdefault(kind, {}).setdefault(name, (path, 1, 1))
    for hit in hits.of("stacks"):
        stack = _STACK.match(hit.text)
        if stack and stack[1] != "default":
            by_kind.setdefault("SAM configurations", {}).setdefault(stack[1], (hit.path, hit.line, hit.line))
    for file, resource in resources(snapshot, *CLOUD):
        if resource.kind in _MAPS and (names := _by_environment(resource)):
            where = (file.path, resource.line, resource.end_line)
            for name in names:
                by_kind.setdefault(_MAPS[resource.kind], {})[name] = where
        if file.system == "terraform" and "terraform.workspace" in str(resource.values):
            where = (file.path, resource.line, resource.end_line)
            by_kind.setdefault("Terraform workspaces", {})[f"{file.path} {resource.line}"] = where
    found: list[Place] = []
    kinds: list[str] = []
    near: list[tuple[str, int, str]] = []
    for kind, places in by_kind.items():
        if len(places) >= _FEWEST or kind == "Terraform workspaces":
            found += dict.fromkeys(places.values())
            kinds.append(kind)
        else:
            near += _alone(places.values())
    if found:
        return present(
            "{files} {files:file configures|files configure} one environment each ({kinds}).",
            found,
            args={"files": len(found), "kinds": ", ".join(kinds)},
            near_misses=tuple(near),
        )
    return absent("Infrastructure is not configured separately for each environment.", near)


def _environment(name: str) -> str:
    """Return the environment that a part of a path names, such as `prod` of `main.prod` or `app-prod`; or nothing."""
    if _ENVIRONMENT.fullmatch(name):
        return name.lower()
    return next((part.lower() for part in re.split(r"[-_.]", name) if _ENVIRONMENT.fullmatch(part)), "")


def _is_something_else(snapshot: Snapshot, path: str) -> bool:
    """Tell whether a file named like an environment's values holds a chart's defaults or a conda environment."""
    folder, _, name = path.rpartition("/")
    is_default = name in ("values.yaml", "values.yml") and snapshot.has(f"{folder}/Chart.yaml")
    return is_default or _NOT_VALUES.search(snapshot.text(path) or "") is not None


def _by_environment(resource: Resource) -> list[str]:
    """Return the environments of a map that holds the settings of each, two at least."""
    maps = resource.values.values() if resource.kind in ("locals", "var", "custom") else [resource.values]
    for values in maps:
        if isinstance(values, dict):
            named = [_environment(key) for key, inner in values.items() if inner and isinstance(inner, dict)]
            if len(found := [name for name in named if name]) >= _FEWEST:
                return found
    return []


def _alone(places: Iterable[Place]) -> Iterable[tuple[str, int, str]]:
    return [(path, line, "one environment alone") for path, line, _ in places]


PROBE = Probe(
    id="iac.per-environment",
    question="Is infrastructure configured separately for each environment?",
    answer=_answer,
    patterns=(_STACKS,),
    paths=tuple(dict.fromkeys(glob for _, globs, _ in _KINDS for glob in globs)),
    asks=("names of variable files, overlays, values and parameters", "expressions with Terraform's workspace"),
)
