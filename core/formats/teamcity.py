"""TeamCity kept as code in its Kotlin DSL: build types with the commands of their steps, recognised by shape."""

import re

from core.formats.errors import NotUnderstood
from core.formats.pipeline import Job, Pipeline, Step

PATHS = (".teamcity/**/*.kts", ".teamcity/**/*.kt")

_BUILD = re.compile(
    r"\bobject[ \t]+(\w+)[ \t]*:[ \t]*BuildType\b|\bclass[ \t]+(\w+)\b[^{\n]*:[ \t]*BuildType\b|\bbuildType[ \t]*\{"
)
_SAID = re.compile(
    r"\bscriptContent[ \t]*=[ \t]*(?:\"\"\"(?P<block>.*?)\"\"\"|\"(?P<script>(?:[^\"\\\n]|\\.)*)\")"
    r"|\b(?P<runner>gradle|maven|dotnetTest|dotnetBuild|dotnetPublish|dockerCommand|nodeJS"
    r"|ant)[ \t]*\{(?P<body>[^}]{0,600})",
    re.DOTALL,
)
_TASKS = re.compile(r"\b(?:tasks|goals|targets|shellScript)[ \t]*=[ \t]*\"+([^\"]*)\"")
_DOCKER = re.compile(r"\bcommandType[ \t]*=[ \t]*(\w+)")
_CHANGES = re.compile(r"\bvcs[ \t]*\{")
_SCHEDULE = re.compile(r"\bschedule[ \t]*\{")
_RUNNERS = {"gradle": "gradle ", "maven": "mvn ", "ant": "ant ", "nodeJS": ""}
_DOTNET = {"dotnetTest": "dotnet test", "dotnetBuild": "dotnet build", "dotnetPublish": "dotnet publish"}
_LONGEST = 200_000


def parse(path: str, text: str) -> Pipeline:
    """Return the build types of a settings file with their commands; raises NotUnderstood when nothing in it runs."""
    text = text[:_LONGEST]
    starts = [(m.start(), m[1] or m[2] or "build") for m in _BUILD.finditer(text)] or [(0, "build")]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    jobs = []
    for (start, name), end in zip(starts, ends, strict=True):
        steps = tuple(_step(text, match) for match in _SAID.finditer(text, start, end))
        steps = tuple(step for step in steps if step.run)
        if steps:
            jobs.append(Job(name, _line(text, start), name, steps=steps))
    if not jobs:
        raise NotUnderstood("no commands recognised")
    change = _CHANGES.search(text)
    triggers = (("push",) if change else ()) + (("schedule",) if _SCHEDULE.search(text) else ())
    return Pipeline("teamcity", path, triggers=triggers or ("push",), trigger_line=1, jobs=tuple(jobs))


def _step(text: str, match: re.Match[str]) -> Step:
    line = _line(text, match.start())
    end = _line(text, match.end())
    if match["runner"] is None:
        said = match["block"] if match["block"] is not None else match["script"].replace("\\n", "\n")
        first = _line(text, match.start("block")) if match["block"] is not None else line
        return Step(line, run=said, run_line=first, end_line=end)
    return Step(line, run=_told(match["runner"], match["body"]), run_line=line, end_line=end)


def _told(runner: str, body: str) -> str:
    """Return the command that a runner's settings stand for."""
    if runner in _DOTNET:
        return _DOTNET[runner]
    if runner == "dockerCommand":
        kind = _DOCKER.search(body)
        return f"docker {kind[1]}" if kind else ""
    tasks = _TASKS.search(body)
    return _RUNNERS[runner] + tasks[1] if tasks else ""


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
