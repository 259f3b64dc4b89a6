"""The recent audits as a list model."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from gui.settings import Recent
from gui.words import tr

Index = QModelIndex | QPersistentModelIndex


def opened_text(opened_at: str, today: datetime) -> str:
    """Return an instant (ISO 8601) as people say it: today, yesterday, a date; empty when it is none."""
    try:
        at = datetime.fromisoformat(opened_at).astimezone()
    except ValueError:
        return ""
    days = (today.astimezone().date() - at.date()).days
    if days <= 0:
        return tr("today, {time}", time=f"{at:%H:%M}")
    if days == 1:
        return tr("yesterday, {time}", time=f"{at:%H:%M}")
    return f"{at.day} {at:%B %Y}"


class RecentsModel(QAbstractListModel):
    """One row an audit file; whether the file is still there is asked when the list is set."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[Recent, bool], ...] = ()

    def set_recents(self, recents: Sequence[Recent]) -> None:
        """Show these, latest first."""
        self.beginResetModel()
        self._rows = tuple((recent, Path(recent.path).is_file()) for recent in recents)
        self.endResetModel()

    def recent(self, row: int) -> Recent:
        """Return the entry of a row."""
        return self._rows[row][0]

    def present(self, row: int) -> bool:
        """Return whether the file of a row is there."""
        return self._rows[row][1]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return name, file, or the sentence that a screen reader says."""
        if not index.isValid():
            return None
        recent, _ = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return recent.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return recent.path
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = self.state(index.row())
            return ", ".join(
                part for part in (recent.title, recent.repository, state, self.opened(index.row())) if part
            )
        return None

    def state(self, row: int) -> str:
        """Return how far the audit is, or that its file is gone."""
        recent, present = self._rows[row]
        return tr("{share} reviewed", share=recent.reviewed) if present else tr("File not found")

    def opened(self, row: int) -> str:
        """Return when it was last open."""
        return opened_text(self._rows[row][0].opened_at, datetime.now().astimezone())
