"""Is infrastructure code split into reusable parts of the repository's own?"""

from posixpath import dirname, join, normpath

from core.formats.infrastructure import Infrastructure, Resource
from core.matching.pattern import Pattern
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.reading import Place, own_files, resources
from core.snapshot.snapshot import Snapshot

_CONSTRUCTS = Pattern(
    "constructs",
    r"class[ \t]+\w+[ \t]+extends[ \t]+(cdk\.|constructs\.)?(Construct|NestedStack"
    r"|pulumi\.ComponentResource|ComponentResource)\b"
    r"|class[ \t]+\w+\((constructs\.)?(Construct|NestedStack|pulumi\.ComponentResource|ComponentResource)\)"
    r"|class[ \t]+\w+[ \t]*:[ \t]*(Construct|ComponentResource|NestedStack)\b|RegisterComponentResource\(",
    classes=("source",),
    code_only=True,
)
_TERRAGRUNT = Pattern(
    "terragrunt", r"^[ \t]*source[ \t]*=[ \t]*\".*\.\./", paths=("**/terragrunt.hcl",), code_only=True
)
_ROLES = ("**/roles/*/tasks/main.{yml,yaml}",)
_NESTED = {"AWS::CloudFormation::Stack": "TemplateURL", "AWS::Serverless::Application": "Location"}
_FEWEST_ROLES = 2


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    near: list[tuple[str, int, str]] = []
    with_variables = {dirname(f.path) for f, r in resources(snapshot, "terraform") if r.kind == "variable"}
    charts = {dirname(f.path) for f, _ in resources(snapshot, "helm-chart")}
    kustomizations = {dirname(f.path) for f, _ in resources(snapshot, "kustomize")}
    for file, resource in resources(snapshot, "terraform", "bicep", "arm", "cloudformation", "helm-chart", "kustomize"):
        if _is_own(snapshot, file, resource, with_variables, charts | kustomizations):
            found.append((file.path, resource.line, resource.line))
        elif resource.kind == "module":
            near.append((file.path, resource.line, "a module kept elsewhere, or without variables"))
    modules = {folder for folder in with_variables if "modules" in folder.split("/")[:-1]}
    variables = (
        f.path for f, r in resources(snapshot, "terraform") if r.kind == "variable" and dirname(f.path) in modules
    )
    found += [(path, 1, 1) for path in dict.fromkeys(variables)]
    roles = own_files(snapshot, _ROLES)
    if len(roles) >= _FEWEST_ROLES:
        found += [(path, 1, 1) for path in roles]
    found += lines_of(hits.of("constructs", "terragrunt"))
    if found:
        places = list(dict.fromkeys(found))
        return present(
            "Infrastructure is built from parts of its own at {places} {places:place|places}.",
            places,
            args={"places": len(places)},
            near_misses=tuple(near[:20]),
        )
    return absent("Infrastructure code is not split into parts of its own.", near)


def _is_own(
    snapshot: Snapshot, file: Infrastructure, resource: Resource, with_variables: set[str], folders: set[str]
) -> bool:
    """Tell whether a declaration takes up, or is, a reusable part that the repository holds.

    Args:
        snapshot: the repository.
        file: the file of the declaration.
        resource: the declaration.
        with_variables: folders of Terraform code with variables.
        folders: folders of charts and kustomizations.
    """
    if file.system == "terraform":
        return resource.kind == "module" and _local(file, str(resource.values.get("source", ""))) in with_variables
    if file.system in ("bicep", "arm"):
        return resource.kind == "module" and _has(snapshot, file, resource.values["source"])
    if file.system == "helm-chart":
        return _shares(file, resource, folders)
    if file.system == "kustomize":
        return _builds_on(file, resource, folders)
    properties = resource.values.get("Properties")
    named = properties.get(_NESTED.get(resource.kind, "")) if isinstance(properties, dict) else None
    return isinstance(named, str) and _has(snapshot, file, named)


def _has(snapshot: Snapshot, file: Infrastructure, named: str) -> bool:
    return snapshot.has(_local(file, named, bare=True) or "")


def _local(file: Infrastructure, source: str, bare: bool = False) -> str | None:
    """Return the repository path that a relative source names; None for a registry, a URL, or a way out."""
    if not source.startswith(("./", "../")) and (not bare or ":" in source):
        return None
    target = normpath(join(dirname(file.path), source))
    return None if target.startswith("..") else target.removeprefix("./")


def _shares(file: Infrastructure, resource: Resource, charts: set[str]) -> bool:
    """Tell whether a chart is a library, depends on a chart beside it, or holds charts."""
    folder = dirname(file.path)
    dependencies = resource.values.get("dependencies")
    local = any(
        isinstance(entry, dict) and str(entry.get("repository", "")).startswith("file://")
        for entry in (dependencies if isinstance(dependencies, list) else [])
    )
    return resource.values.get("type") == "library" or local or any(c.startswith(f"{folder}/charts/") for c in charts)


def _builds_on(file: Infrastructure, resource: Resource, kustomizations: set[str]) -> bool:
    """Tell whether a kustomization takes up another one of the repository."""
    for key in ("resources", "bases", "components"):
        named = resource.values.get(key)
        for entry in named if isinstance(named, list) else []:
            if _local(file, str(entry), bare=True) in kustomizations:
                return True
    return False


PROBE = Probe(
    id="iac.modules",
    question="Is infrastructure code split into reusable modules, charts or constructs of the repository's own?",
    answer=_answer,
    patterns=(_CONSTRUCTS, _TERRAGRUNT),
    paths=("**/*.{tf,tofu,bicep,yml,yaml,hcl,template}", "**/*.{ts,py,cs,go,java}"),
    asks=("local modules with variables", "nested stacks", "library charts and subcharts", "bases of kustomizations"),
)
