"""The window's frame: top bar, mode rail, and a stack of pages that are made when they are first shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QShortcut, QShowEvent, QUndoStack
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMainWindow, QStackedWidget, QWidget

from core.errors import SightlineError
from gui import actions, pages, settings
from gui.ahead import IDLE_AFTER, Ahead
from gui.controller import Controller
from gui.tasks import Tasks
from gui.theme import Theme
from gui.views import parts
from gui.views.banner import Banner
from gui.views.mode_rail import ModeRail
from gui.views.top_bar import TopBar
from gui.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gui.views.fire_drill import FireDrill
    from gui.views.palette import Palette
    from gui.views.workspace import Workspace

_SIZE = (1440, 900)
_SMALLEST = (1180, 660)
_FRAME = QSize(8, 40)
"""Room for the window manager's frame, before it is known."""
_BETWEEN_STEPS = 30
"""Milliseconds between two steps of making a page ahead."""
_DIALOG = "dialog_id"
"""Dynamic property: which row of `gui.pages.DIALOGS` a dialog is."""
_FRAME_AFTER = 250
"""Milliseconds after which the frame is there."""


class MainWindow(QMainWindow):
    """The one window. It is the `gui.shell.Shell` of every page and dialog."""

    theme: Theme
    controller: Controller
    tasks: Tasks

    def __init__(self, theme: Theme, tasks: Tasks | None = None) -> None:
        super().__init__()
        self.theme = theme
        self.controller = Controller(self)
        self.tasks = tasks or Tasks(self)
        self._pages: dict[str, QWidget] = {}
        self._building: dict[str, Iterator[QWidget | None]] = {}
        self._page = self._before = ""
        self._palette: Palette | None = None
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_SIZE)
        self._build()
        self.actions_by_id = actions.install(self)
        self.controller.opened.connect(self._on_opened)
        self.controller.changed.connect(self._show_title)
        self.controller.refused.connect(self._on_refused)
        self.controller.damaged.connect(self._on_damaged)
        self.controller.recovered.connect(self._on_recovered)
        self._label_undo(self.controller.undo_stack)
        geometry = settings.state("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        self._fitted = False
        self._fit_screen()
        self._show_title()

    def _build(self) -> None:
        root = QWidget()
        root.setObjectName("page")
        self.setCentralWidget(root)
        layout = parts.column(root)
        self.top_bar = TopBar(self)
        self.top_bar.export_asked.connect(self.export)
        layout.addWidget(self.top_bar)
        body = parts.row()
        layout.addLayout(body, 1)
        self.rail = ModeRail(self.theme)
        self.rail.chosen.connect(self.show_page)
        self.rail.settings_asked.connect(lambda: self.show_page("settings"))
        self.rail.hide()
        body.addWidget(self.rail)
        main = parts.column()
        body.addLayout(main, 1)
        self.banner = Banner(self.theme)
        main.addWidget(self.banner)
        self._stack = QStackedWidget()
        main.addWidget(self._stack, 1)

    def _fit_screen(self) -> None:
        """Make the window, frame included, no larger than the screen, and bring it whole onto it."""
        if self.isMaximized() or self.isFullScreen():
            return
        screen = self.screen().availableGeometry()
        frame = self.frameGeometry().size() - self.size() if self._fitted else _FRAME
        self.resize(self.size().boundedTo(screen.size() - frame))
        outer = self.frameGeometry() if self._fitted else self.geometry()
        x = max(screen.left(), min(outer.x(), screen.right() + 1 - self.width() - frame.width()))
        y = max(screen.top(), min(outer.y(), screen.bottom() + 1 - self.height() - frame.height()))
        if (x, y) != (outer.x(), outer.y()):
            self.move(x, y)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the screen once more as soon as the window manager has given the window its frame."""
        super().showEvent(event)
        if not self._fitted:
            self._fitted = True
            QTimer.singleShot(_FRAME_AFTER, self, self._fit_screen)

    def _label_undo(self, stack: QUndoStack) -> None:
        undo, redo = self.actions_by_id["undo"], self.actions_by_id["redo"]
        stack.undoTextChanged.connect(lambda text: undo.setText(tr("Undo {what}", what=text)))
        stack.redoTextChanged.connect(lambda text: redo.setText(tr("Redo {what}", what=text)))

    # ---------------------------------------------------------------- pages and dialogs

    @property
    def page(self) -> str:
        """Return the id of the page in front."""
        return self._page

    def page_widget(self, page: str) -> QWidget:
        """Return a page, made now when it was never shown."""
        if page not in self._pages:
            steps = self._building.pop(page, None) or iter((pages.load(pages.page(page).factory)(self),))
            self._keep(page, next(filter(None, steps)))
        return self._pages[page]

    def build_ahead(self, page: str) -> None:
        """Make a page that offers `in_steps` while nothing else is to be done, so that showing it takes no time."""
        if page not in self._pages and page not in self._building:
            self._building[page] = pages.load(pages.page(page).factory).in_steps(self)  # type: ignore[attr-defined]
            QTimer.singleShot(_BETWEEN_STEPS, self, lambda: self._build_on(page))

    def _build_on(self, page: str) -> None:
        steps = self._building.get(page)
        if steps is None:  # somebody wanted the page in the meantime
            return
        made = next(steps)
        if made is None:
            QTimer.singleShot(_BETWEEN_STEPS, self, lambda: self._build_on(page))
        else:
            del self._building[page]
            self._keep(page, made)

    def _keep(self, page: str, made: QWidget) -> None:
        made.setObjectName(made.objectName() or "page")
        self._pages[page] = made
        self._stack.addWidget(made)

    def show_page(self, page: str) -> None:
        """Bring a page to the front; a mode only while an audit is open."""
        if pages.page(page).mode and self.controller.audit_file is None:
            return
        if page == self._page:
            return
        self.controller.flushing.emit()
        widget = self.page_widget(page)
        self._stack.setCurrentWidget(widget)
        self._before, self._page = self._page, page
        self.rail.show_mode(page)
        actions.enable(self.actions_by_id, self.controller.audit_file is not None, page)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_page(self) -> None:
        """Go back to the page before; to the review or the start when that one cannot be shown any more."""
        before = self._before
        self.show_page(before or "welcome")
        if self._page != before and self.controller.audit_file is None:
            self.show_page("welcome")

    def keys_changed(self) -> None:
        """Put keys in force that the person has just changed."""
        actions.set_keys(self.actions_by_id)

    def show_palette(self) -> None:
        """Open the field that finds commands, criteria, files and processes."""
        from gui.views.palette import Palette

        if self._palette is None:
            self._palette = Palette(self)
        self._palette.open()

    def show_help(self, topic: str = "") -> QDialog:
        """Open the help beside the work, at a topic or at what fits the page or dialog in front."""
        from gui.models.help_topics import of_dialog, of_page

        modal = QApplication.activeModalWidget()
        front = modal if isinstance(modal, QDialog) else self
        dialog = str(front.property(_DIALOG) or "")
        wanted = topic or (of_dialog(dialog) if dialog else of_page(self._page))
        window = front.findChild(QDialog, "help", Qt.FindChildOption.FindDirectChildrenOnly)
        if window is None:
            window = cast(QDialog, pages.load(pages.DIALOGS["help"])(self, parent=front))
        window.show_topic(wanted)  # type: ignore[attr-defined]
        window.show()
        window.raise_()
        window.activateWindow()
        return window

    def review(self) -> Workspace:
        """Return the review page."""
        return cast("Workspace", self.page_widget("review"))

    def drill(self) -> FireDrill:
        """Return the fire drill page."""
        return cast("FireDrill", self.page_widget("drill"))

    def show_dialog(self, dialog: str, **arguments: object) -> QDialog:
        """Open a dialog of `gui.pages.DIALOGS` without blocking."""
        self.controller.flushing.emit()
        made = cast(QDialog, pages.load(pages.DIALOGS[dialog])(self, **arguments))
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.setProperty(_DIALOG, dialog)
        for key in self.actions_by_id["help"].shortcuts():
            QShortcut(key, made, self.show_help)  # the window's own keys rest while a dialog is in front
        made.open()
        return made

    def say(self, message: str, advice: str = "", details: str = "", good: bool = False) -> None:
        """Tell the person something above the page."""
        self.banner.say(message, advice, details, good=good)

    def next_pane(self, step: int) -> None:
        """Move the focus to the next pane of the page: its `panes()` where it names them."""
        page = self.page_widget(self._page)
        panes: list[QWidget] = list(page.panes()) if hasattr(page, "panes") else [page]
        if self.rail.isVisible():
            panes.append(self.rail)
        focus = self.focusWidget()
        here = next((i for i, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), -1)
        target = panes[(here + step) % len(panes)]
        if target is self.rail:
            target.focusNextPrevChild(True)
        target.setFocus(Qt.FocusReason.TabFocusReason)

    # ---------------------------------------------------------------- the audit

    def choose_audit(self) -> None:
        """Ask for an audit file and open it."""
        dialog = QFileDialog(self, tr("Open an audit"), "", tr("Sightline audits (*.sightline)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.open_path(Path(path)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def open_path(self, path: Path) -> None:
        """Open whatever a path is: a folder begins an audit, a PDF is verified, everything else is an audit file."""
        if path.is_dir():
            self.show_dialog("new-audit", repository=path)
        elif path.suffix.lower() == ".pdf":
            self.show_dialog("verify", path=path)
        elif self.controller.open(path):
            self.show_page("review")

    def export(self) -> None:
        """Begin signing and exporting."""
        if self.controller.audit_file is not None:
            self.show_dialog("sign-export")

    def close_audit(self) -> None:
        """Close the audit and go back to the start."""
        self.controller.close()

    def _on_opened(self) -> None:
        opened = self.controller.audit_file
        self.rail.setVisible(opened is not None)
        self.banner.hide()
        if opened is None:
            self.show_page("welcome")
        elif opened.read_only:
            self.say(tr("This audit is open for reading only."), opened.read_only_reason or "")
        actions.enable(self.actions_by_id, opened is not None, self._page)
        self._show_title()

    def _show_title(self, _changes: object = None) -> None:
        opened = self.controller.audit_file
        self.setWindowTitle(f"{opened.audit.details.title} - Sightline" if opened else "Sightline")

    def _on_refused(self, error: SightlineError) -> None:
        self.say(error.message, error.advice, error.details)

    def _on_damaged(self, path: Path, error: SightlineError) -> None:
        self.banner.say(
            error.message, error.advice, error.details, tr("Recover into a new file…"), lambda: self._ask_recovery(path)
        )

    def _ask_recovery(self, path: Path) -> None:
        proposal = str(path.with_name(f"{path.stem}-recovered.sightline"))
        dialog = QFileDialog(self, tr("Recover into a new file"), proposal, tr("Sightline audits (*.sightline)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("sightline")
        dialog.fileSelected.connect(lambda output: self.recover(path, Path(output)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def recover(self, path: Path, output: Path) -> None:
        """Save what can be read of a damaged audit file into a new one and show it."""
        if self.controller.recover(path, output):
            self.show_page("review")

    def _on_recovered(self, problems: tuple[str, ...]) -> None:
        lost = " ".join(problems) or tr("Everything could be read.")
        self.say(tr("The audit was recovered; the damaged file is kept."), lost)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Commit what is typed, end the workers, close the file."""
        settings.set_state("geometry", self.saveGeometry())
        if not self.controller.close():
            event.ignore()  # the banner says why, the top bar offers to retry and to save a copy
            return
        self.tasks.stop_all()
        super().closeEvent(event)


def start(window: MainWindow, path: Path | None) -> None:
    """Show the first page at once, and open what was asked for as soon as it is painted."""
    window.show_page("welcome")
    window.show()
    if path is not None:
        QTimer.singleShot(0, lambda: window.open_path(path))
    # the first timer is due when the page is painted, the second when nobody waits for the window any more
    QTimer.singleShot(0, window, lambda: QTimer.singleShot(IDLE_AFTER, window, Ahead(window).start))
