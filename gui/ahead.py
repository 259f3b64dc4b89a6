"""Loads in idle time what the first audit needs, so that opening one waits for no library.

Libraries and rubrics load on a thread. Modules that define widgets load afterwards on the main thread, one by one: none
of them takes long, and classes of Qt are made where they are used.
"""

import importlib
import threading

from PySide6.QtCore import QObject, QTimer

IDLE_AFTER = 400
"""Milliseconds after the first page was painted."""
_BETWEEN = 30
"""Milliseconds between two modules."""

_LIBRARIES = ("core.workflows.edit", "pygments.lexers", "pygments.token", "markdown_it", "nh3")
_WIDGETS = (
    "gui.models.inspection",
    "gui.models.rows",
    "gui.views.parts",
    "gui.views.blocks",
    "gui.views.scan_progress",
    "gui.views.categories",
    "gui.views.checklist",
    "gui.views.code_view",
    "gui.views.evidence_tabs",
    "gui.views.judgement_pane",
    "gui.views.inspector",
    "gui.views.workspace",
    "gui.views.palette",
    "gui.views.findings",
    "gui.views.figure",
    "gui.views.chart",
    "gui.views.dashboard",
    "gui.views.roadmap",
    "gui.views.measurements",
)


class Ahead(QObject):
    """Loads everything once, then is done."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = threading.Thread(target=load_libraries, name="libraries", daemon=True)
        self._left = list(_WIDGETS)
        self._timer = QTimer(self)
        self._timer.setInterval(_BETWEEN)
        self._timer.timeout.connect(self._next)

    @property
    def done(self) -> bool:
        """Tell whether everything is loaded."""
        return not self._left

    def start(self) -> None:
        """Begin."""
        self._thread.start()
        self._timer.start()

    def _next(self) -> None:
        if self._thread.is_alive():
            return  # a module that both want would make this thread wait
        if self._left:
            importlib.import_module(self._left.pop(0))
        else:
            self._timer.stop()


def load_libraries() -> None:
    """Import the libraries of the first audit and parse the rubrics that ship; for a thread of its own."""
    from core.workflows.open import load_ahead

    load_ahead()
    for name in _LIBRARIES:
        importlib.import_module(name)
