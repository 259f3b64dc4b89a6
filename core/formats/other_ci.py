"""CI systems that are recognised, not fully parsed: commands, calls, caches and limits by key, wherever they stand.

CircleCI, Azure Pipelines, Travis, Buildkite, Bitbucket, Drone and Woodpecker, Cloud Build, Tekton, Concourse and
Jenkinsfile. Includes, templates and parameters are not followed.
"""

import re
from dataclasses import replace

from core.formats.errors import NotUnderstood
from core.formats.github_actions import combinations
from core.formats.pipeline import Job, Pipeline, Step
from core.formats.yaml_text import DEEPEST, Node, document, documents

SYSTEMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("circleci", (".circleci/*.{yml,yaml}",)),
    ("azure-pipelines", ("**/azure-pipelines*.{yml,yaml}", ".azure-pipelines/**/*.{yml,yaml}", ".azdo/**/*.{yml,yaml}",
                         ".azuredevops/**/*.{yml,yaml}")),
    ("travis", (".travis.{yml,yaml}",)),
    ("buildkite", (".buildkite/**/*.{yml,yaml}",)),
    ("bitbucket", ("bitbucket-pipelines.{yml,yaml}",)),
    ("drone", (".drone.{yml,yaml}",)),
    ("woodpecker", (".woodpecker.{yml,yaml}", ".woodpecker/**/*.{yml,yaml}")),
    ("cloud-build", ("**/cloudbuild*.{yml,yaml}",)),
    ("tekton", (".tekton/**/*.{yml,yaml}",)),
    ("concourse", ("ci/pipeline*.{yml,yaml}", "concourse/**/*.{yml,yaml}")),
    ("jenkins", ("**/Jenkinsfile", "**/Jenkinsfile.*", "**/*.jenkinsfile")),
)  # fmt: skip

_COMMANDS = {
    "script",
    "run",
    "command",
    "commands",
    "bash",
    "pwsh",
    "powershell",
    "before_script",
    "install",
    "inlineScript",
}
_CALLS = {"task", "uses", "template", "pipe"}
_CACHES = {"cache", "caches", "restore_cache", "save_cache"}
_TIMEOUTS = {"timeoutInMinutes", "timeout_in_minutes", "timeout", "max-time"}
_TRAVIS = {
    "node_js": "npm test",
    "ruby": "bundle exec rake",
    "go": "go test ./...",
    "java": "mvn test",
    "rust": "cargo test",
}
_GROOVY = re.compile(r"""\b(?:sh|bat|powershell)\b[\s(]*(?:script:\s*)?("{3}|'{3}|"|')(.+?)\1""", re.DOTALL)
_PLUGIN = re.compile(r"(?:^|/)(?:drone-)?plugins?[-/]")
_MOST_STEPS = 2000


def parse(path: str, text: str) -> Pipeline:
    """Return the pipeline as far as recognised; raises NotUnderstood when nothing in it runs."""
    if "jenkinsfile" in path.rpartition("/")[2].lower():
        return _jenkins(path, text)
    jobs: list[Job] = []
    triggers: list[str] = []
    for root in documents(text):
        triggers += [event for key, event in (("pr", "pull_request"), ("schedules", "schedule")) if root.get(key)]
        jobs += _jobs(root)
        if root.text_of("language") in _TRAVIS and not root.get("script") and path.startswith(".travis"):
            line = root.line_of("language")
            jobs.append(Job("default", line, steps=(Step(line, run=_TRAVIS[root.text_of("language")], run_line=line),)))
    jobs = [job for job in jobs if job.steps]
    if not jobs:
        raise NotUnderstood("no commands recognised")
    top = document(text)
    manual_only = top.text_of("trigger") == "none" and not top.get("pr")
    triggers = (["manual"] if manual_only else ["push"]) + triggers
    return Pipeline("recognised", path, triggers=tuple(dict.fromkeys(triggers)), trigger_line=1, jobs=tuple(jobs))


def _jobs(root: Node) -> list[Job]:
    lists = _find(root, "jobs", 0)
    found = []
    for jobs in lists:
        for name, line, node in jobs.items():
            if node.is_mapping:
                found.append(_job(name, line, node))
        found += [
            _job(n.text_of("job") or n.text_of("deployment") or n.text_of("name"), n.line, n)
            for n in jobs.list()
            if n.is_mapping
        ]
    return found if any(job.steps for job in found) else [_job("pipeline", 1, root)]


def _find(node: Node, key: str, depth: int) -> list[Node]:
    if depth > 6:
        return []
    own = node.get(key)
    if own is not None:
        return [own]
    children = [value for _, _, value in node.items()] + node.list()
    return [found for child in children[:200] for found in _find(child, key, depth + 1)]


