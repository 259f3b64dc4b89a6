"""CI systems that are recognised, not fully parsed: commands, calls, caches and limits by key, wherever they stand.

Travis, Buildkite, Bitbucket, Drone and Woodpecker, Cloud Build, Tekton, Concourse, Zalando's delivery.yaml, Semaphore,
AppVeyor, Cirrus CI, Codefresh, GoCD, Screwdriver, Harness, CodeBuild and SourceHut. Includes, templates and parameters
are not followed.
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
    ("zalando-cdp", ("delivery.{yml,yaml}",)),
    ("semaphore", (".semaphore/**/*.{yml,yaml}",)),
    ("appveyor", ("{.,}appveyor.{yml,yaml}",)),
    ("cirrus", (".cirrus.{yml,yaml}",)),
    ("codefresh", ("codefresh.{yml,yaml}", ".codefresh/**/*.{yml,yaml}")),
    ("gocd", ("**/*.gocd.{yml,yaml}",)),
    ("screwdriver", ("screwdriver.{yml,yaml}",)),
    ("harness", (".harness/**/*.{yml,yaml}",)),
    ("codebuild", ("**/{.,}buildspec*.{yml,yaml}",)),
    ("sourcehut", (".build.{yml,yaml}", ".builds/*.{yml,yaml}")),
)

_COMMANDS = {
    "script",
    "run",
    "command",
    "commands",
    "before_script",
    "install",
    "cmd",
    "ps",
    "sh",
    "pwsh",
    "bash",
}
_SCRIPT_KEY = re.compile(r"_script$|^(?:before|after)_(?:build|test|deploy)$|^on_(?:success|finish|failure)$")
"""Keys of commands in AppVeyor and Cirrus CI: `test_script`, `deploy_script`."""
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
        jobs += _named_steps(root) or _jobs(root)
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


def _named_steps(root: Node) -> list[Job]:
    """Return the jobs of systems whose commands stand under names of their own, or whose jobs have an id of their own.

    Screwdriver has `steps: [- test: npm test]` in each job, SourceHut `tasks: [- test: |]`, Zalando
    `pipeline: [- id: a]`.
    """
    listed = root.get("pipeline")
    if listed and listed.is_list:
        return [_job(node.text_of("id"), node.line, node) for node in listed.list() if node.is_mapping]
    tasks = root.get("tasks")
    if tasks and tasks.is_list and root.get("image"):
        return [Job("build", root.line_of("tasks"), steps=_of_names(tasks))]
    jobs = root.get("jobs")
    named = [(name, line, job.get("steps")) for name, line, job in jobs.items() if job.is_mapping] if jobs else []
    found = [Job(name, line, steps=_of_names(steps)) for name, line, steps in named if steps]
    return found if found and all(job.steps for job in found) else []


def _of_names(steps: Node) -> tuple[Step, ...]:
    """Return steps that are a name and its command, nothing else; none when one of them is something else."""
    found = []
    for entry in steps.list():
        pairs = list(entry.items()) if entry.is_mapping else []
        if len(pairs) != 1 or not pairs[0][2].text or pairs[0][0] in (*_COMMANDS, *_CALLS, "checkout", "get", "put"):
            return ()
        name, line, value = pairs[0]
        found.append(Step(line=line, name=name, run=value.text, run_line=value.text_line, end_line=value.end_line))
    return tuple(found)


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
        command = key in _COMMANDS or _SCRIPT_KEY.search(key)
        arguments = node.get("arguments") if key == "command" else None
        if arguments and arguments.is_list and value.text:  # GoCD: a command and its words
            run = " ".join((value.text, *arguments.texts()))
            steps.append(Step(line=line, run=run, run_line=value.text_line, end_line=arguments.end_line))
            continue
        if command and (value.text or any(entry.text for entry in value.list())):
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
