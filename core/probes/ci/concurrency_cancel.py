"""Does CI stop runs that a newer change has made pointless?"""

import re

from core.formats.pipeline import Pipeline, Step
from core.matching.pattern import Pattern
from core.probes.answers import Words, settled
from core.probes.ci_tools import OTHER_CI_PATHS, steps_calling
from core.probes.probe import Found, Hits, Probe, lines_of
from core.probes.reading import PIPELINE_PATHS, Place, action, pipeline_paths, pipelines, place
from core.snapshot.snapshot import Snapshot

_ACTIONS = re.compile(
    r"^(styfle/cancel-workflow-action|potiuk/cancel-workflow-runs|n1hility/cancel-previous-runs"
    r"|rokroskar/workflow-run-cleanup-action|.*/cancel-(previous|redundant|workflow)[\w-]*)$"
)
_SETTING = Pattern(
    "setting", r"^[ \t-]*(autoCancel:[ \t]*true|cancel_previous:[ \t]*true|auto_cancel_running:[ \t]*true)"
    r"|disableConcurrentBuilds[ \t]*\(?[^)\n]*abortPrevious:[ \t]*true|cancel_intermediate_builds:[ \t]*true",
    paths=OTHER_CI_PATHS, code_only=True,
)  # fmt: skip
_GROUP = Pattern(
    "group", r"^[ \t]*(concurrency:|resource_group:|disableConcurrentBuilds)", paths=PIPELINE_PATHS, code_only=True
)
_DECIDED_ELSEWHERE = re.compile(r"\$\{\{\s*(?:inputs|vars)\.[\w-]+\s*\}\}")


def _skips(step: Step) -> bool:
    name = action(step.uses)
    return bool(_ACTIONS.match(name)) or (
        name == "fkirc/skip-duplicate-actions" and step.options.get("cancel_others", "").lower() == "true"
    )


def _cancelling(pipeline: Pipeline) -> list[Place]:
    lines = [pipeline.cancels_line or 1] if pipeline.cancels else []
    lines += [job.interruptible_line or job.line for job in pipeline.jobs if job.interruptible]
    return [place(pipeline, line) for line in dict.fromkeys(lines)]


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found = [*steps_calling(snapshot, _skips), *lines_of(hits.of("setting"))]
    maybe: list[Place] = []
    for pipeline in pipelines(snapshot):
        for path, line, end in _cancelling(pipeline):
            lines = snapshot.lines(path)
            text = lines[line - 1] if line <= len(lines) else ""
            (maybe if _DECIDED_ELSEWHERE.search(text) else found).append((path, line, end))
    cancelling = {path for path, _, _ in (*found, *maybe)}
    near = [(h.path, h.line, "a group that does not cancel") for h in hits.of("group") if h.path not in cancelling]
    return settled(_WORDS, found, maybe, near, pipeline_paths(snapshot))


_WORDS = Words(
    "Superseded runs are cancelled in {files} CI {files:file|files}.",
    "No CI file cancels superseded runs.",
    "{files} CI {files:file leaves|files leave} to an input whether superseded runs are cancelled.",
)

PROBE = Probe(
    id="ci.concurrency-cancel",
    question="Does CI cancel runs that a newer change supersedes?",
    answer=_answer,
    patterns=(_SETTING, _GROUP),
    paths=PIPELINE_PATHS,
    asks=("concurrency of workflows and jobs", "interruptible jobs", "actions that cancel earlier runs"),
)
