"""How CI shows that it uses a tool: an action, a command, a hook that it runs, a workflow kept elsewhere."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.formats.pipeline import Job, Step
from core.probes.commands import all_commands
from core.probes.hooks import hooks, runs_of_hooks
from core.probes.purposes import is_elsewhere
from core.probes.reading import PIPELINE_PATHS, Place, pipelines, place
from core.snapshot.snapshot import Snapshot

OTHER_CI_PATHS = tuple(glob for glob in PIPELINE_PATHS if not glob.startswith(".github/"))
"""CI systems but GitHub Actions; settings that no format reads are looked for there by line."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What gives the tools of one purpose away.

    Attributes:
        step: tells whether a step calls one of them as an action, a task or a plug-in.
        commands: commands that run one of them.
        spoils: what makes such a command something else, such as another subcommand.
        calls: names of workflows and templates kept elsewhere that are for this purpose, `-` for `_`.
        hooks: ids of pre-commit hooks, as a whole.
    """

    step: Callable[[Step], bool]
    commands: re.Pattern[str]
    calls: re.Pattern[str]
    spoils: re.Pattern[str] | None = None
    hooks: re.Pattern[str] | None = None


def steps_calling(snapshot: Snapshot, wanted: Callable[[Step], bool]) -> list[Place]:
    """Return the steps of all pipelines that call something wanted."""
    return [
        place(pipeline, step.line, step.end_line)
        for pipeline in pipelines(snapshot)
        for _, step in pipeline.steps()
        if step.uses and wanted(step)
    ]


def commands_like(snapshot: Snapshot, wanted: re.Pattern[str], spoils: re.Pattern[str] | None = None) -> list[Place]:
    """Return where CI runs commands that match one expression and not the other."""
    found: list[Place] = []
    for _, _, _, command in all_commands(snapshot):
        if wanted.search(command.text) and not (spoils and spoils.search(command.text)):
            found += command.places
    return found


def called(job: Job) -> str:
    """Return what a job that calls something kept elsewhere says of it, `-` for `_`."""
    return f"{job.id} {job.name} {job.uses.partition('@')[0]}".replace("_", "-")


def calls_elsewhere(snapshot: Snapshot, names: re.Pattern[str]) -> list[Place]:
    """Return jobs that call a workflow or template kept outside this repository whose name gives its purpose away."""
    return [
        place(pipeline, job.line)
        for pipeline in pipelines(snapshot)
        for job in pipeline.jobs
        if is_elsewhere(job) and names.search(called(job))
    ]


def configured_hooks(snapshot: Snapshot, ids: re.Pattern[str]) -> list[Place]:
    """Return pre-commit hooks whose id, or whose own command, is one of some."""
    return [hook.place for hook in hooks(snapshot) if ids.fullmatch(hook.id) or _runs(ids, hook.entry)]


def _runs(ids: re.Pattern[str], entry: str) -> bool:
    return any(ids.fullmatch(word.rpartition("/")[2]) for word in entry.split()[:4])


def uses_of(snapshot: Snapshot, tools: Tools) -> list[Place]:
    """Return where CI uses one of the tools, hooks that it runs among them."""
    found = steps_calling(snapshot, tools.step) + commands_like(snapshot, tools.commands, tools.spoils)
    if tools.hooks and runs_of_hooks(snapshot):
        configured = configured_hooks(snapshot, tools.hooks)
        found += [*runs_of_hooks(snapshot), *configured] if configured else []
    return found


def with_reason(places: Iterable[Place], reason: str) -> list[tuple[str, int, str]]:
    """Return places as near misses."""
    return [(path, line, reason) for path, line, _ in places]
