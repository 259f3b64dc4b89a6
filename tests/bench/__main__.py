"""Prints each speed as a ratio against its reference, in one run, interleaved.

usage: python -m tests.bench REPOSITORY [REPOSITORY ...]

Give clones of public repositories, checked out; seconds depend on the computer, ratios carry over.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench import content, history, whole, window
from tests.bench.measuring import Row

PARTS: tuple[tuple[str, Callable[[Path], list[Row]]], ...] = (
    ("content pass", content.rows),
    ("history pass", history.rows),
    ("whole scan, command line", whole.rows),
)


def main(arguments: list[str]) -> int:
    """Measure every part on every repository."""
    folders = [Path(argument).resolve() for argument in arguments]
    if not folders or not all(folder.is_dir() for folder in folders):
        print(__doc__, file=sys.stderr)
        return 2
    print("| what | repository | wall s | reference s | ratio | budget | cpu ratio | peak MiB |")
    print("|---|---|---|---|---|---|---|---|")
    for what, rows in PARTS:
        for folder in folders:
            for row in rows(folder):
                print(f"| {what}: {row.name} | {folder.name} | {row.cells()} |", flush=True)
    for folder in folders:
        window.print_figures(folder)
    return 0


sys.exit(main(sys.argv[1:]))