def _job(name: str, line: int, node: Node) -> Job:
    steps: list[Step] = []
    facts: dict[str, tuple[str, int]] = {}
    _collect(node, steps, facts, 0)
    matrix = node.get("strategy", "matrix") or node.get("matrix")
    axes = [value for _, _, value in matrix.items() if value.is_list] if matrix else []
    count = combinations(matrix) if matrix and axes else len(matrix.keys()) if matrix else 1
    parallelism = node.text_of("parallelism")
    environment = node.get("environment") if node.get("deployment") else None
    cache = next((s for s in steps if s.uses == "cache"), None)
    limit, limit_line = facts.get("timeout", ("", 0))
    depends = node.get("dependsOn") or node.get("needs")
    return Job(
        id=name,
        line=line,
        steps=tuple(steps),
        needs=depends.texts() if depends else (),
        services=tuple(s.text_of("image") or s.text or name for name, s in _services(node)),
        services_line=node.line_of("services") or node.line_of("docker"),
        matrix=int(parallelism) if parallelism.isdigit() else max(1, count),
        matrix_line=line,
        timeout=limit,
        timeout_line=limit_line,
        environment=(environment.text or environment.text_of("name")) if environment else "",
        environment_line=node.line_of("environment"),
        cache=cache is not None,
        cache_line=cache.line if cache else 0,
    )


def _services(node: Node) -> list[tuple[str, Node]]:
    """Return service containers: `services`, or CircleCI's images after the first."""
    declared, images = node.get("services"), node.get("docker")
    if declared:
        return [(name, value) for name, _, value in declared.items()] + [("", value) for value in declared.list()]
    return [("", value) for value in images.list()[1:]] if images else []


def _collect(node: Node, steps: list[Step], facts: dict[str, tuple[str, int]], depth: int) -> None:
    if depth > DEEPEST or len(steps) > _MOST_STEPS:
        return
    for key, line, value in node.items():
        if key in _COMMANDS and (value.text or any(entry.text for entry in value.list())):
            for entry in value.list() or [value]:
                if entry.text:
                    steps.append(
                        Step(line=entry.line, run=entry.text, run_line=entry.text_line, end_line=entry.end_line)
                    )
                else:
                    _collect(entry, steps, facts, depth + 1)
            continue
        if key in _CALLS and value.text:
            inputs = node.get("inputs")
            options = {k: v.text for k, _, v in inputs.items()} if inputs else {}
            steps.append(Step(line=line, uses=value.text, uses_line=line, options=options, end_line=line))
        elif key == "inputs" and node.get("task"):  # only a task's script is commands, its `command:` is not
            script = value.get("inlineScript") or value.get("script")
            if script and script.text:
                steps.append(Step(line=line, run=script.text, run_line=script.text_line, end_line=script.end_line))
            continue
        elif key in _CACHES:
            steps.append(Step(line=line, uses="cache", uses_line=line, end_line=line))
            continue
        elif key == "image" and _PLUGIN.search(value.text):  # Drone and Woodpecker: the image is the call
            steps.append(Step(line=line, uses=value.text, uses_line=line, end_line=line))
        elif key in _TIMEOUTS and value.text:
            facts.setdefault("timeout", (value.text, line))
        elif "/" in key and value.is_mapping:  # a CircleCI orb's command
            steps.append(Step(line=line, uses=key, uses_line=line, end_line=line))
        _collect(value, steps, facts, depth + 1)
    for entry in node.list():
        if re.fullmatch(r"[\w-]+/[\w-]+", entry.text):
            steps.append(Step(line=entry.line, uses=entry.text, uses_line=entry.line, end_line=entry.line))
        _collect(entry, steps, facts, depth + 1)


def _jenkins(path: str, text: str) -> Pipeline:
    bare = re.sub(r"^[ \t]*//.*$", "", text, flags=re.MULTILINE)
    steps = []
    for match in _GROOVY.finditer(bare):
        line = bare.count("\n", 0, match.start(2)) + 1
        steps.append(Step(line=line, run=match[2], run_line=line, end_line=line + match[2].count("\n")))
    if not steps:
        raise NotUnderstood("no shell step recognised")
    job = Job("pipeline", 1, steps=tuple(steps))
    if (limit := re.search(r"\btimeout\s*\(([^)]*)\)", bare)) is not None:
        job = replace(job, timeout=limit[1], timeout_line=bare.count("\n", 0, limit.start()) + 1)
    if re.search(r"\bparallel\s*[({]|\bmatrix\s*\{", bare):
        job = replace(job, matrix=2, matrix_line=1)
    return Pipeline("recognised", path, triggers=("push",), jobs=(job,))
