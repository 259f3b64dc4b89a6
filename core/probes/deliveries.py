"""Which jobs of the pipelines publish or deploy something, and at which of their steps: worked out once a snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.formats.pipeline import Job, Pipeline
from core.probes.commands import all_commands
from core.probes.deployments import (
    call_releases,
    deploys,
    deploys_by_action,
    deploys_by_hand,
    on_test_cluster,
    publishes,
    publishes_by_action,
)
from core.probes.reading import Place, pipelines, place
from core.snapshot.snapshot import Snapshot

JobKey = tuple[str, str]
"""Path of the pipeline and id of the job."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one job delivers.

    Attributes:
        deploys: it changes a running system; otherwise it publishes an artifact.
        last_line: first line of its last step that delivers.
        places: where it delivers.
        called: it only calls a workflow that does.
    """

    deploys: bool
    last_line: int
    places: tuple[Place, ...]
    called: bool = False


def key(pipeline: Pipeline, job: Job) -> JobKey:
    """Return what names a job in a repository."""
    return pipeline.path, job.id


def deliveries(snapshot: Snapshot) -> Mapping[JobKey, Delivery]:
    """Return every job that publishes or deploys; clusters that a job makes for its own tests are left out."""
    return snapshot.once(_deliveries)


def _deliveries(snapshot: Snapshot) -> Mapping[JobKey, Delivery]:
    found: dict[JobKey, Delivery] = {}
    for pipeline in pipelines(snapshot):
        for job in pipeline.jobs:
            for step in job.steps:
                deployed = deploys_by_action(step) and not on_test_cluster(job)
                if deployed or publishes_by_action(step):
                    _note(found, key(pipeline, job), deployed, step.line, place(pipeline, step.line, step.end_line))
    for pipeline, job, step, command in all_commands(snapshot):
        deployed = (deploys(command) or deploys_by_hand(job, step, command)) and not on_test_cluster(job)
        if deployed or (publishes(command) and not deploys(command)):
            _note(found, key(pipeline, job), deployed, step.line, command.places[0])
    by_path: dict[str, bool] = {}
    for (path, _), delivery in found.items():
        by_path[path] = by_path.get(path, False) or delivery.deploys
    for pipeline in pipelines(snapshot):
        for job in pipeline.jobs:
            called = by_path.get(job.uses.removeprefix("./")) if job.uses.startswith("./") else None
            if call_releases(job):
                called = "deploy" in f"{job.id} {job.name} {job.uses}".lower()
            if called is not None and key(pipeline, job) not in found:
                found[key(pipeline, job)] = Delivery(called, job.line, (place(pipeline, job.line),), called=True)
    return found


def _note(found: dict[JobKey, Delivery], job: JobKey, deployed: bool, line: int, where: Place) -> None:
    known = found.get(job)
    if known is None or (deployed and not known.deploys):
        found[job] = Delivery(deployed, line, (*(known.places if known else ()), where))
        return
    last = max(known.last_line, line) if deployed == known.deploys else known.last_line
    found[job] = replace(known, last_line=last, places=(*known.places, where))
