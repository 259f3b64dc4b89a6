"""Every change to an audit, as a value with apply, inverse and label.

Undo, trail, autosave, command line and merge all come from this one mechanism. An edit holds the new value (None takes
the old one away); its inverse is computed from the audit before it is applied.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from core import codec
from core.audit.audit import Audit
from core.audit.criterion_edits import (
    AcceptRisk,
    AttachEvidence,
    DetachEvidence,
    Judge,
    MarkNotApplicable,
    SetDraft,
    SetNote,
)
from core.audit.document_edits import (
    AdoptRubrics,
    AdoptScan,
    MoveToPhase,
    SetDetails,
    SetEntered,
    SetPhases,
    SetProcesses,
    SetReport,
    SetText,
)
from core.audit.edit import Changes, Edit
from core.audit.measuring_edits import SetDrill, SetInitiatives, SetResult, SetWork

__all__ = [
    "EDITS",
    "AcceptRisk",
    "AdoptRubrics",
    "AdoptScan",
    "AnyEdit",
    "AttachEvidence",
    "Changes",
    "DetachEvidence",
    "Edit",
    "Judge",
    "MarkNotApplicable",
    "MoveToPhase",
    "SetDetails",
    "SetDraft",
    "SetDrill",
    "SetEntered",
    "SetInitiatives",
    "SetNote",
    "SetPhases",
    "SetProcesses",
    "SetReport",
    "SetResult",
    "SetText",
    "SetWork",
    "Together",
    "from_payload",
    "to_payload",
]


@dataclass(frozen=True, slots=True)
class Together:
    """Several edits as one undoable step."""

    kind: ClassVar[str] = "together"
    edits: tuple["AnyEdit", ...]
    name: str

    def apply(self, audit: Audit) -> Audit:
        """Return the audit after all of them, in order."""
        for edit in self.edits:
            audit = edit.apply(audit)
        return audit

    def inverse(self, audit: Audit) -> Edit:
        """Return the edits that take them back, last first."""
        back: list[Any] = []
        for edit in self.edits:
            back.append(edit.inverse(audit))
            audit = edit.apply(audit)
        return Together(tuple(reversed(back)), self.name)

    def label(self) -> str:
        """Return what undo calls it."""
        return self.name

    def changes(self) -> Changes:
        """Return what they touch."""
        found = Changes()
        for edit in self.edits:
            found = found | edit.changes()
        return found


AnyEdit = (
    SetDraft
    | Judge
    | MarkNotApplicable
    | AcceptRisk
    | SetNote
    | AttachEvidence
    | DetachEvidence
    | SetProcesses
    | SetPhases
    | MoveToPhase
    | SetText
    | SetEntered
    | SetDetails
    | SetReport
    | AdoptScan
    | AdoptRubrics
    | SetResult
    | SetDrill
    | SetWork
    | SetInitiatives
    | Together
)

EDITS: tuple[type[Any], ...] = (
    SetDraft,
    Judge,
    MarkNotApplicable,
    AcceptRisk,
    SetNote,
    AttachEvidence,
    DetachEvidence,
    SetProcesses,
    SetPhases,
    MoveToPhase,
    SetText,
    SetEntered,
    SetDetails,
    SetReport,
    AdoptScan,
    AdoptRubrics,
    SetResult,
    SetDrill,
    SetWork,
    SetInitiatives,
)
"""Every simple edit; the trail finds the class by its kind."""


def to_payload(edit: Edit) -> dict[str, Any]:
    """Return an edit as plain data with its kind, for the trail."""
    if isinstance(edit, Together):
        return {"kind": edit.kind, "name": edit.name, "edits": [to_payload(e) for e in edit.edits]}
    return {"kind": edit.kind, **codec.to_plain(edit)}


def from_payload(payload: Mapping[str, Any]) -> Edit:
    """Build the edit that `to_payload` wrote.

    Raises:
        codec.NotOurFormat: when the kind is unknown or the data does not fit.
    """
    if payload.get("kind") == Together.kind:
        edits: tuple[Any, ...] = tuple(from_payload(e) for e in payload["edits"])
        return Together(edits, payload["name"])
    for kind in EDITS:
        if kind.kind == payload.get("kind"):
            edit: Edit = codec.from_plain(kind, {k: v for k, v in payload.items() if k != "kind"})
            return edit
    raise codec.NotOurFormat(f"The edit {payload.get('kind')!r} is unknown.", "Open it with a newer Sightline.")
