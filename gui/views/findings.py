"""The findings: what is not fully met, in a table to order, filter and group; the whole story of one beside it."""

from typing import Any, cast

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QSplitter,
    QStackedWidget,
    QTableView,
    QWidget,
)

from core.audit.edits import Changes
from core.workflows import edit
from gui import fonts, scaling, settings
from gui.delegates.finding_cell import FindingCellDelegate
from gui.dialogs.accept_risk import together
from gui.models.finding_rows import COLUMNS, FindingRow, finding_rows, table_text
from gui.models.findings_table import FindingsTable
from gui.models.planning import planning_of
from gui.shell import Shell
from gui.views.blocks import Panel, icon_on, line
from gui.views.finding_detail import FindingDetail
from gui.views.finding_filters import FindingFilters
from gui.views.parts import button, column, label, row
from gui.words import tr

_DETAIL_WIDTH = 392
_STATE = "findings-columns-1"
"""Name of the remembered columns; another number when the columns of the product change."""
_CRITERION = next(at for at, made in enumerate(COLUMNS) if made.id == "criterion")
_NARROWEST = 172


class _FindingsView(QTableView):
    """The table; letters never search it."""

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are keys of the page."""


class Findings(QWidget):
    """Filters above, the table at the left, the chosen finding at the right."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.setObjectName("page")
        self._stale = True
        self._build()
        shell.controller.opened.connect(self._on_opened)
        shell.controller.changed.connect(self._on_changed)
        for keys in ("/", "Ctrl+F"):
            shortcut = QShortcut(QKeySequence(keys), self, self.filters.focus_text)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.setFocusProxy(self.table)
        self._on_opened()

    def _build(self) -> None:
        theme = self._shell.theme
        left = QWidget()
        body = column(left, (20, 18, 20, 20), 10)
        self._summary = label("", "muted")
        self.choose_columns = icon_on(button(tr("Columns")), theme, "columns-3")
        self.choose_columns.clicked.connect(self._show_columns)
        body.addLayout(line(label(tr("Findings"), "page"), self._summary, 1, self.choose_columns, spacing=14))
        self.filters = FindingFilters(theme)
        self.filters.changed.connect(self._arrange)
        body.addWidget(self.filters)
        body.addWidget(self._build_table(), 1)
        self.detail = FindingDetail(self._shell)
        scaling.least(self.detail, 340)
        self.detail.review_asked.connect(self.open_review)
        self.detail.accept_asked.connect(self.toggle_accepted)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 1)
        kept = settings.state("findings-splitter")
        if kept is None or not self.splitter.restoreState(kept):
            self.splitter.setSizes([1000, _DETAIL_WIDTH])
        self.splitter.splitterMoved.connect(self._on_split)
        row(self).addWidget(self.splitter)

    def _build_table(self) -> QWidget:
        self.model = FindingsTable()
        self.table = _FindingsView()
        self.table.setModel(self.model)
        self.table.setItemDelegate(FindingCellDelegate(self._shell.theme, self.model, self.table))
        self.table.setAccessibleName(tr("Findings"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setCornerButtonEnabled(False)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setAccessibleName(tr("Rows"))
        delegate = self.table.itemDelegate()
        tall = cast(FindingCellDelegate, delegate).row_height()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(tall)
        for corner in self.table.findChildren(QAbstractButton):
            corner.setAccessibleName(tr("Select all"))  # Qt makes it, hidden with the headers
        self._build_header()
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._on_row(now.row()))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.table.viewport().update())
        self.table.doubleClicked.connect(lambda _index: self.open_review())
        self.table.installEventFilter(self)
        panel = Panel(padding=0)
        panel.body.setContentsMargins(1, 1, 1, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._build_empty())
        panel.body.addWidget(self._stack)
        return panel

    def _build_header(self) -> None:
        header = self.table.horizontalHeader()
        header.setAccessibleName(tr("Columns of the findings"))
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(48)
        header.setStretchLastSection(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: self._show_columns(header.mapToGlobal(at)))
        for at, made in enumerate(COLUMNS):
            header.resizeSection(at, fonts.scaled(made.width))
            header.setSectionHidden(at, not made.shown)
        kept = settings.state(_STATE)
        if kept is not None:
            header.restoreState(kept)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.table.setSortingEnabled(True)
        header.sortIndicatorChanged.connect(lambda *_: self._after_arranging())
        header.sectionResized.connect(lambda *_: self._keep_columns())
        header.sectionMoved.connect(lambda *_: self._keep_columns())

    def _build_empty(self) -> QWidget:
        empty = QWidget()
        texts = column(empty, (24, 24, 24, 24), 8)
        texts.addStretch()
        self._empty = label("", "strong", wrap=True)
        self._empty_more = label("", "muted", wrap=True)
        for hint in (self._empty, self._empty_more):
            hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
            texts.addWidget(hint)
        self.show_all = button(tr("Clear filters"))
        self.show_all.clicked.connect(self.filters.clear)
        texts.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignHCenter)
        texts.addStretch()
        return empty

    def panes(self) -> list[QWidget]:
        """Return the areas between which F6 goes."""
        return [w for w in (self.filters, self.table, self.detail.story) if w.isVisible()]

    # ---------------------------------------------------------------- the audit

    def _on_opened(self) -> None:
        self.model.set_rows(())
        self.detail.show_row(None)
        self.filters.clear()
        self._stale = True
        if self._shell.controller.audit_file is not None and self.isVisible():
            self.refresh()

    def _on_changed(self, changes: Changes) -> None:
        if changes.everything or changes.keys or changes.parts & {"phases", "placements", "work"}:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Compute what changed while another page was in front."""
        super().showEvent(event)
        if self._stale:
            self.refresh()
        self._fit()

    def refresh(self) -> None:
        """Show the present state of the audit."""
        opened = self._shell.controller.audit_file
        if opened is None:
            return
        self._stale = False
        planning = planning_of(opened)
        self.filters.offer({rubric.id: rubric.name for rubric in opened.rubrics.values()}, opened)
        self.detail.allow(not opened.read_only)
        known = planning.known(opened)
        rows = finding_rows(opened, planning.findings(opened), planning.phases(opened) if known else {})
        self._arranged(lambda: self.model.set_rows(rows))
        if not known:  # the findings are painted first, the plan takes longer
            QTimer.singleShot(0, self, self._add_phases)

    def _add_phases(self) -> None:
        opened = self._shell.controller.audit_file
        if opened is not None and self.isVisible():
            planning_of(opened).roadmap(opened)
            self.refresh()

    def _arrange(self) -> None:
        self._arranged(lambda: self.model.arrange(self.filters.arrangement(self.model.arrangement)))

    def _arranged(self, change: Any) -> None:
        """Do something that may move rows, and keep the chosen finding chosen."""
        chosen = self.chosen()
        at = self.table.currentIndex().row()
        change()
        self._after_arranging(chosen.key if chosen else "", at)

    def _after_arranging(self, key: str = "", before: int = 0) -> None:
        self.table.clearSpans()
        for at in self.model.headings():
            self.table.setSpan(at, 0, 1, len(COLUMNS))
        self._tell()
        key = key or self.detail.key
        at = self.model.row_of(key) if key else -1
        if at < 0:
            rows = [n for n in range(self.model.rowCount()) if self.model.row(n) is not None]
            at = min(rows, key=lambda n: abs(n - max(0, before)), default=-1)
        if at >= 0 and (self.table.currentIndex().row() != at or not self.table.selectionModel().hasSelection()):
            self.table.setCurrentIndex(self.model.index(at, _CRITERION))
        self._on_row(at)

    def _tell(self) -> None:
        """Say how many there are, and why nothing is shown when nothing is."""
        every, shown = self.model.all, self.model.shown
        by = {word: sum(1 for r in every if r.finding.certainty.value == word) for word in ("gap", "unproven", "open")}
        risks = sum(1 for r in every if r.accepted)
        words = [
            tr("{n} gaps", n=by["gap"]),
            tr("{n} unproven", n=by["unproven"]),
            tr("{n} open", n=by["open"]),
            tr("{n} accepted", n=risks) if risks else "",
            tr("{n} shown", n=len(shown)) if len(shown) < len(every) else "",
        ]
        self._summary.setText("   ·   ".join(word for word in words if word))
        self._stack.setCurrentIndex(0 if shown else 1)
        if not every:
            self._empty.setText(tr("Nothing is below its best"))
            self._empty_more.setText(tr("What is not fully met, unproven or still open is listed here."))
        else:
            self._empty.setText(tr("No findings match"))
            self._empty_more.setText("")
        self.show_all.setVisible(bool(every))

    def show_only(self, **wanted: str) -> None:
        """Show what some filters keep (`FindingFilters.only`), from another page."""
        if self._stale:
            self.refresh()
        self.filters.only(**wanted)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- choosing

    def chosen(self) -> FindingRow | None:
        """Return the finding that is looked at."""
        return self.model.row(self.table.currentIndex().row())

    def selected(self) -> tuple[FindingRow, ...]:
        """Return the selected findings, in the order of the table."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows(_CRITERION))
        return tuple(found for at in rows if (found := self.model.row(at)) is not None)

    def _on_row(self, at: int) -> None:
        found = self.model.row(at)
        self.detail.show_row(found)
        self._shell.controller.selected.emit(found.key if found else "")

    def open_review(self) -> None:
        """Show the criterion of the chosen finding in the review."""
        found = self.chosen()
        if found is not None:
            self._shell.show_page("review")
            cast(Any, self._shell.page_widget("review")).show_criterion(found.key)

    def toggle_accepted(self) -> None:
        """Ask for the reason of accepting the selected findings, or take the acceptance back."""
        rows, controller = self.selected() or tuple(filter(None, (self.chosen(),))), self._shell.controller
        opened = controller.audit_or_fail
        if not rows or opened.read_only:
            return
        if all(found.accepted for found in rows):
            made = [edit.no_longer_accept_risk(opened, found.key) for found in rows]
            controller.do(together(made, tr("take {n} accepted risks back", n=len(made))))
            return
        keys = tuple(found.key for found in rows if not found.accepted)
        self._shell.show_dialog("accept-risk", keys=keys)

    def copy(self) -> None:
        """Copy the selected findings as tab-separated text, in the columns that are shown."""
        header = self.table.horizontalHeader()
        order = sorted(range(len(COLUMNS)), key=header.visualIndex)
        columns = [at for at in order if not header.isSectionHidden(at)]
        QGuiApplication.clipboard().setText(table_text(self.selected(), columns))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Act on Enter, A and Ctrl+C in the table."""
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self.open_review()
            elif event.key() == Qt.Key.Key_A and not event.modifiers():
                self.toggle_accepted()
            elif event.matches(QKeySequence.StandardKey.Copy):
                self.copy()
            else:
                return super().eventFilter(watched, event)
            return True
        return super().eventFilter(watched, event)

    # ---------------------------------------------------------------- columns

    def _show_columns(self, at: object = None) -> None:
        menu = self.columns_menu()
        below = self.choose_columns.mapToGlobal(QPoint(0, self.choose_columns.height() + 2))
        menu.popup(at if isinstance(at, QPoint) else below)

    def columns_menu(self) -> QMenu:
        """Return the menu that shows and hides columns."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("Columns"))
        header = self.table.horizontalHeader()
        for at, made in enumerate(COLUMNS):
            action = QAction(tr(made.title), menu)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(at))
            action.setEnabled(at != _CRITERION)  # a row without its question says nothing
            action.toggled.connect(lambda on, at=at: self.show_column(at, on))
            menu.addAction(action)
        return menu

    def show_column(self, at: int, on: bool) -> None:
        """Show or hide a column, and remember that."""
        header = self.table.horizontalHeader()
        header.setSectionHidden(at, not on)
        if on and header.sectionSize(at) < header.minimumSectionSize():
            header.resizeSection(at, fonts.scaled(COLUMNS[at].width))
        self._fit()
        self._keep_columns()

    def refit(self) -> None:
        """Give rows and columns the sizes of the present font scale."""
        header = self.table.horizontalHeader()
        self.table.verticalHeader().setDefaultSectionSize(
            cast(FindingCellDelegate, self.table.itemDelegate()).row_height()
        )
        for at, made in enumerate(COLUMNS):
            if at != _CRITERION and not header.isSectionHidden(at):
                header.resizeSection(at, fonts.scaled(made.width))
        self._fit()
        self._keep_columns()

    def _fit(self) -> None:
        """Give the question what the other columns leave."""
        header = self.table.horizontalHeader()
        rest = sum(header.sectionSize(at) for at in range(len(COLUMNS)) if at != _CRITERION)
        wide = max(_NARROWEST, self.table.viewport().width() - rest)
        if header.sectionSize(_CRITERION) != wide:
            blocked = header.blockSignals(True)  # what is fitted is not what the person chose
            header.resizeSection(_CRITERION, wide)
            header.blockSignals(blocked)
            self.table.viewport().update()

    def _keep_columns(self) -> None:
        state: QByteArray = self.table.horizontalHeader().saveState()
        settings.set_state(_STATE, state)

    def _on_split(self) -> None:
        settings.set_state("findings-splitter", self.splitter.saveState())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self._fit()
