"""The table model of the findings: it shows an arrangement of its rows."""

from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from gui.models.finding_rows import COLUMNS, Arrangement, FindingRow, Heading, arranged
from gui.words import tr

Index = QModelIndex | QPersistentModelIndex


class FindingsTable(QAbstractTableModel):
    """Findings as rows, headings of groups between them; filters, group and order are one value, `arrangement`."""

    def __init__(self) -> None:
        super().__init__()
        self.arrangement = Arrangement()
        self._all: tuple[FindingRow, ...] = ()
        self._shown: tuple[FindingRow | Heading, ...] = ()

    @property
    def all(self) -> tuple[FindingRow, ...]:
        """Return every finding, shown or not."""
        return self._all

    @property
    def shown(self) -> tuple[FindingRow, ...]:
        """Return the findings that are shown, in their order."""
        return tuple(row for row in self._shown if isinstance(row, FindingRow))

    def set_rows(self, rows: tuple[FindingRow, ...]) -> None:
        """Show other findings."""
        self._all = rows
        self._arrange()

    def arrange(self, arrangement: Arrangement) -> None:
        """Filter, group and order differently."""
        if arrangement != self.arrangement:
            self.arrangement = arrangement
            self._arrange()

    def _arrange(self) -> None:
        shown = arranged(self._all, self.arrangement)
        before = self._shown
        if _names(shown) == _names(before):
            self._shown = shown
            for at, (old, new) in enumerate(zip(before, shown, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(at, 0), self.index(at, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def row(self, at: int) -> FindingRow | None:
        """Return the finding of a row, None for a heading or no row."""
        found = self._shown[at] if 0 <= at < len(self._shown) else None
        return found if isinstance(found, FindingRow) else None

    def heading(self, at: int) -> Heading | None:
        """Return the heading of a row, None where a finding stands."""
        found = self._shown[at]
        return found if isinstance(found, Heading) else None

    def headings(self) -> tuple[int, ...]:
        """Return the rows that are headings."""
        return tuple(at for at, row in enumerate(self._shown) if isinstance(row, Heading))

    def row_of(self, key: str) -> int:
        """Return the row of a finding, -1 when it is not shown."""
        return next((at for at, row in enumerate(self._shown) if isinstance(row, FindingRow) and row.key == key), -1)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 brings the order of planning back."""
        self.arrange(replace(self.arrangement, column=column, descending=order == Qt.SortOrder.DescendingOrder))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return the number of rows, headings among them."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return the number of columns, hidden ones among them."""
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the keys step over headings."""
        if not index.isValid() or self.row(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        """Return the titles of the columns, above their text."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(COLUMNS[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if COLUMNS[section].figure else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the words of a cell, and what a screen reader says of its row."""
        if not index.isValid():
            return None
        row, column = self._shown[index.row()], COLUMNS[index.column()]
        if isinstance(row, Heading):
            return row.text if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(row) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken if column.id == "criterion" else f"{tr(column.title)}: {column.text(row) or tr('none')}"
        return None


def _names(rows: tuple[FindingRow | Heading, ...]) -> list[str]:
    return [row.key if isinstance(row, FindingRow) else f"# {row.name}" for row in rows]
