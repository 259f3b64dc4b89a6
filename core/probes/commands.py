"""The shell commands that a CI step runs, followed one step into the repository.

`make test` also counts as what the Makefile's target runs, `npm test` as the script of package.json, `./ci/test.sh` as
the script's lines. What those call in turn is not followed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from posixpath import normpath

from core.formats import dagger, gradle, rake, tasks
from core.formats.pipeline import Job, Pipeline, Step
from core.formats.tasks import TaskFile
from core.probes.reading import Place, declares, manifests, own_files, pipelines
from core.snapshot.snapshot import Snapshot

_SPLIT = re.compile(r"\s*(?:&&|\|\||;|\|)\s*")
_SAID_ONLY = re.compile(
    r"^(?:sudo\s+)?(?:echo|printf|cat|cd|mkdir|rm|cp|mv|ls|export|source|touch|which|command|brew|apk|yum|dnf|curl|wget|grep"
    r"|tar|unzip|chmod|apt(?:-get)?|git|jq|sed|awk|test|\[+|if|then|else|fi|for|done|read|exit|true|false|set"
    r"|(?:uv\s+)?pip3?\s+install|python3?\s+-m\s+pip|uv\s+(?:sync|add|tool\s+install|lock)"
    r"|(?:npm|pnpm|yarn|bun)\s+(?:i|ci|install|add|config|cache)|go\s+install|go\s+mod|gem\s+install|bundle\s+(?:install|config)"
    r"|poetry\s+(?:install|add|config)|composer\s+(?:install|require|global)|cargo\s+install|rustup)(?=\s|$|;)"
)
_MAKE = re.compile(r"^(?:\S+=\S+\s+)*(?:sudo\s+(?:-\S+\s+)*)?(?:g?make|\$\(MAKE\))(?=\s|$)(.*)$")
_PACKAGE = re.compile(r"\b(?:npm|pnpm|yarn|bun)\b(.*)$")
_COMPOSER = re.compile(r"\bcomposer\s+(?:run(?:-script)?\s+)?([\w:.-]+)")
_PYTHON_TASK = re.compile(
    r"\b(?:poe|pdm\s+run|hatch\s+run|rye\s+run|task|taskipy|pipenv\s+run)\s+(?:[\w.-]+:)?([\w:.-]+)"
)
_JUST = re.compile(r"(?:^|\s)(just|task|go-task)\s+([\w:.-]+)")
_RAKE = re.compile(r"(?:^|[\s/])rake\s(.*)$")
_GRADLE = re.compile(r"(?:^|[\s/])gradlew?(?:\.bat)?\s(.*)$")
_GOES = re.compile(r"^(?:cd|pushd)\s+[\"']?([\w.-][\w./-]*)[\"']?$")
_DAGGER = re.compile(r"(?:^|[\s/])(?:dagger\s+(?:call|run|do)|mage|go\s+run|python3?|(?:npx\s+)?tsx|node)\s")
_OPTIONS = re.compile(
    r"^[ \t]*(?:export[ \t]+|local[ \t]+)?(\w+)=[\"']([^\"'\n]{0,500}(?<!\S)--[^\"'\n]{0,500})[\"'][ \t]*$", re.M
)
_USED = re.compile(r"\$\{(\w+)\}|\$(\w+)")
_VARIED = re.compile(r"\$\{\{.*?\}\}|\$\{?\w+\}?")
_TOX = re.compile(r"(?:^|[\s/])tox(?:\s|$)(.*)")
_NOX = re.compile(r"(?:^|\s)nox(?:\s|$)(.*)")
_MONOREPO = re.compile(
    r"\b(?:turbo(?:\s+run)?|lerna\s+run|nx\s+(?:run-many|affected)[^|]*?(?:-t|--target)[= ])\s*([\w:-]+)"
)
_SCRIPT = re.compile(r"(?:^|\s)(?:(?:ba|z)?sh\s+(?:-\S+\s+)*)?((?:\./|[\w.-]+/)*[\w.-]+)(?=\s|$)")
_READS_SCRIPTS = re.compile(r"^(?:\S*/)?(?:shellcheck|shfmt|checkbashisms|hadolint|dos2unix|(?:ba|da|z)?sh\s+-n)(?=\s)")
"""Tools that read a script which they are given and do not run it."""
_COMMAND_INPUTS = ("run", "command", "script", "args", "arguments", "cmd")
"""Inputs under which actions take a command."""

_LONGEST = 4000
"""Characters kept of one command: what tells its purpose stands before that, and no file can make searching slow."""

_FLAG_FOLDER = re.compile(r"(?:-C|--prefix|--dir|--cwd|--directory)[ =](\S+)")


@dataclass(frozen=True, slots=True)
class Command:
    """One command that CI runs.

    Attributes:
        text: the command, continuation lines joined.
        place: the line of the CI file that leads to it.
        source: where the command itself stands, the same line when CI spells it out.
        leads_on: it runs a task or script of the repository whose commands are listed after it.
    """

    text: str
    place: Place
    source: Place
    leads_on: bool = False

    @property
    def places(self) -> tuple[Place, ...]:
        """Return where it is seen: the CI line and, when followed, the line it leads to."""
        return tuple(dict.fromkeys((self.place, self.source)))


def spelled(text: str, first_line: int) -> Iterator[tuple[str, int]]:
    """Yield the simple commands of a shell text with their lines, without comments and without what only prints."""
    for command, line in _simple(text, first_line):
        bare = command.strip("()")
        if bare and not _SAID_ONLY.match(bare):
            yield bare[:_LONGEST], line


def _filled(text: str) -> str:
    """Return a shell text with options that it keeps in a variable of its own put where the variable is used."""
    kept = {m[1]: m[2] for m in _OPTIONS.finditer(text)}
    return _USED.sub(lambda m: kept.get(m[1] or m[2], m[0]), text) if kept else text


def _spelled_in(text: str, first_line: int, folder: str) -> Iterator[tuple[str, int, str]]:
    """Yield what `spelled` does, each with the folder that the commands before it went to."""
    at, before = folder, folder
    for command, line in _simple(_filled(text), first_line):
        if command.startswith("("):
            before = at
        bare = command.strip("()")
        if goes := _GOES.match(bare):
            at = normpath(f"{at}/{goes[1]}" if at else goes[1]).removeprefix("./")
            at = "" if at == "." else at
        elif bare and not _SAID_ONLY.match(bare):
            yield bare[:_LONGEST], line, at
        if command.endswith(")"):
            at = before


def _simple(text: str, first_line: int) -> Iterator[tuple[str, int]]:
    """Yield every simple command of a shell text with its line; a subshell keeps its brackets."""
    waiting, start = "", first_line
    for number, raw in enumerate(text.split("\n"), first_line):
        bare = raw.strip()
        if not waiting:
            start = number
        if bare.startswith("#"):
            continue
        if bare.endswith("\\"):
            waiting += bare[:-1].rstrip() + " "
            continue
        for command in _SPLIT.split(waiting + bare):
            if command := command.strip():
                yield command, start
        waiting = ""


def all_commands(snapshot: Snapshot) -> tuple[tuple[Pipeline, Job, Step, Command], ...]:
    """Return every command of every pipeline, followed one step."""
    return snapshot.once(_all)


def _all(snapshot: Snapshot) -> tuple[tuple[Pipeline, Job, Step, Command], ...]:
    return tuple(
        (pipeline, job, step, command)
        for pipeline in pipelines(snapshot)
        for job, step in pipeline.steps()
        for command in commands(snapshot, pipeline, step)
    )


def commands(snapshot: Snapshot, pipeline: Pipeline, step: Step) -> tuple[Command, ...]:
    """Return the commands that a step runs, each followed one step into the repository's own tasks and scripts."""
    found: list[Command] = []
    folder = step.folder.removeprefix("./")
    given = [step.options[name] for name in _COMMAND_INPUTS if name in step.options]
    spelled_here = [*_spelled_in(step.run, step.source_line or step.run_line or step.line, folder)]
    spelled_here += [entry for text in given for entry in _spelled_in(text, step.source_line or step.line, folder)]
    for text, line, at in spelled_here:
        stands = (step.source or pipeline.path, line, line)
        here = (pipeline.path, step.line, step.line) if step.source else stands
        followed = tuple(_followed(snapshot, text, at)) or tuple(_followed(snapshot, text, folder))
        found.append(Command(text, here, stands, bool(followed)))
        found += [Command(inner, here, (path, to, to)) for inner, path, to in followed]
    return tuple(found)


