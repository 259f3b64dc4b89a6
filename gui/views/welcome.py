"""The first page: begin an audit, open one, verify a PDF, or drop any of the three."""

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui import recents, settings
from gui.delegates.recent_row import RecentRowDelegate
from gui.icons import pixmap
from gui.models.recents import RecentsModel
from gui.shell import Shell
from gui.theme import Theme
from gui.views.blocks import Notice, Panel, line
from gui.views.parts import IconLabel, button, column, keycap, label
from gui.words import tr

AUDIT_SUFFIX = ".sightline"


class BigButton(QPushButton):
    """A way to begin: icon, name, one sentence and its shortcut."""

    def __init__(self, theme: Theme, icon: str, name: str, sentence: str, keys: str) -> None:
        super().__init__()
        self.setAutoDefault(False)
        self.setAccessibleName(name)
        self.setAccessibleDescription(f"{sentence} ({keys})")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 14, 12)
        layout.setSpacing(14)
        picture = IconLabel(theme, icon, "accent", 22)
        texts = column(spacing=2)
        texts.addWidget(label(name, "strong"))
        texts.addWidget(label(sentence, "caption"))
        key = keycap(keys)
        layout.addWidget(picture)
        layout.addLayout(texts, 1)
        layout.addWidget(key, 0, Qt.AlignmentFlag.AlignVCenter)
        for child in self.findChildren(QLabel):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.refit()

    def refit(self) -> None:
        """Be as high as the texts need."""
        layout = self.layout()
        if layout is not None:
            layout.activate()  # asks the texts anew, also those in inner layouts
            self.setFixedHeight(layout.sizeHint().height())

    def sizeHint(self) -> QSize:
        """Return what the texts need."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()


class Welcome(QWidget):
    """Shown while no audit is open."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._unclosed = 0
        theme = shell.theme
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self._mark = QLabel()
        theme.changed.connect(self._draw_mark)
        self._draw_mark()
        self.new_audit = BigButton(theme, "plus", tr("New audit"), tr("Scan a local git repository"), "Ctrl+N")
        self.open_audit = BigButton(
            theme, "folder-open", tr("Open audit"), tr("Continue with a .sightline file"), "Ctrl+O"
        )
        self.verify = BigButton(
            theme, "shield-check", tr("Verify a PDF"), tr("Check a signed report or roadmap"), "Ctrl+Shift+V"
        )
        self.new_audit.clicked.connect(lambda: shell.show_dialog("new-audit"))
        self.open_audit.clicked.connect(self.choose_audit)
        self.verify.clicked.connect(lambda: shell.show_dialog("verify"))

        self.notice = Notice(theme)
        self.notice.acted.connect(lambda: self._open_row(self._unclosed))
        right = column(spacing=12)
        right.addWidget(self.notice)
        right.addWidget(self._recent_panel(theme), 1)

        inner = QWidget()
        inner.setMaximumWidth(1080)
        grid = QGridLayout(inner)
        grid.setContentsMargins(32, 0, 32, 0)
        grid.setHorizontalSpacing(40)
        grid.addLayout(self._build_ways(), 0, 0)
        grid.addLayout(right, 0, 1)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 7)
        outer = QGridLayout(self)
        outer.setContentsMargins(0, 56, 0, 40)
        outer.addWidget(inner, 0, 1)
        outer.setColumnStretch(0, 1)
        outer.setColumnStretch(1, 20)
        outer.setColumnStretch(2, 1)
        self.refresh()

    def _build_ways(self) -> QVBoxLayout:
        left = column(spacing=10)
        left.addWidget(self._mark)
        left.addWidget(label("Sightline", "figure"))
        left.addWidget(
            label(
                tr("Audit how software is built and run.\nOffline: nothing leaves this computer."), "muted", wrap=True
            )
        )
        left.addSpacing(14)
        for way in (self.new_audit, self.open_audit, self.verify):
            left.addWidget(way)
        left.addSpacing(6)
        left.addWidget(self._drop_hint())
        left.addStretch()
        return left

    def _draw_mark(self) -> None:
        self._mark.setPixmap(pixmap("clipboard-check", self._shell.theme.tokens.accent, 36))

    def _drop_hint(self) -> QFrame:
        self._drop = QFrame()
        self._drop.setObjectName("drop")
        layout = column(self._drop, (14, 14, 14, 14))
        hint = label(tr("Or drop a repository folder, an audit file or a PDF anywhere here"), "caption", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(hint)
        return self._drop

    def _recent_panel(self, theme: Theme) -> Panel:
        panel = Panel(tr("Recent audits"), padding=18)
        self.model = RecentsModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(RecentRowDelegate(theme, self.model, self.list))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(tr("Recent audits"))
        self.list.clicked.connect(self._on_clicked)
        self.list.installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_foot())
        empty = QWidget()
        texts = column(empty, (12, 0, 12, 24), 6)
        texts.addStretch()
        for text, look in (
            (tr("No audits yet"), "strong"),
            (
                tr("Choose “New audit” and point at a client's local clone. What you opened is listed here."),
                "muted",
            ),
        ):
            hint = label(text, look, wrap=True)
            hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
            texts.addWidget(hint)
        texts.addStretch()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(empty)
        panel.body.addWidget(self._stack, 1)
        self._foot_text = label("", "caption", wrap=True)
        self.locate = button(tr("Locate…"))
        self.remove = button(tr("Remove from list"))
        self.locate.clicked.connect(self._locate)
        self.remove.clicked.connect(self._remove)
        self._foot = QWidget()
        self._foot.setLayout(line(self._foot_text, 1, self.locate, self.remove))
        panel.body.addWidget(self._foot)
        return panel

    # ---------------------------------------------------------------- recents

    def refresh(self) -> None:
        """Read the list of recent audits again."""
        self.model.set_recents(settings.recent())
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        self._show_foot()
        self._offer_recovery()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the present list whenever the page comes back."""
        super().showEvent(event)
        self.refresh()

    def _offer_recovery(self) -> None:
        self.notice.clear()
        for at in range(self.model.rowCount()):
            path = Path(self.model.recent(at).path)
            if self.model.present(at) and path.with_name(path.name + "-wal").exists():
                self.notice.tell(
                    tr("{name} was not closed properly.", name=self.model.recent(at).title),
                    tr("Every change that was saved is kept. Open it to continue."),
                    tone="partial",
                    action=tr("Open"),
                )
                self._unclosed = at
                return

    def _row(self) -> int | None:
        index = self.list.currentIndex()
        return index.row() if index.isValid() else None

    def _show_foot(self) -> None:
        at = self._row()
        missing = at is not None and not self.model.present(at)
        self._foot.setVisible(at is not None)
        self.locate.setVisible(missing)
        if at is not None:
            recent = self.model.recent(at)
            self._foot_text.setText(tr("{path} is no longer there.", path=recent.path) if missing else recent.path)

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.model.present(index.row()):
            self._open_row(index.row())

    def _open_row(self, at: int) -> None:
        if self.model.present(at):
            self.open_file(Path(self.model.recent(at).path))
        else:
            self._locate()

    def _locate(self) -> None:
        at = self._row()
        if at is None:
            return
        old = self.model.recent(at).path
        dialog = self._file_dialog(tr("Where is {name} now?", name=Path(old).name))
        dialog.fileSelected.connect(lambda new: self._located(old, new))
        dialog.open()

    def _located(self, old: str, new: str) -> None:
        recents.locate(old, new)
        self.refresh()

    def _remove(self) -> None:
        at = self._row()
        if at is not None:
            settings.forget_recent(self.model.recent(at).path)
            self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open with Enter and remove with Delete in the list."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            at = self._row()
            if at is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open_row(at)
                return True
            if at is not None and event.key() == Qt.Key.Key_Delete:
                self._remove()
                return True
        return super().eventFilter(watched, event)

    # ---------------------------------------------------------------- opening

    def _file_dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self, title, recents.folder(), tr("Sightline audits (*.sightline)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def choose_audit(self) -> None:
        """Ask for an audit file and open it."""
        dialog = self._file_dialog(tr("Open an audit"))
        dialog.fileSelected.connect(lambda path: self.open_file(Path(path)))
        dialog.open()

    def open_file(self, path: Path) -> None:
        """Open an audit file; what goes wrong is told by the window."""
        recents.set_folder(str(path.parent))
        if self._shell.controller.open(path):
            self._shell.show_page("review")

    def take(self, path: Path) -> bool:
        """Begin what fits a dropped file or folder; tell whether anything does."""
        if path.is_dir():
            self._shell.show_dialog("new-audit", repository=str(path))
        elif path.suffix.lower() == AUDIT_SUFFIX:
            self.open_file(path)
        elif path.suffix.lower() == ".pdf":
            self._shell.show_dialog("verify", path=str(path))
        else:
            self.notice.tell(
                tr("{name} is neither a folder, an audit file nor a PDF.", name=path.name),
                tr("Drop the folder of a git repository, a .sightline file, or a report in PDF."),
            )
            return False
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files and folders."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._drop_look(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget the drag."""
        self._drop_look(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin with the first file or folder of the drop."""
        self._drop_look(False)
        local = [u.toLocalFile() for u in event.mimeData().urls() if u.isLocalFile()]
        if local:
            event.acceptProposedAction()
            self.take(Path(local[0]))

    def _drop_look(self, over: bool) -> None:
        self._drop.setProperty("over", over)
        self._drop.style().unpolish(self._drop)
        self._drop.style().polish(self._drop)
