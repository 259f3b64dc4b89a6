"""What holds within a block of a Jenkins pipeline: image, time limit, retries, condition, folder, matrix."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.formats.groovy import Argument, Call

_IMAGE = re.compile(r"^\s*-?\s*image:\s*[\"']?([^\s\"']+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Scope:
    """What holds for everything within a block."""

    image: str = ""
    timeout: str = ""
    timeout_line: int = 0
    retry_line: int = 0
    condition: str = ""
    folder: str = ""
    matrix: int = 1
    matrix_line: int = 0
    functions: tuple[str, ...] = ()


def limited(call: Call, scope: Scope) -> Scope:
    """Return a scope with the time limit or the retries that a call declares."""
    if call.name == "timeout":
        words = " ".join(a.text for a in sorted(call.arguments, key=lambda a: a.key == "unit") if a.key != "activity")
        return replace(scope, timeout=words or "set", timeout_line=call.line)
    if call.name == "retry":
        count = call.named("count") or call.first()
        lost_agent = call.named("conditions")  # then it is tried again only when a machine is lost
        return scope if lost_agent or (count and count.text in ("0", "1")) else replace(scope, retry_line=call.line)
    return scope


def agent_image(agent: Call) -> str:
    """Return the image that an agent runs in, the first of a pod; empty for a machine."""
    for kind in agent.body or ():
        if kind.name in ("docker", "dockerfile"):
            image = next((inner.first() for inner in kind.body or () if inner.name == "image"), kind.first())
            return image.text if image and kind.name == "docker" else ""
        if kind.name == "kubernetes":
            pod = next((inner.first() for inner in kind.body or () if inner.name == "yaml"), None)
            found = _IMAGE.search(pod.text) if pod else None
            return found[1] if found else ""
    return ""


def said(calls: Iterable[Call], depth: int = 0) -> str:
    """Return a condition in words: `branch main`."""
    words: list[str] = []
    for call in calls if depth < 8 else ():
        words += [
            call.name,
            *(_argument(a) for a in call.arguments),
            said((*call.inner, *(call.body or ())), depth + 1),
        ]
    return " ".join(word for word in words if word)[:300]


def _argument(argument: Argument) -> str:
    return f"{argument.key} {argument.text}".strip()


def joined(folder: str, inner: str) -> str:
    """Return a folder within another one, as nested `dir` blocks name it."""
    return f"{folder}/{inner}" if folder and not inner.startswith("/") else inner
