"""A palette and one small style sheet over the Fusion style, both made from the tokens; and the font scale."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gui import fonts, settings
from gui.scaling import design_fonts, refit, show_fonts
from gui.style import style_sheet
from gui.tokens import DARK, LIGHT, THEMES, Tokens

_ROLES: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (QPalette.ColorRole.Window, "background"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "sunken"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.HighlightedText, "on_accent"),
    (QPalette.ColorRole.PlaceholderText, "text3"),
    (QPalette.ColorRole.ToolTipBase, "raised"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "accent"),
    (QPalette.ColorRole.Mid, "border"),
)


class Theme(QObject):
    """The present colours; tells everyone when they change.

    Signals:
        changed: the tokens or the font scale are others now; palette, fonts and style sheet are already set.
    """

    changed = Signal()

    def __init__(self, application: QApplication, name: str = "") -> None:
        super().__init__(application)
        self._application = application
        fonts.use_scale(settings.font_scale())
        self._follows_system = not (name or settings.theme())
        self.tokens: Tokens = self._find(name or settings.theme())
        self._apply()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system)

    @staticmethod
    def _find(name: str) -> Tokens:
        for tokens in THEMES:
            if tokens.name == name:
                return tokens
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT

    def colour(self, token: str) -> QColor:
        """Return one token as a colour to paint with."""
        return QColor(getattr(self.tokens, token))

    def use(self, name: str) -> None:
        """Switch to a theme by name and remember it."""
        settings.set_theme(name)
        self._follows_system = False
        self._switch(self._find(name))

    @property
    def follows_system(self) -> bool:
        """Tell whether light or dark is left to the desktop."""
        return self._follows_system

    def follow_system(self) -> None:
        """Leave light or dark to the desktop from now on."""
        settings.set_theme("")
        self._follows_system = True
        self._switch(self._find(""))

    def use_scale(self, percent: int) -> None:
        """Show everything in another font scale (percent), at once, and remember it."""
        settings.set_font_scale(percent)
        before = fonts.percent()
        if percent != before:
            designed = design_fonts(self._application, before)
            fonts.use_scale(percent)
            self._apply()
            show_fonts(designed)
            refit(self._application)
            self.changed.emit()

    def _on_system(self) -> None:
        if self._follows_system:
            self._switch(self._find(""))

    def _switch(self, tokens: Tokens) -> None:
        if tokens is not self.tokens:
            self.tokens = tokens
            designed = design_fonts(self._application, fonts.percent())
            self._apply()
            show_fonts(designed)
            self.changed.emit()

    def next(self) -> None:
        """Switch to the theme after the present one: light, dark, high contrast."""
        names = [tokens.name for tokens in THEMES]
        self.use(names[(names.index(self.tokens.name) + 1) % len(names)])

    def _apply(self) -> None:
        palette = QPalette()
        for role, token in _ROLES:
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("text3"))
        self._application.setPalette(palette)
        self._application.setFont(fonts.ui())
        self._application.setStyleSheet(style_sheet(self.tokens))
