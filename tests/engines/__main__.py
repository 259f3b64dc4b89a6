"""Searches repositories with all patterns of all probes in several ways and prints every line that not all find.

usage: make engines REPOS="CLONE [CLONE ...]" [ARGS="--files 2000"]

The ways: the engine of a scan and each pattern by itself on all text; and Python's `re`, which no code of the others is
part of, on the lines that a pattern matches, on their neighbours and on lines like them.
"""

import argparse
import sys
import time
from pathlib import Path

from core.errors import SightlineError
from core.matching.pattern import Pattern
from core.probes.catalogue import PROBES, PROCESS_PROBES
from core.probes.own import own_probe
from core.probes.running import patterns_of
from core.repository.blobs import Blobs
from core.repository.opening import opened
from core.repository.tree import read_tree
from core.rubric.loading import parse, shipped, shipped_text
from core.snapshot.snapshot import Snapshot
from tests.helpers.engines import Place, matching_lines, mutated, places, places_by_python, told

_MOST_LINES = 4000
_MOST_SHOWN = 20
_LONGEST = 400


def main(arguments: list[str]) -> int:
    """Compare and print; 1 when a line was not found in all ways or a repository could not be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repositories", type=Path, nargs="+")
    parser.add_argument("--files", type=int, default=2000, help="most files of a repository, spread over all of it")
    args = parser.parse_args(arguments)
    own = [own_probe(name, probe) for name in shipped() for probe in parse(shipped_text(name), name).own_probes]
    patterns = patterns_of((*PROBES, *PROCESS_PROBES, *own))
    wrong = 0
    for folder in args.repositories:
        try:
            texts = _texts(folder, args.files)
        except SightlineError as error:
            print(f"{folder}: {error}", file=sys.stderr)
            wrong += 1
            continue
        wrong += _compared(folder, patterns, texts)
    print("no differences" if not wrong else f"{wrong} differences")
    return 1 if wrong else 0


def _compared(folder: Path, patterns: tuple[Pattern, ...], texts: dict[str, bytes]) -> int:
    start = time.perf_counter()
    scanned = places(patterns, texts.items())
    took = time.perf_counter() - start
    start = time.perf_counter()
    alone = places(patterns, texts.items(), by_itself=True)
    took_alone = time.perf_counter() - start
    differences = told(alone, scanned, texts)
    near = _near(scanned, texts)
    differences += told(places_by_python(patterns, near.items()), places(patterns, near.items()), near)
    size = sum(map(len, texts.values())) / 1024 / 1024
    print(
        f"{folder}: {len(texts):,} files, {size:.1f} MiB, {len(scanned):,} lines found, {took:.2f} s "
        f"(by itself {took_alone:.1f} s); {len(near):,} files of lines tried by Python: {len(differences)} differences",
        *differences[:_MOST_SHOWN],
        sep="\n  ",
        flush=True,
    )
    return len(differences)


def _texts(folder: Path, most: int) -> dict[str, bytes]:
    """Return the text of some files of a repository, spread evenly over its paths."""
    with opened(folder, trust_owner=True, allow_outside=True) as repository:
        commit = repository.commit()
        entries, raw_paths = read_tree(repository, commit.id)
        spread = entries[:: -(-len(entries) // most)] if entries else entries
        with Blobs(repository, raw_paths) as blobs:
            return dict(Snapshot(commit.id, spread, blobs).contents())


def _near(found: set[Place], texts: dict[str, bytes]) -> dict[str, bytes]:
    """Return small files of lines that match, lines beside them, and such lines changed at random."""
    lines = matching_lines(found | {(*place[:3], place[3] - 1) for place in found if place[3] > 1}, texts)
    some = [line for line in lines[:: -(-len(lines) // _MOST_LINES)] if len(line) <= _LONGEST] if lines else []
    whole = {f"as they are {i}": b"\n".join(some[i : i + 100]) for i in range(0, len(some), 100)}
    return whole | dict(mutated(some, seed=4))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
