"""One engagement as a value. It holds digests of scans, rubrics and attachments, never their bytes, and no trail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.model.fire_drill import RunningDrill
from core.model.instrument import InstrumentResult
from core.model.judgement import AcceptedRisk, Actor, Attachment, Draft, Judgement, NotApplicable
from core.model.process import CriticalProcess
from core.model.roadmap import Phase
from core.model.work import Initiative, WorkItem


@dataclass(frozen=True, slots=True)
class RubricRef:
    """A rubric that this audit uses; its text, and that of its recommendations, lie in the audit file by digest.

    Attributes:
        json: digest of the same rubric as JSON, which loads faster; empty where only the text is kept.
    """

    id: str
    version: str
    digest: str
    recommendations: str = ""
    json: str = ""


@dataclass(frozen=True, slots=True)
class ScanRef:
    """A scan that was adopted at some time; the record is kept in the audit file under the digest."""

    id: str
    digest: str
    commit: str
    finished_at: datetime
    complete: bool = True


@dataclass(frozen=True, slots=True)
class EarlierAudit:
    """An earlier audit of the same system, for the report's history: its name, date and score as they were printed."""

    name: str
    date: str
    score: str
    rubric: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """What the cover and the window's title say.

    Attributes:
        project: what is audited, where the client has several systems.
        confidence: how sure the auditor is of the assessment, in their own words.
        earlier: audits before this one, oldest first.
    """

    title: str
    client: str
    lead: Actor
    reviewer: str = ""
    client_signatory: str = ""
    organisation: str = ""
    reference: str = ""
    classification: str = "Confidential"
    version: str = "1.0"
    demonstration: bool = False
    project: str = ""
    confidence: str = ""
    earlier: tuple[EarlierAudit, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What the report leaves out; every switch applies to pages and to the embedded file alike."""

    sections_off: tuple[str, ...] = ()
    hide_authors: bool = False
    hide_snippets: bool = False
    hide_paths: bool = False


@dataclass(frozen=True, slots=True)
class Audit:
    """The whole state of one engagement.

    Keys of judgements, drafts, notes and links are those of `core.model.judgement.key`.

    Attributes:
        repository: folder that was scanned, for opening files again; internal, never published.
        scan: digest of the adopted scan.
        scans: every scan that was ever adopted, oldest first.
        links: attachment ids by criterion key.
        evidence_numbers: E-number by evidence id, given once and for good.
        placements: phase id by recommendation id, where the auditor moved it.
        text: the auditor's own text blocks by name (`headline`, `narrative`, `decisions`, `category.<id>` ...).
        entered: numbers that the auditor entered by name (hourly cost, incident cost ...).
        results: what instruments gave, by result id.
        work: state of recommendations by id; one without an entry is proposed.
        initiatives: improvements of the client's own.
        drill: the fire drill that is running, None when there is none; never published.
    """

    id: str
    created_at: datetime
    time_zone: str
    language: str
    details: Details
    repository: str = ""
    excluded: tuple[str, ...] = ()
    rubrics: tuple[RubricRef, ...] = ()
    scan: str | None = None
    scans: tuple[ScanRef, ...] = ()
    processes: tuple[CriticalProcess, ...] = ()
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    not_applicable: Mapping[str, NotApplicable] = field(default_factory=dict)
    accepted_risks: Mapping[str, AcceptedRisk] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    attachments: Mapping[str, Attachment] = field(default_factory=dict)
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    evidence_numbers: Mapping[str, int] = field(default_factory=dict)
    phases: tuple[Phase, ...] = ()
    placements: Mapping[str, str] = field(default_factory=dict)
    text: Mapping[str, str] = field(default_factory=dict)
    entered: Mapping[str, float] = field(default_factory=dict)
    results: Mapping[str, InstrumentResult] = field(default_factory=dict)
    work: Mapping[str, WorkItem] = field(default_factory=dict)
    initiatives: tuple[Initiative, ...] = ()
    drill: RunningDrill | None = None
    report: ReportOptions = field(default_factory=ReportOptions)
