"""Python manifests: pyproject.toml (PEP 621, PEP 735, Poetry, uv, PDM, Hatch), requirements, Pipfile, setup.cfg."""

import configparser
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from core.formats.errors import NotUnderstood
from core.formats.manifest import Dependency, Manifest

_NAME = re.compile(r"^\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(\[[^\]]*\])?\s*(.*?)\s*$")
_DEVELOPMENT = re.compile(r"dev|test|lint|doc|typing|ci\b|style|check", re.IGNORECASE)
_TASKS = (("poe", "tasks"), ("pdm", "scripts"), ("taskipy", "tasks"), ("rye", "scripts"))


def toml(text: str) -> dict[str, Any]:
    """Return a TOML text as plain data; raises NotUnderstood."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise NotUnderstood(f"not valid TOML: {str(error)[:80]}") from None


def line_with(text: str, name: str) -> int:
    """Return the first line on which a name stands as a whole, 1 when there is none."""
    match = re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", text)
    return text.count("\n", 0, match.start()) + 1 if match else 1


def dict_at(data: Any, *keys: str) -> dict[str, Any]:
    """Return the table under a path of keys, empty when there is none."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def parse(path: str, text: str) -> Manifest:
    """Return the manifest of any Python manifest file, by its name; raises NotUnderstood."""
    name = path.rpartition("/")[2].lower()
    if name.endswith(".toml"):
        return _pyproject(path, text)
    if name == "pipfile":
        return _pipfile(path, text)
    if name == "setup.cfg":
        return _setup_cfg(path, text)
    return _requirements(path, text)


def _required(requirements: Any, text: str, scope: str) -> Iterator[Dependency]:
    for requirement in requirements if isinstance(requirements, list) else []:
        match = _NAME.match(requirement) if isinstance(requirement, str) else None
        if match:
            yield Dependency(match[1].lower(), line_with(text, match[1]), match[3], scope)


def _table(table: dict[str, Any], text: str, scope: str) -> Iterator[Dependency]:
    for name, value in table.items():
        if name.lower() != "python":
            version = value.get("version", "") if isinstance(value, dict) else value
            yield Dependency(name.lower(), line_with(text, name), str(version), scope)


def _pyproject(path: str, text: str) -> Manifest:
    data = toml(text)
    project, tool = dict_at(data, "project"), dict_at(data, "tool")
    poetry = dict_at(tool, "poetry")
    found = list(_required(project.get("dependencies"), text, "runtime"))
    for group, requirements in dict_at(project, "optional-dependencies").items():
        found += _required(requirements, text, "development" if _DEVELOPMENT.search(group) else "optional")
    for requirements in dict_at(data, "dependency-groups").values():
        found += _required(requirements, text, "development")
    found += _required(dict_at(tool, "uv").get("dev-dependencies"), text, "development")
    for requirements in dict_at(tool, "pdm", "dev-dependencies").values():
        found += _required(requirements, text, "development")
    for environment in dict_at(tool, "hatch", "envs").values():
        found += _required(dict_at(environment).get("dependencies"), text, "development")
    found += _table(dict_at(poetry, "dependencies"), text, "runtime")
    found += _table(dict_at(poetry, "dev-dependencies"), text, "development")
    for group, content in dict_at(poetry, "group").items():
        scope = "runtime" if group == "main" else "development"
        found += _table(dict_at(content, "dependencies"), text, scope)
    scripts = _tasks(tool)
    return Manifest(
        path,
        "python",
        name=str(project.get("name") or poetry.get("name") or ""),
        dependencies=tuple(found),
        scripts=scripts,
        script_lines={task: line_with(text, task) for task in scripts},
        sections=tuple([key for key in data if key != "tool"] + [f"tool.{key}" for key in tool]),
    )


def _tasks(tool: dict[str, Any]) -> dict[str, str]:
    """Return named tasks of poe, pdm, taskipy, rye and Hatch environments."""
    tables = [dict_at(tool, *keys) for keys in _TASKS]
    tables += [dict_at(environment, "scripts") for environment in dict_at(tool, "hatch", "envs").values()]
    return {name: command(value) for table in tables for name, value in table.items()}


def command(value: Any) -> str:
    """Return a task's commands as text, whichever way they are written."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(command(entry) for entry in value)
    if isinstance(value, dict):
        return command(
            next((value[key] for key in ("cmd", "shell", "script", "sequence", "composite") if key in value), "")
        )
    return ""


def _pipfile(path: str, text: str) -> Manifest:
    data = toml(text)
    found = list(_table(dict_at(data, "packages"), text, "runtime"))
    found += _table(dict_at(data, "dev-packages"), text, "development")
    scripts = {name: command(value) for name, value in dict_at(data, "scripts").items()}
    lines = {name: line_with(text, name) for name in scripts}
    return Manifest(
        path, "python", dependencies=tuple(found), scripts=scripts, script_lines=lines, sections=tuple(data)
    )


def _setup_cfg(path: str, text: str) -> Manifest:
    config = configparser.RawConfigParser(strict=False)
    try:
        config.read_string(text)
    except configparser.Error:
        raise NotUnderstood("not a valid INI file") from None
    found: list[Dependency] = []
    if config.has_option("options", "install_requires"):
        found += _required(config.get("options", "install_requires").split("\n"), text, "runtime")
    if config.has_section("options.extras_require"):
        for group, value in config.items("options.extras_require"):
            scope = "development" if _DEVELOPMENT.search(group) else "optional"
            found += _required(value.split("\n"), text, scope)
    name = config.get("metadata", "name", fallback="")
    return Manifest(path, "python", name=name, dependencies=tuple(found), sections=tuple(config.sections()))


def _requirements(path: str, text: str) -> Manifest:
    scope = "development" if _DEVELOPMENT.search(path.rpartition("/")[2]) else "runtime"
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.split(" #")[0].strip().rstrip("\\").strip()
        match = _NAME.match(bare)
        if bare and match and not bare.startswith(("-", "#", ".", "/")) and "://" not in bare.split("@")[0]:
            version = match[3].partition(";")[0].partition("--hash")[0].strip()
            if version and version[0] not in "=<>~!@(":
                continue
            found.append(Dependency(match[1].lower(), number, version, scope))
    hashed = ("hashes",) if "--hash=sha256:" in text else ()
    return Manifest(path, "python", dependencies=tuple(found), sections=hashed)
