"""One sentence above the page, with what can be done about it."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QFrame

from gui.theme import Theme
from gui.views import parts
from gui.words import tr


class Banner(QFrame):
    """Says what happened, in place of a pop-up; stays until it is closed or replaced."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("banner")
        layout = parts.row(self, (12, 6, 6, 6), 10)
        self._alert = parts.IconLabel(theme, "circle-alert", "partial", 18)
        self._done = parts.IconLabel(theme, "circle-check", "passed", 18)
        layout.addWidget(self._alert)
        layout.addWidget(self._done)
        self._words = parts.label("", wrap=True)
        layout.addWidget(self._words, 1)
        self._copy = parts.button(tr("Copy details"), "link")
        self._copy.clicked.connect(self._on_copy)
        layout.addWidget(self._copy)
        self.action = parts.button(tr("Continue"))
        self.action.clicked.connect(self._on_action)
        layout.addWidget(self.action)
        close = parts.icon_button(theme, "x", tr("Close the message"))
        close.clicked.connect(self.hide)
        layout.addWidget(close)
        self._details = ""
        self._act: Callable[[], object] | None = None
        self.hide()

    def say(
        self,
        message: str,
        advice: str,
        details: str,
        action: str = "",
        act: Callable[[], object] | None = None,
        good: bool = False,
    ) -> None:
        """Show a message, and where something can be done about it a button that does it; `good` is no warning."""
        self._alert.setVisible(not good)
        self._done.setVisible(good)
        self.setProperty("good", good)
        self.style().polish(self)
        text = f"{message} {advice}".strip()
        self._words.setText(text)
        self.setAccessibleName(text)
        self._details = details
        self._copy.setVisible(bool(details))
        self._act = act
        self.action.setText(action or tr("Continue"))
        self.action.setAccessibleName(self.action.text())
        self.action.setVisible(bool(action))
        self.show()

    def _on_action(self) -> None:
        if self._act is not None:
            self._act()

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(f"{self._words.text()}\n\n{self._details}")
