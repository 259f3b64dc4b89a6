"""All patterns of all probes over all files, against ripgrep tuned for the same job and the same patterns."""

import tempfile
from pathlib import Path

from core.probes.catalogue import PROBES, PROCESS_PROBES
from core.probes.running import patterns_of
from tests.bench.measuring import ROUNDS, Row, best, inner, run

_OURS = """
from pathlib import Path
from core.matching.engine import compile
from core.probes.catalogue import PROBES, PROCESS_PROBES
from core.probes.running import patterns_of
from core.progress import Silent
from core.repository.blobs import Blobs
from core.repository.opening import opened
from core.repository.tree import read_tree
from core.snapshot.snapshot import Snapshot
matcher = compile(patterns_of((*PROBES, *PROCESS_PROBES)))
with opened(Path(sys.argv[1]), allow_outside=True) as repository:
    commit = repository.commit()
    entries, raw = read_tree(repository, commit.id)
    with Blobs(repository, raw) as blobs:
        snapshot = Snapshot(commit.id, entries, blobs)
        with measured():
            matcher.scan(snapshot.contents(), Silent())
"""


def reference(patterns: Path) -> list[str]:
    """Write the patterns of all probes into a file and return ripgrep's command line for them, tuned."""
    from core.matching.expression import portable

    known = {(portable(p.regex), p.ignore_case) for p in patterns_of((*PROBES, *PROCESS_PROBES))}
    lines = [f"(?i:{regex})" if fold else f"(?:{regex})" for regex, fold in sorted(known)]
    patterns.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [
        *("rg", "--json", "--no-unicode", "--dfa-size-limit", "1G", "--regex-size-limit", "1G"),
        *("--no-ignore", "--hidden", "--max-filesize", "1M", "--glob", "!.git", "-f", str(patterns), "."),
    ]


def rows(folder: Path) -> list[Row]:
    """Measure one repository."""
    with tempfile.TemporaryDirectory() as temporary:
        file = Path(temporary) / "patterns"
        command = reference(file)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(inner(_OURS, str(folder)))
            theirs.append(run(command, folder, accepted=(0, 1)))
        count = len(file.read_text(encoding="utf-8").splitlines())
    return [Row(f"{count} patterns", best(ours), best(theirs), "<= 0.7, cpu <= 0.4, 150 MiB")]
