"""`sightline rubric`: list rubrics, show one, check files, begin a new one, compare two."""

import argparse
from pathlib import Path

from core.cli.rubric_difference import shown
from core.cli.terminal import say, warn
from core.errors import ExitCode, SightlineError
from core.rubric import library
from core.rubric.checking import check, check_recommendations
from core.rubric.difference import difference
from core.rubric.loading import (
    RECOMMENDATIONS,
    RubricError,
    parse,
    parse_recommendations,
    shipped,
    shipped_recommendations_text,
)
from core.rubric.making import new_rubric
from core.rubric.mistake import Mistake
from core.rubric.rubric import Recommendations


class Exists(SightlineError):
    """There is such a file already."""

    exit_code = ExitCode.USAGE


_EPILOG = """\
A rubric is one YAML file; rubrics/README.md explains it field by field. `check` prints every mistake as
FILE:LINE: what is wrong (what to do) and ends with 3 when there is one, with 0 when there is none.
Own rubrics are found in the folder that `list` names, or with --rubrics DIR.

examples:
  sightline rubric new shop-audit --from devops-excellence     # own weights and words, its comments kept
  sightline rubric check shop-audit.yaml
  sightline rubric diff devops-excellence shop-audit.yaml
"""


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of the verb."""
    parser.epilog = _EPILOG
    verbs = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    checking = verbs.add_parser("check", help="check rubric files", description="Check rubric files.")
    checking.add_argument(
        "rubric", nargs="*", metavar="FILE|ID", help="a file, or the id of a rubric; default: all that ship"
    )
    checking.add_argument("--probes", action="store_true", help="print the ids that conditions may ask, and stop")
    about = "list the rubrics that ship and one's own"
    listing = verbs.add_parser("list", help=about, description=about.capitalize() + ".")
    showing = verbs.add_parser("show", help="print a rubric's criteria", description="Print a rubric's criteria.")
    showing.add_argument("rubric", metavar="FILE|ID")
    making = verbs.add_parser("new", help="begin a new rubric file", description="Begin a new rubric file.")
    making.add_argument("id", metavar="ID", help="its id: lower case letters, digits, dashes")
    making.add_argument("--from", dest="source", metavar="FILE|ID", help="begin with a copy; its comments stay")
    making.add_argument("--name", default="", metavar="TEXT", help="on screen and paper")
    making.add_argument("--output", type=Path, metavar="FILE", help="default: ID.yaml in this folder")
    comparing = verbs.add_parser(
        "diff",
        help="compare two rubrics",
        description="Compare two rubrics or two versions of one, by id and by what the criteria ask. A judgement of "
        "the first answers the second where the question is the same; where it changed it becomes a proposal.",
    )
    comparing.add_argument("before", metavar="BEFORE", help="a file, or the id of a rubric")
    comparing.add_argument("after", metavar="AFTER", help="a file, or the id of a rubric")
    comparing.add_argument("--format", choices=("text", "json", "md"), default="text")
    for each in (checking, listing, showing, making, comparing):
        each.add_argument("--rubrics", type=Path, metavar="DIR", help="folder of own rubrics")


def run(args: argparse.Namespace) -> int:
    """Run the chosen action; return the exit code."""
    if args.action == "list":
        return _list(args.rubrics)
    if args.action == "show":
        return _show(args)
    if args.action == "new":
        return _new(args)
    if args.action == "diff":
        return _diff(args)
    if args.probes:
        say(*_probes())
        return int(ExitCode.DONE)
    return _check(args.rubric, args.rubrics)


def _probes() -> tuple[str, ...]:
    from core.probes.catalogue import PROBES, PROCESS_PROBES

    return tuple(sorted([*(probe.id for probe in PROBES), *(probe.id for probe in PROCESS_PROBES)]))


def _list(folder: Path | None) -> int:
    entries = library.library(folder)
    for entry in entries:
        if entry.problem:
            warn(f"{entry.path or entry.id}: cannot be used: {entry.problem}")
            continue
        say(f"{entry.id}  {entry.version}  {entry.name}: {entry.criteria} criteria{' (own)' if entry.path else ''}")
        say(f"    {entry.summary}")
    say(f"Own rubrics are looked for in {folder or library.own_folder()}")
    return int(ExitCode.ENVIRONMENT if any(entry.problem for entry in entries) else ExitCode.DONE)


def _show(args: argparse.Namespace) -> int:
    rubric = parse(library.rubric_text(args.rubric, args.rubrics), args.rubric)
    say(f"{rubric.name} ({rubric.id} {rubric.version})", f"  {rubric.summary}")
    for category in rubric.categories:
        say("", f"{category.name}: {category.points} points", f"  {category.intent}")
        for criterion in category.criteria:
            say(f"  {criterion.code:8} {criterion.question}")
            levels = " | ".join(f"{level.label} {level.rating.normalize():f}" for level in criterion.levels)
            say(f"           {criterion.method}, weight {criterion.weight}, {criterion.severity.value}: {levels}")
    return int(ExitCode.DONE)


def _new(args: argparse.Namespace) -> int:
    target: Path = args.output or Path(f"{args.id}.yaml")
    source = library.rubric_text(args.source, args.rubrics) if args.source else ""
    text = new_rubric(args.id, args.name, source)
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Exists(f"{target} is there already.", "Choose another name with --output.") from None
    except OSError as error:
        raise library.NoSuchRubric(f"{target} cannot be written: {error.strerror}.", "Choose another folder.") from None
    say(f"{target}: {len(parse(text, target.name).criteria())} criteria. Next: sightline rubric check {target}")
    return int(ExitCode.DONE)


def _diff(args: argparse.Namespace) -> int:
    before, after = (parse(library.rubric_text(name, args.rubrics), str(name)) for name in (args.before, args.after))
    say(*shown(difference(before, after), args.format))
    return int(ExitCode.DONE)


def _check(wanted: list[str], folder: Path | None) -> int:
    names = wanted or [*shipped(), RECOMMENDATIONS]
    found = 0
    for name in names:
        text, label = _text(name, folder)
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
        text = library.read(beside)
    try:
        return parse_recommendations(text)
    except RubricError:
        return None


def _text(name: str, folder: Path | None) -> tuple[str, str]:
    """Return the text of a file or a rubric, and what to call it."""
    if name == RECOMMENDATIONS:
        return shipped_recommendations_text(), f"{RECOMMENDATIONS}.yaml"
    return library.rubric_text(name, folder), f"{name}.yaml" if name in shipped() else name


def _count(mistakes: tuple[Mistake, ...]) -> str:
    return {0: "no mistakes", 1: "1 mistake"}.get(len(mistakes), f"{len(mistakes)} mistakes")
