"""Task runners: Makefile, justfile, Taskfile, tox and nox as named tasks with their commands."""

import configparser
import re
from dataclasses import dataclass

from core.formats.errors import NotUnderstood
from core.formats.python import command, dict_at, toml
from core.formats.yaml_text import document

MAKEFILES = ("**/{GNU,}{M,m}akefile", "**/*.mk")
JUSTFILES = ("**/{.,}justfile",)
TASKFILES = ("**/Taskfile.{yml,yaml}", "**/Taskfile.dist.{yml,yaml}")
TOX = ("**/tox.ini", "**/setup.cfg", "**/pyproject.toml")
NOX = ("**/noxfile.py",)

_TARGET = re.compile(r"^([A-Za-z0-9_./%$(){}-][^:=#\t]*?)\s*::?(?![=:])\s*([^=#;]*?)(?:;(.*))?(?:#.*)?$")
_RECIPE = re.compile(r"^@?([A-Za-z_][\w-]*)([^:]*?)\s*:(?!=)\s*(.*)$")
_VARIABLE = re.compile(r"^(?:export\s+)?([A-Za-z_][\w]*)\s*(?:[:?+]?|::)=\s*(.*?)\s*$", re.MULTILINE)
_USE = re.compile(r"\$[({]([A-Za-z_]\w*)[)}]")
_SUBMAKE = re.compile(r"\$[({]MAKE[)}]\s+(?:-\S+\s+)*([\w./-]+)")
_SESSION = re.compile(r"^def\s+(\w+)\s*\(\s*session\b")
_STRING = re.compile(r"""["']([^"']*)["']""")


