"""The bar at the top: which audit, which commit, the overall score, the state of saving, theme, export."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from gui import fonts, icons, scaling, shortcuts
from gui.shell import Shell
from gui.views import parts
from gui.views.save_indicator import SaveIndicator
from gui.words import tr

HEIGHT = 52
_TITLE = 220
_COMMIT = 150
"""Widths that the title, and branch and commit, keep where there is little room, in pixels of the design."""

_NEXT_THEME = {
    "light": ("moon", "Switch to the dark theme"),
    "dark": ("contrast", "Switch to the high-contrast theme"),
    "contrast": ("sun", "Switch to the light theme"),
}


class TopBar(QFrame):
    """What is true of the whole audit.

    Signals:
        export_asked: the person wants the report.
    """

    export_asked = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        theme, controller = shell.theme, shell.controller
        self.setObjectName("top")
        scaling.fix(self, height=HEIGHT)
        layout = parts.row(self, (16, 0, 16, 0), 10)
        layout.addWidget(parts.IconLabel(theme, "clipboard-check", "accent", 22))
        self._title = parts.ElidedLabel(look="pane")
        layout.addWidget(self._title)
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        layout.addSpacing(4)
        self._branch_icon = parts.IconLabel(theme, "git-branch", "text3", 14)
        layout.addWidget(self._branch_icon)
        self._commit = parts.ElidedLabel(look="caption")
        layout.addWidget(self._commit)
        self._commit.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        layout.addStretch(1)
        self._find = parts.button(tr("Find anything"), "field", name=tr("Find anything"))
        icons.ButtonIcon(self._find, "search", theme, "text3", size=15)
        shortcuts.tip(self._find, tr("Commands, criteria, files, processes"), "palette")
        self._find.clicked.connect(shell.show_palette)
        layout.addWidget(self._find)
        layout.addStretch(1)
        self.scores = parts.row(spacing=8)
        layout.addLayout(self.scores)
        self._score_caption = parts.label("", "caption")
        self._score = parts.label("", "pane")
        self._score_rest = parts.label("", "caption")
        for label in (self._score_caption, self._score, self._score_rest):
            self.scores.addWidget(label)
        layout.addStretch(1)
        self.saving = SaveIndicator(shell)
        layout.addWidget(self.saving)
        self._theme_button = parts.icon_button(theme, "moon", "")
        self._theme_icon = icons.ButtonIcon(self._theme_button, "moon", theme)
        self._theme_button.clicked.connect(theme.next)
        layout.addWidget(self._theme_button)
        self._settings = parts.icon_button(theme, "settings", tr("Settings"))
        shortcuts.tip(self._settings, tr("Settings"), "settings")
        self._settings.clicked.connect(lambda: shell.show_page("settings"))
        layout.addWidget(self._settings)
        self._help = parts.icon_button(theme, "circle-help", tr("Help"))
        shortcuts.tip(self._help, tr("Help"), "help")
        self._help.clicked.connect(lambda _checked=False: shell.show_help())
        layout.addWidget(self._help)
        self._export = parts.button(tr("Export report"), "primary")
        shortcuts.tip(self._export, tr("Sign and export the report"), "export")
        icons.ButtonIcon(self._export, "download", theme, "on_accent", size=16)
        self._export.clicked.connect(self.export_asked)
        layout.addWidget(self._export)
        theme.changed.connect(self._show_theme)
        controller.opened.connect(self.refresh)
        controller.changed.connect(self.refresh)
        controller.front_changed.connect(self.refresh)
        self._show_theme()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what the width has no room for."""
        super().resizeEvent(event)
        self.refit()

    def refit(self) -> None:
        """Leave out, as far as needed, the rest of the score, the words of the search field, and the commit."""
        audit = self._shell.controller.audit_file is not None
        self._title.setMinimumWidth(min(self._title.sizeHint().width(), fonts.scaled(_TITLE)))
        self._find.setText(tr("Find anything"))
        for widget in (self._score_rest, self._branch_icon, self._commit):
            widget.setVisible(audit)
        if self._needed() > self.width():
            self._score_rest.hide()
        if self._needed() > self.width():
            self._find.setText("")
        if self._needed() > self.width():
            self._branch_icon.hide()
            self._commit.hide()

    def _needed(self) -> int:
        """Return the width for everything that is shown; the commit may be cut."""
        layout = self.layout()
        cut = self._commit.sizeHint().width() - fonts.scaled(_COMMIT) if not self._commit.isHidden() else 0
        return layout.sizeHint().width() - max(0, cut) if layout is not None else 0

    def _show_theme(self) -> None:
        icon, words = _NEXT_THEME[self._shell.theme.tokens.name]
        self._theme_icon.show(icon)
        self._theme_button.setToolTip(tr(words))
        self._theme_button.setAccessibleName(tr(words))

    def refresh(self, _changes: object = None) -> None:
        """Show the present audit."""
        opened = self._shell.controller.audit_file
        for widget in (self._branch_icon, self._commit, self._export, self.saving):
            widget.setVisible(opened is not None)
        for label in (self._score_caption, self._score, self._score_rest):
            label.setVisible(opened is not None)
        self._settings.setVisible(opened is None)  # with an audit, the rail has it
        if opened is None:
            self._title.show_text("Sightline")
            return
        self._title.show_text(opened.audit.details.title)
        scan = opened.scan
        if scan is None:
            self._commit.show_text(tr("not scanned yet"))
        else:
            from gui.models import wording

            at = scan.finished_at.astimezone(ZoneInfo(opened.audit.time_zone))
            commit = scan.repository.commit[:7]
            place = wording.place(scan.repository)
            where = tr("{place} @ {commit}", place=place, commit=commit) if place else commit
            words = tr("{where}  ·  scanned {at:%d %b %Y, %H:%M}", where=where, at=at)
            self._commit.show_text(words if scan.complete else words + "  ·  " + tr("partial scan"))
        self._show_score()
        self.refit()

    def _show_score(self) -> None:
        from gui.models import wording  # rubrics are loaded by now; before first paint they are not

        opened = self._shell.controller.audit_or_fail
        if not opened.scores:
            return
        rubric_id = self._shell.controller.front
        score = opened.scores[rubric_id]
        self._score_caption.setText(tr("Overall"))
        name = opened.rubrics[rubric_id].name
        self._score_caption.setToolTip(name)
        self._score.setText(wording.overall(opened.rubrics[rubric_id], score))
        parts_of = [tr("of {scale}", scale=wording.number(score.scale))]
        span = wording.overall_span(opened.rubrics[rubric_id], score)
        if span:
            parts_of.append(span)
        parts_of.append(tr("{known} known", known=wording.percent(score.completeness)))
        if score.grade:
            parts_of.append(score.grade)
        self._score_rest.setText("  ·  ".join(parts_of))
        self._score.setToolTip(f"{name}\n{self._score_rest.text()}")
        self._score_rest.setToolTip(score.grade_meaning or score.reason)
