"""Blocks of forms and pages: a titled panel, a form field, the notice that says what went wrong."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from core.errors import SightlineError
from gui.icons import ButtonIcon, pixmap
from gui.theme import Theme
from gui.views.parts import IconLabel, button, column, label, row, set_look
from gui.words import tr

_UNLIMITED = 16777215
"""Qt's QWIDGETSIZE_MAX."""
_TONE_ICONS = {"failed": "circle-alert", "partial": "triangle-alert", "passed": "circle-check", "accent": "info"}


def line(*members: QWidget | int, spacing: int = 8) -> QHBoxLayout:
    """Return widgets side by side; a number is a stretch of that weight."""
    layout = row(spacing=spacing)
    for member in members:
        if isinstance(member, int):
            layout.addStretch(member)
        else:
            layout.addWidget(member)
    return layout


def beside(edit: QLineEdit, *buttons: QPushButton) -> QWidget:
    """Return a line to type in with its buttons, as one control that takes focus and name of the line."""
    made = QWidget()
    made.setLayout(line(edit, *buttons))
    made.setFocusProxy(edit)
    made.setAccessibleName(edit.accessibleName())
    return made


def icon_on(made: QPushButton, theme: Theme, icon: str) -> QPushButton:
    """Put an icon on a button, in the colour of its text, and return the button."""
    tokens = {"primary": "on_accent", "link": "accent", "danger": "failed"}
    ButtonIcon(made, icon, theme, tokens.get(str(made.property("look")), "text2"), size=16)
    return made


class Panel(QFrame):
    """A bordered area with an optional title and its own column, `body`."""

    def __init__(self, title: str = "", padding: int = 18, spacing: int = 10) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.body = column(self, (padding, padding - 4, padding, padding - 2), spacing)
        self.heading = label(title, "pane")
        self.body.addWidget(self.heading)
        self.heading.setVisible(bool(title))  # never before it has a parent: it would open as a window


class Choice(QComboBox):
    """A list to choose from, with the arrow of our icon set."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and its arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        arrow = pixmap("chevron-down", self._theme.tokens.text2, 16)
        painter.drawPixmap(self.width() - 24, (self.height() - 16) // 2, arrow)
        painter.end()


class Field(QWidget):
    """A control with its name above it and a hint or a complaint below it."""

    def __init__(self, name: str, control: QWidget, hint: str = "", optional: bool = False) -> None:
        super().__init__()
        self.control = control
        self._hint = hint
        layout = column(self, spacing=4)
        caption = label(name, "section")
        caption.setBuddy(control)
        layout.addLayout(line(caption, 1, label(tr("optional") if optional else "", "caption")))
        layout.addWidget(control)
        if not control.accessibleName():
            control.setAccessibleName(name)
        if control.maximumHeight() < _UNLIMITED or isinstance(control.focusProxy() or control, QLineEdit | QComboBox):
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.below = label(hint, "caption", wrap=True)
        layout.addWidget(self.below)
        self.below.setVisible(bool(hint))

    def sizeHint(self) -> QSize:
        """Return the size at the present width: a hint below may take several lines."""
        hint, layout = super().sizeHint(), self.layout()
        if layout is not None and layout.hasHeightForWidth() and self.width():
            hint.setHeight(layout.totalHeightForWidth(self.width()))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that another width needs."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @property
    def complaint(self) -> str:
        """Return what is shown below the control."""
        return self.below.text()

    def complain(self, text: str, tone: str = "error") -> None:
        """Show what is wrong below the control; an empty text brings the hint back."""
        self.below.setText(text or self._hint)
        set_look(self.below, tone if text else "caption")
        self.below.setVisible(bool(text or self._hint))
        self.control.setAccessibleDescription(text or self._hint)


class Notice(QFrame):
    """A sentence next to its cause: what happened, what to do, one action, and the details to copy.

    Signals:
        acted: the one action was chosen.
    """

    acted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._details = ""
        self.setObjectName("card")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 10, 10)
        layout.setSpacing(10)
        self._icon = IconLabel(theme, "info", "accent", 20)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        texts = column(spacing=2)
        self._message = label("", "strong", wrap=True)
        self._advice = label("", "muted", wrap=True)
        texts.addWidget(self._message)
        texts.addWidget(self._advice)
        layout.addLayout(texts, 1)
        self.action = button(tr("Continue"))
        self.action.clicked.connect(self.acted)
        self.copy = icon_on(button(tr("Copy details"), "link"), theme, "copy")
        self.copy.clicked.connect(self._copy_details)
        layout.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    @property
    def message(self) -> str:
        """Return the sentence that is shown, empty when nothing is."""
        return "" if self.isHidden() else self._message.text()

    def tell(
        self,
        message: str,
        advice: str = "",
        *,
        tone: str = "partial",
        action: str = "",
        details: str = "",
    ) -> None:
        """Show a sentence; tone is `failed`, `partial`, `passed` or `accent`."""
        self._icon.show_icon(_TONE_ICONS[tone], tone)
        self._message.setText(message)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self.action.setText(action)
        self.action.setAccessibleName(action)
        self.action.setVisible(bool(action))
        self._details = details
        self.copy.setText(tr("Copy details"))
        self.copy.setVisible(bool(details))
        self.setAccessibleName(f"{message} {advice}".strip())
        self.show()

    def tell_error(self, error: SightlineError, action: str = "") -> None:
        """Show what an error says, never a traceback."""
        self.tell(error.message, error.advice, tone="failed", action=action, details=error.details)

    def clear(self) -> None:
        """Show nothing."""
        self.hide()

    def _copy_details(self) -> None:
        parts = (self._message.text(), self._advice.text(), self._details)
        QGuiApplication.clipboard().setText("\n".join(part for part in parts if part))
        self.copy.setText(tr("Copied"))