@dataclass(frozen=True, slots=True)
class Task:
    """One named task; `commands` are (text, line), `needs` are tasks of the same file that run with it."""

    name: str
    line: int
    commands: tuple[tuple[str, int], ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskFile:
    """The tasks of one file."""

    path: str
    runner: str
    tasks: tuple[Task, ...] = ()

    def get(self, name: str) -> Task | None:
        """Return a task by name."""
        return next((task for task in self.tasks if task.name == name), None)

    def commands(self, name: str, depth: int = 3) -> tuple[tuple[str, int], ...]:
        """Return the commands that a task runs, those of the tasks it needs first."""
        task = self.get(name)
        if task is None or depth < 0:
            return ()
        found = [c for need in task.needs if need != name for c in self.commands(need, depth - 1)]
        return tuple(dict.fromkeys([*found, *task.commands]))[:200]


def parse_makefile(path: str, text: str) -> TaskFile:
    """Return the targets of a Makefile with their recipes; plain variables of the same file are filled in, once."""
    variables = {m[1]: m[2] for m in _VARIABLE.finditer(text) if m[1] != "MAKE" and len(m[2]) < 200}
    found: list[Task] = []
    names: list[str] = []
    line, needs, recipe = 0, list[str](), list[tuple[str, int]]()

    def close() -> None:
        found.extend(Task(name, line, tuple(recipe), tuple(needs)) for name in names)

    for number, raw in enumerate([*text.split("\n"), "end-of-file:"], 1):
        if raw.startswith("\t"):
            continues = bool(recipe) and recipe[-1][0].endswith("\\")
            bare = raw.strip() if continues else raw.strip().lstrip("@-+").strip()
            bare = _USE.sub(lambda m: variables.get(m[1], m[0]), bare)
            if names and bare and not bare.startswith("#"):
                if continues:
                    recipe[-1] = (recipe[-1][0][:-1] + " " + bare, recipe[-1][1])
                else:
                    recipe.append((bare, number))
                needs += [m[1] for m in _SUBMAKE.finditer(bare)]
            continue
        match = _TARGET.match(raw)
        if match and not raw.startswith(("#", " ", "ifeq", "ifneq", "else", "endif", "include", "export", "define")):
            close()
            names = [n for n in match[1].split() if not n.startswith(".PHONY")]
            line, needs = number, [n for n in match[2].split() if n != "|" and not n.startswith("$")]
            recipe = [(match[3].strip().lstrip("@-"), number)] if match[3] else []
    merged: dict[str, Task] = {}
    for task in found:
        old = merged.get(task.name)
        merged[task.name] = (
            Task(task.name, old.line, old.commands + task.commands, old.needs + task.needs) if old else task
        )
    return TaskFile(path, "make", tuple(merged.values()))


def parse_justfile(path: str, text: str) -> TaskFile:
    """Return the recipes of a justfile."""
    found: list[Task] = []
    for number, raw in enumerate(text.split("\n"), 1):
        if raw[:1] in (" ", "\t"):
            bare = raw.strip().lstrip("@-").strip()
            if found and bare and not bare.startswith("#"):
                last = found[-1]
                found[-1] = Task(last.name, last.line, (*last.commands, (bare, number)), last.needs)
        elif match := _RECIPE.match(raw):
            needs = tuple(word.strip("()") for word in match[3].replace("&&", " ").split() if word[:1].isalpha())
            found.append(Task(match[1], number, (), needs))
    return TaskFile(path, "just", tuple(found))


def parse_taskfile(path: str, text: str) -> TaskFile:
    """Return the tasks of a Taskfile.yml; raises NotUnderstood."""
    tasks = document(text).get("tasks")
    if tasks is None:
        raise NotUnderstood("no tasks")
    found = []
    for name, line, node in tasks.items():
        commands, needs = [], []
        listed = node if node.text or node.is_list else node.get("cmds") or node.get("cmd")
        for entry in (listed.list() or [listed]) if listed else []:
            if entry.text or entry.text_of("cmd"):
                commands.append((entry.text or entry.text_of("cmd"), entry.text_line))
            elif entry.text_of("task"):
                needs.append(entry.text_of("task"))
        depends = node.get("deps")
        needs += [d.text or d.text_of("task") for d in depends.list()] if depends else []
        found.append(Task(name, line, tuple(commands), tuple(needs)))
    return TaskFile(path, "task", tuple(found))


def parse_tox(path: str, text: str) -> TaskFile:
    """Return the environments of tox.ini, setup.cfg or pyproject.toml; raises NotUnderstood."""
    if not path.endswith(".toml"):
        return TaskFile(path, "tox", _tox_ini(text))
    tox = dict_at(toml(text), "tool", "tox")
    legacy = tox.get("legacy_tox_ini")
    if isinstance(legacy, str):
        return TaskFile(path, "tox", _tox_ini(legacy))
    tables = {"testenv": dict_at(tox, "env_run_base"), **dict_at(tox, "env")}
    lines = text.split("\n")
    found = []
    for name, table in tables.items():
        section = "env_run_base" if name == "testenv" else rf"env\.['\"]?{re.escape(name)}['\"]?"
        header = re.compile(rf"^\[tool\.tox\.{section}\]")
        line = next((n for n, raw in enumerate(lines, 1) if header.match(raw)), 1)
        declared = dict_at(table).get("commands", [])
        texts = [" ".join(map(str, c)) if isinstance(c, list) else command(c) for c in declared or []]
        if texts:
            found.append(Task(name, line, tuple((t, line) for t in texts)))
    return TaskFile(path, "tox", tuple(found))


def _tox_ini(text: str) -> tuple[Task, ...]:
    config = configparser.RawConfigParser(strict=False)
    try:
        config.read_string(text)
    except configparser.Error:
        raise NotUnderstood("not a valid INI file") from None
    lines = text.split("\n")
    found = []
    for section in config.sections():
        if section.startswith("testenv") and config.has_option(section, "commands"):
            line = next((n for n, raw in enumerate(lines, 1) if raw.strip() == f"[{section}]"), 1)
            commands = [c.strip() for c in config.get(section, "commands").split("\n") if c.strip()]
            name = section.partition(":")[2] or "testenv"
            found.append(Task(name, line, tuple((c, line) for c in commands)))
    return tuple(found)


def parse_noxfile(path: str, text: str) -> TaskFile:
    """Return the sessions of a noxfile.py with the commands of `session.run`, read as text, never executed."""
    found: list[Task] = []
    for number, raw in enumerate(text.split("\n"), 1):
        if match := _SESSION.match(raw):
            found.append(Task(match[1], number))
        elif found and "session.run" in raw:
            words = " ".join(_STRING.findall(raw.partition("session.run")[2]))
            last = found[-1]
            found[-1] = Task(last.name, last.line, (*last.commands, (words, number)), last.needs)
    return TaskFile(path, "nox", tuple(found))
