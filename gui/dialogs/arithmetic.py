"""How a score comes about: every line of the arithmetic, the category that is shown first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from core.scoring.shown_arithmetic import Section, sections
from gui import fonts
from gui.dialogs.framed import Framed
from gui.shell import Shell
from gui.views import parts
from gui.words import tr

_VALUE = 2
_LEFT = Qt.AlignmentFlag(0)
"""The whole cell."""


class Arithmetic(Framed):
    """The lines that the report prints, to be added up by hand."""

    def __init__(self, shell: Shell, rubric_id: str = "", category_id: str = "") -> None:
        super().__init__(
            shell,
            tr("How the score comes about"),
            tr("Parts are exact; only the last figure of a line is rounded, half up."),
            width=760,
        )
        audit = shell.controller.audit_or_fail
        rubric = audit.rubrics.get(rubric_id) or next(iter(audit.rubrics.values()))
        found = sections(rubric, audit.scores[rubric.id])
        order = sorted(found, key=lambda each: (each.id != category_id, bool(each.id)))
        inner = QWidget()
        inner.setObjectName("inner")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for section in order:
            self._add(grid, section)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setAccessibleName(tr("Arithmetic"))
        self.body.addWidget(area, 1)
        self.resize(760, 600)
        self.close_button.setFocus()

    def _add(self, grid: QGridLayout, section: Section) -> None:
        at = grid.rowCount()
        grid.setRowMinimumHeight(at, 12)
        title = section.title if section.id else tr("{rubric}: the whole", rubric=section.title)
        grid.addWidget(parts.label(title, "section"), at + 1, 0, 1, 3)
        if section.note:
            grid.addWidget(parts.label(section.note, "caption", wrap=True), at + 2, 0, 1, 3)
        for number, line in enumerate(section.lines, at + 3):
            for column, text in enumerate((line.label, line.expression, line.value)):
                cell = parts.label(text, "", wrap=column < _VALUE)
                if column:
                    cell.setFont(fonts.code())
                grid.addWidget(cell, number, column, Qt.AlignmentFlag.AlignRight if column == _VALUE else _LEFT)
