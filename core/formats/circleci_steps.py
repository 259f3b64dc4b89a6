"""Steps of CircleCI: commands of the file in their place, orbs as calls, parameters filled in."""

import re
from collections.abc import Mapping

from core.formats.pipeline import Step
from core.formats.yaml_text import Node

Values = Mapping[str, Node]

_PARAMETER = re.compile(r"<<\s*parameters\.([\w-]+)\s*>>")
_COMMAND_INPUT = re.compile(r"(?:^|[-_])(?:command|script|cmd)s?$")
_CACHES = {"restore_cache", "save_cache"}
_PLAIN = {
    "checkout", "add_ssh_keys", "attach_workspace", "persist_to_workspace", "store_artifacts", "store_test_results",
    "deploy",
}  # fmt: skip
_DEEPEST = 20
_MOST_STEPS = 4000


def values(node: Node, passed: Values) -> dict[str, Node]:
    """Return the values of a job's or command's parameters: what is passed, otherwise the default."""
    known = dict(passed)
    declared = node.get("parameters")
    for name, _, entry in declared.items() if declared else ():
        default = entry.get("default")
        if name not in known and default is not None:
            known[name] = default
    return known


def combinations(matrix: Node | None) -> int:
    """Return how many jobs a workflow's matrix makes."""
    axes = matrix.get("parameters") if matrix is not None else None
    product = 1
    for _, _, value in axes.items() if axes else ():
        product = min(product * max(1, len(value.list())), 10_000)
    exclude = matrix.get("exclude") if matrix is not None else None
    return max(1, product - len(exclude.list() if exclude else []))


