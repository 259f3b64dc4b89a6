"""Draws answers of a scan to be checked by reading: half of them yes, half no, by a printed seed.

usage: python -m tests.accuracy.draw SCAN.json SEED [N]
"""

import json
import random
import sys
from pathlib import Path
from typing import Any

from tests.accuracy.scoring import YES


def drawn(outcomes: dict[str, str], seed: int, n: int = 20) -> tuple[list[str], list[str]]:
    """Return n/2 ids answered yes and n/2 answered absent, drawn without replacement; not applicable is not drawn."""
    chance = random.Random(seed)
    yes = sorted(probe for probe, outcome in outcomes.items() if outcome in YES)
    no = sorted(probe for probe, outcome in outcomes.items() if outcome == "absent")
    half = n // 2
    return sorted(chance.sample(yes, min(half, len(yes)))), sorted(chance.sample(no, min(half, len(no))))


def main(arguments: list[str]) -> int:
    """Print what was drawn, with the evidence that each answer gives."""
    if len(arguments) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    scan: dict[str, Any] = json.loads(Path(arguments[0]).read_bytes())
    seed = int(arguments[1])
    outcomes = {probe: answer["outcome"] for probe, answer in scan["probes"].items()}
    yes, no = drawn(outcomes, seed, int(arguments[2]) if len(arguments) == 3 else 20)
    print(f"seed {seed}, commit {scan['repository']['commit']}, probe set {scan['probe_set']}")
    for probe in (*yes, *no):
        answer = scan["probes"][probe]
        print(f"{probe}: {answer['outcome']}: {answer['summary']}")
        for e in answer["evidence"][:8]:
            shown = e["snippet"].splitlines()[:1] or [""]
            print(f"    {e['path']}:{e['line']}-{e['end_line']} | {shown[0][:160]}")
        for e in answer["near_misses"][:6]:
            print(f"    near: {e['path']}:{e['line']} {e['reason']} | {e['snippet'][:120]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
