"""The shape of a rubric file; `rubrics/schema.json` is generated from it.

Every value is frozen. Levels run worst to best; the lowest rates 0, the highest 1.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from core.matching.expression import BadPattern, portable, refuse_empty
from core.model.outcome import Severity

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
LONGEST_PATTERN = 200

ProbeId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+$")]


class Part(BaseModel):
    """Base of every part of a rubric: unknown fields are mistakes, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class ProbeCondition(Part):
    """Holds when a probe answers yes; `at_least: partial` also accepts a partial answer."""

    id: ProbeId
    at_least: Literal["present", "partial"] = "present"


class MeasureCondition(Part):
    """Holds when a measured value lies on the wanted side of a limit."""

    id: str
    below: float | None = None
    above: float | None = None


class CriterionCondition(Part):
    """Holds when another criterion of this rubric is rated at least this much (0..1)."""

    id: Id
    at_least: Annotated[float, Field(ge=0, le=1)] | None = None
    at_most: Annotated[float, Field(ge=0, le=1)] | None = None


class AtLeast(Part):
    """Holds when at least n of the members hold."""

    n: Annotated[int, Field(ge=1)]
    of: tuple["Condition", ...]


class Share(Part):
    """Holds when at least this share (0..1) of the members hold."""

    of: tuple["Condition", ...]
    at_least: Annotated[float, Field(gt=0, le=1)]


class Condition(Part):
    """One node of a condition: exactly one of its fields is set. No negation, except in triggers (`absent`)."""

    all: tuple["Condition", ...] | None = None
    any: tuple["Condition", ...] | None = None
    at_least: AtLeast | None = None
    share: Share | None = None
    probe: ProbeCondition | None = None
    measure: MeasureCondition | None = None
    criterion: CriterionCondition | None = None
    absent: ProbeId | None = None
    """Only in severity triggers and finding texts, which never feed a score."""

    @field_validator("probe", mode="before")
    @classmethod
    def _short_probe(cls, value: object) -> object:
        return {"id": value} if isinstance(value, str) else value


class Level(Part):
    """One wording on a criterion's scale."""

    label: str
    """Two or three words, shown on the key: `Met`, `Partly`, `Not met`."""
    meaning: str
    """What must be true for it, one sentence."""
    rating: Annotated[Decimal, Field(ge=0, le=1, decimal_places=2)]
    """0 for the lowest, 1 for the highest."""
    when: Condition | None = None
    """The scan picks the best level whose condition holds."""

    @property
    def value(self) -> Fraction:
        """Return the rating as an exact fraction."""
        return Fraction(self.rating)


class Trigger(Part):
    """Raises a criterion's severity while its condition holds; what is unknown triggers nothing."""

    severity: Severity
    when: Condition
    because: str


class Criterion(Part):
    """One question of a category."""

    id: Id
    code: str
    """Short name on screen and paper, such as OBS-01."""
    was: tuple[Id, ...] = ()
    question: str
    guidance: str
    method: Literal["scan", "measure", "interview", "review"]
    levels: Annotated[tuple[Level, ...], Field(min_length=2, max_length=9)]
    weight: Annotated[int, Field(ge=1)] = 1
    aspect: str = ""
    severity: Severity = Severity.MEDIUM
    triggers: tuple[Trigger, ...] = ()
    applies_if: Condition | None = None
    per_process: ProbeId | None = None
    """Judged once per critical process; names the process probe that the scan asks (levels then rate its outcome)."""
    subject: str = ""
    recommendation: str = ""
    ask: str = ""
    met_only_if: tuple[str, ...] = ()
    show_me: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def probes(self) -> tuple[str, ...]:
        """Return the ids of the probes that its levels ask, in order, each once."""
        found: list[str] = [self.per_process] if self.per_process else []

        def walk(node: Condition | None) -> None:
            if node is None:
                return
            if node.probe:
                found.append(node.probe.id)
            groups = (node.all, node.any, node.at_least and node.at_least.of, node.share and node.share.of)
            for group in groups:
                for member in group or ():
                    walk(member)

        for level in reversed(self.levels):
            walk(level.when)
        walk(self.applies_if)
        return tuple(dict.fromkeys(found))


class Band(Part):
    """Points of a category in a banded rubric; the first band, best first, whose condition holds."""

    points: Annotated[Decimal, Field(ge=0)]
    label: str
    meaning: str
    when: Condition | None = None
    """None only for the last band, which always holds."""


class Category(Part):
    """A group of criteria that gets one score."""

    id: Id
    name: str
    intent: str
    """Why an executive should care, one or two sentences."""
    look_at: tuple[str, ...] = ()
    """Where the auditor should look; shown beside what the scan looked at."""
    points: Annotated[int, Field(ge=1)]
    """The maximum."""
    bands: tuple[Band, ...] = ()
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    sources: tuple[str, ...] = ()


class Grade(Part):
    """A word for an overall score from a value upwards."""

    from_score: Annotated[Decimal, Field(ge=0)]
    label: str
    meaning: str
    tone: Literal["good", "fair", "poor"] = "fair"


class MaturityLevel(Part):
    """A level that is reached when its predicate and those of all lower levels hold, or from a score."""

    level: int
    name: str
    meaning: str
    when: Condition | None = None
    from_score: Decimal | None = None


