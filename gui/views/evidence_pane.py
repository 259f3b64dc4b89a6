"""The evidence of a criterion, one piece at a time."""

from PySide6.QtWidgets import QApplication, QWidget

from gui import fonts, icons, shortcuts
from gui.models.inspection import Found
from gui.shell import Shell
from gui.views import parts
from gui.views.code_view import CodeView
from gui.words import tr


class EvidencePane(QWidget):
    """i of n, the place as a button that copies it, and the code."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._found: tuple[Found, ...] = ()
        self._total = 0
        self._index = 0
        layout = parts.column(self, spacing=6)
        line = parts.row(spacing=2)
        self._previous = parts.icon_button(shell.theme, "chevron-left", tr("Previous evidence"))
        self._next = parts.icon_button(shell.theme, "chevron-right", tr("Next evidence"))
        shortcuts.tip(self._previous, tr("Previous evidence"), "previous-evidence")
        shortcuts.tip(self._next, tr("Next evidence"), "next-evidence")
        self._count = parts.label("", "section")
        self._number = parts.ElidedLabel("", "caption")
        self._place = parts.ElidedButton("link", tr("Copy the place"))
        self._place.setFont(fonts.code(fonts.META))
        icons.ButtonIcon(self._place, "copy", shell.theme, "accent", size=14)
        self._previous.clicked.connect(lambda: self.step(-1))
        self._next.clicked.connect(lambda: self.step(1))
        self._place.clicked.connect(self._copy)
        for widget in (self._previous, self._count, self._next):
            line.addWidget(widget)
        line.addSpacing(6)
        line.addWidget(self._number, 1)
        line.addWidget(self._place)
        layout.addLayout(line)
        self.code = CodeView(shell.theme)
        layout.addWidget(self.code, 1)

    def show_found(self, found: tuple[Found, ...], total: int) -> None:
        """Show other evidence, the first piece on top; `total` counts also what was not kept."""
        if found != self._found:
            self._found, self._index = found, 0
        self._total = total
        self._show()

    def step(self, by: int) -> None:
        """Show the next piece, or the one before."""
        if self._found:
            self._index = (self._index + by) % len(self._found)
            self._show()

    def show_path(self, path: str) -> None:
        """Show the first piece that lies in a file, when there is one."""
        for number, found in enumerate(self._found):
            if found.evidence.path == path:
                self._index = number
                self._show()
                return

    def _show(self) -> None:
        if not self._found:
            return
        found = self._found[self._index]
        several = len(self._found) > 1
        self._previous.setVisible(several)
        self._next.setVisible(several)
        words = tr("{i} of {n}", i=self._index + 1, n=len(self._found))
        if self._total > len(self._found):
            words = tr("{i} of {n} kept, {total} found", i=self._index + 1, n=len(self._found), total=self._total)
        self._count.setText(words)
        number = f"E-{found.number}  ·  " if found.number is not None else ""
        self._number.show_text(number + found.probe)
        self._place.show_text(found.evidence.place)
        self._place.setToolTip(tr("Copy {place}", place=found.evidence.place))
        self._place.setAccessibleName(tr("Copy {place}", place=found.evidence.place))
        self.code.show_evidence(found.evidence)

    def _copy(self) -> None:
        if self._found:
            QApplication.clipboard().setText(self._found[self._index].evidence.place)
