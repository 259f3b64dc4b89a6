"""The critical processes: which there are, what is known of each, and what the scan proposes."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QListView,
    QSplitter,
    QStackedWidget,
    QTableView,
    QWidget,
)

from core.audit.edits import Changes
from core.errors import SightlineError
from core.model.process import CriticalProcess
from core.workflows import edit
from gui import fonts, scaling
from gui.delegates.matrix_cell import MatrixCellDelegate
from gui.delegates.proposal_row import ProposalRowDelegate
from gui.models.process_matrix import ProcessMatrixModel, matrix, new_id, open_proposals, unscanned
from gui.models.process_proposals import ProposalsModel
from gui.shell import Shell
from gui.views.blocks import Notice, Panel, icon_on, line
from gui.views.parts import button, column, frame, label, row
from gui.views.process_form import ProcessForm
from gui.words import tr

if TYPE_CHECKING:
    from gui.views.scan_progress import ScanProgress

_FORM_WIDTH = 344
_NAME_WIDTH = 176
_COLUMN_WIDTH = 84
_PROPOSALS_HEIGHT = 230


class Processes(QWidget):
    """Matrix and proposals at the left, the form of the chosen process at the right."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.setObjectName("page")
        self._described: tuple[CriticalProcess, ...] = ()
        self._scan = ""
        self._adding = False
        self._build()
        shell.controller.opened.connect(self._on_opened)
        shell.controller.changed.connect(self._on_changed)
        shell.controller.flushing.connect(self.form.commit)
        self._on_opened()

    def _build(self) -> None:
        theme = self._shell.theme
        left = QWidget()
        body = column(left, (20, 20, 20, 20), 14)
        self.add = icon_on(button(tr("Add process"), name=tr("Add a critical process"), tip="Insert"), theme, "plus")
        self.add.clicked.connect(self.begin_new)
        self.rescan = icon_on(button(tr("Scan again")), theme, "refresh-cw")
        self.rescan.clicked.connect(self.scan_again)
        body.addLayout(line(label(tr("Critical processes"), "page"), 1, self.rescan, self.add))
        sentence = tr(
            "What the client's business lives on, and whether each can be seen, tested, watched and recovered."
        )
        body.addWidget(label(sentence, "muted", wrap=True))
        self.notice = Notice(theme)
        self.notice.acted.connect(self.scan_again)
        body.addWidget(self.notice)
        body.addWidget(self._build_matrix(), 1)
        body.addWidget(self._build_proposals())
        self.form = ProcessForm(theme)
        self.form.edited.connect(self._on_edited)
        self.form.added.connect(self._on_added)
        self.form.removed.connect(self.remove)
        self._side = frame("inspector")
        scaling.least(self._side, 320)
        row(self._side).addWidget(self.form)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(self._side)
        split.setStretchFactor(0, 1)
        split.setSizes([1000, _FORM_WIDTH])
        row(self).addWidget(split)

    def _build_matrix(self) -> QWidget:
        self.model = ProcessMatrixModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setItemDelegate(MatrixCellDelegate(self._shell.theme, self.model, self.table))
        self.table.setAccessibleName(tr("Critical processes and their properties"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.table.horizontalHeader()
        header.setAccessibleName(tr("Properties"))
        self.table.verticalHeader().setAccessibleName(tr("Processes"))
        self.table.setCornerButtonEnabled(False)
        for corner in self.table.findChildren(QAbstractButton):
            corner.setAccessibleName(tr("Select all"))  # Qt makes it, hidden with the headers
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(fonts.scaled(_COLUMN_WIDTH))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, fonts.scaled(_NAME_WIDTH))
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._on_row(now))
        self.table.doubleClicked.connect(self.open_cell)
        self.table.installEventFilter(self)
        panel = Panel(padding=0)
        panel.body.setContentsMargins(1, 1, 1, 1)
        empty = QWidget()
        texts = column(empty, (24, 24, 24, 24), 6)
        texts.addStretch()
        self._empty = label("", "muted", wrap=True)
        for hint in (label(tr("No critical process yet"), "strong"), self._empty):
            hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
            texts.addWidget(hint)
        texts.addStretch()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty)
        panel.body.addWidget(self._stack)
        return panel

    def _build_proposals(self) -> QWidget:
        theme = self._shell.theme
        self.proposals = ProposalsModel()
        self.list = QListView()
        self.list.setModel(self.proposals)
        self.list.setItemDelegate(ProposalRowDelegate(theme, self.proposals, self.list))
        self.list.setAccessibleName(tr("Proposed processes"))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.doubleClicked.connect(lambda index: self.accept(index.row()))
        self.list.installEventFilter(self)
        self.proposed = Panel(tr("Proposed by the scan"), spacing=6)
        scaling.fix(self.proposed, height=_PROPOSALS_HEIGHT)
        self.accept_one = button(tr("Accept"), name=tr("Accept the proposal"), tip=tr("Enter or A, in the list"))
        self.accept_one.clicked.connect(lambda: self.accept(self.list.currentIndex().row()))
        self.accept_all = button(tr("Accept all"), name=tr("Accept all proposals"))
        self.accept_all.clicked.connect(self.take_all)
        self.proposed.body.addWidget(self.list, 1)
        hint = label(tr("Enter accepts the row; edit it at the right afterwards."), "caption")
        self.proposed.body.addLayout(line(hint, 1, self.accept_all, self.accept_one))
        return self.proposed

    def refit(self) -> None:
        """Give the columns the widths of the present font scale."""
        header = self.table.horizontalHeader()
        header.setMinimumSectionSize(fonts.scaled(_COLUMN_WIDTH))
        header.resizeSection(0, fonts.scaled(_NAME_WIDTH))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)

    def panes(self) -> list[QWidget]:
        """Return the areas between which F6 goes."""
        return [w for w in (self.table, self.list, self.form) if w.isVisible()]

    # ---------------------------------------------------------------- the audit

    def _on_opened(self) -> None:
        self._described, self._scan, self._adding = (), "", False
        self.model.set_rows(())
        if self._shell.controller.audit_file is not None:
            self.refresh()

    def _on_changed(self, changes: Changes) -> None:
        if changes.everything or changes.keys:
            self.refresh()

    def refresh(self) -> None:
        """Show the present state of the audit."""
        opened = self._shell.controller.audit_file
        if opened is None:
            return
        if (opened.audit.scan or "") != self._scan:
            self._scan = opened.audit.scan or ""
            self._described = opened.audit.processes
        for control in (self.form, self.add, self.rescan, self.accept_one, self.accept_all):
            control.setEnabled(not opened.read_only)
        chosen = self.chosen()
        self.model.set_rows(matrix(opened))
        self.proposals.set_proposals(open_proposals(opened))
        self.proposed.setVisible(self.proposals.rowCount() > 0)
        first = (
            tr("Accept what the scan proposes below, or add one.")
            if self.proposals.rowCount()
            else tr("The scan proposes none: add those that the client names.")
        )
        self._empty.setText(first + " " + tr("Until then, the criteria about them stay open."))
        if self.proposals.rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.proposals.index(0, 0))
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        if self.model.rowCount() and not self._adding:
            at = self.model.row_of(chosen) if chosen else 0
            self.choose(max(0, at))
        self._show_form()
        self._show_notice()

    def _show_notice(self) -> None:
        opened = self._shell.controller.audit_file
        waiting = unscanned(opened, self._described) if opened else ()
        self.rescan.setVisible(opened is not None and bool(opened.audit.repository))
        if not waiting or opened is None or opened.scan is None:
            self.notice.clear()
            return
        text = (
            tr("{name} was not scanned as it is described now.", name=waiting[0].name)
            if len(waiting) == 1
            else tr("{n} processes were not scanned as they are described now.", n=len(waiting))
        )
        self.notice.tell(
            text,
            tr("Scan again to answer the questions about them. Judgements and notes stay."),
            tone="accent",
            action=tr("Scan again"),
        )

    # ---------------------------------------------------------------- choosing

    def chosen(self) -> str:
        """Return the id of the chosen process, empty for none."""
        at = self.table.currentIndex().row()
        return self.model.row(at).process.id if 0 <= at < self.model.rowCount() else ""

    def choose(self, at: int) -> None:
        """Choose a row; the column stays."""
        column_now = max(0, self.table.currentIndex().column())
        self.table.setCurrentIndex(self.model.index(at, column_now))

    def choose_process(self, process_id: str) -> None:
        """Choose the row of a process."""
        at = self.model.row_of(process_id)
        if at >= 0:
            self.choose(at)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_row(self, index: QModelIndex) -> None:
        self.form.commit()
        if index.isValid():
            self._adding = False
        self._show_form()

    def _show_form(self) -> None:
        chosen = self.chosen()
        adding = self._adding or not chosen
        self.form.show_process(None if adding else self.model.row(self.model.row_of(chosen)).process)

    def begin_new(self) -> None:
        """Take the words of a new process."""
        self.form.commit()
        self._adding = True
        self.table.clearSelection()
        self._show_form()
        self.form.begin()

    def open_cell(self, index: QModelIndex) -> None:
        """Show the criterion of a cell in the review; the first column leads to the form."""
        cell = self.model.cell(index)
        if cell is None:
            self.form.begin()
        elif cell.key:
            self._shell.show_page("review")
            cast(Any, self._shell.page_widget("review")).show_criterion(cell.key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Act on Enter, Insert, Delete in the matrix, and on Enter and A in the proposals."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if watched is self.table and self._on_table_key(event.key(), enter):
                return True
            if watched is self.list and (enter or event.key() == Qt.Key.Key_A):
                self.accept(self.list.currentIndex().row())
                return True
        return super().eventFilter(watched, event)

    def _on_table_key(self, pressed: int, enter: bool) -> bool:
        if enter and self.table.currentIndex().isValid():
            self.open_cell(self.table.currentIndex())
        elif pressed == Qt.Key.Key_Insert:
            self.begin_new()
        elif pressed == Qt.Key.Key_Delete and self.chosen():
            self.remove()
        else:
            return False
        return True

    # ---------------------------------------------------------------- changing

    def _put(self, processes: tuple[CriticalProcess, ...], merge: str = "") -> None:
        opened = self._shell.controller.audit_file
        if opened is None:
            return
        try:
            self._shell.controller.do(edit.set_processes(opened, processes), merge)
        except SightlineError as error:
            self.notice.tell_error(error)

    @property
    def _present(self) -> tuple[CriticalProcess, ...]:
        opened = self._shell.controller.audit_file
        return opened.audit.processes if opened else ()

    def _on_edited(self, process: CriticalProcess) -> None:
        changed = tuple(process if p.id == process.id else p for p in self._present)
        self._put(changed, f"process {process.id}")

    def _on_added(self, process: CriticalProcess) -> None:
        named = replace(process, id=new_id(process.name, (p.id for p in self._present)))
        self._adding = False
        self._put((*self._present, named))
        self.choose(self.model.row_of(named.id))
        self.table.setFocus()

    def remove(self) -> None:
        """Take the chosen process away; undo brings it and its judgements back."""
        chosen, at = self.chosen(), self.table.currentIndex().row()
        self._put(tuple(p for p in self._present if p.id != chosen))
        if self.model.rowCount():
            self.choose(min(at, self.model.rowCount() - 1))
        self.table.setFocus()

    def accept(self, at: int) -> None:
        """Make a proposal a critical process of the audit."""
        if not 0 <= at < self.proposals.rowCount():
            return
        process = self.proposals.proposal(at).process
        self._adding = False
        self._put((*self._present, process))
        self.choose(self.model.row_of(process.id))
        if self.proposals.rowCount():
            self.list.setCurrentIndex(self.proposals.index(min(at, self.proposals.rowCount() - 1), 0))

    def take_all(self) -> None:
        """Accept every proposal in one step."""
        wanted = [self.proposals.proposal(at).process for at in range(self.proposals.rowCount())]
        unique = {p.id: p for p in reversed(wanted)}
        self._adding = False
        self._put((*self._present, *(p for p in wanted if unique[p.id] is p)))
        self.table.setFocus()

    def scan_again(self) -> None:
        """Scan the same commit again, so that the questions about processes are answered."""
        self.form.commit()
        self._shell.show_page("scan")
        cast("ScanProgress", self._shell.page_widget("scan")).repeat()
