"""Every change to an audit, as a value with apply, inverse and label.

Undo, trail, autosave, command line and merge all come from this one mechanism. An edit holds the new value (None takes
the old one away); its inverse is computed from the audit before it is applied.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Protocol, TypeVar

from core import codec
from core.audit.audit import Audit, Details, ReportOptions, RubricRef, ScanRef
from core.model.judgement import (
    AcceptedRisk,
    Attachment,
    Draft,
    Judgement,
    NotApplicable,
    split_key,
)
from core.model.process import CriticalProcess
from core.model.roadmap import Phase

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Changes:
    """What an edit touched, so that views refresh only that.

    Attributes:
        keys: criterion keys whose judgement, draft, note or attachments changed.
        everything: scan, rubric or processes changed: re-score all.
        parts: other parts by name (`details`, `phases`, `placements`, `text`, `report`, `entered`).
    """

    keys: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    everything: bool = False

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.keys | other.keys, self.parts | other.parts, self.everything or other.everything)


class Edit(Protocol):
    """A change as a value. `kind` names it in the trail."""

    kind: ClassVar[str]

    def apply(self, audit: Audit) -> Audit:
        """Return the audit after the change."""

    def inverse(self, audit: Audit) -> "Edit":
        """Return the edit that takes this one back, given the audit before it."""

    def label(self) -> str:
        """Return what undo calls it, such as `score OBS-01`."""

    def changes(self) -> Changes:
        """Return what it touches."""


def _with(mapping: Mapping[str, V], name: str, value: V | None) -> dict[str, V]:
    changed = dict(mapping)
    if value is None:
        changed.pop(name, None)
    else:
        changed[name] = value
    return changed


def _short(name: str) -> str:
    _, criterion, process = split_key(name)
    return f"{criterion} ({process})" if process else criterion


@dataclass(frozen=True, slots=True)
class SetDraft:
    """Choose a level (and perhaps begin its justification) without putting it in force."""

    kind: ClassVar[str] = "set-draft"
    key: str
    draft: Draft | None

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with the draft."""
        return replace(audit, drafts=_with(audit.drafts, self.key, self.draft))

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier draft back."""
        return SetDraft(self.key, audit.drafts.get(self.key))

    def label(self) -> str:
        """Return what undo calls it."""
        return f"{'draft' if self.draft else 'discard draft of'} {_short(self.key)}"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(frozenset({self.key}))


@dataclass(frozen=True, slots=True)
class Judge:
    """Put a level in force, or take the judgement away; either way the draft is settled."""

    kind: ClassVar[str] = "judge"
    key: str
    judgement: Judgement | None
    draft: Draft | None = None

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with the judgement."""
        return replace(
            audit,
            judgements=_with(audit.judgements, self.key, self.judgement),
            drafts=_with(audit.drafts, self.key, self.draft),
        )

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier judgement and draft back."""
        return Judge(self.key, audit.judgements.get(self.key), audit.drafts.get(self.key))

    def label(self) -> str:
        """Return what undo calls it."""
        return f"{self.judgement.kind.value if self.judgement else 'clear judgement of'} {_short(self.key)}"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(frozenset({self.key}))


@dataclass(frozen=True, slots=True)
class MarkNotApplicable:
    """Declare that a criterion does not apply, with a reason, or take that back."""

    kind: ClassVar[str] = "not-applicable"
    key: str
    decision: NotApplicable | None

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with the decision."""
        return replace(audit, not_applicable=_with(audit.not_applicable, self.key, self.decision))

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier decision back."""
        return MarkNotApplicable(self.key, audit.not_applicable.get(self.key))

    def label(self) -> str:
        """Return what undo calls it."""
        return f"{'not applicable' if self.decision else 'applicable again'}: {_short(self.key)}"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(frozenset({self.key}))


@dataclass(frozen=True, slots=True)
class AcceptRisk:
    """Accept a finding as a risk until a date, or take that back."""

    kind: ClassVar[str] = "accept-risk"
    key: str
    risk: AcceptedRisk | None

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with the accepted risk."""
        return replace(audit, accepted_risks=_with(audit.accepted_risks, self.key, self.risk))

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier state back."""
        return AcceptRisk(self.key, audit.accepted_risks.get(self.key))

    def label(self) -> str:
        """Return what undo calls it."""
        return f"{'accept risk of' if self.risk else 'no longer accept risk of'} {_short(self.key)}"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(frozenset({self.key}), frozenset({"placements"}))


@dataclass(frozen=True, slots=True)
class SetNote:
    """Write the internal note of a criterion; empty text removes it."""

    kind: ClassVar[str] = "note"
    key: str
    text: str

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with the note."""
        return replace(audit, notes=_with(audit.notes, self.key, self.text or None))

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier note back."""
        return SetNote(self.key, audit.notes.get(self.key, ""))

    def label(self) -> str:
        """Return what undo calls it."""
        return f"note on {_short(self.key)}"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(frozenset({self.key}))


@dataclass(frozen=True, slots=True)
class AttachEvidence:
    """Attach a file to a criterion. The bytes are put into the audit file under their SHA-256 before the edit."""

    kind: ClassVar[str] = "attach"
    key: str
    attachment: Attachment

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with the attachment linked to the criterion."""
        linked = (*audit.links.get(self.key, ()), self.attachment.id)
        return replace(
            audit,
            attachments=_with(audit.attachments, self.attachment.id, self.attachment),
            links=_with(audit.links, self.key, tuple(dict.fromkeys(linked))),
        )

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that detaches it again."""
        return DetachEvidence(self.key, self.attachment.id)

    def label(self) -> str:
        """Return what undo calls it."""
        return f"attach {self.attachment.name} to {_short(self.key)}"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(frozenset({self.key}))


@dataclass(frozen=True, slots=True)
class DetachEvidence:
    """Take an attachment from a criterion; its bytes stay in the file, so that undo brings it back."""

    kind: ClassVar[str] = "detach"
    key: str
    attachment: str

    def apply(self, audit: Audit) -> Audit:
        """Return the audit without the link, and without the attachment when nothing links it any more."""
        links = _with(audit.links, self.key, tuple(a for a in audit.links.get(self.key, ()) if a != self.attachment))
        if not links[self.key]:
            del links[self.key]
        still = any(self.attachment in linked for linked in links.values())
        attachments = audit.attachments if still else _with(audit.attachments, self.attachment, None)
        return replace(audit, attachments=attachments, links=links)

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that attaches it again."""
        return AttachEvidence(self.key, audit.attachments[self.attachment])

    def label(self) -> str:
        """Return what undo calls it."""
        return f"detach a file from {_short(self.key)}"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(frozenset({self.key}))


