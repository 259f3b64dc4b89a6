"""Environments as the file of a hosting platform names them: Fly.io, Render, Railway, Kamal, Nomad."""

import re

from core.probes.commands import all_commands
from core.probes.deployments import deploys, deploys_by_action
from core.probes.reading import Place, action, own_files, pipelines, place
from core.snapshot.snapshot import Snapshot

STAGE = (
    r"(?:prod(?:uction)?|stag(?:e|ing)|dev(?:elopment)?|qa|uat|integration|pre-?prod(?:uction)?|preview|sandbox|canary)"
)
"""A word that names an environment."""

FLY = ("**/fly{,.*,-*}.toml", "**/{*.,*-}fly.toml")
KAMAL = ("config/deploy.*.{yml,yaml}", "**/config/deploy.*.{yml,yaml}")
NOMAD = ("**/*.{nomad,nomad.hcl}",)

_TOOLS: tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...] = (
    ("superfly/", re.compile(r"\bfly(?:ctl)?\s+deploy\b"), FLY),
    ("render", re.compile(r"\brender\s+(?:deploys|services)\b|api\.render\.com/deploy"), ("**/render.{yml,yaml}",)),
    ("railway", re.compile(r"\brailway\s+up\b"), ("**/railway{,.*}.{json,toml}",)),
    ("kamal", re.compile(r"\bkamal\s+(?:re)?deploy\b"), KAMAL),
    ("nomad", re.compile(r"\bnomad\s+(?:job\s+)?run\b"), NOMAD),
)
_BY_NAME = re.compile(rf"(?:^|[/._-]){STAGE}[._-]", re.IGNORECASE)
_IN_TEXT = re.compile(
    rf"^[ \t]*-?[ \t]*(?:app|name|namespace|branch|datacenters)[ \t]*[:=][^\n#]*[\"' ._\[-]{STAGE}(?:[\"'.\]-]|$)"
    rf"|^[ \t]*[\"']?(?!(?:RAILS|RACK|NODE|MIX)_ENV\b)\w*(?:ENV|ENVIRONMENT|STAGE|INSTANCE)[\"']?"
    rf"[ \t]*[:=][ \t]*[\"']?{STAGE}\b"
    rf"|^[ \t]*[\"']?environments?\.?{STAGE}\b|^\[environments\.{STAGE}\b",
    re.IGNORECASE,
)


def environments(snapshot: Snapshot) -> tuple[Place, ...]:
    """Return where a pipeline deploys with a platform's tool and where that platform's file names the environment."""
    return snapshot.once(_environments)


def _environments(snapshot: Snapshot) -> tuple[Place, ...]:
    found: list[Place] = []
    for name, tool, globs in _TOOLS:
        named = [where for path in own_files(snapshot, globs) for where in _named(snapshot, path)]
        if not named:
            continue
        told = [p for _, _, _, c in all_commands(snapshot) if deploys(c) and tool.search(c.text) for p in c.places]
        told += [
            place(pipeline, step.line, step.end_line)
            for pipeline in pipelines(snapshot)
            for _, step in pipeline.steps()
            if name in action(step.uses) and deploys_by_action(step)
        ]
        found += [*told, *named] if told else []
    return tuple(dict.fromkeys(found))


def _named(snapshot: Snapshot, path: str) -> list[Place]:
    """Return the first line of a platform's file that names an environment; its own name may do so too."""
    if _BY_NAME.search(path):
        return [(path, 1, 1)]
    lines = snapshot.lines(path)
    return [(path, number, number) for number, line in enumerate(lines, 1) if _IN_TEXT.search(line)][:1]
