"""The dashboard: how one rubric stands, in figures and pictures that lead to what they count."""

from datetime import UTC, datetime
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHeaderView, QScrollArea, QWidget

from core.audit.edits import Changes
from core.charts.radar import radar
from core.scoring.triggers import WORST_FIRST
from gui import fonts
from gui.delegates.change_row import ChangeRowDelegate
from gui.delegates.score_bar import ScoreBarDelegate
from gui.delegates.severity_cell import SeverityCellDelegate
from gui.models.dashboard import Overview, ScoreRow, overview
from gui.models.latest_changes import ChangeRow, latest_changes
from gui.models.planning import planning_of, today
from gui.models.row_list import RowList
from gui.models.rows import Chip
from gui.models.severity_map import SeverityMap
from gui.shell import Shell
from gui.views.blocks import Choice, Panel, line
from gui.views.chart import Chart
from gui.views.fitted_list import FittedList, FittedTable
from gui.views.headline_figures import HeadlineFigures
from gui.views.parts import ElidedLabel, button, column, label, row
from gui.views.plan_summary import PlanSummary
from gui.words import tr

_AXES = 3
"""Categories with a score from which a radar has an area."""
_CHANGES = 7
_LETTERS = 9.6
"""Size of the names in the radar, in its units: as large as those beside it."""
_RADAR = 372
"""Its least width in its units: below it, it is drawn smaller as a whole."""
_BESIDE_CHIPS = 340
"""Pixels for the title and the name of the project."""
_SEVERITY_WIDTH = 74
_PLAN_AFTER = 60
"""Milliseconds between the figures and the plan, which takes longer: the figures are painted first."""


