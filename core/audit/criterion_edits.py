"""Edits of one criterion: drafts, judgements, not applicable, accepted risk, notes, attachments."""

from dataclasses import dataclass, replace
from typing import ClassVar

from core.audit.audit import Audit
from core.audit.edit import Changes, Edit, short, with_entry
from core.model.judgement import AcceptedRisk, Attachment, Draft, Judgement, NotApplicable


@dataclass(frozen=True, slots=True)
class SetDraft:
    """Choose a level (and perhaps begin its justification) without putting it in force."""

    kind: ClassVar[str] = "set-draft"
    key: str
    draft: Draft | None

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with the draft."""
        return replace(audit, drafts=with_entry(audit.drafts, self.key, self.draft))

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier draft back."""
        return SetDraft(self.key, audit.drafts.get(self.key))

    def label(self) -> str:
        """Return what undo calls it."""
        return f"{'draft' if self.draft else 'discard draft of'} {short(self.key)}"

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
            judgements=with_entry(audit.judgements, self.key, self.judgement),
            drafts=with_entry(audit.drafts, self.key, self.draft),
        )

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier judgement and draft back."""
        return Judge(self.key, audit.judgements.get(self.key), audit.drafts.get(self.key))

    def label(self) -> str:
        """Return what undo calls it."""
        return f"{self.judgement.kind.value if self.judgement else 'clear judgement of'} {short(self.key)}"

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
        return replace(audit, not_applicable=with_entry(audit.not_applicable, self.key, self.decision))

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier decision back."""
        return MarkNotApplicable(self.key, audit.not_applicable.get(self.key))

    def label(self) -> str:
        """Return what undo calls it."""
        return f"{'not applicable' if self.decision else 'applicable again'}: {short(self.key)}"

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
        return replace(audit, accepted_risks=with_entry(audit.accepted_risks, self.key, self.risk))

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier state back."""
        return AcceptRisk(self.key, audit.accepted_risks.get(self.key))

    def label(self) -> str:
        """Return what undo calls it."""
        return f"{'accept risk of' if self.risk else 'no longer accept risk of'} {short(self.key)}"

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
        return replace(audit, notes=with_entry(audit.notes, self.key, self.text or None))

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that brings the earlier note back."""
        return SetNote(self.key, audit.notes.get(self.key, ""))

    def label(self) -> str:
        """Return what undo calls it."""
        return f"note on {short(self.key)}"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(frozenset({self.key}))


@dataclass(frozen=True, slots=True)
class AttachEvidence:
    """Attach a file to a criterion. The bytes are put into the audit file under their SHA-256 before the edit."""

    kind: ClassVar[str] = "attach"
    key: str
    attachment: Attachment
    position: int | None = None
    """Where among the criterion's attachments; None: last. One that is attached already stays where it is."""

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with the attachment linked to the criterion."""
        linked = list(audit.links.get(self.key, ()))
        if self.attachment.id not in linked:
            linked.insert(len(linked) if self.position is None else self.position, self.attachment.id)
        return replace(
            audit,
            attachments=with_entry(audit.attachments, self.attachment.id, self.attachment),
            links=with_entry(audit.links, self.key, tuple(linked)),
        )

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that detaches it again, or describes it as before."""
        earlier = audit.attachments.get(self.attachment.id)
        if earlier is not None and earlier.id in audit.links.get(self.key, ()):
            return AttachEvidence(self.key, earlier)
        return DetachEvidence(self.key, self.attachment.id, earlier)

    def label(self) -> str:
        """Return what undo calls it."""
        return f"attach {self.attachment.name} to {short(self.key)}"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(frozenset({self.key}))


@dataclass(frozen=True, slots=True)
class DetachEvidence:
    """Take an attachment from a criterion; its bytes stay in the file, so that undo brings it back."""

    kind: ClassVar[str] = "detach"
    key: str
    attachment: str
    earlier: Attachment | None = None
    """How it was described before, where other criteria still link it; None leaves the description."""

    def apply(self, audit: Audit) -> Audit:
        """Return the audit without the link, and without the attachment when nothing links it any more."""
        left = tuple(a for a in audit.links.get(self.key, ()) if a != self.attachment)
        links = with_entry(audit.links, self.key, left or None)
        still = any(self.attachment in linked for linked in links.values())
        described = self.earlier or audit.attachments.get(self.attachment)
        attachments = with_entry(audit.attachments, self.attachment, described if still else None)
        return replace(audit, attachments=attachments, links=links)

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that attaches it again in its place; nothing to do when it is not attached."""
        linked = audit.links.get(self.key, ())
        if self.attachment not in linked:
            return DetachEvidence(self.key, self.attachment)
        return AttachEvidence(self.key, audit.attachments[self.attachment], linked.index(self.attachment))

    def label(self) -> str:
        """Return what undo calls it."""
        return f"detach a file from {short(self.key)}"

    def changes(self) -> Changes:
        """Return what it touches."""
        return Changes(frozenset({self.key}))
