"""The frame of the smaller dialogs: title, sentence, body, notice, and a foot with the buttons."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from gui import scaling
from gui.shell import Shell
from gui.views.blocks import Notice
from gui.views.parts import button, column, frame, label, row
from gui.words import tr

_WIDEST = 1200
"""Pixels; no dialog asks for more, whatever the font scale."""
_AROUND = 60
"""Pixels of the screen that a dialog leaves free above and below."""


class Framed(QDialog):
    """A dialog with one main action; Ctrl+Enter does it, Esc closes.

    Args:
        shell: the window.
        title: of the window, and above the body.
        sentence: what it is for; may be empty.
        action: text of the main button; empty when there is none.
    """

    def __init__(self, shell: Shell, title: str, sentence: str = "", action: str = "", width: int = 560) -> None:
        super().__init__(cast(QWidget, shell))
        self._shell = shell
        self.setWindowTitle(title)
        self.setModal(True)
        scaling.least(self, width, _WIDEST)
        outer = column(self)
        inner = QWidget()
        self.body = column(inner, (24, 20, 24, 16), 12)
        self.body.addWidget(label(title, "page"))
        if sentence:
            self.body.addWidget(label(sentence, "muted", wrap=True))
        outer.addWidget(inner, 1)
        self.notice = Notice(shell.theme)
        holder = row(margins=(24, 0, 24, 12))
        holder.addWidget(self.notice)
        outer.addLayout(holder)
        foot = frame("foot")
        self._foot = row(foot, (20, 12, 20, 12), 8)
        self.why = label("", "caption", wrap=True)
        self._foot.addWidget(self.why, 1, Qt.AlignmentFlag.AlignVCenter)
        self.close_button = button(tr("Cancel") if action else tr("Close"))
        self.close_button.clicked.connect(self.reject)
        self._foot.addWidget(self.close_button)
        self.main = button(action or tr("Close"), "primary")
        self.main.clicked.connect(self._on_main)
        self._foot.addWidget(self.main)
        self.main.setVisible(bool(action))
        outer.addWidget(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_main)

    def showEvent(self, event: QShowEvent) -> None:
        """Open as high as the words need, as far as the screen has room; Qt itself stops at two thirds of it."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            most = self.screen().availableGeometry().height() - _AROUND
            self.resize(self.width(), min(most, max(self.height(), layout.totalHeightForWidth(self.width()))))

    def add_to_foot(self, made: QPushButton) -> None:
        """Put another button before the others."""
        self._foot.insertWidget(self._foot.indexOf(self.close_button), made)

    def ready(self, why_not: str) -> None:
        """Switch the main action on, or off with the reason beside it."""
        self.main.setEnabled(not why_not)
        self.why.setText(why_not)

    def _on_main(self) -> None:
        if self.main.isVisible() and self.main.isEnabled():
            self.act()

    def act(self) -> None:
        """Do the main action."""
        self.accept()
