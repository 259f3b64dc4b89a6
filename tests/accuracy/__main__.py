"""Scans labelled repositories and compares every answer with its label.

usage: make accuracy REPOS=folder LABELS=folder [ARGS="--write | --held-out | --only NAME"]

REPOS holds the repositories as owner+name or owner+name/repo, bare or not, with the labelled commits; LABELS holds one
YAML file a repository: repo, commit, labels. --write replaces the figures in resources/accuracy.json (with what
tests/accuracy/held_out*.yaml record of repositories that nobody labelled), --held-out only the latter, without a scan;
`make help-page` then renews the help.
"""

import argparse
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import yaml

from core import assets, codec
from core.errors import SightlineError
from core.probes.accuracy import ACCURACY_FORMAT, Accuracy, MeasuredOn, published
from core.probes.catalogue import PROBES, PROCESS_PROBES
from core.probes.running import probe_set
from core.version import product_version
from core.workflows.scan import scan
from tests.accuracy.held_out import AGAIN, held_out, later_rounds, read
from tests.accuracy.repositories import find, under_its_name
from tests.accuracy.scoring import Board, Tally


def main(arguments: list[str]) -> int:
    """Scan, score, print; 1 when a repository could not be scanned."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repositories", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--only", default="", help="only repositories whose name contains this")
    parser.add_argument("--write", action="store_true", help="replace the figures in resources/accuracy.json")
    parser.add_argument("--held-out", action="store_true", help="only renew what was read in unlabelled repositories")
    args = parser.parse_args(arguments)
    if args.held_out:
        _write_down(published())
        return 0
    board, measured, missing = Board(), [], []
    for file in sorted(args.labels.glob("*.yaml")):
        truth = yaml.safe_load(file.read_text(encoding="utf-8"))
        name = truth["repo"]
        if args.only not in name:
            continue
        folder = find(args.repositories, name)
        try:
            if folder is None:
                raise SightlineError(f"{name} is not in {args.repositories}.")
            with under_its_name(folder, name) as named:
                found = scan(named, truth["commit"])
        except SightlineError as error:
            missing.append(f"{name}: {error} {error.details}".strip())
            continue
        board.score(name, truth["labels"], found.probes)
        measured.append(MeasuredOn(name, found.repository.commit))
        print(f"{name}: {_row(board.repositories[name])}", flush=True)
    print("\n".join(_lines(board)))
    for line in missing:
        print(f"not measured: {line}", file=sys.stderr)
    if args.write and not missing and not args.only:
        _write(board, tuple(measured))
    elif args.write:
        print("nothing written: not all labelled repositories were scanned.", file=sys.stderr)
    return 1 if missing else 0


def _row(tally: Tally) -> str:
    scores = tally.scores()
    named = ("accuracy", scores.accuracy), ("precision", scores.precision), ("recall", scores.recall)
    shares = "  ".join(f"{name} {share.rate:.3f} [{share.low:.3f}, {share.high:.3f}]" for name, share in named)
    return f"n {tally.n:4d}  {shares}  cited {scores.cited.rate:.3f}"


def _lines(board: Board) -> list[str]:
    said = ["", f"all   {_row(board.total)}", *(f"{area:5} {_row(t)}" for area, t in sorted(board.areas.items()))]
    return [*said, "", f"{len(board.wrong)} disagreements", *sorted(board.wrong)]


def _write(board: Board, measured: tuple[MeasuredOn, ...]) -> None:
    measurement = Accuracy(
        measured_on=datetime.now(UTC).date().isoformat(),
        sightline=product_version(),
        probe_set=probe_set((*PROBES, *PROCESS_PROBES)),
        repositories=measured,
        overall=board.total.scores(),
        areas={area: tally.scores() for area, tally in sorted(board.areas.items())},
        probes={probe: tally.scores().accuracy for probe, tally in sorted(board.probes.items())},
    )
    _write_down(measurement)


def _write_down(measurement: Accuracy) -> None:
    accuracy = replace(
        measurement,
        held_out=held_out(read()),
        held_out_again=held_out(read(AGAIN)),
        held_out_later=later_rounds(),
    )
    plain = json.loads(codec.document(*ACCURACY_FORMAT, accuracy))
    file = assets.path("resources") / "accuracy.json"
    file.write_text(json.dumps(plain, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    print(f"\nwritten: {file.name}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
