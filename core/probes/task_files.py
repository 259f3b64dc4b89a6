"""Every named task of a repository: Makefile targets, scripts of manifests, tox and nox environments, script files."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.formats import tasks
from core.probes.reading import Place, manifests, own_files
from core.snapshot.snapshot import Snapshot

_SCRIPT_FILES = ("{bin,script,scripts,dev,tools,hack,.bin}/*", "*.sh")


@dataclass(frozen=True, slots=True)
class NamedTask:
    """One task that a developer can start by name; `commands` is its text."""

    runner: str
    name: str
    place: Place
    commands: str


def named_tasks(snapshot: Snapshot) -> tuple[NamedTask, ...]:
    """Return every named task, those of the root folder first."""
    return snapshot.once(_named_tasks)


def _named_tasks(snapshot: Snapshot) -> tuple[NamedTask, ...]:
    found = [*_runners(snapshot), *_manifest_scripts(snapshot), *_scripts(snapshot)]
    return tuple(sorted(found, key=lambda task: task.place[0].count("/")))


def _runners(snapshot: Snapshot) -> Iterator[NamedTask]:
    for globs, parse in (
        (tasks.MAKEFILES, tasks.parse_makefile),
        (tasks.JUSTFILES, tasks.parse_justfile),
        (tasks.TASKFILES, tasks.parse_taskfile),
        (tasks.NOX, tasks.parse_noxfile),
    ):
        for file in snapshot.models(own_files(snapshot, globs), parse):
            for task in file.tasks:
                text = "\n".join(command for command, _ in file.commands(task.name))
                yield NamedTask(file.runner, task.name, (file.path, task.line, task.line), text)
    for path in own_files(snapshot, tasks.TOX):
        if path.endswith("tox.ini") or "tox" in (snapshot.text(path) or ""):
            tox = snapshot.model(path, tasks.parse_tox)
            for task in tox.tasks if tox else ():
                text = "\n".join(command for command, _ in task.commands)
                yield NamedTask("tox", task.name, (path, task.line, task.line), text)


def _manifest_scripts(snapshot: Snapshot) -> Iterator[NamedTask]:
    for manifest in manifests(snapshot):
        for name, text in manifest.scripts.items():
            line = manifest.script_lines.get(name, 1)
            yield NamedTask(manifest.ecosystem, name, (manifest.path, line, line), text)


def _scripts(snapshot: Snapshot) -> Iterator[NamedTask]:
    for path in own_files(snapshot, _SCRIPT_FILES):
        text = snapshot.text(path) or ""
        name = path.rpartition("/")[2]
        if path.endswith((".sh", ".bash", ".ps1")) or text.startswith("#!"):
            yield NamedTask("script", name.rpartition(".")[0] or name, (path, 1, 1), text)
