"""CI systems that are recognised, not fully parsed: commands, calls, caches and limits by key, wherever they stand.

Travis, Buildkite, Bitbucket, Drone and Woodpecker, Cloud Build, Tekton and Concourse. Includes, templates and
parameters are not followed.
"""

import re

from core.formats.errors import NotUnderstood
from core.formats.github_actions import combinations
from core.formats.pipeline import Job, Pipeline, Step
from core.formats.yaml_text import DEEPEST, Node, documents

SYSTEMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("travis", (".travis.{yml,yaml}",)),
    ("buildkite", (".buildkite/**/*.{yml,yaml}",)),
    ("bitbucket", ("bitbucket-pipelines.{yml,yaml}",)),
    ("drone", (".drone.{yml,yaml}",)),
    ("woodpecker", (".woodpecker.{yml,yaml}", ".woodpecker/**/*.{yml,yaml}")),
    ("cloud-build", ("**/cloudbuild*.{yml,yaml}",)),
    ("tekton", (".tekton/**/*.{yml,yaml}",)),
    ("concourse", ("ci/pipeline*.{yml,yaml}", "concourse/**/*.{yml,yaml}")),
)

_COMMANDS = {
    "script",
    "run",
    "command",
    "commands",
    "before_script",
    "install",
}
_CALLS = {"task", "uses", "template", "pipe"}
_CACHES = {"cache", "caches"}
_TIMEOUTS = {"timeout_in_minutes", "timeout", "max-time"}
_TRAVIS = {
    "node_js": "npm test",
    "ruby": "bundle exec rake",
    "go": "go test ./...",
    "java": "mvn test",
    "rust": "cargo test",
}
_PLUGIN = re.compile(r"(?:^|/)(?:drone-)?plugins?[-/]")
_MOST_STEPS = 2000


def parse(path: str, text: str) -> Pipeline:
    """Return the pipeline as far as recognised; raises NotUnderstood when nothing in it runs."""
    jobs: list[Job] = []
    for root in documents(text):
        jobs += _jobs(root)
        if root.text_of("language") in _TRAVIS and not root.get("script") and path.startswith(".travis"):
            line = root.line_of("language")
            jobs.append(Job("default", line, steps=(Step(line, run=_TRAVIS[root.text_of("language")], run_line=line),)))
    jobs = [job for job in jobs if job.steps]
    if not jobs:
        raise NotUnderstood("no commands recognised")
    return Pipeline("recognised", path, triggers=("push",), trigger_line=1, jobs=tuple(jobs))


def _jobs(root: Node) -> list[Job]:
    lists = _find(root, "jobs", 0)
    found = []
    for jobs in lists:
        for name, line, node in jobs.items():
            if node.is_mapping:
                found.append(_job(name, line, node))
        found += [_job(n.text_of("name"), n.line, n) for n in jobs.list() if n.is_mapping]
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
    cache = next((s for s in steps if s.uses == "cache"), None)
    limit, limit_line = facts.get("timeout", ("", 0))
    depends = node.get("needs") or node.get("depends_on")
    return Job(
        id=name,
        line=line,
        steps=tuple(steps),
        needs=depends.texts() if depends else (),
        services=tuple(s.text_of("image") or s.text or name for name, s in _services(node)),
        services_line=node.line_of("services"),
        matrix=int(parallelism) if parallelism.isdigit() else max(1, count),
        matrix_line=line,
        timeout=limit,
        timeout_line=limit_line,
        cache=cache is not None,
        cache_line=cache.line if cache else 0,
    )


def _services(node: Node) -> list[tuple[str, Node]]:
    declared = node.get("services")
    if declared is None:
        return []
    return [(name, value) for name, _, value in declared.items()] + [("", value) for value in declared.list()]


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
        elif key in _CACHES:
            steps.append(Step(line=line, uses="cache", uses_line=line, end_line=line))
            continue
        elif key == "image" and _PLUGIN.search(value.text):  # Drone and Woodpecker: the image is the call
            steps.append(Step(line=line, uses=value.text, uses_line=line, end_line=line))
        elif key in _TIMEOUTS and value.text:
            facts.setdefault("timeout", (value.text, line))
        _collect(value, steps, facts, depth + 1)
    for entry in node.list():
        _collect(entry, steps, facts, depth + 1)
