"""Does a pipeline publish or deploy the software?"""

from core.model.outcome import Confidence, Outcome
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
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.reading import PIPELINE_PATHS, Place, pipeline_paths, pipelines, place
from core.snapshot.snapshot import Snapshot


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    deployed: list[Place] = []
    published: list[Place] = []
    calls: list[Place] = []
    for pipeline in pipelines(snapshot):
        for job in pipeline.jobs:
            if call_releases(job):
                calls.append(place(pipeline, job.line))
            for step in job.steps:
                where = place(pipeline, step.line, step.end_line)
                if deploys_by_action(step) and not on_test_cluster(job):
                    deployed.append(where)
                elif publishes_by_action(step):
                    published.append(where)
    for _, job, step, command in all_commands(snapshot):
        if (deploys(command) or deploys_by_hand(job, step, command)) and not on_test_cluster(job):
            deployed += command.places
        elif publishes(command):
            published += command.places
    deployed, published = list(dict.fromkeys(deployed)), list(dict.fromkeys(published))
    eligible = pipeline_paths(snapshot)
    if deployed or published:
        return present(
            "CI deploys at {deploys} {deploys:place|places} and publishes at {publishes}.",
            [*deployed, *published],
            args={"deploys": len(deployed), "publishes": len(published)},
            eligible=eligible,
        )
    if calls:
        return Found(
            Outcome.UNPROVEN,
            "{calls} CI {calls:job calls a workflow|jobs call workflows} for a release or deployment kept "
            "outside this repository.",
            {"calls": len(calls)},
            Confidence.MEDIUM,
            tuple(calls),
            eligible=eligible,
        )
    return absent("No CI file publishes or deploys anything.", eligible=eligible)


PROBE = Probe(
    id="cd.release-pipeline",
    question="Does an automated pipeline publish or deploy the software?",
    answer=_answer,
    paths=PIPELINE_PATHS,
    asks=("actions and commands of CI steps that publish or deploy",),
)
