"""The levels of a criterion as buttons with their key, label and meaning; nothing is pressed in advance."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui import fonts
from gui.delegates import painting
from gui.models.inspection import LevelChoice
from gui.theme import Theme
from gui.views import parts
from gui.words import tr

_PADDING = 6
_CAP = 20


class LevelKey(QPushButton):
    """One level: key cap, label, meaning, and a mark when the scan says it."""

    def __init__(self, choice: LevelChoice, theme: Theme) -> None:
        super().__init__()
        self._choice, self._theme = choice, theme
        self.setProperty("look", "level")
        self.setCheckable(True)
        self.setChecked(choice.chosen)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(choice.meaning)
        spoken = tr("Level {n}: {label}. {meaning}", n=choice.index + 1, label=choice.label, meaning=choice.meaning)
        self.setAccessibleName(f"{spoken} {tr('The scan says this.')}" if choice.by_scan else spoken)

    def sizeHint(self) -> QSize:
        """Return a height that fits label and meaning."""
        lines = fonts.line_height(fonts.ui()) + fonts.line_height(fonts.ui(fonts.CAPTION))
        return QSize(200, lines + 2 * _PADDING + 1)

    def minimumSizeHint(self) -> QSize:
        """Return the same: the height never shrinks."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the style draw the box, then draw the words."""
        super().paintEvent(event)
        theme, choice = self._theme, self._choice
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(8, _PADDING, -10, -_PADDING)
        cap = QRectF(area.left() + 2, area.center().y() - _CAP / 2, _CAP, _CAP)
        painter.setPen(QPen(theme.colour("control"), 1))
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(cap, 5, 5)
        painter.setPen(theme.colour("text2"))
        painter.setFont(fonts.code(fonts.META))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), str(choice.index + 1))
        left, right = cap.right() + 12, area.right()
        if choice.by_scan:
            words, font = choice.by_scan, fonts.ui(fonts.META, fonts.SEMIBOLD)
            width = QFontMetrics(font).horizontalAdvance(words)
            place = QRectF(right - width, area.top(), width, fonts.line_height(fonts.ui()))
            painting.text(painter, place, words, font, theme.colour("text2"), right=True)
            right -= width + 10
        height = fonts.line_height(fonts.ui())
        label = theme.colour("accent" if self.isChecked() else "text")
        weight = fonts.SEMIBOLD if self.isChecked() else fonts.MEDIUM
        painting.text(
            painter, QRectF(left, area.top(), right - left, height), choice.label, fonts.ui(weight=weight), label
        )
        below = QRectF(left, area.top() + height, area.right() - left, area.height() - height)
        painting.text(painter, below, choice.meaning, fonts.ui(fonts.CAPTION), theme.colour("text2"))
        painter.end()


class LevelKeys(QWidget):
    """All levels of a criterion, best on top, as on the paper.

    Signals:
        chosen: index of the level that the person picked.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._layout: QVBoxLayout = parts.column(self, spacing=4)
        self._shown: tuple[LevelChoice, ...] = ()
        self._keys: list[LevelKey] = []
        theme.changed.connect(self.update)

    def show_levels(self, levels: tuple[LevelChoice, ...]) -> None:
        """Show the levels of a criterion, worst first as they are given."""
        if levels == self._shown:
            self._press(levels)
            return
        same = [(c.index, c.label, c.meaning, c.by_scan) for c in levels] == [
            (c.index, c.label, c.meaning, c.by_scan) for c in self._shown
        ]
        self._shown = levels
        if not same:
            for old in self._keys:
                self._layout.removeWidget(old)
                old.hide()  # it lives until the event loop comes round, and would be painted once more
                old.deleteLater()
            self._keys = []
            for choice in reversed(levels):
                key = LevelKey(choice, self._theme)
                key.toggled.connect(lambda on, index=choice.index: self._on_toggled(index, on))
                self._layout.addWidget(key)
                self._keys.append(key)
        self._press(levels)

    def _press(self, levels: tuple[LevelChoice, ...]) -> None:
        for key, choice in zip(self._keys, reversed(levels), strict=True):
            blocked = key.blockSignals(True)
            key.setChecked(choice.chosen)
            key.blockSignals(blocked)
            key.update()

    def _on_toggled(self, index: int, on: bool) -> None:
        # Pressing the chosen level once more chooses it again: only `0` clears.
        self.chosen.emit(index)
        self._press(self._shown)

    def focus_first(self) -> None:
        """Put the focus on the chosen level, or on the best."""
        chosen = next((key for key in self._keys if key.isChecked()), self._keys[0] if self._keys else None)
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.ShortcutFocusReason)
