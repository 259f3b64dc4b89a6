"""GitLab CI: jobs with `extends`, `!reference`, `default` and anchors resolved within one file.

Files it includes from the same repository are named in `includes` and parsed as pipelines of their own; there hidden
jobs (`.name`) are kept, because that is where shared steps live.
"""

from core.formats.errors import NotUnderstood
from core.formats.pipeline import Job, Pipeline, Step
from core.formats.yaml_text import Node, document

PATHS = (".gitlab-ci.{yml,yaml}", ".gitlab-ci/**/*.{yml,yaml}", ".gitlab/ci/**/*.{yml,yaml}")

_RESERVED = {
    "default", "include", "stages", "variables", "workflow", "image", "services", "cache", "before_script",
    "after_script", "spec", "types",
}  # fmt: skip
_SCRIPTS = ("before_script", "script", "after_script")
_JOB_KEYS = {"script", "extends", "trigger", "stage", "rules", "image", "before_script", "environment", "cache", "run"}


class _Scope:
    """A file's top level with what its jobs fall back to."""

    def __init__(self, root: Node) -> None:
        self.root = root

    def chain(self, job: Node, depth: int = 0) -> list[Node]:
        """Return a job and the jobs it extends, nearest first."""
        found = [job]
        extends = job.get("extends")
        for name in reversed(extends.texts()) if extends and depth < 11 else ():
            base = self.root.get(name)
            if base:
                found += self.chain(base, depth + 1)
        return found[:100]

    def value(self, chain: list[Node], key: str) -> tuple[Node | None, int]:
        """Return the value of a job's key and its line, looking at what it extends, `default` and the top level."""
        for node in chain:
            found = node.get(key)
            if found is not None:
                return found, node.line_of(key)
        if key in ("script", "stage", "rules", "environment", "when", "parallel", "needs", "coverage"):
            return None, 0
        for fallback in (self.root.get("default"), self.root):
            found = fallback.get(key) if fallback else None
            if fallback and found is not None:
                return found, fallback.line_of(key)
        return None, 0

    def commands(self, node: Node | None, depth: int = 0) -> list[tuple[str, int]]:
        """Return the commands of a script with their lines, `!reference` followed."""
        if node is None or depth > 10:
            return []
        if node.tag == "!reference":
            target = self.root.get(*(part.text for part in node.list()))
            return self.commands(target, depth + 1)
        if node.is_list:
            return [command for entry in node.list() for command in self.commands(entry, depth + 1)]
        return [(node.text, node.text_line)] if node.text else []


def parse(path: str, text: str) -> Pipeline:
    """Return the pipeline of a file; raises NotUnderstood when it is none."""
    root = document(text)
    if not root.is_mapping:
        raise NotUnderstood("not a pipeline: the top level is no mapping")
    scope = _Scope(root)
    keep_hidden = not path.rpartition("/")[2].startswith(".gitlab-ci.")
    jobs, strange = [], []
    for name, line, node in root.items():
        if name in _RESERVED or (name.startswith(".") and not keep_hidden):
            continue
        if node.is_mapping and _JOB_KEYS & set(node.keys()):
            jobs.append(_job(scope, name, line, node))
        elif not name.startswith("."):
            strange.append(f"job {name}")
    local, remote = _includes(root.get("include"))
    jobs += remote
    if not jobs and not local:
        raise NotUnderstood("no job and no include")
    events = _events(root.get("workflow"), [j.condition for j in jobs])
    return Pipeline(
        system="gitlab-ci",
        path=path,
        triggers=events,
        trigger_line=root.line_of("workflow") or 1,
        jobs=tuple(jobs),
        cancels=root.text_of("workflow", "auto_cancel", "on_new_commit") in ("interruptible", "conservative"),
        cancels_line=root.line_of("workflow"),
        includes=local,
        not_understood=tuple(strange),
    )