def _followed(snapshot: Snapshot, text: str, folder: str) -> Iterator[tuple[str, str, int]]:
    named = _FLAG_FOLDER.search(text)
    if named:
        folder = normpath(f"{folder}/{named[1]}") if folder else normpath(named[1])
        text = text.replace(named[0], "")
    if make := _MAKE.match(text):
        yield from _made(snapshot, make[1], folder)
    elif match := _JUST.search(text):
        yield from _tasked(snapshot, tasks.JUSTFILES + tasks.TASKFILES, match[2], folder)
    elif match := _RAKE.search(text):
        yield from _raked(snapshot, match[1])
    elif match := _TOX.search(text):
        yield from _environments(snapshot, "tox", match[1])
    elif match := _NOX.search(text):
        yield from _environments(snapshot, "nox", match[1])
    elif match := _MONOREPO.search(text):
        yield from _scripts(snapshot, "npm", match[1], None)
    elif match := _PYTHON_TASK.search(text):
        yield from _scripts(snapshot, "python", match[1], None)
    elif match := _COMPOSER.search(text):
        yield from _scripts(snapshot, "composer", match[1], folder)
    elif match := _PACKAGE.search(text):
        words = [w for w in match[1].split() if not w.startswith("-") and w not in ("run", "run-script", "workspace")]
        for word in ["test" if w in ("t", "tst") else w for w in words[:2]]:
            yield from _scripts(snapshot, "npm", word, folder)
    else:
        if _DAGGER.search(text):
            yield from _containers(snapshot, folder, "dagger " in text)
        if match := _GRADLE.search(text):
            yield from _gradled(snapshot, match[1], folder)
        yield from _script_file(snapshot, text, folder)


