"""Does CI build, test or scan on a schedule, without a change?"""

import re

from core.formats.pipeline import Job, Pipeline
from core.matching.pattern import Pattern
from core.probes.answers import Words, settled
from core.probes.ci import dependency_scan, image_scan, secret_scan
from core.probes.ci.parallel import working_jobs
from core.probes.ci_tools import called
from core.probes.commands import all_commands
from core.probes.probe import Found, Hits, Probe
from core.probes.purposes import is_elsewhere
from core.probes.reading import PIPELINE_PATHS, Place, action, pipeline_paths, pipelines, place
from core.snapshot.snapshot import Snapshot

_SCANS = re.compile(
    r"codeql-action/|codeql|scorecard|semgrep|sonar|gosec|bandit|brakeman|zizmor"
    r"|(?:^|[/_-])(?:scan|audit)(?:[/_@-]|$)|security-devops|fossa|checkov|tfsec|kics|clusterfuzz|oss-fuzz"
)
_SCAN_COMMANDS = re.compile(
    r"(?:^|[\s/])(?:semgrep|codeql|gosec|bandit|brakeman|sonar-scanner|checkov|tfsec|kics|fossa"
    r"|terraform plan|k6 run)(?=\s|$)"
)
_WORKS = re.compile(
    r"build|test|e2e|scan|check|lint|nightly|audit|codeql|security|image|integration|conformance|fuzz|bench|verif",
    re.IGNORECASE,
)
_UPKEEP = re.compile(
    r"stale|cleanup|clean-up|prune|lock|label|renovate|dependabot|bump|update|sync|triage", re.IGNORECASE
)

_CRON = Pattern(
    "cron", r"^[ \t-]*cron[ \t]*[:(]|^[ \t-]*cron:|^[ \t]*triggers[ \t]*\{[ \t]*cron\("
        r"|^[ \t-]*type:[ \t]*time[ \t]*$",
    paths=(".circleci/*.{yml,yaml}", "**/Jenkinsfile", "**/Jenkinsfile.*", "**/*.jenkinsfile",
           "ci/pipeline*.{yml,yaml}",
           "concourse/**/*.{yml,yaml}", "**/azure-pipelines*.{yml,yaml}", ".azure-pipelines/**", ".azdo/**",
           ".tekton/**"),
    code_only=True,
)  # fmt: skip
_RULE = Pattern(
    "rule",
    r"CI_PIPELINE_SOURCE[ \t]*==[ \t]*[\"']schedule|^[ \t-]*(only:.*)?\bschedules\b|pipeline\.schedule\.name"
    r"|^[ \t-]*event:.*\bcron\b|type[ \t]*=[ \t]*cron|BUILDKITE_SOURCE[ \t]*==[ \t]*[\"']schedule",
    paths=(".gitlab-ci.{yml,yaml}", ".gitlab-ci/**", ".gitlab/ci/**", ".circleci/*", ".drone.{yml,yaml}",
           ".woodpecker.{yml,yaml}", ".woodpecker/**", ".travis.{yml,yaml}"),
    code_only=True,
)  # fmt: skip


def _scanning(snapshot: Snapshot) -> frozenset[tuple[str, str]]:
    """Return (path, job id) of every job that scans something."""
    tools = (dependency_scan.TOOLS, image_scan.TOOLS, secret_scan.TOOLS)
    found = {
        (pipeline.path, job.id)
        for pipeline, job, _, command in all_commands(snapshot)
        if _SCAN_COMMANDS.search(command.text) or any(t.commands.search(command.text) for t in tools)
    }
    for pipeline in pipelines(snapshot):
        for job, step in pipeline.steps():
            if step.uses and (_SCANS.search(action(step.uses)) or any(t.step(step) for t in tools)):
                found.add((pipeline.path, job.id))
    return frozenset(found)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    working = working_jobs(snapshot) | snapshot.once(_scanning)
    paths = {path for path, _ in working}
    found: list[Place] = []
    maybe: list[Place] = []
    near: list[tuple[str, int, str]] = []
    for pipeline in pipelines(snapshot):
        if "schedule" not in pipeline.triggers or pipeline.system == "gitlab-ci":
            continue
        if any((pipeline.path, job.id) in working or _calls_work(job, paths) for job in pipeline.jobs):
            found.append(place(pipeline, _line(snapshot, pipeline)))
        elif any(_may_work(job) for job in pipeline.jobs):
            maybe.append(place(pipeline, _line(snapshot, pipeline)))
        else:
            near.append((pipeline.path, _line(snapshot, pipeline), "neither builds, tests nor scans"))
    found += [(hit.path, hit.line, hit.line) for hit in hits.of("cron") if hit.path in paths]
    for hit in hits.of("rule"):
        after = " ".join(snapshot.lines(hit.path)[hit.line - 1 : hit.line + 1])
        if hit.path in paths and "never" not in after and "except" not in after:
            maybe.append((hit.path, hit.line, hit.line))
    return settled(_WORDS, found, maybe, near, pipeline_paths(snapshot))


def _calls_work(job: Job, paths: set[str]) -> bool:
    """Tell whether a job calls a workflow or an action of this repository that builds, tests or scans."""
    calls = [job.uses, *(step.uses for step in job.steps)]
    local = [call.removeprefix("./").rstrip("/") for call in calls if call.startswith("./")]
    return any(path == call or path.startswith(f"{call}/action.") for call in local for path in paths)


def _may_work(job: Job) -> bool:
    return is_elsewhere(job) and bool(_WORKS.search(called(job))) and not _UPKEEP.search(called(job))


def _line(snapshot: Snapshot, pipeline: Pipeline) -> int:
    """Return the line of the first cron expression, of the triggers when none is found."""
    lines = enumerate(snapshot.lines(pipeline.path), 1)
    return next((n for n, text in lines if text.strip().startswith(("- cron", "cron:"))), pipeline.trigger_line)


_WORDS = Words(
    "{files} CI {files:file builds, tests or scans|files build, test or scan} on a schedule.",
    "No CI file builds, tests or scans on a schedule.",
    "{files} CI {files:file provides|files provide} for scheduled runs; schedule or work lies outside the repository.",
)

PROBE = Probe(
    id="ci.scheduled",
    question="Does CI build, test or scan on a schedule?",
    answer=_answer,
    patterns=(_CRON, _RULE),
    paths=PIPELINE_PATHS,
    asks=("schedules of CI files, and what their jobs do",),
)
