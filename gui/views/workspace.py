"""The review: categories, checklist and inspector in one splitter."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from core.audit.edits import Changes
from core.model.judgement import split_key
from core.workflows import edit
from gui import settings
from gui.models.inspection import find_score
from gui.models.rows import Chip, count, criterion_rows
from gui.shell import Shell
from gui.views import parts
from gui.views.categories import Categories
from gui.views.checklist import ChecklistPane
from gui.views.inspector import Inspector
from gui.words import tr

_CATEGORIES = 284
_INSPECTOR = 488


class Workspace(QWidget):
    """Binds the three panes and carries out the review's keys."""

    def __init__(self, shell: Shell, panes: tuple[Categories, ChecklistPane, Inspector] | None = None) -> None:
        super().__init__()
        self._shell = shell
        controller = shell.controller
        layout = parts.column(self)
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        layout.addWidget(self.splitter)
        self.categories, self.checklist, self.inspector = panes or (
            Categories(shell),
            ChecklistPane(shell),
            Inspector(shell),
        )
        for pane, least in ((self.categories, 190), (self.checklist, 500), (self.inspector, 420)):
            pane.setMinimumWidth(least)
            self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(1, 1)
        self._sized = False
        self.splitter.splitterMoved.connect(lambda *_: settings.set_state("review-splitter", self.splitter.saveState()))
        self.categories.chosen.connect(self.checklist.show_category)
        self.categories.chosen.connect(lambda rubric, _category: controller.bring_to_front(rubric))
        self.checklist.chosen.connect(self._on_chosen)
        self.checklist.inspect_asked.connect(self.focus_inspector)
        self.inspector.skip_asked.connect(self.skip)
        self.inspector.accept_asked.connect(self.accept)
        self.inspector.not_applicable_asked.connect(self.toggle_not_applicable)
        self.inspector.attach_asked.connect(self.attach)
        self.inspector.judgement.levels.chosen.connect(self._advance)  # after the judgement itself has heard of it
        controller.opened.connect(self._on_opened)
        controller.changed.connect(self._on_changed)
        self.checklist.arithmetic_asked.connect(self.show_arithmetic)
        controller.went_back.connect(self._on_went_back)
        self.setFocusProxy(self.checklist.list)
        self._on_opened()

    @classmethod
    def in_steps(cls, shell: Shell) -> Iterator["Workspace | None"]:
        """Build the page pane by pane: yields None after each step, at last the page."""
        categories = Categories(shell)
        yield None
        checklist = ChecklistPane(shell)
        yield None
        inspector = Inspector(shell)
        yield None
        yield cls(shell, (categories, checklist, inspector))

    def showEvent(self, event: QShowEvent) -> None:
        """Give the panes their widths, once the window has its own."""
        super().showEvent(event)
        if not self._sized:
            self._sized = True
            kept = settings.state("review-splitter")
            if kept is None or not self.splitter.restoreState(kept):
                rest = self.width() - _CATEGORIES - _INSPECTOR
                self.splitter.setSizes([_CATEGORIES, rest, _INSPECTOR])

    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 steps through."""
        return (self.categories.list, self.checklist.list, self.inspector.tabs)

    # ---------------------------------------------------------------- following the audit

    def _on_opened(self) -> None:
        self.inspector.show_key("")
        self.checklist.clear()
        self.categories.model.clear()
        if self._shell.controller.audit_file is not None:
            self.categories.refresh()
            self.categories.choose_first()

    def _on_changed(self, changes: Changes) -> None:
        self.categories.refresh()
        self.checklist.refresh()
        if changes.everything or self.inspector.key in changes.keys:
            self.inspector.show_key(self.checklist.current or self.inspector.key)
        self._show_next()

    def _on_went_back(self, _words: str, changes: Changes) -> None:
        """Show the criterion that undo or redo has changed."""
        opened = self._shell.controller.audit_or_fail
        for key in changes.keys if len(changes.keys) == 1 else ():
            if key != self.inspector.key and find_score(opened, key) is not None:
                self.show_criterion(key)

    def _on_chosen(self, key: str) -> None:
        self.inspector.show_key(key)
        self._shell.controller.selected.emit(key)
        self._show_next()

    def _show_next(self) -> None:
        row = self.checklist.following(self.inspector.key)
        if row is not None:
            rubric, criterion, _ = split_key(row.key)
            code = self._shell.controller.audit_or_fail.rubrics[rubric].criterion(criterion).code
            self.inspector.show_next(tr("Next: {what}", what=f"{code}  {row.title}" if row.depth else code))
            return
        category = self._next_category()
        self.inspector.show_next(tr("Next: {what}", what=category[2]) if category else tr("Everything is reviewed"))

    def _next_category(self) -> tuple[str, str, str] | None:
        """Return rubric, category and name of the next category in which something waits, going round once."""
        rows = [row for row in self.categories.model.rows if not row.heading]
        here = self.categories.current
        start = next((i for i, row in enumerate(rows) if here is not None and row.id == here.id), -1)
        for row in (*rows[start + 1 :], *rows[: start + 1]):
            if row.reviewed < row.total and (here is None or row.id != here.id):
                return row.rubric, row.category, row.name
        return None

    # ---------------------------------------------------------------- what the keys do

    def go(self, by: int) -> None:
        """Go to the criterion below or above."""
        self.checklist.go(by)
        self.focus_list()

    def show_criterion(self, key: str) -> None:
        """Show one criterion, whatever category or filter was chosen before."""
        rubric, criterion, _ = split_key(key)
        category = self._shell.controller.audit_or_fail.rubrics[rubric].category_of(criterion)
        self.categories.choose(rubric, category.id)
        if not self.checklist.choose(key):
            self.checklist.clear_filter()
            self.checklist.choose(key)
        self.focus_list()

    def show_evidence(self, key: str, path: str) -> None:
        """Show one criterion and its evidence in one file."""
        self.show_criterion(key)
        self.inspector.tabs.show_path(path)

    def show_category(self, rubric: str, category: str = "", chip: Chip = Chip.ALL) -> None:
        """Show what a ready-made filter keeps of a category; without one, the first of the rubric that has any."""
        opened = self._shell.controller.audit_or_fail
        ids = [each.id for each in opened.rubrics[rubric].categories]
        found = (each for each in ids if count(criterion_rows(opened, rubric, each), chip))
        self.checklist.filter.clear()
        self.checklist.show_chip(chip)
        self.categories.choose(rubric, category or next(found, ids[0]))
        self.focus_list()

    def step_evidence(self, by: int) -> None:
        """Show the next piece of evidence, or the one before."""
        self.inspector.tabs.step(by)

    def focus_filter(self) -> None:
        """Put the cursor into the filter."""
        self.checklist.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.checklist.filter.selectAll()

    def focus_inspector(self) -> None:
        """Go to the inspector."""
        self.inspector.focus_first()

    def focus_list(self) -> None:
        """Go back to the list; typed text is committed by that."""
        self.checklist.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose_level(self, level: int) -> None:
        """Choose a level of the criterion that is shown."""
        self.inspector.judgement.choose(level)
        self._advance()

    def _advance(self, _level: int = 0) -> None:
        """Go on after a level was chosen, when the person wants that and the judgement is in force."""
        found = self.inspector.inspection
        if settings.flag("advance", False) and found is not None and found.reviewed:
            self._go_on(found.key)

    def clear_level(self) -> None:
        """Take draft and judgement away."""
        self.inspector.judgement.clear()

    def confirm(self) -> None:
        """Confirm what the scan says."""
        self.inspector.judgement.confirm()

    def show_arithmetic(self) -> None:
        """Show how the score of the category and of its rubric comes about."""
        self._shell.show_dialog("arithmetic", rubric_id=self.checklist.rubric, category_id=self.checklist.category)

    def same_answer(self) -> None:
        """Give the answer of the criterion to others that ask the same."""
        self.inspector.judgement.same_question.give()

    def accept(self) -> None:
        """Put the decision in force and go on; when something is missing, go where it is missing."""
        key = self.inspector.key
        if self.inspector.accept():
            self._go_on(key)
        elif self.inspector.inspection is not None and self.inspector.inspection.needs_justification:
            self.inspector.write_reason()

    def skip(self) -> None:
        """Go on without a decision."""
        self.inspector.commit()
        self._go_on(self.inspector.key)

    def _go_on(self, key: str) -> None:
        row = self.checklist.following(key)
        if row is not None:
            self.checklist.choose(row.key)
        else:
            category = self._next_category()
            if category is not None:
                self.categories.choose(category[0], category[1])
        self.focus_list()

    def write_reason(self) -> None:
        """Put the cursor into the justification."""
        self.inspector.write_reason()

    def write_note(self) -> None:
        """Put the cursor into the note."""
        self.inspector.write_note()

    def attach(self) -> None:
        """Choose a file to attach."""
        if self.inspector.key:
            self._shell.show_dialog("attach", key=self.inspector.key)

    def paste(self) -> None:
        """Attach what the clipboard holds."""
        self.inspector.paste()

    def toggle_not_applicable(self) -> None:
        """Ask for the reason why the criterion does not apply, or take that back."""
        found, controller = self.inspector.inspection, self._shell.controller
        if found is None or found.parent:
            return
        if found.not_applicable is not None:
            controller.do(edit.applicable_again(controller.audit_or_fail, found.key))
        else:
            self._shell.show_dialog("not-applicable", key=found.key)
