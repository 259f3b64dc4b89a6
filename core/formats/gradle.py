"""build.gradle, build.gradle.kts and version catalogues: dependencies, plugins, tasks that run a command."""

import re

from core.formats.manifest import Dependency, Manifest
from core.formats.python import dict_at, line_with, toml
from core.formats.tasks import Task, TaskFile

BUILDS = ("**/build.gradle{,.kts}",)

_DEPENDENCY = re.compile(
    r"""^\s*(?P<configuration>\w*(?:[iI]mplementation|[aA]pi|[cC]ompileOnly|[rR]untimeOnly|kapt|ksp|annotationProcessor
        |classpath|[cC]ompile|developmentOnly))\b[\s(]*(?:(?:enforced)?[pP]latform\s*\(\s*)?
        (?:["'](?P<name>[\w.-]+:[\w.-]+)(?::(?P<version>[^"']+))?["']|(?P<catalogue>libs\.[\w.]+))""",
    re.VERBOSE,
)
_PLUGIN = re.compile(
    r"""^\s*(?:id\s*[( ]\s*["']([\w.-]+)["']|apply\s+plugin:\s*["']([\w.-]+)["']|kotlin\("([\w.-]+)"\))"""
)

_COMMAND_TASK = re.compile(
    r"""^[ \t]*(?:task[ \t]+(\w+)[ \t]*\([^)\n]*type:[ \t]*Exec\b|(?:val[ \t]+\w+[ \t]+by[ \t]+)?tasks\.(?:register"
    r"|create)
        (?:<Exec>\([ \t]*["'](\w+)["']|\([ \t]*["'](\w+)["'],[ \t]*Exec\b))""",
    re.VERBOSE,
)
_COMMAND_LINE = re.compile(r"^[ \t}]*commandLine\b[ \t=(]*(.*)$")
_WORD = re.compile(r"""["']([^"']*)["']""")
_SHELL = re.compile(r"^(?:/usr)?(?:/bin/)?(?:ba|z|da)?sh$")
_BODY = 15
"""Lines after a task's name in which its command stands."""


def parse(path: str, text: str) -> Manifest:
    """Return the manifest of a Gradle build file or of gradle/libs.versions.toml; plugins are named in `sections`."""
    if path.endswith(".toml"):
        return _catalogue(path, text)
    dependencies, plugins = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("//"):
            continue
        if match := _DEPENDENCY.match(line):
            scope = "development" if match["configuration"].lower().startswith(("test", "androidtest")) else "runtime"
            name = match["name"] or match["catalogue"]
            dependencies.append(Dependency(name, number, match["version"] or "", scope))
        if match := _PLUGIN.match(line):
            plugins.append(match[1] or match[2] or f"kotlin.{match[3]}")
    return Manifest(path, "gradle", dependencies=tuple(dependencies), sections=tuple(plugins))


def parse_commands(path: str, text: str) -> TaskFile:
    """Return the tasks of a build file that only run a command (`Exec`); what a shell is told counts, not the shell."""
    lines = text.split("\n")
    found = []
    for at, line in enumerate(lines):
        named = _COMMAND_TASK.match(line)
        if not named:
            continue
        for below in range(at, min(len(lines), at + _BODY)):
            told = _COMMAND_LINE.match(lines[below])
            words = _WORD.findall(told[1]) if told else []
            if words:
                shell = _SHELL.match(words[0]) and "-c" in words[:-1]
                run = words[-1] if shell else " ".join(words)
                found.append(Task(named[1] or named[2] or named[3], at + 1, ((run, below + 1),)))
                break
            if below > at and lines[below].startswith("}"):
                break
    return TaskFile(path, "gradle", tuple(found))


def _catalogue(path: str, text: str) -> Manifest:
    data = toml(text)
    found = []
    for alias, value in dict_at(data, "libraries").items():
        module = value if isinstance(value, str) else value.get("module") or f"{value.get('group')}:{value.get('name')}"
        name = ":".join(str(module).split(":")[:2])
        found.append(Dependency(name, line_with(text, alias), scope="runtime"))
    plugins = [v.get("id", "") if isinstance(v, dict) else str(v) for v in dict_at(data, "plugins").values()]
    return Manifest(path, "gradle", dependencies=tuple(found), sections=tuple(plugins))
