"""How the command line names things: criteria, levels, people, the audit file."""

import argparse
import uuid
from pathlib import Path

from core.cli.terminal import warn
from core.errors import ExitCode, SightlineError
from core.model.judgement import Actor, key
from core.rubric.rubric import Criterion, Rubric
from core.workflows.open import OpenAudit, ReadOnly, open_audit


class NotNamed(SightlineError):
    """A name on the command line that fits nothing, or more than one thing."""

    exit_code = ExitCode.USAGE


def add_file(parser: argparse.ArgumentParser, *, changes: bool = False) -> None:
    """Add the audit file (and who changes it) to a sub-command."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the audit file (.sightline)")
    if changes:
        parser.add_argument(
            "--as", dest="person", metavar="NAME", default="", help="who does it; the audit's lead when left out"
        )


def person(name: str, organisation: str = "") -> Actor:
    """Return a person by the name they give; the same name is the same person."""
    return Actor(str(uuid.uuid5(uuid.NAMESPACE_OID, f"sightline:{name}")), name, organisation)


def open_to_look(path: Path) -> OpenAudit:
    """Open an audit; says on standard error when it is only a copy of what somebody else has open."""
    opened = open_audit(path)
    if opened.read_only:
        warn(f"sightline: {opened.read_only_reason}")
    return opened


def open_to_change(path: Path, name: str = "") -> OpenAudit:
    """Open an audit for changing.

    Raises:
        ReadOnly: when it can only be read.
    """
    opened = open_audit(path, person(name) if name else None)
    if opened.read_only:
        opened.close()
        raise ReadOnly("Nothing was changed: this audit can only be read.", opened.read_only_reason)
    return opened


def find(opened: OpenAudit, name: str) -> tuple[Rubric, Criterion]:
    """Return the criterion that a code, id or rubric/id names.

    Raises:
        NotNamed: when none or more than one fits.
    """
    wanted = name.lower()
    found = [
        (rubric, criterion)
        for rubric in opened.rubrics.values()
        for criterion in rubric.criteria()
        if wanted.removeprefix(f"{rubric.id}/") in (criterion.code.lower(), criterion.id)
    ]
    if not found:
        raise NotNamed(f"No criterion is called {name}.", "`sightline audit show FILE --criteria` lists them.")
    if len(found) > 1:
        names = ", ".join(f"{rubric.id}/{criterion.id}" for rubric, criterion in found)
        raise NotNamed(f"More than one criterion is called {name}.", f"Name one of {names}.")
    return found[0]


def key_of(opened: OpenAudit, name: str, process: str | None) -> str:
    """Return the key of a criterion, or of one process of it."""
    rubric, criterion = find(opened, name)
    return key(rubric.id, criterion.id, process)


def level_of(criterion: Criterion, name: str) -> int:
    """Return the index of the level that a number from 1 or a label names.

    Raises:
        NotNamed: when none fits.
    """
    for index, level in enumerate(criterion.levels):
        if name == str(index + 1) or name.lower() == level.label.lower():
            return index
    known = ", ".join(f"{n} {level.label}" for n, level in enumerate(criterion.levels, start=1))
    raise NotNamed(f"{criterion.code} has no level {name}.", f"It has: {known}.")


def kept_judgements(count: int) -> str:
    """Return how many judgements were carried over, and that they are to be looked at again."""
    if not count:
        return "no judgement"
    if count == 1:
        return "1 judgement, marked with its date; review it again"
    return f"{count} judgements, marked with their date; review each again"
