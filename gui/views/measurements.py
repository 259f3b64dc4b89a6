"""The measurements: every measure with value, source and trend; the results of instruments; the whole of one beside."""

from typing import Any, cast

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QListView, QSplitter, QStackedWidget, QWidget

from core.audit.edits import Changes, SetResult
from gui import scaling
from gui.delegates.measure_row import MeasureRowDelegate
from gui.models.measure_rows import MeasureRow, measure_rows, summary
from gui.models.row_list import RowList
from gui.shell import Shell
from gui.views.blocks import Panel, line
from gui.views.measure_detail import MeasureDetail
from gui.views.parts import column, label, row
from gui.words import tr

_DETAIL_WIDTH = 620


class MeasureList(RowList[MeasureRow]):
    """The rows; the keys step over headings."""

    def flags(self, index: Any) -> Qt.ItemFlag:
        """Let nobody choose a heading."""
        if not index.isValid() or self.row(index.row()).heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _MeasuresView(QListView):
    """The list; letters never search it."""

    def __init__(self, page: "Measurements") -> None:
        super().__init__()
        self._page = page

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are shortcuts."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the text with Enter, remove a result with Delete."""
        if event.modifiers() or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            self._page.remove()
        else:
            self._page.detail.text.setFocus(Qt.FocusReason.TabFocusReason)


class Measurements(QWidget):
    """Measures and results at the left, the chosen one at the right."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._stale = True
        self.setObjectName("page")
        self._build()
        shell.controller.opened.connect(self._on_opened)
        shell.controller.changed.connect(self._on_changed)
        self._on_opened()

    def _build(self) -> None:
        left = QWidget()
        body = column(left, (20, 18, 20, 20), 12)
        self._summary = label("", "muted", wrap=True)
        body.addLayout(line(label(tr("Measurements"), "page"), 1))
        body.addWidget(self._summary)
        self.model = MeasureList(self)
        self.list = _MeasuresView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(MeasureRowDelegate(self.model, self._shell.theme, self.list))
        self.list.setAccessibleName(tr("Measurements"))
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        panel = Panel(padding=0)
        panel.body.setContentsMargins(1, 6, 1, 6)
        empty = QWidget()
        texts = column(empty, (24, 24, 24, 24), 6)
        texts.addStretch()
        for words, look in (
            (tr("Nothing is measured yet"), "strong"),
            (tr("A scan measures delivery from the git history; instruments measure the rest."), "muted"),
        ):
            hint = label(words, look, wrap=True)
            hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
            texts.addWidget(hint)
        texts.addStretch()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(empty)
        panel.body.addWidget(self._stack)
        body.addWidget(panel, 1)
        self.detail = MeasureDetail(self._shell)
        scaling.least(left, 400)
        scaling.least(self.detail, 380)
        self.detail.remove_asked.connect(self.remove)
        self.detail.criterion_asked.connect(self.open_criterion)
        self.detail.result_asked.connect(lambda name: self.choose(f"result:{name}"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setSizes([1000, _DETAIL_WIDTH])
        row(self).addWidget(split)
        self.setFocusProxy(self.list)

    def panes(self) -> list[QWidget]:
        """Return the areas between which F6 goes."""
        return [self.list, self.detail.text]

    # ---------------------------------------------------------------- the audit

    def _on_opened(self) -> None:
        self.model.clear()
        self.detail.show_row(None)
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _on_changed(self, changes: Changes) -> None:
        if changes.everything or changes.keys or "results" in changes.parts:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what changed while another page was in front."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Show the present state of the audit; the chosen row stays chosen."""
        opened = self._shell.controller.audit_file
        if opened is None:
            return
        self._stale = False
        chosen, at = self.chosen(), self.list.currentIndex().row()
        rows = measure_rows(opened)
        self.model.show(rows)
        self._summary.setText(summary(rows))
        self._stack.setCurrentIndex(0 if rows else 1)
        self.detail.setVisible(bool(rows))
        if chosen is not None and self.choose(chosen.id):
            self.detail.show_row(self.chosen())
            return
        near = [n for n, each in enumerate(rows) if not each.heading]
        if near:
            self.choose(rows[min(near, key=lambda n: abs(n - max(0, at)))].id)
        self.detail.show_row(self.chosen())

    # ---------------------------------------------------------------- choosing

    def chosen(self) -> MeasureRow | None:
        """Return the row that is looked at."""
        index = self.list.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def choose(self, row_id: str) -> bool:
        """Choose a measure by its id, or a result by `result:<id>`."""
        at = self.model.find(row_id)
        if at >= 0:
            self.list.setCurrentIndex(self.model.index(at))
            if at <= 1:
                self.list.scrollToTop()  # with the heading above it
        return at >= 0

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.detail.show_row(self.model.row(index.row()) if index.isValid() else None)

    def remove(self) -> None:
        """Take the chosen result out of the audit; undo brings it back."""
        found, controller = self.chosen(), self._shell.controller
        if found is None or found.result is None or controller.audit_or_fail.read_only:
            return
        controller.do(SetResult(found.result.id, None))

    def open_criterion(self, key: str) -> None:
        """Show a criterion that asks for the measure."""
        self._shell.show_page("review")
        cast(Any, self._shell.page_widget("review")).show_criterion(key)
