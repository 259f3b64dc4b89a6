"""The keys of every action as a table, and how to change them."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QTableView,
    QWidget,
)

from gui import fonts, scaling, settings, shortcuts
from gui.actions import ACTIONS, Action, Scope, action
from gui.shell import Shell
from gui.views import parts
from gui.views.blocks import Field, line
from gui.words import tr

_HEIGHT = 300
_ID = Qt.ItemDataRole.UserRole
_SCOPES = {
    Scope.WINDOW: "everywhere",
    Scope.AUDIT: "in an audit",
    Scope.REVIEW: "in the review",
    Scope.DRILL: "in the fire drill",
}
_NEEDED = (
    *("Return", "Enter", "Space", "Tab", "Shift+Tab", "Backspace", "Delete", "Up", "Down", "Left", "Right"),
    *("Home", "End", "PgUp", "PgDown", "Ctrl+C", "Ctrl+X", "Ctrl+A"),
)
"""Keys that lists, buttons and text fields answer to themselves."""


class ShortcutTable(QWidget):
    """One row an action; the chosen row's keys are changed below the table."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        layout = parts.column(self, (0, 6, 0, 0), 8)
        layout.addWidget(parts.label(tr("Shortcuts"), "section"))
        self._model = QStandardItemModel(0, 3, self)
        self._model.setHorizontalHeaderLabels([tr("What it does"), tr("Where"), tr("Keys")])
        self.table = QTableView()
        self.table.setModel(self._model)
        self.table.setAccessibleName(tr("Shortcuts"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setCornerButtonEnabled(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setAccessibleName(tr("Columns"))
        for inner in (self.table.verticalHeader(), *self.table.findChildren(QAbstractButton)):
            inner.setAccessibleName(tr("Shortcuts"))
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        scaling.fix(self.table, height=_HEIGHT)
        layout.addWidget(self.table)
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        self.edit.setClearButtonEnabled(True)
        self.edit.setAccessibleName(tr("Press the new keys"))
        for typed in self.edit.findChildren(QLineEdit):
            typed.setAccessibleName(tr("Press the new keys"))
        for clear in self.edit.findChildren(QAbstractButton):
            clear.setAccessibleName(tr("Clear the keys"))
        self.use = parts.button(tr("Use these keys"))
        self.take = parts.button(tr("Take them from there"))
        self.none = parts.button(tr("No key"))
        self.reset = parts.button(tr("Reset"), name=tr("Reset this shortcut"))
        self.reset_all = parts.button(tr("Reset all"), "link", name=tr("Reset all shortcuts"))
        editor = QWidget()
        editor.setLayout(line(self.edit, self.use, self.take, self.none, self.reset, 1, self.reset_all))
        editor.setAccessibleName(tr("New keys"))
        self.field = Field(tr("New keys"), editor)
        layout.addWidget(self.field)
        self.edit.keySequenceChanged.connect(self._look)
        self.use.clicked.connect(lambda: self._use(take=False))
        self.take.clicked.connect(lambda: self._use(take=True))
        self.none.clicked.connect(lambda: self._set(()))
        self.reset.clicked.connect(self._reset)
        self.reset_all.clicked.connect(self._reset_all)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.refresh()
        self.table.selectRow(0)

    @property
    def chosen(self) -> Action:
        """Return the action of the chosen row."""
        return action(str(self._model.item(max(0, self.table.currentIndex().row()), 0).data(_ID)))

    def choose(self, action_id: str) -> None:
        """Choose the row of an action."""
        for row in range(self._model.rowCount()):
            if self._model.item(row, 0).data(_ID) == action_id:
                self.table.selectRow(row)

    def refresh(self) -> None:
        """Show the keys that are in force."""
        if not self._model.rowCount():
            for found in ACTIONS:
                items = [QStandardItem(tr(found.text)), QStandardItem(tr(_SCOPES[found.scope])), QStandardItem()]
                items[0].setData(found.id, _ID)
                self._model.appendRow(items)
        for row, found in enumerate(ACTIONS):
            keys = "   ".join(shortcuts.native(key) for key in shortcuts.keys_of(found))
            changed = settings.shortcuts(found.id) is not None
            item = self._model.item(row, 2)
            item.setText(tr("{keys}  (changed)", keys=keys or tr("none")) if changed else keys)
        self.refit()
        self._look()

    def refit(self) -> None:
        """Make the rows as high as the present fonts need."""
        self.table.verticalHeader().setDefaultSectionSize(fonts.line_height(fonts.ui()) + 10)

    # ---------------------------------------------------------------- changing

    def _on_row(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.edit.clear()
        self._look()

    def _key(self) -> str:
        return self.edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _look(self, _sequence: object = None) -> None:
        key = self._key()
        found = self.chosen
        needed = any(QKeySequence(k) == QKeySequence(key) for k in _NEEDED)
        owners = shortcuts.owners(ACTIONS, key, found.id) if key else ()
        same = key in shortcuts.chosen(found)
        complaint = ""
        if needed:
            complaint = tr("{key} is needed to move, to press buttons or to edit text.", key=shortcuts.native(key))
        elif owners:
            names = ", ".join(f"“{tr(owner.text)}”" for owner in owners)
            complaint = tr("{key} is already the key of {names}.", key=shortcuts.native(key), names=names)
        self.field.complain(complaint, "warning")
        self.use.setEnabled(bool(key) and not needed and not owners and not same)
        self.use.setVisible(not owners)
        self.take.setVisible(bool(owners) and not needed)
        self.none.setEnabled(bool(shortcuts.chosen(found)))
        self.reset.setEnabled(settings.shortcuts(found.id) is not None)
        self.reset_all.setEnabled(any(settings.shortcuts(each.id) is not None for each in ACTIONS))

    def _use(self, take: bool) -> None:
        key = self._key()
        for owner in shortcuts.owners(ACTIONS, key, self.chosen.id) if take else ():
            left = tuple(k for k in shortcuts.chosen(owner) if QKeySequence(k) != QKeySequence(key))
            settings.set_shortcuts(owner.id, left)
        self._set((key,))

    def _set(self, keys: tuple[str, ...] | None) -> None:
        found = self.chosen
        settings.set_shortcuts(found.id, None if keys == found.keys else keys)
        self._changed()

    def _reset(self) -> None:
        """Give the action its own keys back, and take them from actions that got them in the meantime."""
        found = self.chosen
        for key in found.keys:
            for owner in shortcuts.owners(ACTIONS, key, found.id):
                settings.set_shortcuts(owner.id, tuple(k for k in shortcuts.chosen(owner) if k != key))
        self._set(None)

    def _reset_all(self) -> None:
        for each in ACTIONS:
            settings.set_shortcuts(each.id, None)
        self._changed()

    def _changed(self) -> None:
        self._shell.keys_changed()
        self.edit.clear()
        self.refresh()
