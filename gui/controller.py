"""Between the views and the open audit: views call `do`, the audit changes, views hear `changed`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from core.audit.edits import Changes, Edit
from core.audit.trail import Mark
from core.errors import SightlineError
from gui import settings
from gui.undo import EditCommand
from gui.words import tr

if TYPE_CHECKING:
    from core.workflows.open import OpenAudit, SaveState


class Controller(QObject):
    """Holds the open audit, its undo stack and the state of saving.

    Signals:
        opened: another audit is open now, or none (`audit_file` is None).
        changed: what an edit touched, a `core.audit.edits.Changes`.
        selected: the criterion key that the person looks at, empty for none.
        flushing: text fields that wait for the person to pause must commit now.
        save_state_changed: `saved`, `saving` or `failed`, and a sentence for the last.
        refused: an edit was not possible, a `SightlineError`.
        damaged: an audit file that cannot be read as a whole: its path, and the `SightlineError`.
        recovered: what of a damaged file could not be saved, one sentence each; its new file is open now.
        went_back: a step was undone or done again: what happened, and what it touched (`Changes`).
        front_changed: another of the audit's rubrics is looked at: its id.
    """

    opened = Signal()
    changed = Signal(object)
    selected = Signal(str)
    flushing = Signal()
    save_state_changed = Signal(str, str)
    refused = Signal(object)
    damaged = Signal(object, object)
    recovered = Signal(object)
    went_back = Signal(str, object)
    front_changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.audit_file: OpenAudit | None = None
        self._front = ""

    @property
    def front(self) -> str:
        """Return the id of the rubric that is looked at, at first the one named first; empty when there is none."""
        opened = self.audit_file
        if opened is None or not opened.scores:
            return ""
        if self._front in opened.scores:
            return self._front
        return next((ref.id for ref in opened.audit.rubrics if ref.id in opened.scores), next(iter(opened.scores)))

    def bring_to_front(self, rubric: str) -> None:
        """Say which rubric is looked at: the top bar and the dashboard show that one."""
        if rubric and rubric != self.front:
            self._front = rubric
            self.front_changed.emit(rubric)

    @property
    def audit_or_fail(self) -> OpenAudit:
        """Return the open audit; a page that needs one is only shown while there is one."""
        if self.audit_file is None:
            raise RuntimeError("no audit is open")
        return self.audit_file

    # ---------------------------------------------------------------- opening

    def open(self, path: Path) -> bool:
        """Open an audit file; what goes wrong is told through `refused`."""
        from core.workflows.open import Damaged, open_audit  # SQLModel loads here, long after first paint

        try:
            opened = open_audit(path, settings.actor())
        except Damaged as error:
            self.damaged.emit(path, error)
            return False
        except SightlineError as error:
            self.refused.emit(error)
            return False
        self.adopt(opened)
        return True

    def adopt(self, opened: OpenAudit) -> None:
        """Take an audit that is open already (just created, say) in place of the present one."""
        if not self.close():
            opened.close()
            return
        self.audit_file = opened
        self._front = ""
        opened.subscribe(self._on_saved)
        self._remember(opened)
        self.opened.emit()
        self.save_state_changed.emit(opened.save_state.value, opened.save_error)

    def close(self, discard: bool = False) -> bool:
        """Commit what is typed, wait for the file to be whole, and let it go.

        Args:
            discard: give up what cannot be written.

        Returns:
            False when something could not be written; the audit then stays open and `refused` tells why.
        """
        if self.audit_file is None:
            return True
        self.flushing.emit()
        closing = self.audit_file
        try:
            closing.close(discard=discard)
        except SightlineError as error:
            self.refused.emit(error)
            return False
        self._remember(closing)
        self.audit_file = None
        self.undo_stack.clear()
        self.opened.emit()
        return True

    def _on_saved(self, state: SaveState, message: str) -> None:
        # Called from the store thread: the emission crosses to the main thread through the event queue.
        self.save_state_changed.emit(state.value, message)

    @staticmethod
    def _remember(opened: OpenAudit) -> None:
        shares = [score.reviewed for score in opened.scores.values()]
        reviewed = f"{int(100 * sum(shares) / len(shares))} %" if shares else ""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        row = settings.Recent(
            str(opened.path.absolute()), opened.audit.details.title, opened.audit.repository, reviewed, now
        )
        settings.add_recent(row)

    def recover(self, path: Path, output: Path) -> bool:
        """Save what can be read of a damaged audit file into a new one, and open that; the old one stays as it is."""
        from core.workflows.open import recover_audit

        try:
            saved = recover_audit(path, output)
        except SightlineError as error:
            self.refused.emit(error)
            return False
        if not self.open(output):
            return False
        self.recovered.emit(saved.problems)
        return True

    # ---------------------------------------------------------------- editing

    def do(self, edit: Edit, merge: str = "") -> None:
        """Put an edit in force as one undoable step.

        Args:
            edit: from `core.workflows.edit` or `core.audit.edits`.
            merge: steps in a row with the same text here become one (typing in one field).
        """
        opened = self.audit_or_fail
        if opened.read_only:
            self.refused.emit(SightlineError(tr("This audit is open for reading only."), opened.read_only_reason))
            return
        from gui.models.wording import with_codes  # rubrics are loaded by now; before first paint they are not

        label = with_codes(edit.label(), edit.changes().keys, opened.rubrics)
        inverse = edit.inverse(opened.audit)
        self.undo_stack.push(EditCommand(edit, inverse, self._apply, self.refused.emit, merge, label))

    def _apply(self, edit: Edit, mark: Mark) -> None:
        changes: Changes = self.audit_or_fail.do(edit, mark)
        self.changed.emit(changes)
        if mark is Mark.UNDO:
            self.went_back.emit(tr("Undone: {what}", what=self.undo_stack.undoText()), changes)
        elif mark is Mark.REDO:
            self.went_back.emit(tr("Done again: {what}", what=self.undo_stack.redoText()), changes)

    def undo(self) -> None:
        """Take the last step back."""
        self.flushing.emit()
        self.undo_stack.undo()

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        self.flushing.emit()
        self.undo_stack.redo()
