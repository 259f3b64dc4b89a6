"""Edits of the whole audit: processes, roadmap, texts, details, report, scans, rubrics."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from core.audit.audit import Audit, Details, ReportOptions, RubricRef, ScanRef
from core.audit.edit import Changes, Edit, with_entry
from core.model.process import CriticalProcess
from core.model.roadmap import Phase


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
        return replace(audit, placements=with_entry(audit.placements, self.recommendation, self.phase))

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
        return replace(audit, text=with_entry(audit.text, self.name, self.text or None))

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
        return replace(audit, entered=with_entry(audit.entered, self.name, self.value))

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
        repository: folder it was taken from; empty keeps the earlier one, None removes it.
    """

    kind: ClassVar[str] = "adopt-scan"
    scan: ScanRef | None
    numbers: Mapping[str, int] = field(default_factory=dict)
    repository: str | None = ""

    def apply(self, audit: Audit) -> Audit:
        """Return the audit with the scan adopted; numbers once given are never taken back."""
        known = {s.digest for s in audit.scans}
        scans = audit.scans if self.scan is None or self.scan.digest in known else (*audit.scans, self.scan)
        return replace(
            audit,
            scan=self.scan.digest if self.scan else None,
            scans=scans,
            evidence_numbers={**self.numbers, **audit.evidence_numbers},
            repository="" if self.repository is None else self.repository or audit.repository,
        )

    def inverse(self, audit: Audit) -> Edit:
        """Return the edit that adopts the earlier scan again."""
        earlier = next((s for s in audit.scans if s.digest == audit.scan), None)
        return AdoptScan(earlier, {}, audit.repository or None)

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