def _made(snapshot: Snapshot, arguments: str, folder: str) -> Iterator[tuple[str, str, int]]:
    wanted = [w for w in arguments.split() if not w.startswith("-") and "=" not in w and "$" not in w]
    for path in _task_paths(snapshot, tasks.MAKEFILES, folder):
        file = snapshot.model(path, tasks.parse_makefile)
        first = [file.tasks[0].name] if file and file.tasks and not wanted else []
        for name in wanted or first:
            for text, line in file.commands(name) if file else ():
                for inner, at in spelled(text, line):
                    yield inner, path, at


def _containers(snapshot: Snapshot, folder: str, everywhere: bool) -> Iterator[tuple[str, str, int]]:
    """Yield what containers run that a program of Dagger starts, kept in a folder or, of its own command, anywhere."""
    for file in snapshot.once(_dagger):
        root = file.path.rpartition("/")[0]
        if everywhere or f"{root}/".startswith(f"{folder}/" if folder else ""):
            for text, line in file.commands(""):
                for inner, _ in spelled(text, line):
                    yield inner, file.path, line


def _dagger(snapshot: Snapshot) -> tuple[TaskFile, ...]:
    """Return the files of programs that declare Dagger's SDK, or whose folder is a module of Dagger."""
    declaring = [manifest.path for manifest, _ in declares(snapshot, dagger.PACKAGES)]
    roots = {path.rpartition("/")[0] for path in (*declaring, *own_files(snapshot, dagger.SETTINGS))}
    globs = [f"{root}/**/*.{dagger.SOURCES}" if root else f"**/*.{dagger.SOURCES}" for root in sorted(roots)]
    files = snapshot.models(own_files(snapshot, globs), dagger.parse) if globs else ()
    return tuple(file for file in files if file.tasks)


def _gradled(snapshot: Snapshot, arguments: str, folder: str) -> Iterator[tuple[str, str, int]]:
    """Yield what Gradle tasks run that are only a name for a command, and what a script so named runs."""
    wanted = [word.rpartition(":")[2] for word in arguments.split() if not word.startswith("-")]
    for file in snapshot.models(own_files(snapshot, gradle.BUILDS), gradle.parse_commands):
        for name in wanted:
            for text, line in file.commands(name):
                yield text, file.path, line
                yield from _script_file(snapshot, text, folder)


def _tasked(snapshot: Snapshot, globs: tuple[str, ...], name: str, folder: str) -> Iterator[tuple[str, str, int]]:
    for path in _task_paths(snapshot, globs, folder):
        parse = tasks.parse_justfile if path.lower().endswith("justfile") else tasks.parse_taskfile
        file = snapshot.model(path, parse)
        for text, line in file.commands(name) if file else ():
            for inner, at in spelled(text, line):
                yield inner, path, at


