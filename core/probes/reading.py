"""What many probes read from a snapshot: pipelines, manifests, infrastructure. Each is worked out once a snapshot."""

import re
from collections.abc import Iterable, Iterator

from core.formats import (
    arm,
    azure_pipelines,
    bicep,
    circleci,
    cloudformation,
    compose,
    dockerfile,
    github_actions,
    gitlab_ci,
    jenkinsfile,
    kubernetes,
    other_ci,
    serverless,
    teamcity,
    terraform,
)
from core.formats.infrastructure import Dockerfile, Infrastructure, Resource
from core.formats.manifest import Dependency, Manifest
from core.formats.manifest_files import MANIFESTS
from core.formats.pipeline import Job, Pipeline, Step
from core.probes.resolving import resolved
from core.snapshot.file_class import FileClass
from core.snapshot.snapshot import Snapshot

Place = tuple[str, int, int]
"""Path, first line, last line."""

PIPELINE_PATHS: tuple[str, ...] = (
    *github_actions.WORKFLOWS,
    ".github/actions/**/action.{yml,yaml}",
    *gitlab_ci.PATHS,
    *azure_pipelines.PATHS,
    *circleci.PATHS,
    *jenkinsfile.PATHS,
    *teamcity.PATHS,
    *(glob for _, globs in other_ci.SYSTEMS for glob in globs),
)
"""Where the CI systems that we know keep their configuration."""

CLOUD: tuple[str, ...] = ("terraform", "cloudformation", "serverless", "bicep", "arm")
"""Systems that declare what a cloud provides."""

CLUSTER: tuple[str, ...] = ("kubernetes", "helm-template")
"""Systems that declare objects of Kubernetes."""

_HIDDEN_WHOLE = {"azure-pipelines", "jenkins"}
"""Systems in which one call of a library or template may hold all that CI does: then nothing is absent for sure."""

_TEMPLATES = re.compile(r"(?:^|[/_.-])templates?(?=[/_.-])", re.IGNORECASE)
_NOT_OURS = {FileClass.VENDORED, FileClass.GENERATED, FileClass.EXAMPLE, FileClass.TEST}


def own_files(snapshot: Snapshot, globs: Iterable[str]) -> tuple[str, ...]:
    """Return the paths that match, without vendored, generated, example and test files."""
    found = snapshot.files(globs=tuple(globs))
    return tuple(path for path in found if snapshot.file_class(path) not in _NOT_OURS)


def pipelines(snapshot: Snapshot) -> tuple[Pipeline, ...]:
    """Return every CI pipeline, included file and composite action that a pipeline of the repository uses."""
    return snapshot.once(_pipelines)


