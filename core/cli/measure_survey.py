"""`sightline measure survey`: a SPACE survey from CSV or XLSX."""

import argparse
from pathlib import Path

from core.cli.audit_naming import NotNamed
from core.cli.measure_confirming import confirm, new, open_to_preview, replacing
from core.errors import ExitCode


def add(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    parser = new(actions, "survey", "read a SPACE survey: one row a person, CSV or XLSX")
    parser.add_argument("answers", metavar="FILE", type=Path, help="the answers")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="COLUMN=MEANING",
        help="what a column holds: satisfaction, performance, activity, communication, efficiency (with a leading "
        "minus where agreeing is worse), comment, group, person, time or ignore; guessed from its heading else",
    )
    parser.add_argument("--scale", type=int, choices=(5, 7), help="numbers go from 1 to this; detected when left out")
    parser.add_argument("--asked", type=int, metavar="N", help="how many people were asked, for the response rate")
    parser.add_argument("--sheet", default="", metavar="NAME", help="of a workbook; the first that fits when left out")
    parser.add_argument("--title", default="SPACE survey", metavar="TEXT", help="as it is printed")
    parser.add_argument(
        "--name", action="append", default=[], metavar="NAME", help="a name to take out of free answers; repeatable"
    )
    replacing(parser)
    parser.epilog = (
        "Groups under five people are not shown, nor a group from which such a one could be worked out. Free answers\n"
        "are kept only from groups of five or more, without the names that the file holds; read them before.\n"
        "The file itself is not kept, only its SHA-256."
    )
    parser.set_defaults(do=_survey)


def _roles(said: list[str]) -> dict[str, str]:
    found = {}
    for one in said:
        column, equals, meaning = one.rpartition("=")
        if not equals or not column.strip():
            raise NotNamed(f"{one!r} names no column and meaning.", 'Write --map "COLUMN=efficiency".')
        found[column.strip()] = meaning.strip()
    return found


def _survey(args: argparse.Namespace) -> ExitCode:
    from core.instruments.inputs import read_inputs
    from core.instruments.survey import Questionnaire, read

    questionnaire = Questionnaire(args.title, _roles(args.map), args.scale, args.asked, args.sheet, tuple(args.name))
    (given, *more) = read_inputs([args.answers])
    if more:
        raise NotNamed(f"{args.answers} holds several files.", "Name the one with the answers.")
    draft = read(given, questionnaire)
    with open_to_preview(args) as opened:
        return confirm(opened, draft, args)
