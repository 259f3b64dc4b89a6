"""All inputs of the delivery measurements, against `git log --all` thrown away."""

from pathlib import Path

from tests.bench.measuring import ROUNDS, Row, best, inner, run

_OURS = """
from pathlib import Path
from core.history.delivery import SUBJECTS_DAYS, delivery, measure
from core.history.periods import DAY
from core.progress import Silent
from core.repository.log import read_history, reverted_commits, tags_of
from core.repository.opening import opened
with opened(Path(sys.argv[1]), allow_outside=True) as repository:
    commit = repository.commit()
    branch = repository.default_branch(commit.id)
    with measured():
        tags = tags_of(repository)
        until = int(commit.at.timestamp())
        tips = [branch.commit, commit.id, *(t.commit for t in tags)]
        history = read_history(repository, tips, Silent(), until - SUBJECTS_DAYS * DAY)
        reverted = reverted_commits(repository, history)
        found = delivery(history, history.number[branch.commit.encode()], tags, until, reverted)
        measure(found, until)
"""


REFERENCE = ("git", "log", "--all", "--format=%H%x00%P%x00%at%x00%ct%x00%ae%x00%s")


def rows(folder: Path) -> list[Row]:
    """Measure one repository."""
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(inner(_OURS, str(folder)))
        theirs.append(run(REFERENCE, folder))
    return [Row("log, labels, five metrics", best(ours), best(theirs), "<= 1.4, 350 MiB")]
