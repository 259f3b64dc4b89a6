"""Are the usual development tasks defined in a task runner?"""

import re

from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.reading import Place, own_files
from core.probes.task_files import named_tasks
from core.snapshot.snapshot import Snapshot

_USUAL = re.compile(
    r"(?:^|[-_:./ ])(?:test\w*|unit|e2e|lint\w*|check\w*|format\w*|fmt|verify|validate|build|compile|typing"
    r"|typecheck|type-check|style|tests"
    r"|ci|coverage|run|start|serve|dev|migrate)(?:$|[-_:./ ])",
    re.IGNORECASE,
)
_ONLY_PROSE = re.compile(r"(?:^|[-_:])(?:docs?|html|pdf|clean|help|publish|site)(?:$|[-_:])", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\s*@?echo\b[^&|;\n]*(?:&&\s*exit\s+\d+\s*)?")
"""What `npm init` writes, and other tasks that only say that there is nothing to do."""
_SPHINX = re.compile(r"sphinx-build|\$\(SPHINX", re.IGNORECASE)
_BUILD_TOOLS = (
    "**/pom.xml",
    "**/build.gradle",
    "**/build.gradle.kts",
    "**/build.sbt",
    "**/magefile.go",
    "**/BUILD.bazel",
    "**/project.clj",
)
_RUBY_PYTHON = ("Rakefile", "**/tasks.py", "**/*.cake", "build.fsx", "build/_build.csproj", "**/xtask/Cargo.toml")
_TASK = r"(?:test|lint|check|format|fmt|build|compile|verify|coverage|dev)"
# Files that name tasks in a shape of their own, and how a line names one of the usual tasks.
_NAMED_IN: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (("**/.vscode/tasks.json",), re.compile(rf"\"label\"[ \t]*:[ \t]*\"[^\"]*\b{_TASK}", re.IGNORECASE)),
    (("**/deno.{json,jsonc}",), re.compile(rf"^[ \t]*\"(?:[\w-]+:)?{_TASK}[\w:-]*\"[ \t]*:[ \t]*\"")),
    (("**/Makefile.toml",), re.compile(rf"^\[tasks\.\"?[\w:-]*{_TASK}")),
    (
        ("**/{.,}mise{,.*}.toml", "**/pixi.toml"),
        re.compile(rf"^\[(?:feature\.\w+\.)?tasks\.\"?[\w:-]*{_TASK}|^\"?{_TASK}[\w:-]*\"?[ \t]*=[ \t]*[\"{{]"),
    ),
    (("**/castor.php", "**/.castor/**/*.php"), re.compile(r"^[ \t]*#\[AsTask\b")),
    (("**/RoboFile.php",), re.compile(rf"\bpublic function \w*{_TASK}\w*\(", re.IGNORECASE)),
    (("**/build.xml",), re.compile(rf"<target\b[^>]*\bname=\"[^\"]*{_TASK}", re.IGNORECASE)),
    (("**/Earthfile",), re.compile(rf"^\+?[\w-]*{_TASK}[\w-]*:[ \t]*$")),
    (
        ("**/psakefile.ps1", "**/build.ps1", "**/*.build.ps1"),
        re.compile(rf"^[ \t]*task[ \t]+\S*{_TASK}", re.IGNORECASE),
    ),
    (("**/Fastfile",), re.compile(rf"^[ \t]*lane[ \t(]+:\w*{_TASK}")),
    (("melos.yaml",), re.compile(rf"^[ \t]+[\w:-]*{_TASK}[\w:-]*:")),
)
_MIX_ALIASES = re.compile(r"^[ \t]*defp?[ \t]+aliases\b")
_MIX_USUAL = re.compile(
    r"^[ \t]*\"?(?:setup|test|lint|check|format|quality|precommit|ci|ecto\.\w+|assets\.\w+)[\w.]*\"?:[ \t]"
)
_DECORATED = re.compile(r"^@task\b|^\s*(?:desc|task|namespace)\b|nuke|cake|xtask", re.MULTILINE | re.IGNORECASE)
# In package.json "start" alone runs the product; test, lint, format and build are for developers.
_MANIFEST = re.compile(
    r"(?:^|[:_-])(?:test\w*|lint\w*|format\w*|check\w*|validate\w*|typecheck|build|cs|stan)(?:$|[:_-])", re.IGNORECASE
)


def _mix_aliases(snapshot: Snapshot, path: str) -> Place | None:
    """Return where a Mix project begins to name tasks of its own for development."""
    start = 0
    for number, line in enumerate(snapshot.lines(path), 1):
        if _MIX_ALIASES.match(line):
            start = number
        elif start and line.strip() == "end":
            return None
        elif start and _MIX_USUAL.match(line):
            return path, start, number
    return None


def _in_files_of_other_runners(snapshot: Snapshot) -> list[Place]:
    """Return the first usual task of each file of runners that need no format of their own."""
    found: list[Place] = []
    for globs, names in _NAMED_IN:
        for path in own_files(snapshot, globs):
            at = next((number for number, line in enumerate(snapshot.lines(path), 1) if names.search(line)), 0)
            found += [(path, at, at)] if at else []
    return found


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    near: list[tuple[str, int, str]] = []
    names: set[str] = set()
    for task in named_tasks(snapshot):
        usual = (_MANIFEST if task.runner in ("npm", "composer") else _USUAL).search(task.name)
        if task.runner in ("tox", "nox") or (task.runner == "python" and task.commands):
            usual = usual or _USUAL.search("test")
        works = task.commands.strip() and not _PLACEHOLDER.fullmatch(task.commands)
        if usual and works and not _ONLY_PROSE.search(task.name) and not _SPHINX.search(task.commands):
            found.append(task.place)
            names.add(task.name)
        elif task.runner == "make":
            near.append((task.place[0], task.place[1], "not one of the usual tasks"))
    found += [(path, 1, 1) for path in own_files(snapshot, _BUILD_TOOLS)]
    found += [(p, 1, 1) for p in own_files(snapshot, _RUBY_PYTHON) if _DECORATED.search(snapshot.text(p) or "")]
    found += [where for path in own_files(snapshot, ("**/mix.exs",)) if (where := _mix_aliases(snapshot, path))]
    found += _in_files_of_other_runners(snapshot)
    if found:
        some = ", ".join(sorted(names)[:6]) or "by convention of the build tool"
        return present(
            "{places} {places:task for developers is|tasks for developers are} defined ({some}).",
            found,
            args={"places": len(found), "some": some},
        )
    return absent("No task runner defines the usual development tasks.", near)


PROBE = Probe(
    id="env.task-runner",
    question="Does a task runner define the usual development tasks?",
    answer=_answer,
    asks=("targets, scripts and environments of task runners, by name", "build tools that bring tasks by convention"),
)
