"""Is a bad version taken back without a person?"""

import re

from core.formats.infrastructure import Resource
from core.formats.pipeline import Job, Pipeline, Step
from core.matching.pattern import Pattern
from core.probes.commands import all_commands
from core.probes.declared import cloud, is_on, settings
from core.probes.deployments import on_test_cluster
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.reading import CLUSTER, PIPELINE_PATHS, Place, action, pipelines, place, resources
from core.probes.rollouts import rollouts
from core.snapshot.snapshot import Snapshot

_ROLLS_BACK = re.compile(
    r"roll[-_ ]?back|rollout undo|\brevert|restore[-_ ](?:previous|last)|previous[-_ ](?:version|release)",
    re.IGNORECASE,
)
_ATOMIC = re.compile(
    r"\bhelm\b.*--(?:atomic|rollback-on-failure)|--auto-rollback|--rollback-configuration"
    r"|--update-failure-action[= ]rollback|--deployment-circuit-breaker\S*|auto-rollback-enabled"
)
_AFTER_FAILURE = re.compile(r"\|\|[^\n]*(?:rollout undo|helm rollback|roll[-_]?back)|if !.*(?:rollout|curl|health)")
_DECLARED = Pattern(
    "declared",
    r"deployment_circuit_breaker[ \t]*\{|DeploymentCircuitBreaker:|auto_rollback_configuration[ \t]*\{"
    r"|AutoRollbackConfiguration:|failure_action:[ \t]*[\"']?rollback|auto_revert[ \t]*=[ \t]*true"
    r"|circuitBreaker:[ \t]*\{[ \t]*rollback:[ \t]*true|auto_rollback[ \t]*=[ \t]*true|enableAutoRollback"
    r"|rollback-on-failure:[ \t]*true|^[ \t]*remediateLastFailure:[ \t]*true|OnFailure:[ \t]*[\"']?ROLLBACK",
    classes=("infrastructure", "configuration", "source"),
    paths=("**/*.{tf,yml,yaml,toml,hcl,nomad,json,ts,template}",),
    code_only=True,
)
_GUARDS = ("alarms", "hooks", "pretraffichook", "posttraffichook")
_SWITCHES: dict[str, tuple[str, ...]] = {
    "deploymentcircuitbreaker": ("enable", "rollback"),
    "deploymentalarms": ("enable", "rollback"),
    "autorollbackconfiguration": ("enabled",),
    "onerrordeployment": (),
}
"""What must be on within a setting that takes a deployment back."""

_BY_HAND = Pattern("by-hand", r"rollout undo|helm rollback|[rR]oll[ _-]?back\b", paths=("**/*.sh", "**/Makefile"))


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = [rollout.place for rollout in rollouts(snapshot) if rollout.analysed]
    found += [(hit.path, hit.line, hit.line) for hit in hits.of("declared") if _is_on(snapshot, hit.path, hit.line)]
    found += [(f.path, r.line, r.end_line) for f, r in cloud(snapshot) if _takes_back(r)]
    for file, resource in resources(snapshot, "terraform", *CLUSTER):
        on_failure = resource.kind == "HelmRelease" and "remediation" in str(resource.values.get("spec"))
        if on_failure or (resource.kind == "resource.helm_release" and resource.values.get("atomic") is True):
            found.append((file.path, resource.line, resource.line))
    for _, job, _, command in all_commands(snapshot):
        if _ATOMIC.search(command.text) and "--dry-run" not in command.text and not on_test_cluster(job):
            found += command.places
    for pipeline in pipelines(snapshot):
        for job, step in pipeline.steps():
            if _after_failure(snapshot, pipeline, job, step):
                found.append(place(pipeline, step.line, step.end_line))
    if found:
        places = list(dict.fromkeys(found))
        return present(
            "A failed deployment is taken back without a person at {places} {places:place|places}.",
            places,
            args={"places": len(places)},
        )
    near = [(hit.path, hit.line, "nothing starts it but a person") for hit in hits.of("by-hand")]
    return absent("No deployment is taken back without a person.", near)


def _takes_back(resource: Resource) -> bool:
    """Tell whether a deployment is declared to be taken back on failure, by alarms, or by checks of its own."""
    for name, value, _ in settings(resource.values):
        inner = {key.lower(): found for key, found in value.items()} if isinstance(value, dict) else {}
        if name in ("deploymentpreference", "deploymentsettings"):  # CodeDeploy rolls back when one of these says so
            off = "enabled" in inner and not is_on(inner["enabled"])
            if not off and any(inner.get(key) for key in _GUARDS):
                return True
        elif name in _SWITCHES and all(is_on(inner.get(switch)) for switch in _SWITCHES[name]):
            return bool(inner)
        elif name == "automaticosupgradepolicy" and is_on(inner.get("enableautomaticosupgrade")):
            return not is_on(inner.get("disableautomaticrollback"))
    return False


def _is_on(snapshot: Snapshot, path: str, line: int) -> bool:
    """Tell whether a block that can take back a deployment is not switched off in its first lines."""
    block = "\n".join(snapshot.lines(path)[line - 1 : line + 4])
    return not re.search(r"(?:enabled?|rollback)\"?[ \t]*[=:][ \t]*\"?false", block, re.IGNORECASE)


def _after_failure(snapshot: Snapshot, pipeline: Pipeline, job: Job, step: Step) -> bool:
    own = f"{step.name} {step.run} {step.uses} {' '.join(step.options.values())}"
    said = f"{job.id} {job.name} {own}"
    if not _ROLLS_BACK.search(said) or action(step.uses).startswith("actions/upload-"):
        return False
    if "failure()" in step.condition and _ROLLS_BACK.search(own):
        return True
    if "failure()" in job.condition or _AFTER_FAILURE.search(step.run):
        return True
    if pipeline.system in ("gitlab-ci", "recognised"):
        ends = min((j.line for j in pipeline.jobs if j.line > job.line), default=1_000_000)
        text = "\n".join(snapshot.lines(pipeline.path)[job.line - 1 : ends - 1])
        return bool(re.search(r"when:[ \t]*on_fail\w*|condition:[ \t]*failed\(\)|\bfailure[ \t]*\{|on_failure", text))
    return False


PROBE = Probe(
    id="cd.auto-rollback",
    question="Is a failed deployment taken back without a person?",
    answer=_answer,
    patterns=(_DECLARED, _BY_HAND),
    paths=(*PIPELINE_PATHS, "**/*.{tf,yml,yaml,toml,hcl,json,template}"),
    asks=(
        "CI steps that roll back after a failure",
        "atomic Helm releases",
        "circuit breakers and alarms of deployments",
    ),
)
