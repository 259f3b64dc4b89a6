"""Does a bot propose updates of dependencies?"""

import re

from core.formats.yaml_text import Node, document
from core.model.outcome import Confidence
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.reading import Place, action, manifests, pipelines, place
from core.snapshot.snapshot import Snapshot

_DEPENDABOT = (".github/dependabot.yml", ".github/dependabot.yaml", ".dependabot/config.yml")
_RENOVATE = (
    "renovate.{json,json5}", ".renovaterc{,.json,.json5}", ".github/renovate.{json,json5}",
    ".gitlab/renovate.{json,json5}", "renovate-config.js", "renovate.js",
)  # fmt: skip
_OTHERS = (".pyup.{yml,yaml}", ".scala-steward.conf", "{,.github/}updatecli.{yml,yaml}", "updatecli.d/*", ".depfu.yml")
_ACTIONS = ("renovatebot/github-action", "scala-steward-org/scala-steward-action", "updatecli/updatecli-action")
_MERGES = (
    "dependabot/fetch-metadata",
    "ahmadnassri/action-dependabot-auto-merge",
    "fastify/github-action-merge-dependabot",
)


_OFF = re.compile(r"[\"']?enabled[\"']?\s*:\s*false")


def _outermost(text: str) -> str:
    """Return what stands in the outermost braces, without what stands in inner ones."""
    depth, kept = 0, []
    for char in text:
        depth += (char in "{[") - (char in "}]")
        if depth == 1:
            kept.append(char)
    return "".join(kept)


def _updates(path: str, text: str) -> Node | None:
    root = document(text)
    return root.get("updates") or root.get("update_configs")


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    near: list[tuple[str, int, str]] = []
    for path in _DEPENDABOT:
        updates = snapshot.model(path, _updates) if snapshot.has(path) else None
        entries = updates.list() if updates else []
        found += [(path, entry.line, entry.line) for entry in entries]
        if snapshot.has(path) and not entries:
            near.append((path, 1, "names no package ecosystem"))
    configured = snapshot.files(globs=_RENOVATE + _OTHERS)
    for path in configured:
        text = snapshot.text(path) or ""
        if _OFF.search(_outermost(text)):
            near.append((path, 1, "switched off"))
        elif text.strip():
            found.append((path, 1, 1))
    found += [(m.path, 1, 1) for m in manifests(snapshot) if m.ecosystem == "npm" and "renovate" in m.sections]
    for pipeline in pipelines(snapshot):
        for _, step in pipeline.steps():
            name = action(step.uses)
            if name in _ACTIONS:
                found.append(place(pipeline, step.line, step.end_line))
            elif name in _MERGES:
                near.append((pipeline.path, step.line, "only merges what a bot proposes"))
    if found:
        return present(
            "A bot is configured to propose updates, by {entries} {entries:entry|entries}.",
            found,
            args={"entries": len(found)},
            near_misses=tuple(near),
        )
    return absent("No bot that proposes updates of dependencies is configured.", near, confidence=Confidence.MEDIUM)


PROBE = Probe(
    id="ci.dependency-bot",
    question="Is a bot configured that proposes updates of dependencies?",
    answer=_answer,
    paths=(*_DEPENDABOT, *_RENOVATE, *_OTHERS, "**/package.json", ".github/workflows/*.{yml,yaml}"),
    asks=("update entries of Dependabot", "configuration of Renovate and others", "actions that run a bot"),
)
