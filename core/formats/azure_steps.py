"""Steps of Azure Pipelines: scripts, tasks, and the commands that well-known tasks run."""

from dataclasses import replace

from core.formats.azure_templates import Bound
from core.formats.pipeline import Step

SCRIPTS = ("script", "bash", "pwsh", "powershell")
_SILENT = ("checkout", "download", "downloadBuild", "getPackage", "publish", "reviewApp")
_INLINE = ("script", "inlinescript")
_FILES = ("filepath", "scriptpath", "scriptfile")


def step(entry: Bound) -> Step | None:
    """Return one step, None when it is not understood; one that only fetches or stores files neither calls nor runs."""
    keys = {key for key, _, _ in entry.items()}
    script = next((key for key in SCRIPTS if key in keys), "")
    condition = entry.text_of("condition").replace("failed()", "failure()")
    name = entry.text_of("displayName") or entry.text_of("name")
    timeout = entry.text_of("timeoutInMinutes")
    limit = (timeout, entry.line_of("timeoutInMinutes")) if timeout not in ("", "0") else ("", 0)
    env = entry.get("env")
    variables = {key: value.text for key, _, value in env.items()} if env else {}
    if script:
        text = entry.get(script)
        return Step(
            line=entry.line,
            run=text.text if text else "",
            run_line=(entry.scope.call or text.text_line) if text else entry.line,
            env=variables,
            folder=entry.text_of("workingDirectory"),
            end_line=entry.end_line,
            timeout=limit[0],
            timeout_line=limit[1],
            source=text.foreign if text else "",
            source_line=text.text_line if text and text.foreign else 0,
            name=name,
            condition=condition,
        )
    if "task" in keys:
        return replace(_task(entry, variables, limit), name=name, condition=condition)
    return Step(line=entry.line) if keys & set(_SILENT) else None


def _task(entry: Bound, env: dict[str, str], limit: tuple[str, int]) -> Step:
    uses = entry.text_of("task")
    inputs = entry.get("inputs")
    named = {key: value for key, _, value in inputs.items()} if inputs else {}
    options = {key: value.resolved().text for key, value in named.items()}
    low = {key.lower(): key for key in named}
    inline = next((low[name] for name in _INLINE if options.get(low.get(name, ""), "")), "")
    file = next((low[name] for name in _FILES if options.get(low.get(name, ""), "")), "")
    line, text, foreign, text_line = entry.line, "", entry.foreign, entry.text_line
    if inline:
        value = named[inline].resolved()
        text, line = value.text, entry.scope.call or value.text_line
        foreign, text_line = value.foreign, value.text_line
        options.pop(inline)
    elif file:
        text = f"{options[file]} {options.get(low.get('arguments', ''), '')}".strip()
    else:
        text = _commands(uses.partition("@")[0].lower(), {key.lower(): value for key, value in options.items()})
    folder = next((options[low[n]] for n in ("workingdirectory", "workingdir", "cwd") if n in low), "")
    return Step(
        line=entry.line,
        uses=uses,
        uses_line=entry.line_of("task") or entry.line,
        run=text,
        run_line=line if text else 0,
        options=options,
        env=env,
        folder=folder,
        end_line=entry.end_line,
        timeout=limit[0],
        timeout_line=limit[1],
        source=foreign if text else "",
        source_line=text_line if text and foreign else 0,
    )


def _commands(task: str, inputs: dict[str, str]) -> str:
    """Return the command line that a task stands for, empty for tasks that stand for none."""

    def said(*names: str) -> str:
        return next((inputs[name] for name in names if inputs.get(name)), "")

    if task == "dotnetcorecli":
        return " ".join(("dotnet", said("custom") or said("command") or "build", said("arguments"))).strip()
    if task == "npm":
        return f"npm {said('customcommand') or said('command') or 'install'}"
    if task == "maven":
        return f"mvn {said('goals') or 'package'} {said('options')}".strip()
    if task == "gradle":
        return f"./gradlew {said('tasks') or 'build'} {said('options')}".strip()
    if task == "docker" and said("command").lower() in ("", "build", "buildandpush"):
        return "docker build"
    if task in ("vsbuild", "msbuild"):
        return "dotnet build"
    if task == "vstest":
        return "dotnet vstest"
    if task == "go":
        return f"go {said('command')} {said('arguments')}".strip()
    return ""
