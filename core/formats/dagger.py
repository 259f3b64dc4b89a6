"""Dagger pipelines kept as code: what containers are told to run, publish and stand beside, by line; nothing is run."""

import re

from core.formats.source import code_only
from core.formats.tasks import Task, TaskFile

PACKAGES = ("dagger.io/dagger", "dagger-io", "@dagger.io/dagger")
"""Names of its SDK in the manifests of Go, Python and JavaScript."""

SETTINGS = ("**/dagger.json",)
SOURCES = "{go,py,ts,js}"

_RUNS = re.compile(r"\b[wW]ith_?[eE]xec\(\s*(?:\[\]string\s*\{|\[)([^\]}]{0,2000})[\]}]")
_WORD = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|([\w.]+(?:\(\))?)")
_FROM = re.compile(r"\b(?:From|from_|from)\(\s*(?:fmt\.Sprintf\(\s*)?f?[\"'`]([\w./:%{}$-]{2,200})")
_PUBLISHES = re.compile(r"\.(?:Publish|publish)\(")
_OF_CONTAINER = re.compile(r"\b[cC]ontainer\b|\bdagger\b|\bdag\b")
_SERVES = re.compile(r"\b(?:[wW]ith_?[sS]ervice_?[bB]inding|[aA]s_?[sS]ervice)\(")
_ENTRYPOINTS = (("flyio/flyctl", "flyctl"), ("hashicorp/terraform", "terraform"), ("bitnami/kubectl", "kubectl"))
"""Images whose first word is given by themselves: what they are told to run is an argument."""


def parse(path: str, text: str) -> TaskFile:
    """Return one task with all that a file's containers run; which function runs when is not followed."""
    code = code_only(path, text)
    tool = next((name for image, name in _ENTRYPOINTS if image in text), "")
    found = []
    for match in _RUNS.finditer(code):
        words = [a or b or c for a, b, c in _WORD.findall(text[match.start(1) : match.end(1)])]
        shell = len(words) > 2 and words[0] in ("sh", "bash", "/bin/sh", "/bin/bash") and words[1] == "-c"
        run = words[2] if shell else " ".join(words)
        if run:
            run = f"{tool} {run}" if tool and words[0] != tool and not shell else run
            found.append((run, _line(code, match.start())))
    if _OF_CONTAINER.search(code):
        found += [("docker push", _line(code, m.start())) for m in _PUBLISHES.finditer(code)]
    if _SERVES.search(code):
        found += [(f"docker run {m[1]}", _line(code, m.start())) for m in _FROM.finditer(text)]
    return TaskFile(path, "dagger", (Task("", 1, tuple(found)),) if found else ())


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
