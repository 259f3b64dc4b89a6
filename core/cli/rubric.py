"""`sightline rubric`: check rubric files, list those that ship."""

import argparse
from pathlib import Path

from core.cli.rubric_files import read_rubric_file, rubric_text
from core.cli.terminal import say
from core.errors import ExitCode
from core.rubric.checking import check, check_recommendations
from core.rubric.loading import (
    RECOMMENDATIONS,
    RubricError,
    parse,
    parse_recommendations,
    shipped,
    shipped_recommendations_text,
    shipped_text,
)
from core.rubric.mistake import Mistake
from core.rubric.rubric import Recommendations


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of the verb."""
    parser.epilog = (
        "A rubric is one YAML file; rubrics/README.md explains it field by field. `check` prints every mistake as\n"
        "FILE:LINE: what is wrong (what to do) and ends with 3 when there is one, with 0 when there is none."
    )
    verbs = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    checking = verbs.add_parser("check", help="check rubric files", description="Check rubric files.")
    checking.add_argument(
        "rubric", nargs="*", metavar="FILE|ID", help="a file, or the id of a rubric that ships; default: all that ship"
    )
    checking.add_argument("--probes", action="store_true", help="print the ids that conditions may ask, and stop")
    verbs.add_parser("list", help="list the rubrics that ship", description="List the rubrics that ship.")


def run(args: argparse.Namespace) -> int:
    """Check or list; return the exit code."""
    if args.action == "list":
        return _list()
    if args.probes:
        say(*_probes())
        return int(ExitCode.DONE)
    return _check(args.rubric)


def _probes() -> tuple[str, ...]:
    from core.probes.catalogue import PROBES, PROCESS_PROBES

    return tuple(sorted([*(probe.id for probe in PROBES), *(probe.id for probe in PROCESS_PROBES)]))


def _list() -> int:
    for rubric_id in shipped():
        rubric = parse(shipped_text(rubric_id), f"{rubric_id}.yaml")
        criteria = len(rubric.criteria())
        say(f"{rubric.id}  {rubric.version}  {rubric.name}: {criteria} criteria in {len(rubric.categories)} categories")
        say(f"    {rubric.summary}")
    return int(ExitCode.DONE)


def _check(wanted: list[str]) -> int:
    names = wanted or [*shipped(), RECOMMENDATIONS]
    found = 0
    for name in names:
        text, label = _text(name)
        if Path(label).stem == RECOMMENDATIONS:
            mistakes: tuple[Mistake, ...] = check_recommendations(text, label)
        else:
            mistakes = check(text, label, _probes(), _recommendations(name))
        for mistake in mistakes:
            say(str(mistake))
        found += len(mistakes)
        say(f"{label}: {_count(mistakes)}")
    return int(ExitCode.ENVIRONMENT if found else ExitCode.DONE)


def _recommendations(name: str) -> Recommendations | None:
    """Return the recommendations beside a file, or those that ship; None when they cannot be read."""
    beside = Path(name).parent / f"{RECOMMENDATIONS}.yaml"
    text = shipped_recommendations_text()
    if Path(name).is_file() and beside.is_file():
        text = read_rubric_file(beside)
    try:
        return parse_recommendations(text)
    except RubricError:
        return None


def _text(name: str) -> tuple[str, str]:
    """Return the text of a file or a shipped rubric, and what to call it."""
    if name == RECOMMENDATIONS:
        return shipped_recommendations_text(), f"{RECOMMENDATIONS}.yaml"
    return rubric_text(name), f"{name}.yaml" if name in shipped() else name


def _count(mistakes: tuple[Mistake, ...]) -> str:
    return {0: "no mistakes", 1: "1 mistake"}.get(len(mistakes), f"{len(mistakes)} mistakes")