@dataclass(frozen=True, slots=True)
class SetProcesses:
    """Replace the list of critical processes; judgements of a removed one are kept for undo."""

    kind: ClassVar[str] = "processes"
    processes: tuple[CriticalProcess, ...]

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with these processes."""
        return replace(audit, processes=self.processes)

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier list back."""
        return SetProcesses(audit.processes)

    def label(self) -> str:
        """Return what undo calls it."""
        return "critical processes"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(everything=True)


@dataclass(frozen=True, slots=True)
class SetPhases:
    """Replace the phases of the roadmap."""

    kind: ClassVar[str] = "phases"
    phases: tuple[Phase, ...]

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with these phases."""
        return replace(audit, phases=self.phases)

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier phases back."""
        return SetPhases(audit.phases)

    def label(self) -> str:
        """Return what undo calls it."""
        return "roadmap phases"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(parts=frozenset({"phases"}))


@dataclass(frozen=True, slots=True)
class MoveToPhase:
    """Put a recommendation into a phase by hand; None lets the planner place it."""

    kind: ClassVar[str] = "move"
    recommendation: str
    phase: str | None

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with the placement."""
        return replace(audit, placements=_with(audit.placements, self.recommendation, self.phase))

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier placement back."""
        return MoveToPhase(self.recommendation, audit.placements.get(self.recommendation))

    def label(self) -> str:
        """Return what undo calls it."""
        return f"move {self.recommendation}"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(parts=frozenset({"placements"}))