def _job(scope: _Scope, name: str, line: int, node: Node) -> Job:
    chain = scope.chain(node)

    def text(key: str) -> str:
        found, _ = scope.value(chain, key)
        return (found.text or found.text_of("name")) if found else ""

    steps = [
        Step(line=at, run=command, run_line=at, name=key, end_line=at + command.rstrip("\n").count("\n"))
        for key in _SCRIPTS
        for command, at in scope.commands(scope.value(chain, key)[0])
    ]
    cache, cache_line = scope.value(chain, "cache")
    services, services_line = scope.value(chain, "services")
    parallel, parallel_line = scope.value(chain, "parallel")
    timeout, timeout_line = scope.value(chain, "timeout")
    retry, retry_line = scope.value(chain, "retry")
    interruptible, interruptible_line = scope.value(chain, "interruptible")
    environment, environment_line = scope.value(chain, "environment")
    needs = scope.value(chain, "needs")[0]
    rules = (scope.value(chain, "rules")[0] or node).list()
    artifacts = scope.value(chain, "artifacts")[0]
    return Job(
        id=name,
        line=line,
        steps=tuple(steps),
        uses=_triggered(scope.value(chain, "trigger")[0]),
        options=_options(text("coverage"), artifacts),
        needs=tuple(n.text or n.text_of("job") for n in needs.list()) if needs else (),
        image=text("image"),
        services=tuple(s.text or s.text_of("name") for s in services.list()) if services else (),
        services_line=services_line,
        matrix=_parallel(parallel),
        matrix_line=parallel_line,
        timeout=timeout.text if timeout else "",
        timeout_line=timeout_line,
        environment=(environment.text or environment.text_of("name")) if environment else "",
        environment_line=environment_line,
        condition=" ".join(rule.text_of("if") for rule in rules).strip(),
        stage=text("stage") or "test",
        cache=_caches(cache),
        cache_line=cache_line,
        retry=_retries(retry),
        retry_line=retry_line,
        interruptible=interruptible is not None and interruptible.true,
        interruptible_line=interruptible_line,
        manual=text("when") == "manual" or any(rule.text_of("when") == "manual" for rule in rules),
        retention=artifacts.text_of("expire_in") if artifacts else "",
        retention_line=artifacts.line_of("expire_in") if artifacts else 0,
    )


def _triggered(trigger: Node | None) -> str:
    return " ".join(trigger.texts()) if trigger else ""


def _options(coverage: str, artifacts: Node | None) -> dict[str, str]:
    options = {"coverage": coverage} if coverage else {}
    if artifacts and artifacts.get("reports", "coverage_report"):
        options["coverage_report"] = artifacts.text_of("reports", "coverage_report", "path")
    return options


def _retries(retry: Node | None) -> bool:
    return retry is not None and (retry.text_of("max") or retry.text or "1") != "0"


def _caches(cache: Node | None) -> bool:
    if cache is None:
        return False
    return any(entry.get("paths") or entry.get("key") for entry in (cache.list() or [cache]))


def _parallel(node: Node | None) -> int:
    if node is None:
        return 1
    if node.text.isdigit():
        return int(node.text)
    total = 0
    matrix = node.get("matrix")
    for entry in matrix.list() if matrix else []:
        product = 1
        for _, _, values in entry.items():
            product *= max(1, len(values.list()))
        total += product
    return max(1, total)


def _includes(node: Node | None) -> tuple[tuple[str, ...], list[Job]]:
    local: list[str] = []
    remote: list[Job] = []
    for entry in (node.list() or [node]) if node else []:
        path = entry.text_of("local") or (entry.text if "://" not in entry.text else "")
        if path:
            local.append(path.lstrip("/"))
            continue
        for kind in ("template", "component", "project", "remote"):
            if entry.text_of(kind):
                named = entry.get("file")
                files = " ".join(named.texts()) if named else ""
                uses = f"{kind}:{entry.text_of(kind)} {files}".strip()
                remote.append(Job(f"include {entry.text_of(kind)}", entry.line, uses=uses))
                break
    return tuple(local), remote


def _events(workflow: Node | None, conditions: list[str]) -> tuple[str, ...]:
    rules = workflow.get("rules") if workflow else None
    said = " ".join([rule.text_of("if") for rule in rules.list()] if rules else []) + " ".join(conditions)
    events = ["push"]
    if "merge_request" in said or "MERGE_REQUEST" in said:
        events.append("merge_request")
    if '"schedule"' in said or "'schedule'" in said:
        events.append("schedule")
    return tuple(events)
