"""Does a CI job that builds or tests have a time limit of its own?"""

from core.probes.ci.parallel import working_jobs
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.reading import PIPELINE_PATHS, Place, pipeline_paths, pipelines, place
from core.snapshot.snapshot import Snapshot


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    building = {path for path, _ in working_jobs(snapshot)}
    limits: list[Place] = []
    near: list[tuple[str, int, str]] = []
    unlimited = 0
    for pipeline in pipelines(snapshot):
        for job in pipeline.jobs:
            lines = [job.timeout_line] if job.timeout else []
            lines += [step.timeout_line for step in job.steps if step.timeout]
            lines = list(dict.fromkeys(lines))  # one limit around several steps is one limit
            if pipeline.path in building:
                limits += [place(pipeline, line) for line in lines]
                unlimited += not lines
            else:
                near += [(pipeline.path, line, "in a CI file that neither builds nor tests") for line in lines]
    eligible = pipeline_paths(snapshot)
    if limits:
        return present(
            "{limits} {limits:time limit is|time limits are} set in CI files that build or test; "
            "{unlimited} {unlimited:job has|jobs have} none.",
            limits,
            args={"limits": len(limits), "unlimited": unlimited},
            near_misses=tuple(near),
            eligible=eligible,
        )
    return absent("No CI job that builds or tests has a time limit.", near, eligible=eligible)


PROBE = Probe(
    id="ci.timeouts",
    question="Does a CI job or step that builds or tests have an explicit time limit?",
    answer=_answer,
    paths=PIPELINE_PATHS,
    asks=("time limits of jobs and steps",),
)
