"""Delivery measured on generated histories, against `git tag --contains` and by hand."""

import random
from datetime import UTC, datetime
from statistics import median
from zoneinfo import ZoneInfo

import pytest

from core.history.delivery import Delivery, delivery, measure
from core.model.measurement import Measurement
from core.progress import Cancelled, Silent
from core.repository.log import read_history, reverted_commits, tags_of
from core.repository.opening import opened
from tests.helpers.repositories import DAY, ExampleRepository, repository


def delivered(made: ExampleRepository, zone=UTC) -> tuple[Delivery, int, bool]:
    with opened(made.folder) as repo:
        commit = repo.commit()
        branch = repo.default_branch(commit.id)
        tags = tags_of(repo)
        history = read_history(repo, [branch.commit, commit.id, *(t.commit for t in tags)], Silent())
        reverted = reverted_commits(repo, history)
        until = int(commit.at.timestamp())
        tip = history.number[branch.commit.encode()]
        return delivery(history, tip, tags, until, reverted, branch.name, zone), until, repo.shallow


def measured(made: ExampleRepository, zone=UTC) -> dict[str, Measurement]:
    found, until, shallow = delivered(made, zone)
    return measure(found, until, shallow=shallow)


def generated(folder, seed: int) -> ExampleRepository:
    """Branches, merges, tags on main and on release branches."""
    chance = random.Random(seed)
    made = repository(folder)
    version = 0
    for step in range(40):
        choice = chance.random()
        if choice < 0.5:
            made.commit(f"Change {step}", hours=chance.randint(1, 60))
        elif choice < 0.75:
            made.git("checkout", "-q", "-b", f"topic{step}")
            for part in range(chance.randint(1, 3)):
                made.commit(f"Topic {step}.{part}", hours=chance.randint(1, 20))
            made.git("checkout", "-q", "main")
            if chance.random() < 0.5:
                made.commit(f"Meanwhile {step}", hours=2)
            made.merge(f"topic{step}")
        elif choice < 0.9:
            version += 1
            made.now += 600
            made.tag(f"v1.{version}.0", annotated=chance.random() < 0.5)
        elif version:
            made.git("checkout", "-q", "-b", f"release{step}", f"v1.{version}.0")
            made.commit("Backport", hours=3)
            made.now += 60
            made.tag(f"v1.{version}.{step + 1}", annotated=True)
            made.git("checkout", "-q", "main")
    made.commit("Last", hours=5)
    return made


@pytest.mark.parametrize("seed", range(4))
def test_every_commit_belongs_to_the_first_release_that_contains_it(tmp_path, seed):
    made = generated(tmp_path / "client", seed)
    found, _, _ = delivered(made)
    assert found.by_tags
    at = {d.number: (d.at, d.name) for d in found.deployments}
    names = {number: commit.decode() for commit, number in found.history.number.items()}
    ours = {names[n]: at[d.number][1] for d in found.deployments for n in d.brought}
    dates = dict(
        line.split()
        for line in made.git("for-each-ref", "--format=%(refname:short) %(creatordate:unix)", "refs/tags").splitlines()
    )
    oracle = {}
    for commit in made.git("rev-list", "--all").split():
        if containing := made.git("tag", "--contains", commit).split():
            first = min(containing, key=lambda tag: (int(dates[tag]), tag))
            oracle[commit] = next(d.name for d in found.deployments if first in d.name.split(", "))
    assert ours == oracle
    spans = sorted(
        (at[n][0] - int(made.git("log", "-1", "--format=%at", commit))) / 3600
        for commit, name in oracle.items()
        if len(made.git("log", "-1", "--format=%P", commit).split()) < 2
        for n, (_, other) in at.items()
        if other == name
    )
    lead = measured(made)["dora.lead-time"]
    assert (lead.value, lead.n) == (median(spans), len(spans))


def weekly(folder, weeks: int = 10) -> ExampleRepository:
    """One release a week, each with two changes."""
    made = repository(folder)
    for week in range(weeks):
        made.commit(f"Add a{week}", hours=24)
        made.commit(f"Add b{week}", hours=24)
        made.now += 5 * DAY
        made.tag(f"v1.{week}.0", annotated=True)
    made.commit("Add the last", hours=1)
    return made


def test_weekly_releases(tmp_path):
    found = measured(weekly(tmp_path / "client"))
    assert (found["dora.deployment-frequency"].value, found["dora.deployment-frequency"].n) == (1.0, 10)
    assert found["dora.deployment-frequency"].band == "high"
    days = 10 * 7 + 1 / 24  # from the first commit of all to the last, an hour after ten weeks
    assert found["dora.deployments-per-month"].value == pytest.approx(10 / days * 365.25 / 12)
    assert (found["dora.deployments-per-month"].unit, found["dora.deployments-per-month"].n) == ("per month", 10)
    assert found["dora.lead-time"].value == 144  # of 21 changes, the first one included, 11 waited six days and more
    assert found["dora.lead-time"].source == "git history: release tags"
    assert found["dora.lead-time"].coverage == pytest.approx(21 / 22)
    assert found["dora.change-fail-rate"].value == 0
    assert found["dora.recovery-time"].value is None
    assert "no failed deployment" in found["dora.recovery-time"].reason
    assert [label for label, _ in found["dora.lead-time"].series] == ["2023 Q4", "2024 Q1"]


