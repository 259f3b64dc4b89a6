"""Shows what an instrument read: numbers, tables, what cannot be used, and what recording it would change."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from core.workflows import edit
from core.workflows.measure import Draft, Suggestion, would_change
from gui.models.draft import bad_rows, effect_rows, measured_rows
from gui.shell import Shell
from gui.views.parts import column, label, row
from gui.views.text_table import TextTable
from gui.words import tr

_MOST_SUGGESTED = 60


class DraftView(QWidget):
    """A draft from top to bottom; nothing of it is written."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._body = column(self, spacing=10)
        self._shown: QWidget | None = None
        self.ticks: dict[str, QCheckBox] = {}

    def clear(self) -> None:
        """Show nothing."""
        self.ticks = {}
        if self._shown is not None:
            self._body.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None

    def chosen(self) -> list[str]:
        """Return the keys of the criteria whose evidence the files shall become."""
        return [name for name, box in self.ticks.items() if box.isChecked()]

    def show_draft(self, draft: Draft, *, attachable: bool, ticked: bool = False) -> None:
        """Show another draft.

        Args:
            draft: from `core.workflows.measure.preview`.
            attachable: its files may be kept as evidence.
            ticked: they are, unless the person says otherwise.
        """
        self.clear()
        self._shown = held = QWidget()
        body = self._at = column(held, spacing=10)
        body.addWidget(label(draft.title, "pane", wrap=True))
        body.addWidget(label(tr("Read from {what}", what=draft.source), "muted", wrap=True))
        if draft.bad:
            self._heading(tr("Rows that cannot be used: {n}", n=f"{len(draft.bad):,}"))
            self._table(tr("Unusable rows"), (tr("File"), tr("Line"), tr("Why")), bad_rows(draft), 6)
        headings = (tr("Measure"), tr("Value"), tr("Unit"), "")
        self._heading(tr("Measurements"))
        self._table(tr("Measurements"), headings, measured_rows(draft.measurements), 10)
        self._effects(draft)
        for table in draft.tables:
            self._heading(table.title)
            self._table(table.title, table.columns, table.rows, 8)
            if table.note:
                body.addWidget(label(table.note, "caption", wrap=True))
        if draft.quotes:
            self._heading(tr("Free answers as they would be printed: read them, names may be left"))
            self._table(tr("Free answers"), ("",), [(quote,) for quote in draft.quotes], 8)
        if draft.notes:
            self._heading(tr("Notes"))
            for note in draft.notes:
                body.addWidget(label(f"•  {note}", "muted", wrap=True))
        if attachable and draft.suggestions:
            self._suggestions(draft.suggestions, ticked)
        self._body.addWidget(held)

    def _heading(self, text: str) -> None:
        self._at.addWidget(label(text, "section", wrap=True))

    def _table(self, name: str, columns: tuple[str, ...], rows: Sequence[Sequence[str]], most: int) -> None:
        made = TextTable(name, most)
        made.show_rows(columns, rows)
        self._at.addWidget(made)

    def _effects(self, draft: Draft) -> None:
        changed = would_change(self._shell.controller.audit_or_fail, draft)
        if not changed:
            self._at.addWidget(label(tr("No criterion changes its level."), "muted"))
            return
        self._heading(tr("Criteria that change their level: {n}", n=len(changed)))
        columns = (tr("Criterion"), tr("Level"), tr("Question"))
        self._table(tr("Changed levels"), columns, effect_rows(changed), 6)

    def _suggestions(self, found: tuple[Suggestion, ...], ticked: bool) -> None:
        self._heading(tr("Keep what was read as evidence of these criteria"))
        opened = self._shell.controller.audit_or_fail
        for one in found[:_MOST_SUGGESTED]:
            _, criterion = edit.criterion_of(opened, one.key)
            box = QCheckBox(criterion.code)
            box.setAccessibleName(f"{criterion.code}: {criterion.question}")
            box.setChecked(ticked)
            self.ticks[one.key] = box
            texts = column(spacing=0)
            texts.addWidget(label(criterion.question, wrap=True))
            texts.addWidget(label(one.why, "caption", wrap=True))
            held = row(spacing=12)
            held.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
            held.addLayout(texts, 1)
            self._at.addLayout(held)
