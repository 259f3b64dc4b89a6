"""The left pane: the categories with their scores and how far they are reviewed."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QProgressBar

from gui.delegates.category_row import CategoryRowDelegate
from gui.models.category_list import CategoryList
from gui.models.rows import CategoryRow, category_rows
from gui.shell import Shell
from gui.views import parts
from gui.words import tr


class Categories(QFrame):
    """The categories of every rubric of the audit.

    Signals:
        chosen: rubric and category that the person picked.
    """

    chosen = Signal(str, str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.setObjectName("nav")
        layout = parts.column(self, (0, 14, 0, 8), 8)
        head = parts.column(margins=(18, 0, 18, 4), spacing=6)
        head.addWidget(parts.label(tr("Categories"), "pane"))
        line = parts.row(spacing=8)
        self._done = parts.label("", "caption")
        self._percent = parts.label("", "caption")
        line.addWidget(self._done)
        line.addStretch(1)
        line.addWidget(self._percent)
        head.addLayout(line)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(tr("Reviewed"))
        head.addWidget(self._progress)
        layout.addLayout(head)
        self.model = CategoryList(self)
        self.list = QListView()
        self.list.setAccessibleName(tr("Categories"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(CategoryRowDelegate(self.model, shell.theme, self.list))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        layout.addWidget(self.list, 1)

    @property
    def current(self) -> CategoryRow | None:
        """Return the category that is chosen."""
        index = self.list.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def refresh(self) -> None:
        """Show the present scores."""
        opened = self._shell.controller.audit_file
        rows = category_rows(opened) if opened else ()
        self.model.show(rows)
        done, total = sum(row.reviewed for row in rows), sum(row.total for row in rows)
        self._done.setText(tr("{done} of {total} reviewed", done=done, total=total))
        self._percent.setText(tr("{share} %", share=100 * done // total if total else 0))
        self._progress.setRange(0, max(1, total))
        self._progress.setValue(done)

    def choose(self, rubric: str, category: str) -> None:
        """Choose a category."""
        number = self.model.find(f"{rubric}/{category}")
        if number >= 0:
            self.list.setCurrentIndex(self.model.index(number))

    def choose_first(self) -> None:
        """Choose the first category, when none is chosen."""
        if self.current is None:
            first = next((row for row in self.model.rows if not row.heading), None)
            if first is not None:
                self.choose(first.rubric, first.category)

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            row = self.model.row(index.row())
            if not row.heading:
                self.chosen.emit(row.rubric, row.category)
