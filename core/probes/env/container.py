"""Is the development environment itself described as code?"""

import re

from core.formats import compose
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.reading import Place, own_files, resources
from core.probes.task_files import named_tasks
from core.snapshot.file_class import FileClass
from core.snapshot.snapshot import Snapshot

_DESCRIBED = (
    "**/.devcontainer/**/devcontainer.json",
    "**/.devcontainer.json",
    "**/Vagrantfile",
    "flake.nix",
    "shell.nix",
    "{nix/,}devenv.nix",
    "devshell.toml",
    ".gitpod.{yml,yaml}",
    "**/Tiltfile",
    "skaffold.{yml,yaml}",
    "devbox.json",
    "{,.}okteto.{yml,yaml}",
    "devspace.{yml,yaml}",
    "garden.{yml,yaml}",
    "**/devfile.yaml",
    ".lando.yml",
    ".ddev/config.yaml",
)
_LOCAL_FOLDERS = re.compile(r"^$|(?:^|/)(?:\.?dev|develop|development|local|\.devcontainer|docker-dev|compose)(?:/|$)")
_NOT_LOCAL = re.compile(r"prod|deploy|release|staging|(?:^|[.-])ci(?:[.-]|$)|test", re.IGNORECASE)
_SAYS_DEVELOPMENT = re.compile(r"^[ \t]*#.*\bdevelop(?:ment|ers?|ing)?\b", re.IGNORECASE | re.MULTILINE)
_FOR_DEVELOPERS = {"dev", "develop", "development"}
_LOCAL_TASK = re.compile(r"local|dev|run|start|serve|up|shell", re.IGNORECASE)
_MOUNTS_SOURCE = re.compile(
    r"docker run\b[^\n]*(?:\\\n[^\n]*)*(?:-v|--volume|--mount)[ =]\S*(?:pwd|PWD|CURDIR|\./|\$\(\w*dir)", re.IGNORECASE
)


def local_compose_files(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the Compose files that a developer is meant to start: at the root or in a development folder."""
    paths = sorted({file.path for file, _ in resources(snapshot, "compose")})
    beside = _beside_tests(snapshot)
    return (*(p for p in paths if _is_local(p)), *beside)


def _beside_tests(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the Compose files in folders of tests that say of themselves, or of a service, to be for development."""
    paths = [p for p in snapshot.files(globs=compose.PATHS) if snapshot.file_class(p) is FileClass.TEST]
    return tuple(
        file.path
        for file in snapshot.models(paths, compose.parse)
        if any(r.kind == "service" and r.name.lower() in _FOR_DEVELOPERS for r in file.resources)
        or (file.resources and _SAYS_DEVELOPMENT.search(snapshot.text(file.path) or ""))
    )


def _is_local(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return bool(_LOCAL_FOLDERS.search(folder)) and not _NOT_LOCAL.search(name)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = [(path, 1, 1) for path in own_files(snapshot, _DESCRIBED)]
    local = local_compose_files(snapshot)
    found += [(path, 1, 1) for path in local]
    others = {file.path for file, _ in resources(snapshot, "compose")} - set(local)
    near = [(path, 1, "named for another purpose, or not where developers start it") for path in sorted(others)]
    for task in named_tasks(snapshot):
        if (
            task.runner in ("make", "just", "script")
            and _LOCAL_TASK.search(task.name)
            and _MOUNTS_SOURCE.search(task.commands)
        ):
            found.append(task.place)
    if found:
        described = len({path for path, _, _ in found})
        return present(
            "{files} {files:file describes|files describe} the development environment.",
            found,
            args={"files": described},
            near_misses=tuple(near),
        )
    near += [(path, 1, "an image to run the product") for path in own_files(snapshot, ("**/Dockerfile",))]
    return absent("The development environment is not described as code.", near)


PROBE = Probe(
    id="env.container",
    question="Is the development environment described as code (dev container, Compose, Nix, Vagrant ...)?",
    answer=_answer,
    paths=(*_DESCRIBED, *compose.PATHS),
    asks=(
        "dev containers and their like",
        "Compose files for local development",
        "tasks that run the source in a container",
    ),
)
