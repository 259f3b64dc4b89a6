"""CircleCI: the jobs that workflows run, with commands, executors and parameters put in their place.

Schema: https://circleci.com/docs/configuration-reference
"""

from dataclasses import replace

from core.formats.circleci_steps import Commands, combinations, values
from core.formats.errors import NotUnderstood
from core.formats.pipeline import Job, Pipeline
from core.formats.yaml_text import Node, documents

PATHS = (".circleci/*.{yml,yaml}",)

_MOST_JOBS = 1000


def parse(path: str, text: str) -> Pipeline:
    """Return the pipeline of a file; raises NotUnderstood when nothing in it runs."""
    found = documents(text)
    root = found[0] if found else None
    if root is None or not (root.get("jobs") or root.get("workflows")):
        raise NotUnderstood("neither jobs nor workflows")
    reader = _Reader(root)
    workflows = [(name, node) for name, _, node in _items(root.get("workflows")) if node.is_mapping]
    for name, node in workflows:
        reader.workflow(name, node)
    if not workflows:
        for name, line, node in _items(root.get("jobs")):
            reader.add(reader.job(name, name, line, node, {}))
    if not reader.jobs:
        raise NotUnderstood("no job that runs")
    triggers = [event for _, node in workflows for event in _events(node)]
    return Pipeline(
        system="circleci",
        path=path,
        triggers=tuple(dict.fromkeys(triggers)) or ("push",),
        trigger_line=root.line_of("workflows") or root.line_of("jobs"),
        jobs=tuple(reader.jobs),
        not_understood=tuple(dict.fromkeys(reader.commands.not_understood)),
    )


def _items(node: Node | None) -> list[tuple[str, int, Node]]:
    return list(node.items()) if node else []


def _events(workflow: Node) -> list[str]:
    """Return what starts a workflow: its own schedules only, otherwise every push."""
    own = workflow.get("triggers")
    if own is not None:
        return ["schedule" for entry in own.list() if entry.get("schedule")]
    return ["push"]


class _Reader:
    """Collects the jobs of one file."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.commands = Commands(root)
        self.jobs: list[Job] = []

    def workflow(self, name: str, workflow: Node) -> None:
        """Add the jobs of a workflow; those that wait for an approval, also indirectly, wait for a person."""
        found: list[Job] = []
        held: set[str] = set()
        listed = workflow.get("jobs")
        for entry in listed.list()[:_MOST_JOBS] if listed else []:
            for called, line, given in [(entry.text, entry.line, None)] if entry.text else entry.items():
                job = self.listed(called, line, given)
                found.append(replace(job, stage=name))
                if given is not None and given.text_of("type") == "approval":
                    held.add(job.id)
        approvals = frozenset(held)
        for _ in found:
            waiting = {job.id for job in found if job.id not in held and held & set(job.needs)}
            if not waiting:
                break
            held |= waiting
        kept: dict[str, str] = {}
        for job in found:
            manual = job.id in held and job.id not in approvals
            needs = tuple(kept.get(need, need) for need in job.needs)
            kept[job.id] = self.add(replace(job, needs=needs, manual=manual))

    def listed(self, called: str, line: int, given: Node | None) -> Job:
        """Return a job as a workflow lists it: with a name, parameters, a matrix and what it waits for."""
        name = (given.text_of("name") if given else "") or called
        requires = given.get("requires") if given else None
        needs = (
            tuple(n for entry in requires.list() for n in ([entry.text] if entry.text else entry.keys()))
            if requires
            else ()
        )
        matrix = given.get("matrix") if given else None
        if given and given.text_of("type") == "approval":
            return Job(name, line, needs=needs)
        declared = self.commands.named("jobs", called)
        if declared is None:
            alias, _, inner = called.partition("/")
            orb = self.commands.orb(alias)
            uses = f"orb:{orb.partition('@')[0]}/{inner}@{orb.partition('@')[2]}" if orb else f"orb:{called}"
            options = {key: " ".join(value.texts()) for key, _, value in _items(given)}
            return Job(
                name, line, uses=uses, needs=needs, options=options, matrix=combinations(matrix), matrix_line=line
            )
        passed = {key: value for key, _, value in _items(given)}
        passed |= {key: value for key, _, value in _items(matrix.get("parameters") if matrix else None) if value.text}
        job = self.job(called, name, line, declared, passed)
        extra = [self.commands.steps(given.get(key), {}) for key in ("pre-steps", "post-steps")] if given else [(), ()]
        steps = (*extra[0], *job.steps, *extra[1])
        count = combinations(matrix)
        at = given.line_of("matrix") if given and count > 1 else job.matrix_line
        return replace(job, needs=needs, steps=steps, matrix=job.matrix * count, matrix_line=at)

    def job(self, called: str, name: str, line: int, node: Node, passed: dict[str, Node]) -> Job:
        """Return a job as the file declares it, with parameters."""
        known = values(node, passed)
        images, images_line = self.commands.images(node, known)
        parallelism = self.commands.filled(node.text_of("parallelism"), known)
        split = int(parallelism) if parallelism.isdigit() and len(parallelism) < 5 else 2 if parallelism else 1
        steps = self.commands.steps(node.get("steps"), known)
        if node.text_of("type") == "approval" and not steps:
            return Job(name, line)
        return Job(
            id=name,
            line=next((at for key, at, _ in _items(self.root.get("jobs")) if key == called), line),
            steps=steps,
            image=images[0] if images else "",
            services=tuple(images[1:]),
            services_line=images_line,
            matrix=max(1, split),
            matrix_line=node.line_of("parallelism"),
        )

    def add(self, job: Job) -> str:
        """Keep a job under an id of its own, which is returned; the same job of two workflows is kept once."""
        known = {other.id: at for at, other in enumerate(self.jobs)}
        if job.id in known:
            other = self.jobs[known[job.id]]
            if (other.steps, other.uses, other.line) == (job.steps, job.uses, job.line):
                self.jobs[known[job.id]] = replace(other, manual=other.manual or job.manual)
                return job.id
        name, number = job.id, 2
        while name in known:
            name, number = f"{job.id} {number}", number + 1
        if len(self.jobs) < _MOST_JOBS:
            self.jobs.append(replace(job, id=name))
        return name
