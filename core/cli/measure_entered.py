"""`sightline measure enter`, `remove`: numbers that somebody told, and taking a result away."""

import argparse

from core.cli.measure_confirming import agree, carry_out, changed, confirm, new, open_to_preview, replacing
from core.cli.terminal import say
from core.errors import ExitCode


def add(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-commands."""
    enter = new(actions, "enter", "enter a number that only the client's people or systems know, with its source")
    enter.add_argument("measure", metavar="MEASURE", help="its id, such as qa.wait; `measure list` names all")
    enter.add_argument("value", metavar="VALUE", help="in the unit of the measure; a share as 0.72 or 72%%")
    enter.add_argument("--source", required=True, metavar="TEXT", help="who or what says so; it is printed with it")
    enter.add_argument("--n", type=int, default=0, metavar="N", help="how many observations stand behind it")
    replacing(enter)
    enter.set_defaults(do=_enter)
    remove = new(actions, "remove", "take a recorded result away; the trail keeps it")
    remove.add_argument("result", metavar="ID", help="of the result, such as survey-1; `measure show` names all")
    remove.set_defaults(do=_remove)


def _enter(args: argparse.Namespace) -> ExitCode:
    from core.instruments import entered

    draft = entered.enter(args.measure, entered.number(args.value), args.source, n=args.n)
    with open_to_preview(args) as opened:
        return confirm(opened, draft, args)


def _remove(args: argparse.Namespace) -> ExitCode:
    from core.workflows.measure import remove

    with open_to_preview(args) as opened:
        change = remove(opened, args.result)
        result = opened.audit.results[args.result]
        say(f"{args.result}: {result.title}", f"  from {result.source}", *changed(opened, change))
        if (refused := agree(args.yes, "Take it away?", "--yes", what="changed")) is not None:
            return refused
        carry_out(args, opened, lambda to: remove(to, args.result))
        say(f"{args.result} is taken away.")
        return ExitCode.DONE
