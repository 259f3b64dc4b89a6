"""The filters above the findings: a field for words, and a choice for each thing that can be told apart."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QToolButton, QWidget

from core.planning.findings import Certainty
from core.scoring.triggers import WORST_FIRST
from core.workflows.open import OpenAudit
from gui import fonts, icons
from gui.models import wording
from gui.models.finding_rows import Arrangement, Grouping, Risk, certainty_word
from gui.theme import Theme
from gui.views.blocks import Choice
from gui.views.flow import Flow
from gui.views.parts import row
from gui.words import tr

_LETTERS = 11
"""Of a choice that are certainly shown; the whole is in its list and tool tip."""
_NARROW = 1080
"""Pixels; below it the field gets a row of its own."""


class FindingFilters(QWidget):
    """What is typed and chosen here becomes an `Arrangement`.

    Signals:
        changed: something is filtered or grouped differently now.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._layout = row(self, spacing=8)
        self.text = QLineEdit()
        self.text.setPlaceholderText(tr("Filter"))
        self.text.setAccessibleName(tr("Filter findings"))
        self.text.setFont(fonts.ui())
        self.text.setMinimumWidth(120)
        self.text.setClearButtonEnabled(True)
        self._glass = QAction(self.text)
        self._glass.setText(tr("Search"))
        self.text.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        for inner in self.text.findChildren(QToolButton):
            inner.setAccessibleName(inner.accessibleName() or tr("Clear the filter"))
        self.severity = self._choice(tr("Severity"))
        self.certainty = self._choice(tr("Certainty"))
        self.rubric = self._choice(tr("Rubric"))
        self.category = self._choice(tr("Category"))
        self.risk = self._choice(tr("Accepted risks"))
        self.grouping = self._choice(tr("Group by"))
        self._fill(self.certainty, tr("Any certainty"), [(certainty_word(c), c.value) for c in Certainty])
        for words, risk in (
            (tr("Accepted or not"), Risk.ALL),
            (tr("Not accepted"), Risk.NOT_ACCEPTED),
            (tr("Accepted"), Risk.ACCEPTED),
        ):
            self.risk.addItem(words, risk.value)
        for words, grouping in (
            (tr("No groups"), Grouping.NONE),
            (tr("By category"), Grouping.CATEGORY),
            (tr("By severity"), Grouping.SEVERITY),
        ):
            self.grouping.addItem(words, grouping.value)
        self._layout.addWidget(self.text, 1)
        choices = Flow(spacing=8)
        self._layout.addLayout(choices)
        for choice in self._choices():
            choices.addWidget(choice)
            choice.currentIndexChanged.connect(lambda _at: self.changed.emit())
            choice.currentTextChanged.connect(choice.setToolTip)
        self.text.textChanged.connect(lambda _text: self.changed.emit())
        self.setFocusProxy(self.text)
        theme.changed.connect(self._show_glass)
        self._show_glass()

    def _choices(self) -> tuple[Choice, ...]:
        return (self.rubric, self.category, self.severity, self.certainty, self.risk, self.grouping)

    def _choice(self, name: str) -> Choice:
        made = Choice(self._theme)
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(_LETTERS)
        return made

    @staticmethod
    def _fill(choice: Choice, every: str, members: list[tuple[str, str]]) -> None:
        """Offer other members, the chosen one kept when it is still among them."""
        wanted = [(every, ""), *members]
        if [(choice.itemText(at), choice.itemData(at)) for at in range(choice.count())] == wanted:
            return
        kept = choice.currentData()
        blocked = choice.blockSignals(True)
        choice.clear()
        for words, value in wanted:
            choice.addItem(words, value)
        choice.setCurrentIndex(max(0, choice.findData(kept)))
        choice.blockSignals(blocked)

    def offer(self, rubrics: Mapping[str, str], opened: OpenAudit) -> None:
        """Offer the rubrics of an audit, and the severities in their words."""
        self._fill(self.rubric, tr("All rubrics"), [(name, rubric) for rubric, name in rubrics.items()])
        self.rubric.setVisible(len(rubrics) > 1)
        categories = []
        for rubric in opened.rubrics.values():
            for category in rubric.categories:
                name = f"{category.name} ({rubric.name})" if len(rubrics) > 1 else category.name
                categories.append((name, f"{rubric.id}/{category.id}"))
        self._fill(self.category, tr("Any category"), categories)
        severities = []
        for severity in WORST_FIRST:
            words = dict.fromkeys(wording.severity(rubric, severity) for rubric in opened.rubrics.values())
            severities.append((" / ".join(words), severity.value))
        self._fill(self.severity, tr("Any severity"), severities)

    def arrangement(self, before: Arrangement) -> Arrangement:
        """Return what is chosen; the order stays as it was."""
        return replace(
            before,
            text=self.text.text(),
            rubric=str(self.rubric.currentData() or ""),
            category=str(self.category.currentData() or ""),
            severity=str(self.severity.currentData() or ""),
            certainty=str(self.certainty.currentData() or ""),
            risk=Risk(self.risk.currentData()),
            grouping=Grouping(self.grouping.currentData()),
        )

    def clear(self) -> None:
        """Filter nothing; the group stays."""
        blocked = self.blockSignals(True)
        self.text.clear()
        for choice in (self.rubric, self.category, self.severity, self.certainty, self.risk):
            choice.setCurrentIndex(0)
        self.blockSignals(blocked)
        self.changed.emit()

    def only(self, **wanted: str) -> None:
        """Filter by these alone: `rubric`, `category` (`rubric/category`), `severity`, `certainty`, `risk`."""
        blocked = self.blockSignals(True)
        self.clear()
        for name, value in wanted.items():
            choice: Choice = getattr(self, name)
            choice.setCurrentIndex(max(0, choice.findData(value)))
        self.blockSignals(blocked)
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the choices below the field where both do not fit side by side."""
        super().resizeEvent(event)
        narrow = self.width() < fonts.scaled(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._layout.direction() is not way:
            self._layout.setDirection(way)

    def focus_text(self) -> None:
        """Put the cursor into the field."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    def _show_glass(self) -> None:
        self._glass.setIcon(icons.icon("search", self._theme.tokens.text3, 16))
