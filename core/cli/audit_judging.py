"""`sightline audit judge`, `not-applicable`, `note`, `attach`: what a person decides about a criterion."""

import argparse
from pathlib import Path

from core.audit.edits import Edit, SetDraft
from core.audit.rating import kind_of, missing
from core.cli.audit_naming import NotNamed, add_file, find, key_of, level_of, open_to_change
from core.cli.terminal import say, warn
from core.errors import ExitCode
from core.model.judgement import split_key
from core.rubric.rubric import Criterion
from core.scoring.rounding import show
from core.workflows import edit
from core.workflows.alike import alike, judge_alike
from core.workflows.open import OpenAudit


def _new(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, summary: str
) -> argparse.ArgumentParser:
    parser = actions.add_parser(
        name, help=summary, description=summary, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_file(parser, changes=True)
    parser.add_argument("criterion", metavar="CRITERION", help="code, id or rubric/id")
    parser.add_argument("--process", metavar="ID", help="the critical process, where one is judged")
    return parser


def add(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-commands."""
    judge = _new(actions, "judge", "choose a criterion's level")
    judge.add_argument("--level", required=True, metavar="N", help="number of the level, 1 the worst, or its label")
    judge.add_argument(
        "--because", default="", metavar="TEXT", help="why; needed (20 characters) where the scan says otherwise"
    )
    judge.add_argument(
        "--tick",
        default="",
        metavar="N,N",
        help="quality conditions that hold, from 1, or `all`; the top level of an interview or review needs them",
    )
    judge.add_argument(
        "--alike", action="store_true", help="give the same answer to criteria of other rubrics that ask the same"
    )
    judge.set_defaults(do=_judge)
    clear = _new(actions, "clear", "take draft and judgement of a criterion away")
    clear.set_defaults(do=_clear)
    apart = _new(actions, "not-applicable", "declare that a criterion does not apply, or take that back")
    reason = apart.add_mutually_exclusive_group(required=True)
    reason.add_argument("--because", metavar="TEXT", help="the reason; it is printed")
    reason.add_argument("--undo", action="store_true", help="it applies again")
    apart.set_defaults(do=_not_applicable)
    note = _new(actions, "note", "write the internal note of a criterion; it is never published")
    note.add_argument("text", metavar="TEXT", help="the note; empty removes it")
    note.set_defaults(do=_note)
    attach = _new(actions, "attach", "attach a file to a criterion")
    attach.add_argument("path", metavar="PATH", type=Path, help="the file, at most 200 MB; its bytes are copied")
    attach.add_argument("--caption", default="", metavar="TEXT", help="what it shows")
    attach.set_defaults(do=_attach)


def _overall(opened: OpenAudit, key: str) -> str:
    rubric = opened.rubrics[split_key(key)[0]]
    overall = opened.scores[rubric.id].overall
    if overall.point is None:
        return "no score yet"
    return f"{show(overall.point, rubric.scoring.decimals)} of {rubric.scoring.scale}"


def _code(opened: OpenAudit, named: str) -> str:
    """Return a criterion's code as people name it."""
    return find(opened, named)[1].code


def _done(opened: OpenAudit, key: str, change: Edit, said: str = "", *, same: bool | None = None) -> ExitCode:
    """Do a change and say it; `same` also gives (True) or names (False) the same answer elsewhere."""
    there = change.apply(opened.audit) == opened.audit
    if there and not same:
        say("Nothing to change: it is so already.")
        return ExitCode.DONE
    before = _overall(opened, key)
    if not there:
        opened.do(change)
    elsewhere = [] if same is None else _elsewhere(opened, key, give=same)
    after = _overall(opened, key)
    opened.close()
    label = change.label()
    say(said or f"{label[:1].upper()}{label[1:]}.")
    if before != after:
        say(f"  overall {before} -> {after}")
    say(*elsewhere)
    return ExitCode.DONE


def _elsewhere(opened: OpenAudit, key: str, *, give: bool) -> list[str]:
    """Return a line for each criterion of another rubric that asks the same, after giving it the answer if wanted."""
    offered = [each for each in alike(opened, key) if not each.settled]
    free = [each for each in offered if not each.differs]
    if give and free:
        opened.do(judge_alike(opened, key, [each.key for each in free]))
    lines = []
    for each in offered:
        if each.differs:
            state = f"judged {each.judged} there; left as it is"
        elif give:
            waits = " (a draft: it needs more there)" if each.key in opened.audit.drafts else ""
            state = f"{each.label}{waits}"
        else:
            state = f"would be {each.label}; --alike gives the same answer"
        lines.append(f"  also asked by {each.code} ({each.rubric}): {state}")
    return lines


def _ticks(criterion: Criterion, text: str) -> tuple[int, ...]:
    count = len(criterion.met_only_if)
    if text.strip().lower() == "all":
        return tuple(range(count))
    try:
        ticked = tuple(int(part) - 1 for part in text.split(",") if part.strip())
    except ValueError:
        raise NotNamed(f"{text!r} is not a list of numbers.", "Write --tick 1,2 or --tick all.") from None
    if ticked and not count:
        raise NotNamed(f"{criterion.code} has no conditions to tick.", "Leave --tick out.")
    if any(not 0 <= number < count for number in ticked):
        raise NotNamed(f"{criterion.code} has {count} conditions.", "Tick some of them by number, from 1.")
    return ticked


def _judge(args: argparse.Namespace) -> ExitCode:
    with open_to_change(args.file, args.person) as opened:
        _, criterion = find(opened, args.criterion)
        key = key_of(opened, args.criterion, args.process)
        level, ticked = level_of(criterion, args.level), _ticks(criterion, args.tick)
        change = edit.choose_level(opened, key, level, args.because, ticked)
        label = criterion.levels[level].label
        kind = kind_of(edit.score_of(opened, key), level)
        if isinstance(change, SetDraft):
            _done(opened, key, change, f"{criterion.code}: {label} is kept as a draft and does not count yet.")
            warn(f"  {missing(criterion, kind, level, args.because, ticked)}")
            for number, condition in enumerate(criterion.met_only_if, start=1):
                warn(f"  --tick {number}: {condition}")
            return ExitCode.INCOMPLETE
        return _done(opened, key, change, f"{criterion.code}: {label} ({kind.value}).", same=args.alike)


def _clear(args: argparse.Namespace) -> ExitCode:
    with open_to_change(args.file, args.person) as opened:
        key = key_of(opened, args.criterion, args.process)
        return _done(opened, key, edit.clear_level(opened, key))


def _not_applicable(args: argparse.Namespace) -> ExitCode:
    with open_to_change(args.file, args.person) as opened:
        key = key_of(opened, args.criterion, args.process)
        change = edit.applicable_again(opened, key) if args.undo else edit.not_applicable(opened, key, args.because)
        code = _code(opened, args.criterion)
        return _done(opened, key, change, f"{code}: applies again." if args.undo else f"{code}: not applicable.")


def _note(args: argparse.Namespace) -> ExitCode:
    with open_to_change(args.file, args.person) as opened:
        key = key_of(opened, args.criterion, args.process)
        code, kept = _code(opened, args.criterion), "note kept" if args.text.strip() else "note removed"
        return _done(opened, key, edit.note(opened, key, args.text), f"{code}: {kept}; it is never published.")


def _attach(args: argparse.Namespace) -> ExitCode:
    with open_to_change(args.file, args.person) as opened:
        key = key_of(opened, args.criterion, args.process)
        attachment = opened.put_attachment(args.path, args.path.name, caption=args.caption)
        size = f"{attachment.size:,} byte{'' if attachment.size == 1 else 's'}"
        said = f"{_code(opened, args.criterion)}: {args.path.name} attached, {size}, SHA-256 {attachment.sha256}"
        return _done(opened, key, edit.attach(opened, key, attachment), said)
