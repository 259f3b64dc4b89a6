"""Does CI split its work over jobs that run at the same time?"""

from core.formats.pipeline import Job, Pipeline
from core.probes.commands import all_commands
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.purposes import (
    builds,
    builds_by_action,
    call_builds,
    call_lints,
    call_tests,
    lints_by_action,
    runs_lint,
    runs_tests,
    tests_by_action,
)
from core.probes.reading import PIPELINE_PATHS, Place, pipeline_paths, pipelines, place
from core.snapshot.snapshot import Snapshot


def working_jobs(snapshot: Snapshot) -> frozenset[tuple[str, str]]:
    """Return (path, job id) of every job that builds, tests or checks code."""
    return snapshot.once(_working_jobs)


def _working_jobs(snapshot: Snapshot) -> frozenset[tuple[str, str]]:
    found = {
        (pipeline.path, job.id)
        for pipeline, job, _, command in all_commands(snapshot)
        if runs_tests(command) or runs_lint(command) or builds(command)
    }
    for pipeline in pipelines(snapshot):
        for job in pipeline.jobs:
            called = call_tests(job) or call_lints(job) or call_builds(job)
            acting = any(tests_by_action(s) or lints_by_action(s) or builds_by_action(s) for s in job.steps)
            if called or acting:
                found.add((pipeline.path, job.id))
    return frozenset(found)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    working = working_jobs(snapshot)
    matrices: list[Place] = []
    jobs: dict[str, list[tuple[Pipeline, Job]]] = {}
    for pipeline in pipelines(snapshot):
        if pipeline.action:
            continue
        for job in pipeline.jobs:
            if job.matrix > 1:
                matrices.append(place(pipeline, job.matrix_line or job.line))
            if (pipeline.path, job.id) in working:
                jobs.setdefault(pipeline.system, []).append((pipeline, job))
    side_by_side = [found for group in jobs.values() for found in _independent(group)]
    eligible = pipeline_paths(snapshot)
    if matrices or side_by_side:
        return present(
            "{matrices} CI {matrices:job runs|jobs run} as a matrix; "
            "{jobs} {jobs:job builds, tests or checks|jobs build, test or check} without waiting for each other.",
            dict.fromkeys([*matrices, *side_by_side]),
            args={"matrices": len(matrices), "jobs": len(side_by_side)},
            eligible=eligible,
        )
    return absent("No CI file splits its work over jobs that run at the same time.", eligible=eligible)


def _independent(group: list[tuple[Pipeline, Job]]) -> list[Place]:
    """Return jobs of one CI system that run beside another one, none when there are fewer than two."""
    free = []
    awaited = {(pipeline.path, job.id): _awaited(pipeline, job) for pipeline, job in group}
    for pipeline, job in group:
        others = [other for p, other in group if p.path == pipeline.path and other.id != job.id]
        waits = any(need in {other.id for other in others} for need in job.needs)
        later = (
            pipeline.system == "gitlab-ci" and not job.needs and others and all(o.stage != job.stage for o in others)
        )
        own = awaited[pipeline.path, job.id]
        beside = pipeline.system != "gitlab-ci" and any(
            other.id not in own and job.id not in awaited[pipeline.path, other.id] for other in others
        )
        if (not waits and not later) or beside:
            free.append((pipeline, job))
    return [place(p, j.line) for p, j in free if any(o is not j and _run_together(p, q) for q, o in free)]


def _run_together(one: Pipeline, other: Pipeline) -> bool:
    """Tell whether one event can start both: a release's build does not share the work of a pull request's tests."""
    events = [set(pipeline.triggers) - {"workflow_dispatch"} for pipeline in (one, other)]
    if one.path == other.path or one.system != "github-actions":
        return True
    return bool(events[0] & events[1]) or "workflow_call" in events[0] | events[1]


def _awaited(pipeline: Pipeline, job: Job) -> set[str]:
    """Return the ids of the jobs for which a job waits, also indirectly."""
    jobs = {other.id: other for other in pipeline.jobs}
    waiting, known = list(job.needs), set[str]()
    while waiting:
        name = waiting.pop()
        if name in jobs and name not in known:
            known.add(name)
            waiting += jobs[name].needs
    return known


PROBE = Probe(
    id="ci.parallel",
    question="Does CI split its work over jobs that run at the same time?",
    answer=_answer,
    paths=PIPELINE_PATHS,
    asks=("matrices", "jobs that build, test or check code, and what they wait for"),
)
