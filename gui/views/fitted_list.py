"""A list as tall as its rows, for pages that scroll as a whole: a click or Enter opens a row."""

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QListView, QSizePolicy, QTableView

_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class FittedList(QListView):
    """A list without a scroll bar of its own.

    Signals:
        opened: the number of the row that the person wants to go to.
    """

    opened = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fit(self) -> None:
        """Take the height of the rows."""
        rows = self.model().rowCount()
        self.setFixedHeight(max(1, rows * self.sizeHintForRow(0)) if rows else 1)

    def refit(self) -> None:
        """Take another height: the font scale changed."""
        self.fit()

    def sizeHint(self) -> QSize:
        """Return the size of all rows."""
        return QSize(200, self.minimumHeight())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first row for the keys to start from."""
        super().focusInEvent(event)
        _begin(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no choice where nobody chooses."""
        super().focusOutEvent(event)
        self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row with Enter."""
        if event.key() in _KEYS and not event.modifiers() and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the row that is clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.opened.emit(index.row())

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are shortcuts."""


class FittedTable(QTableView):
    """A table without scroll bars of its own.

    Signals:
        opened: row and column that the person wants to go to.
        resized: the columns can be fitted anew.
    """

    opened = Signal(int, int)
    resized = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName(name)  # Qt makes it, hidden with the headers
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fit(self, tall: int) -> None:
        """Give every row a height and take that of all."""
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(tall)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + tall * self.model().rowCount() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that the columns have another room."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first cell for the keys to start from."""
        super().focusInEvent(event)
        _begin(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no choice where nobody chooses."""
        super().focusOutEvent(event)
        self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the cell with Enter."""
        at = self.currentIndex()
        if event.key() in _KEYS and not event.modifiers() and at.isValid():
            self.opened.emit(at.row(), at.column())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the cell that is clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.opened.emit(index.row(), index.column())

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are shortcuts."""


def _begin(view: QAbstractItemView, event: QFocusEvent) -> None:
    if event.reason() is Qt.FocusReason.MouseFocusReason:
        return
    index = view.currentIndex() if view.currentIndex().isValid() else view.model().index(0, 0, QModelIndex())
    view.setCurrentIndex(index)
    view.selectionModel().select(index, view.selectionModel().SelectionFlag.ClearAndSelect)
