"""What a reading found, before a person confirms it: nothing of it is kept until then."""

from dataclasses import dataclass, field
from datetime import datetime

from core.errors import ExitCode, SightlineError
from core.instruments.inputs import Input
from core.model.instrument import Instrument, ResultTable
from core.model.measurement import Measurement


class NotMeasured(SightlineError):
    """An instrument cannot read what it was given, or a choice is missing."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row, entry or file that could not be used.

    Attributes:
        file: its name, with the sheet or the part of an archive behind a colon.
        line: from 1; 0 where the whole file is meant.
        reason: why, a clause without a full stop.
    """

    file: str
    line: int
    reason: str

    @classmethod
    def whole(cls, file: str, error: SightlineError) -> "BadRow":
        """Return a file that could not be used at all; its name stands before the reason already."""
        said = error.message.rstrip(".")
        return cls(file, 0, f"it {said.removeprefix(file).lstrip()}" if said.startswith(f"{file} ") else said)

    def __str__(self) -> str:
        return f"{self.file}{f', line {self.line}' if self.line else ''}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A criterion of the audit's rubrics that the reading speaks to, and why it does."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reading found; `core.workflows.measure` shows it and makes an edit of it.

    Attributes:
        title: what was measured, as it is printed.
        source: what the numbers rest on: file names with row counts, or the command.
        taken_at: when it was measured; None for the moment in which it is recorded.
        rows: rows, entries or runs that were read and used.
        bad: every row that could not be used; the others count.
        inputs: what was read or heard, for digests and, if wanted, as evidence.
        verdict: `pass` or `fail` where a target was set, else empty.
        quotes: free answers, already without names.
        notes: what the reader must know, a sentence each; they are printed.
        probes: (probe id or subject of criteria, why) of the questions that the input speaks to.
        suggestions: criteria to link, filled in by `core.workflows.measure.preview`.
    """

    instrument: Instrument
    title: str
    source: str
    measurements: tuple[Measurement, ...] = ()
    tables: tuple[ResultTable, ...] = ()
    notes: tuple[str, ...] = ()
    rows: int = 0
    bad: tuple[BadRow, ...] = ()
    inputs: tuple[Input, ...] = ()
    taken_at: datetime | None = None
    verdict: str = ""
    quotes: tuple[str, ...] = ()
    probes: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[Suggestion, ...] = field(default=())

    @property
    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of every input by name."""
        return {given.name: given.sha256 for given in self.inputs}
