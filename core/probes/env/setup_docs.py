"""Do documents give the commands to set up and run or build the project for development?"""

import re

from core.formats.document import Document, Fence
from core.model.outcome import Confidence
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.prose_search import documents
from core.snapshot.globs import matches_any
from core.snapshot.snapshot import Snapshot

_WHERE = (
    "{README,CONTRIBUTING,DEVELOPMENT,HACKING,INSTALL,BUILDING,AGENTS,CLAUDE,DEVELOPING,DEVELOPERS}{,.*}",
    "**/{README,CONTRIBUTING,DEVELOPMENT,HACKING,BUILDING,DEVELOPING,DEVELOPERS,getting-started,getting_started,development,setup,local-development}.{md,mdx,rst,adoc,txt}",
    "{docs,doc}/**/{development,contributing,developers,dev,developer}/**/*.{md,mdx,rst,adoc}",
    ".github/CONTRIBUTING.md",
    "{docs,doc,documentation}/**/{how-to-build,how_to_build,build,build-from-source,building-from-source,compiling,dev-setup}*.{md,mdx,rst,adoc}",
    "{docs,doc,documentation}/**/{developer-guide,developers-guide,developer_guide,local-setup,running-locally,contributing-code}*.{md,mdx,rst,adoc}",
    "*{test,build,develop,setup,local}*.{md,mdx,rst,adoc}",
)
_OF_THE_WHOLE = re.compile(
    r"(?:[^/]+/)?[^/]+$|(?:.*/)?(?:docs?|documentation|contributing|development|wiki|\.github)/.*"
    r"|(?:apps?|services|projects|packages|src|servers?|clients?|components|modules)/[^/]+/[^/]+$",
    re.IGNORECASE,
)
"""A document deeper than that speaks of one part, or came with somebody else's code."""
_SETS_UP = re.compile(
    r"^[ \t]*(?:[$>%][ \t]*)?(?:sudo )?(?:\w+=\S+ )*(?:make\b|just \w|task \w"
    r"|mise (?:install|run|r)\b|(?:npm|pnpm|yarn)(?:(?: ci| install"
    r"| i)(?:[ \t]+--?\S+)*[ \t]*(?:$|[&;#|])"
    r"| (?:run|start|dev|test|build)\b|[ \t]*$)|bun (?:install|run)|pip3? install -(?:r|e)\b|pip3? install [\"']?\."
    r"|poetry (?:install|run)"
    r"|uv (?:sync|run|pip install)|pipenv install|python3? (?:manage\.py|setup\.py|-m venv|-m flask|run\.py)"
    r"|\./(?:gradlew|mvnw|manage\.py|bin/|script/|scripts/|dev|build|configure)\S*|(?:mvn|gradle) \w"
    r"|dotnet (?:build|run|restore|test)"
    r"|go (?:build|run|test|mod)\b|cargo (?:build|run|test)|bundle(?: install| exec|$)|bin/(?:setup|rails|dev)"
    r"|rails (?:db|s\b|server)|composer (?:install|update|run)|php artisan|mix (?:deps\.get|setup|phx\.server|ecto)"
    r"|docker[ -]compose (?:up|build|run)|docker build"
    r"|docker run\b[^\n]*(?:-v|--volume)[ =](?:\S*(?:pwd|PWD)[)}\"]*|\.):"
    r"|vagrant up|nix develop|tox\b|hatch run|nox\b"
    r"|terraform (?:init|apply|plan)|tilt up|skaffold (?:dev|run)|azd up|script/\w+"
    r"|scripts/\w+"
    r"|func start|vite\b|ng serve|swift build|xcodebuild)",
    re.MULTILINE,
)
_APART = re.compile(r"(?:^|/)(?:examples?|samples?|tutorials?|demos?)/", re.IGNORECASE)
_FOR_USERS = re.compile(r"^(?:usage|example|quick ?start|cli|configuration)\b", re.IGNORECASE)


def _commands(document: Document) -> list[tuple[str, int, int]]:
    found = []
    for fence in document.fences:
        if (
            fence.language in ("", *_SHELLS)
            and (line := _first(fence))
            and not _FOR_USERS.search(_heading(document, line))
        ):
            found.append((document.path, line, line))
    for number, text in enumerate(document.text.split("\n"), 1):
        for inline in re.findall(r"`([^`]+)`", text):
            if _SETS_UP.match(inline) and " " in inline:
                found.append((document.path, number, number))
    return list(dict.fromkeys(found))


_SHELLS = (
    "sh",
    "bash",
    "shell",
    "console",
    "zsh",
    "shell-session",
    "text",
    "txt",
    "powershell",
    "ps1",
    "cmd",
    "terminal",
    "none",
    "parsed-literal",
)


def _first(fence: Fence) -> int:
    at = next((n for n, line in enumerate(fence.text.split("\n")) if _SETS_UP.search(line)), -1)
    return fence.line + at if at >= 0 else 0


def _heading(document: Document, line: int) -> str:
    return next((h.text for h in reversed(document.headings) if h.line < line), "")


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    read = [d for d in documents(snapshot) if matches_any(d.path, _WHERE) and not _APART.search(d.path)]
    places = [place for d in read if _OF_THE_WHOLE.fullmatch(d.path) for place in _commands(d)]
    if not places:
        near = [(path, line, "of one part only") for d in read for path, line, _ in _commands(d)[:1]]
        return absent("No document gives commands to set up or run the project for development.", near)
    places.sort(key=lambda place: (place[0].count("/"), place[0], place[1]))
    message = (
        "{commands} {commands:command|commands} to set up, build or run the project in {files} "
        "{files:document|documents}."
    )
    args = {"commands": len(places), "files": len({path for path, _, _ in places})}
    return present(message, places, args=args, confidence=Confidence.MEDIUM)


PROBE = Probe(
    id="env.setup-docs",
    question="Do documents give concrete commands to set up and run or build the project for development?",
    answer=_answer,
    paths=_WHERE,
    classes=("document",),
    asks=("commands in fenced code of READMEs and contributors' documents",),
)
