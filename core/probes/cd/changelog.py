"""Is there a changelog, or are release notes made automatically?"""

import re

from core.matching.pattern import Pattern
from core.probes.commands import all_commands
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.reading import Place, action, manifests, pipelines, place
from core.snapshot.snapshot import Snapshot

_FILES = (
    "{CHANGELOG,CHANGES,HISTORY,NEWS,RELEASES,RELEASE_NOTES,RELEASE-NOTES,RELEASENOTES}{,.md,.rst,.txt,.adoc,.markdown}",
    "{doc,docs}/**/{changelog,changes,history,release-notes,release_notes,whatsnew,releases}*{,.md,.rst,.txt,.adoc}",
    "{doc,docs}/**/{release-notes,release_notes,whatsnew,releases,changelog}/*.{md,rst,adoc}",
    "{packages,apps,libs,src,crates,charts}/*/CHANGELOG.md",
    ".github/CHANGELOG.md",
)
_TOOLS = (
    ".changeset/config.json",
    "{.,}release-please-config.json",
    ".release-please-manifest.json",
    ".github/release.{yml,yaml}",
    ".github/release-drafter*.{yml,yaml}",
    "{,.}cliff.toml",
    ".releaserc{,.json,.yml,.yaml,.js,.cjs}",
    "release.config.{js,cjs,mjs}",
    ".chglog/config.{yml,yaml}",
    ".release-it.{json,js,yml,yaml,ts}",
    ".versionrc{,.json,.js}",
    "{changelog.d,newsfragments}/*",
    ".chloggen/config.yaml",
    "changelogs/config.{yml,yaml}",
)
_ACTIONS = re.compile(
    r"^(release-drafter/.*|(googleapis|google-github-actions)/release-please-action|changesets/action"
    r"|orhun/git-cliff-action"
    r"|mikepenz/release-changelog-builder-action|cycjimmy/semantic-release-action|.*changelog.*generator.*"
    r"|requarks/changelog-action)$"
)
_COMMANDS = re.compile(
    r"semantic-release|git-cliff|git cliff|git-chglog|conventional-changelog|standard-version|towncrier build"
    r"|auto-changelog"
    r"|github_changelog_generator|--generate-notes|release-please|changeset version|chloggen"
)
_NOTES = Pattern("notes", r"generate_?[rR]elease_?[nN]otes:[ \t]*[\"']?true", paths=(".github/workflows/*.{yml,yaml}",))
_VERSION = re.compile(r"(?<![\d.])v?\d+\.\d+|\b20\d\d\b")
_FEWEST_LINES = 5


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    near: list[tuple[str, int, str]] = []
    for path in snapshot.files(globs=_FILES):
        dated = "/" not in path or path.endswith("CHANGELOG.md") or _VERSION.search(snapshot.text(path) or "")
        if not dated:
            near.append((path, 1, "names no version or date"))
            continue
        written = sum(1 for line in snapshot.lines(path) if any(c.isalnum() for c in line))
        if written >= _FEWEST_LINES:
            found.append((path, 1, 1))
        else:
            near.append((path, 1, "hardly anything in it"))
    found.sort(key=lambda entry: (entry[0].count("/"), entry[0]))
    found += [(path, 1, 1) for path in snapshot.files(globs=_TOOLS)]
    found += [(m.path, 1, 1) for m in manifests(snapshot) if {"tool.towncrier", "tool.commitizen"} & set(m.sections)]
    for pipeline in pipelines(snapshot):
        found += [place(pipeline, s.line, s.end_line) for _, s in pipeline.steps() if _ACTIONS.match(action(s.uses))]
    for _, _, _, command in all_commands(snapshot):
        if _COMMANDS.search(command.text):
            found += command.places
    found += lines_of(hits.of("notes"))
    if found:
        places = list(dict.fromkeys(found))
        return present(
            "Changes are recorded for readers at {places} {places:place|places}.", places, args={"places": len(places)}
        )
    return absent("No changelog and no automated release notes.", near)


PROBE = Probe(
    id="cd.changelog",
    question="Is there a maintained changelog, or are release notes made automatically?",
    answer=_answer,
    patterns=(_NOTES,),
    paths=(*_FILES, *_TOOLS, ".github/workflows/*.{yml,yaml}"),
    asks=("changelog files", "configuration of tools that write release notes", "CI steps that run them"),
)
