"""Does a pipeline deploy to environments that have a name?"""

import re

from core.formats.pipeline import Job
from core.model.outcome import Confidence, Outcome
from core.probes.commands import all_commands
from core.probes.deployments import deploys, deploys_by_action, on_test_cluster
from core.probes.platforms import STAGE, environments
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.reading import PIPELINE_PATHS, Place, pipeline_paths, pipelines, place
from core.snapshot.snapshot import Snapshot

_STAGES = STAGE
_NAMED_DEPLOY = re.compile(
    rf"deploy\w*[-_ /:]*(?:to|on|the|app)?[-_ /:]*{_STAGES}\b|{_STAGES}[-_ ]deploy", re.IGNORECASE
)
_TOLD_TASK = re.compile(rf"\bdeploy\w*[-_ /:](?:[\w.]+[-_ /:])*{_STAGES}(?:\b|[-_])", re.IGNORECASE)
_IN_COMMAND = re.compile(rf"(?:^|[\s=/_.:-]){_STAGES}(?=[\s/_.:-]|$)", re.IGNORECASE)
_PUBLISHING = re.compile(
    r"pypi|npm|release|publish|docs|pages|crates|rubygems|registry|docker|ghcr|maven|sonatype|nuget|marketplace|chart",
    re.IGNORECASE,
)
_DEPLOY_WORD = re.compile(r"deploy", re.IGNORECASE)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    names: set[str] = set()
    elsewhere: list[Place] = []
    near: list[tuple[str, int, str]] = []
    deploying = {
        (p.path, job.id)
        for p, job, _, command in all_commands(snapshot)
        if deploys(command) and not on_test_cluster(job)
    }
    for pipeline in pipelines(snapshot):
        for job in pipeline.jobs:
            acting = (pipeline.path, job.id) in deploying or any(deploys_by_action(step) for step in job.steps)
            said = f"{job.id} {job.name} {job.uses} {pipeline.name}"
            if job.environment:
                line = job.environment_line or job.line
                if _PUBLISHING.search(job.environment) and not acting:
                    near.append((pipeline.path, line, "names a place to publish, not a running environment"))
                elif pipeline.system == "gitlab-ci" or acting or _DEPLOY_WORD.search(said):
                    found.append(place(pipeline, line))
                    names.add(job.environment)
                else:
                    near.append((pipeline.path, line, "the job deploys nothing"))
            elif _NAMED_DEPLOY.search(f"{job.id} {job.name}"):
                found.append(place(pipeline, job.line))
            found += _steps(pipeline.path, job)
            elsewhere += _tasks_elsewhere(pipeline.path, job)
    for _, job, _, command in all_commands(snapshot):
        if deploys(command) and not on_test_cluster(job) and _IN_COMMAND.search(command.text.replace("/dev/", " ")):
            found += command.places
    found += environments(snapshot)
    eligible = pipeline_paths(snapshot)
    if found:
        places = list(dict.fromkeys(found))
        return present(
            "Pipelines deploy to named environments at {places} {places:place|places} ({names}).",
            places,
            args={"places": len(places), "names": ", ".join(sorted(names)[:6]) or "named in commands"},
            near_misses=tuple(near),
            eligible=eligible,
        )
    if elsewhere:
        return Found(
            Outcome.UNPROVEN,
            "{places} {places:step hands|steps hand} a deployment to an action kept outside this repository.",
            {"places": len(elsewhere)},
            Confidence.MEDIUM,
            tuple(elsewhere),
            tuple(near),
            eligible,
        )
    return absent("No pipeline deploys to a named environment.", near, eligible=eligible)


def _tasks_elsewhere(path: str, job: Job) -> list[Place]:
    """Return steps that hand a task such as `deploy-api-dev` to an action kept elsewhere."""
    return [
        (path, step.line, max(step.line, step.end_line))
        for step in job.steps
        if step.uses and not step.uses.startswith("./")
        if any(_TOLD_TASK.search(value) for value in step.options.values() if "\n" not in value)
    ]


def _steps(path: str, job: Job) -> list[Place]:
    """Return steps that deploy by an action which is told the environment, or that hand a deployment on by name."""
    found = []
    for step in job.steps:
        told = [
            v
            for k, v in step.options.items()
            if k.lower() in ("env", "environment", "environment-name", "stage", "slot-name")
        ]
        handed_on = " ".join(step.options.get(key, "") for key in ("event-type", "workflow"))
        # Of an action without such an input, its arguments or its name say it.
        asked = " ".join(value for key, value in step.options.items() if key.lower().endswith("args"))
        told += [text for text in (asked, step.name) if _IN_COMMAND.search(text)]
        by_name = step.run and _NAMED_DEPLOY.search(step.name)
        if (told and deploys_by_action(step)) or _NAMED_DEPLOY.search(handed_on) or by_name:
            found.append((path, step.line, max(step.line, step.end_line)))
    return found


PROBE = Probe(
    id="cd.environments",
    question="Does a pipeline deploy to named environments such as staging and production?",
    answer=_answer,
    paths=PIPELINE_PATHS,
    asks=("environments of jobs", "environments named in steps that deploy", "platforms' files"),
)
