"""The published audit: what a report embeds, enough to print every page and to re-compute every score.

Never in it: internal notes, drafts, payloads of the trail, bytes of attachments. What the report options hide is left
out here, so that pages and embedded file cannot differ.
"""

from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from core import codec
from core.audit.audit import Details, ReportOptions
from core.model.evidence import NearMiss, Searched, Skipped
from core.model.instrument import InstrumentResult
from core.model.measurement import Measurement
from core.model.outcome import Confidence, Outcome
from core.model.process import CriticalProcess
from core.model.scan import FileCount, RepositoryState
from core.model.work import Initiative
from core.scoring.facts import Facts
from core.scoring.result import Interval, RubricScore

PUBLISHED_FORMAT = ("sightline-audit", 1)
ARITHMETIC_VERSION = 1
"""Raised when scoring gives other numbers for the same facts and the same rubric."""


@dataclass(frozen=True, slots=True)
class TrailHead:
    """The newest link of the audit trail; a signed report anchors the chain up to here."""

    sequence: int
    hash: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AnalysedFile:
    """A file that answers rest on, with its number of lines and the probes that cite it."""

    path: str
    file_class: str
    lines: int
    probes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scanned:
    """Which scanner looked at which commit.

    Attributes:
        masker: version of the rules that hid secrets in snippets.
        analysed: every file that an answer cites, also where only the strongest places of an answer are printed.
    """

    id: str
    digest: str
    sightline: str
    probe_set: str
    engine: str
    masker: int
    started_at: datetime
    finished_at: datetime
    repository: RepositoryState
    files: tuple[FileCount, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    excluded: tuple[str, ...] = ()
    complete: bool = True
    not_run: tuple[str, ...] = ()
    analysed: tuple[AnalysedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedEvidence:
    """Lines of the repository that support an answer, under their permanent E-number."""

    number: int
    path: str
    blob: str
    commit: str
    line: int
    end_line: int
    snippet: str
    snippet_line: int

    @property
    def name(self) -> str:
        """Return the number as printed: E-001."""
        return f"E-{self.number:03d}"

    @property
    def place(self) -> str:
        """Return `path:line` or `path:first-last`."""
        return f"{self.path}:{self.line}" if self.line == self.end_line else f"{self.path}:{self.line}-{self.end_line}"


@dataclass(frozen=True, slots=True)
class PublishedAnswer:
    """A probe's outcome, what it cites, and (unless it is present) what was searched.

    Attributes:
        cited: E-numbers, strongest first.
        evidence_total: how many places there were in all.
    """

    probe: str
    process: str | None
    outcome: Outcome
    confidence: Confidence
    summary: str
    skipped_source: bool = False
    cited: tuple[int, ...] = ()
    evidence_total: int = 0
    searched: Searched | None = None
    near_misses: tuple[NearMiss, ...] = ()
    near_misses_total: int = 0


@dataclass(frozen=True, slots=True)
class PublishedJudgement:
    """The level a person gave, beside what the scan said then."""

    level: int
    kind: str
    scan_level: int | None
    scan_state: str
    justification: str
    ticked: tuple[int, ...]
    by: str
    at: datetime
    carried_from: str = ""


@dataclass(frozen=True, slots=True)
class PublishedDecision:
    """A reason with its author: not applicable, or a risk accepted until a date."""

    reason: str
    by: str
    at: datetime
    expires: str = ""


@dataclass(frozen=True, slots=True)
class PublishedCriterion:
    """What people decided about a criterion; its key is `id` or `id@process`."""

    key: str
    judgement: PublishedJudgement | None = None
    not_applicable: PublishedDecision | None = None
    accepted_risk: PublishedDecision | None = None
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedFinding:
    """A criterion below its full rating.

    Attributes:
        criterion: its id in the rubric.
        certainty: `gap`, `unproven` or `open`: only the first is known to be one.
        lost: points of its category that it costs; 0 where steps count, not criteria.
        gain: points on the overall score when this alone were met, re-computed; None when no score is known.
        step: the next step of its category that needs it, empty when there is none.
        step_gain: points on the overall score when that whole step is taken.
        processes: critical processes for which it is not fully met.
        accepted: the client accepts the risk.
        expired: ISO date until which it was accepted, where that has passed: it counts again.
    """

    criterion: str
    category: str
    certainty: str
    severity: str
    rating: Interval
    lost: Fraction
    gain: Fraction | None
    recommendation: str
    step: str = ""
    step_gain: Fraction | None = None
    processes: tuple[str, ...] = ()
    triggered: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    accepted: bool = False
    expired: str = ""


@dataclass(frozen=True, slots=True)
class PublishedGap:
    """One thing on the shortest way to the target, with the score that it and those before it give."""

    category: str
    label: str
    criteria: tuple[str, ...]
    gain: Fraction
    projected: Interval


@dataclass(frozen=True, slots=True)
class PublishedDistance:
    """How far the score is from the target.

    Attributes:
        missing: points below the target; None when there is no score.
        reachable: closing the gaps reaches the target.
    """

    target: Fraction
    missing: Fraction | None
    gaps: tuple[PublishedGap, ...]
    reachable: bool


@dataclass(frozen=True, slots=True)
class PublishedRubric:
    """A rubric with the facts it judged, the scores that are printed, and the decisions of people.

    Attributes:
        digest: key of its text in `Published.texts`.
        recommendations: key of its recommendations' text, empty when it has none.
        facts: all that scoring needs; with the rubric's text they give `score` again.
    """

    id: str
    version: str
    digest: str
    recommendations: str
    facts: Facts
    score: RubricScore
    criteria: tuple[PublishedCriterion, ...] = ()
    findings: tuple[PublishedFinding, ...] = ()
    distance: PublishedDistance | None = None


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """One recommendation of the roadmap with everything it closes; weeks count from the beginning of the plan.

    Attributes:
        closes: names `rubric/criterion` or `rubric/criterion@process`.
        gains: points on the overall score when it is done alone, by rubric.
        status: `proposed`, `in-progress` or `complete`; what is complete takes no effort, its findings stay until the
            criteria are judged again.
        unplanned: why it lies in no phase.
    """

    recommendation: str
    title: str
    closes: tuple[str, ...]
    effort_low: float
    effort_high: float
    severity: str
    gains: dict[str, float] = field(default_factory=dict)
    requires: tuple[str, ...] = ()
    phase: str | None = None
    status: str = "proposed"
    owner: str = ""
    link: str = ""
    due: str = ""
    start_week: float = 0
    end_week: float = 0
    unplanned: str = ""


@dataclass(frozen=True, slots=True)
class PublishedPhase:
    """A phase with its effort and the scores that the audit would have with everything up to its end met.

    Attributes:
        effort_low: hours of what is not complete, lower estimate.
        effort_high: the same, upper estimate.
        over: more was put into it by hand than it holds.
        conflicts: recommendations in it that stand before something they require.
    """

    id: str
    name: str
    weeks: int
    capacity_hours: int
    start_week: int
    effort_low: float
    effort_high: float
    projected: dict[str, Interval] = field(default_factory=dict)
    over: bool = False
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedRoadmap:
    """Phases in order, and items: those without a phase say why.

    Attributes:
        quick_wins: recommendations worth doing at once, the largest gain per hour first.
        without_advice: names of findings that no recommendation closes.
    """

    phases: tuple[PublishedPhase, ...] = ()
    items: tuple[PublishedItem, ...] = ()
    quick_wins: tuple[str, ...] = ()
    without_advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedAttachment:
    """A file that supports a judgement, by name and hash; its bytes stay in the audit file."""

    id: str
    name: str
    sha256: str
    size: int
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """A whole engagement as it leaves the room.

    Attributes:
        issued_at: instant of the last recorded change (so that the same audit gives the same bytes), UTC.
        sightline: version that published it.
        arithmetic: version of the scoring arithmetic.
        texts: rubrics and recommendations as YAML or JSON text, by digest.
        measurements: one for each id, from its best source; what scoring was told.
        other_measurements: the same ids from other sources, shown beside, never scored.
        results: what instruments gave, with tables and quotes.
        initiatives: the client's own improvements.
        text: the auditor's text blocks, Markdown, by name.
    """

    id: str
    issued_at: datetime
    time_zone: str
    language: str
    sightline: str
    arithmetic: int
    details: Details
    trail: TrailHead
    options: ReportOptions = field(default_factory=ReportOptions)
    scanned: Scanned | None = None
    processes: tuple[CriticalProcess, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    rubrics: tuple[PublishedRubric, ...] = ()
    answers: tuple[PublishedAnswer, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    other_measurements: tuple[Measurement, ...] = ()
    results: tuple[InstrumentResult, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    evidence: tuple[CitedEvidence, ...] = ()
    attachments: tuple[PublishedAttachment, ...] = ()
    roadmap: PublishedRoadmap = field(default_factory=PublishedRoadmap)
    text: dict[str, str] = field(default_factory=dict)
    entered: dict[str, float] = field(default_factory=dict)


def to_bytes(published: Published) -> bytes:
    """Return the document `sightline-audit`; equal audits have equal bytes."""
    return codec.document(*PUBLISHED_FORMAT, published)


def from_bytes(data: bytes) -> Published:
    """Read a published audit.

    Raises:
        NotOurFormat: when it is something else, or was written by a newer Sightline.
    """
    return codec.read_document(Published, *PUBLISHED_FORMAT, data)
