"""Delivery on histories generated at random, against a slow second computation that knows how they were made."""

import hashlib
import shutil
import subprocess
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.history.delivery import delivery, measure
from core.model.measurement import Measurement
from core.progress import Silent
from core.repository.log import read_history, reverted_commits, tags_of
from core.repository.opening import opened

HOUR, DAY = 3_600, 86_400
BEGIN = 1_700_000_000
EMPTY_TREE = b"tree 0\0"
WHO = "Example Author <author@example.com>"


@dataclass(frozen=True)
class Made:
    """A commit as it was made; `kind` is what its subject says."""

    name: str
    parents: tuple[str, ...]
    authored: int
    committed: int
    kind: str
    reverts: str = ""


@dataclass
class History:
    """A repository written object by object, and all that is known about it."""

    folder: Path
    commits: dict[str, Made] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    now: int = BEGIN
    main: str = ""
    minor: int = 0
    patch: int = 0
    released: str = ""

    def write(self, kind: str, content: bytes) -> str:
        data = kind.encode() + b" %d\0" % len(content) + content
        name = hashlib.sha1(data).hexdigest()
        place = self.folder / ".git" / "objects" / name[:2] / name[2:]
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(zlib.compress(data, 1))
        return name

    def commit(
        self, parents: Sequence[str], subject: str, kind: str, hours: int, early: int = 0, reverts: str = ""
    ) -> str:
        self.now += hours * HOUR
        authored = self.now - early * HOUR
        body = f"\n\nThis reverts commit {reverts}.\n" if reverts else "\n"
        text = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n" + "".join(f"parent {p}\n" for p in parents)
        text += (
            f"author {WHO} {authored} +0000\ncommitter {WHO} {self.now} +0000\n\n{subject} {len(self.commits)}{body}"
        )
        name = self.write("commit", text.encode())
        self.commits[name] = Made(name, tuple(parents), authored, self.now, kind, reverts)
        return name

    def ref(self, name: str, commit: str) -> None:
        place = self.folder / ".git" / "refs" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(commit + "\n")

    def tag(self, name: str, commit: str) -> None:
        self.tags[name] = commit
        self.ref(f"tags/{name}", commit)

    @cache  # noqa: B019 - lives as long as one example
    def ancestors(self, commit: str) -> frozenset[str]:
        """Return a commit and all behind it."""
        found: set[str] = set()
        left = [commit]
        while left:
            name = left.pop()
            if name not in found:
                found.add(name)
                left.extend(self.commits[name].parents)
        return frozenset(found)

    def __hash__(self) -> int:
        return id(self)


SUBJECTS = {"plain": "Add a page", "fix": "Fix the crash", "housekeeping": "chore: tidy", "revert": "Revert a change"}

hours = st.integers(1, 200)
steps = st.one_of(
    st.tuples(st.just("commit"), st.sampled_from(["plain", "fix", "housekeeping"]), hours, st.integers(0, 90)),
    st.tuples(st.just("topic"), st.integers(1, 3), hours, st.booleans()),
    st.tuples(st.just("release"), st.integers(0, 0), hours, st.just(0)),
    st.tuples(st.just("patch"), st.sampled_from(["fix", "plain", "housekeeping"]), hours, st.just(0)),
    st.tuples(st.just("backport"), st.sampled_from(["fix", "plain"]), hours, st.just(0)),
    st.tuples(st.just("revert"), st.integers(0, 1000), hours, st.integers(7, 40)),
)


def build(folder: Path, plan: Sequence[tuple]) -> History:
    """Carry out the steps of a plan."""
    made = History(folder)
    made.write("tree", b"")
    made.main = made.commit([], SUBJECTS["plain"], "plain", 1)
    for what, which, wait, more in plan:
        if what == "commit":
            made.main = made.commit([made.main], SUBJECTS[which], which, wait, early=more)
        elif what == "topic":
            tip = made.main
            for _ in range(which):
                tip = made.commit([tip], SUBJECTS["plain"], "plain", wait)
            if more:
                made.main = made.commit([made.main], SUBJECTS["plain"], "plain", 1)
            made.main = made.commit([made.main, tip], "Merge branch 'topic'", "merge", 1)
        elif what == "release":
            made.minor, made.patch, made.released = made.minor + 1, 0, made.main
            made.tag(f"v1.{made.minor}.0", made.main)
        elif what == "patch" and made.released:
            made.main = made.commit([made.main], SUBJECTS[which], which, wait)
            made.patch += 1
            made.tag(f"v1.{made.minor}.{made.patch}", made.main)
        elif what == "backport" and made.released:
            tip = made.commit([made.released], SUBJECTS[which], which, wait)
            made.patch += 1
            made.tag(f"v1.{made.minor}.{made.patch}", tip)
        elif what == "revert":
            behind = sorted(made.ancestors(made.main))
            culprit = behind[which % len(behind)]
            made.main = made.commit([made.main], SUBJECTS["revert"], "revert", wait, reverts=culprit[:more])
            made.commits[made.main] = Made(**{**vars(made.commits[made.main]), "reverts": culprit})
    made.ref("heads/main", made.main)
    return made


@dataclass(frozen=True)
class Release:
    """A deployment as the slow computation sees it."""

    commit: str
    at: int
    brought: frozenset[str]
    version: tuple[int, int] | None


