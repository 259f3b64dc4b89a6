"""The form of one critical process; what is typed is committed after a pause and on leaving a field."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from core.model.outcome import Severity
from core.model.process import CriticalProcess
from gui import fonts, scaling
from gui.theme import Theme
from gui.views.blocks import Choice, Field, icon_on, line
from gui.views.parts import button, column, label
from gui.words import tr

_PAUSE = 500
"""Milliseconds after the last key."""


def number(text: str) -> float | None:
    """Return a typed number, None for nothing.

    Raises:
        ValueError: when it is not a positive number.
    """
    if not text.strip():
        return None
    value = float(text.replace(",", ".").strip())
    if not 0 < value < 1e9:
        raise ValueError(text)
    return value


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text that hold something, each once."""
    return tuple(dict.fromkeys(part.strip() for part in text.splitlines() if part.strip()))


class ProcessForm(QScrollArea):
    """Edits one process, or takes the words of a new one.

    Signals:
        edited: the process was changed, a `CriticalProcess`.
        added: a new one is wanted, a `CriticalProcess` whose id is still empty.
        removed: the process shall go.
    """

    edited = Signal(object)
    added = Signal(object)
    removed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Critical process"))
        self._process: CriticalProcess | None = None
        self._filling = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE)
        self._wait.timeout.connect(self.commit)
        self._build(theme)

    def _build(self, theme: Theme) -> None:
        inner = QWidget()
        inner.setObjectName("inner")
        body = column(inner, (20, 18, 20, 18), 12)
        self._heading = label("", "pane", wrap=True)
        body.addWidget(self._heading)
        self.name, self.owner = QLineEdit(), QLineEdit()
        self.sla, self.rto = QLineEdit(), QLineEdit()
        self.criticality = Choice(theme)
        for severity in Severity:
            self.criticality.addItem(tr(severity.value.capitalize()), severity)
        self.stages, self.paths, self.names = (self._area() for _ in range(3))
        self.paths.setPlaceholderText("src/checkout/**")
        self.names.setPlaceholderText("place_order\nCheckoutJob")
        self.description = self._area()
        self._name_field = Field(tr("Name"), self.name)
        self._sla_field = Field(tr("SLA in seconds"), self.sla)
        self._rto_field = Field(tr("RTO in minutes"), self.rto)
        body.addWidget(self._name_field)
        body.addLayout(line(Field(tr("Criticality"), self.criticality), Field(tr("Owner"), self.owner)))
        body.addLayout(line(self._sla_field, self._rto_field))
        body.addWidget(Field(tr("What it does"), self.description, optional=True))
        body.addWidget(Field(tr("Stages"), self.stages, tr("The steps it passes through, one a line, in order.")))
        body.addWidget(
            Field(tr("Where it lives: paths"), self.paths, tr("Path patterns, one a line; ** crosses folders."))
        )
        body.addWidget(
            Field(tr("Where it lives: names"), self.names, tr("Functions, classes, routes or jobs, one a line."))
        )
        for edit in (self.name, self.owner, self.sla, self.rto):
            edit.textEdited.connect(lambda _text: self._on_typed())
            edit.editingFinished.connect(self.commit)
        for area in (self.description, self.stages, self.paths, self.names):
            area.textChanged.connect(self._on_typed)
            area.installEventFilter(self)
        self.criticality.activated.connect(lambda _at: self.commit())
        self.add = button(tr("Add process"), "primary")
        self.add.clicked.connect(self._on_add)
        self.remove = icon_on(button(tr("Remove"), "danger"), theme, "trash-2")
        self.remove.clicked.connect(self.removed)
        body.addLayout(line(self.remove, 1, self.add))
        body.addStretch()
        self.setWidget(inner)

    @staticmethod
    def _area() -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setProperty("look", "field")
        made.setTabChangesFocus(True)
        made.setFont(fonts.ui())
        scaling.fix_lines(made, 3, 24)
        return made

    # ---------------------------------------------------------------- showing

    def show_process(self, process: CriticalProcess | None) -> None:
        """Show a process, or an empty form for a new one."""
        if process is not None and process == self._process:
            return
        self._wait.stop()
        self._process = process
        shown = process or CriticalProcess("", "")
        self._filling = True
        self._heading.setText(process.name if process else tr("New critical process"))
        for edit, text in (
            (self.name, shown.name),
            (self.owner, shown.owner),
            (self.sla, "" if shown.sla_seconds is None else f"{shown.sla_seconds:g}"),
            (self.rto, "" if shown.rto_minutes is None else f"{shown.rto_minutes:g}"),
        ):
            if edit.text() != text:
                edit.setText(text)
        for area, text in (
            (self.description, shown.description),
            (self.stages, "\n".join(shown.stages)),
            (self.paths, "\n".join(shown.paths)),
            (self.names, "\n".join(shown.names)),
        ):
            if area.toPlainText() != text:
                area.setPlainText(text)
        self.criticality.setCurrentIndex(max(0, self.criticality.findData(shown.criticality)))
        self._filling = False
        self.add.setVisible(process is None)
        self.remove.setVisible(process is not None)
        self._check()

    def begin(self) -> None:
        """Put the focus into the name."""
        self.name.setFocus()
        self.name.selectAll()

    # ---------------------------------------------------------------- reading

    def written(self) -> CriticalProcess | None:
        """Return the process as it is typed, None while something in it is wrong."""
        if not self._check():
            return None
        return replace(
            self._process or CriticalProcess("", ""),
            name=self.name.text().strip(),
            criticality=Severity(self.criticality.currentData()),
            description=self.description.toPlainText().strip(),
            stages=lines(self.stages.toPlainText()),
            sla_seconds=number(self.sla.text()),
            rto_minutes=number(self.rto.text()),
            owner=self.owner.text().strip(),
            paths=lines(self.paths.toPlainText()),
            names=lines(self.names.toPlainText()),
        )

    def _check(self) -> bool:
        right = bool(self.name.text().strip())
        self._name_field.complain("" if right or self._process is None else tr("A process needs a name."))
        for edit, field in ((self.sla, self._sla_field), (self.rto, self._rto_field)):
            try:
                number(edit.text())
                field.complain("")
            except ValueError:
                field.complain(tr("A number above 0, or nothing."))
                right = False
        self.add.setEnabled(right)
        return right

    def _on_typed(self) -> None:
        if not self._filling:
            self._check()
            if self._process is not None:
                self._wait.start()

    def commit(self) -> None:
        """Tell what was typed, when it is right and different."""
        self._wait.stop()
        if self._filling or self._process is None:
            return
        written = self.written()
        if written is not None and written != self._process:
            self._process = written
            self._heading.setText(written.name)
            self.edited.emit(written)

    def _on_add(self) -> None:
        written = self.written()
        if self._process is None and written is not None:
            self.added.emit(written)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Commit when a text area is left."""
        if event.type() == QEvent.Type.FocusOut:
            self.commit()
        return super().eventFilter(watched, event)
