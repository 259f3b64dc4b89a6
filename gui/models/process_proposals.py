"""The processes that the scan proposes, as a list model."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from core.model.process import ProcessProposal
from gui.words import tr

Index = QModelIndex | QPersistentModelIndex


class ProposalsModel(QAbstractListModel):
    """One row a proposal that was not accepted yet."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[ProcessProposal, ...] = ()

    def set_proposals(self, proposals: tuple[ProcessProposal, ...]) -> None:
        """Show these."""
        if proposals != self._rows:
            self.beginResetModel()
            self._rows = proposals
            self.endResetModel()

    def proposal(self, at: int) -> ProcessProposal:
        """Return the proposal of a row."""
        return self._rows[at]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return the number of proposals."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the name, and what a screen reader says."""
        if not index.isValid():
            return None
        found = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return found.process.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr(
                "{name}, proposed from {source} in {place}",
                name=found.process.name,
                source=found.source,
                place=place(found),
            )
        return None


def place(proposal: ProcessProposal) -> str:
    """Return where the scan saw it."""
    return f"{proposal.path}:{proposal.line}"
