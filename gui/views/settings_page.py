"""Settings: who works here, the logo of reports, appearance, keys; everything acts at once and is kept at once."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QScrollArea, QWidget

from gui import fonts, settings, shortcuts
from gui.shell import Shell
from gui.views import parts
from gui.views.blocks import Choice, Field, Panel
from gui.views.logo_choice import LogoChoice
from gui.views.shortcut_table import ShortcutTable
from gui.words import tr

_WIDTH = 820
_THEMES: tuple[tuple[str, str], ...] = (
    ("", "Follow the system"),
    ("light", "Light"),
    ("dark", "Dark"),
    ("contrast", "High contrast"),
)


class SettingsPage(QWidget):
    """All settings on one page that scrolls."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        outer = parts.column(self)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(tr("Settings"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._scroll)
        holder = QWidget()
        holder.setObjectName("inner")
        around = parts.row(holder, (24, 24, 24, 24))
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH)
        around.addStretch(1)
        around.addWidget(inner, 100)
        around.addStretch(1)
        self._scroll.setWidget(holder)
        body = parts.column(inner, spacing=16)
        head = parts.row(spacing=10)
        back = parts.icon_button(shell.theme, "chevron-left", tr("Back"))
        back.setToolTip(tr("Back  (Esc)"))
        back.clicked.connect(shell.leave_page)
        head.addWidget(back)
        head.addWidget(parts.label(tr("Settings"), "page"))
        head.addStretch(1)
        body.addLayout(head)
        for panel in (self._build_identity(), self._build_reports(), self._build_looks(), self._build_keys()):
            body.addWidget(panel)
        body.addStretch(1)
        escape = QShortcut(QKeySequence("Esc"), self, shell.leave_page)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shell.theme.changed.connect(self.refresh)
        self.setFocusProxy(self.name)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is kept now: other places change some of it too."""
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is typed and not yet left."""
        self._keep_identity()
        super().hideEvent(event)

    # ---------------------------------------------------------------- building

    def _build_identity(self) -> Panel:
        panel = Panel(tr("You"))
        self.name, self.organisation = QLineEdit(), QLineEdit()
        hint = tr("Proposed for new audits. Changes are recorded under it from the next opening.")
        self.name_field = Field(tr("Your name"), self.name, hint)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        _halve(grid)
        grid.addWidget(self.name_field, 0, 0, Qt.AlignmentFlag.AlignTop)
        organisation = Field(tr("Your organisation"), self.organisation, optional=True)
        grid.addWidget(organisation, 0, 1, Qt.AlignmentFlag.AlignTop)
        panel.body.addLayout(grid)
        for edit in (self.name, self.organisation):
            edit.editingFinished.connect(self._keep_identity)
        return panel

    def _build_reports(self) -> Panel:
        panel = Panel(tr("Reports"))
        self.logo = LogoChoice(self._shell)
        panel.body.addWidget(self.logo)
        return panel

    def _build_looks(self) -> Panel:
        panel = Panel(tr("Appearance"))
        self.theme, self.scale = Choice(self._shell.theme), Choice(self._shell.theme)
        for name, words in _THEMES:
            self.theme.addItem(tr(words), name)
        for percent in fonts.SCALES:
            self.scale.addItem(tr("{percent} %", percent=percent), percent)
        self.theme.currentIndexChanged.connect(self._choose_theme)
        self.scale.currentIndexChanged.connect(self._choose_scale)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        _halve(grid)
        grid.addWidget(Field(tr("Theme"), self.theme), 0, 0)
        grid.addWidget(Field(tr("Size of text"), self.scale), 0, 1)
        panel.body.addLayout(grid)
        return panel

    def _build_keys(self) -> Panel:
        panel = Panel(tr("Keyboard"))
        self.advance = QCheckBox(tr("Go to the next criterion when a level was chosen"))
        self.single = QCheckBox(tr("Single letters, digits and signs act as keys"))
        panel.body.addWidget(self.advance)
        panel.body.addWidget(self.single)
        why = tr("Switch them off when speech input or a tremor presses keys that were not meant.")
        panel.body.addWidget(parts.label(why, "caption", wrap=True))
        self.advance.toggled.connect(lambda on: settings.set_flag("advance", on))
        self.single.toggled.connect(self._choose_single)
        self.shortcuts = ShortcutTable(self._shell)
        panel.body.addWidget(self.shortcuts)
        return panel

    # ---------------------------------------------------------------- showing and keeping

    def refresh(self) -> None:
        """Show what is kept."""
        actor = settings.actor()
        for edit, text in (
            (self.name, actor.name if actor else ""),
            (self.organisation, actor.organisation if actor else ""),
        ):
            if not edit.hasFocus():
                edit.setText(text)
        wanted = "" if self._shell.theme.follows_system else self._shell.theme.tokens.name
        for choice, value in ((self.theme, wanted), (self.scale, fonts.percent())):
            choice.blockSignals(True)
            choice.setCurrentIndex(choice.findData(value))
            choice.blockSignals(False)
        for box, on in ((self.advance, settings.flag("advance", False)), (self.single, shortcuts.single_keys())):
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)

    def _keep_identity(self) -> None:
        name = self.name.text().strip()
        known = settings.actor()
        if not name:
            self.name_field.complain(tr("Reports need a name; the one before is kept.") if known else "")
            return
        self.name_field.complain("")
        settings.set_actor(name, self.organisation.text().strip(), known.role if known else "")

    def _choose_theme(self, _index: int) -> None:
        name = str(self.theme.currentData())
        if name:
            self._shell.theme.use(name)
        else:
            self._shell.theme.follow_system()

    def _choose_scale(self, _index: int) -> None:
        self._shell.theme.use_scale(int(self.scale.currentData()))

    def _choose_single(self, on: bool) -> None:
        settings.set_flag(shortcuts.SINGLE, on)
        self._shell.keys_changed()
        self.shortcuts.refresh()


def _halve(grid: QGridLayout) -> None:
    for column in (0, 1):
        grid.setColumnStretch(column, 1)
