"""What probes that read code and configuration by pattern share: where to look, and how to say what was seen."""

import re
from collections.abc import Iterable, Sequence

from core.matching.pattern import Hit, Pattern
from core.model.outcome import Confidence, Outcome
from core.probes.probe import Found, Hits, absent, lines_of
from core.snapshot.file_class import FileClass
from core.snapshot.globs import matches_any

Place = tuple[str, int, int]
"""Path, first line, last line."""

CODE = (FileClass.SOURCE.value,)
"""Application code."""

CONFIGURED = (FileClass.SOURCE.value, FileClass.CONFIGURATION.value, FileClass.INFRASTRUCTURE.value)
"""Application code and what configures or deploys it."""

TESTS = (FileClass.TEST.value,)
"""Tests and what supports them."""

MANIFESTS = (
    "**/{package.json,pyproject.toml,Pipfile,setup.py,setup.cfg,pom.xml,build.gradle,build.gradle.kts,libs.versions.toml}",
    "**/{go.mod,Gemfile,composer.json,Cargo.toml,mix.exs,Directory.Packages.props,packages.config}",
    "**/*.{csproj,fsproj,gemspec}",
    "**/requirements*.{txt,in}",
    "**/requirements/*.{txt,in}",
)
"""Files in which dependencies are declared."""

_IMPORT = re.compile(r"^[ \t]*(?:import|from|using|use|require|require_once|#include)\b|\brequire\([\"'`]")


_VERSION = re.compile(r":[ \t]*\"(?:[\^~>=<v* ]*\d|latest|next|workspace:|file:|npm:|github:|\*)")


def is_declaration(hit: Hit) -> bool:
    """Tell whether a hit only declares a dependency; a script of package.json is more than that."""
    if not matches_any(hit.path, MANIFESTS):
        return False
    return not hit.path.endswith("package.json") or _VERSION.search(hit.text) is not None


def declared(regex: str) -> Pattern:
    """Return the pattern of a dependency in a manifest, for the near miss "declared, not used"."""
    return Pattern("declared", regex, paths=MANIFESTS, ignore_case=True)


def files_of(hits: Iterable[Hit]) -> set[str]:
    """Return the paths that were hit."""
    return {hit.path for hit in hits}


def calls(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return the hits that are more than an import."""
    return tuple(hit for hit in hits if not _IMPORT.search(hit.text))


def spread(places: Iterable[Place]) -> tuple[Place, ...]:
    """Return places with the first of every file before the second of any, so that a cut leaves many files."""
    rank: dict[str, int] = {}
    ranked = []
    for place in places:
        rank[place[0]] = rank.get(place[0], 0) + 1
        ranked.append((rank[place[0]], place))
    return tuple(place for _, place in sorted(ranked, key=lambda pair: pair[0]))


def seen(
    hits: Hits,
    found: Sequence[Hit],
    yes: str,
    no: str,
    outcome: Outcome = Outcome.PRESENT,
    confidence: Confidence = Confidence.MEDIUM,
) -> Found:
    """Return a yes with every hit as evidence, or a no with what was declared and not used.

    Args:
        hits: all hits of the probe; those of `declared` become near misses of a no.
        found: the hits that count, strongest first; declarations among them do not, except those of the pattern
            `starter` (a framework that is active as soon as it is declared).
        yes: sentence with the places `{places}` and `{files}`.
        no: sentence without places.
        outcome: of the yes.
        confidence: of the yes.
    """
    unused = {(hit.path, hit.line): hit for hit in (*found, *hits.of("declared")) if is_declaration(hit)}
    found = [hit for hit in found if hit.pattern == "starter" or not is_declaration(hit)]
    if not found:
        return absent(no, ((path, line, "declared, not used") for path, line in unused))
    places = spread(lines_of(found))
    args: dict[str, str | int] = {"places": len(places), "files": len({path for path, _, _ in places})}
    return Found(outcome, yes, args, confidence, places)
