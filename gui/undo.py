"""Undo for every edit of an audit, by the edits' own inverses."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from core.audit.edits import Edit
from core.audit.trail import Mark
from core.errors import SightlineError

_MERGEABLE = 1


class EditCommand(QUndoCommand):
    """One edit on the undo stack.

    Args:
        edit: what is done.
        inverse: what takes it back, computed before the edit is applied.
        apply: puts an edit in force; raises `SightlineError` when the audit refuses it.
        refuse: is told about such an error.
        label: what the person reads; the edit's own when left out.
        merge: commands with the same text here, one after the other, become one step; empty never merges.
    """

    def __init__(
        self,
        edit: Edit,
        inverse: Edit,
        apply: Callable[[Edit, Mark], None],
        refuse: Callable[[SightlineError], None],
        merge: str = "",
        label: str = "",
    ) -> None:
        super().__init__(label or edit.label())
        self._edit, self._inverse = edit, inverse
        self._apply, self._refuse = apply, refuse
        self._merge = merge
        self._mark = Mark.NONE

    def _put(self, edit: Edit, mark: Mark) -> None:
        try:
            self._apply(edit, mark)
        except SightlineError as error:
            self.setObsolete(True)
            self._refuse(error)

    def redo(self) -> None:
        """Put the edit in force."""
        self._put(self._edit, self._mark)
        self._mark = Mark.REDO

    def undo(self) -> None:
        """Take it back: a new edit, so that the trail keeps both."""
        self._put(self._inverse, Mark.UNDO)

    def id(self) -> int:
        """Return what Qt asks before it tries to merge."""
        return _MERGEABLE if self._merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Swallow the next command when it continues the same typing."""
        if not isinstance(other, EditCommand) or other._merge != self._merge:
            return False
        if type(other._edit) is not type(self._edit):  # the first one's inverse would not take the other one back
            return False
        self._edit = other._edit
        self.setText(other.text())
        return True
