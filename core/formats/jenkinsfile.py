"""Jenkinsfile: stages of declarative and scripted pipelines as jobs, their shell steps as commands.

Stages run one after the other, so a stage needs the one before it; branches of `parallel` and cells of a `matrix` do
not need one another. Syntax: https://www.jenkins.io/doc/book/pipeline/syntax
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from core.formats import groovy
from core.formats.errors import NotUnderstood
from core.formats.groovy import Call
from core.formats.jenkins_scope import Scope, agent_image, joined, limited, said
from core.formats.jenkins_words import METHODS, PLUGINS, SECTIONS, SHELLS, SILENT, WRAPPERS
from core.formats.pipeline import Job, Pipeline, Step

PATHS = ("**/Jenkinsfile", "**/Jenkinsfile.*", "**/Jenkinsfile-*", "**/*.jenkinsfile")

_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[._]")
_AFTER_FAILURE = {"failure", "unsuccessful", "aborted"}
_CONDITIONS = {"always", "changed", "fixed", "regression", "success", "unstable", "cleanup", *_AFTER_FAILURE}
_DECLARES = {
    "agent",
    "options",
    "triggers",
    "parameters",
    "tools",
    "environment",
    "when",
    "libraries",
    "axes",
    "excludes",
}
_DEEPEST = 40
_MOST_STEPS = 5000
_MOST_CALLS = 20_000
_MOST_JOBS = 1000


@dataclass(slots=True)
class _Draft:
    """A job that is being collected."""

    id: str
    line: int
    scope: Scope
    needs: tuple[str, ...] = ()
    stage: str = ""
    steps: list[Step] = field(default_factory=list)
    image: str = ""
    services: list[str] = field(default_factory=list)
    services_line: int = 0
    retry_line: int = 0
    asked: bool = False


def parse(path: str, text: str) -> Pipeline:
    """Return the pipeline of a file; raises NotUnderstood when it is no Groovy or nothing in it runs."""
    script = groovy.parse(text)
    reader = _Reader(script)
    draft = _Draft("pipeline", 1, Scope())
    reader.walk(script.calls, Scope(), draft)
    for name, line, body in reader.pending:
        reader.branch(name, line, body, draft.scope)
    draft.needs = reader.last
    reader.close(draft)
    if not reader.jobs:
        raise NotUnderstood("no shell step and no call of a library")
    return Pipeline(
        system="jenkins",
        path=path,
        triggers=tuple(dict.fromkeys(("push", *reader.triggers))),
        trigger_line=reader.trigger_line,
        jobs=tuple(reader.jobs),
        cancels=reader.cancels_line > 0,
        cancels_line=reader.cancels_line,
        not_understood=tuple(dict.fromkeys(reader.not_understood)),
    )


class _Reader:
    """Collects the jobs of one file, in the order in which they run."""

    def __init__(self, script: groovy.Script) -> None:
        self.script = script
        self.jobs: list[Job] = []
        self.not_understood: list[str] = []
        self.triggers: list[str] = []
        self.trigger_line = 1
        self.cancels_line = 0
        self.pending: list[tuple[str, int, tuple[Call, ...]]] = []
        self.last: tuple[str, ...] = ()
        self._asked: set[str] = set()
        self._steps = 0
        self._calls = 0
        self._names: set[str] = set()
        self._libraries: set[tuple[str, int, str]] = set()

    def walk(self, calls: Iterable[Call], scope: Scope, draft: _Draft) -> None:
        """Add what the calls of a block do."""
        calls = tuple(calls)
        scope = self.declared(calls, scope, draft)
        for call in calls:
            self.one(call, scope, draft)

    def one(self, call: Call, scope: Scope, draft: _Draft) -> None:
        """Add what one call does; raises NotUnderstood when functions call each other beyond measure."""
        self._calls += 1
        if self._calls > _MOST_CALLS:
            raise NotUnderstood("functions that expand beyond measure")
        name = call.name.removeprefix("steps.").removeprefix("script.").removeprefix("this.")
        if name in SHELLS:
            self.shell(call, name, scope, draft)
        elif name == "stage":
            self.stage(call, scope, draft)
        elif name == "parallel":
            self.parallel(call, scope, draft)
        elif name == "matrix":
            self.matrix(call, scope, draft)
        elif name == "post":
            self.after(call, scope, draft)
        elif name == ":":
            self.pending.append((call.label, call.line, call.body or ()))
        elif name == "input":
            draft.asked = True
        elif name in ("properties", *_DECLARES):
            self.settings((call,))
        elif name.startswith("docker."):
            self.docker(call, name, scope, draft)
        elif name in self.script.functions:
            if name not in scope.functions and len(scope.functions) < _DEEPEST:
                self.walk(self.script.functions[name], replace(scope, functions=(*scope.functions, name)), draft)
        else:
            self.other(call, name, scope, draft)

    # ---------------------------------------------------------------- settings

    def declared(self, calls: tuple[Call, ...], scope: Scope, draft: _Draft) -> Scope:
        """Return the scope with what a block declares about itself: agent, options, condition."""
        for call in calls:
            if call.name == "agent":
                image = agent_image(call)
                scope = replace(scope, image=image or scope.image)
                draft.image = image or draft.image
            elif call.name == "options":
                for option in call.body or ():
                    scope = limited(option, scope)
            elif call.name == "when" and call.body:
                scope = replace(scope, condition=f"{scope.condition} {said(call.body)}".strip())
        return scope

    def settings(self, calls: Iterable[Call], depth: int = 0) -> None:
        """Note what options and properties say about runs: schedules, and that a new run ends an older one."""
        for call in calls:
            if call.name in ("cron", "parameterizedCron"):
                self.triggers.append("schedule")
                self.trigger_line = call.line
            elif call.name == "changeRequest":
                self.triggers.append("pull_request")
            elif call.name == "disableConcurrentBuilds":
                aborts = call.named("abortPrevious")
                self.cancels_line = call.line if aborts and aborts.text == "true" else self.cancels_line
            if depth < _DEEPEST:
                self.settings((*call.inner, *(call.body or ())), depth + 1)

    # ---------------------------------------------------------------- structure

    def stage(self, call: Call, scope: Scope, around: _Draft) -> None:
        """Add a stage: its own steps as a job, and the jobs within it."""
        title = call.first() or call.named("name")
        name = title.text if title else "stage"
        if call.body is None:  # the old form, `stage 'Build'`: from here on
            self.close(around)
            around.id, around.line, around.steps, around.needs, around.asked = name, call.line, [], self.last, False
            return
        draft = _Draft(name, call.line, scope, self.last, name, image=scope.image)
        draft.scope = self.declared(call.body, scope, draft)
        if around.asked:
            draft.asked = True
        self.walk(call.body, draft.scope, draft)
        within = self.last if self.last != draft.needs else ()
        self.close(draft, (*within,))

    def close(self, draft: _Draft, within: tuple[str, ...] = ()) -> None:
        """Keep a collected job when it does something; what follows waits for it and for the jobs within it."""
        held = draft.asked or bool(self._asked & set(draft.needs))
        if not draft.steps:
            if draft.asked:
                self._asked |= set(within or draft.needs) | {draft.id}
                self.last = (*(within or draft.needs), draft.id)
            return
        timed = draft.scope.timeout
        retry = draft.retry_line or draft.scope.retry_line
        name = self._own_name(draft.id)
        self.jobs.append(
            Job(
                id=name,
                line=draft.line,
                steps=tuple(draft.steps),
                needs=draft.needs,
                image=draft.image or draft.scope.image,
                services=tuple(draft.services),
                services_line=draft.services_line,
                matrix=draft.scope.matrix,
                matrix_line=draft.scope.matrix_line,
                timeout=timed,
                timeout_line=draft.scope.timeout_line,
                condition=draft.scope.condition,
                stage=draft.stage,
                retry=retry > 0,
                retry_line=retry,
                manual=held,
            )
        )
        if held:
            self._asked.add(name)
        self.last = (*within, name)

    def _own_name(self, wanted: str) -> str:
        if len(self.jobs) >= _MOST_JOBS:
            raise NotUnderstood("more jobs than any honest file")
        name, number = wanted, 2
        while name in self._names:
            name, number = f"{wanted} {number}", number + 1
        self._names.add(name)
        return name

    def parallel(self, call: Call, scope: Scope, draft: _Draft) -> None:
        """Add branches that run side by side: stages, entries of a map, or a map that was filled before."""
        branches = [inner for inner in (*call.inner, *(call.body or ())) if inner.name in (":", "stage")]
        before, ends = self.last, list[str]()
        listed = [(b.label, b.line, b.body or ()) for b in branches if b.name == ":"]
        if not branches:
            listed, self.pending = self.pending, []
        for branch in branches:
            self.last = before
            if branch.name == "stage":
                self.stage(branch, scope, _Draft("", 0, scope))
                ends += self.last
        for name, line, body in listed:
            self.last = before
            self.branch(name, line, body, scope)
            ends += self.last
        self.last = tuple(dict.fromkeys(ends)) or before

    def branch(self, name: str, line: int, body: tuple[Call, ...], scope: Scope) -> None:
        """Add one branch; a computed name stands for several."""
        if "$" in name and scope.matrix == 1:
            scope = replace(scope, matrix=2, matrix_line=line)
        draft = _Draft(name or "branch", line, scope, self.last, image=scope.image)
        self.walk(body, scope, draft)
        self.close(draft, self.last if self.last != draft.needs else ())

    def matrix(self, call: Call, scope: Scope, draft: _Draft) -> None:
        """Add the stages of a matrix, which run once for each cell."""
        body = call.body or ()
        cells = 1
        for axes in (inner for inner in body if inner.name == "axes"):
            for axis in axes.body or ():
                named = [entry for entry in axis.body or () if entry.name == "values"]
                cells = min(cells * max(1, sum(len(entry.arguments) for entry in named)), 10_000)
        excluded = sum(len(inner.body or ()) for inner in body if inner.name == "excludes")
        scope = replace(scope, matrix=max(1, cells - excluded), matrix_line=call.line)
        self.walk(body, scope, draft)

    def after(self, call: Call, scope: Scope, draft: _Draft) -> None:
        """Add what runs after a stage or after everything, with the condition under which it does."""
        own = draft if draft.stage else _Draft("post", call.line, replace(scope, condition=""), self.last)
        for block in call.body or ():
            if block.name in _CONDITIONS:
                when = "failure()" if block.name in _AFTER_FAILURE else f"post {block.name}"
                self.walk(block.body or (), replace(scope, condition=when), own)
        if own is not draft:
            self.close(own)

    # ---------------------------------------------------------------- steps

    def shell(self, call: Call, name: str, scope: Scope, draft: _Draft) -> None:
        """Add a shell step."""
        script = call.named("script") or call.first()
        label = call.named("label")
        text = script.text if script else ""
        if script and script.computed:
            text = self.script.variables.get(text, "")
        if script is None or not text.strip():
            self.not_understood.append(f"computed commands at line {call.line}")
            return
        self.add(
            Step(call.line, label.text if label else "", run=text, run_line=script.line, end_line=call.end_line),
            scope,
            draft,
        )

    def add(self, step: Step, scope: Scope, draft: _Draft) -> None:
        """Add a step with what holds around it."""
        self._steps += 1
        if self._steps > _MOST_STEPS:
            self.not_understood.append("more steps than any honest file")
            return
        timed = scope.timeout if scope.timeout_line != draft.scope.timeout_line else ""
        condition = scope.condition if scope.condition != draft.scope.condition else ""
        draft.retry_line = draft.retry_line or scope.retry_line
        draft.steps.append(
            replace(
                step,
                timeout=timed,
                timeout_line=scope.timeout_line if timed else 0,
                condition=condition,
                folder=scope.folder,
            )
        )

    def docker(self, call: Call, name: str, scope: Scope, draft: _Draft) -> None:
        """Add what the Docker plug-in's object does: run in an image, beside one, build one or push it."""
        first = call.first()
        image = first.text if first else ""
        verbs = name.split(".")[1:]
        if "build" in verbs:
            self.add(
                Step(call.line, run=f"docker build -t {image} .", run_line=call.line, end_line=call.line), scope, draft
            )
        if "push" in verbs:
            self.add(Step(call.line, run=f"docker push {image}", run_line=call.line, end_line=call.line), scope, draft)
        if "inside" in verbs and "build" not in verbs:
            draft.image = draft.image or image
            scope = replace(scope, image=image)
        if {"withRun", "run"} & set(verbs):
            draft.services.append(image)
            draft.services_line = draft.services_line or call.line
        self.walk(call.body or (), scope, draft)

    def other(self, call: Call, name: str, scope: Scope, draft: _Draft) -> None:
        """Add a step around other steps, a plug-in's step, or the call of a library."""
        root, method = name.partition(".")[0], name.rpartition(".")[2] if "." in name else ""
        if name in PLUGINS:
            options = {a.key or "": a.text for a in call.arguments}
            self.add(Step(call.line, uses=name, uses_line=call.line, options=options, end_line=call.line), scope, draft)
        elif name.endswith(".push") and root in self.script.variables:
            self.add(Step(call.line, run=f"docker push {root}", run_line=call.line, end_line=call.line), scope, draft)
        elif name == "build" and call.stands_alone:
            job = call.named("job") or call.first()
            self.library(f"job:{job.text if job else ''}", call, draft)
        elif name in ("load", "evaluate"):
            self.not_understood.append(f"{name} at line {call.line}")
        elif self._is_library(call, name, root, method):
            self.library(f"library:{name}", call, draft)
        if name == "dir" and (folder := call.first()):
            scope = replace(scope, folder=joined(scope.folder, folder.text))
        elif name in ("timeout", "retry"):
            scope = limited(call, scope)
        elif name in ("withDockerContainer", "container") and (image := call.named("image")):
            draft.image = draft.image or image.text
        for inner in call.inner:
            if inner.name not in (":", "string"):
                self.one(replace(inner, stands_alone=False), scope, draft)
        self.walk(call.body or (), scope, draft)

    def _is_library(self, call: Call, name: str, root: str, method: str) -> bool:
        if not call.stands_alone or name in SECTIONS | SILENT | WRAPPERS or method in METHODS:
            return False
        return root not in SILENT and root not in self.script.variables and not root[:1].isupper()

    def library(self, uses: str, call: Call, draft: _Draft) -> None:
        """Keep what is called elsewhere as a job: what it does cannot be seen here."""
        if (uses, call.line, draft.stage) in self._libraries:
            return
        self._libraries.add((uses, call.line, draft.stage))
        called = uses.partition(":")[2]
        title = _WORDS.sub(" ", called)
        stage = f"{draft.stage}: {called}" if draft.stage else called
        needs = (draft.id,) if draft.stage else self.last
        options = {a.key: a.text for a in call.arguments if a.key}
        job = Job(self._own_name(stage), call.line, title, uses=uses, options=options, needs=needs, stage=draft.stage)
        self.jobs.append(job)
        self.not_understood.append(f"{called}, kept elsewhere")
