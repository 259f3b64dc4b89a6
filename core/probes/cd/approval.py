"""Does a person, or a named environment, stand before a deployment or release?"""

import re

from core.formats.pipeline import Job, Pipeline
from core.matching.pattern import Pattern
from core.model.outcome import Confidence, Outcome
from core.probes.deliveries import deliveries, key
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.reading import PIPELINE_PATHS, Place, action, pipeline_paths, pipelines, place
from core.snapshot.snapshot import Snapshot

_DELIVERS = re.compile(r"(?:^|[^a-z])(?:deploy\w*|releas\w*|publish\w*|promot\w*|rollout|ship)(?:[^a-z]|$)", re.I)
_ACTIONS = re.compile(r"^(trstringer/manual-approval|.*/manual-approval.*|manualvalidation@\d|manualintervention@\d)$")
_PAGES = "github-pages"
_ASKS = Pattern(
    "asks",
    r"type:[ \t]*[\"']?approval\b|ManualValidation@|ManualIntervention@|^[ \t]*-?[ \t]*\"?(block|input):[ \t]"
    r"|trigger:[ \t]*[\"']?manual\b|\binput[ \t]*(\(|message\b|\{)|^[ \t]*approval:",
    paths=PIPELINE_PATHS,
    code_only=True,
)
_DECLARED = Pattern(
    "declared",
    r"category[ \t]*=[ \t]*\"Approval\"|Category:[ \t]*[\"']?Approval|ManualApprovalStep\(|ManualApprovalAction\("
    r"|autoPromotionEnabled:[ \t]*false|^[ \t]*-[ \t]*pause:[ \t]*\{[ \t]*\}|requireApproval:[ \t]*true",
    classes=("infrastructure", "configuration", "source"),
    paths=("**/*.{tf,yml,yaml,json,ts,py,java,cs,go,tpl}",),
    code_only=True,
)
_RECOGNISED = (".circleci/", "azure-pipelines", ".azure", ".azdo", ".buildkite/", "bitbucket-pipelines", "enkinsfile")


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    gates: list[Place] = []
    named: list[Place] = []
    near: list[tuple[str, int, str]] = []
    delivering = {path for path, _ in deliveries(snapshot)}
    for pipeline in pipelines(snapshot):
        for job in pipeline.jobs:
            asks = [place(pipeline, s.line, s.end_line) for s in job.steps if _ACTIONS.match(action(s.uses))]
            gates += asks
            line = job.environment_line or job.line
            if job.manual and _delivers(snapshot, pipeline, job):
                gates.append(place(pipeline, job.line))
            elif job.manual:
                near.append((pipeline.path, job.line, "a job started by hand that delivers nothing"))
            elif job.environment and job.environment.lower() == _PAGES:
                near.append((pipeline.path, line, "the environment that GitHub Pages demands"))
            elif job.environment and pipeline.system != "gitlab-ci":
                if _delivers(snapshot, pipeline, job):
                    named.append(place(pipeline, line))
                else:
                    near.append((pipeline.path, line, "the job delivers nothing"))
        if delivering & {pipeline.path} or any(_DELIVERS.search(f"{j.id} {j.name}") for j in pipeline.jobs):
            delivering.add(pipeline.path)
    for hit in hits.of("asks"):
        if hit.path in delivering and any(part in hit.path for part in _RECOGNISED):
            gates.append((hit.path, hit.line, hit.line))
        else:
            near.append((hit.path, hit.line, "nothing is released or deployed after it"))
    gates += [(hit.path, hit.line, hit.line) for hit in hits.of("declared")]
    eligible = pipeline_paths(snapshot)
    if gates:
        places = list(dict.fromkeys([*gates, *named]))
        return present(
            "A person releases or deploys at {places} {places:place|places}.",
            places,
            args={"places": len(set(gates))},
            near_misses=tuple(near),
            eligible=eligible,
        )
    if named:
        return Found(
            Outcome.UNPROVEN,
            "{places} {places:job delivers|jobs deliver} through a named environment; who must approve there is not "
            "kept in the repository.",
            {"places": len(named)},
            Confidence.MEDIUM,
            tuple(named),
            tuple(near),
            eligible=eligible,
        )
    return absent("Nothing stands before a deployment or release.", near, eligible=eligible)


def _delivers(snapshot: Snapshot, pipeline: Pipeline, job: Job) -> bool:
    said = f"{job.id} {job.name} {job.stage} {job.uses}"
    return key(pipeline, job) in deliveries(snapshot) or bool(_DELIVERS.search(said.replace("_", "-")))


PROBE = Probe(
    id="cd.approval",
    question="Does a person or a named environment gate a deployment or release?",
    answer=_answer,
    patterns=(_ASKS, _DECLARED),
    paths=PIPELINE_PATHS,
    asks=("jobs started by hand", "approval jobs and steps", "environments of jobs that deliver"),
)
