"""The keys of the review, below the list."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QWidget

from gui.views import parts
from gui.words import tr

_HINTS: tuple[tuple[str, str], ...] = (
    ("J", "next"),
    ("K", "previous"),
    ("1–9", "level"),
    ("Ctrl ⏎", "accept"),
    ("O", "reason"),
    ("N", "note"),
    ("E", "attach"),
    ("C", "confirm"),
    ("X", "n.a."),
    ("/", "filter"),
    ("[ ]", "evidence"),
)
_LAST = ("?", "all keys")


class KeyHints(QFrame):
    """As many hints as the width has room for."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        layout: QHBoxLayout = parts.row(self, (20, 8, 12, 8))
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._hints: list[QWidget] = []
        for key, words in _HINTS:
            self._hints.append(self._hint(key, words))
            layout.addWidget(self._hints[-1])
        layout.addStretch(1)
        self._last = self._hint(*_LAST)
        layout.addWidget(self._last)
        layout.setSpacing(11)
        self.setFixedHeight(50)

    @staticmethod
    def _hint(key: str, words: str) -> QWidget:
        hint = QWidget()
        inside = parts.row(hint, spacing=6)
        inside.addWidget(parts.keycap(key))
        inside.addWidget(parts.label(tr(words), "caption"))
        return hint

    def minimumSizeHint(self) -> QSize:
        """Return next to nothing: hints that do not fit are left out."""
        return QSize(0, 50)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the hints that fit, from the left."""
        super().resizeEvent(event)
        left = self.width() - 36 - self._last.sizeHint().width()
        for hint in self._hints:
            left -= hint.sizeHint().width() + 11
            hint.setVisible(left >= 0)