class Dashboard(QWidget):
    """One rubric at a time: scores of several are never combined."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.setObjectName("page")
        self._stale = True
        self._shown: Overview | None = None
        self._build()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PLAN_AFTER)
        self._later.timeout.connect(self._show_later)
        shell.controller.opened.connect(self._on_opened)
        shell.controller.changed.connect(self._on_changed)
        shell.controller.front_changed.connect(lambda _rubric: self._on_changed(None))
        self._on_opened()

    # ---------------------------------------------------------------- building

    def _build(self) -> None:
        theme = self._shell.theme
        inner = QWidget()
        inner.setObjectName("page")
        body = column(inner, (20, 16, 20, 20), 12)
        self._project = ElidedLabel("", "muted", Qt.TextElideMode.ElideMiddle)
        self._choice = QWidget()
        self._chips = row(self._choice, spacing=6)
        self._rubrics = QButtonGroup(self)
        self._rubrics.idToggled.connect(self._on_rubric)
        self.names = Choice(theme)
        self.names.setAccessibleName(tr("Rubric"))
        self.names.activated.connect(lambda at: self._rubrics.button(at).setChecked(True))
        title = label(tr("Dashboard"), "page")
        body.addLayout(line(title, self._choice, self.names, 1, self._project, spacing=14))
        self.figures = HeadlineFigures(theme)
        self.figures.arithmetic_asked.connect(self.open_arithmetic)
        self.figures.review_asked.connect(lambda: self.open_review(Chip.TO_REVIEW))
        self.figures.findings_asked.connect(
            lambda certainty, severity: self.open_findings(certainty=certainty, severity=severity, risk="not accepted")
        )
        body.addWidget(self.figures)
        grid = QGridLayout()
        grid.setSpacing(12)
        grid.setColumnStretch(0, 54)
        grid.setColumnStretch(1, 46)
        self._scores, self._profile, self._map = self._build_scores(), self._build_profile(), self._build_map()
        self.plan = PlanSummary(theme)
        self.plan.asked.connect(lambda: self._shell.show_page("roadmap"))
        grid.addWidget(self._scores, 0, 0)
        grid.addWidget(self._map, 1, 0)
        grid.addWidget(self._profile, 0, 1, 2, 1)
        grid.addWidget(self.plan, 2, 0, 1, 2)
        grid.addWidget(self._build_changes(), 3, 0, 1, 2)
        grid.setRowStretch(1, 1)
        body.addLayout(grid)
        body.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(tr("Dashboard"))
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        column(self).addWidget(self._area)
        self.setFocusProxy(self.figures.score)

    def _build_scores(self) -> Panel:
        panel = Panel(padding=16, spacing=8)
        self._target = label("", "caption")
        panel.body.addLayout(line(label(tr("Scores by category"), "pane"), 1, self._target))
        self.scores: RowList[ScoreRow] = RowList(self)
        self.bars = FittedList(tr("Scores by category"))
        self.bars.setModel(self.scores)
        self.bars.setItemDelegate(ScoreBarDelegate(self.scores, self._shell.theme, self.bars))
        self.bars.opened.connect(lambda at: self.open_review(Chip.ALL, self.scores.row(at).category))
        panel.body.addWidget(self.bars)
        panel.body.addStretch(1)
        return panel

    def _build_profile(self) -> Panel:
        panel = Panel(padding=16, spacing=4)
        panel.body.addWidget(label(tr("Profile"), "pane"))
        self.radar = Chart(self._shell.theme, 280, fitted=True)
        panel.body.addWidget(self.radar, 1)
        self._no_profile = label(tr("A profile needs three categories with a score."), "muted", wrap=True)
        panel.body.addWidget(self._no_profile, 1, Qt.AlignmentFlag.AlignTop)
        return panel

    def _build_map(self) -> Panel:
        panel = Panel(padding=16, spacing=8)
        panel.body.addLayout(
            line(label(tr("Gaps by category and severity"), "pane"), 1, label(tr("without accepted risks"), "caption"))
        )
        self.map = SeverityMap()
        self.cells = FittedTable(tr("Gaps by category and severity"))
        self.cells.setModel(self.map)
        self._cell = SeverityCellDelegate(self._shell.theme, self.map, self.cells)
        self.cells.setItemDelegate(self._cell)
        header = self.cells.horizontalHeader()
        header.setAccessibleName(tr("Severities"))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(40)
        self.cells.verticalHeader().setAccessibleName(tr("Categories"))
        self.cells.opened.connect(self.open_cell)
        self.cells.resized.connect(self._fit_map)
        panel.body.addWidget(self.cells)
        panel.body.addStretch(1)
        return panel

    def _build_changes(self) -> Panel:
        panel = Panel(padding=16, spacing=8)
        panel.body.addWidget(label(tr("What changed last"), "pane"))
        self.changes: RowList[ChangeRow] = RowList(self)
        self.latest = FittedList(tr("What changed last"))
        self.latest.setModel(self.changes)
        self.latest.setItemDelegate(ChangeRowDelegate(self.changes, self._shell.theme, self.latest))
        self.latest.opened.connect(self.open_change)
        panel.body.addWidget(self.latest)
        panel.body.addStretch(1)
        return panel

    def panes(self) -> list[QWidget]:
        """Return the areas between which F6 goes."""
        figures = self.plan.figures[:1] if self.plan.figures and self.plan.figures[0].isVisible() else [self.plan.more]
        return [self.figures.score, self.bars, *figures, self.cells, self.latest]

    # ---------------------------------------------------------------- the audit

    def _on_opened(self) -> None:
        self._shown = None
        self._later.stop()
        for button_ in self._rubrics.buttons():
            self._rubrics.removeButton(button_)
            self._chips.removeWidget(button_)
            button_.hide()
            button_.deleteLater()
        opened = self._shell.controller.audit_file
        if opened is not None:
            for number, (rubric_id, rubric) in enumerate(opened.rubrics.items()):
                chip = button(rubric.name, "chip", tip=tr("Show {rubric}", rubric=rubric.name))
                chip.setFont(fonts.ui(fonts.CAPTION, fonts.MEDIUM))
                chip.setCheckable(True)
                chip.setProperty("rubric", rubric_id)
                self._rubrics.addButton(chip, number)
                self._chips.addWidget(chip)
            self.names.clear()
            self.names.addItems([rubric.name for rubric in opened.rubrics.values()])
            self._fit_choice()
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _on_changed(self, _changes: Changes | None) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _on_rubric(self, number: int, on: bool) -> None:
        if on:
            self._shell.controller.bring_to_front(str(self._rubrics.button(number).property("rubric")))

    def showEvent(self, event: QShowEvent) -> None:
        """Show what changed while another page was in front."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the rubrics side by side only where their names have room."""
        super().resizeEvent(event)
        self._fit_choice()

    def refit(self) -> None:
        """Fit rows to another font scale."""
        self._fit_map()
        self._fit_choice()

    def _fit_choice(self) -> None:
        several = len(self._rubrics.buttons()) > 1
        wide = sum(chip.sizeHint().width() + 6 for chip in self._rubrics.buttons())
        fits = wide < self.width() - fonts.scaled(_BESIDE_CHIPS)
        self._choice.setVisible(several and fits)
        self.names.setVisible(several and not fits)

    def refresh(self) -> None:
        """Show the present state of the audit; the plan and the trail follow when the rest is painted."""
        opened, front = self._shell.controller.audit_file, self._shell.controller.front
        if opened is None or not front:
            return
        self._stale = False
        for chip in self._rubrics.buttons():
            if chip.property("rubric") == front:
                chip.setChecked(True)
                self.names.setCurrentIndex(self._rubrics.id(chip))
        shown = overview(opened, front, today(opened))
        self._shown = shown
        details = opened.audit.details
        name = details.project or details.client
        alone = len(opened.rubrics) == 1  # with several, the choice beside the title names them
        self._project.show_text("   ·   ".join(part for part in (name, shown.name if alone else "") if part))
        self.figures.show_overview(shown)
        self._target.setText(
            tr("lowest first  ·  line: target {target}", target=shown.target_shown)
            if shown.target_shown
            else tr("lowest first")
        )
        self.scores.show(shown.rows)
        self.bars.fit()
        self._show_profile(shown)
        self.map.show(shown.map, shown.severities)
        self._fit_map()
        planning = planning_of(opened)
        if planning.known(opened):
            self.plan.show_plan(opened, planning.roadmap(opened), front)
        else:
            self.plan.wait()
        self._later.start()

    def _fit_map(self) -> None:
        header = self.cells.horizontalHeader()
        for at in range(self.map.columnCount()):
            fixed = QHeaderView.ResizeMode.Fixed if at else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(at, fixed)
            if at:
                wide = min(fonts.scaled(_SEVERITY_WIDTH), self.cells.width() // 7)
                header.resizeSection(at, max(wide, header.sectionSizeHint(at)))
        self.cells.fit(self._cell.row_height())

    def _show_profile(self, shown: Overview) -> None:
        enough = sum(1 for bar in shown.profile if bar.point is not None) >= _AXES
        self.radar.setVisible(enough)
        self._no_profile.setVisible(not enough)
        if enough:
            said = "; ".join(f"{bar.name}: {bar.shown}" for bar in shown.profile)
            self.radar.show_chart(
                lambda theme, width: radar(shown.profile, width=max(width, _RADAR), letters=_LETTERS, theme=theme),
                tr("Profile by category: {said}", said=said),
            )

    def _show_later(self) -> None:
        """Read the trail, and work out the findings; the plan rests on them and has its own turn."""
        opened = self._shell.controller.audit_file
        if opened is None or not self.isVisible() or self._stale:
            return
        self.changes.show(latest_changes(opened, _CHANGES, datetime.now(UTC)))
        self.latest.fit()
        planning_of(opened).assessments(opened)
        QTimer.singleShot(0, self, self._show_plan)

    def _show_plan(self) -> None:
        opened, front = self._shell.controller.audit_file, self._shell.controller.front
        if opened is not None and self.isVisible() and not self._stale:
            self.plan.show_plan(opened, planning_of(opened).roadmap(opened), front)

    # ---------------------------------------------------------------- where it leads

    def open_arithmetic(self) -> None:
        """Show how the score comes about."""
        self._shell.show_dialog("arithmetic", rubric_id=self._shell.controller.front)

    def open_review(self, chip: Chip, category: str = "") -> None:
        """Show the criteria of a category, or of the first one in which a filter keeps some."""
        from gui.views.workspace import Workspace

        self._shell.show_page("review")
        page = cast(Workspace, self._shell.page_widget("review"))
        page.show_category(self._shell.controller.front, category, chip)

    def open_findings(self, **wanted: str) -> None:
        """Show the findings of this rubric that some filters keep."""
        from gui.views.findings import Findings

        self._shell.show_page("findings")
        page = cast(Findings, self._shell.page_widget("findings"))
        page.show_only(rubric=self._shell.controller.front, **wanted)

    def open_cell(self, at: int, column_: int) -> None:
        """Show the gaps that a cell of the map counts."""
        found = self.map.row(at)
        severity = WORST_FIRST[column_ - 1].value if column_ else ""
        category = f"{found.rubric}/{found.category}"
        self.open_findings(category=category, severity=severity, certainty="gap", risk="not accepted")

    def open_change(self, at: int) -> None:
        """Show the criterion that a change touched."""
        key = self.changes.row(at).key
        if key:
            from gui.views.workspace import Workspace

            self._shell.show_page("review")
            cast(Workspace, self._shell.page_widget("review")).show_criterion(key)
