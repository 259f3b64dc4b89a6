"""Is there a CI configuration that runs when code changes?"""

import re

from core.formats.pipeline import Pipeline
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.reading import PIPELINE_PATHS, Place, action, pipeline_paths, pipelines, place
from core.snapshot.snapshot import Snapshot

_CHANGES = {"push", "pull_request", "pull_request_target", "merge_group", "merge_request"}
_BOTS = re.compile(
    r"^(actions/(stale|labeler|first-interaction|add-to-project|github-script)|dessant/.*|.*(auto-?assign|greet"
    r"|labeler|label"
    r"|cla-|/cla|semantic-pull-request|auto-?merge|fetch-metadata|first-time|no-response|welcome|triage).*)$"
)
_TALKS = re.compile(r"\s*(?:#.*|(?:echo|set|if|then|else|fi)\b.*|gh (?:pr|issue|label|api|project)\s.*|--\w.*)?")
"""A line of a script that only speaks to GitHub or to the log."""
_PLUMBING = re.compile(r"^(actions/(checkout|create-github-app-token)|step-security/harden-runner)$")


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    running: list[Place] = []
    near: list[tuple[str, int, str]] = []
    for pipeline in pipelines(snapshot):
        if pipeline.action:
            continue
        if not _CHANGES & set(pipeline.triggers):
            near.append((pipeline.path, pipeline.trigger_line, "does not run on pushes or pull requests"))
        elif _only_bots(pipeline):
            near.append((pipeline.path, pipeline.trigger_line, "only looks after issues and pull requests"))
        else:
            running.append(place(pipeline, pipeline.trigger_line))
    eligible = pipeline_paths(snapshot)
    if running:
        files = len(running)
        return present(
            "{files} CI {files:file runs|files run} on pushes or pull requests.",
            running,
            args={"files": files},
            near_misses=tuple(near),
            eligible=eligible,
        )
    return absent("No CI file runs on pushes or pull requests.", near, eligible=eligible)


def _only_bots(pipeline: Pipeline) -> bool:
    calls = [action(step.uses) for _, step in pipeline.steps() if step.uses] + [
        action(j.uses) for j in pipeline.jobs if j.uses
    ]
    working = [call for call in calls if not _PLUMBING.match(call) and not _BOTS.match(call)]
    runs = [step.run for _, step in pipeline.steps() if step.run]
    commands = [run for run in runs if "gh " not in run or not all(map(_TALKS.fullmatch, run.split("\n")))]
    return bool(calls or runs) and not working and not commands


PROBE = Probe(
    id="ci.pipeline",
    question="Is there a CI configuration that runs on pushes or pull requests?",
    answer=_answer,
    paths=PIPELINE_PATHS,
    asks=("triggers and steps of CI files",),
)
