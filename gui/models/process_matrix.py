"""The matrix of critical processes and their six properties, as frozen values and a table model."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from core.model.judgement import key
from core.model.process import CriticalProcess, ProcessProposal
from core.workflows.open import OpenAudit
from gui.models import wording
from gui.models.scan_state import duration_text
from gui.words import tr

Index = QModelIndex | QPersistentModelIndex

PROPERTIES: tuple[tuple[str, str], ...] = (
    ("process.documented", "Documented"),
    ("process.traced", "Observable"),
    ("process.contract-tested", "Contract-tested"),
    ("process.health-checked", "Health-checked"),
    ("process.error-handled", "Error-handled"),
    ("process.measured", "Measured"),
)
"""Probe and name of the six properties, in the order of the columns."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One property of one process; `key` is empty where no criterion of the audit asks."""

    word: str
    tone: str = "na"
    icon: str = "circle-dashed"
    key: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One process with its cells."""

    process: CriticalProcess
    facts: str
    cells: tuple[Cell, ...]


def process_facts(process: CriticalProcess) -> str:
    """Return criticality, service level, recovery time and owner in one line."""
    rto = process.rto_minutes
    parts = [
        process.criticality.value.capitalize(),
        tr("SLA {time}", time=duration_text(process.sla_seconds)) if process.sla_seconds else "",
        tr("RTO {time}", time=duration_text(rto * 60)) if rto else "",
        process.owner,
    ]
    return "  ·  ".join(part for part in parts if part)


def matrix(opened: OpenAudit) -> tuple[MatrixRow, ...]:
    """Return the rows of the open audit, in the order of its processes."""
    asked: dict[str, tuple[str, str]] = {}
    for rubric in opened.rubrics.values():
        for criterion in rubric.criteria():
            if criterion.per_process and criterion.per_process not in asked:
                asked[criterion.per_process] = (rubric.id, criterion.id)
    return tuple(
        MatrixRow(
            process, process_facts(process), tuple(_cell(opened, asked.get(p), process.id) for p, _ in PROPERTIES)
        )
        for process in opened.audit.processes
    )


def _cell(opened: OpenAudit, asked: tuple[str, str] | None, process: str) -> Cell:
    if asked is None:
        return Cell(tr("Not asked"), icon="minus")
    rubric_id, criterion_id = asked
    criterion = opened.rubrics[rubric_id].criterion(criterion_id)
    for whole in opened.scores[rubric_id].criteria():
        for part in whole.processes if whole.criterion == criterion_id else ():
            if part.process == process:
                name = key(rubric_id, criterion_id, process)
                scanned = opened.scan is not None and process in opened.scan.processes
                if not scanned and not part.reviewed:
                    return Cell(tr("Not scanned"), key=name)
                tone, icon = wording.tone_and_icon(criterion, part)
                return Cell(wording.state_word(criterion, part), tone, icon, name)
    return Cell(tr("Open"))


def unscanned(opened: OpenAudit, known: Iterable[CriticalProcess]) -> tuple[CriticalProcess, ...]:
    """Return the processes that the present scan did not look at as they are described now.

    Args:
        opened: the audit.
        known: the processes as they were described to the scan, where that is remembered.
    """
    before = {process.id: process for process in known}
    looked = opened.scan.processes if opened.scan else {}
    return tuple(
        process
        for process in opened.audit.processes
        if process.id not in looked or _searched(before.get(process.id, process)) != _searched(process)
    )


def _searched(process: CriticalProcess) -> tuple[object, ...]:
    return (process.name, process.stages, process.paths, process.names)


def open_proposals(opened: OpenAudit) -> tuple[ProcessProposal, ...]:
    """Return the scan's proposals that are not among the audit's processes yet."""
    ids = {process.id for process in opened.audit.processes}
    names = {process.name.casefold() for process in opened.audit.processes}
    proposals = opened.scan.proposals if opened.scan else ()
    return tuple(p for p in proposals if p.process.id not in ids and p.process.name.casefold() not in names)


def new_id(name: str, taken: Iterable[str]) -> str:
    """Return a permanent id made from a name: lower case with dashes, unlike those taken."""
    base = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "process"
    found, number, used = base, 2, set(taken)
    while found in used:
        found, number = f"{base}-{number}", number + 1
    return found


class ProcessMatrixModel(QAbstractTableModel):
    """Processes as rows; the first column is the process itself."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[MatrixRow, ...] = ()

    def set_rows(self, rows: tuple[MatrixRow, ...]) -> None:
        """Show other rows; where only cells differ, only those are told to have changed."""
        same = [r.process.id for r in rows] == [r.process.id for r in self._rows]
        if not same:
            self.beginResetModel()
        before, self._rows = self._rows, rows
        if not same:
            self.endResetModel()
            return
        for at, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(PROPERTIES)))

    def row(self, at: int) -> MatrixRow:
        """Return one row."""
        return self._rows[at]

    def row_of(self, process: str) -> int:
        """Return the row of a process, -1 when it has none."""
        return next((at for at, row in enumerate(self._rows) if row.process.id == process), -1)

    def cell(self, index: Index) -> Cell | None:
        """Return the cell at an index; None in the first column."""
        return self._rows[index.row()].cells[index.column() - 1] if index.column() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return the number of processes."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return one column for the process and one for each property."""
        return 0 if parent.isValid() else len(PROPERTIES) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> str | None:
        """Return the names of the columns."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return tr(PROPERTIES[section - 1][1]) if section else tr("Process")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the words of a cell, and what a screen reader says."""
        if not index.isValid():
            return None
        row, cell = self._rows[index.row()], self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.word if cell else row.process.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if cell is None:
                return f"{row.process.name}, {row.facts}"
            return f"{row.process.name}, {tr(PROPERTIES[index.column() - 1][1])}: {cell.word}"
        if role == Qt.ItemDataRole.ToolTipRole and cell is not None and cell.key:
            return tr("{word}. Enter opens it in the review.", word=cell.word)
        return None