def _raked(snapshot: Snapshot, arguments: str) -> Iterator[tuple[str, str, int]]:
    """Yield what Rake tasks run; a name put together, such as `ci:${{ matrix.kind }}`, stands for all like it."""
    words = [word.partition("[")[0] for word in _VARIED.sub("*", arguments).split()]
    wanted = [word for word in words if word and not word.startswith("-") and "=" not in word] or ["default"]
    for file in snapshot.models(own_files(snapshot, rake.PATHS), rake.parse):
        for task in file.tasks:
            if any(fnmatchcase(task.name, name) for name in wanted if name.strip("*")):
                for text, line in file.commands(task.name):
                    for inner, at in spelled(text, line):
                        yield inner, file.path, at


def _task_paths(snapshot: Snapshot, globs: tuple[str, ...], folder: str) -> tuple[str, ...]:
    """Return the task files of a folder and the fragments that they may include (*.mk anywhere)."""
    found = snapshot.files(globs=globs)
    return tuple(p for p in found if p.rpartition("/")[0] == folder or (p.endswith(".mk") and not folder))


def _environments(snapshot: Snapshot, runner: str, arguments: str) -> Iterator[tuple[str, str, int]]:
    """Yield commands of the tox or nox environments named by -e or -s, of all when none is named."""
    found = re.search(r"(?:^|\s)(?:-e|-s|--session|-m)[ =]*(\S+)", arguments)
    names = set(re.split(r"[,{}]", found[1])) if found else set()
    for file in _environment_files(snapshot, runner):
        known = names & {task.name for task in file.tasks}
        for task in file.tasks:
            if not known or task.name in known:
                for text, line in task.commands:
                    for inner, at in spelled(text, line):
                        yield inner, file.path, at


def _environment_files(snapshot: Snapshot, runner: str) -> tuple[TaskFile, ...]:
    globs, parse = (tasks.TOX, tasks.parse_tox) if runner == "tox" else (tasks.NOX, tasks.parse_noxfile)
    files = snapshot.models((p for p in snapshot.files(globs=globs) if "/" not in p), parse)
    return tuple(file for file in files if file.tasks)


def _scripts(snapshot: Snapshot, ecosystem: str, name: str, folder: str | None) -> Iterator[tuple[str, str, int]]:
    """Yield the commands of a manifest's script, from the folder's manifest when it has it, otherwise from any."""
    having = [m for m in manifests(snapshot) if m.ecosystem == ecosystem and name in m.scripts]
    here = [m for m in having if m.path.rpartition("/")[0] == folder]
    for manifest in here or having:
        line = manifest.script_lines.get(name, 1)
        for key in (f"pre{name}", name, f"post{name}"):
            for text in _within(manifest.scripts, key, 3):
                for inner, _ in spelled(text, line):
                    yield inner, manifest.path, manifest.script_lines.get(key, line)
                    runner = _MONOREPO.search(inner) if ecosystem == "npm" and folder is not None else None
                    if runner:
                        yield from _scripts(snapshot, ecosystem, runner[1], None)


def _within(scripts: dict[str, str], name: str, depth: int) -> Iterator[str]:
    """Yield a script's text and those of the scripts of the same file that it runs."""
    text = scripts.get(name, "")
    if text and depth:
        yield text
        for inner in re.findall(r"(?:(?:npm|pnpm|yarn|bun)(?:\s+run)?\s+|@)([\w:.-]+)", text):
            if inner != name:
                yield from _within(scripts, inner, depth - 1)


def _script_file(snapshot: Snapshot, text: str, folder: str) -> Iterator[tuple[str, str, int]]:
    if _READS_SCRIPTS.match(text):
        return
    for word in _SCRIPT.findall(text)[:4]:
        path = normpath(f"{folder}/{word}" if folder else word)
        if not snapshot.has(path) or not _is_shell(snapshot, path):
            continue
        for inner, line in _lines_of_script(snapshot.text(path) or ""):
            yield inner, path, line
        return


def _is_shell(snapshot: Snapshot, path: str) -> bool:
    name = path.rpartition("/")[2]
    if name.endswith((".sh", ".bash")):
        return True
    return "." not in name and (snapshot.text(path) or "").startswith("#!")


@lru_cache(maxsize=256)
def _lines_of_script(text: str) -> tuple[tuple[str, int], ...]:
    return tuple(spelled(text, 1))[:500]
