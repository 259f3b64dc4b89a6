"""Azure Pipelines: stages, jobs, deployments and steps, with the templates of the repository put in their place.

Schema: https://learn.microsoft.com/azure/devops/pipelines/yaml-schema
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from posixpath import dirname, normpath

from core.formats.azure_steps import SCRIPTS, step
from core.formats.azure_templates import Bound, Scope, TooLarge, parameters
from core.formats.errors import NotUnderstood
from core.formats.pipeline import Job, Pipeline, Step
from core.formats.yaml_text import Node, document

PATHS = ("**/azure-pipelines*.{yml,yaml}", ".azure-pipelines/**/*.{yml,yaml}", ".azdo/**/*.{yml,yaml}",
         ".azuredevops/**/*.{yml,yaml}")  # fmt: skip
ANYWHERE = ("**/*.{yml,yaml}",)
"""Files that are pipelines or templates when they have the shape of one."""

_STARTS = re.compile(r"^(?:trigger|pr|schedules|pool|extends)[ \t]*:", re.MULTILINE)
_BODY = re.compile(r"^(?:stages|jobs|steps|extends)[ \t]*:", re.MULTILINE)
_ITS_OWN = re.compile(
    r"^[ \t-]*(?:task:[ \t]*[\w.-]+@\d|vmImage:|deployment:|- (?:bash|pwsh|powershell|script|checkout):)"
    r"|^[ \t]*- (?:template|job|stage):[ \t]*\S|\$\{\{[ \t]*parameters\.",
    re.MULTILINE,
)
_KINDS = ("stages", "jobs", "steps")
_HOOKS = ("preDeploy", "deploy", "routeTraffic", "postRouteTraffic")
_DEEPEST = 20
_MOST_JOBS = 1000


@dataclass(frozen=True, slots=True)
class Definition:
    """One file with the shape of a pipeline or of a template.

    Attributes:
        root: its top level.
        starts: it says by itself when or where it runs: otherwise only its use tells a pipeline from a template.
    """

    path: str
    root: Node
    starts: bool


Read = Callable[[str], Definition | None]
"""Returns a file of the repository, None when it is not there or has another shape."""


def has_body(text: str) -> bool:
    """Tell quickly whether a YAML text has stages, jobs or steps at its top: other files of the same folders do not."""
    return bool(_BODY.search(text))


def has_shape(text: str) -> bool:
    """Tell quickly whether a YAML text of any name is a pipeline: what starts it, what it does, what only Azure has."""
    return bool(_BODY.search(text) and _STARTS.search(text) and _ITS_OWN.search(text))


def parse(path: str, text: str) -> Definition:
    """Return the file's definition, its templates not yet followed.

    Raises:
        NotUnderstood: it is neither a pipeline nor a template with stages, jobs or steps.
    """
    root = document(text)
    bodies = [found for key in _KINDS if (found := root.get(key)) and not found.is_mapping]
    if not bodies and not root.text_of("extends", "template") and "template" not in _conditional(root.get("extends")):
        raise NotUnderstood("neither stages, jobs, steps nor a template that it extends")
    starts = bool({"trigger", "pr", "schedules"} & set(root.keys()))
    pooled = bool(root.get("pool") or root.get("extends")) and not root.get("parameters")
    return Definition(path, root, starts or pooled)


def pipeline(definition: Definition, read: Read) -> Pipeline:
    """Return the pipeline that begins in a file, with every template of the repository that it uses."""
    root = definition.root
    bound = Bound(root, Scope(definition.path, above=(definition.path,), variables=_variables(root)))
    bound = Bound(root, replace(bound.scope, names=parameters(root, bound.scope, None, is_called=False)))
    builder = _Builder(root, read)
    try:
        builder.body(bound)
    except (TooLarge, RecursionError):
        builder.not_understood.append("templates that expand beyond measure")
    pr = root.get("pr")
    cancels = pr is not None and pr.text_of("autoCancel").lower() == "true"
    return Pipeline(
        system="azure-pipelines",
        path=definition.path,
        name=root.text_of("name"),
        triggers=_triggers(root),
        trigger_line=root.line_of("trigger") or root.line_of("pr") or root.line_of("schedules") or 1,
        jobs=tuple(builder.jobs),
        cancels=cancels,
        cancels_line=pr.line_of("autoCancel") if pr and cancels else 0,
        includes=tuple(dict.fromkeys(builder.followed)),
        not_understood=tuple(dict.fromkeys(builder.not_understood)),
    )


def _conditional(extends: Node | None) -> set[str]:
    """Return the keys that stand under conditions, as in `${{ if ... }}: {template: ...}`."""
    return {key for _, _, value in extends.items() for key, _, _ in value.items()} if extends else set()


def _triggers(root: Node) -> tuple[str, ...]:
    """Return what starts a pipeline; without `trigger` every push does."""
    found = []
    if root.text_of("trigger") != "none":
        found.append("push")
    pr = root.get("pr")
    if pr is not None and pr.text != "none":
        found.append("pull_request")
    if root.get("schedules"):
        found.append("schedule")
    return tuple(found) or ("manual",)


def _variables(root: Node) -> dict[str, str]:
    """Return the pipeline's variables that are set to a plain text, by name in lower case."""
    declared = root.get("variables")
    if declared is None:
        return {}
    pairs = [(key, value.text) for key, _, value in declared.items()]
    pairs += [(entry.text_of("name"), entry.text_of("value")) for entry in declared.list()]
    return {key.lower(): text for key, text in pairs if key and text and "$" not in text}


