"""The keys of the review, below the list."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QWidget

from gui import fonts, scaling
from gui.actions import action, keys_shown
from gui.views import parts
from gui.words import tr

_HEIGHT = 50
_BETWEEN = 11

_HINTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("next",), "next"),
    (("previous",), "previous"),
    (("level-1",), "level"),
    (("accept",), "accept"),
    (("override",), "reason"),
    (("note",), "note"),
    (("attach",), "attach"),
    (("confirm",), "confirm"),
    (("not-applicable",), "n.a."),
    (("filter",), "filter"),
    (("previous-evidence", "next-evidence"), "evidence"),
)
"""Actions and the word for them; actions without a key are left out."""
_LAST = (("keys",), "all keys")


class KeyHints(QFrame):
    """As many hints as the width has room for."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        layout: QHBoxLayout = parts.row(self, (20, 8, 12, 8))
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._hints = [_Hint(*hint) for hint in _HINTS]
        for hint in self._hints:
            layout.addWidget(hint)
        layout.addStretch(1)
        self._last = _Hint(*_LAST)
        layout.addWidget(self._last)
        layout.setSpacing(_BETWEEN)
        scaling.fix(self, height=_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return next to nothing: hints that do not fit are left out."""
        return QSize(0, fonts.scaled(_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the hints that fit, from the left."""
        super().resizeEvent(event)
        self.refit()

    def show_keys(self) -> None:
        """Show the keys that are in force now."""
        for hint in (*self._hints, self._last):
            hint.show_keys()
        self.refit()

    def refit(self) -> None:
        """Show the hints that fit the present width and font."""
        self._last.setVisible(bool(self._last.keys))
        left = self.width() - 36 - self._last.sizeHint().width()
        for hint in self._hints:
            if hint.keys:
                left -= hint.sizeHint().width() + _BETWEEN
            hint.setVisible(bool(hint.keys) and left >= 0)


class _Hint(QWidget):
    """One key, or two that belong together, and a word."""

    def __init__(self, actions: tuple[str, ...], words: str) -> None:
        super().__init__()
        self._actions = actions
        self.keys = ""
        inside = parts.row(self, spacing=6)
        self._cap = parts.keycap("")
        inside.addWidget(self._cap, 0, Qt.AlignmentFlag.AlignVCenter)
        inside.addWidget(parts.label(tr(words), "caption"))
        self.show_keys()

    def show_keys(self) -> None:
        """Show the first key of each action."""
        shown = (keys_shown(action(action_id)).partition("   ")[0].strip() for action_id in self._actions)
        self.keys = " ".join(key.replace(" – ", "–").replace("+Return", " ⏎") for key in shown if key)
        self._cap.setText(self.keys)
