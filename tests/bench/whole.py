"""A whole scan from the command line, cold start included, against the references of its two passes added.

Files are in the page cache and the patterns were compiled once before.
"""

import sys
import tempfile
from pathlib import Path

from tests.bench import content, history
from tests.bench.measuring import ROUNDS, Row, added, best, run


def rows(folder: Path) -> list[Row]:
    """Measure one repository."""
    command = [sys.executable, "-m", "gui", "scan", str(folder), "--format", "json", "--allow-outside"]
    run(command, accepted=(0, 4))
    ours, matching, logs = [], [], []
    with tempfile.TemporaryDirectory() as temporary:
        searching = content.reference(Path(temporary) / "patterns")
        for _ in range(ROUNDS):
            ours.append(run(command, accepted=(0, 4)))
            matching.append(run(searching, folder, accepted=(0, 1)))
            logs.append(run(history.REFERENCE, folder))
    references = added(best(matching), best(logs))
    return [Row("scan --format json", best(ours), references, "small: <= 1.5 s; large: <= 2.5, 700 MiB")]
