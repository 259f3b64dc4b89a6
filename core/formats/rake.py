"""Rake: the tasks of a Rakefile or of lib/tasks/*.rake with the commands and tasks that they run, read as text."""

import re

from core.formats.tasks import Task, TaskFile

PATHS = ("**/{R,r}akefile{,.rb}", "**/*.rake")

_NAMESPACE = re.compile(r"^(\s*)namespace[ (]+[:\"']?(\w+)")
_TASK = re.compile(r"^(\s*)(?:multi)?task[ (]+(?:[:\"']?(default|[\w:.-]*\w)[\"']?|[\"']([\w:.-]+)[\"']:)(.*)$")
_TOOL = re.compile(
    r"^(\s*)(\w+)(?:::\w+)*::(?:\w*Task)\.new\b(?:[ ]*[( ][ ]*\{?[ ]*(?:[:\"']([\w:]+)[\"']?|(\w+):))?(.*)$"
)
_NEEDS = re.compile(r"(?:=>|:)\s*(%[wi][\[({][^\])}]*[\])}]|\[[^\]]*\]|:\w+|[\"'][\w:.-]+[\"'])")
_WORD = re.compile(r"[\w-]+(?::[\w-]+)*")
_INVOKES = re.compile(r"\bRake::Task\[[ ]*[:\"']([\w:.-]+)[\"']?[ ]*\]\.(?:invoke|execute|reenable)")
_RUNS = re.compile(r"""\b(?:sh|system|exec)[ (]+(["'])(.+?)\1|`([^`]+)`""")
_COMMAND_OF = {"rake": "rake test", "minitest": "rake test"}
"""What ready-made tasks run where it is not called like the library's module in lower case."""
_NAME_OF = {"rake": "test", "minitest": "test", "rspec": "spec"}


def parse(path: str, text: str) -> TaskFile:
    """Return the tasks of a Rake file; a task that another file defines stays as the command `rake NAME`."""
    found: list[Task] = []
    spaces: list[tuple[int, str]] = []
    for number, raw in enumerate(text.split("\n"), 1):
        bare = raw.strip()
        if not bare or bare.startswith("#"):
            continue
        depth = len(raw) - len(raw.lstrip())
        if bare == "end" or not raw.startswith((" ", "\t")):
            while spaces and spaces[-1][0] >= depth:
                spaces.pop()
        within = "".join(f"{name}:" for _, name in spaces)
        if opened := _NAMESPACE.match(raw):
            spaces.append((depth, opened[2]))
        elif tool := _TOOL.match(raw):
            module = tool[2].lower()
            runs = _COMMAND_OF.get(module, module)
            name = tool[3] or tool[4] or _NAME_OF.get(module, module)
            found.append(Task(within + name, number, ((runs, number),), _needs(tool[5])))
        elif task := _TASK.match(raw):
            found.append(Task(within + (task[2] or task[3]), number, (), _needs(task[4])))
        elif found and depth:
            found[-1] = _with(found[-1], raw, number)
    return TaskFile(path, "rake", _joined(found))


def _with(task: Task, raw: str, number: int) -> Task:
    commands = tuple((match[2] or match[3], number) for match in _RUNS.finditer(raw))
    needs = tuple(_INVOKES.findall(raw))
    return Task(task.name, task.line, (*task.commands, *commands), (*task.needs, *needs)) if commands or needs else task


def _needs(rest: str) -> tuple[str, ...]:
    listed = _NEEDS.findall(rest)
    if not listed:
        return ()
    text = listed[-1]
    return tuple(_WORD.findall(text[2:] if text.startswith("%") else text))


def _joined(found: list[Task]) -> tuple[Task, ...]:
    """Return each task once with all that it runs; what no task of the file is called becomes a command."""
    merged: dict[str, Task] = {}
    for task in found:
        old = merged.get(task.name)
        merged[task.name] = (
            Task(task.name, old.line, old.commands + task.commands, old.needs + task.needs) if old else task
        )
    complete = []
    for task in merged.values():
        space = task.name.rpartition(":")[0]
        near = {need: next((n for n in (f"{space}:{need}", need) if n in merged), "") for need in task.needs}
        outside = tuple((f"rake {need.removeprefix('rake:')}", task.line) for need, known in near.items() if not known)
        complete.append(Task(task.name, task.line, (*task.commands, *outside), tuple(n for n in near.values() if n)))
    return tuple(complete)