class OwnProbe(Part):
    """A pattern probe that the rubric brings along; its id is `own.<rubric>.<name>`."""

    name: Id
    question: str
    patterns: Annotated[tuple[str, ...], Field(min_length=1, max_length=200)]
    paths: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    code_only: bool = False
    near_patterns: tuple[str, ...] = ()
    applies_to: tuple[str, ...] = ()
    proves: bool = True
    """False: a match only points to it, what runs cannot be seen from here; the answer is then unproven."""

    @field_validator("patterns", "near_patterns")
    @classmethod
    def _one_line(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            if len(pattern) > LONGEST_PATTERN:
                raise ValueError(f"the pattern {pattern!r} is longer than {LONGEST_PATTERN} characters")
            try:
                refuse_empty(portable(pattern))
            except BadPattern as error:
                raise ValueError(f"{error.message} {error.advice}".strip()) from None
        return patterns


class PhaseTemplate(Part):
    """A phase of the proposed roadmap."""

    name: str
    weeks: Annotated[int, Field(ge=1)]
    capacity_hours: Annotated[int, Field(ge=1)]


class Scoring(Part):
    """How category scores are made and combined."""

    strategy: Literal["bands", "weighted"]
    scale: Annotated[int, Field(ge=1)]
    """The overall score runs from `lowest` to this."""
    lowest: Annotated[int, Field(ge=0)] = 0
    """Where the scale begins; above 0 every category is scored on the whole scale, from here to `scale`."""
    decimals: int = 1
    target: Decimal | None = None
    show: Literal["points", "points-lost", "level"] = "points"
    """How scores are spoken of: as points, as points lost of the maximum, or as a place on the scale."""
    sources: tuple[str, ...] = ()


class SuccessMetric(Part):
    """Something a client measures before the work and after it."""

    id: Id
    name: str
    unit: str
    better: Literal["lower", "higher"]
    sources: tuple[str, ...] = ()


class NarrativeField(Part):
    """A text that the auditor writes for each category, such as "Pain points".

    Its text block is called `<rubric>.<category>.<id>`.
    """

    id: Id
    title: str
    hint: str = ""
    sources: tuple[str, ...] = ()


class CoverageRow(Part):
    """One topic of a coverage table."""

    topic: str
    criteria: tuple[Id, ...]
    """One criterion for each column; the cell shows its level."""


class CoverageTable(Part):
    """A table of criteria by topic, such as policy and runbook for each class of incident."""

    id: Id
    title: str
    columns: Annotated[tuple[str, ...], Field(min_length=1)]
    rows: Annotated[tuple[CoverageRow, ...], Field(min_length=1)]
    notes: bool = True
    """Whether a last column says what was seen."""
    sources: tuple[str, ...] = ()


class Benchmark(Part):
    """What is usual, or asked for by a published norm, beside a criterion or a measured value of the client."""

    practice: str
    criterion: Id | None = None
    measure: str | None = None
    expected: str
    """The published value or requirement, in words."""
    source: str
    """Who published it, where."""
    year: int
    sources: tuple[str, ...] = ()


class Rubric(Part):
    """A whole rubric file."""

    id: Id
    version: str
    name: str
    summary: str
    purpose: str
    audience: tuple[str, ...] = ()
    scoring: Scoring
    grades: tuple[Grade, ...] = ()
    maturity: tuple[MaturityLevel, ...] = ()
    maturity_target: int | None = None
    severity_labels: dict[Severity, str] = {}
    deadlines: dict[Severity, str] = {}
    """By when findings of a severity should be closed, in words: "within 30 days"."""
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    own_probes: tuple[OwnProbe, ...] = ()
    phases: tuple[PhaseTemplate, ...] = ()
    success_metrics: tuple[SuccessMetric, ...] = ()
    narrative: tuple[NarrativeField, ...] = ()
    coverage_tables: tuple[CoverageTable, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    friction: tuple[Id, ...] = ()
    """Categories whose findings are ranked as what slows developers down most."""
    related: tuple[str, ...] = ()
    method: str = ""
    """How an audit with this rubric is done, Markdown."""
    sources: tuple[str, ...] = ()

    def criteria(self) -> tuple[Criterion, ...]:
        """Return all criteria in order."""
        return tuple(criterion for category in self.categories for criterion in category.criteria)

    def criterion(self, criterion_id: str) -> Criterion:
        """Return one criterion.

        Raises:
            KeyError: when the rubric has none of that id.
        """
        for found in self.criteria():
            if found.id == criterion_id:
                return found
        raise KeyError(criterion_id)

    def category_of(self, criterion_id: str) -> Category:
        """Return the category that holds a criterion.

        Raises:
            KeyError: when the rubric has none of that id.
        """
        for category in self.categories:
            if any(c.id == criterion_id for c in category.criteria):
                return category
        raise KeyError(criterion_id)


class Tool(Part):
    """A ready-made tool that serves a recommendation."""

    name: str
    why: str
    cost: str
    setup_hours: float
    upkeep_hours_per_month: float


class Recommendation(Part):
    """What to do about a finding; shared by rubrics."""

    id: Id
    action: str
    why: str
    effort_hours: tuple[float, float]
    timeline_weeks: tuple[float, float]
    creates: tuple[str, ...] = ()
    modifies: tuple[str, ...] = ()
    example: str = ""
    acceptance: tuple[str, ...] = ()
    tools: tuple[Tool, ...] = ()
    avoid: tuple[str, ...] = ()
    build_only: tuple[str, ...] = ()
    requires: tuple[Id, ...] = ()
    sources: tuple[str, ...] = ()


class Recommendations(Part):
    """The file `rubrics/recommendations.yaml`."""

    recommendations: tuple[Recommendation, ...]
    sources: tuple[str, ...] = ()

    def get(self, recommendation_id: str) -> Recommendation | None:
        """Return one recommendation, or None."""
        return next((r for r in self.recommendations if r.id == recommendation_id), None)
