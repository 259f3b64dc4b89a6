"""The keys of the review, below the list."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from gui.views import parts
from gui.words import tr

_HINTS: tuple[tuple[str, str], ...] = (
    ("J", "next"),
    ("K", "previous"),
    ("1–9", "level"),
    ("C", "confirm"),
    ("O", "reason"),
    ("E", "attach"),
    ("N", "note"),
    ("X", "n.a."),
    ("/", "filter"),
    ("Ctrl ⏎", "accept"),
    ("?", "all keys"),
)


class KeyHints(QFrame):
    """As many hints as the width has room for."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        layout: QHBoxLayout = parts.row(self, (20, 8, 12, 8), 6)
        for key, words in _HINTS:
            layout.addWidget(parts.keycap(key))
            layout.addWidget(parts.label(tr(words), "caption"))
            layout.addSpacing(5)
        layout.addStretch(1)
        self.setFixedHeight(50)
