"""What a person says of a survey's columns: a row for each with a guess, and its first answers beside it."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from core.workflows.read_files import DIMENSIONS, MEANINGS, SurveyColumn, SurveySheet, Wanted
from gui.theme import Theme
from gui.views.blocks import Choice, Field, line
from gui.views.parts import ElidedLabel, column, label
from gui.words import tr

_MOST_COLUMNS = 120
"""Columns that get a row; surveys have a few dozen."""
_WORDS = {
    "satisfaction": "Satisfaction",
    "performance": "Performance",
    "activity": "Activity",
    "communication": "Communication",
    "efficiency": "Efficiency and flow",
    "comment": "Free answer",
    "group": "Group or team",
    "person": "Who answered (never kept)",
    "time": "Time of the answer",
    "ignore": "Not used",
}


class SurveyChoices(QWidget):
    """Mapping of columns, scale, people asked, names to take out.

    Signals:
        changed: the file has to be read again.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sheet: SurveySheet | None = None
        self._said: dict[str, str] = {}
        self.meanings: dict[str, Choice] = {}
        self._worse: dict[str, QCheckBox] = {}
        self._grid: QWidget | None = None
        body = column(self, spacing=12)
        self._mapping = column(spacing=0)
        body.addWidget(label(tr("What each column holds"), "section"))
        body.addLayout(self._mapping)
        self.title, self.asked, self.names = QLineEdit(), QLineEdit(), QLineEdit()
        self.title.setPlaceholderText(tr("SPACE survey"))
        self.names.setPlaceholderText(tr("Erik, Anna Berg"))
        self.scale, self.sheets = Choice(theme), Choice(theme)
        for text, points in ((tr("Found out from the answers"), None), (tr("1 to 5"), 5), (tr("1 to 7"), 7)):
            self.scale.addItem(text, points)
        self.asked_field = Field(tr("People asked"), self.asked, tr("For the response rate."), optional=True)
        hint = tr("Beside those the file holds; parted by commas.")
        names = Field(tr("Names to take out of free answers"), self.names, hint, optional=True)
        title = Field(tr("Title as it is printed"), self.title, tr("Such as: Survey of May."), optional=True)
        self._sheets_field = Field(tr("Sheet"), self.sheets, tr("Of the workbook."))
        body.addLayout(
            line(
                self._sheets_field,
                Field(tr("Scale of numbers"), self.scale, tr("Where answers are no words.")),
                self.asked_field,
                spacing=12,
            )
        )
        body.addLayout(line(title, names, spacing=12))
        text = tr(
            "Groups under five people are never shown, nor a group from which such a one could be worked out. Free"
            " answers are kept only from groups of five or more. The file itself is not kept, only its SHA-256."
        )
        body.addWidget(label(text, "caption", wrap=True))
        for choice in (self.scale, self.sheets):
            choice.activated.connect(lambda _at: self.changed.emit())
        for edit in (self.title, self.asked, self.names):
            edit.editingFinished.connect(self._on_edited)
        self._texts = ("", "", "")

    def begin(self) -> None:
        """Forget what was said of another file."""
        self._said, self._sheet, self._texts = {}, None, ("", "", "")
        for edit in (self.title, self.asked, self.names):
            edit.clear()
        self.scale.setCurrentIndex(0)
        self.sheets.clear()

    def _on_edited(self) -> None:
        texts = (self.title.text(), self.asked.text(), self.names.text())
        if texts != self._texts:
            self._texts = texts
            self.changed.emit()

    def show_sheet(self, sheet: SurveySheet) -> None:
        """Show the columns of the sheet that was read; what was chosen of the same columns stays."""
        before, self._sheet = self._sheet, sheet
        self._sheets_field.setVisible(len(sheet.sheets) > 1)
        self.sheets.clear()
        for name in sheet.sheets:
            self.sheets.addItem(name, name)
        self.sheets.setCurrentIndex(max(0, self.sheets.findData(sheet.name)))
        if before is None or before.columns != sheet.columns:
            self._show_columns(sheet)

    def _show_columns(self, sheet: SurveySheet) -> None:
        if self._grid is not None:
            self._mapping.removeWidget(self._grid)
            self._grid.hide()
            self._grid.deleteLater()
        self._grid = QWidget()
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        for at, text in enumerate((tr("Column"), tr("Holds"), tr("Agreeing is"), tr("First 5 answers"))):
            grid.addWidget(label(text, "caption"), 0, at)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(3, 4)
        self.meanings, self._worse = {}, {}
        for at, known in enumerate(sheet.columns[:_MOST_COLUMNS], start=1):
            said = self._said.get(known.name, known.meaning)
            grid.addWidget(ElidedLabel(known.name), at, 0)
            choice = Choice(self._theme)
            for meaning in MEANINGS:
                choice.addItem(tr(_WORDS[meaning]), meaning)
            choice.setCurrentIndex(choice.findData(said.removeprefix("-")))
            choice.setAccessibleName(tr("{column} holds", column=known.name))
            choice.activated.connect(lambda _at, name=known.name: self._on_said(name))
            worse = QCheckBox(tr("worse"))
            worse.setAccessibleName(tr("Agreeing to {column} is worse", column=known.name))
            worse.setChecked(said.startswith("-"))
            worse.toggled.connect(lambda _on, name=known.name: self._on_said(name))
            self.meanings[known.name], self._worse[known.name] = choice, worse
            grid.addWidget(choice, at, 1)
            grid.addWidget(worse, at, 2)
            grid.addWidget(ElidedLabel(_shown(known), "muted"), at, 3)
            self._show_worse(known.name)
        if len(sheet.columns) > _MOST_COLUMNS:
            more = tr("{n} more columns are read as guessed.", n=len(sheet.columns) - _MOST_COLUMNS)
            grid.addWidget(label(more, "caption"), _MOST_COLUMNS + 1, 0)
        self._mapping.addWidget(self._grid)

    def _show_worse(self, name: str) -> None:
        asks = self.meanings[name].currentData() in {role.value for role in DIMENSIONS}
        self._worse[name].setVisible(asks)

    def _on_said(self, name: str) -> None:
        self._show_worse(name)
        worse = self._worse[name]
        minus = "-" if not worse.isHidden() and worse.isChecked() else ""
        self._said[name] = f"{minus}{self.meanings[name].currentData()}"
        self.changed.emit()

    def wanted(self, base: Wanted) -> Wanted:
        """Return what was chosen."""
        asked = self.asked.text().strip()
        right = not asked or (asked.isdigit() and int(asked) > 0)
        self.asked_field.complain("" if right else tr("A number of people, or nothing."))
        return replace(
            base,
            roles=dict(self._said),
            scale=self.scale.currentData(),
            asked=int(asked) if asked and right else None,
            sheet=str(self.sheets.currentData() or ""),
            title=self.title.text().strip(),
            names=tuple(name.strip() for name in self.names.text().split(",") if name.strip()),
        )


def _shown(known: SurveyColumn) -> str:
    """Return the first answers of a column; who answered is not shown, since others may look at the screen."""
    if known.meaning == "person":
        return tr("not shown")
    return "  ·  ".join(answer or "–" for answer in known.answers)
