"""A cancel is heard while git is waited for: git is ended, and what it did not give is not called missing."""

import threading
from pathlib import Path

import pytest

from core.progress import Cancelled, Silent
from core.repository.blobs import Blobs
from core.repository.log import read_history
from core.repository.opening import opened
from core.repository.tree import read_tree
from tests.helpers.repositories import repository


class _Stop(Silent):
    """Progress that is cancelled as soon as somebody else than the caller's thread asks."""

    def check(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            raise Cancelled


@pytest.fixture
def client(tmp_path: Path) -> Path:
    return repository(tmp_path / "shop", {"a.py": "a = 1\n"}).folder


def test_git_that_gives_nothing_is_ended_by_a_cancel(client):
    with opened(client) as repo:
        repo.door.check = _Stop().check
        process = repo.door.start("cat-file", "--batch", with_input=True)  # waits for a request that never comes
        assert process.stdout.read() == b""  # until it is ended
        process.finish()
        with pytest.raises(Cancelled):
            process.hear()


def test_a_blob_that_a_cancel_kept_from_us_is_not_missing(client):
    with opened(client) as repo:
        entries, raw = read_tree(repo, repo.commit().id)
        (client / "a.py").unlink()
        with Blobs(repo, raw) as blobs:
            assert blobs.read(entries[0]) == b"a = 1\n"
            git = blobs._git
            assert git is not None
            git.watch(_Stop().check)
            git._running.proc.wait()
            with pytest.raises(Cancelled):
                blobs.read(entries[0])


def test_a_history_is_stopped_between_its_lines(client):
    class Now(Silent):
        def check(self) -> None:
            raise Cancelled

    with opened(client) as repo, pytest.raises(Cancelled):
        read_history(repo, [repo.commit().id], Now())