@dataclass(frozen=True, slots=True)
class SetText:
    """Write one of the report's text blocks; empty text brings the factual sentence back."""

    kind: ClassVar[str] = "text"
    name: str
    text: str

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with the text block."""
        return replace(audit, text=_with(audit.text, self.name, self.text or None))

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier text back."""
        return SetText(self.name, audit.text.get(self.name, ""))

    def label(self) -> str:
        """Return what undo calls it."""
        return f"text {self.name}"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(parts=frozenset({"text"}))


@dataclass(frozen=True, slots=True)
class SetEntered:
    """Enter a number that no repository holds (such as an hourly cost); None removes it."""

    kind: ClassVar[str] = "entered"
    name: str
    value: float | None

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with the number."""
        return replace(audit, entered=_with(audit.entered, self.name, self.value))

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier number back."""
        return SetEntered(self.name, audit.entered.get(self.name))

    def label(self) -> str:
        """Return what undo calls it."""
        return f"enter {self.name}"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(parts=frozenset({"entered"}))


@dataclass(frozen=True, slots=True)
class SetDetails:
    """Change what the cover says."""

    kind: ClassVar[str] = "details"
    details: Details

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with these details."""
        return replace(audit, details=self.details)

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier details back."""
        return SetDetails(audit.details)

    def label(self) -> str:
        """Return what undo calls it."""
        return "audit details"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(parts=frozenset({"details"}))


@dataclass(frozen=True, slots=True)
class SetReport:
    """Change what the report leaves out."""

    kind: ClassVar[str] = "report"
    options: ReportOptions

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with these options."""
        return replace(audit, report=self.options)

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier options back."""
        return SetReport(audit.report)

    def label(self) -> str:
        """Return what undo calls it."""
        return "report options"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(parts=frozenset({"report"}))


@dataclass(frozen=True, slots=True)
class AdoptScan:
    """Take a scan as the one that counts. Judgements, notes and links stay.

    Attributes:
        scan: the scan; its record is put into the audit file before the edit. None: no scan counts.
        numbers: E-numbers for evidence that is cited for the first time.
        repository: folder it was taken from.
    """

    kind: ClassVar[str] = "adopt-scan"
    scan: ScanRef | None
    numbers: Mapping[str, int] = field(default_factory=dict)
    repository: str = ""

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with the scan adopted; numbers once given are never taken back."""
        known = {s.digest for s in audit.scans}
        scans = audit.scans if self.scan is None or self.scan.digest in known else (*audit.scans, self.scan)
        return replace(
            audit,
            scan=self.scan.digest if self.scan else None,
            scans=scans,
            evidence_numbers={**self.numbers, **audit.evidence_numbers},
            repository=self.repository or audit.repository,
        )

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that adopts the earlier scan again."""
        earlier = next((s for s in audit.scans if s.digest == audit.scan), None)
        return AdoptScan(earlier, {}, audit.repository)

    def label(self) -> str:
        """Return what undo calls it."""
        return "adopt scan"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(everything=True)


@dataclass(frozen=True, slots=True)
class AdoptRubrics:
    """Choose the rubrics that this audit uses; their texts are put into the audit file before the edit."""

    kind: ClassVar[str] = "adopt-rubrics"
    rubrics: tuple[RubricRef, ...]

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with these rubrics."""
        return replace(audit, rubrics=self.rubrics)

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier rubrics back."""
        return AdoptRubrics(audit.rubrics)

    def label(self) -> str:
        """Return what undo calls it."""
        return "choose rubrics"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(everything=True)


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
