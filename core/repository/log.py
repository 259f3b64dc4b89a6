"""Streams the commit log of a repository into the compact history."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from core.history.commits import FORMAT, History
from core.history.deployments import Tag
from core.history.messages import reverted_by
from core.progress import Progress
from core.repository.git_door import failure
from core.repository.opening import Repository

_TOGETHER = 2000
_MOST_REVERTS = 5000


def tags_of(repository: Repository) -> tuple[Tag, ...]:
    """Return all tags that lead to a commit."""
    return tuple(
        Tag(ref.full_name.removeprefix("refs/tags/"), ref.commit, ref.at) for ref in repository.refs("refs/tags")
    )


def _log(repository: Repository, tips: Iterable[str], *arguments: str) -> Iterator[bytes]:
    process = repository.door.start("log", "--stdin", *arguments, with_input=True)
    assert process.stdin is not None
    try:
        process.stdin.write("".join(f"{tip}\n" for tip in dict.fromkeys(tips)).encode("ascii"))
        process.stdin.close()
        yield from process.stdout
    except GeneratorExit:  # the caller has enough
        process.stop()
        raise
    except BaseException:
        process.stop()
        process.hear()
        raise
    status, said = process.finish()
    process.hear()
    if status:
        raise failure(repository.folder, said)


def read_history(repository: Repository, tips: Sequence[str], progress: Progress, since: int = 0) -> History:
    """Return all commits that some commits contain, in one pass.

    Args:
        repository: an open one.
        tips: commit ids.
        progress: one step a commit.
        since: subjects of older commits are not looked at.

    Raises:
        BrokenRepository: when git cannot walk the history to its end.
        Cancelled: when progress says so.
    """
    history = History(since, progress.check)
    lines = _log(repository, tips, f"--format={FORMAT}")
    while True:
        progress.check()
        count = history.add_lines(islice(lines, _TOGETHER))
        if not count and not (rest := next(lines, b"")):
            return history
        if not count:
            history.add_lines([rest])
        progress.advance(count)


def reverted_commits(repository: Repository, history: History) -> dict[int, tuple[bytes, ...]]:
    """Return the ids that each reverting commit names in its message; only those messages are read."""
    if not history.reverts:
        return {}
    newest = sorted(history.reverts, key=lambda n: history.committed[n], reverse=True)[:_MOST_REVERTS]
    ids = [history.reverts[number].decode("ascii") for number in newest]
    text = b"".join(_log(repository, ids, "--no-walk=unsorted", "--format=%x01%H%x00%B"))
    found = {}
    for message in text.split(b"\x01")[1:]:
        commit, _, body = message.partition(b"\0")
        if names := reverted_by(body):
            found[history.number[commit]] = names
    return found
