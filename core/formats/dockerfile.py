"""Dockerfile and Containerfile: instructions with continuation lines and here-documents joined."""

import re

from core.formats.errors import NotUnderstood
from core.formats.infrastructure import Dockerfile, Instruction

PATHS = ("**/Dockerfile", "**/Dockerfile.*", "**/*.Dockerfile", "**/Containerfile", "**/Containerfile.*")

_KEYWORDS = {
    "FROM", "RUN", "CMD", "LABEL", "MAINTAINER", "EXPOSE", "ENV", "ADD", "COPY", "ENTRYPOINT", "VOLUME", "USER",
    "WORKDIR", "ARG", "ONBUILD", "STOPSIGNAL", "HEALTHCHECK", "SHELL",
}  # fmt: skip
_HEREDOC = re.compile(r"<<-?[\"']?(\w+)[\"']?")


def parse(path: str, text: str) -> Dockerfile:
    """Return the instructions of a Dockerfile; raises NotUnderstood when it has none."""
    found: list[Instruction] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        start = at
        bare = lines[at].strip()
        at += 1
        if not bare or bare.startswith("#"):
            continue
        parts = [bare.rstrip("\\").rstrip()]
        while bare.endswith("\\") and at < len(lines):
            bare = lines[at].strip()
            at += 1
            if not bare.startswith("#") and bare:
                parts.append(bare.rstrip("\\").rstrip())
            elif at < len(lines):
                bare = "\\"  # a comment or an empty line inside a continuation does not end it
        value = " ".join(parts)
        keyword, _, rest = value.partition(" ")
        if keyword.upper() not in _KEYWORDS:
            continue
        if keyword.upper() in ("RUN", "COPY", "ADD"):
            for heredoc in _HEREDOC.findall(rest):
                while at < len(lines) and lines[at].strip() != heredoc:
                    rest += "\n" + lines[at]
                    at += 1
                at += 1
        found.append(Instruction(keyword.upper(), rest.strip(), start + 1))
    if not any(i.keyword == "FROM" for i in found):
        raise NotUnderstood("no FROM instruction")
    return Dockerfile(path, tuple(found))