def pipeline_paths(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the paths of all files that could be a pipeline: the set in which the thing could have been."""
    return snapshot.once(_pipeline_paths)


def _pipeline_paths(snapshot: Snapshot) -> tuple[str, ...]:
    named = own_files(snapshot, PIPELINE_PATHS)
    azure = snapshot.once(_azure)
    return tuple(dict.fromkeys((*named, *(path for p in azure for path in (p.path, *p.includes)))))


def _pipelines(snapshot: Snapshot) -> tuple[Pipeline, ...]:
    found = list(snapshot.models(own_files(snapshot, github_actions.WORKFLOWS), github_actions.parse))
    found += _actions_used(snapshot, found)
    found += _gitlab(snapshot)
    found += snapshot.once(_azure)
    found += snapshot.models(own_files(snapshot, circleci.PATHS), circleci.parse)
    found += snapshot.models(own_files(snapshot, jenkinsfile.PATHS), jenkinsfile.parse)
    found += snapshot.models(own_files(snapshot, teamcity.PATHS), teamcity.parse)
    if not any(job.steps for pipeline in found for job in pipeline.jobs):
        for pipeline in found:
            if pipeline.system in _HIDDEN_WHOLE:
                snapshot.lose(pipeline.path, "everything that it runs is kept outside the repository")
    for system, globs in other_ci.SYSTEMS:
        parsed = snapshot.models(own_files(snapshot, globs), other_ci.parse)
        found += [Pipeline(system, p.path, p.name, p.triggers, p.trigger_line, p.jobs) for p in parsed]
    return tuple({p.path: p for p in reversed(found)}.values())[::-1]


def _actions_used(snapshot: Snapshot, workflows: Iterable[Pipeline]) -> list[Pipeline]:
    """Return the composite actions of the repository that its workflows use, also those used by such actions."""
    found: dict[str, Pipeline] = {}
    waiting = [step.uses for pipeline in workflows for _, step in pipeline.steps()]
    while waiting:
        uses = waiting.pop()
        if not uses.startswith("./"):
            continue
        folder = uses[2:].rstrip("/")
        for name in ("action.yml", "action.yaml"):
            path = f"{folder}/{name}" if folder else name
            if path not in found and snapshot.has(path):
                action = snapshot.model(path, github_actions.parse)
                if action:
                    found[path] = action
                    waiting += [step.uses for _, step in action.steps()]
    return list(found.values())


def _gitlab(snapshot: Snapshot) -> list[Pipeline]:
    """Return the root pipeline and the files it includes from this repository."""
    found: dict[str, Pipeline] = {}
    waiting = [path for path in (".gitlab-ci.yml", ".gitlab-ci.yaml") if snapshot.has(path)]
    while waiting:
        pattern = waiting.pop()
        for path in [pattern] if snapshot.has(pattern) else snapshot.files(globs=[pattern]) if "*" in pattern else []:
            if path in found:
                continue
            pipeline = snapshot.model(path, gitlab_ci.parse)
            if pipeline:
                found[path] = pipeline
                waiting += pipeline.includes
    return list(found.values())


def _azure(snapshot: Snapshot) -> tuple[Pipeline, ...]:
    """Return the Azure pipelines: named so or of that shape, but not what only another one uses as a template."""

    def read(path: str) -> azure_pipelines.Definition | None:
        text = snapshot.text(path) if snapshot.has(path) else None
        return snapshot.model(path, azure_pipelines.parse) if text and azure_pipelines.has_body(text) else None

    named = own_files(snapshot, azure_pipelines.PATHS)
    always = set(own_files(snapshot, azure_pipelines.PATHS[:1]))
    systems = set(named) | set(own_files(snapshot, PIPELINE_PATHS))
    shaped = [
        path
        for path in own_files(snapshot, azure_pipelines.ANYWHERE)
        if path not in systems
        and not path.startswith(".github/")
        and azure_pipelines.has_shape(snapshot.text(path) or "")
    ]
    found: list[Pipeline] = []
    waiting: list[Pipeline] = []
    for path in (*named, *shaped):
        definition = snapshot.model(path, azure_pipelines.parse) if path in always else read(path)
        if definition is None:
            continue
        if definition.starts:
            found.append(azure_pipelines.pipeline(definition, read))
        elif path in systems and not _TEMPLATES.search(path):
            waiting.append(azure_pipelines.pipeline(definition, read))
    used = {path for pipeline in (*found, *waiting) for path in pipeline.includes}
    return tuple(p for p in (*found, *(p for p in waiting if p.path not in used)) if p.jobs)


def steps(snapshot: Snapshot) -> Iterator[tuple[Pipeline, Job, Step]]:
    """Yield every step of every pipeline."""
    for pipeline in pipelines(snapshot):
        for job, step in pipeline.steps():
            yield pipeline, job, step


def action(uses: str) -> str:
    """Return the name of a called action or orb without its version, in lower case; a task keeps it: `docker@2`."""
    name, _, version = uses.lower().partition("@")
    return f"{name}@{version}" if "/" not in name and version.isdigit() else name


def place(pipeline: Pipeline, line: int, end_line: int = 0) -> Place:
    """Return a place in a pipeline's file."""
    return pipeline.path, max(1, line), max(1, line, end_line)


def manifests(snapshot: Snapshot) -> tuple[Manifest, ...]:
    """Return every dependency manifest of the repository's own projects, examples left out."""
    return snapshot.once(_manifests)


def _manifests(snapshot: Snapshot) -> tuple[Manifest, ...]:
    found: list[Manifest] = []
    for globs, parse in MANIFESTS:
        paths = snapshot.files(globs=globs)
        found += snapshot.models((p for p in paths if snapshot.file_class(p) is not FileClass.EXAMPLE), parse)
    return tuple(m for m in found if not is_lock(snapshot, m))


def is_lock(snapshot: Snapshot, manifest: Manifest) -> bool:
    """Tell whether a requirements file is compiled from another one: then it also names what nobody declared."""
    if not manifest.path.endswith(".txt"):
        return False
    return "hashes" in manifest.sections or snapshot.has(manifest.path.removesuffix(".txt") + ".in")


def declares(
    snapshot: Snapshot, names: Iterable[str], scopes: Iterable[str] = ("runtime", "development", "optional")
) -> tuple[tuple[Manifest, Dependency], ...]:
    """Return who declares one of some dependencies.

    Args:
        snapshot: the repository.
        names: names in lower case; `*` at the end stands for any rest (`@sentry/*`).
        scopes: of `runtime`, `development`, `optional`.
    """
    wanted = tuple(names)
    exact = {name for name in wanted if not name.endswith("*")}
    prefixes = tuple(name[:-1] for name in wanted if name.endswith("*"))
    kept = set(scopes)
    return tuple(
        (manifest, dependency)
        for manifest in manifests(snapshot)
        for dependency in manifest.dependencies
        if dependency.scope in kept
        and ((name := dependency.name.lower()) in exact or (prefixes and name.startswith(prefixes)))
    )


def infrastructure(snapshot: Snapshot) -> tuple[Infrastructure, ...]:
    """Return every infrastructure file with resources; what is literal stands in place of what names it."""
    return snapshot.once(_infrastructure)


def _infrastructure(snapshot: Snapshot) -> tuple[Infrastructure, ...]:
    found: list[Infrastructure] = []
    for module in (terraform, kubernetes, cloudformation, serverless, compose, bicep, arm):
        found += snapshot.models(own_files(snapshot, module.PATHS), module.parse)
    return resolved(snapshot, (f for f in found if f.resources))


def resources(snapshot: Snapshot, *systems: str) -> Iterator[tuple[Infrastructure, Resource]]:
    """Yield every declared resource of some systems, of all when none is named."""
    for file in infrastructure(snapshot):
        if not systems or file.system in systems:
            for resource in file.resources:
                yield file, resource


def dockerfiles(snapshot: Snapshot) -> tuple[Dockerfile, ...]:
    """Return every Dockerfile."""
    return snapshot.models(own_files(snapshot, dockerfile.PATHS), dockerfile.parse)
