"""build.gradle, build.gradle.kts and version catalogues: dependencies and plugins, by line."""

import re

from core.formats.manifest import Dependency, Manifest
from core.formats.python import dict_at, line_with, toml

_DEPENDENCY = re.compile(
    r"""^\s*(?P<configuration>\w*(?:[iI]mplementation|[aA]pi|[cC]ompileOnly|[rR]untimeOnly|kapt|ksp|annotationProcessor
        |classpath|[cC]ompile|developmentOnly))\b[\s(]*(?:(?:enforced)?[pP]latform\s*\(\s*)?
        (?:["'](?P<name>[\w.-]+:[\w.-]+)(?::(?P<version>[^"']+))?["']|(?P<catalogue>libs\.[\w.]+))""",
    re.VERBOSE,
)
_PLUGIN = re.compile(
    r"""^\s*(?:id\s*[( ]\s*["']([\w.-]+)["']|apply\s+plugin:\s*["']([\w.-]+)["']|kotlin\("([\w.-]+)"\))"""
)


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


def _catalogue(path: str, text: str) -> Manifest:
    data = toml(text)
    found = []
    for alias, value in dict_at(data, "libraries").items():
        module = value if isinstance(value, str) else value.get("module") or f"{value.get('group')}:{value.get('name')}"
        name = ":".join(str(module).split(":")[:2])
        found.append(Dependency(name, line_with(text, alias), scope="runtime"))
    plugins = [v.get("id", "") if isinstance(v, dict) else str(v) for v in dict_at(data, "plugins").values()]
    return Manifest(path, "gradle", dependencies=tuple(found), sections=tuple(plugins))
