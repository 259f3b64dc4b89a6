"""`sightline audit rubric`: take a newer version of a rubric into an audit, add one, leave one out."""

import argparse
from pathlib import Path

from core.audit.adoption import Adoption
from core.cli.audit_naming import add_file, kept_judgements, open_to_change, open_to_look
from core.cli.terminal import say, warn
from core.errors import ExitCode
from core.model.judgement import split_key
from core.rubric import library
from core.rubric.difference import Change
from core.workflows import adopt
from core.workflows.open import OpenAudit


def add(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-commands."""
    about = "take another version of a rubric, judgements carried over where the question is the same"
    adopting = actions.add_parser("adopt", help=about, description=f"{about.capitalize()}.")
    add_file(adopting, changes=True)
    adopting.add_argument("rubric", nargs="?", metavar="ID", help="the rubric; default: every one with another text")
    adopting.add_argument("--file", dest="source", type=Path, metavar="YAML", help="take the text of this file")
    adopting.add_argument("--dry-run", action="store_true", help="only say what would happen")
    adopting.set_defaults(do=_adopt)
    for name, about, do in (
        ("add-rubric", "use one more rubric in this audit", _add),
        ("leave-rubric", "use a rubric no longer; what was judged in it stays for undo", _leave),
    ):
        parser = actions.add_parser(name, help=about, description=f"{about.capitalize()}.")
        add_file(parser, changes=True)
        parser.add_argument("rubric", metavar="ID" if do is _leave else "FILE|ID")
        parser.set_defaults(do=do)


def offered(opened: OpenAudit) -> tuple[str, ...]:
    """Return a line for each rubric of which another version is there."""
    return tuple(
        f"{offer.offered.name}: this audit keeps version {offer.version}; version {offer.offered.version} is there "
        "(`sightline audit adopt`)"
        for offer in adopt.offers(opened)
    )


def _adopt(args: argparse.Namespace) -> ExitCode:
    text = library.read(args.source) if args.source else ""
    if args.dry_run:
        with open_to_look(args.file) as opened:
            for rubric_id in _wanted(opened, args.rubric, text):
                _say(adopt.preview(opened, rubric_id, text))
        return ExitCode.DONE
    with open_to_change(args.file, args.person) as opened:
        for rubric_id in _wanted(opened, args.rubric, text):
            found = adopt.preview(opened, rubric_id, text)
            opened.do(adopt.adopt(opened, rubric_id, text))
            _say(found)
    return ExitCode.DONE


def _wanted(opened: OpenAudit, named: str | None, text: str) -> tuple[str, ...]:
    if named is not None:
        return (named,)
    if text:
        from core.rubric.loading import parse

        return (parse(text, "the file").id,)
    found = tuple(offer.rubric for offer in adopt.offers(opened))
    if not found:
        say("Nothing to take: every rubric of this audit is in the version that is there.")
    return found


def _say(found: Adoption) -> None:
    before, after = found.difference.before, found.difference.after
    say(f"{after.name}: version {before.version} -> {after.version}")
    counts = [
        (Change.SAME, "the same"),
        (Change.ADVICE, "with other weight or advice"),
        (Change.RENAMED, "with another id"),
        (Change.CHANGED, "asking something else"),
        (Change.NEW, "new"),
        (Change.GONE, "gone"),
    ]
    rows = [f"{len(found.difference.of(change))} {words}" for change, words in counts if found.difference.of(change)]
    say(f"  criteria     {', '.join(rows)}")
    say(f"  carried over {kept_judgements(len(found.kept))}")
    for name in found.proposals:
        say(f"  proposal     {_code(found, name)}: the question changed; the old level waits as a draft")
    for name in found.retired:
        warn(f"  retired      {split_key(name)[1]}: the criterion is gone; its judgement stays in the file")


def _code(found: Adoption, name: str) -> str:
    return found.difference.after.criterion(split_key(name)[1]).code


def _add(args: argparse.Namespace) -> ExitCode:
    with open_to_change(args.file, args.person) as opened:
        opened.do(adopt.add_rubric(opened, args.rubric))
        say(f"{list(opened.rubrics.values())[-1].name} is used in this audit. Scan again to answer its own questions.")
    return ExitCode.DONE


def _leave(args: argparse.Namespace) -> ExitCode:
    with open_to_change(args.file, args.person) as opened:
        opened.do(adopt.leave_out(opened, args.rubric))
        say(f"{args.rubric} is no longer used in this audit; `audit add-rubric` brings it back with its judgements.")
    return ExitCode.DONE
