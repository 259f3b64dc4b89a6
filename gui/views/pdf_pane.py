"""A PDF with its pages and contents beside it, zoom and search."""

from PySide6.QtCore import QModelIndex, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QListView, QSplitter, QStackedWidget, QTreeView, QWidget

from gui.delegates.page_thumbnail import PageThumbnailDelegate
from gui.models.pdf_pages import WIDTH, PdfPagesModel
from gui.theme import Theme
from gui.views.blocks import line
from gui.views.parts import button, column, frame, icon_button, label, row
from gui.words import tr

_SPACING = 12
_STEPS = (0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)


class PdfPane(QWidget):
    """Shows one PDF at a time.

    Signals:
        loaded: a document is shown now.
    """

    loaded = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._following = False
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setPageSpacing(_SPACING)
        self.view.setFrameShape(QPdfView.Shape.NoFrame)
        self.view.setAccessibleName(tr("Pages of the document"))
        self.searching = QPdfSearchModel(self)
        self.searching.setDocument(self.document)
        self.view.setSearchModel(self.searching)
        theme.changed.connect(self._colour)
        self._build()
        self._colour()
        self.setFocusProxy(self.view)
        for keys, action in (
            ("Ctrl+F", self.begin_search),
            ("Ctrl++", lambda: self.zoom(1)),
            ("Ctrl+=", lambda: self.zoom(1)),
            ("Ctrl+-", lambda: self.zoom(-1)),
            ("Ctrl+0", self.fit),
            ("F3", lambda: self.step_match(1)),
            ("Shift+F3", lambda: self.step_match(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    # ---------------------------------------------------------------- building

    def _build(self) -> None:
        outer = column(self)
        outer.addWidget(self._build_bar())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self._build_index())
        split.addWidget(self.view)
        split.setStretchFactor(1, 1)
        split.setSizes([WIDTH + 64, 900])
        outer.addWidget(split, 1)
        self.view.pageNavigator().currentPageChanged.connect(self._on_page)
        self.searching.countChanged.connect(self._show_hits)
        self.view.zoomFactorChanged.connect(lambda _factor: self._show_zoom())

    def _build_bar(self) -> QWidget:
        bar = frame("foot")
        layout = row(bar, (16, 6, 16, 6), 6)
        self.page_text = label("", "caption")
        self.out = icon_button(self._theme, "minus", tr("Smaller (Ctrl -)"))
        self.out.clicked.connect(lambda: self.zoom(-1))
        self.into = icon_button(self._theme, "plus", tr("Larger (Ctrl +)"))
        self.into.clicked.connect(lambda: self.zoom(1))
        self.zoom_text = button("", "link", name=tr("Fit to the width (Ctrl 0)"))
        self.zoom_text.clicked.connect(self.fit)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search in the document"))
        self.search.setAccessibleName(tr("Search in the document"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(230)
        self.search.textChanged.connect(self.searching.setSearchString)
        self.search.returnPressed.connect(lambda: self.step_match(1))
        for held in self.search.findChildren(QWidget):
            held.setAccessibleName(tr("Clear the search"))
        self.hits = label("", "caption")
        self.before = icon_button(self._theme, "chevron-left", tr("Previous match (Shift F3)"))
        self.before.clicked.connect(lambda: self.step_match(-1))
        self.after = icon_button(self._theme, "chevron-right", tr("Next match (F3)"))
        self.after.clicked.connect(lambda: self.step_match(1))
        layout.addWidget(self.page_text)
        layout.addStretch()
        for held in (self.out, self.zoom_text, self.into):
            layout.addWidget(held)
        layout.addSpacing(12)
        for held in (self.search, self.hits, self.before, self.after):
            layout.addWidget(held)
        return bar

    def _build_index(self) -> QWidget:
        side = frame("nav")
        side.setMinimumWidth(WIDTH + 48)
        body = column(side, (10, 8, 4, 8), 6)
        self._tabs = QButtonGroup(self)
        tabs = [button(text, "tab") for text in (tr("Pages"), tr("Contents"))]
        for at, tab in enumerate(tabs):
            tab.setCheckable(True)
            self._tabs.addButton(tab, at)
        body.addLayout(line(*tabs, 1, spacing=14))
        self.pages = QListView()
        self.page_model = PdfPagesModel(self.document)
        self.pages.setModel(self.page_model)
        self.pages.setItemDelegate(PageThumbnailDelegate(self._theme, self.pages))
        self.pages.setAccessibleName(tr("Pages"))
        self.pages.setViewMode(QListView.ViewMode.IconMode)
        self.pages.setFlow(QListView.Flow.TopToBottom)
        self.pages.setWrapping(False)
        self.pages.setMovement(QListView.Movement.Static)
        self.pages.setIconSize(QSize(WIDTH, int(WIDTH * 1.5)))
        self.pages.setSpacing(4)
        self.pages.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages.selectionModel().currentChanged.connect(self._on_thumbnail)
        self.bookmark_model = QPdfBookmarkModel(self)
        self.bookmark_model.setDocument(self.document)
        self.contents = QTreeView()
        self.contents.setModel(self.bookmark_model)
        self.contents.setHeaderHidden(True)
        self.contents.setIndentation(14)
        self.contents.setAccessibleName(tr("Contents"))
        self.contents.header().setAccessibleName(tr("Contents"))
        self.contents.activated.connect(self._on_bookmark)
        self.contents.clicked.connect(self._on_bookmark)
        stack = QStackedWidget()
        stack.addWidget(self.pages)
        stack.addWidget(self.contents)
        body.addWidget(stack, 1)
        self._tabs.idToggled.connect(lambda at, on: stack.setCurrentIndex(at) if on else None)
        tabs[0].setChecked(True)
        return side

    def _colour(self) -> None:
        palette = self.view.palette()
        for role in (QPalette.ColorRole.Dark, QPalette.ColorRole.Mid):
            palette.setColor(role, self._theme.colour("sunken"))
        self.view.setPalette(palette)

    # ---------------------------------------------------------------- the document

    def show_file(self, path: str) -> bool:
        """Show a PDF at the page that was in front; tell whether it could be read."""
        page = self.view.pageNavigator().currentPage()
        self.document.close()
        good = self.document.load(path) == QPdfDocument.Error.None_
        if good:
            self.page_model.refresh()
            self.contents.expandToDepth(0)
            self.jump(min(page, self.document.pageCount() - 1))
            self._show_zoom()
            self._on_page(self.view.pageNavigator().currentPage())
            self.loaded.emit()
        return good

    def close_file(self) -> None:
        """Show nothing."""
        self.document.close()
        self.page_model.refresh()
        self.page_text.setText("")

    def jump(self, page: int) -> None:
        """Bring a page to the front."""
        if 0 <= page < self.document.pageCount():
            self.view.pageNavigator().jump(page, QPointF(), self.view.zoomFactor())

    def _on_page(self, page: int) -> None:
        count = self.document.pageCount()
        self.page_text.setText(tr("Page {n} of {all}", n=page + 1, all=count) if count else "")
        index = self.page_model.index(page, 0)
        if index.isValid() and index != self.pages.currentIndex():
            self._following = True
            self.pages.setCurrentIndex(index)
            self._following = False

    def _on_thumbnail(self, index: QModelIndex) -> None:
        if index.isValid() and not self._following:
            self.jump(index.row())

    def _on_bookmark(self, index: QModelIndex) -> None:
        page = index.data(QPdfBookmarkModel.Role.Page.value)
        if isinstance(page, int):
            self.jump(page)

    # ---------------------------------------------------------------- zoom and search

    def _factor(self) -> float:
        if self.view.zoomMode() == QPdfView.ZoomMode.Custom:
            return self.view.zoomFactor()
        points = self.document.pagePointSize(0).width() * self.logicalDpiX() / 72
        return (self.view.viewport().width() - 12) / points if points else 1.0

    def zoom(self, step: int) -> None:
        """Show the pages larger (1) or smaller (-1)."""
        now = self._factor()
        steps = [s for s in _STEPS if (s > now + 0.01 if step > 0 else s < now - 0.01)]
        if steps:
            self.view.setZoomMode(QPdfView.ZoomMode.Custom)
            self.view.setZoomFactor(steps[0] if step > 0 else steps[-1])
            self._show_zoom()

    def fit(self) -> None:
        """Fit the pages to the width."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._show_zoom()

    def _show_zoom(self) -> None:
        custom = self.view.zoomMode() == QPdfView.ZoomMode.Custom
        self.zoom_text.setText(f"{round(self._factor() * 100)} %" if custom else tr("Width"))

    def begin_search(self) -> None:
        """Put the focus into the search."""
        self.search.setFocus()
        self.search.selectAll()

    def step_match(self, step: int) -> None:
        """Go to the next (1) or previous (-1) match."""
        count = self.searching.rowCount(QModelIndex())
        if not count:
            return
        now = self.view.currentSearchResultIndex()
        at = (now + step) % count if now >= 0 else (0 if step > 0 else count - 1)
        self.view.setCurrentSearchResultIndex(at)
        found = self.searching.resultAtIndex(at)
        self._scroll_to(found.page(), found.location().y())
        self._show_hits()

    def _scroll_to(self, page: int, y: float) -> None:
        """Show a place of a page, in points from its top; Qt's own jump knows only whole pages."""
        scale = self._factor() * self.logicalDpiY() / 72
        above = sum(int(self.document.pagePointSize(at).height() * scale) + _SPACING for at in range(page))
        top = self.view.documentMargins().top() + above + int(y * scale)
        self.view.verticalScrollBar().setValue(max(0, top - self.view.viewport().height() // 3))

    def _show_hits(self) -> None:
        count, at = self.searching.rowCount(QModelIndex()), self.view.currentSearchResultIndex()
        if not self.search.text():
            self.hits.setText("")
        elif not count:
            self.hits.setText(tr("No match"))
        else:
            self.hits.setText(tr("{n} of {all}", n=at + 1, all=count) if at >= 0 else tr("{all} found", all=count))
