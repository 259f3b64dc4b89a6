"""GitHub Actions, and those of Gitea and Forgejo, which are written alike: workflows and composite actions."""

import re

from core.formats.errors import NotUnderstood
from core.formats.pipeline import Job, Pipeline, Step
from core.formats.yaml_text import Node, document

WORKFLOWS = (".github/workflows/*.{yml,yaml}", ".gitea/workflows/*.{yml,yaml}", ".forgejo/workflows/*.{yml,yaml}")
ACTIONS = ("action.{yml,yaml}", "**/action.{yml,yaml}")


def parse(path: str, text: str) -> Pipeline:
    """Return the workflow or composite action of a file.

    Raises:
        NotUnderstood: it is neither.
    """
    root = document(text)
    if not root.is_mapping:
        raise NotUnderstood("not a workflow: the top level is no mapping")
    if root.get("runs"):
        return _action(path, root)
    jobs = root.get("jobs")
    if jobs is None:
        raise NotUnderstood("neither a workflow nor an action")
    concurrency = root.get("concurrency")
    permissions = root.get("permissions")
    triggers = root.get("on")
    return Pipeline(
        system="github-actions",
        path=path,
        name=root.text_of("name"),
        triggers=triggers.texts() if triggers else (),
        trigger_line=root.line_of("on") or 1,
        jobs=tuple(_job(name, line, job, _folder(root)) for name, line, job in jobs.items() if job.is_mapping),
        permissions=_flat(permissions),
        permissions_line=root.line_of("permissions"),
        cancels=_cancels(concurrency),
        cancels_line=concurrency.line_of("cancel-in-progress") if concurrency else 0,
        not_understood=tuple(f"job {name}" for name, _, job in jobs.items() if not job.is_mapping),
    )


def _action(path: str, root: Node) -> Pipeline:
    steps = root.get("runs", "steps")
    job = Job("action", root.line_of("runs"), steps=tuple(_step(s) for s in steps.list()) if steps else ())
    return Pipeline("github-actions", path, name=root.text_of("name"), jobs=(job,), action=True)


def _folder(node: Node) -> str:
    """Return the working directory of the steps below that name none."""
    run = node.get("defaults", "run")
    return run.text_of("working-directory") if run else ""


def _job(name: str, line: int, node: Node, folder: str) -> Job:
    needs, steps, container = node.get("needs"), node.get("steps"), node.get("container")
    concurrency = node.get("concurrency")
    services, environment, matrix = node.get("services"), node.get("environment"), node.get("strategy", "matrix")
    return Job(
        id=name,
        line=line,
        name=node.text_of("name"),
        steps=tuple(_step(step, _folder(node) or folder) for step in steps.list()) if steps else (),
        uses=node.text_of("uses"),
        options={**_options(node.get("with")), **_secrets(node.get("secrets"))},
        needs=needs.texts() if needs else (),
        image=(container.text or container.text_of("image")) if container else "",
        services=tuple(s.text_of("image") or key for key, _, s in services.items()) if services else (),
        services_line=node.line_of("services"),
        matrix=combinations(matrix) if matrix else 1,
        matrix_line=node.line_of("strategy"),
        timeout=node.text_of("timeout-minutes"),
        timeout_line=node.line_of("timeout-minutes"),
        environment=(environment.text or environment.text_of("name")) if environment else "",
        environment_line=node.line_of("environment"),
        permissions=_flat(node.get("permissions")),
        permissions_line=node.line_of("permissions"),
        condition=node.text_of("if"),
        interruptible=_cancels(concurrency),
        interruptible_line=concurrency.line_of("cancel-in-progress") if concurrency else 0,
    )


def _step(node: Node, folder: str = "") -> Step:
    run = node.get("run")
    return Step(
        line=node.line,
        name=node.text_of("name"),
        uses=node.text_of("uses"),
        uses_line=node.line_of("uses"),
        run=run.text if run else "",
        run_line=run.text_line if run else 0,
        options=_options(node.get("with")),
        env=_options(node.get("env")),
        condition=node.text_of("if"),
        timeout=node.text_of("timeout-minutes"),
        timeout_line=node.line_of("timeout-minutes"),
        folder=node.text_of("working-directory") or folder,
        end_line=node.end_line,
    )


def _options(node: Node | None) -> dict[str, str]:
    return {key: value.text or " ".join(value.texts()) for key, _, value in node.items()} if node else {}


def _secrets(node: Node | None) -> dict[str, str]:
    """Return the names of secrets handed to a reusable workflow, as options without a value."""
    return {f"secrets.{name}": "" for name, _, _ in node.items()} if node else {}


def _flat(node: Node | None) -> str:
    if node is None:
        return ""
    return node.text or ", ".join(f"{key}: {value.text}" for key, _, value in node.items()) or "{}"


def _cancels(concurrency: Node | None) -> bool:
    text = concurrency.text_of("cancel-in-progress") if concurrency else ""
    # An expression such as ${{ github.event_name == 'pull_request' }} cancels at least sometimes.
    return text.lower() == "true" or text.startswith("${{")


def combinations(matrix: Node) -> int:
    """Return how many jobs a matrix makes; 2 when only an expression says so."""
    if matrix.text:
        return 2
    product, include, exclude, computed = 1, 0, 0, False
    for key, _, value in matrix.items():
        if key == "include":
            include, computed = len(value.list()), computed or bool(value.text)
        elif key == "exclude":
            exclude = len(value.list())
        elif value.is_list:
            product *= max(1, len(value.list()))
        elif re.search(r"\$\{\{", value.text):
            computed = True
    axes = any(value.is_list and key not in ("include", "exclude") for key, _, value in matrix.items())
    total = max(product - exclude, 1, include) if axes else max(include, 1)
    return max(total, 2) if computed else total
