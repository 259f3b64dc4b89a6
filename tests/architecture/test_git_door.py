"""git is started in one place only: a second place would be a second chance to forget a flag."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOOR = {"core/repository/git_door.py"}
STARTERS = {"subprocess", "pty", "git", "dulwich", "pygit2", "pydriller", "sh", "pexpect", "asyncio.subprocess"}
CALLS = {"system", "popen", "spawnl", "spawnv", "spawnvp", "execv", "execvp", "execl", "posix_spawn", "startfile"}
ALLOWED_OTHERS: dict[str, str] = {
    "core/instruments/timed_command.py": "a command that the auditor typed and agreed to, in a disposable copy",
}
"""Files that start a program which is not git, with the reason."""


def _starts_programs(file: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        found += [name for name in names if name in STARTERS or name.split(".")[0] in STARTERS]
        if (
            isinstance(node, ast.Attribute)
            and node.attr in CALLS
            and isinstance(node.value, ast.Name)
            and node.value.id == "os"
        ):
            found.append(f"os.{node.attr}")
    return found


def test_git_is_started_in_one_place_only():
    strays = {}
    for package in ("core", "gui"):
        for file in sorted((ROOT / package).rglob("*.py")):
            name = file.relative_to(ROOT).as_posix()
            if name not in DOOR and name not in ALLOWED_OTHERS and (found := _starts_programs(file)):
                strays[name] = found
    assert strays == {}


def test_the_door_is_found_by_this_test():
    assert _starts_programs(ROOT / "core/repository/git_door.py") != []
