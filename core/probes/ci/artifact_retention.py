"""Is it said how long CI keeps its artifacts?"""

import re

from core.matching.pattern import Pattern
from core.probes.answers import Words, settled
from core.probes.ci_tools import OTHER_CI_PATHS
from core.probes.probe import Found, Hits, Probe, lines_of
from core.probes.reading import PIPELINE_PATHS, Place, action, pipeline_paths, pipelines, place
from core.snapshot.snapshot import Snapshot

_INPUTS = ("retention-days", "retention_days", "expire-in")
_REMOVES = re.compile(
    r"^(c-hive/gha-remove-artifacts|kolpav/purge-artifacts-action|.*/(purge|remove)-(old-)?artifacts[\w-]*)$"
)
_NEVER = {"never", "0", ""}
_OUTSIDE = re.compile(r"^\$\{\{\s*(?:vars|secrets)\.[\w-]+\s*\}\}$")
_SETTING = Pattern(
    "setting", r"logRotator[ \t]*\(.*[dD]aysToKeepStr|^[ \t-]*(daysToKeep|artifactDaysToKeep"
        r"|retention-days)[ \t]*:[ \t]*[\"']?\d",
    paths=tuple(glob for glob in OTHER_CI_PATHS if "gitlab" not in glob), code_only=True,
)  # fmt: skip


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = list(lines_of(hits.of("setting")))
    maybe: list[Place] = []
    near: list[tuple[str, int, str]] = []
    for pipeline in pipelines(snapshot):
        for job in pipeline.jobs:
            if job.retention:
                if job.retention.lower() in _NEVER:
                    near.append((pipeline.path, job.retention_line, "kept for ever"))
                else:
                    found.append(place(pipeline, job.retention_line or job.line))
            for step in job.steps:
                where = place(pipeline, step.line, step.end_line)
                value = next((step.options[name] for name in _INPUTS if name in step.options), "").strip()
                if _OUTSIDE.match(value):
                    maybe.append(where)
                elif value not in _NEVER or _REMOVES.match(action(step.uses)):
                    found.append(where)
                elif action(step.uses).startswith("actions/upload-"):
                    near.append((pipeline.path, step.line, "kept as long as the default says"))
    return settled(_WORDS, found, maybe, near, pipeline_paths(snapshot))


_WORDS = Words(
    "A retention time of artifacts is set at {places} {places:place|places}.",
    "No CI file sets a retention time of artifacts.",
    "The retention time of artifacts is a setting outside the repository at {places} {places:place|places}.",
)

PROBE = Probe(
    id="ci.artifact-retention",
    question="Do CI files say how long artifacts are kept?",
    answer=_answer,
    patterns=(_SETTING,),
    paths=PIPELINE_PATHS,
    asks=("retention inputs of upload steps", "expiry of artifacts"),
)
