"""The result of a criterion: its state in words and what the probes say."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from core.rubric.rubric import Rubric
from core.scoring.result import State
from gui import fonts, scaling
from gui.models import wording
from gui.models.inspection import Inspection
from gui.theme import Theme
from gui.views import parts
from gui.words import tr

_MOST_LINES = 6


class ResultCard(QFrame):
    """State, who says so, one line per probe with its outcome and confidence."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Inspection | None = None
        self.setObjectName("card")
        layout = parts.row(self, (12, 9, 12, 10), 10)
        self._icon = parts.IconLabel(theme, "check", "text2", 18)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = parts.column(spacing=3)
        layout.addLayout(words, 1)
        self._headline = parts.label("", "strong", wrap=True)
        words.addWidget(self._headline)
        self._lines = parts.column(spacing=2)
        words.addLayout(self._lines)
        theme.changed.connect(self._colour)

    def show_inspection(self, inspection: Inspection, rubric: Rubric) -> None:
        """Show the result of a criterion."""
        self._shown = inspection
        self._headline.setText(inspection.headline)
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for icon, token, text, tip in _lines(inspection):
            self._lines.addWidget(self._line(icon, token, text, tip))
        self._colour()
        self.setAccessibleName(f"{tr('Result')}: {inspection.headline}")

    def _line(self, icon: str, token: str, text: str, tip: str) -> QWidget:
        line = QWidget()
        layout = parts.row(line, spacing=6)
        if icon:
            mark = parts.IconLabel(self._theme, icon, token, 12)
            scaling.fix_lines(mark, 1, 0, fonts.CAPTION)
            layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        label = parts.label(text, "muted", wrap=True)
        label.setFont(fonts.ui(fonts.CAPTION))
        label.setToolTip(tip)
        layout.addWidget(label, 1)
        return line

    def _colour(self) -> None:
        if self._shown is None:
            return
        colour = self._theme.tokens.status(self._shown.tone)[0]
        self._headline.setStyleSheet(f"color: {colour}")
        self._icon.show_icon(self._shown.icon, self._shown.tone, self._shown.headline)


def _lines(inspection: Inspection) -> list[tuple[str, str, str, str]]:
    """Return icon, token, text and tool tip of each line below the headline."""
    found: list[tuple[str, str, str, str]] = []
    for answer in inspection.answers[:_MOST_LINES]:
        tone, icon, word = wording.outcome(answer.outcome)
        sure = wording.confidence(answer.confidence)
        found.append((icon, tone, answer.summary, f"{answer.probe}: {word}, {sure}"))
    if len(inspection.answers) > _MOST_LINES:
        found.append(("", "", tr("and {n} more, see Searched", n=len(inspection.answers) - _MOST_LINES), ""))
    criterion, score = inspection.criterion, inspection.score
    if score.judged and score.scan_level is not None and inspection.stale:
        now = wording.level_label(criterion, score.scan_level)
        found.append(("triangle-alert", "partial", tr("The scan changed since: it says {now} now.", now=now), ""))
    for reason in score.triggered:
        found.append(("triangle-alert", "failed", tr("More severe: {reason}", reason=reason), ""))
    if inspection.not_applicable is not None:
        found.append(("", "", inspection.not_applicable.reason, ""))
    if inspection.parent and not score.processes and score.state is not State.NOT_APPLICABLE:
        found.append(("", "", tr("No critical process is recorded yet. Record them under Critical processes."), ""))
    if not found and criterion.method in ("interview", "review") and score.state is State.OPEN:
        found.append(("", "", tr("Ask the people who run it, then choose the level that fits."), ""))
    return found
