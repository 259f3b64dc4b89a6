"""The tabs of the inspector: what to ask, evidence, what was searched, guidance, history."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from gui import fonts
from gui.models import documents, wording
from gui.models.inspection import Inspection
from gui.shell import Shell
from gui.views import parts
from gui.views.evidence_pane import EvidencePane
from gui.views.flow import Flow
from gui.views.safe_browser import SafeBrowser
from gui.words import tr

_HEIGHT = 220
_LEAST = 180
"""Pixels: with it the whole inspector fits a screen of 900 lines without scrolling."""
_TABS: tuple[tuple[str, str], ...] = (
    ("ask", "Ask"),
    ("evidence", "Evidence"),
    ("searched", "Searched"),
    ("guidance", "Guidance"),
    ("history", "History"),
)


class EvidenceTabs(QWidget):
    """Shows the tabs that make sense for a criterion; keeps the chosen one while the person moves on."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._inspection: Inspection | None = None
        self._wanted = ""
        self._choosing = False
        self._patterns = False
        layout = parts.column(self, spacing=8)
        line = Flow(spacing=16)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._stack = QStackedWidget()
        self.evidence = EvidencePane(shell)
        self._pages: dict[str, QWidget] = {"evidence": self.evidence}
        for number, (name, text) in enumerate(_TABS):
            button = parts.button(tr(text), "tab")
            button.setFont(fonts.ui(fonts.CAPTION, fonts.SEMIBOLD))
            button.setCheckable(True)
            self._group.addButton(button, number)
            self._buttons[name] = button
            line.addWidget(button)
            if name not in self._pages:
                browser = self._pages[name] = SafeBrowser(tr(text))
                browser.anchorClicked.connect(self._on_anchor)
            self._stack.addWidget(self._pages[name])
        layout.addLayout(line)
        layout.addWidget(self._stack, 1)
        self._group.idToggled.connect(self._on_toggled)
        shell.theme.changed.connect(self._show_page)

    def sizeHint(self) -> QSize:
        """Return a height that leaves room for the judgement on a small screen; the layout stretches it."""
        return QSize(320, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return a smaller height, so that the inspector scrolls only on a small screen."""
        return QSize(240, _LEAST)

    @property
    def tab(self) -> str:
        """Return the tab in front."""
        return _TABS[self._group.checkedId()][0] if self._group.checkedId() >= 0 else ""

    def show_inspection(self, inspection: Inspection) -> None:
        """Show another criterion, or the same after a change."""
        before = self._inspection
        self._inspection = inspection
        total = sum(answer.evidence_total for answer in inspection.answers)
        near = sum(answer.near_misses_total for answer in inspection.answers)
        asks = not inspection.answers and not inspection.parent
        self._buttons["ask"].setVisible(asks)
        self._buttons["evidence"].setVisible(bool(inspection.found))
        self._buttons["evidence"].setText(tr("Evidence {n}", n=total))
        self._buttons["searched"].setVisible(bool(inspection.answers))
        self._buttons["searched"].setText(
            tr("Searched, {n} near misses", n=near) if near != 1 else tr("Searched, 1 near miss")
        )
        if near == 0:
            self._buttons["searched"].setText(tr("Searched"))
        if inspection.found:
            self.evidence.show_found(inspection.found, total)
        if before is None or before.key != inspection.key:
            self._choose(inspection)
        self._show_page()

    def _choose(self, inspection: Inspection) -> None:
        usual = "evidence" if inspection.found else "searched" if inspection.answers else "ask"
        if inspection.parent:
            usual = "guidance"
        wanted = self._wanted if self._wanted and not self._buttons[self._wanted].isHidden() else usual
        self._choosing = True
        self._buttons[wanted].setChecked(True)
        self._choosing = False

    def step(self, by: int) -> None:
        """Show the next piece of evidence."""
        if not self._buttons["evidence"].isHidden():
            self._wanted = ""
            self._buttons["evidence"].setChecked(True)
            self.evidence.step(by)

    def show_path(self, path: str) -> None:
        """Show the first piece of evidence in a file."""
        self.step(0)
        self.evidence.show_path(path)

    def _on_toggled(self, number: int, on: bool) -> None:
        if not on:
            return
        if not self._choosing:
            # Guidance and history stay while the person moves on; evidence, searched and ask follow the criterion.
            name = _TABS[number][0]
            self._wanted = name if name in ("guidance", "history") else ""
        self._show_page()

    def _on_anchor(self, _link: object) -> None:
        """Fold the patterns in or out; no other text has a link."""
        self._patterns = not self._patterns
        self._show_page()

    def _show_page(self) -> None:
        inspection, name = self._inspection, self.tab
        if inspection is None or not name:
            return
        page = self._pages[name]
        if isinstance(page, SafeBrowser):
            text = self._document(name, inspection)
            if page.property("source") != text:
                folded = page.property("key") == (name, inspection.key)
                at = page.verticalScrollBar().value() if folded else 0
                page.setProperty("source", text)
                page.setProperty("key", (name, inspection.key))
                page.setHtml(text)
                page.verticalScrollBar().setValue(at)
        self._stack.setCurrentWidget(page)

    def _example_process(self, inspection: Inspection) -> str:
        """Return the process that a question is about: that of the row, else the first that is recorded."""
        processes = self._shell.controller.audit_or_fail.audit.processes
        return inspection.process or (processes[0].name if processes else tr("a critical process"))

    def _document(self, name: str, inspection: Inspection) -> str:
        tokens = self._shell.theme.tokens
        opened = self._shell.controller.audit_or_fail
        if name == "ask":
            return documents.questions(inspection.criterion, self._example_process(inspection), tokens)
        if name == "searched":
            return documents.searched(inspection.answers, tokens, self._patterns)
        if name == "guidance":
            look_at = inspection.rubric.category_of(inspection.criterion.id).look_at
            return documents.guidance(inspection.criterion, look_at, tokens)
        entries = [
            replace(entry, label=wording.with_codes(entry.label, (inspection.key,), opened.rubrics))
            for entry in opened.history(inspection.key)
        ]
        return documents.history(entries, ZoneInfo(opened.audit.time_zone), tokens)