class _Builder:
    """Collects the jobs of one pipeline."""

    def __init__(self, root: Node, read: Read) -> None:
        self.read = read
        self.jobs: list[Job] = []
        self.not_understood: list[str] = []
        self.followed: list[str] = []
        self.images = _containers(root)
        self._by_stage: dict[str, list[str]] = {}
        self._last_stage = ""

    def body(self, root: Bound) -> None:
        """Add what a pipeline's or a template's top level holds."""
        if stages := root.get("stages"):
            self.stages(stages)
        elif jobs := root.get("jobs"):
            self.stage_of(jobs, "", ())
        elif steps := root.get("steps"):
            self.add(self.job(root, "", "", (), self.steps(steps, "pipeline")), "")
        elif extends := root.get("extends"):
            self.extended(extends)

    def extended(self, extends: Bound) -> None:
        """Add what a pipeline extends: a template of the repository, or what it hands to one kept elsewhere."""
        called = self.called(extends)
        if called is not None:
            self.body(called)
            return
        if given := extends.get("parameters"):
            self.body(given)
        if name := extends.text_of("template"):
            self.elsewhere(name, "extends", extends.line, tuple(job.id for job in self.jobs), "")

    def stages(self, stages: Bound) -> None:
        """Add the jobs of stages; a stage waits for the one before it unless it says otherwise."""
        for entry in stages.list():
            if name := entry.text_of("template"):
                called = self.called(entry)
                if called is None:
                    self.handed(entry)
                    self.elsewhere(name, "stages", entry.line, tuple(self._by_stage.get(self._last_stage, ())), name)
                    self._last_stage = name
                elif inner := called.get("stages"):
                    self.stages(inner)
                continue
            stage = entry.text_of("stage") or f"stage{len(self._by_stage) + 1}"
            depends = entry.get("dependsOn")
            before = depends.texts() if depends else (self._last_stage,)
            needs = tuple(job for name in before for job in self._by_stage.get(name, ()))
            self._by_stage.setdefault(stage, [])
            self._last_stage = stage
            if jobs := entry.get("jobs"):
                self.stage_of(jobs, stage, needs, entry.text_of("condition"))
            elif steps := entry.get("steps"):
                self.add(self.job(entry, stage, stage, needs, self.steps(steps, stage)), stage)

    def handed(self, entry: Bound) -> None:
        """Add the stages, jobs and steps that are handed to a template kept elsewhere as parameters."""
        if given := entry.get("parameters"):
            self.body(given)

    def stage_of(self, jobs: Bound, stage: str, needs: tuple[str, ...], condition: str = "") -> None:
        """Add the jobs of one stage."""
        for entry in jobs.list():
            if name := entry.text_of("template"):
                called = self.called(entry)
                if called is not None:
                    if inner := called.get("jobs"):
                        self.stage_of(inner, stage, needs, condition)
                    continue
                given = entry.get("parameters")
                if given and (handed := given.get("jobs")):
                    self.stage_of(handed, stage, needs, condition)
                elif given and (inner := given.get("steps")):
                    own = given.text_of("name") or given.text_of("job") or f"job{len(self.jobs) + 1}"
                    self.add(self.job(given, own, stage, needs, self.steps(inner, own), condition), stage)
                self.elsewhere(name, stage, entry.line, needs, stage)
            elif entry.is_mapping:
                own = entry.text_of("job") or entry.text_of("deployment") or f"job{len(self.jobs) + 1}"
                steps = self.job_steps(entry, own)
                self.add(self.job(entry, own, stage, needs, steps, condition), stage)

    def job_steps(self, entry: Bound, own: str) -> list[Step]:
        """Return the steps of a job, or of all hooks of a deployment."""
        found = entry.get("steps")
        steps = self.steps(found, own) if found else []
        strategy = entry.get("strategy")
        for kind in ("runOnce", "rolling", "canary"):
            hooks = strategy.get(kind) if strategy else None
            for hook in _HOOKS if hooks else ():
                inner = hooks.get(hook, "steps") if hooks else None
                steps += self.steps(inner, own) if inner else []
            for event in ("failure", "success"):
                inner = hooks.get("on", event, "steps") if hooks else None
                after = self.steps(inner, own) if inner else []
                steps += [replace(s, condition=f"{event}() {s.condition}".strip()) for s in after]
        return steps

    def job(
        self, entry: Bound, own: str, stage: str, needs: tuple[str, ...], steps: list[Step], condition: str = ""
    ) -> Job:
        """Return one job."""
        depends = entry.get("dependsOn") if entry.get("job") or entry.get("deployment") else None
        waits = tuple(_id(stage, name) for name in depends.texts()) if depends else ()
        container, strategy, timeout = entry.get("container"), entry.get("strategy"), entry.text_of("timeoutInMinutes")
        environment = entry.get("environment")
        services = entry.get("services")
        limited = timeout not in ("", "0")
        image = (container.text or container.text_of("image")) if container else ""
        own_condition = entry.text_of("condition") if waits or entry.get("job") or entry.get("deployment") else ""
        return Job(
            id=_id(stage, own) or "pipeline",
            line=entry.line_of("job") or entry.line_of("deployment") or entry.line_of("steps") or entry.line,
            name=entry.text_of("displayName"),
            steps=tuple(steps),
            needs=tuple(dict.fromkeys((*waits, *needs))),
            image=self.images.get(image, image),
            services=tuple(self.images.get(name, name) for name in _service_names(services)),
            services_line=entry.line_of("services"),
            matrix=_combinations(strategy),
            matrix_line=entry.line_of("strategy"),
            timeout=timeout if limited else "",
            timeout_line=entry.line_of("timeoutInMinutes") if limited else 0,
            environment=(environment.text or environment.text_of("name")) if environment else "",
            environment_line=entry.line_of("environment"),
            condition=f"{condition} {own_condition}".strip(),
            stage=stage,
        )

    def add(self, job: Job, stage: str) -> None:
        """Keep a job, under an id of its own."""
        if len(self.jobs) >= _MOST_JOBS:
            raise TooLarge("too many jobs")
        known = {other.id for other in self.jobs}
        number = 2
        name = job.id
        while name in known:
            name, number = f"{job.id} {number}", number + 1
        self.jobs.append(replace(job, id=name))
        self._by_stage.setdefault(stage, []).append(name)

    def steps(self, steps: Bound, own: str) -> list[Step]:
        """Return steps, those of templates in their place; a template kept elsewhere becomes a job beside them."""
        found: list[Step] = []
        for entry in steps.list():
            if name := entry.text_of("template"):
                called = self.called(entry)
                if called is None:
                    self.elsewhere(name, own, entry.line, (own,), "")
                elif inner := called.get("steps"):
                    found += self.steps(inner, own)
                continue
            if entry.is_mapping and (made := step(entry)) is not None:
                found.append(made)
            elif not (entry.is_mapping and set(SCRIPTS) & {key for key, _, _ in entry.items()}):
                self.not_understood.append(f"a step at line {entry.line}")
        return [s for s in found if s.run or s.uses]

    def called(self, entry: Bound) -> Bound | None:
        """Return the top level of the template that an entry calls, None when it is not in this repository."""
        name, _, repository = entry.text_of("template").partition("@")
        if repository not in ("", "self"):
            return None
        folder = dirname(entry.scope.path)
        path = normpath(name.lstrip("/") if name.startswith("/") else f"{folder}/{name}" if folder else name)
        if path in entry.scope.above or len(entry.scope.above) > _DEEPEST:
            self.not_understood.append(f"template {name}, which calls itself")
            return entry  # it holds nothing to add
        definition = self.read(path)
        if definition is None:
            self.not_understood.append(f"template {name}")
            return None
        self.followed.append(path)
        scope = replace(entry.scope, path=path, call=entry.line, above=(*entry.scope.above, path), names={})
        names = parameters(definition.root, scope, entry.get("parameters"), is_called=True)
        return Bound(definition.root, replace(scope, names=names))

    def elsewhere(self, name: str, beside: str, line: int, needs: Iterable[str], stage: str) -> None:
        """Keep the call of a template that cannot be read here as a job of its own."""
        stem = name.partition("@")[0].rpartition("/")[2].rpartition(".")[0]
        job = Job(_id(beside, stem), line, uses=f"template:{name}", needs=tuple(needs), stage=stage)
        self.add(job, stage)


def _id(stage: str, job: str) -> str:
    return f"{stage}.{job}" if stage and job and stage != job else job or stage


def _service_names(services: Bound | None) -> list[str]:
    return [value.text or value.text_of("image") or key for key, _, value in services.items()] if services else []


def _containers(root: Node) -> dict[str, str]:
    declared = root.get("resources", "containers")
    entries = declared.list() if declared else []
    return {entry.text_of("container"): entry.text_of("image") for entry in entries if entry.text_of("image")}


def _combinations(strategy: Bound | None) -> int:
    """Return how many jobs a strategy makes, 2 when only an expression says so."""
    if strategy is None:
        return 1
    parallel = strategy.text_of("parallel")
    if parallel:
        return max(1, int(parallel)) if parallel.isdigit() and len(parallel) < 5 else 2
    matrix = strategy.get("matrix")
    if matrix is None:
        return 1
    return 2 if matrix.text else max(1, len(matrix.items()))