def test_a_patch_release_of_fixes_marks_the_release_before_it(tmp_path):
    made = weekly(tmp_path / "client", 8)
    made.tag("v2.0.0", annotated=True)
    made.commit("Fix the crash", hours=6)
    made.commit("Bump version to 2.0.1", hours=0.5)
    made.tag("v2.0.1", annotated=True)
    made.commit("Go on", hours=1)
    found = measured(made)
    assert found["dora.change-fail-rate"].value == pytest.approx(1 / 10)
    assert found["dora.rework-rate"].value == pytest.approx(1 / 10)
    assert (found["dora.recovery-time"].value, found["dora.recovery-time"].n) == (6.5, 1)


def test_a_patch_release_with_a_feature_is_no_rework(tmp_path):
    made = weekly(tmp_path / "client", 8)
    made.tag("v2.0.0", annotated=True)
    made.commit("Fix the crash", hours=6)
    made.commit("Add a page", hours=1)
    made.tag("v2.0.1", annotated=True)
    assert measured(made)["dora.rework-rate"].value == 0


def test_a_later_revert_marks_the_release_that_brought_the_commit(tmp_path):
    made = weekly(tmp_path / "client", 8)
    bad = made.commit("Add a cache", hours=2)
    made.tag("v3.0.0", annotated=True)
    made.now += 10 * DAY
    made.git("revert", "--no-edit", "--allow-empty", bad, check=False)
    made.git("commit", "-q", "--allow-empty", "-m", f'Revert "Add a cache"\n\nThis reverts commit {bad}.')
    made.tag("v3.1.0", annotated=True)
    found = measured(made)
    assert found["dora.change-fail-rate"].value == pytest.approx(1 / 10)
    assert found["dora.recovery-time"].value == 240


def test_without_tags_the_default_branch_counts(tmp_path):
    made = repository(tmp_path / "client")
    for day in range(40):
        made.git("checkout", "-q", "-b", f"topic{day}")
        made.commit(f"Add {day}", hours=20)
        made.git("checkout", "-q", "main")
        made.merge(f"topic{day}", hours=4)
    found = measured(made)
    assert found["dora.deployment-frequency"].source == "git history: commits of main (first parent)"
    assert found["dora.deployment-frequency"].value == 7
    assert (found["dora.lead-time"].value, found["dora.lead-time"].n) == (4, 41)
    assert found["dora.rework-rate"].value is None
    assert found["dora.lead-time"].confidence == "low"


def test_days_are_those_of_the_time_zone(tmp_path):
    made = repository(tmp_path / "client")
    made.now = 1_700_000_000 // DAY * DAY + DAY - 1800  # half past eleven at night, UTC
    for week in range(8):
        made.commit(f"Add a{week}", hours=0)
        made.tag(f"v1.{week}.0")
        made.now += 3600  # half past midnight
        made.commit(f"Add b{week}", hours=0)
        made.tag(f"v1.{week}.1")
        made.now += 7 * DAY - 3600
    made.commit("Last", hours=0)
    assert measured(made)["dora.deployment-frequency"].value == 2
    assert measured(made, ZoneInfo("Asia/Tokyo"))["dora.deployment-frequency"].value == 1


def sparse(folder) -> ExampleRepository:
    made = repository(folder)
    for number in range(2):
        made.commit(f"Add {number}", hours=40 * 24)
        made.tag(f"v{number}.0.0")
    return made


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda folder: weekly(folder, 2), "shorter than 30 days"),
        (sparse, "only 2 releases"),
    ],
)
def test_not_measurable_with_the_reason_never_zero(tmp_path, make, reason):
    for found in measured(make(tmp_path / "client")).values():
        assert found.value is None
        assert reason in found.reason
        assert found.band == ""


def test_a_shallow_history_is_not_measurable(tmp_path):
    made = weekly(tmp_path / "client")
    made.git("clone", "-q", "--depth=3", f"file://{made.folder}", str(tmp_path / "shallow"))
    copy = ExampleRepository(tmp_path / "shallow")
    assert {m.value for m in measured(copy).values()} == {None}
    assert "shallow" in measured(copy)["dora.lead-time"].reason


def test_what_is_left_out_is_said(tmp_path):
    made = weekly(tmp_path / "client")
    made.tag("v9.0.0-rc.1", annotated=True)
    head = made.git("rev-parse", "HEAD")
    made.now -= 30 * DAY
    made.git("tag", "-a", "-m", "moved", "v0.0.9", head)
    made.now += 30 * DAY
    notes = measured(made)["dora.lead-time"].notes
    assert "1 pre-releases do not count as deployments" in notes
    assert "1 tags dated before their commit are left out" in notes


def test_tags_and_commits_after_the_audited_one_do_not_count(tmp_path):
    made = weekly(tmp_path / "client")
    before = measured(made)["dora.deployment-frequency"].n
    audited = made.git("rev-parse", "HEAD")
    made.commit("Later", hours=100)
    made.tag("v5.0.0", annotated=True)
    made.git("checkout", "-q", "--detach", audited)
    found = measured(made)["dora.deployment-frequency"]
    assert found.n == before
    assert found.window[1] == datetime.fromtimestamp(int(made.git("log", "-1", "--format=%ct")), UTC).strftime(
        "%Y-%m-%dT%H:%M:%SZ"
    )


def test_reading_the_history_stops_when_asked(tmp_path):
    class Stop(Silent):
        def check(self) -> None:
            raise Cancelled

    made = weekly(tmp_path / "client", 2)
    with opened(made.folder) as repo, pytest.raises(Cancelled):
        read_history(repo, [repo.commit().id], Stop())
