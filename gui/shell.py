"""What a page or dialog may ask of the window it lives in."""

from typing import Protocol

from PySide6.QtWidgets import QDialog, QWidget

from gui.controller import Controller
from gui.tasks import Tasks
from gui.theme import Theme


class Shell(Protocol):
    """The window as its pages and dialogs see it; `MainWindow` is the only implementation in the product."""

    controller: Controller
    tasks: Tasks
    theme: Theme

    def show_page(self, page: str) -> None:
        """Bring a page of `gui.pages.PAGES` to the front."""

    def page_widget(self, page: str) -> QWidget:
        """Return a page of `gui.pages.PAGES`, made now when it was never shown."""

    def build_ahead(self, page: str) -> None:
        """Make a page in small steps while the event loop is idle."""

    def leave_page(self) -> None:
        """Go back to the page that was in front before the present one."""

    def keys_changed(self) -> None:
        """Put keys in force that the person has just changed."""

    def show_help(self, topic: str = "") -> QDialog:
        """Open the help at a topic (`id` or `id#section`), or at what fits the page or dialog in front."""

    def show_palette(self) -> None:
        """Open the field that finds commands, criteria, files and processes."""

    def show_dialog(self, dialog: str, **arguments: object) -> QDialog:
        """Open a dialog of `gui.pages.DIALOGS` without blocking, and return it."""

    def say(self, message: str, advice: str = "", details: str = "", good: bool = False) -> None:
        """Tell the person something in the banner above the page; a new one replaces the last. `good`: no warning."""
