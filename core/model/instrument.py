"""What an instrument gave: measurements, tables to print, and where the numbers came from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.model.measurement import Measurement


class Instrument(StrEnum):
    """How numbers that no repository holds come into an audit; `resources/instruments.yaml` describes each."""

    DELIVERY_RECORDS = "delivery-records"
    CI_PROFILE = "ci-profile"
    FIRE_DRILL = "fire-drill"
    TIMED_COMMAND = "timed-command"
    SURVEY = "survey"
    IMPORTED_SCAN = "imported-scan"
    ENTERED = "entered"


@dataclass(frozen=True, slots=True)
class ResultTable:
    """A table of an instrument's result, as it is printed.

    Attributes:
        rows: one cell for each column.
        shares: column that holds a share (0..1 as text) to be drawn as a bar beside it; -1 for none.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    shares: int = -1


@dataclass(frozen=True, slots=True)
class InstrumentResult:
    """One use of an instrument, confirmed by the auditor.

    Attributes:
        id: `<instrument>-<number>`, unique in the audit.
        title: what was measured, as it is printed: "Restore of the orders database".
        taken_at: when it was measured (a drill, a command) or imported.
        source: what the numbers rest on: file names with row counts, or the command.
        digests: SHA-256 of the input files, by name.
        verdict: `pass` or `fail` where a target was set, `aborted` for a drill that was given up, else empty.
        quotes: free answers of a survey, already without names.
        notes: what the reader must know: rows left out, groups suppressed.
        attachments: ids of attachments that show it.
    """

    id: str
    instrument: Instrument
    title: str
    taken_at: datetime
    actor: str
    source: str
    measurements: tuple[Measurement, ...] = ()
    tables: tuple[ResultTable, ...] = ()
    digests: dict[str, str] | None = None
    verdict: str = ""
    quotes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
