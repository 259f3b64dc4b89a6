"""Is a linter or formatter configured for the language that most of the code is written in?"""

from collections import Counter

from core.formats.manifest_files import MANIFEST_PATHS
from core.matching.pattern import Pattern
from core.probes.answers import Words, settled
from core.probes.hooks import HOOK_FILES, hooks
from core.probes.lint_tools import FAMILIES, FAMILY_OF, Family
from core.probes.probe import Found, Hits, Probe
from core.probes.reading import Place, manifests, own_files
from core.snapshot.languages import languages
from core.snapshot.snapshot import Snapshot

_LEAST = 0.2
"""Share of the code from which a language counts as a main one: repositories of many languages have several."""

_CONTENT = tuple(
    Pattern(name, family.content[1], paths=family.content[0], code_only=True)
    for name, family in FAMILIES.items()
    if family.content
)
_TYPES = ("**/mypy.ini", "**/.mypy.ini", "**/pyrightconfig.json", "**/tsconfig.json", "**/.editorconfig")


def main_families(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the language families that make up most of the code, largest first."""
    sizes: Counter[str] = Counter()
    for language, size in languages((e, snapshot.file_class(p)) for p, e in snapshot.entries.items()):
        if language in FAMILY_OF:
            sizes[FAMILY_OF[language]] += size
    total = sum(sizes.values())
    return tuple(name for name, size in sizes.most_common() if size >= _LEAST * total)


def _configured(snapshot: Snapshot, hits: Hits, name: str, family: Family) -> list[Place]:
    found: list[Place] = [(path, 1, 1) for path in own_files(snapshot, family.files)]
    for manifest in manifests(snapshot):
        named = [s for s in manifest.sections if s in family.sections]
        if named:
            found.append((manifest.path, _line(snapshot, manifest.path, named[0]), 0))
    first = {hit.path: hit.line for hit in reversed(hits.of(name))}
    found += [(path, line, line) for path, line in first.items()]
    found += [hook.place for hook in hooks(snapshot) if family.hooks and family.hooks.fullmatch(hook.id)]
    found.sort(key=lambda place: (place[0].count("/"), place[0], place[1]))
    return [(path, line, max(line, end)) for path, line, end in found]


def _line(snapshot: Snapshot, path: str, section: str) -> int:
    return next((n for n, text in enumerate(snapshot.lines(path), 1) if section in text), 1)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    mains = main_families(snapshot)
    found = [place for name in mains for place in _configured(snapshot, hits, name, FAMILIES[name])]
    near = [(path, 1, "types or white space only") for path in own_files(snapshot, _TYPES)]
    for name, family in FAMILIES.items():
        if name not in mains:
            other = _configured(snapshot, hits, name, family)
            near += [(path, line, "not for a main language") for path, line, _ in other]
    return settled(_WORDS, found, near=[] if found else near)


_WORDS = Words(
    "A linter or formatter is configured for a main language in {files} {files:file|files}.",
    "No linter or formatter is configured for a main language of the code.",
)

PROBE = Probe(
    id="env.lint-config",
    question="Is a linter or formatter configured for the repository's main language?",
    answer=_answer,
    patterns=_CONTENT,
    paths=(*(glob for family in FAMILIES.values() for glob in family.files), *MANIFEST_PATHS, *HOOK_FILES),
    asks=("configuration files of linters and formatters", "sections of manifests, plug-ins of build tools, hooks"),
)
