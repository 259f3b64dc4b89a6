"""The palette: a field over the window that finds commands, criteria, files and processes by a few letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListView, QWidget

from gui import actions, fonts
from gui.actions import ACTIONS, PAGE_OF, Scope, keys_shown
from gui.delegates.palette_row import PaletteRowDelegate
from gui.models import palette
from gui.models.palette import Entry, Index, PaletteRows
from gui.views import parts
from gui.words import tr

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_WIDTH = 660
_TOP = 60
_ROWS = 9
_SIDE = 24


class Palette(QFrame):
    """Lies over the page while it is open; goes away when something is chosen, or the person clicks elsewhere."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._audit_index: tuple[Entry, ...] | None = None
        self._index = Index(())
        self._focus_before: QWidget | None = None
        self.setObjectName("palette")
        self.setAccessibleName(tr("Find anything"))
        self.hide()
        layout = parts.column(self, (10, 10, 10, 10), 8)
        self.field = QLineEdit()
        self.field.setFont(fonts.ui())
        self.field.setAccessibleName(tr("Find anything"))
        self.field.setPlaceholderText(tr("Find commands, criteria, files, processes"))
        layout.addWidget(self.field)
        self.model = PaletteRows(self)
        self.list = QListView()
        self.list.setAccessibleName(tr("Found"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteRowDelegate(self.model, window.theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._on_clicked)
        layout.addWidget(self.list)
        self.nothing = parts.label("", "muted")
        self.nothing.setMargin(8)
        layout.addWidget(self.nothing)
        layout.addWidget(
            parts.label(tr(">  commands     c  criteria     f  files     p  processes"), "caption"),
        )
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        window.installEventFilter(self)
        window.controller.opened.connect(self._forget)
        window.controller.changed.connect(self._forget)

    # ---------------------------------------------------------------- opening and closing

    def open(self) -> None:
        """Show the palette with an empty field; a second time, close it."""
        if self.isVisible():
            self.leave()
            return
        self._focus_before = QApplication.focusWidget()
        self._index = Index((*self._commands(), *self._of_audit()))
        self.field.clear()
        self._find("")
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Go away and give the focus back."""
        self.hide()
        if self._focus_before is not None and self._focus_before.isVisible():
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus_before = None

    def _forget(self, _changes: object = None) -> None:
        self._audit_index = None

    def refit(self) -> None:
        """Fit the present window and fonts."""
        if self.isVisible():
            self._place()

    def _place(self) -> None:
        width = min(fonts.scaled(_WIDTH), self._window.width() - 2 * _SIDE)
        row = self.list.itemDelegate().sizeHint(None, QModelIndex()).height()  # type: ignore[arg-type]
        room = self._window.height() - fonts.scaled(_TOP) - 150
        self.list.setFixedHeight(min(fonts.scaled(_ROWS * 46), max(3 * row, room)))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((self._window.width() - width) // 2, fonts.scaled(_TOP))

    # ---------------------------------------------------------------- what there is

    def _commands(self) -> tuple[Entry, ...]:
        found = []
        audit_open = self._window.controller.audit_file is not None
        for action in ACTIONS:
            if action.id == "palette":
                why_not = tr("You are here")
            elif action.scope is not Scope.WINDOW and not audit_open:
                why_not = tr("Needs an open audit")
            else:
                why_not = ""
            text = self._window.actions_by_id[action.id].text().strip()
            note = tr(action.group)
            keys = keys_shown(action) if not action.id.startswith("level-") else action.keys[0]
            entry = Entry(f"{palette.COMMAND}:{action.id}", palette.COMMAND, text, action.id, note, keys, why_not)
            found.append(entry)
        return tuple(found)

    def _of_audit(self) -> tuple[Entry, ...]:
        opened = self._window.controller.audit_file
        if opened is None:
            return ()
        if self._audit_index is None:
            self._audit_index = palette.audit_entries(opened)
        return self._audit_index

    def _find(self, text: str) -> None:
        rows = self._index.find(text)
        self.model.clear()
        self.model.show(rows)
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.nothing.setText(tr("Nothing is called “{text}”", text=palette.split(text)[1]))
        if rows:
            self.list.setCurrentIndex(self.model.index(0))
            self.list.scrollToTop()
        if self.isVisible():
            self.adjustSize()

    # ---------------------------------------------------------------- doing

    def do_current(self) -> None:
        """Go to, or do, what is chosen."""
        index = self.list.currentIndex()
        if not index.isValid():
            return
        entry = self.model.row(index.row()).entry
        if entry.why_not:
            return
        palette.remember(entry)
        self.leave()
        if entry.kind == palette.COMMAND:
            self._do_command(entry.target)
        elif entry.kind == palette.PROCESS:
            self._window.show_page("processes")
            self._window.page_widget("processes").choose_process(entry.target)  # type: ignore[attr-defined]
        else:
            self._window.show_page("review")
            if entry.kind == palette.FILE:
                self._window.review().show_evidence(entry.target, entry.path)
            else:
                self._window.review().show_criterion(entry.target)

    def _do_command(self, action_id: str) -> None:
        page = PAGE_OF.get(actions.action(action_id).scope)
        if page:
            self._window.show_page(page)
        self._window.actions_by_id[action_id].trigger()

    def _on_clicked(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self.do_current()

    # ---------------------------------------------------------------- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the arrows while typing, and go away with the window's size or when the focus goes."""
        if watched is self._window:
            if event.type() is QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if event.type() is QEvent.Type.FocusOut and self.isVisible() and QApplication.activePopupWidget() is None:
            self._focus_before = None
            self.hide()
        elif isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()  # no key of the window acts while the palette is open
                return True
            if event.type() is QEvent.Type.KeyPress:
                return self._on_key(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _ROWS,
            Qt.Key.Key_PageUp: -_ROWS,
        }
        pressed = QKeySequence(event.keyCombination())
        if key == Qt.Key.Key_Escape or pressed in self._window.actions_by_id["palette"].shortcuts():
            self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.do_current()
        elif key in steps and self.model.rowCount():
            last = self.model.rowCount() - 1
            number = self.list.currentIndex().row() + steps[Qt.Key(key)]
            wraps = abs(steps[Qt.Key(key)]) == 1
            number = number % (last + 1) if wraps else max(0, min(last, number))
            self.list.setCurrentIndex(self.model.index(number))
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        return True
