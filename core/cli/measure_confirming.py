"""Shows what a reading found and what it would change, asks, and only then records it."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from core.audit.edits import Edit
from core.cli.audit_naming import open_to_change, person
from core.cli.tables import measured_value, text_table
from core.cli.terminal import say, warn
from core.errors import ExitCode, SightlineError
from core.instruments.draft import Draft
from core.model.measurement import Measurement
from core.rubric.measures import measures
from core.workflows.measure import effects, preview, record
from core.workflows.open import OpenAudit, ReadOnly, open_audit

_MOST_ROWS = 30
"""Rows of a table that are printed before a person agrees; `measure show` prints all."""


def new(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, summary: str, *, asks: bool = True
) -> argparse.ArgumentParser:
    """Return the parser of a sub-command that changes an audit.

    Args:
        actions: the verb's sub-commands.
        name: of this one.
        summary: one line of help.
        asks: it shows something and asks before it records.
    """
    parser = actions.add_parser(
        name,
        help=summary,
        description=f"{summary[:1].upper()}{summary[1:]}.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="AUDIT", type=Path, help="the audit file (.sightline)")
    parser.add_argument(
        "--by", dest="person", metavar="NAME", default="", help="who does it; the audit's lead when left out"
    )
    if asks:
        parser.add_argument("--yes", action="store_true", help="record it without asking")
    return parser


def replacing(parser: argparse.ArgumentParser) -> None:
    """Let a result take the place of an earlier one."""
    parser.add_argument(
        "--replace",
        metavar="ID",
        default="",
        help="take the place of an earlier result of the same kind (survey-1 ...)",
    )


def confirm(
    opened: OpenAudit,
    draft: Draft,
    args: argparse.Namespace,
    *,
    evidence_for: Callable[[Draft], Sequence[str]] = lambda draft: (),
    together: Callable[[Edit], Edit] = lambda edit: edit,
) -> ExitCode:
    """Show a draft, ask, record it.

    Args:
        opened: from `open_to_preview`.
        draft: what an instrument read.
        args: `file`, `person`, `yes` and, where it exists, `replace`.
        evidence_for: gives the keys of criteria to which the inputs are attached.
        together: turns the edit into what is done with it.
    """
    found = preview(opened, draft)
    say(*drafted(found))
    replaces = getattr(args, "replace", "")
    shown = together(record(_Nothing(opened), found, replaces=replaces))
    say(*changed(opened, shown))
    if (refused := agree(args.yes, "Record this?", "--yes")) is not None:
        return refused
    done = carry_out(
        args, opened, lambda to: together(record(to, found, evidence_for=evidence_for(found), replaces=replaces))
    )
    names = sorted(set(done.audit.results) - set(opened.audit.results)) or [replaces]
    say(f"Recorded as {names[0]}.")
    return ExitCode.DONE


def open_to_preview(args: argparse.Namespace) -> OpenAudit:
    """Open a copy of an audit to see what would change; nothing of the file is written.

    Raises:
        ReadOnly: when the audit could not be changed afterwards.
    """
    from core.store.opening import FOR_READING

    opened = open_audit(args.file, person(args.person) if args.person else None, for_reading=True)
    if opened.read_only_reason != FOR_READING:
        opened.close()
        raise ReadOnly("Nothing was changed: this audit can only be read.", opened.read_only_reason)
    return opened


def carry_out(args: argparse.Namespace, seen: OpenAudit, change: Callable[[OpenAudit], Edit]) -> OpenAudit:
    """Open the audit that a person saw, put the edit that they agreed to in force, and return it closed.

    Raises:
        ChangedMeanwhile: when somebody changed the audit while they were asked.
    """
    seen.close()
    with open_to_change(args.file, args.person) as opened:
        if opened.audit != seen.audit:
            raise ChangedMeanwhile(
                "The audit was changed while you were asked; nothing was written.", "Look again, and agree again."
            )
        opened.do(change(opened))
    return opened


class ChangedMeanwhile(SightlineError):
    """What a person agreed to is not what would be done."""


class _Nothing:
    """An open audit into which nothing is put: for what would be recorded."""

    def __init__(self, opened: OpenAudit) -> None:
        self.audit = opened.audit
        self.actor = opened.actor
        self.rubrics = opened.rubrics
        self.scores = opened.scores
        self.scan = opened.scan

    def put_attachment(self, source: bytes, name: str, media_type: str = "", caption: str = "") -> NoReturn:
        raise AssertionError("nothing is attached before a person agreed")


def agree(yes: bool, question: str, option: str, *, word: str = "", what: str = "recorded") -> ExitCode | None:
    """Ask, and return None when the person agrees, else the exit code.

    Args:
        yes: they agreed on the command line.
        question: what is asked.
        option: how to agree on the command line.
        word: what must be typed in full; y or yes when empty.
        what: was not done without their consent.
    """
    if yes:
        return None
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        warn(f"sightline: nothing was {what}: nobody could be asked. Say {option} to go on without a question.")
        return ExitCode.USAGE
    try:
        answer = input(f"{question} [{word or 'y/N'}] ").strip().lower()
    except EOFError:
        answer = ""
    if answer == word.lower() if word else answer in ("y", "yes"):
        return None
    say(f"Nothing was {what}.")
    return ExitCode.INCOMPLETE


def drafted(draft: Draft) -> list[str]:
    """Return what a reading found, for a person to agree to."""
    lines = [f"{draft.title}", f"  read from {draft.source}"]
    if draft.verdict:
        lines.append(f"  verdict: {draft.verdict.upper()}")
    lines += ["", *text_table(*measured(draft.measurements), indent="  ")]
    for table in draft.tables:
        lines += ["", f"  {table.title}"]
        lines += text_table(table.columns, table.rows[:_MOST_ROWS], indent="    ")
        if len(table.rows) > _MOST_ROWS:
            lines.append(f"    ... and {len(table.rows) - _MOST_ROWS} more rows")
        if table.note:
            lines.append(f"    {table.note}")
    if draft.quotes:
        lines += ["", "  Free answers, as they would be printed: read them, names may be left"]
        lines += [f"    “{text}”" for text in draft.quotes]
    of_values = (note for one in draft.measurements for note in one.notes)
    if notes := tuple(dict.fromkeys((*draft.notes, *of_values))):  # what is printed with a number is read before, too
        lines += ["", *(f"  note: {note}" for note in notes)]
    if draft.bad:
        lines += ["", f"  {len(draft.bad)} of {draft.rows + len(draft.bad)} rows cannot be used:"]
        lines += [f"    {row}" for row in draft.bad]
    return lines


def measured(found: Sequence[Measurement]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return measurements as columns and rows: name, value, unit, what stands behind it."""
    rows: list[tuple[str, ...]] = []
    for one in found:
        known = measures().get(one.id)
        value = "not measurable" if one.value is None else measured_value(one.value, one.unit)
        behind = one.reason if one.value is None else f"n = {one.n}" if one.n else ""
        band = f", {one.band} ({one.benchmark_year})" if one.band else ""
        rows.append((one.id, known.name if known else "", value, one.unit, f"{behind}{band}"))
    return ("Measure", "Name", "Value", "Unit", ""), rows


def changed(opened: OpenAudit, change: Edit) -> list[str]:
    """Return which criteria an edit would give another level."""
    found = effects(opened, change)
    if not found:
        return ["", "  No criterion changes its level.", ""]
    lines = ["", f"  {len(found)} criteri{'on changes its' if len(found) == 1 else 'a change their'} level:"]
    rows = [(one.code, one.before or "open", "->", one.after or "open", one.question) for one in found]
    return [*lines, *(line for line in list(text_table(("", "", "", "", ""), rows, indent="    "))[1:]), ""]
