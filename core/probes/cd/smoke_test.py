"""Is what was just deployed tested?"""

import re

from core.formats.pipeline import Job, Pipeline, Step
from core.matching.pattern import Pattern
from core.probes.commands import Command, commands
from core.probes.deliveries import Delivery, deliveries, key
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.purposes import runs_tests, tests_by_action
from core.probes.reading import PIPELINE_PATHS, Place, pipeline_paths, pipelines, place
from core.probes.rollouts import rollouts
from core.snapshot.snapshot import Snapshot

_NAMED = re.compile(
    r"smoke|health[-_ ]?check|post[-_ ]?(?:deploy|release|publish)\w*[-_ ](?:test|check|verif)|sanity"
    r"|(?:verify|check|test)[-_ ](?:(?:the|new|last)[-_ ])*deploy\w*"
    r"|acceptance[-_ ]?(?:tests?|checks?|suite|specs?)\b|(?:run|test|check)[-_ :](?:\w+[-_ :])?acceptance|synthetic"
    r"|(?:verify|test)[-_ ](?:(?:the|new|last)[-_ ])*(?:release|publi)\w*",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"\b(?:curl|wget|http|httpie|Invoke-WebRequest|Invoke-RestMethod)\b[^\n]{0,300}(?:https?://|\$)", re.I
)
_HEALTH = re.compile(
    r"health|ready|status|ping|smoke|alive|version|--fail\b|\s-\w*f\w*\s|http_code|--retry|--spider", re.IGNORECASE
)
_SENDS = re.compile(r"\bPOST\b|--data|\s-d\s|webhook|hooks\.", re.IGNORECASE)
_HELM_TEST = re.compile(r"\bhelm test\b")
_ANALYSIS = Pattern(
    "analysis",
    r"^[ \t]*(post|pre)PromotionAnalysis:",
    classes=("infrastructure", "configuration"),
    paths=("**/*.{yml,yaml,tpl}",),
    code_only=True,
)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    shifting = {rollout.place[0] for rollout in rollouts(snapshot)}
    found: list[Place] = list(lines_of(hit for hit in hits.of("analysis") if hit.path in shifting))
    near: list[tuple[str, int, str]] = []
    for pipeline in pipelines(snapshot):
        before = {key(pipeline, job)[1]: deliveries(snapshot).get(key(pipeline, job)) for job in pipeline.jobs}
        for job in pipeline.jobs:
            own = before[job.id]
            earlier = _earlier(pipeline, job, before)
            for step in job.steps:
                after = own if own and own.deploys and step.line > own.last_line else earlier
                if _started_by_deployment(pipeline):
                    after = Delivery(True, 0, ())
                if after is None:
                    if before and any(before.values()) and _NAMED.search(f"{job.id} {job.name} {step.name}"):
                        near.append((pipeline.path, step.line, "runs before, not after the delivery"))
                elif where := _tests(snapshot, pipeline, job, step, after):
                    found.append(where)
            if job.uses and earlier and _NAMED.search(f"{job.id} {job.name} {job.uses}"):
                found.append(place(pipeline, job.line))
    eligible = pipeline_paths(snapshot)
    if found:
        places = list(dict.fromkeys(found))
        return present(
            "What was deployed is tested at {places} {places:place|places}.",
            places,
            args={"places": len(places)},
            near_misses=tuple(near),
            eligible=eligible,
        )
    return absent("Nothing tests what was just deployed.", near, eligible=eligible)


def _started_by_deployment(pipeline: Pipeline) -> bool:
    return "deployment_status" in pipeline.triggers


def _earlier(pipeline: Pipeline, job: Job, before: dict[str, Delivery | None]) -> Delivery | None:
    """Return the delivery that ends before a job begins: what it needs, or an earlier stage; a deployment first."""
    jobs = {other.id: other for other in pipeline.jobs}
    waiting, known = list(job.needs), set[str]()
    while waiting:
        name = waiting.pop()
        if name in jobs and name not in known:
            known.add(name)
            waiting += jobs[name].needs
    if pipeline.system == "gitlab-ci" and not job.needs:
        stages = list(dict.fromkeys(other.stage for other in pipeline.jobs))
        known |= {o.id for o in pipeline.jobs if stages.index(o.stage) < stages.index(job.stage)}
    found = [delivery for name in known if (delivery := before.get(name)) is not None]
    return next((d for d in found if d.deploys), next(iter(found), None))


def _tests(snapshot: Snapshot, pipeline: Pipeline, job: Job, step: Step, after: Delivery) -> Place | None:
    """Return where a step after a delivery tests it; after a mere publication only a test that says so counts."""
    where = place(pipeline, step.line, step.end_line)
    named = _NAMED.search(f"{job.id} {job.name} {step.name} {step.uses} {step.run}".replace("_", "-"))
    if not after.deploys:
        return where if named and (step.run or tests_by_action(step)) else None
    if named and (step.run or step.uses):
        return where
    if _REQUEST.search(step.run) and _HEALTH.search(step.run) and not _SENDS.search(step.run):
        return where
    if tests_by_action(step) or any(_checks(command) for command in commands(snapshot, pipeline, step)):
        return where
    return None


def _checks(command: Command) -> bool:
    return runs_tests(command) or bool(_HELM_TEST.search(command.text))


PROBE = Probe(
    id="cd.smoke-test",
    question="Does a test run against what was just deployed?",
    answer=_answer,
    patterns=(_ANALYSIS,),
    paths=PIPELINE_PATHS,
    asks=("steps after a deployment that test, request or check", "jobs that need a deployment"),
)
