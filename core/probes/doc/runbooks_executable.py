"""Do runbooks hold commands that can be copied?"""

import re

from core.formats.document import Document, Fence
from core.formats.prose import PROSE_PATHS, parse_document
from core.model.outcome import Confidence
from core.probes.code_use import Place
from core.probes.doc.runbooks import guides
from core.probes.probe import Found, Hits, Probe, absent, present
from core.snapshot.snapshot import Snapshot

_SHELL = frozenset(
    {"sh", "bash", "shell", "zsh", "console", "shellsession", "sh-session", "terminal", "powershell", "ps1", "cmd"}
    | {"sql", "psql", "postgresql", "mysql", "promql", "kubectl", "redis", "mongodb", "mongosh", "rails", "irb"}
)
_COMMAND = re.compile(
    r"^[ \t]*(?:[$#>%][ \t]+)?(?:sudo[ \t]+)?(?:kubectl|helm|docker|podman|psql|mysql|redis-cli|mongosh?"
    r"|aws|gcloud|az|curl|ssh|systemctl|journalctl|service|terraform|ansible(?:-playbook)?|make|rake|rails|bundle|php|python3?|node|npm|yarn"
    r"|git|cat|tail|grep|kill|rabbitmqctl|kafka-\w+|nomad|consul|vault|cf|heroku|fly(?:ctl)?|oc|argocd|flux"
    r"|SELECT|UPDATE|DELETE|INSERT|ALTER|VACUUM|REINDEX)[ \t]+\S|^[ \t]*\$[ \t]+\S",
    re.MULTILINE,
)


_DEVELOPERS = re.compile(
    r"^[ \t]*(?:[$#>%][ \t]+)?(?:(?:npm|npx|yarn|pnpm|pod|gem|brew|adb|expo|watchman|xcode\S*|\./gradlew|gradle|pip3?"
    r"|uv|poetry|cargo|bundle (?:install|exec (?:pod|fastlane))|go (?:build|test|mod)|rm|cd|export|open|git clone)\b.*"
    r"|(?:#|//).*)?[ \t]*$"
)
"""What builds a program on a developer's machine, and what goes with it."""


def _commands(document: Document, first: int, last: int) -> list[Place]:
    return [
        (document.path, fence.line, fence.line + fence.text.count("\n"))
        for fence in document.fences
        if first <= fence.line <= last and _is_command(fence)
    ]


def _is_command(fence: Fence) -> bool:
    if all(_DEVELOPERS.match(line) for line in fence.text.split("\n")):
        return False
    if fence.language.lower() in _SHELL:
        return True
    return not fence.language and bool(_COMMAND.search(fence.text))


def _end(document: Document, line: int) -> int:
    """Return the last line before the next heading that is not deeper than the one on a line."""
    level = next((h.level for h in document.headings if h.line == line), 6)
    return next((h.line - 1 for h in document.headings if h.line > line and h.level <= level), 10**9)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found = guides(snapshot)
    places: list[Place] = []
    for path, first, _ in (*found.files, *found.sections):
        document = snapshot.model(path, parse_document)
        if document:
            last = 10**9 if (path, first, first) in found.files else _end(document, first)
            places += _commands(document, first, last)
    places = list(dict.fromkeys(places))
    if not places:
        prose = [(path, line, "prose only") for path, line, _ in (*found.files, *found.sections)]
        return absent("No runbook holds commands to copy.", prose)
    message = "Runbooks hold {blocks} {blocks:block|blocks} of commands in {files} {files:document|documents}."
    args = {"blocks": len(places), "files": len({path for path, _, _ in places})}
    return present(message, places, args=args, confidence=Confidence.MEDIUM)


PROBE = Probe(
    id="doc.runbooks-executable",
    question="Does at least one runbook hold commands to copy?",
    answer=_answer,
    paths=PROSE_PATHS,
    classes=("document",),
    asks=("fenced code with shell, SQL or kubectl in runbooks and troubleshooting sections",),
)
