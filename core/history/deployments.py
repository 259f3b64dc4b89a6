"""What counts as a deployment in a git history: release tags, else commits of the default branch; what each brought."""

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.history.commits import History

RELEASE = (
    r"(?P<name>(?:[@A-Za-z][\w./@+-]*?[/@_-])?)"
    r"(?:release[-_/]?|rel[-_/]?|version[-_/]?|ver[-_/]?)?[vVrR]?"
    r"(?P<major>\d+)[._](?P<minor>\d+)(?:[._](?P<patch>\d+))?(?:[._]\d+)?(?P<rest>.*)"
)
"""The default pattern of release tags: a version of at least two parts, after an optional name of what is released."""

_CHECK_EVERY = 1000
_NO_PART = frozenset({"release", "releases", "rel", "version", "ver", "v", "r", "tag", "tags"})
_PRE_RELEASE = re.compile(
    r"[-._]?(?:alpha|beta|pre|preview|rc|cr|dev|snapshot|canary|nightly|milestone|test|next|insiders?|ea|[abcmt])"
    r"(?=[-._\d]|$).*",
    re.IGNORECASE,
)
_BUILD = re.compile(
    r"[-.+](?:final|release|ga|stable|lts|ce|ee|hotfix[-.\w]*|post\d*|[\d.]+|p\d+|\+[\w.-]*)|", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that leads to a commit; `at` is the tagger's date, else the committer's."""

    name: str
    commit: str
    at: int


@dataclass(frozen=True, slots=True)
class Version:
    """What a release tag says: which part of the repository, and its version."""

    part: str
    major: int
    minor: int
    patch: int | None
    pre_release: bool


@dataclass(frozen=True, slots=True)
class Deployment:
    """A release or a first-parent commit, with the commits that it was the first to contain.

    Attributes:
        name: tag names, or empty.
        number: the commit.
        at: when, seconds since 1970.
        brought: numbers of the commits that no earlier deployment contained.
        version: of a release.
    """

    name: str
    number: int
    at: int
    brought: Sequence[int]
    version: Version | None = None


def version_of(name: str, pattern: str = RELEASE) -> Version | None:
    """Return the version of a release tag's name, None when it is not of the pattern."""
    found = re.fullmatch(pattern, name)
    if not found:
        return None
    parts = found.groupdict()
    part = (parts.get("name") or "").strip("/@_-").lower()
    rest = parts.get("rest") or ""
    patch = parts.get("patch")
    return Version(
        part="" if part in _NO_PART else part,
        major=int((parts.get("major") or "0")[:9]),
        minor=int((parts.get("minor") or "0")[:9]),
        patch=int(patch[:9]) if patch else None,
        pre_release=bool(rest)
        and not _BUILD.fullmatch(rest)
        and (bool(_PRE_RELEASE.fullmatch(rest)) or rest[0] == "-"),
    )


@dataclass(frozen=True, slots=True)
class Releases:
    """The release tags of a history, a mark for every commit that they contain, and what was left out."""

    deployments: tuple[Deployment, ...]
    reached: bytearray
    pre_releases: int
    misdated: tuple[str, ...]


def releases(history: History, tags: Iterable[Tag], until: int, pattern: str = RELEASE) -> Releases:
    """Return the releases up to an instant, oldest first; every commit belongs to the first that contains it.

    Tags on the same commit are one release. A tag dated more than a day before its commit was moved, or one of the two
    clocks was wrong: it is named and left out.

    Args:
        history: all commits of the tags.
        tags: of the repository.
        until: releases after it do not count.
        pattern: of the names of release tags, with the groups name, major, minor, patch and rest.
    """
    by_commit: dict[int, tuple[int, list[str], Version]] = {}
    pre_releases, misdated = 0, []
    for tag in sorted(tags, key=lambda t: (t.at, t.name)):
        version = version_of(tag.name, pattern)
        number = history.number.get(tag.commit.encode("ascii"))
        if version is None or number is None or not history.known[number] or tag.at > until:
            continue
        if version.pre_release:
            pre_releases += 1
        elif tag.at < history.committed[number] - 86_400 or history.committed[number] > until:
            misdated.append(tag.name)
        elif number in by_commit:
            by_commit[number][1].append(tag.name)
        else:
            by_commit[number] = (tag.at, [tag.name], version)
    marks = bytearray(len(history))
    found = []
    for number, (at, names, version) in by_commit.items():  # in the order of the tags: oldest first
        history.check()
        found.append(Deployment(", ".join(names), number, at, array("i", history.mark(marks, [number])), version))
    return Releases(tuple(found), marks, pre_releases, tuple(misdated))


def first_parent_deployments(history: History, tip: int, until: int) -> tuple[tuple[Deployment, ...], bytearray]:
    """Return every first-parent commit of a branch as a deployment, oldest first, and a mark for what they contain."""
    marks = bytearray(len(history))
    found = []
    for position, number in enumerate(reversed(history.first_parents(tip))):
        if not position % _CHECK_EVERY:
            history.check()
        brought = array("i", history.mark(marks, [number]))
        if history.committed[number] <= until:
            found.append(Deployment("", number, history.committed[number], brought))
    return tuple(found), marks
