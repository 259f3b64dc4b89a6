"""What many probes read from a snapshot: pipelines, manifests, infrastructure. Each is worked out once a snapshot."""

from collections.abc import Iterable, Iterator

from core.formats import github_actions, gitlab_ci, other_ci
from core.formats.pipeline import Job, Pipeline, Step
from core.snapshot.file_class import FileClass
from core.snapshot.snapshot import Snapshot

Place = tuple[str, int, int]
"""Path, first line, last line."""

PIPELINE_PATHS: tuple[str, ...] = (
    *github_actions.WORKFLOWS,
    ".github/actions/**/action.{yml,yaml}",
    *gitlab_ci.PATHS,
    *(glob for _, globs in other_ci.SYSTEMS for glob in globs),
)
"""Where the CI systems that we know keep their configuration."""

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
    return own_files(snapshot, PIPELINE_PATHS)


def _pipelines(snapshot: Snapshot) -> tuple[Pipeline, ...]:
    found = list(snapshot.models(own_files(snapshot, github_actions.WORKFLOWS), github_actions.parse))
    found += _actions_used(snapshot, found)
    found += _gitlab(snapshot)
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


def steps(snapshot: Snapshot) -> Iterator[tuple[Pipeline, Job, Step]]:
    """Yield every step of every pipeline."""
    for pipeline in pipelines(snapshot):
        for job, step in pipeline.steps():
            yield pipeline, job, step


def action(uses: str) -> str:
    """Return the name of a called action or orb without its version, in lower case."""
    return uses.partition("@")[0].lower()


def place(pipeline: Pipeline, line: int, end_line: int = 0) -> Place:
    """Return a place in a pipeline's file."""
    return pipeline.path, max(1, line), max(1, line, end_line)
