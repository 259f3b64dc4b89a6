"""The help: contents at the left, the page at the right, a search over everything, and the way back."""

from typing import cast

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QSplitter, QWidget

from core.errors import SightlineError
from gui import fonts, scaling
from gui.models import help_html, help_topics
from gui.shell import Shell
from gui.views import parts
from gui.views.safe_browser import SafeBrowser
from gui.words import tr

_SIZE = (980, 660)
_CONTENTS = 250
_TOPIC = Qt.ItemDataRole.UserRole


class HelpWindow(QDialog):
    """Stays open beside the work; links lead only to other pages of the help."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent or cast(QWidget, shell))
        self._shell = shell
        self._place, self._before = "", list[str]()
        self._looked_for = ""
        self.setObjectName("help")
        self.setWindowTitle(tr("Sightline help"))
        self.setModal(False)
        self.resize(min(fonts.scaled(_SIZE[0]), 1200), min(fonts.scaled(_SIZE[1]), 680))
        outer = parts.column(self)
        outer.addWidget(self._build_head())
        split = QSplitter()
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        outer.addWidget(split, 1)
        split.addWidget(self._build_contents())
        self.browser = SafeBrowser(tr("Help page"))
        self.browser.document().setDocumentMargin(24)
        self.browser.anchorClicked.connect(self._follow)
        split.addWidget(self.browser)
        split.setStretchFactor(1, 1)
        split.setSizes([fonts.scaled(_CONTENTS), self.width() - fonts.scaled(_CONTENTS)])
        for keys, run in ((("Ctrl+F", "/"), self.focus_search), (("Alt+Left", "Backspace"), self.back)):
            for key in keys:
                QShortcut(QKeySequence(key), self, run)
        shell.theme.changed.connect(self._render)
        self.browser.setFocus()

    def _build_head(self) -> QWidget:
        head = parts.frame("top")
        layout = parts.row(head, (12, 8, 12, 8), 8)
        self.back_button = parts.icon_button(self._shell.theme, "chevron-left", tr("Back"))
        self.back_button.setToolTip(tr("Back  (Alt+Left)"))
        self.back_button.clicked.connect(self.back)
        self.back_button.setEnabled(False)
        layout.addWidget(self.back_button)
        self.field = QLineEdit()
        self.field.setFont(fonts.ui())
        self.field.setPlaceholderText(tr("Search the help"))
        self.field.setAccessibleName(tr("Search the help"))
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self._open_first)
        layout.addWidget(self.field, 1)
        keys = parts.button(tr("All keys"), "link")
        keys.clicked.connect(lambda: self._shell.show_dialog("keys"))
        layout.addWidget(keys)
        return head

    def _build_contents(self) -> QWidget:
        side = parts.frame("nav")
        layout = parts.column(side, (8, 10, 8, 10))
        self.contents = QListWidget()
        self.contents.setAccessibleName(tr("Contents"))
        self.contents.setFont(fonts.ui())
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.setWordWrap(True)
        self.contents.setSpacing(1)
        for topic in help_topics.TOPICS:
            item = QListWidgetItem(help_topics.title(topic))
            item.setData(_TOPIC, topic)
            item.setToolTip(item.text())
            self.contents.addItem(item)
        self.contents.currentItemChanged.connect(self._on_chosen)
        scaling.fix(self.contents)
        layout.addWidget(self.contents)
        side.setMinimumWidth(160)
        return side

    # ---------------------------------------------------------------- going about

    @property
    def topic(self) -> str:
        """Return the page that is shown."""
        return self._place.partition("#")[0]

    def show_topic(self, place: str) -> None:
        """Show a page, `topic` or `topic#section`."""
        if self._place and self._place != place:
            self._before.append(self._place)
        self._go(place)

    def back(self) -> None:
        """Show the page before."""
        if self.field.text():
            self.field.clear()
        elif self._before:
            self._go(self._before.pop())

    def focus_search(self) -> None:
        """Put the cursor into the search."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _go(self, place: str) -> None:
        self._place = place
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self._looked_for = ""
        self.contents.blockSignals(True)
        if self.topic in help_topics.TOPICS:
            self.contents.setCurrentRow(help_topics.TOPICS.index(self.topic))
        self.contents.blockSignals(False)
        self._render()

    def _render(self) -> None:
        tokens = self._shell.theme.tokens
        if self._looked_for:
            found = help_topics.search(self._looked_for)
            self.browser.setHtml(help_html.hits(self._looked_for, found, tokens))
        elif self._place:
            try:
                self.browser.setHtml(help_html.page(self.topic, tokens))
            except SightlineError as error:
                self.browser.setPlainText(f"{error.message} {error.advice}")
            if anchor := self._place.partition("#")[2]:
                self.browser.scrollToAnchor(anchor)
        self.back_button.setEnabled(bool(self._before or self._looked_for))

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_topic(str(item.data(_TOPIC)))

    def _follow(self, link: QUrl) -> None:
        place = link.toString().replace(".md", "")
        if place.startswith("#"):
            place = self.topic + place
        if place.partition("#")[0] in help_topics.TOPICS:
            self.show_topic(place)

    def _search(self, typed: str) -> None:
        self._looked_for = typed.strip()
        self._render()

    def _open_first(self) -> None:
        found = help_topics.search(self._looked_for)
        if found:
            self.show_topic(found[0].section.place)
            self.browser.setFocus()