class Commands:
    """What a file declares for reuse: commands, jobs and executors of its own and of orbs written in it."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.not_understood: list[str] = []
        self._left = _MOST_STEPS

    def orb(self, alias: str) -> str:
        """Return the orb that a name stands for, without its namespace: `node@5.1`; empty when it is none."""
        return self.root.text_of("orbs", alias).rpartition("/")[2]

    def named(self, kind: str, name: str) -> Node | None:
        """Return what is declared under a name, in the file itself or in an orb written in it."""
        alias, _, inner = name.partition("/")
        return self.root.get("orbs", alias, kind, inner) if inner else self.root.get(kind, name)

    def filled(self, text: str, known: Values) -> str:
        """Return a text with the known parameters put in."""
        if "<<" not in text:
            return text
        return _PARAMETER.sub(lambda m: known[m[1]].text if m[1] in known else m[0], text)[:100_000]

    def images(self, node: Node, known: Values) -> tuple[list[str], int]:
        """Return the images that a job runs in, services after the first, and the line that names them."""
        docker = node.get("docker")
        line = node.line_of("docker")
        executor = node.get("executor")
        if docker is None and executor is not None:
            name = self.filled(executor.text or executor.text_of("name"), known)
            declared = self.named("executors", name)
            line = node.line_of("executor")
            if declared is not None:
                given = {key: value for key, _, value in executor.items()}
                known = values(declared, given)
                docker, line = declared.get("docker"), declared.line_of("docker")
        return [self.filled(entry.text_of("image"), known) for entry in docker.list()] if docker else [], line

    def steps(self, steps: Node | None, known: Values, condition: str = "", depth: int = 0) -> tuple[Step, ...]:
        """Return the steps of a list, with those of commands in their place."""
        found: list[Step] = []
        for entry in steps.list() if steps and depth < _DEEPEST else ():
            self._left -= 1
            if self._left < 0:
                self.not_understood.append("commands that expand beyond measure")
                break
            if whole := _PARAMETER.fullmatch(entry.text.strip()):
                found += self.steps(known.get(whole[1]), {}, condition, depth + 1)
            elif entry.text:
                found += self.step(entry.text, entry, entry.line, None, known, condition, depth)
            for key, line, value in entry.items():
                found += self.step(key, entry, line, value, known, condition, depth)
        return tuple(found)

    def step(
        self, key: str, entry: Node, line: int, value: Node | None, known: Values, condition: str, depth: int
    ) -> tuple[Step, ...]:
        """Return what one entry of a list of steps does."""
        if key in ("when", "unless") and value is not None:
            asked = value.get("condition")
            said = self.filled(_spelled(asked), known)
            if self.holds(asked, known) is (key != "when"):
                return ()
            return self.steps(value.get("steps"), known, f"{condition} {key} {said}".strip(), depth + 1)
        if key == "run" and value is not None:
            return (self._run(entry, line, value, known, condition),)
        declared = self.named("commands", key)
        if declared is not None:
            passed = {name: self._passed(given, known) for name, _, given in value.items()} if value else {}
            return self.steps(declared.get("steps"), values(declared, passed), condition, depth + 1)
        end = max(line, entry.end_line)
        options = {name: self._option(given, known) for name, _, given in value.items()} if value else {}
        if key in _CACHES:
            return (Step(line, key, uses="cache", uses_line=line, options=options, condition=condition, end_line=end),)
        if key == "setup_remote_docker":
            return (Step(line, uses=key, uses_line=line, options=options, condition=condition, end_line=end),)
        if key in _PLAIN:
            if key == "deploy" and value is not None:
                return (self._run(entry, line, value, known, condition),)
            return ()
        alias, slash, inner = key.partition("/")
        if not slash:
            self.not_understood.append(f"step {key[:60]}")
            return ()
        name, _, version = (self.orb(alias) or alias).partition("@")
        spelled = [text for option, text in options.items() if _COMMAND_INPUT.search(option) and text]
        spelled += [f"npm run {options['npm-run']}"] if options.get("npm-run") else []
        if spelled:
            options["command"] = "\n".join(spelled)
        uses = f"{name}/{inner}@{version}" if version else f"{name}/{inner}"
        return (Step(line, uses=uses, uses_line=line, options=options, condition=condition, end_line=end),)

    def holds(self, condition: Node | None, known: Values, depth: int = 0) -> bool | None:
        """Return whether a condition of `when` holds, None when it is known only when the pipeline runs."""
        if condition is None or depth > _DEEPEST:
            return None
        if condition.text or not condition.is_mapping:
            said = self.filled(condition.text, known)
            return None if "<<" in said else said.lower() not in ("", "false", "0")
        operator, _, value = next(iter(condition.items()), ("", 0, condition))
        if operator == "equal":
            texts = {self.filled(entry.text, known) for entry in value.list()}
            return None if any("<<" in text for text in texts) else len(texts) == 1
        if operator == "not":
            inner = self.holds(value, known, depth + 1)
            return None if inner is None else not inner
        parts = [self.holds(entry, known, depth + 1) for entry in value.list()]
        if operator == "and":
            return False if False in parts else None if None in parts else True
        if operator == "or":
            return True if True in parts else None if None in parts else False
        return None

    def _run(self, entry: Node, line: int, value: Node, known: Values, condition: str) -> Step:
        command = value if value.text else value.get("command")
        after = value.text_of("when").replace("on_fail", "failure()")
        env = value.get("environment")
        return Step(
            line=line,
            name=self.filled(value.text_of("name"), known),
            run=self.filled(command.text, known) if command else "",
            run_line=command.text_line if command else line,
            env={name: self.filled(given.text, known) for name, _, given in env.items()} if env else {},
            condition=f"{condition} {after}".strip(),
            folder=self.filled(value.text_of("working_directory"), known),
            end_line=max(line, entry.end_line),
        )

    def _passed(self, given: Node, known: Values) -> Node:
        """Return a value handed on: a parameter that is handed on as a whole is what it stands for."""
        whole = _PARAMETER.fullmatch(given.text.strip())
        return known.get(whole[1], given) if whole else given

    def _option(self, given: Node, known: Values) -> str:
        return self.filled(given.text or " ".join(given.texts()), known)


def _spelled(node: Node | None) -> str:
    """Return a condition in words: its text, or its operators with their values."""
    if node is None:
        return ""
    if node.text or node.is_list:
        return node.text or " ".join(_spelled(entry) for entry in node.list()[:20])
    return " ".join(f"{key} {_spelled(value)}" for key, _, value in node.items())[:500]
