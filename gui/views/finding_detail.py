"""The pane beside the findings table: one finding with its figures, its story and what can be done about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from gui.models import wording
from gui.models.finding_rows import FindingRow, hours, points
from gui.models.finding_text import finding_html, interval_text
from gui.shell import Shell
from gui.views import parts
from gui.views.blocks import icon_on, line
from gui.views.safe_browser import SafeBrowser
from gui.words import tr


class Figure(QFrame):
    """A number with what it means below it."""

    def __init__(self, meaning: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self._meaning = meaning
        layout = parts.column(self, (12, 8, 12, 8), 1)
        self._value = parts.label("", "pane")
        layout.addWidget(self._value)
        layout.addWidget(parts.label(meaning, "caption"))

    def show_value(self, text: str) -> None:
        """Show a number."""
        self._value.setText(text)
        self.setAccessibleName(f"{self._meaning}: {text}")


class FindingDetail(QFrame):
    """Shows one finding.

    Signals:
        review_asked: the person wants to see the criterion in the review.
        accept_asked: the client wants to accept it, or takes that back.
    """

    review_asked = Signal()
    accept_asked = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("inspector")
        self._shell = shell
        self._row: FindingRow | None = None
        self._stack = QStackedWidget()
        nothing = QWidget()
        empty = parts.column(nothing, (24, 24, 24, 24))
        hint = parts.label(tr("Choose a finding to see what it is about."), "muted", wrap=True)
        empty.addWidget(hint)
        empty.addStretch()
        self._stack.addWidget(self._build())
        self._stack.addWidget(nothing)
        parts.column(self).addWidget(self._stack)
        shell.theme.changed.connect(self._tell)
        self.show_row(None)

    def _build(self) -> QWidget:
        whole = QWidget()
        outer = parts.column(whole)
        body = parts.column(margins=(20, 16, 20, 8), spacing=8)
        self._place = parts.ElidedLabel("", "caption")
        self._question = parts.label("", "pane", wrap=True)
        body.addWidget(self._place)
        body.addWidget(self._question)
        self.lost, self.gain, self.effort = (
            Figure(tr("points lost")),
            Figure(tr("gained alone")),
            Figure(tr("effort")),
        )
        body.addLayout(line(self.lost, self.gain, self.effort, 1))
        self._known = parts.label("", "caption", wrap=True)
        body.addWidget(self._known)
        self.story = SafeBrowser(tr("The finding in full"))
        body.addWidget(self.story, 1)
        outer.addLayout(body, 1)
        foot = parts.frame("foot")
        below = parts.row(foot, (16, 12, 16, 12), 8)
        self.accept = icon_on(parts.button(tr("Accept risk…"), tip="A"), self._shell.theme, "shield-check")
        self.accept.clicked.connect(self.accept_asked)
        self.review = icon_on(
            parts.button(tr("Open in review"), "primary", tip=tr("Enter")), self._shell.theme, "arrow-right"
        )
        self.review.clicked.connect(self.review_asked)
        below.addWidget(self.accept)
        below.addStretch()
        below.addWidget(self.review)
        outer.addWidget(foot)
        return whole

    def show_row(self, row: FindingRow | None) -> None:
        """Show a finding, or that none is chosen."""
        if row is not None and row == self._row:
            return
        same = row is not None and self._row is not None and row.key == self._row.key
        self._row = row
        self._stack.setCurrentIndex(1 if row is None else 0)
        if row is None:
            return
        place = self.story.verticalScrollBar().value() if same else 0
        self._place.show_text(f"{row.finding.code}   ·   {row.severity}   ·   {row.category_name}")
        self._question.setText(row.finding.question)
        self.lost.setVisible(row.lost is not None)
        self.lost.show_value(wording.number(row.lost) if row.lost is not None else "–")
        self.gain.show_value(points(row.gain))
        self.effort.show_value(hours(row.effort) if row.effort else "–")
        self._known.setText(self._known_words(row))
        taken = row.accepted is not None
        self.accept.setText(tr("Take acceptance back") if taken else tr("Accept risk…"))
        self.accept.setAccessibleName(self.accept.text())
        self._tell()
        self.story.verticalScrollBar().setValue(place)

    @property
    def key(self) -> str:
        """Return the key of the finding that is shown, empty for none."""
        return self._row.key if self._row else ""

    def _known_words(self, row: FindingRow) -> str:
        words = [tr("{certainty}, met to {rating}", certainty=row.certainty, rating=interval_text(row))]
        step = row.finding.step
        if step is not None:
            gain = points(step.gain) if step.gain is not None else "–"
            words.append(tr("Part of the step to “{band}”, which gains {gain} as a whole.", band=step.label, gain=gain))
        return "\n".join(words)

    def _tell(self) -> None:
        opened = self._shell.controller.audit_file
        if opened is not None and self._row is not None:
            self.story.setHtml(finding_html(opened, self._row, self._shell.theme.tokens))

    def allow(self, changes: bool) -> None:
        """Offer to accept risks, or not: the audit may be open for reading only."""
        self.accept.setEnabled(changes)
