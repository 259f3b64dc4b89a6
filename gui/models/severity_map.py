"""The table model of the severity map: gaps of each category by severity."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from gui.models.dashboard import MapRow
from gui.words import tr

Index = QModelIndex | QPersistentModelIndex


class SeverityMap(QAbstractTableModel):
    """A row for each category; the name first, then a column for each severity, worst first."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[MapRow, ...] = ()
        self._severities: tuple[str, ...] = ()

    def show(self, rows: tuple[MapRow, ...], severities: tuple[str, ...]) -> None:
        """Show another map; the same categories stay chosen."""
        same = [r.category for r in rows] == [r.category for r in self._rows] and severities == self._severities
        if not same:
            self.beginResetModel()
        self._rows, self._severities = rows, severities
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(severities)))

    def row(self, at: int) -> MapRow:
        """Return one category."""
        return self._rows[at]

    def count(self, row: int, column: int) -> int:
        """Return the number of gaps of a cell; of the first column, all of the category."""
        counts = self._rows[row].counts
        return counts[column - 1] if column else sum(counts)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return the number of categories."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return the number of severities and one for the name."""
        return 0 if parent.isValid() else len(self._severities) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        """Return the words above the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section <= len(self._severities):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._severities[section - 1] if section else tr("Category")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignHCenter if section else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the words of a cell, and what a screen reader says of it."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self.count(index.row(), column)) if column else row.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            many = self.count(index.row(), column)
            word = self._severities[column - 1].lower() if column else tr("in all")
            return tr("{name}: {n} {word}", name=row.name, n=many, word=word)
        return None
