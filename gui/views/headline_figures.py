"""The four cards at the top of the dashboard: score, review, what is open, gaps by severity."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.scoring.triggers import WORST_FIRST
from gui.models.dashboard import Overview
from gui.models.finding_rows import SEVERITY_ICONS, SEVERITY_TONES
from gui.theme import Theme
from gui.views.blocks import Panel
from gui.views.figure import Bar, Figure, Shown
from gui.views.parts import label, row
from gui.words import tr


class HeadlineFigures(QWidget):
    """Every figure is a button.

    Signals:
        arithmetic_asked: how the score comes about.
        review_asked: what waits for review.
        findings_asked: certainty and severity of the findings to show, empty for any.
    """

    arithmetic_asked = Signal()
    review_asked = Signal()
    findings_asked = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        layout = row(self, spacing=12)
        self.score, self.reviewed = Figure(theme), Figure(theme)
        self.open, self.unproven = Figure(theme), Figure(theme)
        self.gaps = tuple(Figure(theme) for _ in WORST_FIRST)
        for title, weight, figures in (
            (tr("Overall score"), 30, (self.score,)),
            (tr("Reviewed"), 20, (self.reviewed,)),
            (tr("Not decided"), 20, (self.open, self.unproven)),
            (tr("Gaps by severity"), 36, self.gaps),
        ):
            card = Panel(padding=10, spacing=0)
            heading = label(title, "section")
            heading.setContentsMargins(8, 2, 0, 0)
            card.body.addWidget(heading)
            inside = row(spacing=2)
            for figure in figures:
                figure.setAccessibleName(title)
                inside.addWidget(figure, 1)
            card.body.addLayout(inside)
            card.body.addStretch(1)
            layout.addWidget(card, weight)
        self.score.clicked.connect(self.arithmetic_asked)
        self.reviewed.clicked.connect(self.review_asked)
        self.open.clicked.connect(lambda: self.findings_asked.emit("open", ""))
        self.unproven.clicked.connect(lambda: self.findings_asked.emit("unproven", ""))
        for figure, severity in zip(self.gaps, WORST_FIRST, strict=True):
            figure.clicked.connect(lambda _=False, value=severity.value: self.findings_asked.emit("gap", value))

    def show_overview(self, shown: Overview) -> None:
        """Show a rubric."""
        self._show_score(shown)
        waiting = shown.criteria - shown.reviewed
        left = tr("{n} to review", n=waiting) if waiting else tr("nothing waits")
        share = shown.reviewed / shown.criteria if shown.criteria else 0.0
        self.reviewed.show_figure(
            Shown(
                str(shown.reviewed),
                tr("{n} of {all} reviewed, {left}; show them", n=shown.reviewed, all=shown.criteria, left=left),
                after=tr("of {all}", all=shown.criteria),
                below=(left,),
                bar=Bar(share, None, share),
            )
        )
        for figure, many, word, icon, spoken in (
            (self.open, shown.open, tr("open"), "circle-dashed", tr("{n} criteria are open; show them", n=shown.open)),
            (
                self.unproven,
                shown.unproven,
                tr("unproven"),
                "circle-help",
                tr("{n} criteria are unproven; show them", n=shown.unproven),
            ),
        ):
            tone = "manual" if many and figure is self.unproven else ""
            figure.show_figure(Shown(str(many), spoken, below=(word,), icon=icon, tone=tone))
        for figure, severity, many, word in zip(self.gaps, WORST_FIRST, shown.gaps, shown.severities, strict=True):
            spoken = tr("{n} gaps of severity {word}; show them", n=many, word=word)
            tone = SEVERITY_TONES[severity.value] if many else ""
            icon = SEVERITY_ICONS[severity.value]
            figure.show_figure(Shown(str(many), spoken, below=(word,), icon=icon, tone=tone))

    def _show_score(self, shown: Overview) -> None:
        after = "   ".join(part for part in (shown.of, shown.grade) if part)
        span = tr("between {span}", span=shown.span) if shown.span else ""
        known = tr("{known} known", known=shown.known)
        target = tr("target {target}", target=shown.target_shown) if shown.target_shown else ""
        below = "  ·  ".join(part for part in (known, span) if part)
        spoken = (tr("Overall score"), f"{shown.overall} {shown.of}", shown.grade, span, known, target)
        self.score.show_figure(
            Shown(
                shown.overall,
                ", ".join(part for part in spoken if part) + "; " + tr("show how it comes about"),
                after=after,
                below=(below,),
                bar=Bar(*shown.share, shown.target),
            )
        )
