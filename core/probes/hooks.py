"""The hooks of pre-commit's configuration, and whether CI runs them."""

from dataclasses import dataclass

from core.formats.yaml_text import document
from core.probes.commands import all_commands
from core.probes.reading import Place, action, own_files, pipelines, place
from core.snapshot.snapshot import Snapshot

HOOK_FILES = ("**/.pre-commit-config.{yml,yaml}",)
_RUNNERS = ("pre-commit", "prek")


@dataclass(frozen=True, slots=True)
class Hook:
    """One hook; `repository` is where it comes from, `local` for the project's own, `entry` what that one runs."""

    id: str
    repository: str
    place: Place
    entry: str = ""


def _parse(path: str, text: str) -> tuple[Hook, ...]:
    found = []
    repositories = document(text).get("repos")
    for repository in repositories.list() if repositories else ():
        hooks = repository.get("hooks")
        for hook in hooks.list() if hooks else ():
            where = (path, hook.line, hook.end_line)
            found.append(Hook(hook.text_of("id"), repository.text_of("repo"), where, hook.text_of("entry")))
    return tuple(found)


def hooks(snapshot: Snapshot) -> tuple[Hook, ...]:
    """Return every configured hook."""
    return snapshot.once(_hooks)


def _hooks(snapshot: Snapshot) -> tuple[Hook, ...]:
    return tuple(hook for found in snapshot.models(own_files(snapshot, HOOK_FILES), _parse) for hook in found)


def runs_of_hooks(snapshot: Snapshot) -> tuple[Place, ...]:
    """Return where CI runs the hooks."""
    return snapshot.once(_runs)


def _runs(snapshot: Snapshot) -> tuple[Place, ...]:
    found: list[Place] = []
    for _, _, _, command in all_commands(snapshot):
        if any(f"{runner} run" in command.text or f"{runner} ci" in command.text for runner in _RUNNERS):
            found += command.places
    for pipeline in pipelines(snapshot):
        for _, step in pipeline.steps():
            if any(runner in action(step.uses) for runner in _RUNNERS):
                found.append(place(pipeline, step.line, step.end_line))
    return tuple(dict.fromkeys(found))
