"""A list model over frozen rows that tells views exactly what changed."""

from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt


class Row(Protocol):
    """What a row must be able to say of itself."""

    @property
    def id(self) -> str:
        """Return what names the row for good."""

    @property
    def whole(self) -> str:
        """Return the text that may be cut in the row, as its tool tip."""

    @property
    def spoken(self) -> str:
        """Return the row as a screen reader says it."""


R = TypeVar("R", bound=Row)
Index = QModelIndex | QPersistentModelIndex


class RowList(QAbstractListModel, Generic[R]):
    """Rows by number. Delegates ask `row(i)`, never `data`: values that pass through QVariant come back as copies."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[R] = []

    def row(self, number: int) -> R:
        """Return one row."""
        return self._rows[number]

    @property
    def rows(self) -> tuple[R, ...]:
        """Return all rows."""
        return tuple(self._rows)

    def find(self, row_id: str) -> int:
        """Return the number of a row, -1 when it is not there."""
        return next((i for i, row in enumerate(self._rows) if row.id == row_id), -1)

    def clear(self) -> None:
        """Show nothing; views forget what was chosen without telling anyone."""
        self.beginResetModel()
        self._rows = []
        self.endResetModel()

    def show(self, rows: tuple[R, ...]) -> None:
        """Show other rows: removed, inserted and changed ones are told one by one, the others stay untouched."""
        wanted = {row.id for row in rows}
        for number in reversed(range(len(self._rows))):
            if self._rows[number].id not in wanted:
                self.beginRemoveRows(QModelIndex(), number, number)
                del self._rows[number]
                self.endRemoveRows()
        kept = [row.id for row in self._rows]
        if kept != [row.id for row in rows if row.id in set(kept)]:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        for number, row in enumerate(rows):
            if number >= len(self._rows) or self._rows[number].id != row.id:
                self.beginInsertRows(QModelIndex(), number, number)
                self._rows.insert(number, row)
                self.endInsertRows()
            elif self._rows[number] != row:
                self._rows[number] = row
                place = self.index(number)
                self.dataChanged.emit(place, place)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a row for people who hear the screen."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._rows[index.row()].spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._rows[index.row()].whole
        return None
