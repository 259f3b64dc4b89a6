"""Nothing opens as a window of its own but the window and its dialogs, not even for a moment."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui.main_window import MainWindow
from gui.pages import DIALOGS, PAGES
from gui.views.workspace import Workspace


class _Witness(QObject):
    """Writes down what is shown without being part of something."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at every widget that appears."""
        appears = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if appears and not isinstance(watched, MainWindow | QDialog):
            self.seen.append(f"{type(watched).__name__} {watched.property('text') or ''}".strip())
        return False


def test_pages_and_dialogs_show_no_stray_windows(
    review: Workspace, window: MainWindow, sightline: QApplication
) -> None:
    witness = _Witness()
    sightline.installEventFilter(witness)
    try:
        for page in PAGES:
            window.show_page(page.id)
        key = review.checklist.current
        for dialog in DIALOGS:
            arguments: dict[str, object] = {"key": key} if dialog in ("attach", "not-applicable") else {}
            if dialog == "accept-risk":
                arguments = {"keys": (key,)}
            if dialog == "work-item":
                arguments = {"recommendation": "set-up-tracing"}
            window.show_dialog(dialog, **arguments).close()
        sightline.processEvents()
    finally:
        sightline.removeEventFilter(witness)
    assert witness.seen == []
