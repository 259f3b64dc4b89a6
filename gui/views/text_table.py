"""A table of texts that is as high as its rows, up to a number of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QTableView

from gui import fonts
from gui.models.text_table import TextTableModel
from gui.words import tr

_ROW_PADDING = 10
_WIDEST = 420
"""Pixels of the design for a column that is not the last."""
_CELL_PADDING = 24


class TextTable(QTableView):
    """Reads only; the last column takes the room that is left."""

    def __init__(self, name: str, most_rows: int = 8) -> None:
        super().__init__()
        self._most = most_rows
        self.setObjectName("texts")
        self.texts = TextTableModel()
        self.setModel(self.texts)
        self.setAccessibleName(name)
        self.setFont(fonts.ui())
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setAccessibleName(tr("Rows"))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setAccessibleName(tr("Columns"))
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        self.setCornerButtonEnabled(False)
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName(tr("Select all"))  # Qt makes it, hidden with the headers

    def show_rows(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show other rows, as wide as their words."""
        self.texts.show_rows(columns, rows)
        self.refit()

    def refit(self) -> None:
        """Bring heights and widths up to the fonts in force."""
        metrics = QFontMetrics(fonts.ui())
        height = metrics.height() + fonts.scaled(_ROW_PADDING)
        self.verticalHeader().setDefaultSectionSize(height)
        rows = self.texts.rows()
        for column in range(self.texts.columnCount() - 1):
            title = str(self.texts.headerData(column, Qt.Orientation.Horizontal))
            widths = [metrics.horizontalAdvance(row[column]) for row in rows if column < len(row)]
            widest = max([metrics.horizontalAdvance(title), *widths])
            self.setColumnWidth(column, min(widest, fonts.scaled(_WIDEST)) + fonts.scaled(_CELL_PADDING))
        shown = max(1, min(self._most, len(rows)))
        self.setFixedHeight(shown * height + self.horizontalHeader().sizeHint().height() + 4)
