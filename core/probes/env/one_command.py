"""Does one command prepare the development environment?"""

import re

from core.probes.env.container import local_compose_files
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.reading import Place, manifests, own_files
from core.probes.task_files import named_tasks
from core.snapshot.snapshot import Snapshot

_DESCRIBED = (
    "**/.devcontainer/**/devcontainer.json",
    "**/.devcontainer.json",
    "**/Vagrantfile",
    "flake.nix",
    "shell.nix",
    "{nix/,}devenv.nix",
    ".gitpod.{yml,yaml}",
    "devbox.json",
    ".lando.yml",
    ".ddev/config.yaml",
)
_TASK = re.compile(
    r"^(?:(?:dev|local|project|app|env)[-_:.]?)?(?:set-?up|bootstrap(?:[-_]\w+)*|init(?:ialize)?|develop|deps"
    r"|dependencies|prepare|venv|virtualenv"
    r"|install[-_:.]?(?:dev\w*|deps|dependencies|tools?[-\w]*|requirements\w*|all|local)?|dev[-_:.]?(?:set-?up"
    r"|env|install|start|up)|quickstart|start|up)"
    r"(?:[-_:.](?:dev\w*|env\w*|local|all|deps|project|docker))?$",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"^(?:set-?up|bootstrap|init|dev-?setup|setup-(?:dev\w*|env\w*|local)|install-(?:dev\w*|deps)|develop)$",
    re.IGNORECASE,
)
_MANIFEST_TASK = re.compile(
    r"^(?:(?!db|database|test|e2e|husky|hooks?|git|docs?|docker)[\w-]+:)?(?:set-?up|bootstrap|init)$"
)
_SCRIPT_FOLDERS = re.compile(r"^(?:(?:\.?bin|scripts?|dev|tools|hack)/)?[^/]+$")
_PREPARES = re.compile(
    r"install|npm ci|yarn|sync|venv|docker|compose|migrate|create|download|go mod|mod tidy|bundle|restore|get\b",
    re.IGNORECASE,
)
_MIX_SETUP = re.compile(r"^[ \t]*\"?(?:[\w-]+\.)?(?:setup|bootstrap|init)\"?:[ \t]*\[?[^\n#]*\bdeps\.get\b")
_PRODUCT = re.compile(
    r"systemctl|/usr/local/bin|DESTDIR|prefix|go install (?:-\S+ )*\.(?:/cmd/\S+|/\.\.\.)?[ \t]*$|cargo install --path",
    re.IGNORECASE | re.MULTILINE,
)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = [(path, 1, 1) for path in own_files(snapshot, _DESCRIBED)]
    for task in named_tasks(snapshot):
        path = task.place[0]
        if task.runner in ("make", "just", "task", "python") and _TASK.match(task.name) and "/" not in path:
            if _PREPARES.search(task.commands) and not _PRODUCT.search(task.commands):
                found.append(task.place)
        elif task.runner in ("npm", "composer"):
            found += [task.place] if _MANIFEST_TASK.match(task.name) and "/" not in path else []
        elif task.runner == "script":
            found += [task.place] if _SCRIPT.match(task.name) and _SCRIPT_FOLDERS.match(path) else []
        elif task.runner in ("tox", "nox") and "/" not in path:
            found.append(task.place)
    for number, line in enumerate(snapshot.lines("mix.exs") if snapshot.has("mix.exs") else (), 1):
        found += [("mix.exs", number, number)] if _MIX_SETUP.match(line) else []
    found += [(path, 1, 1) for path in local_compose_files(snapshot)]
    if snapshot.has("uv.lock") and snapshot.has("pyproject.toml"):
        found.append(("uv.lock", 1, 1))
    for manifest in manifests(snapshot):
        if manifest.path == "pyproject.toml" and "tool.hatch" in manifest.sections and manifest.scripts:
            found.append((manifest.path, 1, 1))
    if found:
        return present(
            "{ways} {ways:command or description prepares|commands or descriptions prepare} the "
            "development environment.",
            dict.fromkeys(found),
            args={"ways": len(set(found))},
        )
    return absent("No single command prepares the development environment.")


PROBE = Probe(
    id="env.one-command",
    question="Does one tracked command or script prepare the development environment?",
    answer=_answer,
    asks=(
        "set-up tasks, aliases and scripts by name and what they run",
        "dev containers, Nix, Vagrant",
        "Compose for development",
        "tox, nox, uv",
    ),
)
