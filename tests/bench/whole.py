"""A whole scan from the command line, cold start included (files in the page cache, patterns compiled once before)."""

import sys
from pathlib import Path

from tests.bench.measuring import ROUNDS, Row, best, run


def rows(folder: Path) -> list[Row]:
    """Measure one repository."""
    command = [sys.executable, "-m", "gui", "scan", str(folder), "--format", "json", "--allow-outside"]
    run(command, accepted=(0, 4))
    return [
        Row("scan --format json", best([run(command, accepted=(0, 4)) for _ in range(ROUNDS)]), None, "small: <= 1.5 s")
    ]
