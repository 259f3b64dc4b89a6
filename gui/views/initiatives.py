"""Initiatives: what the client plans beside the recommendations, as a list with the form of one."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QPlainTextEdit, QStackedWidget, QWidget

from core.model.work import Initiative, WorkStatus
from core.workflows import edit
from gui import fonts, scaling
from gui.delegates.initiative_row import InitiativeRowDelegate
from gui.models.finding_rows import status_word
from gui.models.initiatives import InitiativeRow, new_initiative
from gui.models.row_list import RowList
from gui.shell import Shell
from gui.views.blocks import Choice, Field, Panel, icon_on, line
from gui.views.parts import button, column, label, row
from gui.words import tr

_PAUSE = 500
"""Milliseconds after the last key."""


class Initiatives(QWidget):
    """List at the left, form at the right; what is typed is committed after a pause and on leaving a field."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._filling = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE)
        self._wait.timeout.connect(self.commit)
        layout = row(self, spacing=12)
        form = self._build_form()
        layout.addWidget(self._build_list(), 3)
        layout.addWidget(form, 2)
        self.list.installEventFilter(self)
        self.description.installEventFilter(self)
        shell.controller.flushing.connect(self.commit)
        self.setFocusProxy(self.list)

    def _build_list(self) -> QWidget:
        theme = self._shell.theme
        panel = Panel(padding=0, spacing=0)
        panel.body.setContentsMargins(1, 8, 1, 1)
        self.model: RowList[InitiativeRow] = RowList(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(InitiativeRowDelegate(theme, self.model, self.list))
        self.list.setAccessibleName(tr("Initiatives of the client"))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        nothing = QWidget()
        texts = column(nothing, (24, 24, 24, 24), 6)
        texts.addStretch()
        hints = (
            label(tr("No initiative yet"), "strong"),
            label(
                tr("What the client plans beside the recommendations is printed in the enhancement backlog."), "muted"
            ),
        )
        for hint in hints:
            hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
            hint.setWordWrap(True)
            texts.addWidget(hint)
        texts.addStretch()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(nothing)
        panel.body.addWidget(self._stack, 1)
        self.add = icon_on(button(tr("Add initiative"), tip="Insert"), theme, "plus")
        self.add.clicked.connect(self.add_initiative)
        foot = row(margins=(14, 8, 14, 12))
        foot.addWidget(self.add)
        foot.addStretch()
        panel.body.addLayout(foot)
        return panel

    def _build_form(self) -> QWidget:
        panel = Panel(spacing=10)
        self.title, self.owner, self.link = QLineEdit(), QLineEdit(), QLineEdit()
        self.status = Choice(self._shell.theme)
        for status in WorkStatus:
            self.status.addItem(status_word(status), status.value)
        self.description = QPlainTextEdit()
        self.description.setProperty("look", "field")
        self.description.setTabChangesFocus(True)
        scaling.fix_lines(self.description, 5, 24)
        for area in (self.title, self.owner, self.link, self.description):
            area.setFont(fonts.ui())
        self._title_field = Field(tr("Title"), self.title)
        panel.body.addWidget(self._title_field)
        panel.body.addWidget(Field(tr("What it is about"), self.description, optional=True))
        panel.body.addLayout(line(Field(tr("Status"), self.status), Field(tr("Owner"), self.owner, optional=True)))
        panel.body.addWidget(Field(tr("Ticket or document"), self.link, optional=True))
        self.remove = icon_on(button(tr("Remove"), "danger"), self._shell.theme, "trash-2")
        self.remove.clicked.connect(self.remove_initiative)
        panel.body.addStretch()
        panel.body.addLayout(line(self.remove, 1))
        for field in (self.title, self.owner, self.link):
            field.textEdited.connect(lambda _text: self._on_typed())
            field.editingFinished.connect(self.commit)
        self.description.textChanged.connect(self._on_typed)
        self.status.activated.connect(lambda _at: self.commit())
        self.form = panel
        return panel

    # ---------------------------------------------------------------- showing

    def refresh(self) -> None:
        """Show the present initiatives."""
        opened = self._shell.controller.audit_file
        rows = tuple(InitiativeRow(made) for made in opened.audit.initiatives) if opened else ()
        at = self.list.currentIndex().row()
        self.model.show(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        if rows and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(max(0, min(at, len(rows) - 1))))
        self.add.setEnabled(opened is not None and not opened.read_only)
        self._fill()

    def chosen(self) -> Initiative | None:
        """Return the chosen initiative."""
        at = self.list.currentIndex()
        return self.model.row(at.row()).initiative if at.isValid() else None

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        if before.isValid() and before.row() < self.model.rowCount():
            self._commit(self.model.row(before.row()).initiative)
        self._fill()

    def _fill(self) -> None:
        found = self.chosen()
        self.form.setVisible(found is not None)
        if found is None:
            return
        self._filling = True
        for field, text in ((self.title, found.title), (self.owner, found.owner), (self.link, found.link)):
            if field.text() != text:
                field.setText(text)
        if self.description.toPlainText() != found.description:
            self.description.setPlainText(found.description)
        self.status.setCurrentIndex(self.status.findData(found.status.value))
        self._filling = False

    # ---------------------------------------------------------------- changing

    def _on_typed(self) -> None:
        if not self._filling:
            missing = not self.title.text().strip()
            self._title_field.complain(tr("An initiative needs a title.") if missing else "")
            self._wait.start()

    def commit(self) -> None:
        """Put what is typed into the audit."""
        found = self.chosen()
        if found is not None:
            self._commit(found)

    def _commit(self, before: Initiative) -> None:
        self._wait.stop()
        if self._filling or not self.title.text().strip():
            return
        written = replace(
            before,
            title=self.title.text().strip(),
            description=self.description.toPlainText().strip(),
            owner=self.owner.text().strip(),
            link=self.link.text().strip(),
            status=WorkStatus(self.status.currentData()),
        )
        if written != before:
            changed = tuple(written if made.id == before.id else made for made in self._present)
            self._put(changed, f"initiative {before.id}")

    @property
    def _present(self) -> tuple[Initiative, ...]:
        opened = self._shell.controller.audit_file
        return opened.audit.initiatives if opened else ()

    def _put(self, initiatives: tuple[Initiative, ...], merge: str = "") -> None:
        if self._shell.controller.audit_file is not None:
            self._shell.controller.do(edit.set_initiatives(initiatives), merge)

    def add_initiative(self) -> None:
        """Add one and put the cursor into its title."""
        self.commit()
        made = new_initiative(self._present)
        self._put((*self._present, made))
        self.list.setCurrentIndex(self.model.index(self.model.find(made.id)))
        self.title.setFocus()
        self.title.selectAll()

    def remove_initiative(self) -> None:
        """Take the chosen one away; undo brings it back."""
        found = self.chosen()
        if found is not None:
            self._wait.stop()
            self._filling = True  # what is still typed belongs to what goes
            self._put(tuple(made for made in self._present if made.id != found.id))
            self._filling = False
            self._fill()
            self.list.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Commit when the text is left; Insert adds, Delete removes, Enter goes to the form."""
        if watched is self.description and event.type() == QEvent.Type.FocusOut:
            self.commit()
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Insert:
                self.add_initiative()
            elif event.key() == Qt.Key.Key_Delete:
                self.remove_initiative()
            elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.title.setFocus()
            else:
                return False
            return True
        return super().eventFilter(watched, event)
