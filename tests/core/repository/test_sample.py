"""The sample repository: believable, and the same on every laptop."""

import subprocess
from pathlib import Path

import pytest

from core.repository.sample import SampleNotMade, make_sample


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_sample_is_the_same_each_time_and_its_work_tree_is_clean(tmp_path: Path) -> None:
    first, second = make_sample(tmp_path / "one"), make_sample(tmp_path / "two")
    assert git(first, "rev-parse", "HEAD") == git(second, "rev-parse", "HEAD")
    assert git(first, "status", "--porcelain") == ""
    assert git(first, "fsck", "--no-dangling") == ""


def test_the_sample_has_two_years_with_releases_merges_and_a_revert(tmp_path: Path) -> None:
    folder = make_sample(tmp_path / "sample")
    assert git(folder, "tag", "--list", "v*").split()[0] == "v1.0.0"
    assert len(git(folder, "tag").split()) >= 10
    assert git(folder, "log", "--merges", "--format=%h").split()
    reverted = (
        git(folder, "log", "--format=%b", "--grep=This reverts commit")
        .removeprefix("This reverts commit ")
        .rstrip(".\n")
    )
    assert git(folder, "cat-file", "-t", reverted) == "commit"
    first, last = git(folder, "log", "--reverse", "--format=%ct").split()[0], git(folder, "log", "-1", "--format=%ct")
    assert 690 < (int(last) - int(first)) / 86400 < 800


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(SampleNotMade):
        make_sample(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]
