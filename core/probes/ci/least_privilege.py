"""Do workflows restrict the token that GitHub hands them?"""

from core.formats.github_actions import WORKFLOWS
from core.formats.pipeline import Pipeline
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.reading import Place, own_files, pipelines, place
from core.snapshot.snapshot import Snapshot

_ENOUGH = 0.5


def _restricting(pipeline: Pipeline) -> list[Place]:
    """Return where a workflow restricts its token: at the top, or in every job; nothing when it does not."""
    if pipeline.permissions:
        return [place(pipeline, pipeline.permissions_line)] if _restricts(pipeline.permissions) else []
    if pipeline.jobs and all(_restricts(job.permissions) for job in pipeline.jobs):
        return [place(pipeline, job.permissions_line) for job in pipeline.jobs]
    return []


def _restricts(permissions: str) -> bool:
    return bool(permissions) and permissions != "write-all"


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    workflows = [p for p in pipelines(snapshot) if p.system == "github-actions" and not p.action]
    found: list[Place] = []
    near: list[tuple[str, int, str]] = []
    restricted = 0
    for pipeline in workflows:
        places = _restricting(pipeline)
        found += places
        restricted += bool(places)
        if not places:
            partly = any(_restricts(job.permissions) for job in pipeline.jobs)
            all_open = "write-all" in pipeline.permissions
            reason = "write-all" if all_open else "in some jobs only" if partly else "no permissions block"
            near.append((pipeline.path, pipeline.permissions_line or 1, reason))
    eligible = own_files(snapshot, WORKFLOWS)
    args: dict[str, str | int] = {"restricted": restricted, "workflows": len(workflows)}
    message = "{restricted} of {workflows} {workflows:workflow restricts|workflows restrict} the token's permissions."
    if workflows and restricted >= _ENOUGH * len(workflows):
        return present(message, found, args=args, near_misses=tuple(near), eligible=eligible)
    return absent(message, near, args=args, eligible=eligible)


PROBE = Probe(
    id="ci.least-privilege",
    question="Do at least half of the GitHub workflows restrict the permissions of their token explicitly?",
    answer=_answer,
    paths=WORKFLOWS,
    asks=("permissions of workflows and jobs",),
    applies_to=lambda snapshot: bool(own_files(snapshot, WORKFLOWS)),
    unless="there is no GitHub workflow",
)