def slowly(made: History) -> dict[str, float | None]:
    """Return the five metrics from what is known of the history, one definition after the other."""
    until = made.commits[made.main].committed
    start = max(until - 365 * DAY, min(c.committed for c in made.commits.values()))
    releases = tagged(made, until)
    by_tags = any(r.at > until - 365 * DAY for r in releases)
    if not by_tags:
        releases = along_first_parents(made)
    here = [r for r in releases if start <= r.at <= until]
    nothing: dict[str, float | None] = dict.fromkeys(("frequency", "lead", "fail", "recovery", "rework"))
    if until - BEGIN - HOUR < 30 * DAY or len(here) < 3:
        return nothing
    spans = [
        (r.at - made.commits[c].authored) / HOUR
        for r in here
        for c in r.brought
        if len(made.commits[c].parents) < 2 and r.at >= made.commits[c].authored
    ]
    failures = failed(made, releases)
    recovered = [(repair - r.at) / HOUR for r in here for commit, repair in failures.items() if commit == r.commit]
    return {
        "frequency": weekly(here, start, until),
        "lead": median(spans) if spans else None,
        "fail": sum(r.commit in failures for r in here) / len(here),
        "recovery": median(recovered) if recovered else None,
        "rework": sum(only_repairs(made, r) for r in here) / len(here) if by_tags else None,
    }


def tagged(made: History, until: int) -> list[Release]:
    by_commit: dict[str, tuple[int, int]] = {}
    for name, commit in sorted(made.tags.items(), key=lambda pair: (made.commits[pair[1]].committed, pair[0])):
        _, minor, patch = name.split(".")
        if made.commits[commit].committed <= until:
            by_commit.setdefault(commit, (int(minor), int(patch)))
    found: list[Release] = []
    for commit, version in by_commit.items():
        earlier = frozenset().union(*(made.ancestors(r.commit) for r in found))
        found.append(Release(commit, made.commits[commit].committed, made.ancestors(commit) - earlier, version))
    return found


def along_first_parents(made: History) -> list[Release]:
    line = [made.main]
    while made.commits[line[-1]].parents:
        line.append(made.commits[line[-1]].parents[0])
    found: list[Release] = []
    for commit in reversed(line):
        parents = made.commits[commit].parents
        earlier = made.ancestors(parents[0]) if parents else frozenset[str]()
        found.append(Release(commit, made.commits[commit].committed, made.ancestors(commit) - earlier, None))
    return found


def only_repairs(made: History, release: Release) -> bool:
    """Tell whether it is a patch release of at least one repair and nothing but repairs, housekeeping and merges."""
    kinds = {made.commits[c].kind for c in release.brought}
    patch = release.version is not None and release.version[1] > 0
    return patch and bool(kinds & {"fix", "revert"}) and kinds <= {"fix", "revert", "housekeeping", "merge"}


def failed(made: History, releases: Sequence[Release]) -> dict[str, int]:
    """Return when each failed release was repaired, by its commit."""
    found: dict[str, int] = {}
    for number, release in enumerate(releases):
        line = [r for r in releases[:number] if r.version and release.version and r.version[0] == release.version[0]]
        if line and only_repairs(made, release) and release.at - line[-1].at <= 7 * DAY:
            found[line[-1].commit] = release.at
    home = {commit: r for r in releases for commit in r.brought}
    for commit in made.commits.values():
        culprit, repair = home.get(commit.reverts), home.get(commit.name)
        if culprit and repair and culprit.at < repair.at:
            found[culprit.commit] = min(found.get(culprit.commit, repair.at), repair.at)
    return found


def weekly(here: Sequence[Release], start: int, until: int) -> float:
    """Return the median number of deployment days of the whole weeks, counted back from the last day."""

    def day(at: int) -> int:
        return datetime.fromtimestamp(at, UTC).toordinal()

    weeks = max(1, (day(until) - day(start)) // 7)
    days = {day(r.at) for r in here}
    return float(median(sum(day(until) - 7 * (w + 1) < d <= day(until) - 7 * w for d in days) for w in range(weeks)))


def quickly(folder: Path) -> dict[str, Measurement]:
    """Return what the product measures."""
    with opened(folder) as repo:
        commit = repo.commit()
        branch = repo.default_branch(commit.id)
        tags = tags_of(repo)
        history = read_history(repo, [branch.commit, commit.id, *(t.commit for t in tags)], Silent())
        until = int(commit.at.timestamp())
        tip = history.number[branch.commit.encode()]
        found = delivery(history, tip, tags, until, reverted_commits(repo, history), branch.name)
        return measure(found, until, shallow=repo.shallow)


NAMES = {
    "frequency": "dora.deployment-frequency",
    "lead": "dora.lead-time",
    "fail": "dora.change-fail-rate",
    "recovery": "dora.recovery-time",
    "rework": "dora.rework-rate",
}


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", "-b", "main", tmp_path / "empty"], check=True, capture_output=True)
    return tmp_path / "empty"


def fresh(empty: Path) -> Path:
    folder = empty.parent / "client"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(empty, folder)
    return folder


REPEATED = [HealthCheck.function_scoped_fixture]


@settings(max_examples=60, deadline=None, suppress_health_check=REPEATED)
@given(plan=st.lists(steps, min_size=12, max_size=40))
def test_the_five_metrics_equal_a_slow_computation(empty: Path, plan: list[tuple]) -> None:
    made = build(fresh(empty), plan)
    found = {name: quickly(made.folder)[long].value for name, long in NAMES.items()}
    assert found == pytest.approx(slowly(made))


@settings(max_examples=10, deadline=None, suppress_health_check=REPEATED)
@given(plan=st.lists(steps, min_size=12, max_size=30), cut=st.integers(0, 1000))
def test_a_history_cut_off_anywhere_is_never_measured(empty: Path, plan: list[tuple], cut: int) -> None:
    made = build(fresh(empty), plan)
    line = sorted(made.ancestors(made.main))
    (made.folder / ".git" / "shallow").write_text(line[cut % len(line)] + "\n")
    found = quickly(made.folder)
    assert {m.value for m in found.values()} == {None}
    assert all("shallow" in m.reason for m in found.values())
