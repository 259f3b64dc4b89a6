"""Small building blocks that every view uses: labels, buttons, boxes, with look and accessible name in one call."""

from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui import fonts, icons, scaling
from gui.theme import Theme

L = TypeVar("L", bound=QBoxLayout)

_LABEL_FONTS: dict[str, tuple[int, QFont.Weight]] = {
    "": (fonts.BASE, fonts.NORMAL),
    "page": (fonts.PAGE_TITLE, fonts.SEMIBOLD),
    "pane": (fonts.PANE_TITLE, fonts.SEMIBOLD),
    "figure": (fonts.FIGURE, fonts.SEMIBOLD),
    "strong": (fonts.BASE, fonts.SEMIBOLD),
    "muted": (fonts.BASE, fonts.NORMAL),
    "caption": (fonts.CAPTION, fonts.NORMAL),
    "section": (fonts.CAPTION, fonts.SEMIBOLD),
    "good": (fonts.CAPTION, fonts.MEDIUM),
    "warning": (fonts.CAPTION, fonts.MEDIUM),
    "error": (fonts.CAPTION, fonts.MEDIUM),
}


def label(text: str = "", look: str = "", wrap: bool = False) -> QLabel:
    """Return a label; `look` is one of page, pane, figure, strong, muted, caption, section, good, warning, error."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)  # texts may come from a client's repository
    made.setProperty("look", look)
    made.setFont(fonts.ui(*_LABEL_FONTS[look]))
    made.setWordWrap(wrap)
    return made


def set_look(widget: QWidget, look: str) -> None:
    """Change the look of a widget that is already shown."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def keycap(text: str) -> QLabel:
    """Return a key as it is printed on a keyboard."""
    made = QLabel(text)
    made.setProperty("look", "keycap")
    made.setFont(fonts.code(fonts.META))
    return made


def button(text: str, look: str = "", name: str = "", tip: str = "") -> QPushButton:
    """Return a push button; `look` is primary, danger, link, chip, tab, level or empty."""
    made = QPushButton(text)
    made.setProperty("look", look)
    made.setFont(fonts.ui(fonts.BASE, fonts.SEMIBOLD if look == "primary" else fonts.MEDIUM))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    made.setAccessibleName(name or text)
    if tip:
        made.setToolTip(tip)
    return made


class ElidedButton(QPushButton):
    """A button that cuts its text where there is no room; the whole text is its accessible name's business."""

    def __init__(self, look: str, name: str, mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle) -> None:
        super().__init__()
        self._whole, self._mode = "", mode
        self.setProperty("look", look)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(60)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self._cut()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size of the whole text."""
        hint = super().sizeHint()
        metrics = self.fontMetrics()
        more = metrics.horizontalAdvance(self._whole) - metrics.horizontalAdvance(self.text())
        return QSize(hint.width() + more + 2, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        metrics = self.fontMetrics()
        around = super().sizeHint().width() - metrics.horizontalAdvance(self.text())
        self.setText(metrics.elidedText(self._whole, self._mode, max(20, self.width() - around)))


def icon_button(theme: Theme, icon: str, name: str, size: int = 32, checkable: bool = False) -> QToolButton:
    """Return a square button that shows only an icon; its name is tool tip and accessible name."""
    made = QToolButton()
    scaling.fix(made, size, size)
    made.setCheckable(checkable)
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    icons.ButtonIcon(made, icon, theme, checked="accent" if checkable else "", size=18 if size < 40 else 20)
    return made


def column(
    parent: QWidget | None = None, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 0
) -> QVBoxLayout:
    """Return a vertical layout, installed on `parent` when one is given."""
    return _laid(QVBoxLayout(), parent, margins, spacing)


def row(
    parent: QWidget | None = None, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 0
) -> QHBoxLayout:
    """Return a horizontal layout, installed on `parent` when one is given."""
    return _laid(QHBoxLayout(), parent, margins, spacing)


def _laid(layout: L, parent: QWidget | None, margins: tuple[int, int, int, int], spacing: int) -> L:
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    if parent is not None:
        parent.setLayout(layout)
    return layout


def frame(name: str = "") -> QFrame:
    """Return an empty box with an object name that the style sheet knows (card, panel, nav, foot ...)."""
    made = QFrame()
    made.setObjectName(name)
    return made


class IconLabel(QWidget):
    """A picture from the icon set in a colour of the theme; its accessible name says what it means."""

    def __init__(self, theme: Theme, icon: str, colour: str = "text2", size: int = 18, name: str = "") -> None:
        super().__init__()
        self._theme, self._icon, self._token, self._size = theme, icon, colour, size
        scaling.fix(self, size, size)
        self.setAccessibleName(name)
        theme.changed.connect(self.update)

    def show_icon(self, icon: str, token: str, name: str = "") -> None:
        """Show another icon."""
        self._icon, self._token = icon, token
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        painter = QPainter(self)
        size = fonts.scaled(self._size)
        picture = icons.pixmap(self._icon, getattr(self._theme.tokens, self._token), size, 2.2)
        painter.drawPixmap(0, (self.height() - size) // 2, picture)
        painter.end()


class ElidedLabel(QLabel):
    """A one-line label that cuts its text; the whole text is in the tool tip and the accessible name."""

    def __init__(self, text: str = "", look: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__()
        self._mode = mode
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setFont(fonts.ui(*_LABEL_FONTS[look]))
        self.setMinimumWidth(24)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setAccessibleName(text)
        self._cut()
        self.updateGeometry()

    def whole_text(self) -> str:
        """Return the text before it was cut."""
        return self._whole

    def sizeHint(self) -> QSize:
        """Return the size of the whole text."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return a small width: the text can be cut."""
        return QSize(24, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, self._mode, max(self.width(), 24))
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")
